"""The panel as it is served: who sees it, that each figure is that of the list it opens, and hostile or absent data."""

import asyncio
import csv
import html
import io
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from temporalio.client import Client

from activities.records import identity
from activities.records.engine import Sessions
from activities.records.record import record
from activities.records.tables import UnitRow, UserRow
from tests.api.conftest import Login
from tests.api.test_procedures import start
from tests.records.make import deadline, done, fact, header, task, turn, wait
from tests.web.conftest import Browse
from tests.web.pages import faults
from workers.commands.demo import PEOPLE
from workflows.clock import Binds, Nature, Term, dias
from workflows.kernel.state import CaseStatus, DeadlineStatus, Fact, FactKind, TaskStatus

pytestmark = pytest.mark.engines

NOW = datetime(2026, 4, 10, 16, tzinfo=UTC)
TODAY = date(2026, 4, 10)
EVIL = '"><script>alert(1)</script>'
FORMULA = "=HYPERLINK(1)"
MANAGERS = {"antonia", "marta", "ada"}
PAGES = ("/painel", "/painel/incidentes", "/painel/tarefas", "/painel/prazos", "/painel.csv")
LINKED = re.compile(r'<a href="(/(?:processos|painel/tarefas|painel/prazos)\?[^"]*)"[^>]*>([\d.]+)</a>')
FIGURE = re.compile(r'<dt><a href="([^"]+)">[^<]*</a></dt><dd>([\d.]+)</dd>')


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def due_in(id: str, case: str, due: date | None, **more: Any) -> Any:
    term = Term(
        budget=dias(30), anchor=date(2026, 3, 2), nature=Nature.ADMINISTRATIVE, binds=more.pop("binds", "administracao")
    )
    return deadline(id, case=case, due=due, term=term, **more)


def began(stage: str) -> tuple[Fact, Fact]:
    """The facts of a case that began and is in `stage`."""
    return fact(1), fact(2, FactKind.STAGE_ENTERED, data={"stage": stage})


@pytest.fixture
async def body(sessions: Sessions) -> None:
    """Three open cases and one ended, with a name, a subject and a unit that would break a careless page."""
    helena = next(one.id for one in PEOPLE if one.login == "helena")
    async with sessions() as session:
        await identity.put_unit(session, UnitRow(id="vazia", name=f"Unidade {EVIL}", roles=["protocolo"]))
        await identity.put_user(
            session, UserRow(id="evil", login="evil", name=f"{FORMULA}{EVIL}", roles=["publicacao"], parties=[])
        )
        await session.commit()
    held = {"status": TaskStatus.RESERVED, "owner": helena}
    tasks = (
        task("t1", case="c0", title=f"Analisar {EVIL}", **held),
        task("t2", case="c0", role="protocolo", deadline=None),
        task("t3", case="c0", status=TaskStatus.RESERVED, owner="evil", role="publicacao", deadline=None),
    )
    dues = (
        due_in("d1", "c0", day(-4), status=DeadlineStatus.LAPSED),
        due_in("d2", "c0", day(3), binds=Binds.PARTICULAR),
        due_in("d3", "c0", None),
        due_in("d4", "c0", day(40), provisional=True),
        due_in("d5", "c0", day(-9), status=DeadlineStatus.MET_LATE, closed_at=NOW),
    )
    head = header("c0", subject=f"Ponte {EVIL}", waits=(wait("c0.t1", day(-4)),))
    await record(
        sessions,
        turn(1, began("admissibilidade"), case="c0", tasks=tasks, deadlines=dues).model_copy(update={"case": head}),
    )
    plain = header("c1", type="desconhecido", stage=f"etapa{EVIL}", started_on=day(-400), waits=(wait("c1.t", day(5)),))
    await record(
        sessions,
        turn(1, began(f"etapa{EVIL}"), case="c1", tasks=(task("t", case="c1"),)).model_copy(update={"case": plain}),
    )
    ended = fact(3, FactKind.CASE_ENDED, at=NOW - timedelta(days=40))
    over = header("c2", status=CaseStatus.ENDED, ended_at=NOW - timedelta(days=40), outcome="desistencia")
    await record(
        sessions,
        turn(1, (*began("admissibilidade"), ended), case="c2", tasks=(done(task(case="c2")),)).model_copy(
            update={"case": over}
        ),
    )


async def shown_by(client: httpx.AsyncClient, address: str) -> int:
    """How many rows the list at `address` has."""
    answer = await client.get(address)
    assert answer.status_code == 200, (address, answer.text)
    assert faults(answer.text) == [], address
    assert "<script>alert" not in answer.text, address
    body = answer.text.partition("<tbody")[2]
    return answer.text.count('<li class="task"') or body.count("<tr")


@pytest.mark.usefixtures("body")
async def test_each_figure_is_that_of_the_list_it_opens(browse: Browse) -> None:
    marta = await browse("marta")
    page = (await marta.get("/painel")).text
    found = {(html.unescape(href), int(said)) for href, said in (*LINKED.findall(page), *FIGURE.findall(page))}
    assert len(found) > 20
    wrong = [(href, said, rows) for href, said in sorted(found) if (rows := await shown_by(marta, href)) != said]
    assert wrong == []


