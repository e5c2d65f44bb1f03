"""What a case waits for, drawn from its open tasks, the events it depends on and the deadlines it lets run."""

from workflows.kernel.case import Case
from workflows.kernel.registry import about, deadline_of, declaration, task_of
from workflows.kernel.state import DeadlineState, TaskState, Wait, WaitKind


def waits_of(case: Case) -> tuple[Wait, ...]:
    """The open waits: tasks first, then events, deadlines and children, each in the order it was opened."""
    tasks = tuple(_for_task(case, task) for task in case.tasks.values() if task.status.open)
    awaited = {
        ref.removeprefix("fim:") for ref, key in case.keys.items() if ref.startswith("fim:") and key not in case.journal
    }
    running = tuple(
        _for_deadline(deadline) for deadline in case.deadlines.values() if deadline.id in awaited and deadline.running
    )
    children = tuple(
        _for_child(key, ref)
        for key, ref in case.keys.items()
        if (key.startswith("filho:") or (key.startswith("avulso:") and ref in awaited)) and key not in case.journal
    )
    return (*tasks, *_for_events(case), *running, *children)


def _for_task(case: Case, task: TaskState) -> Wait:
    deadline = case.deadlines.get(task.deadline or "")
    decl = task_of(task.decl)
    return Wait(
        kind=WaitKind.TASK,
        decl=task.decl,
        ref=task.id,
        title=task.title,
        on=task.party or task.role,
        provision=task.provision,
        until=deadline.due if deadline else None,
        deadline=deadline.id if deadline else None,
        then=decl.then or None,
    )


def _for_child(key: str, ref: str) -> Wait:
    asked = key.split("#")[0].partition(":")[2]
    kind = about(asked.split(":")[0])
    return Wait(
        kind=WaitKind.CHILD,
        decl=asked,
        ref=ref,
        title=f"a conclusão do processo vinculado “{kind.title}”",
        on="processo vinculado",
        provision=kind.provisions[0].id,
    )


def _for_events(case: Case) -> tuple[Wait, ...]:
    found = []
    for opened in case.events.values():
        deadline = case.deadlines.get(opened.until or "")
        if deadline is None:
            continue
        found.append(
            Wait(
                kind=WaitKind.EVENT,
                decl=opened.decl,
                ref=opened.key,
                title=declaration(opened.decl).title,
                on=opened.who[0],
                provision=opened.provision,
                until=deadline.due,
                deadline=deadline.id,
                then=deadline.on_lapse,
            )
        )
    return tuple(found)


def _for_deadline(deadline: DeadlineState) -> Wait:
    return Wait(
        kind=WaitKind.DEADLINE,
        decl=deadline.decl,
        ref=deadline.id,
        title=deadline_of(deadline.decl).title,
        on="prazo",
        provision=deadline.provision,
        until=deadline.due,
        deadline=deadline.id,
        then=deadline.on_lapse,
    )
