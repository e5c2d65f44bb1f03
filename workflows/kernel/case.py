"""The mutable heart of one case: its tasks, deadlines, open events, journal of answers, and the turn being composed.

Nothing here knows Temporal. The procedure changes it, the recorder takes from it what must be written.
"""

import base64
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pydantic import Field

from workflows.clock import Calendar, Policy, local_date
from workflows.kernel.messages import (
    ActResult,
    CaseSnapshot,
    CaseStart,
    Comment,
    DocumentRef,
    Draft,
    FollowUp,
    NotificationOut,
    Turn,
)
from workflows.kernel.state import (
    Actor,
    CaseHeader,
    CaseStatus,
    Context,
    DeadlineState,
    Exclusion,
    Fact,
    FactKind,
    TaskState,
    Value,
    Wait,
)

REMEMBERED_ACTS = 100
DEFAULT_CALENDAR = "mt-cuiaba"
_calendars: dict[str, Calendar] = {}


class Alarm(Value):
    """Something to do at an instant: `what` is lapse, reach, remind, escalate or wake; `days` says how many before or
    after."""

    at: datetime
    what: str
    ref: str
    days: int = 0


class OpenEvent(Value):
    """An event that may be brought now. `key` is where its answer goes in the journal; `until` names a deadline."""

    decl: str
    key: str
    title: str
    provision: str
    who: tuple[str, ...]
    party: str | None = None
    until: str | None = None
    many: bool = False
    sealed: bool | None = None


class CarriedState(Value):
    """What continue-as-new hands over: everything but the position in the code, which the journal gives back."""

    header: CaseHeader
    seq: int
    version: int
    run: int
    moment: datetime
    tasks: tuple[TaskState, ...]
    deadlines: tuple[DeadlineState, ...]
    keys: dict[str, str]
    events: tuple[OpenEvent, ...]
    journal: dict[str, Any]
    alarms: tuple[Alarm, ...]
    acts: tuple[tuple[str, ActResult], ...]
    authors: dict[str, tuple[str, ...]]
    context: Context
    next_task: int
    next_deadline: int
    covered: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    def packed(self) -> str:
        """The same as compressed text: a case of years is handed over in a message, which the engine bounds to 2 MB."""
        plain = self.model_dump_json(by_alias=True).encode()
        return base64.b64encode(zlib.compress(plain)).decode()

    @classmethod
    def unpacked(cls, carried: str | dict[str, Any]) -> "CarriedState":
        """What was handed over: packed, or as plain data by a run that did not pack it."""
        if isinstance(carried, dict):
            return cls.model_validate(carried)
        return cls.model_validate_json(zlib.decompress(base64.b64decode(carried)))


@dataclass
class Pending:
    """What the next turn will record."""

    facts: list[Fact] = field(default_factory=list)
    tasks: dict[str, None] = field(default_factory=dict)
    deadlines: dict[str, None] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    documents: list[tuple[DocumentRef, str | None, str, datetime]] = field(default_factory=list)
    notifications: list[NotificationOut] = field(default_factory=list)
    header: bool = False
    full: bool = False


