"""Counting for whoever manages: what is open, late and near, where, with whom, and for how long. Of the whole body.

Every count is made by the same conditions as the lists that open behind it (`CaseFilter`, `TaskFilter`,
`DeadlineFilter`); those of tasks and deadlines are kept counted (`activities.records.tables.tallies`). `today` is the
legal date; `soon` is from today to seven days later, both included.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import TextClause, text
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.views import View
from activities.records.tables.cases import OPEN_TASK
from workflows.clock import Binds

SOON = timedelta(days=7)
WEEKS = 12
AGES: tuple[tuple[int, int | None], ...] = ((0, 30), (31, 90), (91, 180), (181, 365), (366, None))
"""Groups of open cases by age: from so many continuous days since the start to so many, both included."""

V = TypeVar("V", bound=View)


class StageCount(View):
    """Open cases of one type at one stage: all, with a date before today, and with one that is near."""

    type: str
    stage: str
    open: int
    overdue: int
    soon: int


class RoleCount(View):
    """Open tasks asked of one role: all, nobody's yet, late, and near."""

    role: str
    open: int
    free: int
    overdue: int
    soon: int


class OwnerCount(View):
    """Open tasks that are with one person."""

    owner: str
    open: int
    overdue: int
    soon: int


class ActCount(View):
    """Open tasks of one declaration, and for how many days they have waited: on average, and the longest."""

    decl: str
    type: str
    title: str
    open: int
    overdue: int
    mean_days: float
    longest_days: float


class DeadlineCount(View):
    """Deadlines that ask for an act: late, due today, near, suspended, provisional. `oldest` is the first late date."""

    overdue: int
    today: int
    soon: int
    suspended: int
    provisional: int
    oldest: date | None


class WeekCount(View):
    """Deadlines that ask for an act in the week that begins on the Monday `monday`; those before today left out."""

    monday: date
    administration: int
    others: int


class AgeCount(View):
    """Open cases that began from `least` to `most` days ago; no `most`: earlier still."""

    least: int
    most: int | None
    open: int


_CASES = text("""
SELECT type, stage, count(*) AS open, count(*) FILTER (WHERE sort_due < :today) AS overdue,
       count(*) FILTER (WHERE sort_due >= :today AND sort_due <= :soon) AS soon
  FROM cases WHERE status = 'aberto' GROUP BY type, stage ORDER BY type, stage
""")
_ROLES = text("""
SELECT role, sum(open) AS open, sum(free) AS free, coalesce(sum(open) FILTER (WHERE day < :today), 0) AS overdue,
       coalesce(sum(open) FILTER (WHERE day >= :today AND day <= :soon), 0) AS soon
  FROM task_tallies GROUP BY role HAVING sum(open) > 0 ORDER BY role
""")
_OWNERS = text(f"""
SELECT owner, count(*) AS open, count(*) FILTER (WHERE sort_due < :today) AS overdue,
       count(*) FILTER (WHERE sort_due >= :today AND sort_due <= :soon) AS soon
  FROM tasks WHERE {OPEN_TASK} AND owner IS NOT NULL GROUP BY owner ORDER BY owner
""")
_ACTS = text(f"""
SELECT a.decl, one.type, one.title, a.open, a.overdue, a.mean_days,
       date_part('epoch', CAST(:now AS timestamptz) - oldest.offered_at) / 86400 AS longest_days
  FROM (
    SELECT decl, sum(open) AS open, coalesce(sum(open) FILTER (WHERE day < :today), 0) AS overdue,
           (date_part('epoch', CAST(:now AS timestamptz)) - sum(offered_s) / sum(open)) / 86400 AS mean_days
      FROM task_tallies GROUP BY decl HAVING sum(open) > 0
  ) AS a, LATERAL (
    SELECT case_type AS type, title FROM tasks WHERE decl = a.decl AND {OPEN_TASK} ORDER BY sort_due, id LIMIT 1
  ) AS one, LATERAL (
    SELECT offered_at FROM tasks WHERE decl = a.decl AND {OPEN_TASK} ORDER BY offered_at LIMIT 1
  ) AS oldest
 ORDER BY a.mean_days * CAST(a.open AS float) DESC, a.decl
""")
_DEADLINES = text("""
WITH days AS (
  SELECT day, suspended, sum(open) AS open, sum(provisional) AS provisional
    FROM due_tallies GROUP BY day, suspended HAVING sum(open) > 0
)
SELECT coalesce(sum(open) FILTER (WHERE day < :today), 0) AS overdue,
       coalesce(sum(open) FILTER (WHERE day = :today), 0) AS today,
       coalesce(sum(open) FILTER (WHERE day >= :today AND day <= :soon), 0) AS soon,
       coalesce(sum(open) FILTER (WHERE suspended), 0) AS suspended, coalesce(sum(provisional), 0) AS provisional,
       min(day) FILTER (WHERE day < :today) AS oldest
  FROM days
""")
_WEEKS = text(f"""
SELECT CAST(date_trunc('week', day) AS date) AS monday,
       coalesce(sum(open) FILTER (WHERE binds = '{Binds.ADMINISTRACAO}'), 0) AS administration,
       coalesce(sum(open) FILTER (WHERE binds <> '{Binds.ADMINISTRACAO}'), 0) AS others
  FROM due_tallies WHERE day >= :today AND day < :end GROUP BY 1 ORDER BY 1
""")
_AGES = text("""
SELECT count(*) AS open, CAST(:today AS date) - started_on AS days
  FROM cases WHERE status = 'aberto' GROUP BY started_on
""")


