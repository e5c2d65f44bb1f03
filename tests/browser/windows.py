"""Browser windows that are watched: whatever a page does wrong behind its words is kept, and fails the test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from workers.commands.demo import PASSWORD


class Faults(list[str]):
    """What went wrong behind the pages of one window: console errors (refusals of the content policy are among them),
    failed files, requests to anybody else."""

    def watch(self, context: BrowserContext, base: str) -> None:
        """Listen to every page of `context`."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.append(f"script: {error.error}"))
        context.on("request", lambda request: self._request(request.url, base))
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # A page whose status is 4xx is an answer; what else fails to load is told by `_response`.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.append(f"console: {message.text}")

    def _request(self, url: str, base: str) -> None:
        if not url.startswith((base, "data:")):
            self.append(f"request to somebody else: {url}")

    def _response(self, response: Response) -> None:
        navigates = response.request.is_navigation_request()
        if response.status >= (500 if navigates else 400):
            self.append(f"{response.status} {response.url}")


@contextmanager
def window(browser: Browser, base: str, **options: Any) -> Iterator[Page]:
    """A page in a context of its own (`options` are the context's); at the end, nothing went wrong behind it."""
    faults = Faults()
    # Colours are judged as they stay: base.css moves them only for who has not asked for less motion.
    shown = {"locale": "pt-BR", "timezone_id": "America/Cuiaba", "reduced_motion": "reduce", **options}
    with browser.new_context(base_url=base, **shown) as context:
        context.set_default_timeout(15_000)
        faults.watch(context, base)
        yield context.new_page()
    assert not faults, "\n".join(faults)


def sign_in(page: Page, login: str) -> None:
    """Sign in as people do."""
    page.goto("/entrar")
    page.get_by_label("Usuário").fill(login)
    page.get_by_label("Senha").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Entrar").click()
    page.wait_for_url(lambda address: "/entrar" not in address)
