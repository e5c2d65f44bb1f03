"""Chromium and windows in it, on the stack of the session."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import windows
from tests.fixtures.living import Living

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
Windows = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The machine's Chromium, or the one that playwright brought."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser, living: Living) -> Windows:
    """Opens watched windows, signed in when a login is given; other arguments are the context's."""

    def opened(**options: Any) -> AbstractContextManager[Page]:
        return windows.window(chromium, living.url, **options)

    return opened
