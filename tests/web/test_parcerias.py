"""Partnerships on the portal: what arts. 102 and 104 want told, until when, and reports without a name."""

import re
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI

from activities.records.engine import Sessions
from tests.web.conftest import Browse
from tests.web.pages import faults
from tests.web.parcerias import MANAGER, MEMBER, PARTE, instrument, partnership, told

pytestmark = pytest.mark.engines

LIST, PAGE = "/publico/parcerias", "/publico/parcerias/par-1"


@pytest.fixture
async def sessions(app: FastAPI) -> Sessions:
    """A partnership under way, on 1 Sep 2026."""
    app.state.door.now = lambda: datetime(2026, 9, 1, 16, tzinfo=UTC)
    found: Sessions = app.state.door.sessions
    await partnership(found)
    return found


async def test_the_page_has_the_six_informations_and_names_nobody(browse: Browse, sessions: Sessions) -> None:
    assert sessions
    page = (await (await browse("")).get(PAGE)).text
    assert faults(page) == []
    for said in (
        "20/03/2026", "Termo de Fomento 1/2026", "Secretaria de Estado de Infraestrutura",  # I
        "Instituto Caminhos do Cerrado", "12.345.678/0001-95",  # II
        "Conservação da MT-251",  # III
        "1.010.000,00", "960.000,00", "50.000,00", "450.000,00", "510.000,00", "03/04/2026",  # IV
        "24/06/2026", "25/06/2026", "10/08/2026", "Contas parciais aprovadas",  # V, the first period
        "20/09/2026", "28/06/2027", "ainda sem resultado",  # V, what is expected: the second period, the final ones
        "Engenheira civil", "9.000,00", "64.800,00", "145.800,00",  # VI
        "25/03/2026", "30/03/2027", "26/09/2027", "sitio.exemplo.invalid/plano.pdf", "osc.exemplo.invalid",
    ):  # fmt: skip
        assert said in page, said
    for hidden in (MANAGER, MEMBER, "u-gil", "u-ana", PARTE):
        assert hidden not in page, hidden
    assert (await (await browse("")).get(f"{LIST}/cel-1")).status_code == 200


async def test_the_list_is_searched_and_paged_and_forgets_after_180_days(
    app: FastAPI, browse: Browse, sessions: Sessions
) -> None:
    for number in range(2, 29):
        one = instrument(f"Termo de Fomento {number}/2026", objeto=f"Ponte do km {number}", parte=f"org-{number}")
        await told(sessions, f"cel-{number}", {"type": "celebracao", "public": {"instrumento": one}}, {})
    nobody = await browse("")
    first = (await nobody.get(LIST)).text
    assert faults(first) == []
    assert "28 parcerias" in first
    assert first.count(f'href="{LIST}/') == 25
    ahead = re.search(r'href="(/publico/parcerias\?cursor=[^"]+)"', first)
    assert ahead
    second = (await nobody.get(ahead[1])).text
    assert second.count(f'href="{LIST}/') == 3
    assert set(re.findall(rf'href="({LIST}/[^"]+)"', first)).isdisjoint(re.findall(rf'href="({LIST}/[^"]+)"', second))
    for q in ("conservacao mt-251", "12.345.678/0001-95", "12345678000195", "mt-251 cerrado"):
        found = (await nobody.get(LIST, params={"q": q})).text
        assert "1 parceria encontrada" in found, q
    assert "1ª parcial: contas parciais aprovadas" in found
    assert "Nenhuma parceria com esta busca" in (await nobody.get(LIST, params={"situacao": "terminada"})).text
    assert (await nobody.get(LIST, params={"cursor": "x"})).status_code == 400
    for day, there in ((datetime(2027, 9, 27, 3, tzinfo=UTC), 200), (datetime(2027, 9, 27, 5, tzinfo=UTC), 404)):
        app.state.door.now = lambda day=day: day
        assert (await nobody.get(PAGE)).status_code == there, day


async def test_what_ended_early_leaves_earlier(app: FastAPI, browse: Browse, sessions: Sessions) -> None:
    ended = {"type": "parceria", "parties": (PARTE,), "public": {"terminou_em": "2026-07-31"}}
    await told(sessions, "par-9", ended, {"instrumento": instrument("Termo de Fomento 9/2026")})
    page = (await (await browse("")).get(f"{LIST}/par-9")).text
    assert "Terminou em 31/07/2026" in page
    assert "27/01/2027" in page
    assert "nada ainda" in page
    assert "ainda não informou as funções" in page
    app.state.door.now = lambda: datetime(2027, 1, 28, 16, tzinfo=UTC)
    assert (await (await browse("")).get(f"{LIST}/par-9")).status_code == 404


@pytest.mark.usefixtures("worker", "sessions")
async def test_anybody_reports_what_is_irregular_without_a_name(browse: Browse) -> None:
    nobody = await browse("")
    page = (await nobody.get(PAGE)).text
    guards = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    said = {**guards, "fato": "O trecho pago em julho não recebeu cascalho nenhum."}
    here = {"Origin": "http://tramita.test"}
    short = await nobody.post(f"{PAGE}/representacao", data={**guards, "fato": "Nada"}, headers=here)
    assert short.status_code == 422
    assert "Falta algo na sua representação" in short.text
    answer = await nobody.post(f"{PAGE}/representacao", data=said, headers=here)
    assert answer.status_code == 303, answer.text
    again = await nobody.post(f"{PAGE}/representacao", data=said, headers=here)
    assert again.headers["location"] == answer.headers["location"]
    receipt = (await nobody.get(answer.headers["location"])).text
    assert "Guarde o seu recibo" in receipt
    code = re.search(r'href="(/protocolo/[^"]+)"', receipt)
    assert code
    followed = (await nobody.get(code[1])).text
    assert "Examinar a representação" in followed or "a chefia da unidade" in followed
    manager = await browse("marta")
    assert "Examinar a representação" in (await manager.get("/tarefas?lista=para-assumir")).text
    assert (await (await browse("osc")).get("/processos")).text.count("cascalho") == 0
    lost = await nobody.post(f"{LIST}/nada/representacao", data=said, headers=here)
    assert lost.status_code == 404
