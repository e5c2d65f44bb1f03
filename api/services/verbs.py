"""Which acts somebody could do on a task now, so that pages offer only what the case would accept."""

from collections.abc import Collection

from activities.records.queries.views import CaseFull, TaskView
from api.identity.principal import Principal
from workflows.kernel.messages import Verb
from workflows.kernel.named import HANDED_ON
from workflows.kernel.words import HumanTask


def verbs_of(
    who: Principal, task: TaskView, case: CaseFull, decl: HumanTask, covered: Collection[str] = ()
) -> list[str]:
    """The verbs, in the order of the kernel's list. The case itself has the last word when the act comes.

    `covered` are the absent people whom `who` substitutes now.
    """
    verbs = set(_common(who, task))
    if task.status.open:
        if task.owner in covered and not decl.role.by_act and not _barred(who, task, case):
            verbs |= _in_their_stead(task, case)
        if _may_do(who, task, case):
            verbs |= _doing(who, task)
        if task.delegated_by == who.id and task.owner != who.id and not _barred(who, task, case):
            verbs.add(Verb.TAKE_BACK)
        if who.manager:
            verbs.add(Verb.REASSIGN)
            if decl.skippable is not None:
                verbs.add(Verb.SKIP)
    if decl.role.by_act:
        verbs -= HANDED_ON
    return [str(verb) for verb in Verb if verb in verbs]


def _common(who: Principal, task: TaskView) -> tuple[Verb, ...]:
    if not (who.manager or _related(who, task)):
        return ()
    taking_part = (Verb.COMMENT, Verb.ATTACH)
    return (*taking_part, Verb.DECLARE_IMPEDIMENT) if task.status.open else taking_part


def _related(who: Principal, task: TaskView) -> bool:
    theirs = task.party is None or task.party in who.parties
    return task.owner == who.id or (who.holds(task.role) and theirs)


def _may_do(who: Principal, task: TaskView, case: CaseFull) -> bool:
    return not _barred(who, task, case) and _related(who, task)


def _barred(who: Principal, task: TaskView, case: CaseFull) -> bool:
    return any(one.user == who.id for one in (*task.excluded, *case.impeded))


def _in_their_stead(task: TaskView, case: CaseFull) -> set[Verb]:
    """What the substitute of whoever holds the task may do: nothing, when the absent person themselves is barred."""
    if any(one.user == task.owner for one in (*task.excluded, *case.impeded)):
        return set()
    verbs = {Verb.COMPLETE, Verb.SAVE_DRAFT, Verb.DELEGATE, Verb.RELEASE}
    return {*verbs, Verb.GIVE_BACK} if task.delegated_by else verbs


def _doing(who: Principal, task: TaskView) -> set[Verb]:
    if task.owner not in (None, who.id):
        return set()
    verbs = {Verb.COMPLETE, Verb.SAVE_DRAFT, Verb.DELEGATE}
    if task.owner is None:
        return {*verbs, Verb.CLAIM}
    return {*verbs, Verb.RELEASE, Verb.FOLLOW_UP, *((Verb.GIVE_BACK,) if task.delegated_by else ())}
