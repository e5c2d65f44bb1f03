"""Whoever corrects what was sent finds it there; whoever judges within the body begins anew."""

from datetime import UTC, datetime
from typing import Any

from activities.records.queries.views import FactView, TaskView
from api.web.views.repetir import answered_before
from workflows.kernel.registry import task_of
from workflows.kernel.state import FactKind, TaskStatus
from workflows.procedures import procedures

assert procedures()
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
ORG = "org-1"


def _done(seq: int, decl: str, form: dict[str, Any], party: str | None = ORG) -> FactView:
    data = {"decl": decl, "form": form, "party": party}
    return FactView(
        case_id="c", seq=seq, kind=FactKind.TASK_COMPLETED, at=AT, actor="ana", provision=None, act=None, data=data,
        prev_hash="", hash="",
    )  # fmt: skip


def _open(decl: str, party: str | None = ORG) -> TaskView:
    declared = task_of(decl)
    said: dict[str, Any] = {
        "id": "c-t2", "case_id": "c", "decl": decl, "title": declared.title, "role": declared.role.id,
        "status": TaskStatus.READY, "party": party,
    }  # fmt: skip
    return TaskView.model_construct(**said)


PAST = (
    _done(1, "cadastramento.entrega", {"verdadeira": True, "dirigentes": []}),
    _done(2, "cadastramento.analise", {"motivo": "x"}, party=None),
    _done(3, "cadastramento.entrega", {"verdadeira": False}, party="org-2"),
)


def test_a_correction_begins_with_what_the_same_party_sent() -> None:
    found = answered_before(task_of("cadastramento.correcao"), _open("cadastramento.correcao"), PAST)
    assert found == {"verdadeira": True, "dirigentes": []}
    other = answered_before(task_of("cadastramento.correcao"), _open("cadastramento.correcao", "org-3"), PAST)
    assert other == {}


def test_a_judgement_begins_anew() -> None:
    assert answered_before(task_of("cadastramento.analise"), _open("cadastramento.analise", None), PAST) == {}
