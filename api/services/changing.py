"""What a change of what is decreed would move, case by case, before anything moves. Nothing here writes.

The rule of transition is the kernel's own (`workflows.kernel.reach`): the cases apply it when they learn of the act, so
what is foretold here is what they do. Cases are read a few at a time; nothing grows with their number.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import context as decreed
from activities.records.queries.reached import LiveCase, live_cases
from api.door import Door
from api.problems import not_found
from workflows.clock import Calendar, Policy, SpecialDay, format_date, local_date
from workflows.kernel import reach, registry, schedules
from workflows.kernel.state import Amendment, Context, DeadlineState, ParameterOverride
from workflows.kernel.words import Deadline


class _Change(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    act: str = Field(min_length=1, max_length=500)


class DaysChange(_Change):
    """Days of a calendar; every deadline counted on it loses or wins them."""

    kind: Literal["days"] = "days"
    calendar: str
    days: tuple[SpecialDay, ...]
    reaches_open: Literal[True] = True


class ParameterChange(_Change):
    """A value of a parameter, as JSON; None gives the matter back to the norm."""

    kind: Literal["parameter"] = "parameter"
    key: str
    value: Any = None
    since: date
    reaches_open: bool = False


class PolicyChange(_Change):
    """Another way of counting days."""

    kind: Literal["policy"] = "policy"
    policy: Policy
    since: date
    reaches_open: bool = False


class AmendmentChange(_Change):
    """A new text, or time, of a provision."""

    kind: Literal["amendment"] = "amendment"
    amendment: Amendment

    @property
    def reaches_open(self) -> bool:
        """Whether the act says that what is open goes by it too."""
        return self.amendment.reaches_open


Change = DaysChange | ParameterChange | PolicyChange | AmendmentChange
AnyChange = Annotated[Change, Field(discriminator="kind")]


class Moved(BaseModel):
    """A day of a live case that the change touches: of an open deadline, or of the case's agenda (`deadline` None).

    `covered`: the rule of transition moves it from `before` to `after` (None: suspended, or no more such day). Else it
    stays on `before`, and `after` is what the change alone would give; `reason` says why, either way.
    """

    model_config = ConfigDict(frozen=True)

    case: str
    type: str
    label: str
    deadline: str | None
    decl: str
    title: str
    provision: str
    before: date | None
    after: date | None
    covered: bool
    reason: str


@dataclass
class Totals:
    """How much a change touches: days that move and that stay, and in how many of the live cases that were read."""

    cases: int = 0
    touched: int = 0
    moving_cases: int = 0
    moves: int = 0
    stays: int = 0

    def add(self, rows: Sequence[Moved]) -> None:
        """Count what one case has."""
        moves = sum(row.covered for row in rows)
        self.cases += 1
        self.touched += bool(rows)
        self.moving_cases += bool(moves)
        self.moves += moves
        self.stays += len(rows) - moves


@dataclass(frozen=True)
class _Sight:
    """What is decreed now, what would be, and what would be if the act reached everything."""

    change: Change
    now: Context
    then: Context
    wide: Context
    today: date
    made: dict[int, Calendar] = field(default_factory=dict)

    def calendar(self, context: Context, name: str) -> Calendar:
        data = context.calendars[name]
        if id(data) not in self.made:
            self.made[id(data)] = Calendar(data)
        return self.made[id(data)]


async def preview(door: Door, change: Change, *, after: str = "") -> AsyncIterator[tuple[str, list[Moved]]]:
    """What `change` touches, case by case: the case's id and its rows, none where it touches nothing. Cases come by id,
    from the one after `after` on.

    Raises:
        Problem: 404 for a calendar that is not kept.
    """
    async with door.records() as session:
        sight = await _sight(session, change, door.now())
        async for cases in live_cases(session, types=_types(change), after=after, inputs=_agendas(change)):
            for found in await asyncio.to_thread(_read, sight, cases):
                yield found


async def first_rows(
    door: Door, change: Change, most: int, *, after: str = "", count: bool = True
) -> tuple[list[Moved], str | None, Totals]:
    """The rows of whole cases until there are `most`, the case to go on after (None: there is no more), and the totals
    of all that comes after `after`; without `count`, only of what was read to answer."""
    rows: list[Moved] = []
    last, more, totals = None, False, Totals()
    async for case, found in preview(door, change, after=after):
        totals.add(found)
        if len(rows) < most:
            rows += found
            last = case
            continue
        more = more or bool(found)
        if more and not count:
            break
    return rows, last if more else None, totals


async def everything(door: Door, change: Change) -> AsyncIterator[Moved]:
    """Every row, one after the other."""
    async for _, found in preview(door, change):
        for row in found:
            yield row


def _read(sight: _Sight, cases: Iterable[LiveCase]) -> list[tuple[str, list[Moved]]]:
    return [(one.id, [*_deadlines(sight, one), *_agenda(sight, one)]) for one in cases]


def _deadlines(sight: _Sight, case: LiveCase) -> Iterator[Moved]:
    known = registry.declarations()
    for one in case.deadlines:
        found = known.get(one.decl)
        decl = found if isinstance(found, Deadline) else None
        if not _concerns(sight.change, decl, one):
            continue
        stands = _counted(sight, sight.then, decl, one, case, sight.today)
        if stands.due != one.due:
            yield _row(case, one, stands.due, True, _why_it_moves(sight.change, stands.kept_because))
            continue
        on = max(sight.today, _since(sight.change, sight.today))
        would = stands if sight.wide is sight.then else _counted(sight, sight.wide, decl, one, case, on)
        if would.computed != _counted(sight, sight.now, decl, one, case, sight.today).computed:
            kept = stands.kept_because if stands.computed == would.computed else None
            yield _row(case, one, would.computed, False, kept or _why_it_stays(case))


def _counted(
    sight: _Sight, context: Context, decl: Deadline | None, one: DeadlineState, case: LiveCase, on: date
) -> reach.Recounted:
    calendar = sight.calendar(context, one.term.calendar)
    return reach.recounted(decl, one, context, calendar, case.started_on, on)


def _agenda(sight: _Sight, case: LiveCase) -> Iterator[Moved]:
    if not isinstance(sight.change, ParameterChange):
        return
    known = schedules.Sight(case.input, case.started_at, case.deadlines, sight.today)
    for schedule in schedules.moved_by(sight.change.key).get(case.type, ()):
        covered = sight.change.reaches_open
        contexts = (sight.now, sight.then if covered else sight.wide)
        why = _why_it_moves(sight.change, None) if covered else _why_it_stays(case)
        for one in schedules.shifted(schedule, known, contexts):
            yield Moved(
                case=case.id, type=case.type, label=case.label, deadline=None, decl=schedule.id, title=one.title,
                provision=schedule.provision.id, before=one.before, after=one.after, covered=covered, reason=why,
            )  # fmt: skip


def _row(case: LiveCase, one: DeadlineState, after: date | None, covered: bool, reason: str) -> Moved:
    return Moved(
        case=case.id, type=case.type, label=case.label, deadline=one.id, decl=one.decl, title=one.title,
        provision=one.provision, before=one.due, after=after, covered=covered, reason=reason,
    )  # fmt: skip


def _why_it_moves(change: Change, kept: str | None) -> str:
    if isinstance(change, DaysChange):
        why = f"{change.act} muda dias da contagem."
    else:
        why = f"{change.act} alcança o que já está aberto."
    return f"{why} {kept}" if kept else why


def _why_it_stays(case: LiveCase) -> str:
    began = format_date(case.started_on)
    return f"O processo começou em {began}, e o ato não alcança o que já estava aberto: fica a data que há."


def _concerns(change: Change, decl: Deadline | None, one: DeadlineState) -> bool:
    if isinstance(change, DaysChange):
        return one.term.calendar == change.calendar
    return isinstance(change, PolicyChange) or (decl is not None and _sets(change, decl))


def _sets(change: ParameterChange | AmendmentChange, decl: Deadline) -> bool:
    if isinstance(change, ParameterChange):
        return decl.parameter is not None and decl.parameter.key == change.key
    return decl.budget is not None and change.amendment.gives(decl.id, decl.provision.id)


def _types(change: Change) -> list[str] | None:
    """The procedures whose cases the change can touch; None where any may."""
    if isinstance(change, DaysChange | PolicyChange):
        return None
    found = dict(schedules.moved_by(change.key)) if isinstance(change, ParameterChange) else {}
    for type_id in registry.procedures():
        if any(_sets(change, decl) for decl in registry.declared(type_id, Deadline)):
            found.setdefault(type_id, ())
    return sorted(found)


def _agendas(change: Change) -> list[str]:
    """The procedures whose cases' agendas the change can move."""
    return sorted(schedules.moved_by(change.key)) if isinstance(change, ParameterChange) else []


