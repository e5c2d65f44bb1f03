"""Times of the queries that pages wait for, at the size of `sizes`: `python -m tests.records.measure URL`."""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from statistics import median
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import queries
from activities.records.engine import make_engine, make_sessions
from activities.records.queries import CaseFilter, DeadlineFilter, TaskFilter, Viewer, incidents, panel, panel_times
from tests.records.sizes import NOW, TODAY

YEAR_AGO = TODAY - timedelta(days=365)
WEEK = TODAY + timedelta(days=8)

CLERK = Viewer(user_id="u3", roles=("area-tecnica", "publicacao"))
OSC = Viewer(user_id="ext", roles=("osc",), parties=("osc-7",))
Query = Callable[[AsyncSession], Awaitable[Any]]


def _tasks(viewer: Viewer = CLERK, sort: str = "due", cursor: str | None = None, **wanted: Any) -> Query:
    return lambda session: queries.list_tasks(
        session, viewer, TaskFilter(**wanted), today=TODAY, sort=sort, cursor=cursor
    )


def _cases(viewer: Viewer = CLERK, sort: str = "-started_at", **wanted: Any) -> Query:
    return lambda session: queries.list_cases(session, viewer, CaseFilter(**wanted), today=TODAY, sort=sort)


def _deadlines(viewer: Viewer = CLERK, **wanted: Any) -> Query:
    return lambda session: queries.list_deadlines(session, viewer, DeadlineFilter(**wanted), today=TODAY)


QUERIES: dict[str, Query] = {
    "inbox: available": _tasks(available=True),
    "inbox: mine": _tasks(mine=True),
    "inbox: by role": _tasks(role="secretario"),
    "inbox: of an OSC": _tasks(OSC),
    "inbox: overdue": _tasks(overdue=True),
    "inbox: due before": _tasks(due_before=TODAY + timedelta(days=7)),
    "inbox: by type": _tasks(procedure="pmis"),
    "inbox: of a case": _tasks(procedure="c77"),
    "inbox: newest": _tasks(sort="-offered_at"),
    "inbox: q, frequent": _tasks(q="estrada"),
    "inbox: q, rare": _tasks(q="escola 996 sinop"),
    "inbox: q, none": _tasks(q="inexistente"),
    "cases: newest": _cases(),
    "cases: by type and stage": _cases(type="pmis", stage="instrucao"),
    "cases: overdue": _cases(overdue=True, sort="next_due"),
    "cases: q, rare": _cases(q="escola 996"),
    "cases: of an OSC": _cases(OSC),
    "deadlines: owed": _deadlines(),
    "deadlines: overdue": _deadlines(overdue=True),
    "deadlines: of a case": _deadlines(procedure="c77"),
    "deadlines: of an OSC": _deadlines(OSC),
    "case": lambda session: queries.case_view(session, CLERK, "c77"),
    "task": lambda session: queries.task_view(session, CLERK, "c77.t0"),
    "facts of a case": lambda session: queries.facts(session, "c77", after=20, limit=50),
    "register of PMIS": lambda session: queries.public_cases(session),
    "cut: cases of an age": _cases(status="aberto", started_before=TODAY - timedelta(days=364)),
    "cut: cases ended": _cases(ended_after=TODAY - timedelta(days=31)),
    "cut: cases of a stage, near": _cases(type="pmis", stage="analise", due_after=TODAY, due_before=WEEK),
    "cut: tasks of an act": _tasks(decl="pmis.t0"),
    "cut: tasks of a person, near": _tasks(owner="u3", due_after=TODAY, due_before=WEEK),
    "cut: deadlines of a week": _deadlines(asks=True, binds="administracao", due_after=TODAY, due_before=WEEK),
    "cut: deadlines kept": _deadlines(closed_after=YEAR_AGO, in_time=True, decl="pmis.d2"),
    "panel: cases by stage": lambda session: panel.stage_counts(session, TODAY),
    "panel: tasks by role": lambda session: panel.role_counts(session, TODAY),
    "panel: tasks by person": lambda session: panel.owner_counts(session, TODAY),
    "panel: tasks by act": lambda session: panel.act_counts(session, TODAY, NOW),
    "panel: deadlines": lambda session: panel.deadline_counts(session, TODAY),
    "panel: deadlines by week": lambda session: panel.week_counts(session, TODAY),
    "panel: cases by age": lambda session: panel.age_counts(session, TODAY),
    "panel: cases by month": lambda session: panel_times.month_counts(session, TODAY),
    "panel: stages": lambda session: panel_times.stage_times(session, YEAR_AGO, NOW),
    "panel: whole cases": lambda session: panel_times.case_times(session, YEAR_AGO),
    "panel: use of deadlines": lambda session: panel_times.deadline_uses(session, YEAR_AGO),
    "panel: incidents": lambda session: incidents.incidents(session, NOW),
}


async def times(database_url: str, rounds: int = 20) -> dict[str, float]:
    """Median milliseconds of each query, session and decoding included."""
    engine = make_engine(database_url, 2)
    sessions = make_sessions(engine)
    found: dict[str, float] = {}
    for name, query in QUERIES.items():
        taken: list[float] = []
        for _ in range(rounds + 8):
            before = time.perf_counter()
            async with sessions() as session:
                await query(session)
            taken.append((time.perf_counter() - before) * 1000)
        found[name] = median(taken[8:])
    await engine.dispose()
    return found


if __name__ == "__main__":
    for name, milliseconds in asyncio.run(times(sys.argv[1])).items():
        sys.stdout.write(f"{milliseconds:7.1f} ms  {name}\n")
