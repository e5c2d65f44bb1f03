"""Service promises: the body's second clock, beside the law's and never in its place.

The promise that holds is the one in force on the legal date on which a task was offered, or a stage entered. Its date
is derived whenever it is read, on the body's working days: day zero does not count, a last day without work rolls to
the next working one, and nothing suspends it, not even what suspends the legal deadline.
"""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.administration import What, administer, one_at_a_time
from activities.records.context import load_calendars
from activities.records.engine import Sessions
from activities.records.tables import ServicePromiseRow
from workflows.clock import Binds, Budget, Calendar, Nature, Term, Unit, count, local_date

CALENDAR = "mt-cuiaba"
"""The working days of the body."""
ONE_DAY = timedelta(days=1)


def stage_target(case_type: str, stage: str) -> str:
    """What a promise of a stage is recorded under."""
    return f"{case_type}:{stage}"


def is_stage(target: str) -> bool:
    """Whether a promise is of a stage, and not of a kind of task."""
    return ":" in target


class Promised(NamedTuple):
    """What is promised of one task or stay: until when (legal date), and by which promise."""

    due: date
    promise: ServicePromiseRow


class Stretch(NamedTuple):
    """The tasks or stays of `target` that began from `first` to `last`, legal dates, both included."""

    target: str
    first: date
    last: date


class Promises:
    """Every promise there is or was, and the calendar that their days are counted on."""

    def __init__(self, rows: Iterable[ServicePromiseRow], calendar: Calendar | None) -> None:
        self.rows = tuple(sorted(rows, key=lambda row: (row.target, row.since)))
        self._calendar = calendar
        self._by_target: dict[str, list[ServicePromiseRow]] = {}
        for row in self.rows:
            self._by_target.setdefault(row.target, []).append(row)

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def targets(self) -> tuple[str, ...]:
        """All of which anything was ever promised."""
        return tuple(self._by_target)

    def in_force(self, target: str, on: date) -> ServicePromiseRow | None:
        """The promise for what begins on the legal date `on`; None when nothing is promised then."""
        known = [row for row in self._by_target.get(target, ()) if row.since <= on]
        return known[-1] if known and known[-1].amount is not None else None

    def of(self, target: str, began_at: datetime) -> Promised | None:
        """What is promised of a task offered, or of a stage entered, at the aware instant `began_at`."""
        began = local_date(began_at)
        row = self.in_force(target, began)
        return Promised(self.due(row, began), row) if row else None

    def due(self, row: ServicePromiseRow, began: date) -> date:
        """The last day of the promise `row` for what began on `began`."""
        budget = Budget(amount=row.amount or 0, unit=Unit(row.unit))
        term = Term(
            budget=budget, anchor=began, nature=Nature.ADMINISTRATIVE, binds=Binds.ADMINISTRACAO, recess=False,
            calendar=CALENDAR,
        )  # fmt: skip
        assert self._calendar is not None
        due = count(term, self._calendar).due
        assert due is not None
        return due

    def with_row(self, row: ServicePromiseRow) -> "Promises":
        """The promises as they would be with `row` among them."""
        kept = (one for one in self.rows if (one.target, one.since) != (row.target, row.since))
        return Promises((*kept, row), self._calendar)

    def stretches(self, today: date) -> tuple[Stretch, ...]:
        """When something must have begun, up to `today`, for anything to be promised of it."""
        return tuple(Stretch(row.target, row.since, last) for row, last in self._periods(today))

    def late(self, today: date) -> tuple[Stretch, ...]:
        """When what is not done by now must have begun for its promise to be missed by `today`."""
        found = []
        for row, last in self._periods(today):
            if begun := self._late_days(row, last, today):
                found.append(Stretch(row.target, row.since, row.since + ONE_DAY * (begun - 1)))
        return tuple(found)

    def _late_days(self, row: ServicePromiseRow, last: date, today: date) -> int:
        """For how many of the days from the promise's first to `last` the promised day is before `today`."""
        days = range((last - row.since).days + 1)
        # The later the beginning, the later the promised day, or the same.
        return bisect_left(days, True, key=lambda n: self.due(row, row.since + ONE_DAY * n) >= today)

    def _periods(self, today: date) -> Iterator[tuple[ServicePromiseRow, date]]:
        """Each promise with the last day, up to `today`, on which it is in force."""
        for rows in self._by_target.values():
            for row, following in zip(rows, (*rows[1:], None), strict=True):
                last = min(following.since - ONE_DAY, today) if following else today
                if row.amount is not None and row.since <= last:
                    yield row, last

    def days(self, target: str, until: date) -> str:
        """The promised day for each day on which something may have begun, up to `until`; JSON for SQL."""
        return json.dumps([{"day": day.isoformat(), "due": due.isoformat()} for day, due in self._days(target, until)])

    def _days(self, target: str, until: date) -> Iterator[tuple[date, date]]:
        known = self._by_target.get(target, [])
        day = known[0].since if known else until + ONE_DAY
        while day <= until:
            row = self.in_force(target, day)
            if row is not None:
                yield day, self.due(row, day)
            day += ONE_DAY


async def load_promises(session: AsyncSession, *, counting: bool = False) -> Promises:
    """Every promise. The body's calendar is read only when there is one, or when there will be (`counting`)."""
    rows = (await session.exec(select(ServicePromiseRow))).all()
    data = (await load_calendars(session))[CALENDAR] if rows or counting else None
    return Promises(rows, Calendar(data) if data else None)


async def set_promise(sessions: Sessions, author: str, row: ServicePromiseRow) -> int:
    """Make the promise `row`, by its act; answers the number of the administrative fact, which `row` gets too."""
    async with sessions() as session:
        await one_at_a_time(session)
        earlier = select(ServicePromiseRow).where(
            col(ServicePromiseRow.target) == row.target, col(ServicePromiseRow.since) <= row.since
        )
        found = (await session.exec(earlier.order_by(col(ServicePromiseRow.since).desc()).limit(1))).one_or_none()
        data = {"target": row.target, "before": _said(found), "after": _said(row)}
        values = row.model_dump(exclude={"admin_seq"})
        values["admin_seq"] = await administer(session, author, What.PROMISE, data, row.act)
        changed = {name: value for name, value in values.items() if name not in ("target", "since")}
        statement = insert(ServicePromiseRow).values(values)
        await session.exec(statement.on_conflict_do_update(index_elements=["target", "since"], set_=changed))
        await session.commit()
    return int(values["admin_seq"])


def _said(row: ServicePromiseRow | None) -> dict[str, Any] | None:
    """What the record says of a promise."""
    return row.model_dump(mode="json", exclude={"target", "act", "admin_seq"}) if row else None
