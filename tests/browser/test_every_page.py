"""Every page, as each role sees it: accessible by axe's rules, whole on the smallest phone, in light and in dark."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Windows
from tests.browser.windows import sign_in
from tests.fixtures.addresses import World, addresses, populate
from tests.fixtures.living import LOGINS, TODAY, Living
from workers.bench.partnerships import given

pytestmark = [pytest.mark.browser, pytest.mark.engines]
PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
TAG = re.compile(r"<([a-z][a-z0-9]*)((?:[^<>\"]|\"[^\"]*\")*)>")
SHAPE = re.compile(r'\b(class|role|type|data-[a-z]+|aria-(?!labelledby|describedby)[a-z]+)="([^"]*)"')
"""What a page is built of is its tags with these: what agrees in them needs to be judged only once."""
MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
PICTURES = os.environ.get("TRAMITA_TEST_PICTURES", "")
"""A folder for a picture of each page, on a desk and on a phone, in light and in dark."""


@pytest.fixture(scope="module")
def world(living: Living) -> World:
    return populate(living)


@pytest.fixture(scope="module")
def judged() -> set[tuple[str, str]]:
    """What was already judged: the middle of a page by route and build, what surrounds it by build."""
    return set()


@pytest.mark.parametrize("login", ["", *LOGINS])
def test_every_page_is_whole_for_everybody(
    window: Windows, world: World, judged: set[tuple[str, str]], login: str
) -> None:
    seen, found = 0, []
    with window(viewport=DESK, color_scheme="light") as page:
        if login:
            sign_in(page, login)
        for route, address, html in _pages(page, world):
            seen += 1
            built = {(route, _build("".join(MAIN.findall(html)))), ("", _build(MAIN.sub("", html)))}
            if not built <= judged:
                judged |= built
                page.goto(address)
                found += [f"{address}: {fault}" for fault in _faults(page)]
                _picture(page, f"{login or 'ninguem'}{address.replace('/', '_')[:80]}")
                page.set_viewport_size(DESK)  # type: ignore[arg-type]
    assert found == []
    assert seen > 10


@pytest.fixture(scope="module")
def partnership(living: Living) -> str:
    """A partnership whose organisation is late with the accounts of its first periods."""
    begun = given(TODAY - timedelta(days=200))
    return str(living.do("marta", "/procedures", {"type": "parceria", "input": begun})["case"])


@pytest.fixture(scope="module")
def party(living: Living) -> str:
    """A party of a work plan under way."""
    signed = TODAY - timedelta(days=30)
    said = {"plano": "ac-4-2026", "assinado_em": str(signed), "fim_da_vigencia": str(signed + timedelta(days=1828))}
    living.do("marta", "/procedures", {"type": "plano-de-trabalho", "input": said})
    return "ABM"


def test_the_pages_of_a_partnership_and_of_a_party_are_whole(window: Windows, partnership: str, party: str) -> None:
    pages = {
        "": ["/publico/parcerias", f"/publico/parcerias/{partnership}", "/dados-abertos/prazos-das-parcerias"],
        "marta": [f"/processos/{partnership}", f"/participes/{party}"],
    }
    found = []
    for login, ways in pages.items():
        with window(viewport=DESK, color_scheme="light") as page:
            if login:
                sign_in(page, login)
            for address in ways:
                answer = page.goto(address)
                assert answer is not None
                assert answer.status == 200, address
                found += [f"{address}: {fault}" for fault in _faults(page)]
                _picture(page, f"{login or 'ninguem'}{address.replace('/', '_')[:80]}")
                page.set_viewport_size(DESK)  # type: ignore[arg-type]
    assert found == []


def _pages(page: Page, world: World) -> Iterator[tuple[str, str, str]]:
    """(route, address, HTML) of what answers a page to whoever is signed in at `page`."""
    for route, address in addresses("GET", world.records):
        answer = page.request.get(address, max_redirects=0)
        assert answer.status in (200, 301, 303, 403, 404), (address, answer.status)
        if answer.status == 200 and "text/html" in answer.headers["content-type"]:
            yield route, address, answer.text()


def _build(html: str) -> str:
    """What a page is built of, without its words."""
    tags = (f"{tag}{SHAPE.findall(attributes)}" for tag, attributes in TAG.findall(html))
    return hashlib.sha256("".join(tags).encode()).hexdigest()


def _faults(page: Page) -> Iterator[str]:
    """What axe finds in light and in dark with everything unfolded, and what is wider than the smallest phone."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    yield from _axe(page, RULES)
    page.emulate_media(color_scheme="dark")
    yield from (f"in dark, {one}" for one in _axe(page, COLOURS))
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    yield from (f"at 320 px, {one}" for one in _axe(page, RULES))
    page.emulate_media(color_scheme="light")
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > PHONE["width"]:
        yield f"{wide} px wide on a phone of 320"


def _axe(page: Page, options: dict[str, Any]) -> list[str]:
    found = page.evaluate(f"axe.run(document, {json.dumps(options)}).then(found => found.violations)")
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def _picture(page: Page, name: str) -> None:
    if not PICTURES:
        return
    for scheme in ("light", "dark"):
        for width in (PHONE, DESK):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(width)  # type: ignore[arg-type]
            page.screenshot(path=Path(PICTURES) / f"{name}-{scheme}-{width['width']}.png", full_page=True)
    page.emulate_media(color_scheme="light")


def test_the_rules_find_what_is_wrong(chromium: Browser) -> None:
    """A bad page is found bad: otherwise the test above would say nothing."""
    page = chromium.new_page(viewport=DESK)  # type: ignore[arg-type]
    page.set_content("<title>x</title><img src='data:,'><p style='color:#eee;background:#fff;width:900px'>Nada")
    found = [one.removeprefix("in dark, ") for one in _faults(page)]
    page.close()
    assert {one.split(":")[0] for one in found} >= {"html-has-lang", "image-alt", "color-contrast"}
    assert any("px wide" in one for one in found)
