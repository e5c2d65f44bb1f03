"""The panel of a partnership on the page of its case: money, the next instalment, accounts, the dates of both sides."""

import re
from datetime import UTC, date, datetime

import pytest
from fastapi import FastAPI

from activities.records.engine import Sessions
from tests.records.make import deadline, fact
from tests.web.conftest import Browse
from tests.web.pages import faults
from tests.web.parcerias import PARTE, instrument, partnership, running, told
from workflows.clock import Binds, Term, dias
from workflows.kernel.state import CaseStatus, FactKind

pytestmark = pytest.mark.engines

MET, LOST, WAIVED = FactKind.REQUIREMENT_MET, FactKind.REQUIREMENT_LOST, FactKind.REQUIREMENT_WAIVED
GATE = (
    (MET, "eficacia"), (MET, "cronograma"), (MET, "conta"), (MET, "contas-da-anterior"), (MET, "contas-regulares"),
    (LOST, "contas-regulares"), (MET, "sem-retencao"), (WAIVED, "projeto-executivo"),
)  # fmt: skip


@pytest.fixture
async def sessions(app: FastAPI) -> Sessions:
    """A partnership on 1 Oct 2026, whose second instalment waits for its accounts."""
    app.state.door.now = lambda: datetime(2026, 10, 1, 16, tzinfo=UTC)
    found: Sessions = app.state.door.sessions
    await partnership(found)
    gate = [fact(n, kind, data={"requirement": f"repasse-de-parcela.{id}"}) for n, (kind, id) in enumerate(GATE, 2)]
    planned = {"numero": 2, "dia": "2026-10-01", "valor": "500000.00", "obra": False}
    await told(found, "rep-2", {"type": "repasse-de-parcela", "parties": (PARTE,), "parent": "par-1"},
               {"parceria": running(), "parcela": planned}, more=gate)  # fmt: skip
    ours = deadline("d1", case="alt-1", due=date(2026, 10, 30), title="decisão sobre a alteração",
                    term=Term(budget=dias(30), anchor=date(2026, 9, 30), binds=Binds.ADMINISTRACAO))  # fmt: skip
    theirs = deadline("d2", case="alt-1", due=date(2026, 9, 25), title="esclarecimentos da organização")
    await told(found, "alt-1", {"type": "alteracao", "parties": (PARTE,), "parent": "par-1"},
               {"parceria": running()}, deadlines=(ours, theirs))  # fmt: skip
    over = {"status": CaseStatus.ENDED, "ended_at": datetime(2026, 8, 2, 15, tzinfo=UTC)}
    await told(found, "alt-0", {"type": "alteracao", "parties": (PARTE,), "outcome": "aditada", **over},
               {"parceria": running("Termo de Fomento 2/2026")})  # fmt: skip
    return found


async def test_the_manager_and_the_organisation_see_the_same_panel(browse: Browse, sessions: Sessions) -> None:
    assert sessions
    for login in ("marta", "osc"):
        page = (await (await browse(login)).get("/processos/par-1")).text
        assert faults(page) == []
        for said in ("450.000,00", "faltam liberar R$\u00a0500.000,00", "Próxima parcela: a 2ª", "hoje",
                     "1 condição ainda fechada", "Contas parciais aprovadas", 'href="/processos/con-1"'):  # fmt: skip
            assert said in page, (login, said)
        gate = dict(re.findall(r"<li[^>]*><span>([^<:]+): <b>(aberta|fechada|não se aplica)</b>", page))
        assert list(gate.values()).count("fechada") == 1
        assert gate["A falta de contas omitidas ou reprovadas e não sanadas"] == "fechada"
        assert gate["O projeto executivo aprovado, se a parcela paga a obra"] == "não se aplica"
        ours, theirs = page.split('id="prazos-sinfra"')[1].split('id="prazos-organizacao"')
        assert "Decisão sobre a alteração" in ours
        assert "Esclarecimentos da organização" in theirs.split("pp-mudancas")[0]
        assert page.count('href="/processos/alt-1"') >= 1
        assert 'href="/processos/alt-0"' not in page, "of another partnership"


async def test_a_stranger_sees_no_panel(browse: Browse, sessions: Sessions) -> None:
    assert sessions
    assert (await (await browse("ivo")).get("/processos/par-1")).status_code == 404


