"""Deadlines of a running case: opened, counted, lapsed, met, suspended, extended, re-counted, each with its fact.

Pure: instants come from the case; counting is the legal clock's. Alarms are written down here and rung by the
procedure.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from workflows import clock
from workflows.clock import (
    ZONE,
    Binds,
    Budget,
    Extension,
    LedgerError,
    Nature,
    Policy,
    Suspension,
    Term,
    Unit,
    count,
    lapse_instant,
)
from workflows.kernel.case import Alarm, Case
from workflows.kernel.messages import NotificationOut
from workflows.kernel.reach import decreed_by, recounted
from workflows.kernel.state import Actor, DeadlineState, DeadlineStatus, Decree, FactKind
from workflows.kernel.texts import ESCALATED, REMINDED, MessageText
from workflows.kernel.words import Deadline
from workflows.norms import Parameter

LAPSE, REACH, REMIND, ESCALATE, WAKE, EXPIRE = "lapse", "reach", "remind", "escalate", "wake", "expire"
OFFICE_OPENS = time(8, 0)


def open_deadline(
    case: Case,
    decl: Deadline,
    budget: Budget,
    *,
    since: date,
    because: str,
    party: str | None = None,
    cycle: int = 1,
) -> DeadlineState:
    """Start counting `decl` from `since` (day zero), the day of the fact described by `because`."""
    term = term_of(case, decl, budget, since, cycle)
    counted = count(term, case.calendar(term.calendar))
    deadline = DeadlineState(
        id=f"{case.header.id}-p{case.next_deadline}",
        decl=decl.id,
        title=decl.title,
        provision=decl.provision.id,
        term=term,
        anchor_of=because,
        due=counted.due,
        announced=counted.due if decl.binds is Binds.PARTICULAR else None,
        provisional=counted.provisional,
        on_lapse=decl.on_lapse,
        party=party,
        opened_at=case.moment,
    )
    case.next_deadline += 1
    case.put_deadline(deadline)
    case.emit(
        FactKind.DEADLINE_SET,
        provision=deadline.provision,
        deadline=deadline.id,
        decl=decl.id,
        title=decl.title,
        anchor=since.isoformat(),
        because=because,
        due=_iso(counted.due),
        provisional=counted.provisional or None,
        policy=str(term.policy),
    )
    arm(case, decl, deadline)
    return deadline


def budget_of(decl: Deadline, amount_of: Callable[[Parameter], Any]) -> Budget | None:
    """How long the norm makes `decl`, or an act where it leaves that to the body; None where neither says."""
    if decl.budget is not None or decl.parameter is None:
        return decl.budget
    amount = amount_of(decl.parameter)
    return None if amount is None else Budget(amount=int(amount), unit=Unit(decl.parameter.unit or Unit.DIA))


def term_of(case: Case, decl: Deadline, budget: Budget, since: date, cycle: int = 1) -> Term:
    """The term by which `decl` is counted in the case from `since`, its day zero."""
    return term_by(decl, budget, since, policy=case.policy, calendar=case.header.calendar, cycle=cycle)


def term_by(decl: Deadline, budget: Budget, since: date, *, policy: Policy, calendar: str, cycle: int = 1) -> Term:
    """The term by which `decl` is counted from `since` under a policy and on a calendar, by its id."""
    return Term(
        budget=budget,
        anchor=since,
        nature=decl.nature,
        counting=decl.counting,
        binds=decl.binds,
        policy=policy,
        month_rule=decl.month_rule,
        recess=decl.recess,
        extendable=decl.extension_limit,
        cycle_k=cycle,
        calendar=calendar,
    )


def arm(case: Case, decl: Deadline, deadline: DeadlineState) -> None:
    """Write down when this deadline must ring: its lapse (or the day it is reached) and the reminders still ahead."""
    case.alarms = [alarm for alarm in case.alarms if alarm.ref != deadline.id]
    if deadline.status is not DeadlineStatus.OPEN or deadline.due is None:
        return
    if deadline.term.nature is Nature.MINIMUM:
        case.alarms.append(Alarm(at=midnight(deadline.due), what=REACH, ref=deadline.id))
        return
    case.alarms.append(Alarm(at=lapse_instant(deadline.due), what=LAPSE, ref=deadline.id))
    for days in decl.reminders:
        instant = _morning(deadline.due - timedelta(days=days))
        if instant > case.moment:
            case.alarms.append(Alarm(at=instant, what=REMIND, ref=deadline.id, days=days))


def meet(case: Case, deadline: DeadlineState, *, by: Actor | None = None, on: date | None = None) -> DeadlineState:
    """The act was done. Late when the due date was over on the day `on` (default: today)."""
    if not deadline.running:
        return deadline
    done_on = on or case.today
    late = deadline.status is DeadlineStatus.LAPSED or (deadline.due is not None and done_on > deadline.due)
    return _close(case, deadline, DeadlineStatus.MET_LATE if late else DeadlineStatus.MET, FactKind.DEADLINE_MET, by)


def cancel(case: Case, deadline: DeadlineState) -> DeadlineState:
    """What the deadline was for no longer matters; nothing lapses."""
    if not deadline.running:
        return deadline
    return _close(case, deadline, DeadlineStatus.CANCELLED, FactKind.DEADLINE_CANCELLED, None)


def lapse(case: Case, decl: Deadline, deadline: DeadlineState) -> DeadlineState:
    """The due date is over. A right is lost, an act is late, a validity ends: the nature says which."""
    final = deadline.term.nature in (Nature.PEREMPTORY, Nature.VALIDITY)
    lapsed = case.put_deadline(
        deadline.model_copy(
            update={"status": DeadlineStatus.LAPSED, "closed_at": case.moment if final else None},
        )
    )
    assert deadline.due is not None
    case.emit(
        FactKind.DEADLINE_LAPSED,
        provision=deadline.provision,
        deadline=deadline.id,
        decl=deadline.decl,
        title=deadline.title,
        due=deadline.due.isoformat(),
        lapsed_at=lapse_instant(deadline.due).isoformat(),
        then=deadline.on_lapse,
    )
    case.alarms = [alarm for alarm in case.alarms if alarm.ref != deadline.id]
    if not final:
        for days in decl.escalations:
            at = _morning(deadline.due + timedelta(days=days))
            case.alarms.append(Alarm(at=max(at, case.moment), what=ESCALATE, ref=deadline.id, days=days))
    return lapsed


def reach(case: Case, deadline: DeadlineState) -> DeadlineState:
    """The minimum has run: from now on the act may happen."""
    return _close(case, deadline, DeadlineStatus.MET, FactKind.DEADLINE_MET, None)


def remind(
    case: Case, decl: Deadline, deadline: DeadlineState, days: int, to_role: str | None, to_party: str | None
) -> None:
    """Tell who must act that `days` days are left: the party, when the act is asked of one outside the body."""
    _tell(case, FactKind.REMINDED, decl, deadline, days, to_role, REMINDED, to_party)


def escalate(case: Case, decl: Deadline, deadline: DeadlineState, days: int) -> None:
    """Tell who answers for the unit that the act is `days` days late and still due."""
    to_role = decl.escalates_to.id if decl.escalates_to else None
    _tell(case, FactKind.ESCALATED, decl, deadline, days, to_role, ESCALATED)


def suspend(
    case: Case, decl: Deadline, deadline: DeadlineState, *, by: Actor | None, on: date, reason: str
) -> DeadlineState:
    """Stop the count from the day after `on`, keeping what remains. Without `by`, the steps of the case say so.

    Raises:
        LedgerError: when the clock does not admit it (already suspended, lapsed, before the anchor).
    """
    grounds = _id(decl.suspendable)
    entry = Suspension(from_=on, act=reason, provision=grounds)
    calendar = case.calendar(deadline.term.calendar)
    term = clock.suspend(deadline.term, calendar, entry, announced=deadline.announced)
    return _by_ledger(case, decl, deadline, term, FactKind.DEADLINE_SUSPENDED, by, grounds, reason, on)


def resume(
    case: Case, decl: Deadline, deadline: DeadlineState, *, by: Actor | None, on: date, reason: str
) -> DeadlineState:
    """Let the count go on from the day after `on`. Raises `LedgerError` when nothing is suspended or `on` is too
    early."""
    term = clock.resume(deadline.term, on)
    return _by_ledger(case, decl, deadline, term, FactKind.DEADLINE_RESUMED, by, _id(decl.suspendable), reason, on)


def extend(
    case: Case, decl: Deadline, deadline: DeadlineState, *, by: Actor | None, amount: int, unit: str, reason: str,
    grounds: str | None = None,
) -> DeadlineState:  # fmt: skip
    """Add budget from the original due date before its roll. Raises `LedgerError` past the cap or after the lapse.

    `grounds` is the id of the provision, where a decision of the case extends what the ledger alone may not.
    """
    grounds = grounds or _id(decl.extendable)
    try:
        entry = Extension(amount=amount, unit=Unit(unit), act=reason, provision=grounds)
    except ValueError as error:
        raise LedgerError("extension_unit", "Diga de quantos dias, meses ou anos é a prorrogação.") from error
    calendar = case.calendar(deadline.term.calendar)
    term = clock.extend(deadline.term, calendar, entry, on=case.today, announced=deadline.announced)
    return _by_ledger(case, decl, deadline, term, FactKind.DEADLINE_EXTENDED, by, grounds, reason, case.today)


def prolong(case: Case, decl: Deadline, deadline: DeadlineState, *, to: date, reason: str) -> DeadlineState:
    """Move the last day, before its roll, to `to`, by an act that the case took in and that `reason` names.

    Raises:
        LedgerError: `to` is not after the last day, or the deadline has lapsed.
    """
    calendar = case.calendar(deadline.term.calendar)
    last = count(deadline.term, calendar).nominal
    assert last is not None
    entry = Extension(amount=(to - last).days, unit=Unit.DIA_CORRIDO, act=reason, provision=deadline.provision)
    term = clock.extend(deadline.term, calendar, entry, on=case.today, announced=deadline.announced)
    return _by_ledger(
        case, decl, deadline, term, FactKind.DEADLINE_EXTENDED, None, deadline.provision, reason, case.today
    )


def recount(case: Case, decl: Deadline, deadline: DeadlineState, why: str, decrees: Sequence[Decree] = ()) -> None:
    """Count again after something was decreed; what moved is a fact, with the acts (`decrees`) that moved it.

    Only what they reach is counted otherwise than before. What was announced to a private party is never shortened, and
    no date is set in the past.
    """
    if deadline.status not in (DeadlineStatus.OPEN, DeadlineStatus.SUSPENDED):
        return
    calendar = case.calendar(deadline.term.calendar)
    found = recounted(decl, deadline, case.context, calendar, case.header.started_on, case.today)
    moved = found.due != deadline.due
    if not moved and found.provisional == deadline.provisional and found.term == deadline.term:
        return
    changed = case.put_deadline(
        deadline.model_copy(
            update={
                "term": found.term,
                "due": found.due,
                "announced": found.due if deadline.announced else None,
                "provisional": found.provisional,
                "kept_because": found.kept_because,
            }
        )
    )
    if moved or found.provisional != deadline.provisional:
        case.emit(
            FactKind.DEADLINE_RECOUNTED,
            provision=deadline.provision,
            deadline=deadline.id,
            decl=deadline.decl,
            title=deadline.title,
            before=_iso(deadline.due),
            after=_iso(found.due),
            computed=_iso(found.computed),
            kept=found.kept_because,
            why=why,
            **decreed_by(decrees),
        )
    arm(case, decl, changed)


def _by_ledger(
    case: Case,
    decl: Deadline,
    deadline: DeadlineState,
    term: Term,
    kind: FactKind,
    by: Actor | None,
    grounds: str | None,
    reason: str,
    on: date,
) -> DeadlineState:
    counted = count(term, case.calendar(term.calendar))
    due = counted.due
    if due is not None and deadline.announced is not None:
        due = max(due, deadline.announced)
    changed = case.put_deadline(
        deadline.model_copy(
            update={
                "term": term,
                "due": due,
                "announced": due if deadline.announced and due else deadline.announced,
                "provisional": counted.provisional,
                "remaining": counted.remaining.amount if counted.remaining else None,
                "status": DeadlineStatus.OPEN if due else DeadlineStatus.SUSPENDED,
            }
        )
    )
    case.emit(
        kind,
        by=by,
        provision=grounds or deadline.provision,
        deadline=deadline.id,
        decl=deadline.decl,
        title=deadline.title,
        reason=reason,
        on=on.isoformat(),
        due=_iso(due),
        remaining=changed.remaining,
    )
    arm(case, decl, changed)
    return changed


def _close(
    case: Case, deadline: DeadlineState, status: DeadlineStatus, kind: FactKind, by: Actor | None
) -> DeadlineState:
    closed = case.put_deadline(deadline.model_copy(update={"status": status, "closed_at": case.moment}))
    case.alarms = [alarm for alarm in case.alarms if alarm.ref != deadline.id]
    case.emit(
        kind,
        by=by,
        provision=deadline.provision,
        deadline=deadline.id,
        decl=deadline.decl,
        title=deadline.title,
        due=_iso(deadline.due),
        status=str(status),
    )
    return closed


def _tell(
    case: Case, kind: FactKind, decl: Deadline, deadline: DeadlineState, days: int, to_role: str | None,
    text: MessageText,    to_party: str | None = None,
) -> None:  # fmt: skip
    case.emit(
        kind,
        provision=deadline.provision,
        deadline=deadline.id,
        decl=deadline.decl,
        title=deadline.title,
        due=_iso(deadline.due),
        days=days,
        to=to_role,
    )
    if to_role is None:
        return
    case.pending.notifications.append(
        NotificationOut(
            key=f"{deadline.id}:{kind}:{days}:{_iso(deadline.due)}",
            kind=text.kind,
            to_role=None if to_party else to_role,
            to_party=to_party,
            at=case.moment,
            **text.filled(
                prazo=deadline.title,
                dias=str(days),
                dispositivo=decl.provision.citation,
                vencimento=clock.format_date(deadline.due) if deadline.due else "sem data",
                consequencia=deadline.on_lapse,
            ),
        )
    )


def midnight(day: date) -> datetime:
    """The first instant of `day` in the legal time zone."""
    return datetime.combine(day, time(0), ZONE)


def _morning(day: date) -> datetime:
    return datetime.combine(day, OFFICE_OPENS, ZONE)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _id(provision: Any) -> str | None:
    return provision.id if provision else None
