"""Deadlines as a month and as lists: who sees which, what each says, and how filters and months are addressed."""

import re
from datetime import date

import httpx
import pytest
from fastapi import FastAPI

from activities.records.engine import Sessions
from activities.records.queries.views import DeadlineView
from activities.records.record import record
from api.web.views.agenda import left, month_named
from tests.records.make import turn
from tests.web.conftest import Browse
from tests.web.pages import Page, faults
from tests.web.prazos import TODAY, appeal, moved, owed, populate
from workflows.clock import Binds, count, dias, load_calendar, meses
from workflows.kernel.state import DeadlineStatus, FactKind

pytestmark = pytest.mark.engines
CUIABA = load_calendar("mt-cuiaba")
PLACE = {"case_id": "c", "case_type": "pmis", "lapses_at": None}
EVENT = re.compile(r'<a class="ev" data-state="([\w-]+)" href="/prazos/([\w.]+)">')
ROW = re.compile(r'<th scope="row" role="rowheader"><a href="/prazos/([\w.]+)">')


@pytest.fixture
async def sessions(app: FastAPI) -> Sessions:
    return await populate(app)


async def text(client: httpx.AsyncClient, address: str) -> str:
    answer = await client.get(address)
    assert answer.status_code == 200, (address, answer.text)
    assert faults(answer.text) == [], address
    return answer.text


async def rows(client: httpx.AsyncClient, query: str = "") -> list[str]:
    return ROW.findall(await text(client, f"/prazos?ver=lista{query}"))


@pytest.mark.usefixtures("sessions")
async def test_the_month_has_each_deadline_on_its_day(browse: Browse) -> None:
    page = await text(await browse("helena"), "/prazos")
    assert {id: state for state, id in EVENT.findall(page)} == {
        "c0.d2": "vence-hoje", "c0.d3": "no-prazo", "c0.d6": "cumprido",
    }  # fmt: skip
    assert "3 prazos em junho: 1 cumprido, 1 vence hoje e 1 à frente." in page
    day = page.split('datetime="2026-06-08"')[1].split("</td>")[0]
    assert "Recorrer da classificação" in day
    assert "PMIS 1/2026 · da parte privada" in day
    assert "1 prazo venceu antes de junho e continua devido." in page
    assert page.count('role="row"') == 6
    assert page.count('role="columnheader"') == 7
    assert page.count('role="cell"') == 35


@pytest.mark.usefixtures("sessions")
async def test_days_that_do_not_count_give_their_act(browse: Browse) -> None:
    page = await text(await browse("helena"), "/prazos")
    corpus = page.split('datetime="2026-06-04"')[0].rpartition("<td")[2], page.split('datetime="2026-06-04"')[1]
    assert "data-fora" in corpus[0]
    assert "Corpus Christi" in corpus[1].split("</td>")[0]
    assert "Não conta em dias úteis. Decreto" in corpus[1].split("</td>")[0]
    saturday = page.split('datetime="2026-06-06"')[0].rpartition("<td")[2]
    assert "month-quiet" in saturday
    assert "data-fora" in saturday


@pytest.mark.usefixtures("sessions")
async def test_months_are_addresses_and_keep_the_filters(browse: Browse) -> None:
    helena = await browse("helena")
    links = [got["href"] for tag, got in Page(await text(helena, "/prazos?obriga=particular")).tags if tag == "a"]
    assert "/prazos?mes=2026-05&obriga=particular" in links
    assert "/prazos?mes=2026-07&obriga=particular" in links
    august = await text(helena, "/prazos?mes=2026-08")
    assert EVENT.findall(august) == [("provisorio", "c0.d5")]
    assert '<b class="ev-word">Provisório</b>' in august
    for key in ("2026-13", "lixo", "0000-01"):
        assert "Junho de 2026" in await text(helena, f"/prazos?mes={key}")
    assert "ainda não foi decretado" in await text(helena, "/prazos?mes=2150-01")
    first = await text(helena, "/prazos?mes=1000-01")
    assert "Janeiro de 1990" in first
    assert "mes=1989-12" not in first
    january = await text(helena, "/prazos?mes=2027-01")
    assert (">‹ Dezembro de 2026<" in january, ">Fevereiro ›<" in january) == (True, True)


