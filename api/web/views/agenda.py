"""Deadlines as a list and as a month: each with its date, what is left in its own unit, and the way to its proof."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from activities.records.queries.agenda import MOST_DUE, MOST_IN_A_DAY, DayOf, Tally
from activities.records.queries.views import DeadlineView
from api.web.formatters import MONTHS, capital, counted, date_br, listed, plural, relative, weekday, weekday_short
from api.web.views.citacoes import Cite, cite
from api.web.views.situacao import Due, State, amount, due_of
from workflows.clock import Binds, Calendar, Nature, Unit, add_months, in_recess, regime
from workflows.clock.calendar import GROUND_WORDS
from workflows.kernel.state import DeadlineStatus

MOST_A_DAY = 5
FIRST, LAST = date(1990, 1, 1), date(2199, 12, 1)
"""The months that can be shown."""
DAY = timedelta(days=1)
NATURES = {
    Nature.PEREMPTORY: "Peremptório",
    Nature.ADMINISTRATIVE: "Da administração",
    Nature.MINIMUM: "Mínimo",
    Nature.VALIDITY: "Validade",
    Nature.CYCLE: "Ciclo",
}
BOUND = {Binds.ADMINISTRACAO: "Da administração", Binds.PARTICULAR: "De OSCs e interessados"}
_WHOSE = {Binds.ADMINISTRACAO: "da administração", Binds.PARTICULAR: "da parte privada"}
_SPOKEN = (State.ON_TIME, State.TODAY)
"""The states whose word only screen readers need in the month: the day, or the border, says the same."""


@dataclass(frozen=True)
class DeadlineLine:
    """A deadline in the list. `left` is what remains, in the unit in which it is counted."""

    title: str
    href: str
    whose: str
    case: str
    case_href: str
    cite: Cite
    due: Due
    left: str
    provisional: bool


@dataclass(frozen=True)
class Event:
    """A deadline in the month. `spoken` is its state for who does not see it; `word` for everybody."""

    title: str
    href: str
    state: State
    note: str
    spoken: str = ""
    word: str = ""


@dataclass(frozen=True)
class DayCell:
    """A day of the month's table; `beside` is of another month, `closed` does not count, for the reason `why`."""

    day: date
    label: str
    today: bool
    beside: bool
    closed: bool
    why: str
    events: tuple[Event, ...]
    more: str = ""

    @property
    def quiet(self) -> bool:
        """Whether a list of the month's days can do without it."""
        return self.beside or not (self.events or self.why)


@dataclass(frozen=True)
class Month:
    """A month, with the days beside it that fill its first and last week."""

    first: date

    @property
    def last(self) -> date:
        return add_months(self.first, 1) - DAY

    @property
    def start(self) -> date:
        """The Monday on which its first week begins."""
        return self.first - timedelta(days=self.first.weekday())

    @property
    def end(self) -> date:
        """The Sunday on which its last week ends."""
        return self.last + timedelta(days=6 - self.last.weekday())

    @property
    def title(self) -> str:
        return f"{capital(MONTHS[self.first.month - 1])} de {self.first.year}"

    @property
    def name(self) -> str:
        return MONTHS[self.first.month - 1]

    def called(self, today: date) -> str:
        """`junho`, with its year when that is not the year of `today`."""
        return self.name if self.first.year == today.year else f"{self.name} de {self.first.year}"

    @property
    def key(self) -> str:
        """`2026-06`, as the address names it."""
        return f"{self.first:%Y-%m}"

    def beside(self, months: int) -> "Month | None":
        """The month so many months away; None beyond those that can be shown."""
        moved = add_months(self.first, months)
        return Month(moved) if FIRST <= moved <= LAST else None


def neighbour(month: Month, of: Month) -> str:
    """How `of` calls a month near it: `Maio`, with its year when that is another."""
    return capital(month.called(of.first))


