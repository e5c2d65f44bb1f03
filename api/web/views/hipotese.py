"""What-if of a case: what is supposed, as the form says it, and what would become of each deadline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Annotated

from fastapi import Query
from pydantic import ValidationError

from activities.records.queries.views import CaseFull
from api.typed import read_date, read_integer
from api.web.formatters import capital, date_br, listed, lower_first, plural
from api.web.views.citacoes import Cite, cite
from api.web.views.diagrama import node_of
from api.web.views.prova import ProofView, proof_view
from api.web.views.prova_meses import Month, months
from workflows.clock import Budget, Calendar, Extension, LedgerError, Unit, count, prove
from workflows.kernel.deadlines import budget_of, term_by
from workflows.kernel.flow import Flow, flow_of
from workflows.kernel.parameters import parameter_in
from workflows.kernel.state import Context, DeadlineState
from workflows.kernel.supposing import (
    Outcome,
    Supposition,
    act_of,
    acts_of,
    foresee,
    suppose,
    with_closed,
)
from workflows.kernel.words import Deadline

Word = Annotated[str, Query(max_length=120)]
UNITS = ((Unit.DIA, "dias"), (Unit.DIA_UTIL, "dias úteis"), (Unit.DIA_CORRIDO, "dias corridos"), (Unit.MES, "meses"))
NO_DATE = "Escreva uma data que exista, como 8/6/2027."


@dataclass(frozen=True)
class Asked:
    """The form as typed, which is the address of the page. `ato` and `prazo` are ids of deadlines: the act is what that
    deadline is counted from."""

    ato: Word = ""
    dia: Word = ""
    prazo: Word = ""
    de: Word = ""
    ate: Word = ""
    mais: Word = ""
    unidade: Word = Unit.DIA.value
    fechado: Word = ""

    @property
    def blank(self) -> bool:
        """Nothing is supposed yet."""
        return not any(one.strip() for one in (self.dia, self.de, self.ate, self.mais, self.fechado))


@dataclass(frozen=True)
class Choice:
    """Something that can be chosen in the form."""

    value: str
    title: str


@dataclass(frozen=True)
class MoveLine:
    """A deadline that would move: from when to when, why, and its count as it would be."""

    id: str
    title: str
    href: str
    cite: Cite
    before: date | None
    after: date | None
    by: str
    why: str
    proof: ProofView
    months: tuple[Month, ...]


@dataclass(frozen=True)
class ForeseenLine:
    """A deadline that has not begun, and what comes before it."""

    title: str
    cite: Cite
    behind: str
    before: date
    after: date


@dataclass(frozen=True)
class WhatIf:
    """What the page answers."""

    said: str
    moved: tuple[MoveLine, ...] = ()
    still: tuple[str, ...] = ()
    foreseen: tuple[ForeseenLine, ...] = ()


@dataclass(frozen=True)
class Sight:
    """A case with its deadlines and what the body has decreed, on a legal date."""

    case: CaseFull
    deadlines: tuple[DeadlineState, ...]
    context: Context
    today: date
    errors: dict[str, str] = field(default_factory=dict)

    def acts(self) -> list[Choice]:
        """What deadlines are counted from."""
        return [
            Choice(ones[0].id, f"{capital(act.what)}, em {date_br(act.on)} ({_so_many(ones)})")
            for act, ones in acts_of(self.deadlines).items()
        ]

    def running(self) -> list[Choice]:
        """The deadlines that can be suspended or extended."""
        ones = (one for group in acts_of(self.deadlines).values() for one in group)
        return [Choice(one.id, f"{capital(one.title)}, {_until(one.due)}") for one in ones]


def what_if(asked: Asked, sight: Sight) -> WhatIf | None:
    """What would become of the deadlines; None when nothing is supposed, or with what is wrong in `sight.errors`."""
    if asked.blank:
        return None
    wanted = _supposition(asked, sight)
    if wanted is None:
        return None
    try:
        outcomes = suppose(sight.deadlines, sight.context.calendars, wanted, sight.today)
    except LedgerError as error:
        sight.errors["dia" if wanted.act else "de" if wanted.held_from else "mais"] = error.message
        return None
    moved = tuple(_line(one, wanted, sight) for one in outcomes if one.moves)
    still = tuple(f"{capital(one.deadline.title)} ({_until(one.due)})" for one in outcomes if not one.moves)
    return WhatIf(_said(moved, outcomes), moved, still, _foreseen(outcomes, wanted, sight))


def _supposition(asked: Asked, sight: Sight) -> Supposition | None:
    """What the form says, read; None when it cannot be."""
    days = {name: _day(getattr(asked, name), name, sight.errors) for name in ("dia", "de", "ate", "fechado")}
    known = {one.id: one for group in acts_of(sight.deadlines).values() for one in group}
    if days["dia"] and asked.ato not in known:
        sight.errors["ato"] = "Escolha o ato que seria em outro dia."
    if (days["de"] or asked.mais.strip()) and asked.prazo not in known:
        sight.errors["prazo"] = "Escolha o prazo que seria suspenso ou prorrogado."
    if days["ate"] and not days["de"]:
        sight.errors["de"] = "Diga também desde quando o prazo ficaria suspenso."
    more = _more(asked, sight.errors)
    if sight.errors:
        return None
    act = act_of(known[asked.ato]) if days["dia"] else None
    return Supposition(act, days["dia"], asked.prazo, days["de"], days["ate"], more, days["fechado"])


def _day(text: str, name: str, errors: dict[str, str]) -> date | None:
    if not text.strip():
        return None
    try:
        found = date.fromisoformat(read_date(text))
    except ValueError:
        errors[name] = NO_DATE
        return None
    if not 1990 <= found.year <= 2199:
        errors[name] = NO_DATE
    return found


def _more(asked: Asked, errors: dict[str, str]) -> Extension | None:
    if not asked.mais.strip():
        return None
    try:
        return Extension.model_validate({"amount": read_integer(asked.mais), "unit": asked.unidade, "act": "suposto"})
    except ValidationError:
        errors["mais"] = "Escreva de quanto seria a prorrogação, em número."
        return None


def _line(one: Outcome, wanted: Supposition, sight: Sight) -> MoveLine:
    calendar = with_closed(sight.context.calendars[one.term.calendar], wanted.closed)
    result, proof = count(one.term, calendar), prove(one.term, calendar, until=sight.today)
    shown = proof_view(one.term, proof.days, result.readings, result.due, sight.today, anchor_of=one.deadline.anchor_of)
    return MoveLine(
        id=one.deadline.id,
        title=capital(one.deadline.title),
        href=f"/prazos/{one.deadline.id}",
        cite=cite(one.deadline.provision),
        before=one.deadline.due,
        after=one.due,
        by=_by(one.deadline.due, one.due),
        why=_why(one, wanted),
        proof=shown,
        months=months(shown.cells),
    )


def _why(one: Outcome, wanted: Supposition) -> str:
    """The causes that reach this deadline, and why the count alone does not decide."""
    said = []
    if wanted.act == act_of(one.deadline) and wanted.on is not None:
        said.append(f"{lower_first(one.deadline.anchor_of)} seria em {date_br(wanted.on)}")
    if one.deadline.id == wanted.deadline and wanted.held_from:
        until = f" até {date_br(wanted.held_until)}" if wanted.held_until else ", sem data de retomada"
        said.append(f"ficaria suspenso desde {date_br(wanted.held_from)}{until}")
    if one.deadline.id == wanted.deadline and wanted.more:
        said.append("seria prorrogado")
    if wanted.closed:
        said.append(f"em {date_br(wanted.closed)} não haveria expediente")
    kept = f" {one.kept_because}" if one.kept_because else ""
    return f"{capital(listed(said))}.{kept}"


def _by(before: date | None, after: date | None) -> str:
    if before is None or after is None:
        return "o relógio pararia" if after is None else "o relógio voltaria a correr"
    days = (after - before).days
    return f"{plural(abs(days), 'dia', 'dias')} {'depois' if days > 0 else 'antes'}"


def _said(moved: Sequence[MoveLine], outcomes: Sequence[Outcome]) -> str:
    if not outcomes:
        return "Nenhum prazo deste processo está correndo: nada mudaria."
    if not moved:
        return "Nenhuma data mudaria."
    verb = "mudaria" if len(moved) == 1 else "mudariam"
    return f"{plural(len(moved), 'prazo', 'prazos')} de {len(outcomes)} {verb} de data."


def _foreseen(outcomes: Sequence[Outcome], wanted: Supposition, sight: Sight) -> tuple[ForeseenLine, ...]:
    """What has not begun and hangs on what moves; nothing of a procedure that this build does not have."""
    try:
        flow = flow_of(sight.case.type)
    except KeyError:
        return ()
    standing = _standing(flow, outcomes, sight)
    data = sight.context.calendars[sight.case.calendar]
    begun = [one.decl for one in sight.deadlines if one.running]
    calendars = (Calendar(data), with_closed(data, wanted.closed))

    def budget(decl: Deadline) -> Budget | None:
        return budget_of(decl, lambda parameter: parameter_in(sight.context, parameter, sight.today))

    terms = partial(term_by, policy=sight.case.policy, calendar=sight.case.calendar)
    found = foresee(flow, standing, budget, terms, calendars, begun)
    return tuple(
        ForeseenLine(
            capital(one.decl.title), cite(one.decl.provision.id), flow.nodes[one.behind].title, one.before, one.after
        )
        for one in found
    )


def _standing(flow: Flow, outcomes: Sequence[Outcome], sight: Sight) -> dict[str, tuple[date, date]]:
    """Of each node at which the case stands, when its time is over: as it is, and as supposed."""
    due: Mapping[str, tuple[date, date]] = {
        one.deadline.id: (one.deadline.due, one.due) for one in outcomes if one.deadline.due and one.due
    }
    now = (sight.today, sight.today)
    waits = [wait for wait in sight.case.waits if node_of(flow, wait.decl) in flow.nodes]
    return {node_of(flow, wait.decl): due.get(wait.deadline or "", now) for wait in waits}


def _so_many(ones: Sequence[DeadlineState]) -> str:
    return plural(len(ones), "prazo conta daí", "prazos contam daí")


def _until(due: date | None) -> str:
    return f"até {date_br(due)}" if due else "suspenso"