@pytest.mark.usefixtures("sessions")
async def test_the_list_says_what_when_and_how_long(browse: Browse) -> None:
    page = await text(await browse("helena"), "/prazos?ver=lista")
    assert ROW.findall(page) == ["c0.d1", "c0.d2", "c0.d3", "c0.d5", "c0.d4"]
    line = page.split('href="/prazos/c0.d3"')[1].split("</tr>")[0]
    assert "Peremptório, da parte privada" in line
    assert '<span class="cite">' in line
    assert '<a href="/processos/c0">PMIS 1/2026</a>' in line
    assert "08/06/2026" in line
    assert ", segunda<" in line
    assert "faltam 2 dias úteis" in line, "Corpus Christi, the day after it and the weekend do not count"
    assert "restam" not in page
    assert "faltam 16 dias corridos" in page.split('href="/prazos/c0.d4"')[1].split("</tr>")[0]
    provisional = page.split('href="/prazos/c0.d5"')[1].split("</tr>")[0]
    assert "faltam 2 meses e 18 dias" in provisional
    assert "data provisória" in provisional
    assert "passou há 4 dias" in page.split('href="/prazos/c0.d1"')[1].split("</tr>")[0]


@pytest.mark.usefixtures("sessions")
@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("&prazo=vencidos", ["c0.d1"]),
        ("&prazo=7", ["c0.d2", "c2.d1", "c0.d3"]),
        ("&prazo=30", ["c0.d2", "c2.d1", "c0.d3", "c1.d1"]),
        ("&prazo=todos&vence_de=2026-06-01&vence_ate=2026-06-01", ["c0.d6"]),
        ("&natureza=peremptory", ["c0.d3"]),
        ("&obriga=particular", ["c0.d3"]),
        ("&processo=c1", ["c1.d1"]),
        ("&q=RIO%20manso", ["c1.d1"]),
        ("&procedimento=pmis&vence_de=2026-08-01", ["c0.d5"]),
        ("&procedimento=outro", []),
        ("&ambito=meus", []),
        ("&ambito=unidade", []),
    ],
)
async def test_filters(browse: Browse, query: str, ids: list[str]) -> None:
    assert await rows(await browse("marta"), query) == ids


@pytest.mark.usefixtures("sessions")
async def test_who_sees_which(browse: Browse) -> None:
    everything = ["c0.d1", "c0.d2", "c2.d1", "c0.d3", "c1.d1", "c0.d5", "c0.d4"]
    assert await rows(await browse("marta")) == everything
    helena = await browse("helena")
    assert await rows(helena) == [id for id in everything if id.startswith("c0")]
    assert await rows(helena, "&ambito=todos") == everything
    assert await rows(helena, "&processo=c1") == ["c1.d1"], "people of the body see every case when they ask for it"
    assert await rows(await browse("caio"), "&ambito=meus") == []
    assert await rows(await browse("rosa")) == ["c1.d1"]
    for scope in ("", "&ambito=todos", "&ambito=unidade", "&processo=c1"):
        assert await rows(await browse("osc"), scope) == ["c1.d1"]
    assert await rows(await browse("joana")) == ["c2.d1"]
    assert await rows(await browse("joana"), "&processo=c0") == []
    assert await rows(await browse("sgd")) == []
    nobody = await (await browse("")).get("/prazos")
    assert (nobody.status_code, nobody.headers["location"]) == (303, "/entrar?depois=/prazos")


async def test_suspended_and_recounted_have_their_lists(browse: Browse, sessions: Sessions) -> None:
    helena = await browse("helena")
    assert ROW.findall(await text(helena, "/prazos?ver=recontados")) == []
    await moved(sessions, 2, FactKind.DEADLINE_RECOUNTED, appeal(date(2026, 6, 9)), at=appeal(TODAY).opened_at)
    assert ROW.findall(await text(helena, "/prazos?ver=recontados")) == ["c0.d3"]
    page = await text(helena, "/prazos?ver=suspensos")
    assert ROW.findall(page) == ["c0.d4"]
    assert 'Suspensos <span class="count">1</span>' in page
    assert 'Recontados <span class="count">1</span>' in page


