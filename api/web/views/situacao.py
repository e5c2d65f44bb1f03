"""How a deadline stands today, in a word, a shape and a date."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from activities.records.queries.views import DeadlineView
from api.web.formatters import plural, relative, weekday
from workflows.clock import Nature, Unit
from workflows.clock.wording import UNIT_NAMES
from workflows.kernel.state import DeadlineState, DeadlineStatus

AnyDeadline = DeadlineState | DeadlineView


class State(StrEnum):
    """The states a chip knows; `base.css` draws them."""

    ON_TIME = "no-prazo"
    TODAY = "vence-hoje"
    LATE = "vencido"
    HELD = "suspenso"
    PROVISIONAL = "provisorio"
    MET = "cumprido"
    NONE = "sem-prazo"


WORDS = {
    State.ON_TIME: "No prazo",
    State.TODAY: "Vence hoje",
    State.LATE: "Vencido",
    State.HELD: "Suspenso",
    State.PROVISIONAL: "Provisório",
    State.MET: "Cumprido",
    State.NONE: "Sem prazo na norma",
}


@dataclass(frozen=True)
class Due:
    """A chip and the date beside it, which reads `before day after`."""

    state: State
    word: str
    day: date | None = None
    before: str = ""
    after: str = ""


def due_of(deadline: AnyDeadline, today: date, name: str = "") -> Due:
    """How `deadline` stands on `today`. `name` stands before a date that is not the task's own ("prazo total")."""
    state, word = _state(deadline, today)
    if state is State.HELD:
        return Due(state, word, after=remaining(deadline))
    return _dated(state, word, deadline.due, today, name)


def remaining(deadline: AnyDeadline) -> str:
    """`restam 16 dias`, of a suspended deadline."""
    left = deadline.remaining
    return f"{'resta' if left == 1 else 'restam'} {plural(left, 'dia', 'dias')}" if left is not None else "sem data"


def _state(deadline: AnyDeadline, today: date) -> tuple[State, str]:
    match deadline.status:
        case DeadlineStatus.SUSPENDED:
            return State.HELD, WORDS[State.HELD]
        case DeadlineStatus.MET:
            return State.MET, WORDS[State.MET]
        case DeadlineStatus.MET_LATE:
            return State.MET, "Cumprido em atraso"
        case DeadlineStatus.CANCELLED:
            return State.NONE, "Cancelado"
        case DeadlineStatus.LAPSED:
            return _lapsed(deadline)
    return _running(deadline, today)


def _lapsed(deadline: AnyDeadline) -> tuple[State, str]:
    """A right not used in time is over, not late: nobody owes it."""
    if deadline.term.nature is Nature.PEREMPTORY:
        return State.MET, "Encerrado"
    return State.LATE, "Expirado" if deadline.term.nature is Nature.VALIDITY else WORDS[State.LATE]


def _running(deadline: AnyDeadline, today: date) -> tuple[State, str]:
    if deadline.due is None:
        return State.NONE, "Sem data"
    if deadline.due < today:
        return _lapsed(deadline)
    if deadline.term.nature is Nature.MINIMUM:
        return State.ON_TIME, "Só depois"
    state = state_on(deadline.due, deadline.provisional, today)
    return state, WORDS[state]


def state_on(due: date, provisional: bool, today: date) -> State:
    """The state of something still owed by `due`."""
    if due < today:
        return State.LATE
    if due == today:
        return State.TODAY
    return State.PROVISIONAL if provisional else State.ON_TIME


def due_on(due: date, provisional: bool, today: date, name: str = "") -> Due:
    """As `due_of`, of an open task, of which only the date is known."""
    state = state_on(due, provisional, today)
    return _dated(state, WORDS[state], due, today, name)


def _dated(state: State, word: str, due: date | None, today: date, name: str) -> Due:
    if state is State.TODAY:
        return Due(state, word, before=name, after=f"{' ' if name else ''}até 23h59")
    return Due(state, word, due, name, _after(state, due, today))


def _after(state: State, due: date | None, today: date) -> str:
    if due is None:
        return ""
    if state is State.LATE:
        return f", {relative(due, today)}"
    if state not in (State.ON_TIME, State.PROVISIONAL) or due <= today:
        return ""
    near = f", {weekday(due).removesuffix('-feira')}" if (due - today).days <= 30 else ""
    return f"{near}, {relative(due, today)}"


def amount(count: int, unit: Unit) -> str:
    """`15 dias úteis`, `1 mês`."""
    return plural(count, *UNIT_NAMES.get(unit, UNIT_NAMES[Unit.DIA]))
