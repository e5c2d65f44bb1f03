"""What goes into and comes out of a case: its start, the acts of persons, the turns it records.

Every name here is part of what integrators and stored histories rely on: fields are added with defaults, never renamed.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from workflows.kernel.state import (
    Actor,
    CaseHeader,
    Context,
    DeadlineState,
    Exclusion,
    Fact,
    TaskState,
    Value,
    Wait,
)

ACT_UPDATE = "act"
CONTEXT_SIGNAL = "context_changed"
WITHDRAWN_SIGNAL = "withdrawn"
STATE_QUERY = "state"
RECORD_ACTIVITY = "record"


class Verb(StrEnum):
    """The acts a case accepts. The first group is WS-HumanTask's; the second belongs to the case."""

    CLAIM = "claim"
    RELEASE = "release"
    DELEGATE = "delegate"
    GIVE_BACK = "give-back"
    TAKE_BACK = "take-back"
    REASSIGN = "reassign"
    DECLARE_IMPEDIMENT = "declare-impediment"
    SAVE_DRAFT = "save-draft"
    FOLLOW_UP = "follow-up"
    COMMENT = "comment"
    ATTACH = "attach"
    COMPLETE = "complete"
    SKIP = "skip"

    EVENT = "event"
    SUSPEND = "suspend-deadline"
    RESUME = "resume-deadline"
    EXTEND = "extend-deadline"


class Act(Value):
    """One act of a person or of a system acting for one. `id` is given by the client: the same id never acts twice.

    `received_at` is the door's instant of receipt; timeliness is judged by it. `task`, `event` or `deadline` name
    what the
    act is on, as the verb demands. `form` is validated by the declaration's model inside the workflow.
    """

    id: str
    verb: Verb
    actor: Actor
    received_at: datetime
    task: str | None = None
    event: str | None = None
    deadline: str | None = None
    outcome: str | None = None
    form: dict[str, Any] = Field(default_factory=dict)
    to: str | None = None
    reason: str | None = None
    provision: str | None = None
    text: str | None = None
    mentions: tuple[str, ...] = ()
    document: "DocumentRef | None" = None
    documents: tuple["DocumentRef", ...] = ()
    on: date | None = None
    amount: int | None = None
    unit: str | None = None


class DocumentRef(Value):
    """A stored document: only its reference and its hash travel, never its bytes."""

    id: str
    title: str
    media_type: str
    size: int
    sha256: str
    public: bool = False


class ActResult(Value):
    """The answer to an act, given after its facts are recorded: up to which fact, and what the case waits for now."""

    case: str
    recorded: int
    waits: tuple[Wait, ...] = ()
    task: str | None = None
    status: str = ""
    outcome: str | None = None


class RefusalCode(StrEnum):
    """Stable codes of what a case refuses. The door maps each to an HTTP status."""

    UNKNOWN_TASK = "tarefa-inexistente"
    UNKNOWN_EVENT = "evento-inexistente"
    UNKNOWN_DEADLINE = "prazo-inexistente"
    ALREADY_DONE = "tarefa-ja-concluida"
    NOT_YOURS = "tarefa-de-outra-pessoa"
    WRONG_ROLE = "papel-sem-competencia"
    WRONG_PARTY = "sem-relacao-com-o-processo"
    EXCLUDED = "pessoa-excluida"
    IMPEDED = "pessoa-impedida"
    UNKNOWN_OUTCOME = "resultado-inexistente"
    INVALID_FORM = "formulario-invalido"
    RULE = "vedado-pela-norma"
    TOO_LATE = "fora-do-prazo"
    TOO_EARLY = "antes-do-prazo"
    CASE_ENDED = "processo-encerrado"
    INVALID_ACT = "ato-invalido"
    NOT_SUSPENDABLE = "prazo-nao-suspensivel"
    NOT_EXTENDABLE = "prazo-nao-prorrogavel"
    BUSY = "processo-ocupado"


