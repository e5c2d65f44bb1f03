"""What a case opens, closes and withdraws: task offers, third parties' events, the ledger of deadlines, its own end."""

from collections.abc import Collection
from typing import Any

from workflows.clock import LedgerError, in_time
from workflows.kernel import deadlines
from workflows.kernel.case import Case, OpenEvent
from workflows.kernel.forms import as_read, validate
from workflows.kernel.messages import Act, DocumentRef, RefusalCode, Verb
from workflows.kernel.refusals import as_refusals, barred, invalid_form, refuse, wrong_role
from workflows.kernel.registry import deadline_of, task_of
from workflows.kernel.roles import GESTAO, ROLES, SECRETARIO
from workflows.kernel.state import (
    Actor,
    CaseStatus,
    DeadlineState,
    DeadlineStatus,
    Exclusion,
    FactKind,
    TaskState,
    TaskStatus,
)
from workflows.kernel.words import Event, HumanTask, Outcome

MOST_FILES = 20
"""So many files may come with one thing that is brought."""
LEDGER_ROLES = {GESTAO.id, SECRETARIO.id}


# -- tasks -----------------------------------------------------------------------------------------------------


def offer_task(
    case: Case,
    decl: HumanTask,
    *,
    role: str,
    party: str | None,
    subject: str | None,
    about: dict[str, Any],
    deadline: str | None,
    person: str | None = None,
) -> TaskState:
    """Open a task for a role (and party), or for a person named. Whoever wrote what it must be independent of is
    excluded from the start."""
    task = case.put_task(
        TaskState(
            id=f"{case.header.id}-t{case.next_task}",
            decl=decl.id,
            title=decl.title,
            role=role,
            provision=decl.provision.id,
            party=party,
            subject=subject,
            owner=person,
            status=TaskStatus.RESERVED if person else TaskStatus.READY,
            excluded=_excluded(case, decl),
            offered_at=case.moment,
            deadline=deadline,
            about=about,
        )
    )
    case.next_task += 1
    watched = case.deadlines.get(deadline or "")
    case.emit(
        FactKind.TASK_OFFERED,
        provision=task.provision,
        task=task.id,
        decl=decl.id,
        title=decl.title,
        role=role,
        party=party,
        subject=subject,
        owner=person,
        due=watched.due.isoformat() if watched and watched.due else None,
    )
    return task


def _excluded(case: Case, decl: HumanTask) -> tuple[Exclusion, ...]:
    """Who did what this act must be independent of, and in whose stead it was done."""
    return tuple(
        Exclusion(user=person, reason=reason.format(other.title), provision=other.provision.id)
        for other in decl.excludes
        for reason, people in (
            ("praticou neste processo o ato “{}”", case.authors.get(other.id, ())),
            ("o ato “{}” foi praticado neste processo em substituição a essa pessoa", case.covered.get(other.id, ())),
        )
        for person in dict.fromkeys(people)
    )


def spread_exclusions(case: Case, done: HumanTask, author: str) -> None:
    """Whoever just did `done` is excluded from the open tasks that must be independent of it."""
    for task in list(case.tasks.values()):
        if not task.status.open or done.id not in {other.id for other in task_of(task.decl).excludes}:
            continue
        changes: dict[str, Any] = {"excluded": _excluded(case, task_of(task.decl))}
        if task.owner == author:
            changes |= {"owner": None, "delegated_by": None, "status": TaskStatus.READY}
            case.emit(
                FactKind.TASK_RELEASED, provision=task.provision, task=task.id, decl=task.decl, title=task.title,
                reason=f"quem pratica o ato “{done.title}” não pratica este",
            )  # fmt: skip
        case.put_task(task.model_copy(update=changes))


def withdraw_task(case: Case, task: TaskState, reason: str) -> None:
    """The task is no longer needed."""
    case.put_task(task.model_copy(update={"status": TaskStatus.WITHDRAWN, "closed_at": case.moment}))
    case.emit(
        FactKind.TASK_WITHDRAWN, provision=task.provision, task=task.id, decl=task.decl, title=task.title,
        reason=reason,
    )  # fmt: skip


