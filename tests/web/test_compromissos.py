"""Service promises as they are served: made by an act that says first what it finds late, shown beside the law's."""

import csv
import html
import io
import re
from datetime import UTC, date, datetime

import httpx
import pytest

from activities.records.administration import list_admin
from activities.records.engine import Sessions
from activities.records.record import record
from tests.api.conftest import Login
from tests.api.test_commands import Run, run
from tests.records.make import deadline, done, fact, task, turn
from tests.web.conftest import Browse
from tests.web.pages import faults
from tests.web.test_administracao import resent, sent
from workers.commands.demo import PEOPLE
from workflows.kernel.state import FactKind, TaskStatus

__all__ = ["run"]
pytestmark = pytest.mark.engines

NOW = datetime(2026, 4, 10, 16, tzinfo=UTC)
PATH = "/administracao/compromissos"
NEW = f"{PATH}/novo"
KIND = "pmis.analise-de-admissibilidade"
HELENA = next(one.id for one in PEOPLE if one.login == "helena")
PROMISE = {
    "target": KIND,
    "amount": "5",
    "unit": "dia_util",
    "text": "Analisamos a proposta em 5 dias úteis.",
    "act": "Portaria 7/2026",
    "decided_on": "20/03/2026",
    "since": "25/03/2026",
}


@pytest.fixture
async def asked(sessions: Sessions) -> None:
    """Of one kind of task: one from before, one late by the promise, one not; one done in time and one too late."""
    at = {day: datetime(2026, 3, day, 13, tzinfo=UTC) for day in (20, 26, 31)}
    held = {"decl": KIND, "status": TaskStatus.RESERVED, "owner": HELENA}
    tasks = (
        task("t1", offered_at=at[20], deadline=None, **held),
        task("t2", offered_at=at[26], **held),
        task("t3", offered_at=datetime(2026, 4, 8, 13, tzinfo=UTC), deadline=None, **held),
        done(task("t4", decl=KIND, offered_at=at[26])).model_copy(update={"closed_at": at[31]}),
        done(task("t5", decl=KIND, offered_at=at[26])).model_copy(update={"closed_at": NOW}),
    )
    entered = fact(2, FactKind.STAGE_ENTERED, at=at[26], data={"stage": "admissibilidade"})
    await record(sessions, turn(1, (fact(1), entered), tasks=tasks, deadlines=(deadline(due=date(2026, 4, 30)),)))


async def promised(ada: httpx.AsyncClient, **changes: str) -> httpx.Response:
    """The page that asks to confirm the promise."""
    return await sent(ada, NEW, NEW, {**PROMISE, **changes})


@pytest.mark.usefixtures("asked")
async def test_a_promise_says_what_is_late_under_it_and_stands_beside_the_law(
    browse: Browse, as_user: Login, sessions: Sessions
) -> None:
    ada, helena = await browse("ada"), await browse("helena")
    assert "Compromisso" not in (await helena.get("/tarefas")).text
    asking = await promised(ada)
    assert "Hoje há 3 tarefas abertas. O compromisso alcança 2, 1 já com o compromisso vencido." in asking.text
    assert "seriam 2" in asking.text
    assert (await resent(ada, asking.text, NEW, {"_verbo": "confirmar"})).headers["location"] == PATH
    assert "Analisamos a proposta em 5 dias úteis." in (await ada.get(PATH)).text
    rows = (await helena.get("/tarefas")).text
    assert faults(rows) == []
    assert re.findall(r'class="pledge" data-state="([\w-]+)"', rows) == ["vencido", "de-pe"]
    assert 'data-state="no-prazo"' in rows  # the deadline of the law goes on as it was
    late = (await helena.get("/tarefas?prazo=compromisso")).text
    assert "Compromisso vencido (1)" in late
    assert late.count('<li class="task') == 1
    shown = (await helena.get("/tarefas/pmis-1.t2")).text
    assert faults(shown) == []
    assert shown.index("Prazo legal") < shown.index("Compromisso de atendimento") < shown.index("Não é prazo legal")
    assert "Portaria 7/2026" in shown
    told = (await as_user("helena").get("/api/v1/tasks?mine=true&promise_overdue=true")).json()["items"]
    assert [(one["id"], one["promised"], one["promise_overdue"]) for one in told] == [("pmis-1.t2", "2026-04-02", True)]
    async with sessions() as session:
        (act,) = await list_admin(session, limit=1)
    assert (act.what, act.data["target"], act.data["before"]) == ("promise", KIND, None)
    assert "5 dias úteis, desde 25/03/2026" in (await ada.get("/administracao/registro")).text


