"""The documents that a task asks for are listed with where each stands, and chosen when one is attached."""

from datetime import UTC, datetime
from typing import Any

from activities.records.queries.views import FactView
from api.web.actions import PAGES
from api.web.shapes import Kind
from api.web.views.documentos import State, document_choices, documents_asked, wanted
from workflows.kernel.registry import task_of
from workflows.kernel.state import FactKind
from workflows.procedures import procedures

assert procedures()
ENTREGA = task_of("cadastramento.entrega")
ART_9 = "dec-167:art-9:par-2:inc-"


def _fact(seq: int, kind: FactKind, provision: str, **data: Any) -> FactView:
    at = datetime(2026, 3, 2, 12, seq, tzinfo=UTC)
    return FactView(
        case_id="c", seq=seq, kind=kind, at=at, actor=None, provision=provision, act=None, data=data, prev_hash="",
        hash="",
    )  # fmt: skip


def test_a_document_is_due_until_it_is_sent_and_again_when_it_is_returned() -> None:
    past = [
        _fact(1, FactKind.REQUIREMENT_WAIVED, ART_9 + "II", requirement="cadastramento.documento-cnpj"),
        _fact(2, FactKind.DOCUMENT_ATTACHED, ART_9 + "I", title="estatuto.pdf"),
        _fact(3, FactKind.DOCUMENT_ATTACHED, ART_9 + "III", title="ata.pdf"),
        _fact(4, FactKind.REQUIREMENT_LOST, ART_9 + "III", requirement="cadastramento.documento-ata"),
    ]
    found = wanted("t1", documents_asked(ENTREGA), past)
    assert [one.state for one in found[:4]] == [State.SENT, State.WAIVED, State.RETURNED, State.MISSING]
    assert [one.due for one in found[:4]] == [False, False, True, True]
    assert found[3].href == f"/tarefas/t1/anexar?dispositivo={ART_9}IV"
    again = [*past, _fact(5, FactKind.DOCUMENT_ATTACHED, ART_9 + "III", title="ata.pdf")]
    assert wanted("t1", documents_asked(ENTREGA), again)[2].state is State.SENT


def test_only_a_task_that_asks_for_documents_asks_which_one_it_is() -> None:
    page = PAGES["anexar"]
    assert [one.name for one in page.shapes(())] == ["title"]
    asked = page.shapes((), document_choices(documents_asked(ENTREGA)))
    assert [(one.name, one.kind) for one in asked] == [("provision", Kind.SELECT), ("title", Kind.TEXT)]
    assert len(asked[0].choices) == 9
