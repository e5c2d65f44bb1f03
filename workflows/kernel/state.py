"""The values a case is made of: actors, facts, tasks, deadlines, waits. Plain data, the same in the workflow and in
the records.

Instants are aware datetimes; legal dates are dates in America/Cuiaba; money never appears here as a float.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from workflows.clock import Budget, CalendarData, Policy, Term, local_date


class Value(BaseModel):
    """Base of everything that travels: unknown keys are refused, instances are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Absence(Value):
    """A recorded absence that a substitute covers: its id, and its first and last day (legal dates, both included)."""

    id: str
    since: date
    until: date


class Actor(Value):
    """Who acts. `roles` and `parties` are vouched for by the door; the rules about persons are checked here again.

    `parties` are the organisations the person answers for (an OSC, a party of a work plan); `acting_for` names the
    person whose absence is being covered, and `absence` is that absence, vouched for by the door like the roles.
    """

    id: str
    roles: tuple[str, ...] = ()
    unit: str | None = None
    parties: tuple[str, ...] = ()
    acting_for: str | None = None
    absence: Absence | None = None


SYSTEM = Actor(id="tramita")


class FactKind(StrEnum):
    """What may be recorded of a case. The names are part of the published contract."""

    CASE_STARTED = "CaseStarted"
    STAGE_ENTERED = "StageEntered"
    TASK_OFFERED = "TaskOffered"
    TASK_CLAIMED = "TaskClaimed"
    TASK_RELEASED = "TaskReleased"
    TASK_DELEGATED = "TaskDelegated"
    TASK_GIVEN_BACK = "TaskGivenBack"
    TASK_TAKEN_BACK = "TaskTakenBack"
    TASK_REASSIGNED = "TaskReassigned"
    TASK_COMPLETED = "TaskCompleted"
    TASK_SKIPPED = "TaskSkipped"
    TASK_WITHDRAWN = "TaskWithdrawn"
    IMPEDIMENT_DECLARED = "ImpedimentDeclared"
    COMMENTED = "Commented"
    DOCUMENT_ATTACHED = "DocumentAttached"
    DEADLINE_SET = "DeadlineSet"
    DEADLINE_MET = "DeadlineMet"
    DEADLINE_LAPSED = "DeadlineLapsed"
    DEADLINE_SUSPENDED = "DeadlineSuspended"
    DEADLINE_RESUMED = "DeadlineResumed"
    DEADLINE_EXTENDED = "DeadlineExtended"
    DEADLINE_RECOUNTED = "DeadlineRecounted"
    DEADLINE_CANCELLED = "DeadlineCancelled"
    REMINDED = "Reminded"
    ESCALATED = "Escalated"
    DECISION_TAKEN = "DecisionTaken"
    PUBLISHED = "Published"
    DOCUMENT_ISSUED = "DocumentIssued"
    DOCUMENT_ANNULLED = "DocumentAnnulled"
    NOTIFIED = "Notified"
    EVENT_OPENED = "EventOpened"
    EVENT_CLOSED = "EventClosed"
    EVENT_RECEIVED = "EventReceived"
    CONTENTS_OPENED = "ContentsOpened"
    CHILD_STARTED = "ChildStarted"
    CHILD_ENDED = "ChildEnded"
    REQUIREMENT_MET = "RequirementMet"
    REQUIREMENT_WAIVED = "RequirementWaived"
    REQUIREMENT_LOST = "RequirementLost"
    CONSULTED = "Consulted"
    INSCRIBED = "Inscribed"
    CONTEXT_CHANGED = "ContextChanged"
    CASE_ENDED = "CaseEnded"


class Fact(Value):
    """Something that happened. `seq` starts at 1 and has no gaps within a case; `data` is specific to the kind.

    `at` is when it happened: the door's receipt of the act, the legal instant of a lapse, or the workflow's time.
    """

    seq: int
    kind: FactKind
    at: datetime
    actor: str | None = None
    provision: str | None = None
    act: str | None = None
    data: dict[str, Any] = Field(default_factory=dict)


class TaskStatus(StrEnum):
    """WS-HumanTask's life cycle, without the states a public body has no use for."""

    READY = "ready"
    RESERVED = "reserved"
    COMPLETED = "completed"
    SKIPPED = "skipped"
    WITHDRAWN = "withdrawn"

    @property
    def open(self) -> bool:
        return self in (TaskStatus.READY, TaskStatus.RESERVED)


class Exclusion(Value):
    """Somebody who may not do a task, and why: four eyes, impediment, or a rule of the procedure."""

    user: str
    reason: str
    provision: str | None = None


class TaskState(Value):
    """One task of a case. `decl` is the id of its declaration; `id` is unique in the whole system."""

    id: str
    decl: str
    title: str
    role: str
    provision: str
    status: TaskStatus = TaskStatus.READY
    party: str | None = None
    subject: str | None = None
    owner: str | None = None
    delegated_by: str | None = None
    excluded: tuple[Exclusion, ...] = ()
    offered_at: datetime
    deadline: str | None = None
    outcome: str | None = None
    closed_by: str | None = None
    closed_at: datetime | None = None
    about: dict[str, Any] = Field(default_factory=dict)