async def stage_counts(session: AsyncSession, today: date) -> tuple[StageCount, ...]:
    """Open cases by type and stage, in the order of their ids."""
    return await read(session, _CASES, StageCount, _near(today))


async def role_counts(session: AsyncSession, today: date) -> tuple[RoleCount, ...]:
    """Open tasks by the role they are asked of."""
    return await read(session, _ROLES, RoleCount, _near(today))


async def owner_counts(session: AsyncSession, today: date) -> tuple[OwnerCount, ...]:
    """Open tasks by the person they are with."""
    return await read(session, _OWNERS, OwnerCount, _near(today))


async def act_counts(session: AsyncSession, today: date, now: Any) -> tuple[ActCount, ...]:
    """Open tasks by declaration, those that have waited most, all together, first. `now` is an aware instant."""
    return await read(session, _ACTS, ActCount, {"today": today, "now": now})


async def deadline_counts(session: AsyncSession, today: date) -> DeadlineCount:
    """How the deadlines that ask for an act stand."""
    return (await read(session, _DEADLINES, DeadlineCount, _near(today)))[0]


async def week_counts(session: AsyncSession, today: date) -> tuple[WeekCount, ...]:
    """Deadlines by the week in which they fall, for twelve weeks from the current one, empty weeks included."""
    first = today - timedelta(days=today.weekday())
    mondays = [first + timedelta(weeks=n) for n in range(WEEKS)]
    end = first + timedelta(weeks=WEEKS)
    found = {one.monday: one for one in await read(session, _WEEKS, WeekCount, {"today": today, "end": end})}
    return tuple(found.get(one) or WeekCount(monday=one, administration=0, others=0) for one in mondays)


async def age_counts(session: AsyncSession, today: date) -> tuple[AgeCount, ...]:
    """Open cases by how long ago they began; every group of `AGES`."""
    rows = (await (await session.connection()).execute(_AGES, {"today": today})).all()
    return tuple(
        AgeCount(least=least, most=most, open=sum(row.open for row in rows if _within(max(row.days, 0), least, most)))
        for least, most in AGES
    )


def _within(days: int, least: int, most: int | None) -> bool:
    return days >= least and (most is None or days <= most)


def _near(today: date) -> dict[str, date]:
    return {"today": today, "soon": today + SOON}


async def read(session: AsyncSession, statement: TextClause, kind: type[V], values: Mapping[str, Any]) -> tuple[V, ...]:
    """The rows of `statement` as views."""
    rows: Sequence[Any] = (await (await session.connection()).execute(statement, values)).all()
    return tuple(kind.model_validate(row) for row in rows)
