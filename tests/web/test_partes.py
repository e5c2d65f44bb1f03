"""Parties by name, the kinds of facts and public data, as the page of a case shows them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from activities.records.queries.views import FactView
from api.web.views.conteudo import Said
from api.web.views.fatos import FactGroup, fact_line, fact_tabs, group_of
from api.web.views.partes import party_names, published
from api.web.views.processo import wait_boxes
from tests.web.test_diagrama import case
from workflows.kernel.consult import ASKED, THEN
from workflows.kernel.state import Fact, FactKind, Wait, WaitKind

AT = datetime(2026, 6, 1, 20, 42, tzinfo=UTC)
SGD = "União, pela Secretaria de Governo Digital do MGI"
DUTY = {"title": "Assinar o acordo", "subject": "A1 1/1", "party": "SGD_MGI", "outcome_title": "Cumprida"}


def started(**data: Any) -> FactView:
    return FactView(
        seq=1, kind=FactKind.CASE_STARTED, at=AT, actor=None, provision=None, act=None, data=data, prev_hash="", hash=""
    )


def test_the_parties_of_a_plan_have_its_names() -> None:
    given = {"plano": "act-mgi-142-2024", "assinado_em": "2024-11-12"}
    names = party_names([started(type="plano-de-trabalho", input=given)])
    assert names == {"SGD_MGI": SGD, "SERPRO": "Serviço Federal de Processamento de Dados"}


@pytest.mark.parametrize("data", [{}, {"type": "antigo"}, {"type": "plano-de-trabalho", "input": {"plano": "x"}}])
def test_an_input_of_another_build_names_nobody(data: dict[str, Any]) -> None:
    assert party_names([started(**data)]) == {}


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (FactKind.TASK_OFFERED, f"Tarefa aberta: assinar o acordo (A1 1/1, {SGD})"),
        (FactKind.TASK_COMPLETED, f"Assinar o acordo (A1 1/1, {SGD}): cumprida"),
        (FactKind.TASK_SKIPPED, f"Tarefa dispensada: assinar o acordo (A1 1/1, {SGD})"),
    ],
)
def test_a_fact_says_which_act_of_which_party(kind: FactKind, sentence: str) -> None:
    assert fact_line(Fact(seq=1, kind=kind, at=AT, data=DUTY), {"SGD_MGI": SGD}).sentence == sentence


def test_a_party_without_a_name_is_not_shown() -> None:
    line = fact_line(Fact(seq=1, kind=FactKind.TASK_COMPLETED, at=AT, data={**DUTY, "subject": None}), {})
    assert line.sentence == "Assinar o acordo: cumprida"


def test_a_wait_names_the_party() -> None:
    wait = Wait(
        kind=WaitKind.TASK, decl="d", ref="r", title="Assinar o acordo", on="SGD_MGI", provision="dec-167:art-14"
    )
    (box,) = wait_boxes(case(waits=(wait,)), {}, date(2026, 6, 2), {"SGD_MGI": SGD})
    assert box.on == SGD
    assert box.sentence.startswith(f"Aguarda {SGD}, assinar o acordo (")


def test_a_case_that_waits_for_a_system_says_so_and_asks_nothing_of_anybody() -> None:
    asked = Wait(
        kind=WaitKind.CONSULT,
        decl="r",
        ref="k",
        title="o SIGCon",
        on=ASKED,
        provision="dec-167:art-10:par-3",
        then=THEN,
    )
    (box,) = wait_boxes(case(waits=(asked,)), {}, date(2026, 6, 2), {})
    assert box.sentence.startswith("Aguarda a resposta de uma consulta, tentada de novo até que venha: o SIGCon (")
    assert (box.on, box.then) == ("Sistema consultado", THEN)


ENTERED = {
    "register": "habilitacao.vigente", "title": "a certidão de habilitação", "state_title": "Habilitação plena",
    "since": "2026-03-13", "until": "2026-04-08", "said": "nada consta", "source": "SIGCon",
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (FactKind.INSCRIBED, "Anotado: habilitação plena, de 13/03/2026 a 08/04/2026 (a certidão de habilitação)"),
        (FactKind.CONSULTED, "Consulta: a certidão de habilitação (SIGCon): nada consta"),
    ],
)
def test_what_was_asked_and_entered_is_one_sentence(kind: FactKind, sentence: str) -> None:
    assert fact_line(Fact(seq=1, kind=kind, at=AT, data=ENTERED), {}).sentence == sentence


def test_every_fact_is_of_one_kind_and_the_tabs_count_them() -> None:
    kinds = (FactKind.DEADLINE_SET, FactKind.DEADLINE_MET, FactKind.PUBLISHED, FactKind.NOTIFIED, FactKind.CASE_ENDED)
    lines = [fact_line(Fact(seq=seq, kind=kind, at=AT), {}) for seq, kind in enumerate(kinds, 1)]
    tabs = fact_tabs("c1", lines, FactGroup.DEADLINES)
    assert [(tab.title, tab.count) for tab in tabs] == [
        ("Todos", 5), ("Atos", 1), ("Prazos", 2), ("Publicações", 1), ("Comunicações", 1),
    ]  # fmt: skip
    assert [tab.href for tab in tabs if tab.current] == ["/processos/c1/fatos?tipo=prazos"]
    assert {group_of(kind) for kind in FactKind} == set(FactGroup)


def test_what_a_plan_left_undone_is_a_table_with_names() -> None:
    undone = {"participe": "SGD_MGI", "ato": "5 2/10", "titulo": "Enviar relatório", "periodo": "até 09/04/2026"}
    shown = published({"pendencias": [undone]}, {"SGD_MGI": SGD})
    (table,) = shown.listings
    assert table.title == "O que não foi cumprido"
    assert table.heads == ("Partícipe", "Ato", "O que era devido", "Período")
    assert table.rows == ((SGD, "5 2/10", "Enviar relatório", "até 09/04/2026"),)


def test_single_public_data_are_read_by_their_names() -> None:
    shown = published({"recebida_em": "2026-06-01", "nota_final": 8, "resultado": None, "lista": []}, {})
    assert shown.said == (Said("Recebida em", "01/06/2026"), Said("Nota final", "8"))
    assert shown.listings == ()


def test_what_holds_answers_of_its_own_gives_each_of_them_and_rows_say_theirs_in_a_cell() -> None:
    edital = {"fim_das_propostas": "2026-04-22", "atuacao_em_rede": False, "criterios": [{"codigo": "A", "peso": "2"}]}
    order = [{"posicao": 1, "organizacao": {"nome": "Instituto Pantanal", "cnpj": "22333444000181"}}]
    shown = published({"edital": edital, "classificacao": order}, {})
    assert shown.said == (
        Said("Edital: último dia para propostas", "22/04/2026"), Said("Edital: atuação em rede", "Não")
    )  # fmt: skip
    tables = {table.title: (table.heads, table.rows) for table in shown.listings}
    assert tables == {
        "Classificação": (("Posição", "Organização"), (("1", "Nome: Instituto Pantanal; CNPJ: 22333444000181"),)),
        "Edital: critérios": (("Código", "Peso"), (("A", "2"),)),
    }
