"""Papers of a task, which are no facts: the day on which its holder wants to see it again, and what a comment says.

Like `acts`, the checks refuse without changing anything, and what applies assumes that they passed.
"""

from datetime import timedelta

from workflows.kernel.case import Case
from workflows.kernel.messages import Act, Comment, FollowUp, NotificationOut, RefusalCode
from workflows.kernel.refusals import held_by_another, refuse
from workflows.kernel.state import FactKind, TaskState
from workflows.kernel.texts import MENTIONED
from workflows.kernel.words import HumanTask

NOTE_LIMIT = 500
MOST_MENTIONS = 20
MENTION = "mention"
"""The kind of the message to whoever a comment mentions."""
FARTHEST = timedelta(days=366)


def check_follow_up(case: Case, task: TaskState, act: Act) -> None:
    """Refuse a day (`on`) that is not ahead, is beyond a year or the task's own deadline, or is set on another's task.

    Without `on` the actor's own paper is taken away, which nothing refuses.
    """
    if act.on is None:
        return
    if task.owner is None:
        raise refuse(RefusalCode.INVALID_ACT, "Assuma a tarefa antes de marcar um dia para revê-la.")
    if task.owner != act.actor.id:
        raise held_by_another(task)
    if act.on <= case.today:
        raise refuse(RefusalCode.INVALID_ACT, "Escolha um dia depois de hoje.")
    deadline = case.deadlines.get(task.deadline or "")
    if deadline and deadline.running and deadline.due and deadline.due < act.on:
        raise refuse(
            RefusalCode.INVALID_ACT,
            f"O prazo desta tarefa vence antes, em {deadline.due:%d/%m/%Y}. Escolha um dia até lá.",
            provision=deadline.provision,
        )
    if act.on > case.today + FARTHEST:
        raise refuse(RefusalCode.INVALID_ACT, "Escolha um dia dentro de um ano.")
    if len(act.text or "") > NOTE_LIMIT:
        raise refuse(RefusalCode.INVALID_ACT, f"Escreva um recado de até {NOTE_LIMIT} caracteres.")


def follow_up(case: Case, _decl: HumanTask, task: TaskState, act: Act) -> TaskState:
    """Keep the day and the note for the next turn, or that both are taken away."""
    note = (act.text or "").strip()
    kept = FollowUp(task=task.id, user=act.actor.id, on=act.on, note=note, at=case.moment)
    case.pending.follow_ups.append(kept)
    case.touch()
    return task


def check_mentions(case: Case, act: Act) -> None:
    """Refuse to mention too many persons, or one who may take no part in the case. Who may see it, the door vouches."""
    if len(act.mentions) > MOST_MENTIONS:
        raise refuse(RefusalCode.INVALID_ACT, f"Mencione até {MOST_MENTIONS} pessoas num comentário.")
    for person in act.mentions:
        if bar := case.impediment_of(person):
            raise refuse(
                RefusalCode.EXCLUDED,
                "Uma das pessoas mencionadas está impedida neste processo e não pode participar dele.",
                provision=bar.provision,
            )


def comment(case: Case, _decl: HumanTask, task: TaskState, act: Act) -> TaskState:
    """Keep what was said, tell whom it mentions, and leave the fact that somebody commented."""
    text = (act.text or "").strip()
    mentions = tuple(dict.fromkeys(person for person in act.mentions if person != act.actor.id))
    said = Comment(task=task.id, user=act.actor.id, text=text, at=case.moment, act=act.id, mentions=mentions)
    case.pending.comments.append(said)
    for person in mentions:
        _tell(case, task, act, person)
    case.emit(FactKind.COMMENTED, by=act.actor, act=act.id, task=task.id, title=task.title)
    return task


def _tell(case: Case, task: TaskState, act: Act, person: str) -> None:
    # The message does not say what was commented: that is read where it stands, by whoever may.
    case.pending.notifications.append(
        NotificationOut(
            key=f"{act.id}:mention:{person}",
            kind=MENTION,
            to_user=person,
            task=task.id,
            at=case.moment,
            **MENTIONED.filled(tarefa=task.title),
        )
    )
