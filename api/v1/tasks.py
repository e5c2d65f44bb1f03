"""The inbox and the acts on its tasks, with WS-HumanTask's verbs."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api.deps import Doer, DoorDep, Reader, SessionDep
from api.problems import responses
from api.services import access, acting, documents, mentions, reading
from api.shapes import ActOut, Page, TaskDetail, TaskOut
from api.v1.params import Cursor, Id, Key, Limit, Text
from workflows.clock.model import LegalDate
from workflows.kernel.messages import Verb

router = APIRouter(prefix="/tasks", tags=["tarefas"], responses=responses(401, 403))
ACT = responses(404, 409, 413)
Reason = Annotated[str, Field(min_length=1, max_length=2000)]
Person = Annotated[str, Field(min_length=1, max_length=120, description="Identificador ou login da pessoa.")]


class In(BaseModel):
    """Base of what the verbs take: unknown members are refused."""

    model_config = ConfigDict(extra="forbid")


class NothingIn(In):
    """No content."""


class ReasonIn(In):
    """A reason, if one wishes to give it."""

    reason: Reason | None = None


class DelegateIn(In):
    """To whom, and why if one wishes to say."""

    to: Person
    reason: Reason | None = None


class TakeBackIn(In):
    """Why whoever delegated takes the task back."""

    reason: Reason


class ReassignIn(In):
    """To whom and why."""

    to: Person
    reason: Reason


class ImpedimentIn(In):
    """`person` is whoever is barred, when it is not whoever declares."""

    reason: Reason
    person: Person | None = None
    provision: str | None = Field(default=None, max_length=200)


class DraftIn(In):
    """An unfinished form."""

    form: dict[str, Any]


class FollowUpIn(In):
    """On which day one wants to see the task again, and why; without a day, that one set is taken away."""

    on: LegalDate | None = None
    note: str | None = Field(default=None, max_length=500)


class CommentIn(In):
    """What is said, as plain text; `@login` mentions a person of the body, who is told."""

    text: str = Field(min_length=1, max_length=5000)


class AttachIn(In):
    """The id of a stored document; `provision` names which of the documents that the task asks for it is."""

    document: str = Field(min_length=1, max_length=120)
    provision: str | None = Field(default=None, max_length=120, examples=["dec-167:art-9:par-2:inc-I"])


class SkipIn(In):
    """Why the task is dispensed with."""

    reason: Reason


class CompleteIn(In):
    """`outcome` may be left out when the task has only one."""

    outcome: str | None = Field(default=None, max_length=120)
    form: dict[str, Any] = Field(default_factory=dict)


@router.get("")
async def list_tasks(
    door: DoorDep,
    session: SessionDep,
    who: Reader,
    mine: Annotated[bool | None, Query(description="Só as que estão com quem pergunta.")] = None,
    role: Annotated[str | None, Query(max_length=80)] = None,
    procedure: Annotated[str | None, Query(max_length=120)] = None,
    overdue: bool | None = None,
    due_before: LegalDate | None = None,
    followed: Annotated[bool | None, Query(description="Só as que se quer rever outro dia, ou sem elas.")] = None,
    promise_overdue: Annotated[bool, Query(description="Só as de compromisso de atendimento vencido.")] = False,
    q: Text = None,
    sort: Literal["due", "offered_at"] = "due",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[TaskOut]:
    """Open tasks that whoever asks could do or, for those who manage, that anybody could."""
    wanted = reading.TaskFilter(
        mine=bool(mine),
        role=role,
        procedure=procedure,
        overdue=overdue,
        due_before=due_before,
        followed=followed,
        q=q,
    )
    return await reading.list_tasks(session, who, wanted, sort, cursor, limit, door.now(), promise_overdue)


@router.get("/{id}", responses=responses(404))
async def get_task(id: Id, door: DoorDep, session: SessionDep, who: Reader) -> TaskDetail:
    """One task, with all that is needed to do it."""
    return await reading.task_detail(session, who, id, door.now())


@router.post("/{id}/claim", responses=ACT)
async def claim_task(id: Id, door: DoorDep, who: Doer, _body: NothingIn | None = None, key: Key = None) -> ActOut:
    """Take a task from the queue."""
    return await reading.act_out(door, who, await acting.act_on_task(door, who, id, Verb.CLAIM, key))


@router.post("/{id}/release", responses=ACT)
async def release_task(id: Id, door: DoorDep, who: Doer, body: ReasonIn | None = None, key: Key = None) -> ActOut:
    """Put one's task back into the queue."""
    reason = body.reason if body else None
    return await reading.act_out(door, who, await acting.act_on_task(door, who, id, Verb.RELEASE, key, reason=reason))


