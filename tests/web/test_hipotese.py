"""The page that says what would move, before anybody decides anything, and writes nothing."""

import re

import pytest
from fastapi import FastAPI

from activities.records.engine import Sessions
from activities.records.queries.cases import case_view
from api.services.access import THE_DOOR
from tests.web.conftest import Browse
from tests.web.pages import faults
from tests.web.prazos import populate

pytestmark = pytest.mark.engines
PAGE = "/processos/c0/e-se"


@pytest.fixture
async def sessions(app: FastAPI) -> Sessions:
    return await populate(app)


async def test_what_would_move_is_said_with_its_count_and_nothing_is_written(
    sessions: Sessions, browse: Browse
) -> None:
    helena = await browse("helena")
    async with sessions() as session:
        before = await case_view(session, THE_DOOR, "c0")
    empty = await helena.get(PAGE)
    assert faults(empty.text) == []
    assert "O que mudaria aparece aqui" in empty.text
    supposed = await helena.get(f"{PAGE}?ato=c0.d2&dia=2026-06-10&fechado=2026-06-16")
    assert supposed.status_code == 200
    assert faults(supposed.text) == []
    assert "Prazos que já correm" in supposed.text
    assert "não haveria expediente" in supposed.text
    assert 'href="/prazos/c0.d2"' in supposed.text
    assert re.search(r"De <b>.*02/06/2026.*</b> para <b>", supposed.text)
    async with sessions() as session:
        assert await case_view(session, THE_DOOR, "c0") == before


@pytest.mark.usefixtures("sessions")
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("dia=2026-06-10", "Escolha o ato que seria em outro dia"),
        ("de=2026-06-10", "Escolha o prazo que seria suspenso ou prorrogado"),
        ("fechado=ontem", "Escreva uma data que exista"),
        ("prazo=c0.d2&mais=muito", "em número"),
        ("prazo=c0.d2&ate=2026-06-10", "desde quando"),
        ("prazo=c0.d2&de=2027-06-10", "não pode mais ser suspenso"),
    ],
)
async def test_what_cannot_be_supposed_is_said_where_it_stands(browse: Browse, query: str, said: str) -> None:
    answer = await (await browse("helena")).get(f"{PAGE}?{query}")
    assert answer.status_code == 422
    assert said in answer.text
    assert faults(answer.text) == []


@pytest.mark.usefixtures("sessions")
async def test_who_may_not_see_the_case_supposes_nothing_of_it(browse: Browse) -> None:
    assert (await (await browse("osc")).get(PAGE)).status_code == 404


@pytest.mark.usefixtures("sessions")
async def test_a_deadline_leads_to_it(browse: Browse) -> None:
    page = (await (await browse("helena")).get("/prazos/c0.d2")).text
    assert 'href="/processos/c0/e-se?ato=c0.d2&amp;prazo=c0.d2"' in page
