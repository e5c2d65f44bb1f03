"""Reading the records for whoever asks: lists, details and their sentences."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.absences import covered_by
from activities.records.promises import Promises, load_promises
from activities.records.queries import cases, deadlines, tasks
from activities.records.queries.cases import CaseFilter
from activities.records.queries.deadlines import DeadlineFilter
from activities.records.queries.tasks import TaskFilter
from activities.records.queries.viewer import Viewer
from activities.records.queries.views import (
    AttachmentView,
    CaseFull,
    CaseSummary,
    DeadlineView,
    TaskView,
)
from api.door import Door
from api.identity.principal import Principal
from api.problems import Problem, not_found
from api.services.access import THE_DOOR, case_for_events, may_bring, visible_case, visible_task
from api.services.verbs import verbs_of
from api.shapes import (
    ActOut,
    CaseDetail,
    CaseOut,
    CommentOut,
    DeadlineOut,
    DocumentOut,
    DraftOut,
    EventOut,
    FactOut,
    FollowUpOut,
    OutcomeOut,
    Page,
    TaskDetail,
    TaskOut,
    WaitOut,
)
from workflows.clock import local_date
from workflows.kernel import registry
from workflows.kernel.explain import explain, explain_case
from workflows.kernel.messages import ActResult
from workflows.kernel.state import CaseHeader, DeadlineState, Wait
from workflows.kernel.words import Event, HumanTask

__all__ = ["CaseFilter", "DeadlineFilter", "TaskFilter"]
ALWAYS = "Pode ser apresentada a qualquer momento, sem prazo, enquanto o processo a aceitar."


# -- cases -----------------------------------------------------------------------------------------------------------


async def list_cases(
    session: AsyncSession, who: Principal, wanted: CaseFilter, sort: str, cursor: str | None, limit: int, now: datetime
) -> Page[CaseOut]:
    """Cases that `who` may see. Raises `Problem` 400 for a cursor that is none of ours."""
    today = local_date(now)
    try:
        page = await cases.list_cases(session, who.viewer, wanted, today=today, sort=sort, cursor=cursor, limit=limit)
    except ValueError:
        raise Problem("cursor-invalido") from None
    return Page(items=[case_out(case, today) for case in page.items], next_cursor=page.next_cursor)


async def case_detail(session: AsyncSession, who: Principal, id: str, now: datetime) -> CaseDetail:
    """A case, what it waits for in sentences, and everything that hangs on it. Raises `Problem` 404."""
    view = await cases.case_view(session, who.viewer, id)
    if view is None:
        raise not_found("Este processo não existe ou não é visível a você.")
    today = local_date(now)
    states = {item.id: deadline_state(item) for item in view.deadlines}
    promises = await load_promises(session)
    return CaseDetail(
        **case_out(view.case, today).model_dump(),
        policy=view.case.policy,
        calendar=view.case.calendar,
        explanation=explain_case(header_of(view.case), states, today),
        waits=wait_outs(view.case.waits, states, today),
        tasks=[task_out(task, today, promises) for task in view.tasks if task.status.open],
        deadlines=[deadline_out(item, today) for item in view.deadlines],
        children=[case_out(child, today) for child in view.children],
        documents=[attachment_out(paper) for paper in view.documents],
        impeded=list(view.case.impeded),
    )


async def list_facts(session: AsyncSession, who: Principal, id: str, after: int, limit: int) -> Page[FactOut]:
    """The timeline of a case. Raises `Problem` 404."""
    await visible_case(session, who, id)
    page = await cases.facts(session, id, after, limit)
    return Page(items=[FactOut.model_validate(fact) for fact in page.items], next_cursor=page.next_cursor)


async def open_events(session: AsyncSession, who: Principal, id: str, now: datetime) -> list[EventOut]:
    """What may be brought to a case now. Raises `Problem` 404."""
    case, takes_part = await case_for_events(session, who, id)
    states = await states_of(session, THE_DOOR, case.waits)
    until = {wait.decl: wait for wait in case.open_events}
    found = []
    for id in case.events:
        event = registry.declaration(id)
        assert isinstance(event, Event)
        if event.parties_only and not takes_part:
            continue
        wait = until.get(id)
        found.append(
            EventOut(
                id=event.id,
                title=event.title,
                provision=event.provision.id,
                who=[role.id for role in event.who],
                form_schema=event.form.model_json_schema(),
                until=wait.until if wait else None,
                explanation=explain(wait, states.get(wait.deadline or ""), local_date(now)) if wait else ALWAYS,
                allowed=may_bring(who, event, takes_part),
            )
        )
    return found


# -- tasks -----------------------------------------------------------------------------------------------------------


async def list_tasks(
    session: AsyncSession,
    who: Principal,
    wanted: TaskFilter,
    sort: str,
    cursor: str | None,
    limit: int,
    now: datetime,
    promise_late: bool = False,
) -> Page[TaskOut]:
    """The inbox of `who`; with `promise_late`, of tasks whose service promise is over.

    Raises `Problem` 400 for a cursor that is none of ours.
    """
    today = local_date(now)
    promises = await load_promises(session)
    if promise_late:
        wanted = wanted.model_copy(update={"promised": promises.late(today)})
    if not (wanted.mine or wanted.role or wanted.procedure or who.manager or who.administrator):
        wanted = wanted.model_copy(update={"available": True})
    try:
        page = await tasks.list_tasks(session, who.viewer, wanted, today=today, sort=sort, cursor=cursor, limit=limit)
    except ValueError:
        raise Problem("cursor-invalido") from None
    return Page(items=[task_out(task, today, promises) for task in page.items], next_cursor=page.next_cursor)


async def task_detail(session: AsyncSession, who: Principal, id: str, now: datetime) -> TaskDetail:
    """A task, with all that is needed to do it. Raises `Problem` 404."""
    found = await visible_task(session, who, id)
    decl = registry.declaration(found.task.decl)
    assert isinstance(decl, HumanTask)
    today = local_date(now)
    return TaskDetail(
        **task_out(found.task, today, await load_promises(session)).model_dump(),
        instructions=decl.instructions,
        then=decl.then,
        form_schema=decl.form.model_json_schema(),
        outcomes=[OutcomeOut(id=str(one), title=one.title, help=one.help) for one in decl.outcomes],
        excluded=list(found.task.excluded),
        deadline_detail=deadline_out(found.deadline, today) if found.deadline else None,
        draft=DraftOut(form=found.draft.form, saved_at=found.draft.saved_at) if found.draft else None,
        follow_up=FollowUpOut(on=found.follow_up.until, note=found.follow_up.note) if found.follow_up else None,
        comments=[CommentOut(user=note.user_id, text=note.text, at=note.at) for note in found.comments],
        documents=[attachment_out(paper) for paper in found.documents],
        about=found.task.about,
        verbs=verbs_of(who, found.task, found.case, decl, await covered_by(session, who.id, today)),
    )


# -- deadlines ---------------------------------------------------------------------------------------------------------


async def list_deadlines(
    session: AsyncSession, who: Principal, wanted: DeadlineFilter, cursor: str | None, limit: int, now: datetime
) -> Page[DeadlineOut]:
    """Deadlines of the cases that `who` may see. Raises `Problem` 400 for a cursor that is none of ours."""
    today = local_date(now)
    try:
        page = await deadlines.list_deadlines(session, who.viewer, wanted, today=today, cursor=cursor, limit=limit)
    except ValueError:
        raise Problem("cursor-invalido") from None
    return Page(items=[deadline_out(item, today) for item in page.items], next_cursor=page.next_cursor)


async def states_of(session: AsyncSession, viewer: Viewer, waits: Sequence[Wait]) -> dict[str, DeadlineState]:
    """The deadlines that `waits` name, by id."""
    ids = {wait.deadline for wait in waits if wait.deadline}
    found = await deadlines.deadlines_named(session, viewer, sorted(ids)) if ids else ()
    return {view.id: deadline_state(view) for view in found}


# -- acts --------------------------------------------------------------------------------------------------------------


async def act_out(door: Door, who: Principal, result: ActResult) -> ActOut:
    """What an act led to, with the case's new waits explained; these are not for whoever takes no part in it."""
    async with door.records() as session:
        takes_part = who.internal or await cases.get_case(session, who.viewer, result.case) is not None
        told = result.waits if takes_part else ()
        states = await states_of(session, who.viewer, told)
    waits = wait_outs(told, states, local_date(door.now()))
    return ActOut(**result.model_dump(exclude={"waits"}), waits=waits)


