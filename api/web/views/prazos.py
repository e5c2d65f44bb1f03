"""A deadline of a case with its proof: how it stands, how it was counted, what was decided about it."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from api.web.formatters import capital, date_br, date_short
from api.web.views.citacoes import Cite, cite
from api.web.views.prova import POLICIES, Note, ProofView, proof_view
from api.web.views.prova_meses import Month, months
from api.web.views.situacao import AnyDeadline, Due, amount, due_of
from workflows.clock import Binds, Calendar, MonthRule, Term, Unit, count, prove

INLINE_DAYS = 75


@dataclass(frozen=True)
class DeadlineCard:
    """A deadline in a list; `proof` is None when it is too long to stand there and has a page of its own."""

    id: str
    title: str
    said: str
    cite: Cite
    due: Due
    then: str
    href: str
    day: date | None
    proof: ProofView | None = None


@dataclass(frozen=True)
class LedgerLine:
    """A decision that moved the deadline."""

    said: str
    reason: str


@dataclass(frozen=True)
class DeadlinePage:
    """A deadline alone: its card, the reading in force, what was decided about it."""

    card: DeadlineCard
    policy: str
    ledger: tuple[LedgerLine, ...]
    months: tuple[Month, ...] = ()
    what_if: str = ""


def deadline_card(deadline: AnyDeadline, calendar: Calendar, today: date, whole: bool = False) -> DeadlineCard:
    """The card; with `whole` the proof is there however long it is."""
    last = deadline.due or today
    short = (last - deadline.term.anchor) <= timedelta(days=INLINE_DAYS)
    return DeadlineCard(
        id=deadline.id,
        title=capital(deadline.title),
        said=said(deadline),
        cite=cite(deadline.provision),
        due=due_of(deadline, today),
        then=deadline.on_lapse if deadline.status.running else "",
        href=f"/prazos/{deadline.id}",
        day=deadline.due,
        proof=_proof(deadline, calendar, today) if whole or short else None,
    )


def said(deadline: AnyDeadline) -> str:
    """`5 dias, desde 28/05/2026 (publicação) · da parte privada`."""
    term = deadline.term
    whose = "da parte privada" if term.binds is Binds.PARTICULAR else "da administração"
    length = "data fixada" if term.budget.unit is Unit.DATA_FIXA else counted(term)
    return f"{length}, desde {date_br(term.anchor)} ({deadline.anchor_of}) · {whose}"


def counted(term: Term) -> str:
    """`15 dias úteis`: what is counted from the anchor of `term`, its budget as often as its cycle has come."""
    return amount(term.budget.amount * term.cycle_k, term.budget.unit)


def deadline_page(deadline: AnyDeadline, calendar: Calendar, today: date) -> DeadlinePage:
    """The page of a deadline, whose proof is whole however long."""
    card = deadline_card(deadline, calendar, today, whole=True)
    return DeadlinePage(
        card=card,
        policy=POLICIES[deadline.term.policy],
        ledger=_ledger(deadline),
        months=months(card.proof.cells) if card.proof else (),
        what_if=what_if(deadline.term),
    )


def what_if(term: Term) -> str:
    """The address of the calculator with this count, where another day zero or a closed day can be tried; '' for a
    count that its form cannot hold."""
    plain = term.month_rule is MonthRule.ULTIMO_DIA and term.cycle_k == 1 and term.budget.unit is not Unit.DATA_FIXA
    if not plain or len(term.suspensions) > 1 or len(term.extensions) > 1:
        return ""
    asked = {
        "amount": str(term.budget.amount),
        "unit": term.budget.unit.value,
        "anchor": term.anchor.isoformat(),
        "binds": term.binds.value,
        "counting": term.counting.value,
        "nature": term.nature.value,
        "policy": term.policy.value,
        "recess": {True: "sim", False: "nao", None: ""}[term.recess],
        "calendar": term.calendar,
    }
    for held in term.suspensions:
        asked |= {"from": held.from_.isoformat(), "to": held.to.isoformat() if held.to else ""}
    for more in term.extensions:
        asked |= {"more_amount": str(more.amount), "more_unit": more.unit.value}
    return f"/calculadora?{urlencode(asked)}"


def _proof(deadline: AnyDeadline, calendar: Calendar, today: date) -> ProofView:
    term = deadline.term
    result, proof = count(term, calendar), prove(term, calendar, until=today)
    notes: tuple[Note, ...] = ()
    if deadline.kept_because and result.due:
        announced = f"A conta daria {date_br(result.due)}, mas vale a data já anunciada."
        notes = (Note("Data mantida.", announced, ""),)
    if deadline.provisional and deadline.status.running:
        notes += (Note("Data provisória.", "O calendário de um dos anos ainda não foi decretado.", "note--warn"),)
    return proof_view(
        term,
        proof.days,
        result.readings,
        result.due,
        today,
        anchor_of=deadline.anchor_of,
        omitted=proof.omitted,
        notes=notes,
    )


def _ledger(deadline: AnyDeadline) -> tuple[LedgerLine, ...]:
    term = deadline.term
    held = [
        LedgerLine(
            f"Suspenso em {date_br(one.from_)}" + (f", retomado em {date_short(one.to)}" if one.to else ""), one.act
        )
        for one in term.suspensions
    ]
    more = [LedgerLine(f"Prorrogado por mais {amount(one.amount, one.unit)}", one.act) for one in term.extensions]
    return (*held, *more)
