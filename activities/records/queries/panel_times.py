"""How long things took, for whoever manages: cases begun and ended by month, stays in stages, use of the deadlines.

Days are continuous, with fractions; months are those of the legal calendar (America/Cuiaba). `since` is a legal date.
"""

from datetime import date, datetime

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.panel import read
from activities.records.queries.views import View
from workflows.clock.instants import ZONE, lapse_instant

MONTHS = 12


class MonthCount(View):
    """Cases that began and that ended in the month of which `month` is the first day."""

    month: date
    started: int
    ended: int


class StageTime(View):
    """Stays in a stage. `stage` is empty for what comes before the first one.

    Of the `left` ones that ended since: the median, and what nine in ten do not exceed (`most_days`). Of the `here`
    ones that go on: the longest. None where there is none.
    """

    type: str
    stage: str
    left: int
    median_days: float | None
    most_days: float | None
    here: int
    longest_days: float | None


class CaseTime(View):
    """How long cases of a type took from start to end, of those that ended since."""

    type: str
    ended: int
    median_days: float
    most_days: float


class DeadlineUse(View):
    """The deadlines of one declaration that were met or lapsed since: in time, late or never, and days used.

    `amount` and `unit` are their budget, None where it was not the same for all.
    """

    decl: str
    type: str
    title: str
    provision: str
    amount: int | None
    unit: str | None
    in_time: int
    late: int
    median_days: float


_MONTHS = text("""
WITH months AS (SELECT CAST(m AS date) AS month
                  FROM generate_series(CAST(:first AS timestamp), CAST(:last AS timestamp), '1 month') AS m),
started AS (SELECT CAST(date_trunc('month', started_on) AS date) AS month, count(*) AS n
              FROM cases WHERE started_on >= :first GROUP BY 1),
ended AS (SELECT CAST(date_trunc('month', ended_at AT TIME ZONE :zone) AS date) AS month, count(*) AS n
            FROM cases WHERE ended_at >= :since GROUP BY 1)
SELECT month, coalesce(started.n, 0) AS started, coalesce(ended.n, 0) AS ended
  FROM months LEFT JOIN started USING (month) LEFT JOIN ended USING (month) ORDER BY month
""")
_STAGES = text("""
WITH over AS (
  SELECT case_type, stage, count(*) AS left,
         percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY left_at - entered_at) AS took
    FROM stage_visits WHERE left_at >= :since GROUP BY case_type, stage
), under_way AS (
  SELECT case_type, stage, count(*) AS here, min(entered_at) AS oldest
    FROM stage_visits WHERE left_at IS NULL GROUP BY case_type, stage
)
SELECT case_type AS type, stage, coalesce(over.left, 0) AS left, coalesce(here, 0) AS here,
       date_part('epoch', took[1]) / 86400 AS median_days, date_part('epoch', took[2]) / 86400 AS most_days,
       date_part('epoch', CAST(:now AS timestamptz) - oldest) / 86400 AS longest_days
  FROM over FULL JOIN under_way USING (case_type, stage) ORDER BY case_type, stage
""")
_CASES = text("""
SELECT type, ended, date_part('epoch', took[1]) / 86400 AS median_days, date_part('epoch', took[2]) / 86400 AS most_days
  FROM (
    SELECT type, count(*) AS ended,
           percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY ended_at - started_at) AS took
      FROM cases WHERE ended_at >= :since GROUP BY type
  ) AS taken ORDER BY type
""")
# The median is taken from how many used so many days: there are far fewer of these than of deadlines.
_DEADLINES = text("""
WITH closed AS (
  SELECT decl, type, amount, unit, used, sum(ended) AS n, sum(met) AS met
    FROM use_tallies WHERE day >= :since GROUP BY decl, type, amount, unit, used HAVING sum(ended) > 0
), ranked AS (
  SELECT *, sum(n) OVER each AS total, sum(n) OVER (each ORDER BY used) AS until
    FROM closed WINDOW each AS (PARTITION BY decl, type)
), uses AS (
  SELECT decl, type, sum(met) AS in_time, sum(n) - sum(met) AS late,
         CASE WHEN count(DISTINCT (amount, unit)) = 1 THEN min(amount) END AS amount,
         CASE WHEN count(DISTINCT (amount, unit)) = 1 THEN min(unit) END AS unit,
         (min(used) FILTER (WHERE until * 2 >= total) + min(used) FILTER (WHERE until * 2 > total)) / 2.0 AS median_days
    FROM ranked GROUP BY decl, type
)
SELECT u.decl, u.type, d.title, d.provision, u.amount, u.unit, u.in_time, u.late, u.median_days
  FROM uses u, LATERAL (
    SELECT title, provision FROM deadlines WHERE decl = u.decl AND closed_at IS NOT NULL ORDER BY closed_at LIMIT 1
  ) AS d ORDER BY u.late DESC, u.in_time DESC, u.decl
""")


async def month_counts(session: AsyncSession, today: date) -> tuple[MonthCount, ...]:
    """Cases begun and ended in each of the last twelve months, the current one included."""
    last = today.replace(day=1)
    first = year_before(last)
    values = {"first": first, "last": last, "since": _start(first), "zone": ZONE.key}
    return await read(session, _MONTHS, MonthCount, values)


async def stage_times(session: AsyncSession, since: date, now: datetime) -> tuple[StageTime, ...]:
    """How long cases stayed in each stage, and have been there."""
    return await read(session, _STAGES, StageTime, {"since": _start(since), "now": now})


async def case_times(session: AsyncSession, since: date) -> tuple[CaseTime, ...]:
    """How long cases of each type took."""
    return await read(session, _CASES, CaseTime, {"since": _start(since)})


async def deadline_uses(session: AsyncSession, since: date) -> tuple[DeadlineUse, ...]:
    """How much of its deadline each kind of act used; those kept worst first."""
    return await read(session, _DEADLINES, DeadlineUse, {"since": since})


def year_before(month: date) -> date:
    """The first of twelve months that end with the one of which `month` is the first day."""
    return date(month.year, 1, 1) if month.month == 12 else date(month.year - 1, month.month + 1, 1)


def _start(day: date) -> datetime:
    """The first instant of a legal date."""
    return lapse_instant(date.fromordinal(day.toordinal() - 1))
