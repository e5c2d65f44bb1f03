"""Counting: how many cases and tasks stand where, for whoever manages."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.views import View
from workflows.kernel.state import CaseStatus

SOON = timedelta(days=7)


class TypeCount(View):
    """Cases of one type: open ones, those of them that are late, and those that ended."""

    type: str
    open: int
    overdue: int
    ended: int


class StageCount(View):
    """Open cases of one type at one stage."""

    type: str
    stage: str
    open: int


class RoleCount(View):
    """Open tasks asked of one role: all, nobody's yet, late, due within a week, and with a provisional date."""

    role: str
    open: int
    free: int
    overdue: int
    soon: int
    provisional: int


class Dashboard(View):
    """The counts of the whole body: cases by type and by stage, open tasks by role."""

    types: tuple[TypeCount, ...]
    stages: tuple[StageCount, ...]
    roles: tuple[RoleCount, ...]


_STANDS = text("""
SELECT type, status, stage, count(*) AS cases, count(*) FILTER (WHERE sort_due < :today) AS overdue
  FROM cases GROUP BY type, status, stage ORDER BY type, status, stage
""")
_ROLES = text("""
SELECT role, count(*) AS open, count(*) FILTER (WHERE owner IS NULL) AS free,
       count(*) FILTER (WHERE sort_due < :today) AS overdue,
       count(*) FILTER (WHERE sort_due >= :today AND sort_due <= :soon) AS soon,
       count(*) FILTER (WHERE provisional) AS provisional
  FROM tasks WHERE status IN ('ready', 'reserved') GROUP BY role ORDER BY role
""")


async def dashboard(session: AsyncSession, today: date) -> Dashboard:
    """The counts of the whole body, as of `today`. Only for people of the body."""
    connection = await session.connection()
    stands = (await connection.execute(_STANDS, {"today": today})).all()
    roles = await connection.execute(_ROLES, {"today": today, "soon": today + SOON})
    opened = [row for row in stands if row.status == CaseStatus.OPEN]
    return Dashboard(
        types=tuple(_type_count(type, [row for row in stands if row.type == type]) for type in _distinct(stands)),
        stages=tuple(StageCount(type=row.type, stage=row.stage, open=row.cases) for row in opened),
        roles=tuple(RoleCount.model_validate(row) for row in roles),
    )


def _distinct(stands: Sequence[Any]) -> list[str]:
    return list(dict.fromkeys(row.type for row in stands))


def _type_count(type: str, stands: Sequence[Any]) -> TypeCount:
    opened = [row for row in stands if row.status == CaseStatus.OPEN]
    return TypeCount(
        type=type,
        open=sum(row.cases for row in opened),
        overdue=sum(row.overdue for row in opened),
        ended=sum(row.cases for row in stands if row.status == CaseStatus.ENDED),
    )