@router.post("/{id}/delegate", responses=ACT)
async def delegate_task(id: Id, body: DelegateIn, door: DoorDep, who: Doer, key: Key = None) -> ActOut:
    """Hand one's task to another person, who may give it back."""
    result = await acting.act_on_task(door, who, id, Verb.DELEGATE, key, to=body.to, reason=body.reason)
    return await reading.act_out(door, who, result)


@router.post("/{id}/give-back", responses=ACT)
async def give_back_task(id: Id, door: DoorDep, who: Doer, body: ReasonIn | None = None, key: Key = None) -> ActOut:
    """Return a delegated task to whoever delegated it."""
    reason = body.reason if body else None
    return await reading.act_out(door, who, await acting.act_on_task(door, who, id, Verb.GIVE_BACK, key, reason=reason))


@router.post("/{id}/take-back", responses=ACT)
async def take_back_task(id: Id, body: TakeBackIn, door: DoorDep, who: Doer, key: Key = None) -> ActOut:
    """Take back a task that one delegated and that is not done yet, with a reason."""
    return await reading.act_out(
        door, who, await acting.act_on_task(door, who, id, Verb.TAKE_BACK, key, reason=body.reason)
    )


@router.post("/{id}/reassign", responses=ACT)
async def reassign_task(id: Id, body: ReassignIn, door: DoorDep, who: Doer, key: Key = None) -> ActOut:
    """Give a task to another person, by whoever manages the unit, with a reason."""
    result = await acting.act_on_task(door, who, id, Verb.REASSIGN, key, to=body.to, reason=body.reason)
    return await reading.act_out(door, who, result)


@router.post("/{id}/declare-impediment", responses=ACT)
async def declare_impediment(id: Id, body: ImpedimentIn, door: DoorDep, who: Doer, key: Key = None) -> ActOut:
    """Declare that a person may take no part in the case."""
    result = await acting.act_on_task(
        door, who, id, Verb.DECLARE_IMPEDIMENT, key, to=body.person, reason=body.reason, provision=body.provision
    )
    return await reading.act_out(door, who, result)


@router.post("/{id}/save-draft", responses=ACT)
async def save_draft(id: Id, body: DraftIn, door: DoorDep, who: Doer, key: Key = None) -> ActOut:
    """Keep an unfinished form. It is not validated and is no fact."""
    return await reading.act_out(
        door, who, await acting.act_on_task(door, who, id, Verb.SAVE_DRAFT, key, form=body.form)
    )


@router.post("/{id}/follow-up", responses=ACT)
async def follow_up_task(id: Id, body: FollowUpIn, door: DoorDep, who: Doer, key: Key = None) -> ActOut:
    """Set the day on which one wants to see one's own task again: at most that of its deadline. It is no fact."""
    result = await acting.act_on_task(door, who, id, Verb.FOLLOW_UP, key, on=body.on, text=body.note)
    return await reading.act_out(door, who, result)


@router.get("/{id}/mentionable", responses=responses(404))
async def list_mentionable(
    id: Id, session: SessionDep, who: Reader, q: Annotated[str, Query(max_length=80)] = ""
) -> list[mentions.PersonOut]:
    """The first people whom a comment on the task may mention, by the beginning of name or login."""
    return await mentions.mentionable(session, who, await access.task_header(session, who, id), q)


@router.post("/{id}/comment", responses=ACT)
async def comment_on_task(id: Id, body: CommentIn, door: DoorDep, who: Doer, key: Key = None) -> ActOut:
    """Comment on a task."""
    return await reading.act_out(door, who, await acting.act_on_task(door, who, id, Verb.COMMENT, key, text=body.text))


@router.post("/{id}/attach", responses=ACT)
async def attach_to_task(id: Id, body: AttachIn, door: DoorDep, who: Doer, key: Key = None) -> ActOut:
    """Attach a document sent before by `POST /documents`."""
    reference = await documents.reference(door, who, body.document)
    return await reading.act_out(
        door,
        who,
        await acting.act_on_task(door, who, id, Verb.ATTACH, key, document=reference, provision=body.provision),
    )


@router.post("/{id}/complete", responses=ACT)
async def complete_task(id: Id, body: CompleteIn, door: DoorDep, who: Doer, key: Key = None) -> ActOut:
    """Do the act. Answers when the resulting facts are recorded, and says what the case waits for now."""
    result = await acting.act_on_task(door, who, id, Verb.COMPLETE, key, outcome=body.outcome, form=body.form)
    return await reading.act_out(door, who, result)


@router.post("/{id}/skip", responses=ACT)
async def skip_task(id: Id, body: SkipIn, door: DoorDep, who: Doer, key: Key = None) -> ActOut:
    """Dispense with a task, where the norm allows it, by whoever manages the unit."""
    return await reading.act_out(door, who, await acting.act_on_task(door, who, id, Verb.SKIP, key, reason=body.reason))