class Case:
    """State of one case. `moment` is the instant of what is being dealt with; facts carry it and it never goes back."""

    def __init__(
        self, start: CaseStart, subject: str, parties: tuple[str, ...], stage: str, calendar: str = DEFAULT_CALENDAR
    ) -> None:
        self.context = start.context
        self.moment = start.received_at
        self.header = CaseHeader(
            id=start.id,
            type=start.type,
            subject=subject,
            stage=stage,
            started_on=start.started_on or local_date(start.received_at),
            started_at=start.received_at,
            parent=start.parent,
            policy=start.context.policy,
            calendar=calendar,
            parties=parties,
            impeded=start.impeded,
        )
        self.seq = 0
        self.version = 0
        self.run = 0
        self.tasks: dict[str, TaskState] = {}
        self.deadlines: dict[str, DeadlineState] = {}
        self.keys: dict[str, str] = {}
        self.events: dict[str, OpenEvent] = {}
        self.journal: dict[str, Any] = {}
        self.alarms: list[Alarm] = []
        self.acts: dict[str, ActResult] = {}
        self.authors: dict[str, tuple[str, ...]] = {}
        self.covered: dict[str, tuple[str, ...]] = {}
        self.next_task = 1
        self.next_deadline = 1
        self.pending = Pending()
        self._calendars: dict[str, Calendar] = {}

    # -- time, law and people -------------------------------------------------------------------------------

    @property
    def today(self) -> date:
        """The legal date of what is being dealt with."""
        return local_date(self.moment)

    def at(self, instant: datetime) -> None:
        """Deal with something that happened at `instant`; the case's moment never goes back."""
        self.moment = max(self.moment, instant)

    @contextmanager
    def seen_at(self, instant: datetime) -> Iterator[None]:
        """Look at the case as of `instant` without dealing with anything: afterwards its moment is what it was."""
        kept = self.moment
        self.at(instant)
        try:
            yield
        finally:
            self.moment = kept

    def calendar(self, name: str) -> Calendar:
        """The working-day calendar `name` as of the context this case knows. Shared between cases of one process."""
        if name not in self._calendars:
            data = self.context.calendars[name]
            key = data.model_dump_json()
            if len(_calendars) > 64:
                _calendars.clear()
            self._calendars[name] = _calendars.setdefault(key, Calendar(data))
        return self._calendars[name]

    def learn(self, context: Context) -> None:
        """Take up what the body has decreed since."""
        self.context = context
        self._calendars = {}

    @property
    def policy(self) -> Policy:
        return self.context.policy

    def impediment_of(self, user: str) -> Exclusion | None:
        """Why `user` may take no part in this case, if it is so: declared here, or linked with one of its parties."""
        declared = next((bar for bar in self.header.impeded if bar.user == user), None)
        return declared or self._link_of(user)

    def _link_of(self, user: str) -> Exclusion | None:
        concerned = {*self.header.parties, *self.journal.get("organizacoes", ())}
        found = (one for one in self.context.links if one.user == user and one.party in concerned)
        return next((link.exclusion() for link in found if link.reaches(self.today)), None)

    # -- composing a turn --------------------------------------------------------------------------------

    @property
    def ended(self) -> bool:
        return self.header.status is CaseStatus.ENDED

    @property
    def dirty(self) -> bool:
        """Whether something waits to be recorded."""
        waiting = self.pending
        return bool(
            waiting.facts
            or waiting.tasks
            or waiting.deadlines
            or waiting.drafts
            or waiting.follow_ups
            or waiting.comments
            or waiting.documents
            or waiting.notifications
            or waiting.header
            or waiting.full
        )

    def emit(
        self,
        kind: FactKind,
        *,
        by: Actor | None = None,
        provision: str | None = None,
        act: str | None = None,
        **data: Any,
    ) -> None:
        """Say that something happened, now. `None` values of `data` are left out."""
        self.seq += 1
        facts = {name: value for name, value in data.items() if value is not None}
        actor = by.id if by else None
        if by and by.acting_for:
            facts["acting_for"] = by.acting_for
        self.pending.facts.append(
            Fact(seq=self.seq, kind=kind, at=self.moment, actor=actor, provision=provision, act=act, data=facts)
        )
        self.touch()

    def touch(self) -> None:
        """Note that something changed, so that whoever waits for the record knows what to wait for."""
        self.version += 1

    def put_task(self, task: TaskState) -> TaskState:
        """Keep the task as it now is, and have the next turn say so."""
        self.tasks[task.id] = task
        self.pending.tasks[task.id] = None
        self.touch()
        return task

    def put_deadline(self, deadline: DeadlineState) -> DeadlineState:
        """Keep the deadline as it now is, and have the next turn say so."""
        self.deadlines[deadline.id] = deadline
        self.pending.deadlines[deadline.id] = None
        self.touch()
        return deadline

    def put_header(self, **changes: Any) -> None:
        """Change the header; with no changes, merely have the next turn carry it."""
        self.header = self.header.model_copy(update=changes)
        self.pending.header = True
        self.touch()

    def send_everything(self) -> None:
        """Make the next turn a full one: the records diverged and are rebuilt from here."""
        self.pending.full = True
        self.touch()

    def take_turn(self, history_length: int, waits: tuple[Wait, ...]) -> Turn:
        """What must be recorded now; the next turn starts empty."""
        self.header = self.header.model_copy(update={"waits": waits})
        taken, self.pending = self.pending, Pending()
        full = taken.full
        return Turn(
            case=self.header,
            fence=(self.run, history_length),
            first_seq=self.seq - len(taken.facts) + 1,
            facts=tuple(taken.facts),
            tasks=tuple(self.tasks.values() if full else (self.tasks[i] for i in taken.tasks)),
            deadlines=tuple(self.deadlines.values() if full else (self.deadlines[i] for i in taken.deadlines)),
            drafts=tuple(taken.drafts),
            follow_ups=tuple(taken.follow_ups),
            comments=tuple(taken.comments),
            documents=tuple(taken.documents),
            notifications=tuple(taken.notifications),
            context_version=self.context.version,
            full=full,
        )

    def remember(self, act: str, result: ActResult) -> None:
        """Keep the answer to `act`, so that a retry that outlives its run is answered the same."""
        self.acts[act] = result
        while len(self.acts) > REMEMBERED_ACTS:
            del self.acts[next(iter(self.acts))]

    # -- handing over ----------------------------------------------------------------------------------

    def snapshot(self, recording: bool) -> CaseSnapshot:
        """The projection as it should stand in the records."""
        return CaseSnapshot(
            case=self.header,
            last_seq=self.seq,
            tasks=tuple(self.tasks.values()),
            deadlines=tuple(self.deadlines.values()),
            recording=recording,
        )

    def carry(self) -> CarriedState:
        """The state for the next run: all of it, since records that diverge are rebuilt from here."""
        return CarriedState(
            header=self.header,
            seq=self.seq,
            version=self.version,
            run=self.run + 1,
            moment=self.moment,
            tasks=tuple(self.tasks.values()),
            deadlines=tuple(self.deadlines.values()),
            keys=self.keys,
            events=tuple(self.events.values()),
            journal=self.journal,
            alarms=tuple(self.alarms),
            acts=tuple(self.acts.items()),
            authors=self.authors,
            context=self.context,
            next_task=self.next_task,
            next_deadline=self.next_deadline,
            covered=self.covered,
        )

    def resume(self, carried: CarriedState) -> None:
        """Take up what a previous run handed over."""
        self.header, self.seq, self.version, self.run = carried.header, carried.seq, carried.version, carried.run
        self.moment, self.context = carried.moment, carried.context
        self.tasks = {task.id: task for task in carried.tasks}
        self.deadlines = {deadline.id: deadline for deadline in carried.deadlines}
        self.keys, self.journal, self.authors = dict(carried.keys), dict(carried.journal), dict(carried.authors)
        self.events = {event.key: event for event in carried.events}
        self.alarms, self.acts = list(carried.alarms), dict(carried.acts)
        self.next_task, self.next_deadline = carried.next_task, carried.next_deadline
        self.covered = dict(carried.covered)