class DeadlineStatus(StrEnum):
    """Where a deadline stands. A lapsed one of the administration still asks for its act."""

    OPEN = "aberto"
    SUSPENDED = "suspenso"
    LAPSED = "vencido"
    MET = "cumprido"
    MET_LATE = "cumprido-em-atraso"
    CANCELLED = "cancelado"

    @property
    def running(self) -> bool:
        """Open, suspended or lapsed: neither met nor cancelled."""
        return self in (DeadlineStatus.OPEN, DeadlineStatus.SUSPENDED, DeadlineStatus.LAPSED)


class DeadlineState(Value):
    """One deadline of a case. `term` is all that is needed to count it again; `due` is derived and never edited by
    hand.

    `announced` is the last date told to a private party; a re-count never goes below it. `provisional` says that a year
    without its decree was counted through.
    """

    id: str
    decl: str
    title: str
    provision: str
    term: Term
    anchor_of: str
    due: date | None
    announced: date | None = None
    provisional: bool = False
    status: DeadlineStatus = DeadlineStatus.OPEN
    remaining: int | None = None
    on_lapse: str
    party: str | None = None
    opened_at: datetime
    closed_at: datetime | None = None
    kept_because: str | None = None

    @property
    def running(self) -> bool:
        """Something is still owed or still waited for: open, suspended, or lapsed with the act still due."""
        return self.closed_at is None


class WaitKind(StrEnum):
    """For what a case may wait."""

    TASK = "task"
    DEADLINE = "deadline"
    EVENT = "event"
    CHILD = "child"
    CONSULT = "consult"


class Wait(Value):
    """What a case waits for. The sentence is made from this and from the declaration it names (`explain`)."""

    kind: WaitKind
    decl: str
    ref: str
    title: str
    on: str
    provision: str
    until: date | None = None
    deadline: str | None = None
    then: str | None = None


class CaseStatus(StrEnum):
    """Whether anything may still happen in a case."""

    OPEN = "aberto"
    ENDED = "encerrado"


class CaseHeader(Value):
    """The case as lists and the case page show it. `subject` is what it is about, without personal data.

    `events` are the ids of what may be brought now; `public` is what the norm makes public of it; `organizations` are
    those that it is about and that do not see it by that.
    """

    id: str
    type: str
    subject: str
    status: CaseStatus = CaseStatus.OPEN
    stage: str
    outcome: str | None = None
    started_on: date
    started_at: datetime
    ended_at: datetime | None = None
    parent: str | None = None
    policy: Policy
    calendar: str
    parties: tuple[str, ...] = ()
    public: dict[str, Any] = Field(default_factory=dict)
    waits: tuple[Wait, ...] = ()
    events: tuple[str, ...] = ()
    impeded: tuple[Exclusion, ...] = ()
    organizations: tuple[str, ...] = ()


class ParameterOverride(Value):
    """A value of a normative parameter set by a dated act (ato normativo).

    `reaches_open`: the act says that what is open already goes by it too, from the day on which it was entered here
    (`entered_at`) or `since`, whichever is later.
    """

    key: str
    value: Any
    since: date
    act: str
    reaches_open: bool = False
    entered_at: datetime | None = None

    @property
    def effective(self) -> date:
        """The first day on which what is open can go by it."""
        return max(self.since, local_date(self.entered_at)) if self.entered_at else self.since

    def known(self, instant: datetime) -> bool:
        """Whether it stood, and was in force, at an instant."""
        return self.since <= local_date(instant) and (self.entered_at is None or self.entered_at <= instant)


class Amendment(Value):
    """A new text of a provision that an act gives from `since` on, in one sentence of ours.

    `budget` is the time that it now gives: to the deadline declared as `decl`, or to each that the provision gives when
    None. Cases that began before keep the older text and time, unless `reaches_open`.
    """

    provision: str
    since: date
    act: str
    summary: str = ""
    decl: str | None = None
    budget: Budget | None = None
    reaches_open: bool = False

    def gives(self, decl: str, provision: str) -> bool:
        """Whether it sets the time of the deadline declared as `decl` under `provision`."""
        return self.budget is not None and self.provision == provision and self.decl in (None, decl)


class Decree(Value):
    """An act that changed what is decreed: the version that it made, what it did (`cause`), and who entered it."""

    version: int
    cause: str
    act: str
    author: str


class Link(Value):
    """A link between a person and an organisation that keeps the person out of its matters, and by which act it is
    known. `since` and `until` are the first and the last day on which it does; `until` None: until further notice.

    `kind` says in a word or two what links them ("dirigente"), `provision` which one wants them out.
    """

    user: str
    party: str
    since: date
    until: date | None = None
    act: str
    kind: str = ""
    provision: str | None = None

    def reaches(self, day: date) -> bool:
        """Whether it keeps the person out on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)

    def exclusion(self) -> Exclusion:
        """The same as what keeps somebody out of a case."""
        what = f"vínculo registrado ({self.kind})" if self.kind else "vínculo registrado"
        reason = f"há {what} com organização deste processo ({self.act})"
        return Exclusion(user=self.user, reason=reason, provision=self.provision)


class Context(Value):
    """What the body has decreed, as of `version`: calendars, counting policy, parameters, amended provisions, and the
    register of links between persons and organisations. Never read live by a workflow.

    `decrees` are the last of the acts that made it, newest first.
    """

    version: int = 0
    policy: Policy = Policy.PRUDENTE
    calendars: dict[str, CalendarData] = Field(default_factory=dict)
    parameters: tuple[ParameterOverride, ...] = ()
    policy_reaches_open: bool = False
    cause: str = ""
    links: tuple[Link, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    decrees: tuple[Decree, ...] = ()