class FieldError(Value):
    """One thing wrong in a form: where (dotted path), a stable code, a pt-BR sentence, and the provision that asks
    for it."""

    field: str
    code: str
    message: str
    provision: str | None = None


class Refusal(Value):
    """Why an act or a start was refused. `message` is one pt-BR sentence: what was wrong and what to do."""

    code: RefusalCode
    message: str
    provision: str | None = None
    errors: tuple[FieldError, ...] = ()
    by: str | None = None
    at: datetime | None = None


class CaseStart(Value):
    """All a case needs to begin. `input` is validated by the procedure's input model before the workflow is started.

    `received_at` is the door's instant of receipt; `started_on` the legal date of the start when it was another (a
    paper
    protocol). `impeded` are the persons a parent case already bars. `time_shift` (seconds) moves the workflow's clock
    and is
    used by simulations only. `carried` is the state handed over by continue-as-new.
    """

    id: str
    type: str
    input: dict[str, Any]
    received_at: datetime
    started_by: Actor
    context: Context
    started_on: date | None = None
    act: str | None = None
    parent: str | None = None
    impeded: tuple[Exclusion, ...] = ()
    time_shift: float = 0
    carried: str | dict[str, Any] | None = None


class CaseResult(Value):
    """How a case ended: its outcome id, when, and what a parent may need of it."""

    case: str
    outcome: str
    ended_at: datetime
    data: dict[str, Any] = Field(default_factory=dict)


class Draft(Value):
    """Somebody's unfinished form of a task. Working paper, not a fact."""

    task: str
    user: str
    form: dict[str, Any]
    saved_at: datetime


class FollowUp(Value):
    """The day on which somebody wants to see their task again, and why; without `on`, no day any more. Not a fact."""

    task: str
    user: str
    on: date | None
    note: str = ""
    at: datetime


class Comment(Value):
    """What somebody said on a task, and to whom; the fact only says that they did."""

    task: str | None
    user: str
    text: str
    at: datetime
    act: str
    mentions: tuple[str, ...] = ()


class NotificationOut(Value):
    """A message the case asks to be delivered. `to_role`/`to_user`/`to_party`: exactly one is set.

    `values` are what the message tells, by name, for another text of the body (`workflows.kernel.texts`).
    """

    key: str
    kind: str
    subject: str
    body: str
    to_role: str | None = None
    to_user: str | None = None
    to_party: str | None = None
    task: str | None = None
    at: datetime
    values: dict[str, str] = Field(default_factory=dict)


class Turn(Value):
    """What one workflow turn records, in one transaction, idempotent by (case, first fact's sequence).

    `fence` grows with the history: an older turn never overwrites a newer one. `full` means the snapshots hold every
    task
    and deadline of the case, so that projections can be rebuilt from them.
    """

    case: CaseHeader
    fence: tuple[int, int]
    first_seq: int
    facts: tuple[Fact, ...] = ()
    tasks: tuple[TaskState, ...] = ()
    deadlines: tuple[DeadlineState, ...] = ()
    drafts: tuple[Draft, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    comments: tuple[Comment, ...] = ()
    documents: tuple[tuple[DocumentRef, str | None, str, datetime], ...] = ()
    notifications: tuple[NotificationOut, ...] = ()
    context_version: int = 0
    full: bool = False


class Recorded(Value):
    """The recorder's answer. `diverged`: facts of a turn that never became history were set aside; send everything
    again.

    `context` is set when what the body has decreed is newer than what the case knows.
    """

    last_seq: int
    diverged: bool = False
    context: Context | None = None


class CaseSnapshot(Value):
    """The whole projection of a case as the workflow has it: what `reconcile` compares and repairs from."""

    case: CaseHeader
    last_seq: int
    tasks: tuple[TaskState, ...]
    deadlines: tuple[DeadlineState, ...]
    recording: bool = False
