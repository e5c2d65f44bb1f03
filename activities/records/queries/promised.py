"""How service promises are kept: counts by kind of task and by stage, and the tasks and stays behind each count."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, Date, String, and_, column, false, func, literal, or_, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import SQLColumnExpression
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.promises import ONE_DAY, Promises, Stretch, is_stage
from activities.records.queries.views import View
from activities.records.tables import CaseRow, StageVisitRow
from activities.records.tables.cases import OPEN_TASK
from workflows.clock import ZONE, lapse_instant


class Kept(StrEnum):
    """How a promise stands: still to be kept, late, kept, missed."""

    OPEN = "em-aberto"
    LATE = "vencidos"
    KEPT = "cumpridos"
    MISSED = "descumpridos"


class PromiseCount(View):
    """Of one promised kind of task, or stage: open, late among them, and since a day those done in time and too late.

    Only what began while something was promised counts. Withdrawn and dispensed tasks count nowhere.
    """

    target: str
    open: int = 0
    late: int = 0
    kept: int = 0
    missed: int = 0


class Stay(View):
    """A case's stay in a promised stage. `left_at` is empty while it is there."""

    case_id: str
    case_type: str
    stage: str
    subject: str
    number: int
    year: int
    entered_at: datetime
    left_at: datetime | None


class DoneCut(BaseModel):
    """Of done ones: those since the legal date `since` whose promise was `kept`, or was not.

    `days` are those of `Promises.days`.
    """

    model_config = ConfigDict(frozen=True)

    days: str
    kept: bool
    since: date


_DAY = "CAST({} AT TIME ZONE :zone AS date)"
_TASKS = text(f"""
SELECT target, began, ended, count(*) AS many FROM (
  SELECT decl AS target, {_DAY.format("offered_at")} AS began, CAST(NULL AS date) AS ended
    FROM tasks WHERE {OPEN_TASK} AND decl = ANY(:targets)
  UNION ALL
  SELECT decl, {_DAY.format("offered_at")}, {_DAY.format("closed_at")}
    FROM tasks WHERE status = 'completed' AND decl = ANY(:targets) AND closed_at >= :since
) AS t GROUP BY target, began, ended
""")
_STAYS = text(f"""
WITH promised AS (
  SELECT target, split_part(target, ':', 1) AS type, substr(target, strpos(target, ':') + 1) AS name
    FROM unnest(CAST(:targets AS text[])) AS target
)
SELECT target, began, ended, count(*) AS many FROM (
  SELECT target, {_DAY.format("entered_at")} AS began, CAST(NULL AS date) AS ended
    FROM promised JOIN stage_visits ON case_type = type AND stage = name WHERE left_at IS NULL
  UNION ALL
  SELECT target, {_DAY.format("entered_at")}, {_DAY.format("left_at")}
    FROM promised JOIN stage_visits ON case_type = type AND stage = name
   WHERE left_at IS NOT NULL AND left_at >= :since
) AS s GROUP BY target, began, ended
""")


async def promise_counts(
    session: AsyncSession, promises: Promises, since: date, today: date
) -> tuple[PromiseCount, ...]:
    """Every target of which anything was promised, in the order of ids; what was done counts from `since` on."""
    found: dict[str, Counter[str]] = {target: Counter() for target in promises.targets}
    connection = await session.connection()
    values = {"zone": ZONE.key, "since": lapse_instant(since - ONE_DAY)}
    for statement, stages in ((_TASKS, False), (_STAYS, True)):
        targets = [one for one in found if is_stage(one) is stages]
        if not targets:
            continue
        for row in await connection.execute(statement, {**values, "targets": targets}):
            promise = promises.in_force(row.target, row.began)
            if promise is not None:
                due = promises.due(promise, row.began)
                found[row.target] += _standing(due, row.ended, today, row.many)
    return tuple(PromiseCount(target=target, **counted) for target, counted in found.items())


def _standing(due: date, ended: date | None, today: date, many: int) -> Counter[str]:
    if ended is None:
        return Counter(open=many, late=many if due < today else 0)
    return Counter(kept=many) if ended <= due else Counter(missed=many)


def began_in(
    stretches: Iterable[Stretch], target: SQLColumnExpression[str], began_at: SQLColumnExpression[Any]
) -> ColumnElement[bool]:
    """For WHERE: what began in one of `stretches`."""
    found = [
        and_(target == one.target, began_at >= lapse_instant(one.first - ONE_DAY), began_at < lapse_instant(one.last))
        for one in stretches
    ]
    return or_(*found) if found else false()


def done_in(
    cut: DoneCut, began_at: SQLColumnExpression[Any], ended_at: SQLColumnExpression[Any]
) -> ColumnElement[bool]:
    """For WHERE: what ended since the cut's day, in time or not by the promise of its day."""
    days = (
        func.jsonb_to_recordset(literal(cut.days, String).cast(JSONB))
        .table_valued(column("day", Date), column("due", Date), name="promised")
        .render_derived(with_types=True)
    )
    began, ended = (func.timezone(ZONE.key, one).cast(Date) for one in (began_at, ended_at))
    in_time = ended <= days.c.due if cut.kept else ended > days.c.due
    known = select(1).select_from(days).where(days.c.day == began, in_time).exists()
    return and_(ended_at >= lapse_instant(cut.since - ONE_DAY), known)


async def list_stays(
    session: AsyncSession, promises: Promises, target: str, standing: Kept, since: date, today: date, limit: int = 200
) -> tuple[Stay, ...]:
    """The stays behind a count of a stage, the one that began first first, at most `limit`. Of the whole body."""
    began_at, left_at = col(StageVisitRow.entered_at), col(StageVisitRow.left_at)
    type, _, stage = target.partition(":")
    conditions: list[ColumnElement[bool]] = [
        col(StageVisitRow.case_type) == type,
        col(StageVisitRow.stage) == stage,
    ]
    if standing in (Kept.OPEN, Kept.LATE):
        stretches = promises.late(today) if standing is Kept.LATE else promises.stretches(today)
        ours = [one for one in stretches if one.target == target]
        conditions += [left_at.is_(None), began_in(ours, literal(target), began_at)]
    else:
        cut = DoneCut(days=promises.days(target, today), kept=standing is Kept.KEPT, since=since)
        conditions += [left_at.is_not(None), done_in(cut, began_at, left_at)]
    columns = (
        col(StageVisitRow.case_id), col(StageVisitRow.case_type), col(StageVisitRow.stage), col(CaseRow.subject),
        col(CaseRow.number), col(CaseRow.year), began_at, left_at,
    )  # fmt: skip
    joined = select(*columns).join(CaseRow, col(CaseRow.id) == col(StageVisitRow.case_id))
    statement = joined.where(*conditions).order_by(began_at, col(StageVisitRow.case_id)).limit(limit)
    rows = await (await session.connection()).execute(statement)
    return tuple(Stay.model_validate(row) for row in rows)
