"""What would become of the deadlines of a case if something were otherwise. Pure: nothing is decided or written.

What runs already is counted again by the rules by which the case itself would count it. What has not begun is merely
foreseeable: the flow says what may come, and each act is taken to be done on the last day that it would have.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workflows import clock
from workflows.clock import (
    Budget,
    Calendar,
    CalendarData,
    Count,
    Extension,
    Nature,
    SpecialDay,
    Suspension,
    Term,
    count,
    settle,
)
from workflows.kernel.flow import Flow
from workflows.kernel.registry import declaration
from workflows.kernel.state import DeadlineState, DeadlineStatus
from workflows.kernel.words import Deadline, HumanTask

SUPPOSED = "suposto"
BudgetOf = Callable[[Deadline], Budget | None]
TermOf = Callable[[Deadline, Budget, date], Term]


@dataclass(frozen=True)
class Act:
    """What deadlines are counted from: what happened, and the day on which it did."""

    what: str
    on: date


@dataclass(frozen=True)
class Supposition:
    """What is supposed. `act` happens `on` another day; the deadline with the id `deadline` is held from `held_from`
    (until `held_until`) and extended by `more`; on `closed` the body does not work."""

    act: Act | None = None
    on: date | None = None
    deadline: str = ""
    held_from: date | None = None
    held_until: date | None = None
    more: Extension | None = None
    closed: date | None = None


@dataclass(frozen=True)
class Outcome:
    """A deadline that runs, as it stands and as it would: `due` is None while it would be held. `computed` is what the
    count alone gives, and `kept_because` why that is not what would stand."""

    deadline: DeadlineState
    term: Term
    due: date | None
    computed: date | None
    kept_because: str | None = None
    provisional: bool = False

    @property
    def moves(self) -> bool:
        """Whether another day, or none, would stand."""
        return self.due != self.deadline.due


@dataclass(frozen=True)
class Foreseen:
    """A deadline that has not begun: it would be over on `before` as things stand, on `after` as supposed, if what
    comes before it (`behind`, a node of the flow) took all the time that it has."""

    node: str
    decl: Deadline
    behind: str
    before: date
    after: date


def act_of(deadline: DeadlineState) -> Act:
    """What `deadline` is counted from."""
    return Act(deadline.anchor_of, deadline.term.anchor)


def with_closed(calendar: CalendarData, day: date | None) -> Calendar:
    """The calendar, with `day` closed."""
    if day is None:
        return Calendar(calendar)
    kept = tuple(one for one in calendar.days if one.day != day)
    days = sorted((*kept, SpecialDay(day=day, name=SUPPOSED)), key=lambda one: one.day)
    return Calendar(calendar.model_copy(update={"days": tuple(days)}))


def suppose(
    deadlines: Iterable[DeadlineState], calendars: Mapping[str, CalendarData], wanted: Supposition, today: date
) -> tuple[Outcome, ...]:
    """Each deadline that can still move, as it would stand on the legal date `today`.

    Raises:
        LedgerError: when the clock does not admit what is supposed, in its own words.
    """
    return tuple(
        _outcome(one, with_closed(calendars[one.term.calendar], wanted.closed), wanted, today)
        for one in deadlines
        if one.status in (DeadlineStatus.OPEN, DeadlineStatus.SUSPENDED)
    )


def _outcome(deadline: DeadlineState, calendar: Calendar, wanted: Supposition, today: date) -> Outcome:
    term = deadline.term
    if wanted.act is not None and wanted.on is not None and act_of(deadline) == wanted.act:
        term = clock.reanchor(term, wanted.on)
    decided = _decided(deadline, term, calendar, wanted, today)
    counted = count(decided, calendar)
    if decided != term:
        return _by_decision(deadline, decided, counted)
    settled = settle(term, calendar, announced=deadline.due or deadline.announced, today=today)
    return Outcome(deadline, term, settled.due, settled.computed, settled.kept_because, counted.provisional)


def _decided(deadline: DeadlineState, term: Term, calendar: Calendar, wanted: Supposition, today: date) -> Term:
    """`term` with what is supposed to be decided on this deadline."""
    if deadline.id != wanted.deadline:
        return term
    if wanted.held_from is not None:
        held = Suspension(from_=wanted.held_from, act=SUPPOSED)
        term = clock.suspend(term, calendar, held, announced=deadline.announced)
        term = clock.resume(term, wanted.held_until) if wanted.held_until is not None else term
    if wanted.more is not None:
        term = clock.extend(term, calendar, wanted.more, on=today, announced=deadline.announced)
    return term


def _by_decision(deadline: DeadlineState, term: Term, counted: Count) -> Outcome:
    """A decision moves the date by itself; only what was announced to a private party is not taken back."""
    due = counted.due
    if due is not None and deadline.announced is not None:
        due = max(due, deadline.announced)
    return Outcome(deadline, term, due, counted.due, provisional=counted.provisional)


def foresee(
    flow: Flow,
    standing: Mapping[str, tuple[date, date]],
    budget_of: BudgetOf,
    term_of: TermOf,
    calendars: tuple[Calendar, Calendar],
    begun: Iterable[str] = (),
) -> tuple[Foreseen, ...]:
    """The deadlines of the acts that may follow the nodes of `standing`, in the flow's order.

    `standing` says, of each open node, when its time is over as things stand and as supposed; `calendars` are likewise
    two. An act whose time the norm does not say is taken to cost none; so is one under a deadline that has `begun` (ids
    of declarations), which is counted already.
    """
    over, found, known = dict(standing), [], set(begun)
    for node in flow.ahead(standing):
        before = [edge.source for edge in flow.edges if edge.target == node and edge.source in over]
        if not before or node in over:
            continue
        behind = max(before, key=lambda source: over[source])
        over[node] = over[behind]
        decl = deadline_at(node)
        budget = budget_of(decl) if decl is not None else None
        if decl is None or budget is None or decl.id in known or decl.nature is Nature.CYCLE:
            continue
        known.add(decl.id)
        both = zip(over[behind], calendars, strict=True)
        ends = [count(term_of(decl, budget, day), calendar).due for day, calendar in both]
        if ends[0] is not None and ends[1] is not None:
            over[node] = ends[0], ends[1]
            found.append(Foreseen(node, decl, behind, *over[node]))
    return tuple(found)


def deadline_at(node: str) -> Deadline | None:
    """The deadline declared for a node of a flow: its own, or that of the act asked there or that it is done under."""
    try:
        found = declaration(node)
    except KeyError:
        return None
    if isinstance(found, HumanTask):
        return found.deadline or found.within
    return found if isinstance(found, Deadline) else None


def acts_of(deadlines: Sequence[DeadlineState]) -> dict[Act, tuple[DeadlineState, ...]]:
    """What deadlines that can still move are counted from, and which by each, in the order given."""
    found: dict[Act, tuple[DeadlineState, ...]] = {}
    for one in deadlines:
        if one.status in (DeadlineStatus.OPEN, DeadlineStatus.SUSPENDED):
            found[act_of(one)] = (*found.get(act_of(one), ()), one)
    return found
