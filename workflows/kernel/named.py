"""Acts of named persons: members designated by an act, who neither hand their task on nor act in each other's stead.

The competence comes from the designation, not from a role that somebody holds (`Role.by_act`). A member who is impeded
ends what waited for them, and what waited for the panel they sit on: the answer is `IMPEDIDO`, and the procedure says
how the member is replaced.
"""

from collections.abc import Iterable

from workflows.kernel.case import Case
from workflows.kernel.messages import Act, NotificationOut, RefusalCode, Verb
from workflows.kernel.refusals import refuse
from workflows.kernel.state import Actor, Exclusion, FactKind, TaskState, TaskStatus
from workflows.kernel.texts import DESIGNATED
from workflows.kernel.words import HumanTask

HANDED_ON = {Verb.RELEASE, Verb.DELEGATE, Verb.REASSIGN}


def panel_of(case: Case, task: TaskState) -> tuple[str, ...]:
    """The persons without whom this task cannot be done; () for a task asked of a role."""
    return tuple(case.journal.get(_panel(task.id), ()))


def assign(case: Case, task: TaskState, panel: Iterable[str]) -> None:
    """Keep who must stay free of impediment while `task` waits, and tell the person it is asked of, if it is one."""
    case.journal[_panel(task.id)] = list(dict.fromkeys(panel))
    if task.owner is None:
        return
    case.pending.notifications.append(
        NotificationOut(
            key=f"{task.id}:designada", kind=DESIGNATED.kind, to_user=task.owner, task=task.id, at=case.moment,
            **DESIGNATED.filled(tarefa=task.title),
        )
    )  # fmt: skip


def waiting_for(case: Case, person: str) -> list[TaskState]:
    """The open tasks that cannot be done without `person`."""
    return [task for task in case.tasks.values() if task.status.open and person in panel_of(case, task)]


def declare(case: Case, person: str, reason: str, provision: str, by: Actor | None, act: str | None) -> None:
    """Bar `person` from the case, as a fact."""
    bar = Exclusion(user=person, reason=reason, provision=provision)
    case.put_header(impeded=(*case.header.impeded, bar))
    case.emit(FactKind.IMPEDIMENT_DECLARED, by=by, provision=provision, act=act, person=person, reason=reason)


def known_to(case: Case) -> tuple[str, ...]:
    """Who has done an act of the case, holds a task of it, or is one of those without whom one cannot be done."""
    waited = (
        person
        for task in case.tasks.values()
        if task.status.open
        for person in (*panel_of(case, task), *((task.owner,) if task.owner else ()))
    )
    return tuple(dict.fromkeys((*(one for done in case.authors.values() for one in done), *waited)))


def linked(case: Case, bar: Exclusion) -> None:
    """A link entered in the register keeps a person out from now on: a fact, and what they hold goes back to the queue.

    The person is not barred for good: the register says until when.
    """
    case.emit(
        FactKind.IMPEDIMENT_DECLARED, provision=bar.provision, person=bar.user, reason=bar.reason, registered=True
    )
    for held in [one for one in case.tasks.values() if one.status.open and one.owner == bar.user]:
        if bar.user in panel_of(case, held):
            continue
        case.put_task(held.model_copy(update={"owner": None, "delegated_by": None, "status": TaskStatus.READY}))
        case.emit(
            FactKind.TASK_RELEASED, provision=held.provision, task=held.id, decl=held.decl, title=held.title,
            reason="impedimento registrado",
        )  # fmt: skip


def _panel(task: str) -> str:
    return f"colegiado:{task}"


def check_personal(case: Case, decl: HumanTask, task: TaskState, act: Act) -> None:
    """Refuse what would take a designated person's act from them: handing it on, or doing it in their stead.

    A task asked of a role passes. Raises `Refused`.
    """
    if not decl.role.by_act or not panel_of(case, task) or act.verb is Verb.DECLARE_IMPEDIMENT:
        return
    if act.verb in HANDED_ON:
        raise refuse(
            RefusalCode.RULE, provision=decl.provision.id,
            message="Este ato é de quem foi designado e não passa a outra pessoa; havendo impedimento, declare-o.",
        )  # fmt: skip
    if act.actor.id != task.owner or act.actor.acting_for is not None:
        raise refuse(
            RefusalCode.NOT_YOURS,
            "Este ato cabe à pessoa designada para ele.",
            provision=decl.provision.id,
            by=task.owner,
        )