def month_named(key: str, today: date) -> Month:
    """The month that `key` ("2026-06") names, else that of `today`."""
    if not re.fullmatch(r"[12][0-9]{3}-(0[1-9]|1[0-2])", key):
        return Month(today.replace(day=1))
    return Month(min(max(date.fromisoformat(f"{key}-01"), FIRST), LAST))


def weeks(
    month: Month, days: Mapping[date, DayOf], names: Mapping[str, str], calendar: Calendar, today: date
) -> tuple[tuple[DayCell, ...], ...]:
    """The weeks of `month`, Mondays first, on the working days of `calendar`. `names` are of the cases, by id."""
    count = ((month.end - month.start).days + 1) // 7
    return tuple(
        tuple(
            _cell(month.start + timedelta(days=7 * week + day), month, days, names, calendar, today) for day in range(7)
        )
        for week in range(count)
    )


def _cell(
    day: date, month: Month, days: Mapping[date, DayOf], names: Mapping[str, str], calendar: Calendar, today: date
) -> DayCell:
    beside = not month.first <= day <= month.last
    here = days.get(day)
    shown = here.deadlines if here else ()
    return DayCell(
        day=day,
        label=f"{day.day} de {MONTHS[day.month - 1][:3]}" if day.day == 1 or day == month.start else str(day.day),
        today=day == today,
        beside=beside,
        closed=not calendar.is_working(day),
        why=_why(day, calendar),
        events=tuple(_event(one, names.get(one.case_id, ""), today) for one in shown),
        more=_more(here) if here else "",
    )


def _more(here: DayOf) -> str:
    """How many of a day are not shown; `de 25` where they are counted no further."""
    left = here.total - len(here.deadlines)
    return f"de {left}" if here.total >= MOST_IN_A_DAY else str(left or "")


def _why(day: date, calendar: Calendar) -> str:
    """`Ponto facultativo (Corpus Christi). Não conta em dias úteis. Decreto 1.787/2025.`; nothing of mere weekends."""
    found = calendar.special(day)
    if found is None or not calendar.rolls(day):
        return ""
    named = capital(GROUND_WORDS[found.ground]) + (f" ({found.name})" if found.name else "")
    effect = "Nenhum prazo termina nele" if calendar.is_working(day) else "Não conta em dias úteis"
    return ". ".join(part.rstrip(".") for part in (named, effect, found.act) if part) + "."


def _event(deadline: DeadlineView, case: str, today: date) -> Event:
    due = due_of(deadline, today)
    whose = _WHOSE[deadline.term.binds]
    return Event(
        title=capital(deadline.title),
        href=f"/prazos/{deadline.id}",
        state=due.state,
        note=f"{case} · {whose}" if case else whose,
        spoken=due.word if due.state in _SPOKEN else "",
        word="" if due.state in _SPOKEN else due.word,
    )


def month_lead(month: Month, tally: Tally, today: date) -> str:
    """`12 prazos em junho: 1 cumprido, 2 vencem hoje, 9 à frente.`"""
    when = month.called(today)
    if not tally.total:
        return f"Nenhum prazo em {when}."
    if tally.total > MOST_DUE:
        return f"{capital(counted(tally.total, 'prazo', 'prazos', MOST_DUE))} em {when}."
    over = tally.total - tally.met - tally.today - tally.late - tally.ahead
    said = [
        plural(tally.late, "vencido", "vencidos") if tally.late else "",
        plural(tally.met, "cumprido", "cumpridos") if tally.met else "",
        plural(tally.today, "vence hoje", "vencem hoje") if tally.today else "",
        f"{tally.ahead} à frente" if tally.ahead else "",
        plural(over, "encerrado", "encerrados") if over else "",
    ]
    return f"{plural(tally.total, 'prazo', 'prazos')} em {when}: {listed(part for part in said if part)}."


