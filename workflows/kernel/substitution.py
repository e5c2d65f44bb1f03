"""Acting in an absent person's stead: on the tasks they hold, within the days of their absence, and nothing beyond.

The door vouches for who substitutes whom and for the days, as it vouches for ids and roles. All else is judged here on
every act: the days, which acts, whose task it is. No competence passes: who substitutes needs the role themselves, and
what bars either of the two bars the act.
"""

from workflows.clock import local_date
from workflows.kernel.messages import Act, RefusalCode, Verb
from workflows.kernel.refusals import refuse
from workflows.kernel.state import Actor, TaskState

IN_ANOTHERS_STEAD = {
    Verb.COMPLETE, Verb.SAVE_DRAFT, Verb.RELEASE, Verb.DELEGATE, Verb.GIVE_BACK, Verb.COMMENT, Verb.ATTACH,
}  # fmt: skip
"""What the holder of a task does with it. Managing others, taking from the queue and declaring impediment are one's
own."""


def persons(actor: Actor) -> tuple[str, ...]:
    """Who acts and, when it is in somebody's stead, that person too."""
    return (actor.id, actor.acting_for) if actor.acting_for else (actor.id,)


def check_substitution(act: Act, task: TaskState | None = None) -> None:
    """Refuse an act in another's stead outside the absence, of a kind that cannot be, or on a task that is not theirs.

    An act in one's own name passes. Raises `Refused`.
    """
    actor = act.actor
    if actor.acting_for is None:
        return
    absence = actor.absence
    if absence is None or actor.acting_for == actor.id or act.verb not in IN_ANOTHERS_STEAD:
        raise refuse(RefusalCode.INVALID_ACT, "Este ato não pode ser praticado em substituição a outra pessoa.")
    if not absence.since <= local_date(act.received_at) <= absence.until:
        raise refuse(RefusalCode.NOT_YOURS, "A substituição não vale nesta data: o período dela não a alcança.")
    if task is None or task.owner != actor.acting_for:
        raise refuse(
            RefusalCode.NOT_YOURS, "Esta tarefa não está com a pessoa substituída. Aja em seu próprio nome, se couber."
        )
