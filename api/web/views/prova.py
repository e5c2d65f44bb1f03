"""The proof of a count as a picture and as a list: each day, whether it counts, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from api.web.formatters import date_br, date_short, listed, ordinal, plural
from workflows.clock import Binds, Counting, DayStatus, Policy, Reading, Term, Unit

POLICIES = {
    Policy.PRUDENTE: "prudente",
    Policy.LEI_7692: "Lei 7.692/2002",
    Policy.DECRETO_LITERAL: "literal do decreto",
}
SHOWN_WEEKS = 14
HEAD_WEEKS = 5


class Day(Protocol):
    """What a proof says of one day; the clock's `ProofDay` and the calculator's answer both are one."""

    @property
    def day(self) -> date: ...
    @property
    def status(self) -> DayStatus: ...
    @property
    def reason(self) -> str: ...
    @property
    def index(self) -> int | None: ...


@dataclass(frozen=True)
class Cell:
    """A day of the picture. Days outside the count have only their number. `linked` ones lead to the list."""

    day: date
    label: str
    status: str = ""
    mark: str = ""
    tag: str = ""
    why: str = ""
    linked: bool = False
    today: bool = False


@dataclass(frozen=True)
class Listed:
    """A day of the list in text."""

    day: date
    why: str


@dataclass(frozen=True)
class ReadingLine:
    """One way of counting, and where it ends."""

    policy: str
    unit: str
    due: date | None
    in_force: bool


@dataclass(frozen=True)
class Note:
    """A remark beside the picture."""

    head: str
    body: str
    tone: str


@dataclass(frozen=True)
class ProofView:
    """`weeks` begin on Mondays; an empty one stands for the weeks left out of a long picture. `cells` are all days
    listed."""

    caption: str
    weeks: tuple[tuple[Cell, ...], ...]
    days: tuple[Listed, ...]
    readings: tuple[ReadingLine, ...]
    legend: tuple[tuple[str, str], ...]
    notes: tuple[Note, ...]
    principle: str
    left_out: str = ""
    omitted: str = ""
    cells: tuple[Cell, ...] = ()

    @property
    def long(self) -> bool:
        return len({line.day.year for line in self.days}) > 1


def proof_view(
    term: Term,
    days: Sequence[Day],
    readings: Sequence[Reading],
    due: date | None,
    today: date,
    *,
    anchor_of: str = "",
    omitted: int = 0,
    notes: tuple[Note, ...] = (),
) -> ProofView:
    """The proof of `term`. `anchor_of` says what happened on day zero; `omitted` days are not listed."""
    frame = _Frame(
        known={one.day: one for one in days},
        first=days[0].day,
        due=due,
        today=today,
        anchor_of=anchor_of,
        numbered=term.budget.unit not in (Unit.MES, Unit.ANO, Unit.DATA_FIXA),
    )
    weeks, left_out = _weeks(days, frame)
    return ProofView(
        caption=f"Contagem dia a dia, de {date_br(days[0].day)} a {date_br(days[-1].day)}",
        weeks=weeks,
        days=tuple(Listed(one.day, _why(one, term.anchor, anchor_of)) for one in days),
        readings=tuple(_reading(term, reading, first=position == 0) for position, reading in enumerate(readings)),
        legend=_legend(weeks, due),
        notes=(*_suspensions(term, days, due), *notes),
        principle=_principle(term) if len(readings) > 1 else "",
        left_out=left_out,
        omitted=f"{plural(omitted, 'dia', 'dias')} do meio não estão na lista." if omitted else "",
        cells=tuple(_cell(one.day, frame) for one in days),
    )


def _why(one: Day, anchor: date, anchor_of: str) -> str:
    if one.day == anchor and anchor_of:
        return f"{anchor_of}. É o dia zero, não conta."
    return one.reason


@dataclass(frozen=True)
class _Frame:
    """What every cell needs to know of the whole count. Days of months and years bear no number (`numbered`)."""

    known: Mapping[date, Day]
    first: date
    due: date | None
    today: date
    anchor_of: str
    numbered: bool


def _weeks(days: Sequence[Day], frame: _Frame) -> tuple[tuple[tuple[Cell, ...], ...], str]:
    """The picture's weeks, and what to say of those left out of a long count."""
    last = days[-1].day
    start = frame.first - timedelta(days=frame.first.weekday())
    count = (last - start).days // 7 + 1
    long = count > SHOWN_WEEKS
    shown = [*range(HEAD_WEEKS), *range(count - HEAD_WEEKS, count)] if long else range(count)
    weeks = [tuple(_cell(start + timedelta(days=7 * week + day), frame) for day in range(7)) for week in shown]
    if not long:
        return tuple(weeks), ""
    weeks.insert(HEAD_WEEKS, ())
    return tuple(weeks), f"{count - 2 * HEAD_WEEKS} semanas não desenhadas; a lista abaixo as tem."


