"""The open cases with what still runs in them, read in order and a few at a time: for what an act would move."""

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.views import DeadlineView, View
from activities.records.tables import CaseRow, DeadlineRow, FactRow
from workflows.kernel.state import CaseStatus, DeadlineState, DeadlineStatus

TOGETHER = 500
"""So many cases are in memory at once."""
_OPEN = [DeadlineStatus.OPEN.value, DeadlineStatus.SUSPENDED.value]
_DEADLINES = (
    select(DeadlineRow)
    .where(col(DeadlineRow.case_id).in_(bindparam("cases", expanding=True)), col(DeadlineRow.status).in_(_OPEN))
    .order_by(col(DeadlineRow.case_id), col(DeadlineRow.opened_at), col(DeadlineRow.id))
)


class LiveCase(View):
    """An open case and its open deadlines, oldest first. `label` is its number within the year; `input` what it was
    started with, where that was asked for."""

    id: str
    type: str
    label: str
    started_on: date
    started_at: datetime
    deadlines: tuple[DeadlineState, ...]
    input: dict[str, Any]


async def live_cases(
    session: AsyncSession, *, types: Sequence[str] | None = None, after: str = "", inputs: Sequence[str] = ()
) -> AsyncIterator[list[LiveCase]]:
    """Open cases of `types` (None: of all) by id, from the one after `after` on; those of the types `inputs` with what
    they were started with."""
    while True:
        columns = (CaseRow.id, CaseRow.type, CaseRow.number, CaseRow.year, CaseRow.started_on, CaseRow.started_at)
        wanted = select(*columns).where(col(CaseRow.status) == CaseStatus.OPEN.value, col(CaseRow.id) > after)  # type: ignore[call-overload]
        if types is not None:
            wanted = wanted.where(col(CaseRow.type).in_(list(types)))
        rows = (await session.exec(wanted.order_by(col(CaseRow.id)).limit(TOGETHER))).all()
        if not rows:
            return
        running = await _running(session, [row[0] for row in rows])
        given = await _given(session, [row[0] for row in rows if row[1] in inputs])
        yield [
            LiveCase(
                id=id,
                type=kind,
                label=f"{number}/{year}",
                started_on=began,
                started_at=at,
                deadlines=tuple(running.get(id, ())),
                input=given.get(id, {}),
            )
            for id, kind, number, year, began, at in rows
        ]
        after = rows[-1][0]


async def _running(session: AsyncSession, cases: list[str]) -> dict[str, list[DeadlineState]]:
    found: dict[str, list[DeadlineState]] = {}
    for row in (await session.exec(_DEADLINES, params={"cases": cases})).all():
        view = DeadlineView.model_validate(row)
        state = DeadlineState.model_validate({name: getattr(view, name) for name in DeadlineState.model_fields})
        found.setdefault(view.case_id, []).append(state)
    return found


async def _given(session: AsyncSession, cases: list[str]) -> dict[str, dict[str, Any]]:
    if not cases:
        return {}
    first = select(FactRow.case_id, FactRow.data).where(col(FactRow.case_id).in_(cases), col(FactRow.seq) == 1)
    return {id: data.get("input") or {} for id, data in (await session.exec(first)).all()}