def withdraw_since(
    case: Case, first_task: int, first_deadline: int, _keys: int = 0, open_before: Collection[str] = ()
) -> None:
    """Withdraw what was opened since those numbers, and the events not open before: all that lost its purpose."""
    for task in list(case.tasks.values()):
        if task.status.open and _number(task.id) >= first_task:
            withdraw_task(case, task, "o processo tomou outro caminho")
    for deadline in list(case.deadlines.values()):
        if deadline.running and _number(deadline.id) >= first_deadline:
            deadlines.cancel(case, deadline)
    for opened in [one for one in case.events.values() if one.key not in open_before]:
        _close_event(case, opened)


def responsible_for(case: Case, deadline: DeadlineState) -> str | None:
    """The role that must act under a deadline: that of an open task it governs."""
    return next((task.role for task in case.tasks.values() if task.deadline == deadline.id and task.status.open), None)


def party_reminded(case: Case, deadline: DeadlineState) -> str | None:
    """The party that must act under a deadline, when its open task is asked of somebody outside the body."""
    tasks = [task for task in case.tasks.values() if task.deadline == deadline.id and task.status.open]
    return next((task.party for task in tasks if task.role in ROLES and ROLES[task.role].external), None)


def _number(ref: str) -> int:
    return int(ref.rsplit("-", 1)[1][1:])


# -- events ------------------------------------------------------------------------------------------------------


def open_event(
    case: Case, decl: Event, key: str, party: str | None, until: str | None, sealed: bool | None = None
) -> None:
    """Third parties may bring `decl` from now on; where `sealed` is said, what they bring is kept (see `seals`)."""
    case.events[key] = OpenEvent(
        decl=decl.id,
        key=key,
        title=decl.title,
        provision=decl.provision.id,
        who=tuple(role.id for role in decl.who),
        party=party,
        until=until,
        many=decl.many,
        sealed=sealed,
    )
    _show_events(case)
    case.emit(FactKind.EVENT_OPENED, provision=decl.provision.id, event=decl.id, title=decl.title, party=party)


def close_events(case: Case, decl: Event) -> None:
    """`decl` may no longer be brought."""
    for opened in [one for one in case.events.values() if one.decl == decl.id]:
        _close_event(case, opened)


def close_events_until(case: Case, deadline: str) -> None:
    """The deadline of these events is over."""
    for opened in [one for one in case.events.values() if one.until == deadline]:
        _close_event(case, opened)


def check_event(case: Case, decl: Event, act: Act, subject: object) -> OpenEvent:
    """Refuse unless `decl` is open to this person and what they bring is acceptable."""
    opened = next((one for one in case.events.values() if one.decl == decl.id), None)
    if opened is None:
        raise refuse(
            RefusalCode.TOO_LATE,
            f"Este processo não está recebendo: {decl.title}.",
            provision=decl.provision.id,
        )
    bar = case.impediment_of(act.actor.id)
    if bar:
        raise barred(bar, RefusalCode.IMPEDED)
    if not set(opened.who) & set(act.actor.roles):
        raise wrong_role(opened.who[0], decl.provision)
    if decl.parties_only and not _related(case, decl, act):
        raise refuse(
            RefusalCode.WRONG_PARTY, "Só quem é parte deste processo pode trazer isto.", provision=decl.provision.id
        )
    deadline = case.deadlines.get(opened.until or "")
    if deadline is not None and deadline.due is not None and not in_time(act.received_at, deadline.due):
        raise refuse(RefusalCode.TOO_LATE, "O prazo para esta manifestação terminou.", provision=decl.provision.id)
    _check_files(decl, act)
    form = validate(decl.form, act.form)
    if isinstance(form, tuple):
        raise invalid_form(form)
    if decl.check:
        with as_refusals():
            decl.check(subject, act, form)
    return opened


def _check_files(decl: Event, act: Act) -> None:
    if act.documents and not decl.files:
        raise refuse(RefusalCode.INVALID_ACT, f"Não se enviam arquivos com: {decl.title}.")
    if len(act.documents) > MOST_FILES:
        raise refuse(RefusalCode.INVALID_ACT, f"Envie até {MOST_FILES} arquivos de uma vez.")


def _related(case: Case, decl: Event, act: Act) -> bool:
    inside = any(not role.external and role.id in act.actor.roles for role in decl.who)
    return inside or bool({act.actor.id, *act.actor.parties} & set(case.header.parties))


