"""Makes the pictures of docs/tour.md: a whole Tramita is started, worked on, and photographed. `make tour` runs it."""

from __future__ import annotations

import shutil
import sys
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.browser.pictures import FOLDER, Shot, keep
from tests.browser.tour_call import SHOTS, photograph_call
from tests.browser.tour_partnership import SHOTS as OF_A_PARTNERSHIP
from tests.browser.tour_partnership import photograph_partnership
from tests.browser.windows import sign_in, window
from tests.faults.running import Up
from tests.fixtures.addresses import World, populate
from tests.fixtures.living import TODAY, Living


def plan_the_year(living: Living) -> str:
    """A year of the NGER of which two processes have begun and one is to come; the id of its case."""
    end = TODAY.replace(month=12, day=31)
    planned = [
        {
            "processo": one,
            "inicio": str(min(TODAY + timedelta(days), end)),
            "fim": str(end),
            "responsavel": "Nair Coelho",
        }
        for one, days in (("VIII", 0), ("XII", 0), ("XVIII", 14))
    ]
    year = {"orgao": "SINFRA-MT", "ano": TODAY.year, "sem_unidade": True, "processos": planned}
    return str(living.do("nair", "/procedures", {"type": "nger-ano", "input": year})["case"])


def shots(world: World, nger: str) -> tuple[Shot, ...]:
    """The pictures of the tour, in its order; `nger` is the case of a sector's year."""
    task = next(id for id in world.records.ids["task"] if id.startswith(world.fresh))
    deadline = world.records.ids["deadline"][0]
    running = next(id for id in world.records.ids["deadline"] if id.startswith(world.hearing))
    longer = f"?prazo={running}&mais=3&unidade=mes"
    year = "?assinado_em=2024-11-12"
    return (
        Shot("portal", "", "/", "The public pages: what the body received, what one can take part in now."),
        Shot("calculadora", "", "/calculadora?amount=5&unit=dia&anchor=2026-05-28",
             "A deadline counted day by day, for anybody: each day with its reason, each reading with its date."),
        Shot("tarefas", "helena", "/tarefas", "A desk: what to do, by which article, until when."),
        Shot("tarefa", "helena", f"/tarefas/{task}", "A task: the law beside its form, and what follows."),
        Shot("tarefa-celular", "helena", f"/tarefas/{task}", "The same on a phone, in the dark.", 375, True),
        Shot("processo", "marta", f"/processos/{world.hearing}",
             "A case: the sentence that says what it waits for, its stages, its facts with their provisions."),
        Shot("caminho", "marta", f"/processos/{world.hearing}/diagrama", "The case on the diagram of its own norm."),
        Shot("prazo", "marta", f"/prazos/{deadline}", "A deadline with its proof, month by month."),
        Shot("e-se", "marta", f"/processos/{world.hearing}/e-se{longer}", "What would move."),
        Shot("painel", "marta", "/painel", "The manager's panel: every figure opens the list behind it."),
        Shot("prazos", "marta", "/prazos?vista=mes", "The month's deadlines."),
        Shot("organizacao", "osc", "/minha-organizacao", "An organisation's room, on a phone.", 375),
        Shot("plano", "marta", f"/planos/act-mgi-142-2024{year}", "A work plan's whole term before it starts."),
        Shot("plano-escrever", "marta", "/planos/escrever", "A plan is written in a form; nobody programs it."),
        Shot("nger-ano", "nair", f"/processos/{nger}/cumprimento", "A sector's year: done, late, to come, by whom."),
        Shot("administracao", "ada", "/administracao", "Administration: every change is an act with an author."),
    )  # fmt: skip


def photograph(browser: Browser, base: str, shot: Shot) -> None:
    """Take one picture. Raises AssertionError when the page is not what it should be."""
    options: dict[str, Any] = {"viewport": {"width": shot.width, "height": 900}}
    options["color_scheme"] = "dark" if shot.dark else "light"
    with window(browser, base, **options) as page:
        if shot.login:
            sign_in(page, shot.login)
        answer = page.goto(shot.address)
        assert answer is not None, shot
        assert answer.ok, (shot.name, answer.status)
        keep(shot, page)


def write(pictures: tuple[Shot, ...]) -> None:
    """The page that shows them."""
    parts = [f"![{shot.said}](tour/{shot.name}.png)\n\n{shot.said}\n" for shot in pictures]
    head = "# A tour\n\nMade by `make tour` from a running Tramita. People and organisations are invented.\n"
    (FOLDER.parent / "tour.md").write_text("\n".join([head, *parts]), encoding="utf-8")


def main() -> int:
    """Make everything anew."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, ExitStack() as exits:
        up = Up(Path(folder) / "home", TRAMITA_PUBLIC_LIMIT="100000/minute", TRAMITA_LOGIN_LIMIT="1000/minute")
        exits.callback(up.end)
        living = Living(up, exits)
        pictures = shots(populate(living), plan_the_year(living))
        playwright = exits.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for shot in pictures:
            photograph(browser, up.url, shot)
        photograph_call(browser)
        photograph_partnership(browser)
        browser.close()
    write((*pictures, *SHOTS, *OF_A_PARTNERSHIP))
    return 0


if __name__ == "__main__":
    sys.exit(main())
