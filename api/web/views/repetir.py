"""What an organisation answered before to the same questions: correcting it, it changes only what was wrong."""

from collections.abc import Mapping, Sequence
from typing import Any

from activities.records.queries.views import FactView, TaskView
from api.web.views.procedimentos import task_declaration
from workflows.kernel.roles import ROLES
from workflows.kernel.state import FactKind
from workflows.kernel.words import HumanTask


def answered_before(declared: HumanTask | None, task: TaskView, past: Sequence[FactView]) -> Mapping[str, Any]:
    """The form that the party of an open task, one from outside, last sent in the case with the same documents.

    `past` are the facts of the case, oldest first. Empty for tasks within the body, where each judges anew, and for
    what merely asks the same again another time.
    """
    role = ROLES.get(task.role)
    outside = task.party is not None and role is not None and role.external
    if declared is None or declared.gate is None or not outside or not task.status.open:
        return {}
    for fact in reversed(past):
        if fact.kind is not FactKind.TASK_COMPLETED or fact.data.get("party") != task.party:
            continue
        other = task_declaration(str(fact.data.get("decl")))
        if other is not None and (other.form, other.gate) == (declared.form, declared.gate):
            return dict(fact.data.get("form") or {})
    return {}
