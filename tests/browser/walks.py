"""Walks through the pages by several people at once, on an engine whose time skips; and those that are photographed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date, datetime, time, timedelta
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.hands import complete, find
from tests.browser.pictures import Shot, keep
from tests.browser.windows import sign_in, window
from tests.fixtures.skipping import Skipping
from workflows.clock import ZONE, load_calendar

WITH_SCRIPTS = ("helena",)


class Walk:
    """The people of a call at their windows, and the time they share. Who comes for the first time signs in."""

    def __init__(self, tramita: Skipping, chromium: Browser, exits: ExitStack) -> None:
        self.tramita = tramita
        self._chromium, self._exits = chromium, exits
        self._opened: dict[str, Page] = {}

    def at(self, login: str = "") -> Page:
        """The window of somebody; "" is anybody, who does not sign in."""
        if login not in self._opened:
            opened = window(self._chromium, self.tramita.url, java_script_enabled=login in WITH_SCRIPTS)
            self._opened[login] = self._exits.enter_context(opened)
            if login:
                sign_in(self._opened[login], login)
        return self._opened[login]

    def __call__(self, login: str, title: str, form: dict[str, Any] | None = None, outcome: str = "") -> None:
        """`login` does the task called `title`."""
        complete(self.at(login), title, form, outcome)

    @property
    def today(self) -> date:
        return self.tramita.today

    def wait(self, days: int) -> None:
        """Days pass; it is ten in the morning, and a working day of the week."""
        day = self.today + timedelta(days=days)
        self.tramita.pass_until(datetime.combine(working(day), time(10), ZONE))

    def published(self, **more: Any) -> dict[str, Any]:
        """The evidence of what comes out today."""
        return {"publicado_em": self.today.isoformat(), "endereco": "DOE 29.190, página 3", **more}


class Pictured(Walk):
    """A walk that is photographed: before a task is done, by the `shots` of the titles."""

    def __init__(self, tramita: Skipping, chromium: Browser, exits: ExitStack, shots: Mapping[str, Shot]) -> None:
        super().__init__(tramita, chromium, exits)
        self._shots = shots

    def __call__(self, login: str, title: str, form: dict[str, Any] | None = None, outcome: str = "") -> None:
        if shot := self._shots.get(title):
            find(self.at(login), title)
            keep(shot, self.at(login))
        super().__call__(login, title, form, outcome)


def working(day: date) -> date:
    """The first working day from `day` on."""
    calendar = load_calendar("mt-cuiaba")
    while not calendar.is_working(day):
        day += timedelta(days=1)
    return day
