"""The texts of messages: each says with its own words what it always said, and what may stand in its place."""

from datetime import date

import pytest

from tests.kernel.test_acts import HELENA, MARTA, _do, case, task
from workflows.kernel import deadlines
from workflows.kernel.case import Case
from workflows.kernel.messages import NotificationOut, Verb
from workflows.kernel.state import TaskState
from workflows.kernel.texts import REMINDED, MessageText, fill, notice_text, notice_values, text_named, texts, wrong_in
from workflows.parcerias import pmis

__all__ = ["case", "task"]

NOTICE = pmis.AVISO_DA_RESPOSTA
PRAZO = pmis.PRAZO_TOTAL


@pytest.mark.parametrize("text", texts(), ids=lambda text: text.kind)
def test_every_original_may_stand_in_its_own_place_and_can_be_shown(text: MessageText) -> None:
    assert wrong_in(text, text.subject, text.body) == ()
    shown = fill(text.subject, text.samples) + fill(text.body, text.samples)
    assert not set("{}") & set(shown)
    assert text_named(text.kind) == text


def test_a_message_brings_the_values_of_its_words(case: Case, task: TaskState) -> None:
    _do(case, Verb.CLAIM, HELENA, task)
    _do(case, Verb.REASSIGN, MARTA, case.tasks[task.id], to="caio", reason="Férias de {nome}")
    due = deadlines.open_deadline(case, PRAZO, PRAZO.budget, since=date(2026, 6, 1), because="protocolo")  # type: ignore[arg-type]
    deadlines.remind(case, PRAZO, due, 5, "area-tecnica", None)
    handed, reminded = case.pending.notifications
    assert handed.subject == f"{task.title}: foi redistribuída a você"
    assert handed.body == f"A tarefa “{task.title}” foi redistribuída a você. Motivo: Férias de {{nome}}."
    assert handed.values == {"tarefa": task.title, "motivo": "Férias de {nome}"}
    assert reminded.subject == "resposta ao PMIS: vence em 5 dia(s)"
    assert reminded.values["vencimento"] == "01/06/2027"
    assert set(reminded.values) | {"processo", "assunto"} == {place.name for place in REMINDED.places}


def test_a_message_of_an_earlier_build_has_no_values() -> None:
    said = {"key": "n", "kind": "aviso", "subject": "s", "body": "b", "to_role": "gestao", "at": "2026-06-01T12:00:00Z"}
    assert NotificationOut.model_validate(said).values == {}


def test_a_notice_offers_what_its_body_tells_as_the_body_writes_it() -> None:
    values = notice_values(NOTICE, {"enviada_em": date(2026, 6, 8), "resultado": "Admitido"})
    assert values == {"enviada_em": "08/06/2026", "resultado": "Admitido"}
    text = notice_text(NOTICE)
    assert fill(text.body, values) == NOTICE.body.format(enviada_em=date(2026, 6, 8), resultado="Admitido")


@pytest.mark.parametrize(
    ("subject", "body", "field", "said"),
    [
        ("{prazo}", "{dias} {nome}", "body", "não tem {nome}"),
        ("{prazo} {quem}", "{dias}", "subject", "não tem {quem}"),
        ("Lembrete", "Faltam {dias} dias.", "body", "Falta dizer {prazo}"),
        ("Lembrete", "Algo vence.", "body", "Falta dizer {prazo}, {dias}"),
        ("{prazo}", "{dias} {prazo.__class__}", "body", "chave solta"),
        ("{prazo}", "{dias!r}", "body", "chave solta"),
        ("{prazo}", "{dias:>9}", "body", "chave solta"),
        ("{prazo}", "{dias} {}", "body", "chave solta"),
        ("{prazo", "{dias}", "subject", "chave solta"),
        ("", "{prazo} {dias}", "subject", "Escreva"),
        ("{prazo}" + "x" * 200, "{dias}", "subject", "no máximo 200"),
    ],
)
def test_what_cannot_stand_in_its_place_is_refused_beside_the_field(
    subject: str, body: str, field: str, said: str
) -> None:
    errors = wrong_in(REMINDED, subject, body)
    assert [error.field for error in errors] == [field]
    assert said in errors[0].message


def test_a_value_is_never_read_as_a_place() -> None:
    assert fill("{motivo}", {"motivo": "{tarefa}", "tarefa": "x"}) == "{tarefa}"