def _since(change: Change, today: date) -> date:
    match change:
        case DaysChange():
            return today
        case AmendmentChange():
            return change.amendment.since
        case _:
            return change.since


async def _sight(session: AsyncSession, change: Change, instant: datetime) -> _Sight:
    now = await decreed.load_context(session)
    match change:
        case DaysChange():
            then = wide = _with_days(now, change)
        case ParameterChange():
            then, wide = (_with_value(now, change, reaches, instant) for reaches in (change.reaches_open, True))
        case PolicyChange():
            later = any(row.since > change.since for row in await decreed.list_policies(session))
            then, wide = (_with_policy(now, change, reaches, later) for reaches in (change.reaches_open, True))
        case AmendmentChange():
            reaching = change.amendment.model_copy(update={"reaches_open": True})
            then, wide = (_with_amendment(now, one) for one in (change.amendment, reaching))
    return _Sight(change, now, then, wide, local_date(instant))


def _with_days(now: Context, change: DaysChange) -> Context:
    data = now.calendars.get(change.calendar)
    if data is None:
        raise not_found("Este calendário não existe.")
    replaced = {day.day for day in change.days}
    days = (*(day for day in data.days if day.day not in replaced), *change.days)
    changed = data.model_copy(update={"days": tuple(sorted(days, key=lambda day: day.day))})
    return now.model_copy(update={"calendars": {**now.calendars, change.calendar: changed}})


def _with_value(now: Context, change: ParameterChange, reaches: bool, entered: datetime) -> Context:
    made = ParameterOverride(
        key=change.key, value=change.value, since=change.since, act=change.act, reaches_open=reaches, entered_at=entered
    )
    kept = (one for one in now.parameters if (one.key, one.since) != (change.key, change.since))
    every = sorted((*kept, made), key=lambda one: (one.key, one.since))
    return now.model_copy(update={"parameters": tuple(every)})


def _with_policy(now: Context, change: PolicyChange, reaches: bool, later: bool) -> Context:
    """A later act that already chose another stays in force."""
    if later:
        return now
    return now.model_copy(update={"policy": change.policy, "policy_reaches_open": reaches})


def _with_amendment(now: Context, made: Amendment) -> Context:
    key = (made.provision, made.since, made.decl)
    kept = (one for one in now.amendments if (one.provision, one.since, one.decl) != key)
    return now.model_copy(update={"amendments": (*kept, made)})