@pytest.mark.usefixtures("body")
async def test_the_figures(as_user: Login) -> None:
    found = (await as_user("marta").get("/api/v1/panel")).json()
    assert (found["today"], found["soon_until"]) == ("2026-04-10", "2026-04-17")
    assert found["cases"] == {"open": 2, "overdue": 1, "soon": 1}
    told = {name: found["deadlines"][name] for name in ("overdue", "today", "soon", "suspended", "provisional")}
    assert told == {"overdue": 1, "today": 0, "soon": 1, "suspended": 1, "provisional": 1}
    units = {one["id"]: one for one in found["units"]}
    assert (units["vazia"]["open"], units["vazia"]["people"]) == (1, 0)
    assert (units["parcerias"]["open"], units["parcerias"]["free"], units["parcerias"]["people"]) == (2, 1, 2)
    assert [one["name"] for one in found["people"]] == [f"{FORMULA}{EVIL}", "Helena Prado"]
    assert found["incidents"]["orphan_count"] == 1
    assert [one["id"] for one in found["incidents"]["orphans"]] == ["c0.t2"]
    assert [one["open"] for one in found["ages"]] == [0, 1, 0, 0, 1]
    assert (found["months"][-2]["ended"], found["months"][-1]["ended"]) == (1, 0)


@pytest.mark.usefixtures("body")
async def test_hostile_names_are_only_text(browse: Browse) -> None:
    marta = await browse("marta")
    for path in PAGES:
        answer = await marta.get(path)
        assert answer.status_code == 200, path
        if path.endswith(".csv"):
            continue
        assert faults(answer.text) == [], path
        assert "<script>alert" not in answer.text, path
    page = (await marta.get("/painel")).text
    assert html.escape(f"Unidade {EVIL}", quote=True).replace("&quot;", "&#34;") in page
    assert ">ninguém</span>" in page


@pytest.mark.usefixtures("body")
async def test_the_spreadsheet_has_every_figure_and_no_formula(browse: Browse) -> None:
    answer = await (await browse("marta")).get("/painel.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="painel-2026-04-10.csv"' in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    value = {(one["quadro"], one["item"], one["medida"]): one["valor"] for one in rows}
    assert value["processos", "todos", "em aberto"] == "2"
    assert value["prazos", "todos", "vencidos"] == "1"
    assert value["pessoa", f"'{FORMULA}{EVIL}", "em aberto"] == "1"
    assert value["unidade", f"Unidade {EVIL}", "pessoas"] == "0"
    assert value["impedimentos", "", "sem ninguém que possa agir"] == "1"
    assert {one["quadro"] for one in rows} >= {"etapa", "espera por ato", "prazos da semana", "idade", "mês"}


@pytest.mark.usefixtures("sessions")
async def test_a_body_without_cases_has_its_panel(browse: Browse) -> None:
    marta = await browse("marta")
    page = (await marta.get("/painel")).text
    assert faults(page) == []
    assert "Nenhum processo em curso." in page
    assert "Nenhum prazo vence nas próximas 12 semanas" in page
    assert (await marta.get("/painel.csv")).status_code == 200
    for path in PAGES[1:4]:
        assert 'class="empty"' in (await marta.get(path)).text or path == "/painel/incidentes"


async def test_only_those_who_manage_see_it(browse: Browse, as_user: Login) -> None:
    for login in (one.login for one in PEOPLE):
        client = await browse(login)
        expected = 200 if login in MANAGERS else 403
        assert {path: (await client.get(path)).status_code for path in PAGES} == dict.fromkeys(PAGES, expected), login
        assert ('href="/painel"' in (await client.get("/tarefas")).text) is (login in MANAGERS), login
        assert (await as_user(login).get("/api/v1/panel")).status_code == expected
    nobody = await browse("")
    assert {(await nobody.get(path)).status_code for path in PAGES} == {303}


async def test_no_worker_is_told(browse: Browse) -> None:
    page = (await (await browse("marta")).get("/painel")).text
    assert "Nenhum trabalhador atende os processos" in page


@pytest.mark.usefixtures("worker")
async def test_a_worker_is_no_incident(browse: Browse) -> None:
    page = (await (await browse("marta")).get("/painel")).text
    assert "Nenhum trabalhador" not in page
    assert "nada agora" in page


@pytest.mark.usefixtures("worker")
async def test_a_case_whose_execution_was_cut_off_is_told(as_user: Login, browse: Browse, temporal: Client) -> None:
    case = (await start(as_user))["case"]
    found = (await as_user("marta").get("/api/v1/panel")).json()["incidents"]
    assert found["engine"] == {"answers": True, "workers": True, "faulty": [], "cut_off": []}
    await temporal.get_workflow_handle(case).terminate()
    for _ in range(100):
        found = (await as_user("marta").get("/api/v1/panel")).json()["incidents"]
        if found["stopped"]:
            break
        await asyncio.sleep(0.2)
    assert [(one["case"], one["cut_off"]) for one in found["stopped"]] == [(case, True)]
    page = (await (await browse("marta")).get("/painel/incidentes")).text
    assert f'href="/processos/{case}">Processo interrompido no motor' in page


async def test_an_engine_that_does_not_answer_is_told(app: FastAPI, browse: Browse) -> None:
    app.state.door.engine.address = "127.0.0.1:1"
    app.state.door.engine._client = None
    page = (await (await browse("marta")).get("/painel")).text
    assert "O motor de processos não responde" in page


@pytest.mark.usefixtures("sessions")
async def test_a_wrong_cut_is_refused(browse: Browse) -> None:
    marta = await browse("marta")
    for address in ("/painel/prazos?vence_de=ontem", "/painel/tarefas?prazo=nunca", "/painel/tarefas?cursor=x"):
        assert (await marta.get(address)).status_code in (400, 422), address
    for edge in ("0001-01-01", "9999-12-31"):
        for name in ("vence_de", "vence_ate", "inicio_de", "inicio_ate", "fim_de", "fim_ate"):
            assert (await marta.get(f"/processos?{name}={edge}")).status_code in (200, 422), (name, edge)
