"""What the pages say of deadlines, facts and counts."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from api.web.shapes import shapes
from api.web.views.conteudo import answers
from api.web.views.fatos import SENTENCES, fact_line
from api.web.views.prova import proof_view
from api.web.views.situacao import due_of
from workflows.clock import Binds, Counting, Nature, Suspension, Term, count, dias, load_calendar, meses, prove
from workflows.kernel.state import DeadlineState, DeadlineStatus, Fact, FactKind
from workflows.parcerias.formularios_pmis import PropostaDePmis

TODAY = date(2026, 6, 2)
AT = datetime(2026, 6, 1, 20, 42, tzinfo=UTC)
CUIABA = load_calendar("mt-cuiaba")


def deadline(**changes: Any) -> DeadlineState:
    term = Term(
        budget=dias(5),
        anchor=date(2026, 5, 28),
        nature=changes.pop("nature", Nature.ADMINISTRATIVE),
        counting=Counting.PROCESSUAL,
        binds=Binds.PARTICULAR,
    )
    return DeadlineState.model_validate(
        {
            "id": "p1", "decl": "x", "title": "recorrer", "provision": "dec-167:art-31", "term": term,
            "anchor_of": "publicação", "due": date(2026, 6, 8), "on_lapse": "perde-se o direito", "opened_at": AT,
            **changes,
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "state", "word", "after"),
    [
        ({}, "no-prazo", "No prazo", ", segunda, em 6 dias"),
        ({"due": TODAY}, "vence-hoje", "Vence hoje", "até 23h59"),
        ({"due": date(2026, 5, 29)}, "vencido", "Vencido", ", há 4 dias"),
        ({"due": date(2026, 5, 29), "status": "vencido"}, "vencido", "Vencido", ", há 4 dias"),
        ({"due": date(2026, 5, 29), "nature": Nature.PEREMPTORY}, "cumprido", "Encerrado", ""),
        ({"due": date(2026, 5, 29), "nature": Nature.VALIDITY}, "vencido", "Expirado", ", há 4 dias"),
        ({"nature": Nature.MINIMUM}, "no-prazo", "Só depois", ", segunda, em 6 dias"),
        ({"provisional": True}, "provisorio", "Provisório", ", segunda, em 6 dias"),
        ({"due": None, "status": "suspenso", "remaining": 16}, "suspenso", "Suspenso", "restam 16 dias"),
        ({"due": None, "status": "suspenso", "remaining": 1}, "suspenso", "Suspenso", "resta 1 dia"),
        ({"status": "cumprido"}, "cumprido", "Cumprido", ""),
        ({"status": "cumprido-em-atraso"}, "cumprido", "Cumprido em atraso", ""),
        ({"status": "cancelado"}, "sem-prazo", "Cancelado", ""),
    ],
)
def test_how_a_deadline_stands(changes: dict[str, Any], state: str, word: str, after: str) -> None:
    due = due_of(deadline(**changes), TODAY)
    assert (due.state, due.word, due.after) == (state, word, after)


def test_every_kind_of_fact_is_said_even_with_nothing_known_of_it() -> None:
    assert set(SENTENCES) == set(FactKind)
    for kind in FactKind:
        line = fact_line(Fact(seq=1, kind=kind, at=AT), {})
        assert line.sentence[0].isupper()
        assert "None" not in line.sentence


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        (
            FactKind.DEADLINE_SET,
            {"title": "recorrer", "anchor": "2026-05-28", "because": "publicação", "due": "2026-06-08"},
            "Começou a contar o prazo “recorrer”, a partir de 28/05 (publicação), até 08/06/2026",
        ),
        (FactKind.TASK_CLAIMED, {"title": "Analisar", "owner": "u1"}, "Helena Prado assumiu: analisar"),
        (
            FactKind.TASK_DELEGATED,
            {"title": "Analisar", "owner": "u9"},
            "Tarefa delegada a pessoa não identificada: analisar",
        ),
        (
            FactKind.DEADLINE_RECOUNTED,
            {"title": "recorrer", "before": "2026-06-08", "after": "2026-06-09", "why": "Decreto 1/2026"},
            "Prazo “recorrer” recontado de 08/06/2026 para 09/06/2026 (Decreto 1/2026)",
        ),
        (FactKind.REMINDED, {"title": "recorrer", "days": 1}, "Lembrete: faltava 1 dia para o fim do prazo “recorrer”"),
        (FactKind.NOTIFIED, {"title": "Respondida", "to": "org-1"}, "Aviso enviado à parte interessada: respondida"),
        (FactKind.NOTIFIED, {"title": "Respondida", "to": "secretario"}, "Aviso enviado ao Secretário: respondida"),
        (FactKind.CHILD_ENDED, {"outcome": "inadmitido"}, "Processo filho encerrado: proposta inadmitida"),
        (FactKind.CHILD_ENDED, {"outcome": "contas-aprovadas"}, "Processo filho encerrado: contas aprovadas"),
        (FactKind.CASE_ENDED, {"title": "Proposta inadmitida"}, "Processo encerrado: Proposta inadmitida"),
    ],
)  # fmt: skip
def test_facts_are_sentences(kind: FactKind, data: dict[str, Any], expected: str) -> None:
    assert fact_line(Fact(seq=1, kind=kind, at=AT, data=data), {"u1": "Helena Prado"}).sentence == expected


def test_the_proof_draws_whole_weeks_and_says_why() -> None:
    held = Suspension.model_validate({"from": date(2026, 5, 28), "to": date(2026, 6, 9)})
    term = Term(budget=dias(15), anchor=date(2026, 5, 18), suspensions=(held,))
    counted, proof = count(term, CUIABA), prove(term, CUIABA)
    view = proof_view(term, proof.days, counted.readings, counted.due, TODAY, anchor_of="notificação")
    assert [len(week) for week in view.weeks] == [7] * 5
    cells = {cell.day: cell for week in view.weeks for cell in week}
    assert (cells[date(2026, 5, 18)].mark, cells[date(2026, 5, 18)].tag) == ("inicio", "0")
    assert cells[date(2026, 5, 18)].why == "notificação. É o dia zero, não conta."
    assert (cells[date(2026, 6, 18)].mark, cells[date(2026, 6, 18)].tag) == ("vence", "15º")
    assert (cells[date(2026, 6, 4)].status, cells[date(2026, 6, 4)].linked) == ("suspenso", True)
    assert cells[TODAY].today
    assert view.notes[0].body == (
        "O dia em que se suspende ainda conta. Depois dele restavam 7 dias, que voltaram a correr em 10/06."
    )
    assert [(line.due, line.in_force) for line in view.readings] == [
        (date(2026, 6, 18), True),
        (date(2026, 6, 15), False),
    ]


def test_a_long_proof_is_drawn_short_and_listed_whole() -> None:
    term = Term(budget=meses(12), anchor=date(2026, 5, 11), counting=Counting.MATERIAL)
    counted, proof = count(term, CUIABA), prove(term, CUIABA)
    view = proof_view(term, proof.days, counted.readings, counted.due, TODAY)
    assert () in view.weeks
    assert "semanas não desenhadas" in view.left_out
    assert len(view.days) == len(proof.days) > 365
    assert len(view.weeks) < 15


def test_what_was_written_is_read_by_its_labels_with_numbers_masked() -> None:
    said = answers(
        shapes(PropostaDePmis),
        {
            "titulo": "Pontes",
            "subscritor": {"nome": "Joana", "cpf": "52998224725", "contato": "x"},
            "interesse_publico": "a\nb",
        },
    )
    assert [(one.label, one.text) for one in said] == [
        ("Do que trata a proposta", "Pontes"),
        ("Nome de quem assina", "Joana"),
        ("CPF", "***.982.247-**"),
        ("E-mail ou telefone para a resposta", "x"),
        ("Interesse público envolvido", "a\nb"),
    ]


def test_statuses_of_the_kernel_all_have_a_state() -> None:
    for status in DeadlineStatus:
        assert due_of(deadline(status=status), TODAY).word