def receive_event(case: Case, decl: Event, act: Act) -> OpenEvent:
    """Take in what was brought; an event that comes once is closed by it."""
    opened = next(one for one in case.events.values() if one.decl == decl.id)
    case.emit(
        FactKind.EVENT_RECEIVED,
        by=act.actor,
        provision=decl.provision.id,
        act=act.id,
        event=decl.id,
        title=decl.title,
        form=as_read(decl.form, act.form),
    )
    attach(case, decl, act.documents, act.actor, act.id)
    if not opened.many:
        del case.events[opened.key]
        _show_events(case)
    return opened


def attach(case: Case, decl: Event, files: tuple[DocumentRef, ...], by: Actor, act: str | None = None) -> None:
    """The files that came with what was brought are now documents of the case, each by a fact with its SHA-256."""
    for file in dict.fromkeys(files):
        case.pending.documents.append((file, None, by.id, case.moment))
        case.emit(
            FactKind.DOCUMENT_ATTACHED, by=by, act=act, provision=decl.provision.id, event=decl.id, title=file.title,
            document=file.id, sha256=file.sha256,
        )  # fmt: skip


def _close_event(case: Case, opened: OpenEvent) -> None:
    del case.events[opened.key]
    _show_events(case)
    case.emit(FactKind.EVENT_CLOSED, provision=opened.provision, event=opened.decl, title=opened.title)


def _show_events(case: Case) -> None:
    case.put_header(events=tuple(sorted({opened.decl for opened in case.events.values()})))


# -- the ledger of deadlines ---------------------------------------------------------------------------------------


def check_ledger(case: Case, act: Act) -> None:
    """Refuse a suspension, resumption or extension that this person may not decide or the norm does not foresee."""
    deadline = _deadline(case, act)
    decl = deadline_of(deadline.decl)
    if not LEDGER_ROLES & set(act.actor.roles):
        raise wrong_role(GESTAO.id)
    if not (act.reason and act.reason.strip()):
        raise refuse(RefusalCode.INVALID_ACT, "Escreva o motivo da decisão.")
    grounds = decl.extendable if act.verb is Verb.EXTEND else decl.suspendable
    code = RefusalCode.NOT_EXTENDABLE if act.verb is Verb.EXTEND else RefusalCode.NOT_SUSPENDABLE
    if grounds is None:
        word = "prorrogar" if act.verb is Verb.EXTEND else "suspender"
        raise refuse(code, f"A norma não permite {word} este prazo.", provision=decl.provision.id)
    trial = Case.__new__(Case)
    trial.__dict__ = {**case.__dict__, "deadlines": dict(case.deadlines), "alarms": list(case.alarms)}
    trial.pending = type(case.pending)()
    try:
        _change_ledger(trial, deadline, act)
    except LedgerError as error:
        raise refuse(code, str(error), provision=grounds.id) from None


def apply_ledger(case: Case, act: Act) -> None:
    """Suspend, resume or extend: the decision is a fact, the date moves by the clock."""
    _change_ledger(case, _deadline(case, act), act)


def _change_ledger(case: Case, deadline: DeadlineState, act: Act) -> None:
    decl = deadline_of(deadline.decl)
    reason = act.reason or ""
    on = act.on or case.today
    if act.verb is Verb.SUSPEND:
        deadlines.suspend(case, decl, deadline, by=act.actor, on=on, reason=reason)
    elif act.verb is Verb.RESUME:
        if deadline.status is not DeadlineStatus.SUSPENDED:
            raise LedgerError("not_suspended", "Este prazo não está suspenso.")
        deadlines.resume(case, decl, deadline, by=act.actor, on=on, reason=reason)
    else:
        deadlines.extend(
            case, decl, deadline, by=act.actor, amount=act.amount or 0, unit=act.unit or "dia", reason=reason
        )


def _deadline(case: Case, act: Act) -> DeadlineState:
    deadline = case.deadlines.get(act.deadline or "")
    if deadline is None:
        raise refuse(RefusalCode.UNKNOWN_DEADLINE, "Este prazo não existe neste processo.")
    return deadline


# -- the end -----------------------------------------------------------------------------------------------------


def end_case(case: Case, outcome: Outcome, declared: Outcome) -> None:
    """Nothing more happens in this case: what is still open is withdrawn, and the outcome is recorded."""
    withdraw_since(case, 0, 0)
    case.put_header(status=CaseStatus.ENDED, outcome=str(outcome), ended_at=case.moment)
    case.emit(FactKind.CASE_ENDED, outcome=str(outcome), title=declared.title)