def _cell(day: date, frame: _Frame) -> Cell:
    newly = day.day == 1 or (day.weekday() == 0 and day <= frame.first)
    label = f"{day.day}/{day.month}" if newly else str(day.day)
    one = frame.known.get(day)
    if one is None:
        return Cell(day, label, today=day == frame.today)
    mark = "inicio" if day == frame.first else "vence" if day == frame.due else ""
    particular = one.status is not DayStatus.CONTA and day.weekday() < 5
    return Cell(
        day=day,
        label=label,
        status=one.status.value,
        mark=mark,
        tag=_tag(one, mark, frame.numbered),
        why=_why(one, frame.first, frame.anchor_of),
        linked=bool(mark) or particular,
        today=day == frame.today,
    )


def _tag(one: Day, mark: str, numbered: bool) -> str:
    if mark == "inicio":
        return "0"
    if one.status is DayStatus.SUSPENSO:
        return "‖"
    if one.index is not None and numbered:
        return ordinal(one.index)
    if mark == "vence":
        return "vence"
    grounds = (("recesso", "R"), ("ponto facultativo", "PF"), ("feriado", "F"), ("sem expediente", "SE"))
    return next((letters for word, letters in grounds if word in one.reason), "")


TAGS = {"R": "recesso", "PF": "ponto facultativo", "F": "feriado", "SE": "sem expediente"}


def _legend(weeks: Sequence[Sequence[Cell]], due: date | None) -> tuple[tuple[str, str], ...]:
    cells = [cell for week in weeks for cell in week if cell.status]
    seen = {cell.status for cell in cells if not cell.mark}
    keys = [("k-inicio", "dia zero")]
    keys += [
        (key, name)
        for status, key, name in (
            ("conta", "k-conta", "conta"),
            ("nao_conta", "k-nao", "não conta"),
            ("suspenso", "k-susp", "suspenso"),
        )
        if status in seen
    ]
    if due is not None:
        keys.append(("k-vence", "vence"))
    tags = {cell.tag for cell in cells}
    return (*keys, *(("", f"{tag}: {name}") for tag, name in TAGS.items() if tag in tags))


def _reading(term: Term, reading: Reading, first: bool) -> ReadingLine:
    named = listed(POLICIES[policy] for policy in (reading.policy, *reading.also))
    return ReadingLine(named, _unit(term, reading), reading.due, in_force=first)


def _unit(term: Term, reading: Reading) -> str:
    words = []
    if term.budget.unit is Unit.DIA:
        words.append("dias úteis" if reading.day is Unit.DIA_UTIL else "dias corridos")
    if reading.recess:
        words.append("com recesso")
    return ", ".join(words)


def _principle(term: Term) -> str:
    if term.policy is not Policy.PRUDENTE or term.counting is not Counting.PROCESSUAL:
        return ""
    if term.binds is Binds.PARTICULAR:
        return "A parte privada recebe a leitura mais longa."
    return "A administração dá a si mesma a leitura mais curta."


def _suspensions(term: Term, days: Sequence[Day], due: date | None) -> tuple[Note, ...]:
    return tuple(
        _suspended(days, item.from_, item.to, due) for item in sorted(term.suspensions, key=lambda item: item.from_)
    )


def _suspended(days: Sequence[Day], since: date, until: date | None, due: date | None) -> Note:
    counted = max((one.index for one in days if one.index and one.day <= since), default=0)
    if until is None:
        return Note(f"Suspenso em {date_short(since)}.", "O dia em que se suspende ainda conta.", "note--held")
    head = f"Suspenso de {date_short(since)} a {date_short(until)}."
    total = max((one.index for one in days if one.index), default=0)
    rest = total - counted
    body = "O dia em que se suspende ainda conta."
    if due is not None and 0 < rest < total:
        left = "restava 1 dia" if rest == 1 else f"restavam {rest} dias"
        again = date_short(until + timedelta(days=1))
        ran = "voltou" if rest == 1 else "voltaram"
        body += f" Depois dele {left}, que {ran} a correr em {again}."
    return Note(head, body, "note--held")