@pytest.mark.usefixtures("asked")
async def test_each_figure_of_the_panel_is_that_of_its_list(browse: Browse, as_user: Login, run: Run) -> None:
    stage = ("promise", "set", "pmis:admissibilidade", "3", "--text", "Em três dias.", "--since", "2026-03-25")
    for words in (("promise", "set", KIND, "5", "--text", "Em cinco dias.", "--since", "2026-03-25"), stage):
        made = await run(*words, "--act", "Portaria 8/2026")
        assert made.exit_code == 0, made.output
    assert "1 open, reaches 1, 1 late; 1 if it reached all" in made.output
    marta = await browse("marta")
    page = (await marta.get("/painel")).text
    assert faults(page) == []
    found = re.findall(r'href="(/painel/compromissos\?[^"]+)"[^>]*>(\d+)</a>', page)
    counted = {html.unescape(href).rpartition("=")[2]: 0 for href, _ in found}
    for href, said in found:
        listed = (await marta.get(html.unescape(href))).text
        assert faults(listed) == []
        assert listed.count('<li class="task"') == int(said), href
        counted[html.unescape(href).rpartition("=")[2]] += int(said)
    assert counted == {"em-aberto": 3, "vencidos": 2, "cumpridos": 1, "descumpridos": 1}
    assert "50%" in page
    rows = csv.reader(io.StringIO((await marta.get("/painel.csv")).text))
    ours = {(row[2].partition(" ")[0], row[3]): row[4] for row in rows if row[0] == "compromisso de atendimento"}
    assert (ours["Analisar", "não atendidos"], ours["etapa", "vencidos"]) == ("1", "1")
    api = (await as_user("marta").get("/api/v1/panel")).json()["promises"]
    assert api[0] == {"target": KIND, "open": 2, "late": 1, "kept": 1, "missed": 1}
    case = (await (await browse("helena")).get("/processos/pmis-1")).text
    assert "Compromisso desta etapa vencido em" in case
    assert (await (await browse("helena")).get("/painel/compromissos")).status_code == 403


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount": ""}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"target": "pmis.nada"}, "target"),
        ({"act": ""}, "act"),
        ({"text": ""}, "text"),
        ({"decided_on": "ontem"}, "decided-on"),
    ],
)
@pytest.mark.usefixtures("sessions")
async def test_what_is_wrong_is_said_beside_the_field(browse: Browse, change: dict[str, str], field: str) -> None:
    refused = await promised(await browse("ada"), **change)
    assert refused.status_code == 422
    assert f'id="f-{field}-e"' in refused.text


@pytest.mark.usefixtures("sessions")
async def test_withdrawn_nothing_more_is_promised(browse: Browse, run: Run) -> None:
    ada = await browse("ada")
    for changes in ({}, {"withdraw": "sim", "amount": "", "since": "01/04/2026"}):
        asking = await promised(ada, **changes)
        assert (await resent(ada, asking.text, NEW, {"_verbo": "confirmar"})).status_code == 303
    assert "Nada se promete" in (await ada.get(PATH)).text
    told = (await run("promise", "list")).output
    assert [line.split()[1:3] for line in told.splitlines()] == [["2026-03-25", "5"], ["2026-04-01", "withdrawn"]]
    refused = await run("promise", "withdraw", "pmis.nada", "--since", "2026-04-01", "--act", "x")
    assert refused.exit_code == 2
