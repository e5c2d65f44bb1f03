"""The proof of a count: each day, what it does to the count, and why, in Portuguese."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from workflows.clock.calendar import Calendar
from workflows.clock.course import Course, Segment, in_recess, run, undecreed_years
from workflows.clock.model import DayStatus, Nature, Suspension, Term, Unit, Value
from workflows.clock.regime import regime
from workflows.clock.wording import format_date

PROOF_LIMIT = 1500
RECESS_WORDS = "recesso de 20/12 a 20/01 (Lei 7.692/2002, art. 88)"

_END = {
    Nature.VALIDITY: "Último dia de validade.",
    Nature.MINIMUM: "Fim do prazo mínimo: o ato pode ocorrer a partir deste dia.",
}
_DUE = "Último dia: vence às 23h59."


class ProofDay(Value):
    """One day of a proof. `index` is its number among the days that count, None when it does not count."""

    day: dt.date
    status: DayStatus
    reason: str
    index: int | None = None


class Proof(Value):
    """The days of a count, from day zero to the due date.

    Past `PROOF_LIMIT` days only the first and the last are listed; `omitted` says how many between them are not, and
    `omitted_after` is the listed day that they follow.
    """

    days: tuple[ProofDay, ...]
    omitted: int = 0
    omitted_after: dt.date | None = None


def prove(term: Term, calendar: Calendar, *, until: dt.date | None = None, limit: int = PROOF_LIMIT) -> Proof:
    """The proof of `term` under its own policy, day zero first.

    While a suspension is open the list goes to the day after the suspending act, or to `until` when that is later.
    `limit` (at least 2) caps the listing. Raises LedgerError as `count` does.
    """
    course = run(term, calendar, regime(term))
    first, last = term.anchor.toordinal(), _last_day(course, until)
    total = max(0, last - first) + 1
    walk = _Walk(term, calendar, course)
    if total <= limit:
        return Proof(days=tuple(walk.days(last)))
    head = limit // 2
    shown = list(islice(walk.days(last), head))
    tail = walk.days(last, shown_from=last - (limit - head) + 1)
    return Proof(days=(*shown, *tail), omitted=total - limit, omitted_after=shown[-1].day)


def iter_proof(term: Term, calendar: Calendar, *, until: dt.date | None = None) -> Iterator[ProofDay]:
    """Every day of the proof, however long, one at a time. Otherwise as `prove`."""
    course = run(term, calendar, regime(term))
    return _Walk(term, calendar, course).days(_last_day(course, until))


def _last_day(course: Course, until: dt.date | None) -> int:
    if course.due is not None:
        return course.due
    since = course.open_since or 0
    return max(since + 1, until.toordinal() if until else 0)


class _Walk:
    def __init__(self, term: Term, calendar: Calendar, course: Course) -> None:
        self.term, self.calendar, self.course = term, calendar, course
        self.fixed = term.budget.until is not None
        self.suspensions = sorted(term.suspensions, key=lambda s: (s.from_, s.to or dt.date.max))
        self.starts = [item.from_ for item in self.suspensions]

    def days(self, last: int, shown_from: int = 0) -> Iterator[ProofDay]:
        """The days up to `last`; those before `shown_from` are counted and not given."""
        anchor = self.term.anchor.toordinal()
        if anchor >= shown_from:
            yield ProofDay(day=self.term.anchor, status=DayStatus.NAO_CONTA, reason="É o dia zero, não conta.")
        index, position, in_segment = 0, 0, 0
        for ordinal in range(anchor + 1, last + 1):
            while position < len(self.course.segments) and self._is_over(position, ordinal):
                position, in_segment = position + 1, 0
            day = dt.date.fromordinal(ordinal)
            suspension, segment = self._suspension(day), self._segment(position)
            counts = segment is not None and suspension is None and self._counts(day, segment, position)
            if counts:
                index, in_segment = index + 1, in_segment + 1
            if ordinal < shown_from:
                continue
            if suspension is not None:
                yield ProofDay(day=day, status=DayStatus.SUSPENSO, reason=self._suspended(day, suspension))
            elif counts and segment is not None:
                reason = self._counted(ordinal, position, in_segment, segment)
                yield ProofDay(day=day, status=DayStatus.CONTA, reason=reason, index=index)
            else:
                yield ProofDay(day=day, status=DayStatus.NAO_CONTA, reason=self._not_counted(day, segment is None))

    def _is_over(self, position: int, ordinal: int) -> bool:
        end = self.course.segments[position].end
        return end is not None and ordinal > end

    def _segment(self, position: int) -> Segment | None:
        return self.course.segments[position] if position < len(self.course.segments) else None

    def _suspension(self, day: dt.date) -> Suspension | None:
        position = bisect_left(self.starts, day) - 1
        if position < 0:
            return None
        item = self.suspensions[position]
        return item if item.to is None or day <= item.to else None

    def _counts(self, day: dt.date, segment: Segment, position: int) -> bool:
        if self.course.recess and in_recess(day) and not (self.fixed and position == 0):
            return False
        return segment.unit is not Unit.DIA_UTIL or self.calendar.is_working(day)

    def _counted(self, ordinal: int, position: int, number: int, segment: Segment) -> str:
        if self.fixed and position == 0:
            text = "conta, corre até a data fixada."
        elif position:
            text = f"conta, {number}º de {segment.total} da prorrogação."
        else:
            text = f"conta, {number}º de {segment.total}."
        if ordinal == self.course.due:
            return f"{text} {_END.get(self.term.nature, _DUE)}{self._provisional()}"
        if ordinal == self.course.nominal and (why := self._why_rolls(ordinal)):
            return f"{text} O prazo não termina neste dia: {why}."
        return text

    def _why_rolls(self, ordinal: int) -> str | None:
        day = dt.date.fromordinal(ordinal)
        if day in self.starts:
            return "foi suspenso"
        if self.course.recess and in_recess(day):
            return RECESS_WORDS
        return (self.calendar.why_rolls(day) or "").rstrip(".") or None

    def _not_counted(self, day: dt.date, rolling: bool) -> str:
        if rolling and day.toordinal() == self.course.due:
            if self.term.nature is Nature.MINIMUM:
                return f"primeiro dia útil depois do fim. O ato pode ocorrer a partir deste dia.{self._provisional()}"
            return f"primeiro dia útil depois do fim. Vence às 23h59.{self._provisional()}"
        return f"não conta, {self._why_not(day) or 'o prazo foi suspenso antes de terminar'}."

    def _why_not(self, day: dt.date) -> str | None:
        if self.course.recess and in_recess(day):
            return RECESS_WORDS
        return (self.calendar.why_rolls(day) or "").rstrip(".") or None

    def _suspended(self, day: dt.date, item: Suspension) -> str:
        ended = "ainda aberta" if item.to is None else f"encerrada em {format_date(item.to)[:5]}"
        text = f"prazo suspenso. Suspensão decidida em {format_date(item.from_)[:5]}, {ended}."
        special = self.calendar.why_not(day) if self.calendar.special(day) else None
        also = RECESS_WORDS if self.course.recess and in_recess(day) else special
        return f"{text} Também é {also.partition('. ')[0]}: conta-se uma vez só." if also else text

    def _provisional(self) -> str:
        missing = undecreed_years(self.term, self.calendar, self.course)
        if not missing:
            return ""
        listed = str(missing[0]) if len(missing) == 1 else f"{missing[0]} a {missing[-1]}"
        return f" Data provisória: falta no calendário o decreto de {listed}."