# -- from the records' views to the API's shapes -----------------------------------------------------------------------


def wait_outs(waits: Sequence[Wait], states: dict[str, DeadlineState], today: date) -> list[WaitOut]:
    """Waits with their sentences."""
    return [
        WaitOut(**wait.model_dump(), explanation=explain(wait, states.get(wait.deadline or ""), today))
        for wait in waits
    ]


def case_out(case: CaseSummary, today: date) -> CaseOut:
    """A case as lists show it."""
    title = registry.about(case.type).title if case.type in registry.procedures() else case.type
    return CaseOut.model_validate(
        {**_members(case), "number": case.label, "title": title, "overdue": case.overdue(today)}
    )


def task_out(task: TaskView, today: date, promises: Promises) -> TaskOut:
    """A task as the inbox shows it, with what the body promised of it."""
    promised = promises.of(task.decl, task.offered_at)
    due = promised.due if promised else None
    late = task.status.open and due is not None and due < today
    told = {"case": task.case_id, "overdue": task.overdue(today), "promised": due, "promise_overdue": late}
    return TaskOut.model_validate({**_members(task), **told})


def deadline_out(deadline: DeadlineView, today: date) -> DeadlineOut:
    """A deadline as lists show it."""
    term = deadline.term
    return DeadlineOut.model_validate(
        {
            **_members(deadline),
            "case": deadline.case_id,
            "anchor": term.anchor,
            "nature": term.nature,
            "binds": term.binds,
            "counting": term.counting,
            "policy": term.policy,
            "overdue": deadline.overdue(today),
        }
    )


def attachment_out(paper: AttachmentView) -> DocumentOut:
    """A document as a case holds it."""
    return DocumentOut.model_validate(
        {**_members(paper), "id": paper.document, "uploaded_by": paper.attached_by, "uploaded_at": paper.attached_at}
    )


def deadline_state(deadline: DeadlineView) -> DeadlineState:
    """The kernel's value of a recorded deadline."""
    return DeadlineState.model_validate({name: getattr(deadline, name) for name in DeadlineState.model_fields})


def header_of(case: CaseFull) -> CaseHeader:
    """The kernel's header of a recorded case."""
    names = set(CaseHeader.model_fields) & set(CaseFull.model_fields)
    return CaseHeader.model_validate({name: getattr(case, name) for name in names})


def _members(view: Any) -> dict[str, Any]:
    return {name: getattr(view, name) for name in type(view).model_fields}