async def test_the_panel_shows_the_stretches_in_their_order(browse: Browse, sessions: Sessions) -> None:
    stretches = [
        {"numero": 1, "nome": "Do km 0 ao 4", "extensao": "4 km", "entregue": True, "confirmada_em": None},
        {"numero": 2, "nome": "Do km 4 ao 12", "extensao": "8 km", "entregue": True, "confirmada_em": "2026-05-14"},
        {"numero": 3, "nome": "Do km 12 ao 20", "extensao": "8 km", "entregue": False, "confirmada_em": None},
        {"numero": 4, "nome": "Ponte", "extensao": "1 ponte", "entregue": False, "confirmada_em": None},
    ]
    number = "Termo de Fomento 9/2026"
    await told(sessions, "par-9", {"type": "parceria", "parties": (PARTE,), "public": {"trechos": stretches}},
               {"instrumento": instrument(number)})  # fmt: skip
    osc = await browse("osc")
    before = (await osc.get("/processos/par-9")).text
    assert faults(before) == []
    said = ["já entregue", "entregue, confirmado em 14/05/2026", "é o próximo a entregar", "a entregar"]
    assert re.findall(r"km\): <b>([^<]+)</b>|ponte\): <b>([^<]+)</b>", before) == [
        *[(one, "") for one in said[:3]], ("", said[3]),
    ]  # fmt: skip
    await told(sessions, "ent-9", {"type": "entrega-de-trecho", "parties": (PARTE,), "parent": "par-9"},
               {"parceria": running(number), "trecho": {"numero": 3}})  # fmt: skip
    examined = (await osc.get("/processos/par-9")).text
    assert "entrega em conferência pelo Gestor" in examined
    assert 'href="/processos/ent-9"' in examined
    assert "é o próximo a entregar" not in examined
    assert "Os trechos do objeto" not in (await osc.get("/processos/par-1")).text


async def test_what_sinfra_alone_keeps_waiting_is_said_with_its_days(app: FastAPI, browse: Browse) -> None:
    """All doors are open since 28 Sep, and the instalment is due since 1 Sep; the first one came nineteen days late."""
    app.state.door.now = lambda: datetime(2026, 10, 1, 16, tzinfo=UTC)
    found: Sessions = app.state.door.sessions
    await partnership(found)
    doors = ("eficacia", "cronograma", "conta", "contas-da-anterior", "contas-regulares", "sem-retencao")
    at = datetime(2026, 9, 28, 15, tzinfo=UTC)
    gate = [fact(n, MET, at=at, data={"requirement": f"repasse-de-parcela.{id}"}) for n, id in enumerate(doors, 2)]
    gate.append(fact(8, WAIVED, at=at, data={"requirement": "repasse-de-parcela.projeto-executivo"}))
    planned = {"numero": 2, "dia": "2026-09-01", "valor": "500000.00", "obra": False}
    late = {"parcela": 1, "liberada_em": "2026-06-20", "dias_de_atraso_da_sinfra": 19,
            "atraso_da_sinfra": "de 02/06/2026 a 20/06/2026"}  # fmt: skip
    over = {"status": CaseStatus.ENDED, "ended_at": at, "outcome": "parcela-liberada", "public": late}
    await told(found, "rep-9", {"type": "repasse-de-parcela", "parties": (PARTE,), "parent": "par-1", **over},
               {"parceria": running()})  # fmt: skip
    await told(found, "rep-2", {"type": "repasse-de-parcela", "parties": (PARTE,), "parent": "par-1"},
               {"parceria": running(), "parcela": planned}, more=gate)  # fmt: skip
    for login in ("marta", "osc"):
        page = (await (await browse(login)).get("/processos/par-1")).text
        assert faults(page) == []
        assert "A SINFRA está atrasada: esta parcela espera só por ela há 3 dias, desde 28/09/2026." in page
        assert "A 1ª parcela saiu com 19 dias de atraso da SINFRA: de 02/06/2026 a 20/06/2026." in page
        assert "art.\u00a049, §\u00a01º, I" in page


async def test_who_waits_for_the_organisation_is_not_late(browse: Browse, sessions: Sessions) -> None:
    assert sessions
    page = (await (await browse("marta")).get("/processos/par-1")).text
    assert "A SINFRA está atrasada" not in page
    assert "Atrasos da SINFRA na liberação" not in page
