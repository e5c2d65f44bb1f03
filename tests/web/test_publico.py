"""Public cases of other kinds than proposals: what the portal says of them, and how those outside take part."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from fastapi import FastAPI

from activities.records.engine import Sessions
from activities.records.record import record
from tests.records.make import deadline, fact, header, turn
from tests.web.conftest import Browse
from tests.web.pages import faults
from workflows.kernel.state import CaseStatus, FactKind, Wait, WaitKind

pytestmark = pytest.mark.engines

EDITAL = {
    "tipo": "fomento", "objeto": "Conservação de 60 km de estrada", "fim_das_propostas": "2026-07-06",
    "valor_de_referencia": "1620000.00", "minuta_do_instrumento": "No sítio oficial.",
}  # fmt: skip
PUBLIC = {
    "objeto": "Conservação de 60 km de estrada", "publicado_em": "2026-06-01", "edital": EDITAL, "contrapartida": "15",
    "classificacao": [
        {"ordem": 1, "organizacao": {"nome": "Fundação Rota", "cnpj": "94730562000134", "parte": "org-x"}},
    ],
    "convocada": {"organizacao": "Fundação Rota", "contato": "rota@exemplo.invalid", "parte": "org-x"},
}  # fmt: skip


@pytest.fixture
async def sessions(app: FastAPI) -> Sessions:
    """A public call that takes proposals and questions, and a case that shows something but has no public page."""
    app.state.door.now = lambda: datetime(2026, 6, 2, 16, tzinfo=UTC)
    found: Sessions = app.state.door.sessions
    until = Wait(kind=WaitKind.EVENT, decl="chamamento-publico.proposta", ref="e", title="proposta", on="osc",
                 provision="dec-167:art-18", until=date(2026, 7, 6), deadline="c1.d1")  # fmt: skip
    under = Wait(kind=WaitKind.CHILD, decl="selecao", ref="c1-f2", title="a conclusão da seleção",
                 on="processo vinculado", provision="dec-167:art-28")  # fmt: skip
    call = {
        "type": "chamamento-publico", "stage": "propostas", "subject": "Lote Guaporé", "public": PUBLIC,
        "events": ("chamamento-publico.pergunta", "chamamento-publico.proposta"), "waits": (until, under),
    }  # fmt: skip
    other = {"type": "designacao-do-gestor", "stage": "x", "subject": "Gestores", "public": {"gestor": "Fulana"}}
    for case, head in (("c1", call), ("c2", other)):
        dates = (deadline("d1", case=case, due=date(2026, 7, 6), title="apresentação de propostas"),)
        told = turn(1, (fact(1), fact(2, FactKind.STAGE_ENTERED)), case=case, deadlines=dates)
        await record(found, told.model_copy(update={"case": header(case, **head)}))
    return found


async def test_the_portal_leads_to_what_is_open_and_tells_nothing_else(browse: Browse, sessions: Sessions) -> None:
    assert sessions
    nobody = await browse("")
    portal = (await nobody.get("/")).text
    assert faults(portal) == []
    assert portal.count('href="/publico/processos/c1"') >= 3
    assert "até 06/07/2026, em 34 dias" in portal
    page = (await nobody.get("/publico/processos/c1")).text
    assert "Aguarda a conclusão da seleção" in page
    assert "Nenhum ato da SINFRA" not in page
    assert faults(page) == []
    assert "15%" in page
    for said in ("Lote Guaporé", "R$\u00a01.620.000,00", "Fundação Rota (CNPJ 94.730.562/0001-34)", "01/06/2026"):
        assert said in page, said
    for hidden in ("org-x", "rota@exemplo"):
        assert hidden not in page, hidden
    for path in ("/publico/processos/c2", "/publico/processos/x", "/pmis/c1", "/pmis/c2"):
        assert (await nobody.get(path)).status_code == 404, path
    assert (await nobody.get("/", params={"ano": "26"})).status_code == 422
    assert "Nenhuma proposta com esta busca" in (await nobody.get("/", params={"situacao": "encerrado"})).text


async def test_who_takes_no_part_brings_what_is_asked_of_everybody_and_only_that(
    browse: Browse, sessions: Sessions
) -> None:
    assert sessions
    joana = await browse("joana")
    form = (await joana.get("/processos/c1/apresentar/chamamento-publico.pergunta")).text
    assert faults(form) == []
    assert "/publico/processos/c1" in form
    for path in ("/processos/c1", "/processos/c1/apresentar/pmis.desistencia", "/recibos/c1", "/recibos/c1/1"):
        assert (await joana.get(path)).status_code == 404, path


async def test_results_appeals_and_instruments_are_told_where_anybody_looks_for_them(
    browse: Browse, sessions: Sessions
) -> None:
    ended: dict[str, Any] = {"status": CaseStatus.ENDED, "ended_at": datetime(2026, 6, 2, 15, tzinfo=UTC)}
    members = [{"nome": "Carla Nunes", "vinculo": "cargo-efetivo", "pessoa": "u-carla"}]
    order = [{"pontos": "45.00", "protocolo": "001", "posicao": 1, "organizacao": {"nome": "Fundação Rota"}}]
    instrument = {
        "numero": "Termo de Colaboração 1/2026", "tipo": "termo-de-colaboracao", "parte": "org-x",
        "minuta": {"valor_do_repasse": "1100000.00", "clausulas": ["I", "II"]},
        "gestores": [{"nome": "Caio Bastos", "pessoa": "u-caio"}], "comissao": members,
    }  # fmt: skip
    for case, head in (
        ("c1-f1", {"type": "comissao-selecao", "parent": "c1", "public": {"membros": members}}),
        ("c1-f2", {"type": "selecao", "parent": "c1", "public": {"classificacao": order}, "subject": "Lote Guaporé"}),
        ("c1-f2-f1", {"type": "recurso", "parent": "c1-f2", "outcome": "desprovido", **ended,
                      "public": {"decisao": "As notas refletem as propostas."}}),
        ("c1-f3", {"type": "celebracao", "subject": "Ponte do Guaporé", "public": {"instrumento": instrument}}),
        ("c1-f4", {"type": "plano-da-parceria", "parent": "c1", "public": {"segredo": "Do plano"}}),
    ):  # fmt: skip
        told = turn(1, (fact(1), fact(2, FactKind.STAGE_ENTERED)), case=case)
        await record(sessions, told.model_copy(update={"case": header(case, **head)}))
    nobody = await browse("")
    page = (await nobody.get("/publico/processos/c1")).text
    assert faults(page) == []
    for said in ("Carla Nunes", "cargo efetivo", "45,00", "Recurso desprovido", "As notas refletem as propostas."):
        assert said in page, said
    assert "Do plano" not in page
    assert 'href="/publico/processos/c1-f3"' in (await nobody.get("/")).text
    page = (await nobody.get("/publico/processos/c1-f3")).text
    assert faults(page) == []
    for said in ("Termo de Colaboração 1/2026", "termo de colaboração", "R$\u00a01.100.000,00", "Caio Bastos"):
        assert said in page, said
    for hidden in ("u-caio", "u-carla", "org-x"):
        assert hidden not in page, hidden