@pytest.mark.usefixtures("sessions")
async def test_what_cannot_be_asked_is_refused_and_what_is_empty_says_so(browse: Browse) -> None:
    helena = await browse("helena")
    for query in ("ver=outra", "natureza=outra", "obriga=outros", "prazo=9", "vence_de=2026-02-30"):
        assert (await helena.get(f"/prazos?{query}")).status_code == 422, query
    assert (await helena.get("/prazos?ver=lista&cursor=lixo")).status_code == 400
    assert 'class="empty"' in await text(helena, "/prazos?ver=lista&q=nada-assim")
    assert "Nenhum prazo em maio." in await text(await browse("joana"), "/prazos?mes=2026-05")
    hostile = '"><script>alert(1)</script>'
    assert "<script>alert" not in await text(helena, f"/prazos?q={hostile}&processo={hostile}")


async def test_a_full_day_leads_to_its_list(browse: Browse, app: FastAPI) -> None:
    sessions = await populate(app)
    many = tuple(owed(f"m{number}", "c9", date(2026, 6, 10)) for number in range(9))
    await record(sessions, turn(1, case="c9", deadlines=many))
    marta = await browse("marta")
    page = Page(await text(marta, "/prazos"))
    more = next(got["href"] for tag, got in page.tags if tag == "a" and "2026-06-10" in got["href"])
    assert len([one for one in page.tags if one[1].get("href", "").startswith("/prazos/c9.m")]) == 5
    assert ROW.findall(await text(marta, more)) == [one.id for one in many]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"binds": Binds.PARTICULAR, "due": date(2026, 6, 3)}, "falta 1 dia útil"),
        ({"due": date(2026, 6, 8)}, "faltam 6 dias corridos"),
        ({"budget": meses(1), "due": date(2026, 7, 2)}, "faltam 30 dias corridos"),
        ({"budget": meses(6), "due": date(2026, 8, 2)}, "faltam 2 meses"),
        ({"due": TODAY}, "termina hoje, às 23h59"),
        ({"due": date(2026, 6, 1)}, "passou ontem"),
        ({"binds": Binds.PARTICULAR, "due": None, "remaining": 3, "status": "suspenso"}, "faltam 3 dias úteis"),
        ({"due": date(2026, 6, 8), "status": DeadlineStatus.MET}, ""),
    ],
)
def test_what_is_left_is_in_the_unit_of_the_count(changes: dict[str, object], said: str) -> None:
    state = owed("d", "c", **changes)  # type: ignore[arg-type]
    view = DeadlineView.model_validate({**state.model_dump(), **PLACE})
    assert left(view, CUIABA, TODAY) == said


@pytest.mark.parametrize("days", [1, 5, 60, 139, 250])
def test_as_many_days_are_left_as_the_clock_counts(days: int) -> None:
    """On the day it begins to run a deadline has its whole budget left, holidays and recess aside."""
    state = owed("d", "c", None, binds=Binds.PARTICULAR, budget=dias(days))
    term = state.term.model_copy(update={"anchor": TODAY})
    due = count(term, CUIABA).due
    view = {**state.model_dump(), "term": term, "due": due, "status": DeadlineStatus.OPEN}
    found = left(DeadlineView.model_validate({**view, **PLACE}), CUIABA, TODAY)
    assert found == ("falta 1 dia útil" if days == 1 else f"faltam {days} dias úteis")


def test_months_begin_on_mondays_and_stop_at_their_bounds() -> None:
    june = month_named("2026-06", TODAY)
    assert (june.start, june.end, june.last) == (date(2026, 6, 1), date(2026, 7, 5), date(2026, 6, 30))
    assert (june.title, june.key) == ("Junho de 2026", "2026-06")
    last = month_named("2199-12", TODAY)
    assert last.beside(1) is None
    assert last.beside(-1) == month_named("2199-11", TODAY)