def deadline_line(deadline: DeadlineView, case: str, calendar: Calendar, today: date) -> DeadlineLine:
    """The row of `deadline`, whose case is called `case`, on the working days of `calendar`."""
    due = due_of(deadline, today)
    day = f", {weekday(deadline.due).removesuffix('-feira')}" if deadline.due and due.state is not State.TODAY else ""
    return DeadlineLine(
        title=capital(deadline.title),
        href=f"/prazos/{deadline.id}",
        whose=_whose(deadline),
        case=case,
        case_href=f"/processos/{deadline.case_id}",
        cite=cite(deadline.provision),
        due=Due(due.state, due.word, deadline.due, after=day),
        left=left(deadline, calendar, today),
        provisional=deadline.provisional and deadline.status.running,
    )


def _whose(deadline: DeadlineView) -> str:
    """`Peremptório, da parte privada`; what is merely of the administration is said once."""
    bound, nature = _WHOSE[deadline.term.binds], deadline.term.nature
    return capital(bound) if nature is Nature.ADMINISTRATIVE else f"{NATURES[nature]}, {bound}"


def left(deadline: DeadlineView, calendar: Calendar, today: date) -> str:
    """What remains of `deadline` after `today`, in the unit in which it is counted: `faltam 4 dias úteis`.

    Days of the recess are left out where it suspends the deadline. Months and years remain in months and days.
    """
    term = deadline.term
    reading = regime(term)
    unit = reading.unit(term.budget.unit)
    if deadline.status is DeadlineStatus.SUSPENDED:
        days = Unit.DIA_UTIL if unit is Unit.DIA_UTIL else Unit.DIA_CORRIDO
        return _remain(deadline.remaining, days) if deadline.remaining is not None else "sem data"
    if deadline.due is None or not deadline.status.running or deadline.closed_at is not None:
        return ""
    if deadline.due <= today:
        return "termina hoje, às 23h59" if deadline.due == today else f"passou {relative(deadline.due, today)}"
    if unit in (Unit.DIA_UTIL, Unit.DIA_CORRIDO):
        ahead = (today + DAY * step for step in range(1, (deadline.due - today).days + 1))
        counted = (day for day in ahead if not (reading.recess and in_recess(day)))
        return _remain(sum(1 for day in counted if unit is Unit.DIA_CORRIDO or calendar.is_working(day)), unit)
    return _long(today, deadline.due)


def _remain(count: int, unit: Unit) -> str:
    return f"{'falta' if count == 1 else 'faltam'} {amount(count, unit)}"


def _long(today: date, due: date) -> str:
    months = (due.year - today.year) * 12 + due.month - today.month
    months -= add_months(today, months) > due
    if months < 2:
        return _remain((due - today).days, Unit.DIA_CORRIDO)
    days = (due - add_months(today, months)).days
    return f"faltam {amount(months, Unit.MES)}" + (f" e {amount(days, Unit.DIA)}" if days else "")


def overdue_note(count: int, month: Month, today: date) -> str:
    """That deadlines of earlier months are still due, or nothing."""
    if not count:
        return ""
    before = "venceu antes de" if count == 1 else "venceram antes de"
    still = "continua devido" if count == 1 else "continuam devidos"
    return f"{capital(counted(count, 'prazo', 'prazos', MOST_DUE))} {before} {month.called(today)} e {still}."


def heads() -> Sequence[tuple[str, str]]:
    """The days of the week as a table heads its columns: short and whole."""
    monday = date(2024, 1, 1)
    return [(weekday_short(monday + DAY * step), weekday(monday + DAY * step)) for step in range(7)]


def days_said(first: date | None, last: date | None) -> str:
    """`em 08/06/2026`, `desde 01/06/2026`, `até 30/06/2026`, `de 01/06/2026 a 30/06/2026`; nothing without dates."""
    if first and last:
        return f"em {date_br(first)}" if first == last else f"de {date_br(first)} a {date_br(last)}"
    return f"desde {date_br(first)}" if first else f"até {date_br(last)}" if last else ""
