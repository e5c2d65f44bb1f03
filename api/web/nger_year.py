"""A year of the NGER read for its report: its processes with their acts and products, and the year's meetings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.family import all_tasks, brought, family_tasks, told
from activities.records.queries.viewer import Viewer, sees_case
from activities.records.queries.views import CaseFull, CaseSummary, FactView, TaskView
from activities.records.tables import CaseRow
from api.problems import not_found
from api.web.lookups import inputs
from api.web.views.nger import Runs, paired
from workflows.kernel.state import FactKind
from workflows.nger.ano import INCLUSAO, AnoDoNucleo
from workflows.nger.formularios import AnoDoNger, ProcessoPlanejado, Reuniao
from workflows.nger.reuniao import ReuniaoDoNger

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class NgerYear:
    """The plan of the year with what was `added` to it, the case of each process that began, the meetings held or to
    be held in the year, all their tasks, and what was recorded of each task that was done (by task)."""

    case: CaseFull
    given: AnoDoNger
    added: tuple[ProcessoPlanejado, ...]
    runs: Runs
    meetings: tuple[CaseSummary, ...]
    tasks: tuple[TaskView, ...]
    done: Mapping[str, FactView]


async def read_nger_year(session: AsyncSession, viewer: Viewer, case: CaseFull) -> NgerYear:
    """The year of a case that `viewer` may see.

    Raises:
        Problem: 404 when the case is no year of the NGER that this build reads.
    """
    if case.type != AnoDoNucleo.about.id:
        raise not_found("Só anos do NGER têm este relatório.")
    happened = await brought(session, case.id)
    given = given_year(happened)
    started, tasks = await family_tasks(session, viewer, case.id)
    meetings = await _meetings(session, viewer, given.ano)
    every = (*tasks, *(await all_tasks(session, (one.id for one in meetings)) if meetings else ()))
    facts = await told(session, {task.case_id for task in every}, FactKind.TASK_COMPLETED)
    runs = paired(started, await inputs(session, (one.id for one in started)))
    done = {str(one.fact.data.get("task")): one.fact for one in facts}
    return NgerYear(case, given, added_to(happened), runs, meetings, every, done)


def given_year(happened: tuple[FactView, ...]) -> AnoDoNger:
    """The plan of the year as it began. Raises `Problem` 404 when this build does not read it."""
    started = next((one.data.get("input") for one in happened if one.kind is FactKind.CASE_STARTED), None)
    found = _read(AnoDoNger, started)
    if found is None:
        raise not_found("O processo começou com dados que esta versão não lê.")
    return found


def added_to(happened: tuple[FactView, ...]) -> tuple[ProcessoPlanejado, ...]:
    """The processes that were added to the year."""
    return tuple(
        ProcessoPlanejado.model_validate(one.data["form"])
        for one in happened
        if one.kind is FactKind.EVENT_RECEIVED and one.data.get("event") == INCLUSAO.id
    )


async def _meetings(session: AsyncSession, viewer: Viewer, year: int) -> tuple[CaseSummary, ...]:
    """The monitoring meetings whose day is in the year, in the order in which they began."""
    of_meetings = select(CaseRow).where(col(CaseRow.type) == ReuniaoDoNger.about.id, sees_case(viewer))
    near = of_meetings.where(
        col(CaseRow.started_on) >= date(year - 1, 1, 1), col(CaseRow.started_on) <= date(year, 12, 31)
    )
    rows = (await session.exec(near.order_by(col(CaseRow.started_at), col(CaseRow.id)))).all()
    began = await inputs(session, (row.id for row in rows))
    read = {id: _read(Reuniao, one) for id, one in began.items()}
    in_year = {id for id, one in read.items() if one is not None and one.data.year == year}
    return tuple(CaseSummary.model_validate(row) for row in rows if row.id in in_year)


def _read(model: type[M], given: object) -> M | None:
    try:
        return model.model_validate(given)
    except ValidationError:
        return None
