"""The shapes of what the JSON API answers with. They extend the kernel's values: one vocabulary, inside and out."""

from datetime import date, datetime
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from workflows.clock import ProofDay, Reading, Term
from workflows.kernel.messages import DocumentRef
from workflows.kernel.state import DeadlineStatus, Exclusion, TaskStatus, Wait

T = TypeVar("T")


class Out(BaseModel):
    """Base of the answers."""

    model_config = ConfigDict(from_attributes=True)


class Page(Out, Generic[T]):
    """A page of a list. `next_cursor` is null on the last one."""

    items: list[T]
    next_cursor: str | None = None


class WaitOut(Wait):
    """What a case waits for, with the sentence that explains it."""

    explanation: str


class ActOut(Out):
    """What an act led to. Answered after its facts are recorded, so reading again already shows them."""

    case: str
    recorded: int = Field(description="Até qual fato o processo está registrado.")
    waits: list[WaitOut]
    task: str | None = None
    status: str = ""
    outcome: str | None = None


class DeadlineOut(Out):
    """A deadline. `due` is null while suspended; `remaining` then says how many days of its kind are left."""

    id: str
    case: str
    decl: str
    title: str
    provision: str
    status: DeadlineStatus
    due: date | None
    announced: date | None = None
    provisional: bool = False
    remaining: int | None = None
    anchor: date
    anchor_of: str
    nature: str
    binds: str
    counting: str
    policy: str
    on_lapse: str
    party: str | None = None
    opened_at: datetime
    closed_at: datetime | None = None
    kept_because: str | None = None
    overdue: bool = False


class TaskOut(Out):
    """A task as the inbox shows it."""

    id: str
    case: str
    case_type: str
    case_subject: str
    decl: str
    title: str
    role: str
    provision: str
    status: TaskStatus
    party: str | None = None
    subject: str | None = None
    owner: str | None = None
    delegated_by: str | None = None
    offered_at: datetime
    deadline: str | None = None
    due: date | None = None
    provisional: bool = False
    overdue: bool = False
    promised: date | None = Field(
        default=None,
        description="Compromisso de atendimento: dia até o qual o órgão prometeu o ato. Não é prazo legal.",
    )
    promise_overdue: bool = False
    outcome: str | None = None
    closed_by: str | None = None
    closed_at: datetime | None = None


class OutcomeOut(Out):
    """A way in which a task may end."""

    id: str
    title: str
    help: str = ""


class CommentOut(Out):
    """What somebody wrote beside a task."""

    user: str
    text: str
    at: datetime


class DraftOut(Out):
    """The asker's own unfinished form."""

    form: dict[str, Any]
    saved_at: datetime


class FollowUpOut(Out):
    """The day on which the asker wants to see their task again."""

    on: date
    note: str = ""


class DocumentOut(Out):
    """A document's metadata; its bytes are at `GET /documents/{id}`."""

    id: str
    title: str
    media_type: str
    size: int
    sha256: str
    public: bool = False
    uploaded_by: str | None = None
    uploaded_at: datetime | None = None

    def ref(self) -> DocumentRef:
        """What travels of it into a case."""
        return DocumentRef.model_validate(self.model_dump(exclude={"uploaded_by", "uploaded_at"}))


class TaskDetail(TaskOut):
    """A task with all that is needed to do it."""

    instructions: str
    then: str
    form_schema: dict[str, Any]
    outcomes: list[OutcomeOut]
    excluded: list[Exclusion]
    deadline_detail: DeadlineOut | None = None
    draft: DraftOut | None = None
    follow_up: FollowUpOut | None = None
    comments: list[CommentOut]
    documents: list[DocumentOut]
    about: dict[str, Any]
    verbs: list[str] = Field(description="Os atos que quem pergunta pode praticar agora.")


class CaseOut(Out):
    """A case as lists show it."""

    id: str
    number: str
    type: str
    title: str
    subject: str
    status: str
    stage: str
    outcome: str | None = None
    started_on: date
    started_at: datetime
    ended_at: datetime | None = None
    parent: str | None = None
    parties: list[str]
    next_due: date | None = None
    overdue: bool = False


class CaseDetail(CaseOut):
    """A case with what it waits for and everything that hangs on it."""

    policy: str
    calendar: str
    explanation: str
    waits: list[WaitOut]
    tasks: list[TaskOut]
    deadlines: list[DeadlineOut]
    children: list[CaseOut]
    documents: list[DocumentOut]
    impeded: list[Exclusion]


class FactOut(Out):
    """A fact, chained by hash to the one before it."""

    seq: int
    kind: str
    at: datetime
    actor: str | None = None
    provision: str | None = None
    act: str | None = None
    data: dict[str, Any]
    prev_hash: str
    hash: str


class EventOut(Out):
    """What may be brought to a case now."""

    id: str
    title: str
    provision: str
    who: list[str]
    form_schema: dict[str, Any]
    until: date | None = None
    explanation: str
    allowed: bool = Field(description="Se quem pergunta pode apresentá-lo.")


class MeOut(Out):
    """Whoever asks."""

    id: str
    login: str
    name: str
    roles: list[str]
    unit: str | None
    parties: list[str]
    via: str
    scopes: list[str]


class ProofOut(Out):
    """A deadline's count, day by day. `due` is in force; `computed` what the count alone gives."""

    deadline: str
    title: str
    provision: str
    term: Term
    due: date | None
    computed: date | None
    nominal: date | None
    provisional: bool
    kept_because: str | None = None
    readings: list[Reading]
    proof: list[ProofDay]
    proof_omitted: int = 0
    proof_omitted_after: date | None = None
