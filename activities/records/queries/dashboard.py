"""Counting: how many cases and tasks stand where, for whoever manages."""

from datetime import date, timedelta

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.views import View

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
    types: tuple[TypeCount, ...]
    stages: tuple[StageCount, ...]
    roles: tuple[RoleCount, ...]


_TYPES = text("""
SELECT type, count(*) FILTER (WHERE status = 'aberto') AS open,
       count(*) FILTER (WHERE status = 'aberto' AND sort_due < :today) AS overdue,
       count(*) FILTER (WHERE status = 'encerrado') AS ended
  FROM cases GROUP BY type ORDER BY type
""")
_STAGES = text("""
SELECT type, stage, count(*) AS open FROM cases WHERE status = 'aberto' GROUP BY type, stage ORDER BY type, stage
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
    days = {"today": today, "soon": today + SOON}
    types = await connection.execute(_TYPES, {"today": today})
    stages = await connection.execute(_STAGES)
    roles = await connection.execute(_ROLES, days)
    return Dashboard(
        types=tuple(TypeCount.model_validate(row) for row in types),
        stages=tuple(StageCount.model_validate(row) for row in stages),
        roles=tuple(RoleCount.model_validate(row) for row in roles),
    )
