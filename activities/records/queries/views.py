"""What the queries answer with: frozen values with the names of the kernel's own."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from workflows.clock import Policy, Term
from workflows.kernel.state import CaseStatus, DeadlineStatus, Exclusion, FactKind, TaskStatus, Wait, WaitKind


class View(BaseModel):
    """Base of the read models, made from rows."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class CaseSummary(View):
    """A case as lists show it. `number` is sequential within its type and `year`."""

    id: str
    type: str
    year: int
    number: int
    subject: str
    status: CaseStatus
    stage: str
    outcome: str | None
    started_on: date
    started_at: datetime
    started_by: str | None
    ended_at: datetime | None
    parent: str | None
    parties: tuple[str, ...]
    next_due: date | None

    @property
    def label(self) -> str:
        """The number as people say it: `12/2026`."""
        return f"{self.number}/{self.year}"

    def overdue(self, today: date) -> bool:
        """Whether something that the case waits for was due before `today`."""
        return self.status is CaseStatus.OPEN and self.next_due is not None and self.next_due < today


class CaseFull(CaseSummary):
    """A case with its whole header. `events` are the declarations of what may be brought now."""

    policy: Policy
    calendar: str
    public: dict[str, Any]
    waits: tuple[Wait, ...]
    events: tuple[str, ...]
    impeded: tuple[Exclusion, ...]
    organizations: tuple[str, ...] = ()
    last_seq: int
    last_hash: str
    context_version: int

    @property
    def open_events(self) -> tuple[Wait, ...]:
        """Of what may be brought, what the case waits for."""
        return tuple(wait for wait in self.waits if wait.kind is WaitKind.EVENT)


class TaskView(View):
    """A task as the inbox shows it."""

    id: str
    case_id: str
    case_type: str
    case_subject: str
    decl: str
    title: str
    role: str
    provision: str
    status: TaskStatus
    party: str | None
    subject: str | None
    owner: str | None
    delegated_by: str | None
    excluded: tuple[Exclusion, ...]
    offered_at: datetime
    deadline: str | None
    due: date | None
    provisional: bool
    outcome: str | None
    closed_by: str | None
    closed_at: datetime | None
    about: dict[str, Any]
    version: int

    def overdue(self, today: date) -> bool:
        """Whether the task is open and was due before `today`."""
        return self.status.open and self.due is not None and self.due < today


class DeadlineView(View):
    """A deadline, with the term it is counted from and the instant after which its act is late."""

    id: str
    case_id: str
    case_type: str
    decl: str
    title: str
    provision: str
    term: Term
    anchor_of: str
    due: date | None
    announced: date | None
    provisional: bool
    status: DeadlineStatus
    remaining: int | None
    on_lapse: str
    party: str | None
    opened_at: datetime
    closed_at: datetime | None
    kept_because: str | None
    lapses_at: datetime | None

    def overdue(self, today: date) -> bool:
        """Whether its act is still owed and was due before `today`."""
        return self.status.running and self.due is not None and self.due < today


class FactView(View):
    """A fact with its place in the chain."""

    seq: int
    kind: FactKind
    at: datetime
    actor: str | None
    provision: str | None
    act: str | None
    data: dict[str, Any]
    prev_hash: str
    hash: str


class CommentView(View):
    """A comment as whoever may read it sees it."""

    task: str | None
    user_id: str
    text: str
    at: datetime
    act: str


class DraftView(View):
    """The reader's own unfinished form of a task."""

    form: dict[str, Any]
    saved_at: datetime


class FollowUpView(View):
    """The day on which the reader wants to see a task again, and why."""

    task: str
    until: date
    note: str


class AttachmentView(View):
    """A document as a case holds it; `document` is its id."""

    document: str
    task: str | None
    title: str
    media_type: str
    size: int
    sha256: str
    public: bool
    attached_by: str
    attached_at: datetime


class CaseView(View):
    """A case with everything that hangs on it. Of the tasks, all that the viewer may see; closed ones come last."""

    case: CaseFull
    tasks: tuple[TaskView, ...]
    deadlines: tuple[DeadlineView, ...]
    children: tuple[CaseSummary, ...]
    documents: tuple[AttachmentView, ...]
    comments: tuple[CommentView, ...]


class TaskDetail(View):
    """A task with all that is needed to do it. `draft` and `follow_up` are the viewer's own."""

    task: TaskView
    case: CaseFull
    deadline: DeadlineView | None
    draft: DraftView | None
    follow_up: FollowUpView | None = None
    comments: tuple[CommentView, ...]
    documents: tuple[AttachmentView, ...]
