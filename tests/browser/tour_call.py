"""The pictures of a public call in docs/tour.md: the walk of `test_call`, photographed on its way."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from tests.browser.pictures import Shot, keep
from tests.browser.test_call import CALL, whole
from tests.browser.walks import Pictured
from tests.fixtures.skipping import skipping

TASKS = {
    "Emitir o parecer jurídico da minuta": Shot(
        "chamamento-parecer",
        "paulo",
        "",
        "A public call at the legal office: the draft of its edital.",
    ),
    "Examinar as propostas e eliminar as que o decreto manda": Shot(
        "chamamento-comissao", "nair", "", "The selection commission, once the sealed proposals were opened."
    ),
    "Julgar o recurso": Shot("chamamento-recurso", "antonia", "", "An appeal before the Secretary."),
    "Atender à convocação para celebrar a parceria": Shot(
        "chamamento-convocada", "osc", "", "The organisation that won is called to celebrate."
    ),
    "Assinar o instrumento pela SINFRA": Shot(
        "chamamento-assinatura", "antonia", "", "The signature: what must stand before it, and that it does."
    ),
}
"""What is photographed before it is done, by the title of its task."""

PUBLIC = {
    "the_proposals": Shot(
        "chamamento-publico",
        "",
        "Chamamento",
        "What anybody reads of it: dates with their count, the edital, questions answered.",
    ),
    "the_instrument": Shot("chamamento-instrumento", "", "Celebração", "The instrument, as anybody reads of it."),
}
"""What the portal shows after a part of the walk; the address is the word by which its card is found."""

SHOTS = (*TASKS.values(), *PUBLIC.values())


def photograph_call(browser: Browser) -> None:
    """Walk a whole call, and keep its pictures."""
    with TemporaryDirectory() as folder, skipping(Path(folder) / "home") as running, ExitStack() as exits:
        walk = Pictured(running, browser, exits, TASKS)
        for part in whole(walk):
            if shot := PUBLIC.get(part):
                keep(shot, _found(walk.at(), shot.address))


def _found(page: Page, word: str) -> Page:
    page.goto("/")
    cards = page.get_by_role("main").locator("article, .task").filter(has_text=word).filter(has_text=CALL)
    cards.first.get_by_role("link").first.click()
    return page
