"""The pictures of a partnership in docs/tour.md: the walk of `test_partnership`, photographed on its way."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from tests.browser.pictures import Shot, keep
from tests.browser.test_call import BOARD
from tests.browser.test_partnership import NUMBER, whole
from tests.browser.walks import Pictured
from tests.fixtures.skipping import skipping

TASKS = {
    "Autorizar a liberação da parcela": Shot(
        "parceria-parcela", "marta", "", "An instalment: every gate that must be open before it goes."
    ),
    "Apresentar a prestação de contas parcial": Shot(
        "parceria-contas", "osc", "", "The organisation presents its accounts, document by document."
    ),
    "Elaborar o relatório técnico de monitoramento e avaliação": Shot(
        "parceria-comissao", BOARD[0], "", "The commission's technical report."
    ),
    "Analisar as contas parciais": Shot("parceria-gestor", "caio", "", "The manager looks at the goals."),
    "Emitir o Relatório de Análise Financeira Parcial": Shot(
        "parceria-financeira", "celia", "", "The financial team looks at the money."
    ),
    "Decidir sobre as contas parciais": Shot("parceria-secretaria", "antonia", "", "The Secretary decides."),
}
"""What is photographed before it is done, by the title of its task."""

PANEL = Shot("parceria-painel", "marta", "", "A partnership at one look: money, the next instalment, accounts, dates.")
LIST = Shot("parcerias", "", "/publico/parcerias", "The partnerships, for anybody.")
PUBLIC = Shot("parceria-publica", "", "", "A partnership as anybody reads of it, and where to report what is wrong.")
PHONE = Shot("parceria-celular", "", "", "The same on a phone.", 375)
SHOTS = (*TASKS.values(), PANEL, LIST, PUBLIC, PHONE)


def photograph_partnership(browser: Browser) -> None:
    """Walk a whole partnership, and keep its pictures."""
    with TemporaryDirectory() as folder, skipping(Path(folder) / "home") as running, ExitStack() as exits:
        walk = Pictured(running, browser, exits, TASKS)
        for part in whole(walk):
            if part == "the_finances":
                keep(PANEL, _panel(walk.at("marta")))
        nobody = walk.at()
        nobody.goto(LIST.address)
        keep(LIST, nobody)
        nobody.get_by_role("link", name=NUMBER).click()
        keep(PUBLIC, nobody)
        nobody.set_viewport_size({"width": PHONE.width, "height": 900})
        keep(PHONE, nobody)


def _panel(page: Page) -> Page:
    page.goto("/processos?procedimento=parceria")
    page.locator("main table a").first.click()
    return page
