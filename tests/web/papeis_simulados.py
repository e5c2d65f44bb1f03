"""The documents of the cases of a scenario, as the door would print them."""

from collections.abc import Iterator
from typing import NamedTuple

from activities.documents.paper import Paper
from activities.records.queries.issued import IssuedView, Standing
from activities.records.queries.views import FactView, TaskView
from activities.records.tables import IssuedRow
from api.web.views.papel import draft, paper
from api.web.views.partes import party_names
from workers.simulation.run import Run
from workflows.kernel.state import TaskState

BASE = "http://127.0.0.1:8000"


class Printed(NamedTuple):
    """A document of a case: the row of it that the records would keep, and what stands on it."""

    row: IssuedRow
    paper: Paper


class _Case(NamedTuple):
    id: str
    type: str


def documents_in(run: Run) -> Iterator[Printed]:
    """Every document of every case of a scenario that was run, in the order of its facts."""
    started: dict[str, FactView] = {}
    numbers: dict[str, int] = {}
    for case, link in run.records.log:
        fact = FactView(**link.fact.model_dump(), prev_hash=link.prev_hash, hash=link.hash)
        started.setdefault(case, fact)
        header = run.records.headers[case]
        row = draft(_Case(case, header.type), fact)
        if row is None:
            continue
        issued = "document" in fact.data
        numbers[row.template] = numbers.get(row.template, 0) + 1
        view = IssuedView(
            **row.model_dump(exclude={"number", "sha256", "made_at", "recorded_at"}), case_type=header.type,
            case_year=2026, case_number=1, case_subject=header.subject,
            number=numbers[row.template] if issued else None, sha256=None, made_at=None, provision=fact.provision,
            standing=Standing.IN_FORCE, since=None, replaced_by=None, because=None,
        )  # fmt: skip
        ended = run.records.tasks.get(str(fact.data.get("task")))
        task = _seen(ended, case, header.type, header.subject) if ended else None
        yield Printed(row, paper(view, fact, task, party_names([started[case]]), BASE))


def _seen(task: TaskState, case: str, kind: str, subject: str) -> TaskView:
    said = {name: value for name, value in task.model_dump().items() if name in TaskView.model_fields}
    return TaskView(
        **{"due": None, "provisional": False, "version": 1, **said}, case_id=case, case_type=kind, case_subject=subject
    )
