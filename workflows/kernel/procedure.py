"""`Procedure`: the words a chapter of a norm is written in.

`run()` is the table of contents of the chapter. Each awaited word leaves its answer in the case's journal, so that a
run which takes over from another walks the same path at once and stands where the first one stood.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Generic, TypeVar, cast

from temporalio import workflow

from workflows.clock import data_fixa, dias
from workflows.kernel import deadlines, events, named
from workflows.kernel.case import DEFAULT_CALENDAR, Alarm, CarriedState, Case
from workflows.kernel.collegiate import Collegiate
from workflows.kernel.consult import Consulting
from workflows.kernel.course import DECORRIDO, IMPEDIDO, arrival_key
from workflows.kernel.forms import validate
from workflows.kernel.issuing import Issuing
from workflows.kernel.launching import Launching
from workflows.kernel.looking import Looking
from workflows.kernel.messages import CaseResult, CaseStart, Refusal
from workflows.kernel.parallel import Parallel
from workflows.kernel.providing import Providing
from workflows.kernel.refusals import Refused, as_refusals, invalid_form
from workflows.kernel.registering import Registering
from workflows.kernel.sealing import Sealed
from workflows.kernel.state import Context, DeadlineState, DeadlineStatus, FactKind, TaskState
from workflows.kernel.steps import Answer
from workflows.kernel.suspending import Suspending
from workflows.kernel.telling import Telling
from workflows.kernel.under import Under
from workflows.kernel.words import Deadline, Event, Form, HumanTask, Outcome, Publication
from workflows.norms import Provision

__all__ = ["DECORRIDO", "IMPEDIDO", "Answer", "Procedure"]

I = TypeVar("I", bound=Form)  # noqa: E741
F = TypeVar("F", bound=Form)
T = TypeVar("T")


class Procedure(
    Consulting, Registering, Launching, Providing, Issuing, Parallel, Telling, Looking, Collegiate, Sealed,
    Suspending, Under, Generic[I],
):  # fmt: skip
    """Base of every procedure. Subclasses are made workflows by `@procedure` and say `about` and `run`."""

    steps_of_the_norm: Callable[[], Coroutine[Any, Any, Outcome]]

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        read = validate(self.about.input, start.input)
        self.input = cast(I, read)
        refused = invalid_form(read).refusal if isinstance(read, tuple) else None
        subject = "" if isinstance(read, tuple) else self.subject_of(cast(I, read))
        calendar = DEFAULT_CALENDAR if isinstance(read, tuple) else self.calendar_of(cast(I, read))
        case = Case(start, subject, self.parties_of(start), self.about.stages[0].id, calendar)
        if start.carried is not None:
            case.resume(CarriedState.unpacked(start.carried))
        super().__init__(start, case)
        self._counts: dict[str, int] = {}
        self._refused_start = refused or self._not_admitted(start)

    # -- what a procedure may say of itself -----------------------------------------------------------------

    @classmethod
    def subject_of(cls, _input: I) -> str:
        """What a case is about, in a few words, without personal data."""
        return cls.about.title

    @classmethod
    def parties_of(cls, start: CaseStart) -> tuple[str, ...]:
        """Who the case concerns: organisations, and the person who started it."""
        return tuple(dict.fromkeys((*start.started_by.parties, start.started_by.id)))

    @classmethod
    def party_names(cls, _input: I) -> dict[str, str]:
        """How pages call the parties that the input itself names, by id."""
        return {}

    @classmethod
    def calendar_of(cls, _input: I) -> str:
        """Id of the working-day calendar that the case's deadlines are rolled on."""
        return DEFAULT_CALENDAR

    @classmethod
    def admit(cls, _input: I, _on: date, _context: Context) -> None:
        """Refuse a start the norm does not allow on that date. Raises `Forbidden`."""

    async def run(self) -> Outcome:
        raise NotImplementedError("a procedure says its steps in run()")

    # -- the words ---------------------------------------------------------------------------------------------

    @property
    def started_on(self) -> date:
        """The legal date on which the case began."""
        return self._case.header.started_on

    @property
    def today(self) -> date:
        """The legal date of what is being dealt with. For anchors and messages, never for branching."""
        return self._case.today

    @property
    def case_id(self) -> str:
        """The id of this case, by which others may name it."""
        return self._case.header.id

    @property
    def proponent(self) -> str:
        """The party that started the case: its organisation, or the person."""
        return self._case.header.parties[0]

    def earliest(self, decl: Deadline, *, party: str | None = None) -> date | None:
        """The first day on which what a minimum holds back may happen; None once it may, or when no minimum runs."""
        running = self._running(decl, party)
        return running.due if running is not None and running.status is DeadlineStatus.OPEN else None

    def one_of(self, known: Mapping[str, T], key: str) -> T:
        """What `key` names among what the norm lists; a drawing of the procedure shows the way of each."""
        return known[key]

    def begin(
        self, decl: Deadline, *, since: date, because: str, party: str | None = None, cycle: int = 1,
        fixed: date | int | None = None,
    ) -> DeadlineState | None:  # fmt: skip
        """Start a deadline from `since`, its day zero. None when its length is a parameter that nobody has set.

        `fixed` is what an act of the case fixes, such as an edital or a notice: the last day, or how many days.
        """
        budget = dias(fixed) if isinstance(fixed, int) else data_fixa(fixed) if fixed else None
        return self._begin(self._key(decl.id, party), decl, since, because, party, cycle, budget)

    def met(self, decl: Deadline, *, party: str | None = None) -> None:
        """What the deadline asked for was done."""
        running = self._running(decl, party)
        if self._once(f"cumprido:{decl.id}") and running:
            deadlines.meet(self._case, running)

    def extend(self, decl: Deadline, days: int, *, because: str, provision: Provision) -> None:
        """A decision of the case gives `days` more, by `provision`. Once the deadline has lapsed it gives nothing.

        Within `extension_limit`, which a rule has to look at before: past it this raises `LedgerError`.
        """
        running = self._running(decl)
        open_yet = running is not None and running.status is DeadlineStatus.OPEN
        if self._once(f"prorrogado:{decl.id}") and running and open_yet:
            deadlines.extend(
                self._case, decl, running, by=None, amount=days, unit="dia", reason=because, grounds=provision.id
            )

    def cancel(self, decl: Deadline, *, party: str | None = None) -> None:
        """What the deadline was for no longer matters."""
        running = self._running(decl, party)
        if self._once(f"cancelado:{decl.id}") and running:
            deadlines.cancel(self._case, running)

    async def ask(
        self,
        task: HumanTask,
        *,
        party: str | None = None,
        subject: str | None = None,
        about: dict[str, Any] | None = None,
        since: date | None = None,
        because: str = "início da tarefa",
        person: str | None = None,
        panel: Sequence[str] = (),
        before: date | None = None,
    ) -> Answer:
        """Ask a role, or the `person` an act designated, for an act and wait for it; otherwise as `offer`.

        `DECORRIDO` when a peremptory deadline it is under lapsed first, or the day `before` began; `IMPEDIDO` when the
        person, or one of the `panel` they act for, may take no part in the case or no longer may.
        """
        key = self.offer(
            task, party=party, subject=subject, about=about, since=since, because=because, person=person, panel=panel,
            before=before,
        )  # fmt: skip
        return Answer.of(await self._answer(key))

    def offer(
        self,
        task: HumanTask,
        *,
        party: str | None = None,
        subject: str | None = None,
        about: dict[str, Any] | None = None,
        since: date | None = None,
        because: str = "início da tarefa",
        cycle: int = 1,
        person: str | None = None,
        panel: Sequence[str] = (),
        before: date | None = None,
    ) -> str:
        """Ask a role for an act without waiting for it. Returns the key its answer will have.

        `subject` tells apart acts of one kind that are asked of one party at the same time. Its own deadline counts
        from `since` (default: today), the day of the fact described by `because`; `cycle` is its number in a cycle.
        """
        key = self._key(task.id, ":".join(part for part in (party, subject) if part))
        if key in self._case.keys or key in self._case.journal:
            return key
        depends_on = (person, *panel) if person else tuple(panel)
        if barred := next((one for one in depends_on if self._case.impediment_of(one)), None):
            self._case.journal[key] = {"outcome": str(IMPEDIDO), "by": barred, "on": self._case.today.isoformat()}
            return key
        own = None
        if task.deadline is not None:
            own = self._begin(f"prazo:{key}", task.deadline, since or self._case.today, because, party, cycle)
        watched = own or (self._running(task.within, party) or self._running(task.within) if task.within else None)
        offered = events.offer_task(
            self._case, task, role=self.parameter(task.authority) if task.authority else task.role.id, party=party,
            subject=subject, about=about or {}, deadline=watched.id if watched else None, person=person,
        )  # fmt: skip
        self._case.keys[key] = offered.id
        if depends_on:
            named.assign(self._case, offered, depends_on)
        if before is not None:
            self._case.alarms.append(Alarm(at=deadlines.midnight(before), what=deadlines.EXPIRE, ref=offered.id))
        return key

    def undone(self) -> tuple[TaskState, ...]:
        """The tasks that nobody has done yet, in the order in which they were offered."""
        return tuple(task for task in self._case.tasks.values() if task.status.open)

    async def run_out(self) -> None:
        """Wait until nothing that is still undone can be done in time any more."""
        while ahead := [own.due for task in self.undone() if (own := self._ahead(task)) and own.due]:
            await self.until(max(ahead) + timedelta(days=1))

    async def publish(
        self, publication: Publication, *, before: date | None = None, panel: Sequence[str] = (), **about: Any
    ) -> Answer:
        """Have a text published; the answer's `on` is the day its evidence gives, from which deadlines run.

        `DECORRIDO` when nobody confirmed the publication until the day `before` began; `IMPEDIDO` when one of the
        `panel` whose text it is may no longer take part in the case.
        """
        published = await self.ask(publication, about=about, before=before, panel=panel)
        if published not in (DECORRIDO, IMPEDIDO):
            published.on = published.day("publicado_em")
        return published

    def open(
        self, event: Event, *, until: Deadline | None = None, party: str | None = None, sealed: bool | None = None
    ) -> str:
        """From now on, third parties may bring `event`. Returns the key its answer will have.

        With `sealed` said, what is brought is kept until `unseal`; true: nobody can read it before, nor by whom it
        came. The event must be `many`.
        """
        key = self._key(event.id, party)
        if f"aberto:{key}" not in self._case.journal:
            self._case.journal[f"aberto:{key}"] = True
            if before := self.brought(event):
                self._case.journal[f"desde:{key}"] = before
            running = self._running(until, party) if until else None
            events.open_event(self._case, event, key, party, running.id if running else None, sealed)
        return key

    def close(self, event: Event) -> None:
        """`event` may no longer be brought."""
        if self._once(f"fechado:{event.id}"):
            events.close_events(self._case, event)

    async def unless(
        self, event: Event, course: Coroutine[Any, Any, Outcome], then: Outcome | Callable[[Answer], Outcome]
    ) -> Outcome:
        """Follow `course` unless `event` is brought first: all it had open is then withdrawn, the cases it had started
        too; the outcome is `then`, or what `then` makes of what was brought."""
        before = [self._case.next_task, self._case.next_deadline, len(self._case.keys), sorted(self._case.events)]
        key = self.open(event)
        marks = self._case.journal.setdefault(f"antes:{key}", before)
        if key in self._case.journal:
            course.close()
            self._counts = dict(self._case.journal[f"depois:{key}"])
            return self._outcome_of(key, then)
        running = asyncio.create_task(course)
        brought = asyncio.create_task(self._answer(key))
        try:
            await self.first_of(running, brought)
        except asyncio.CancelledError:
            running.cancel()
            brought.cancel()
            raise
        if key not in self._case.journal:
            brought.cancel()
            self.close(event)
            return running.result()
        running.cancel()
        events.withdraw_since(self._case, *marks)
        self._case.journal[f"depois:{key}"] = dict(self._counts)
        await self.withdraw_children(since=marks[2] if len(marks) > 2 else 0)
        return self._outcome_of(key, then)

    def _outcome_of(self, key: str, then: Outcome | Callable[[Answer], Outcome]) -> Outcome:
        return then if isinstance(then, Outcome) else then(Answer.of(self._case.journal[key]))

    async def each_arrival(
        self, event: Event, *, until: Deadline | None = None, course: Callable[[Answer, int], Coroutine[Any, Any, T]]
    ) -> list[T]:
        """Until the deadline lapses, follow `course` with each arrival of `event` (awaited, many), numbered from 1.

        Answers what each came to, in the order of arrival, once the last is over. With no deadline it goes on until the
        course that it is a part of is left.
        """
        key = self.open(event, until=until)
        over: asyncio.Future[None] = asyncio.ensure_future(self.elapse(until)) if until else asyncio.Future()
        running: list[asyncio.Future[T]] = []
        try:
            while arrived := await self._arrived(arrival_key(key, len(running) + 1), over):
                running.append(asyncio.ensure_future(course(arrived, len(running) + 1)))
            return list(await asyncio.gather(*running))
        finally:  # what is still under way here was withdrawn with the course that waited for it
            over.cancel()
            for one in running:
                one.cancel()

    async def _arrived(self, key: str, over: "asyncio.Future[None]") -> Answer | None:
        arrived = asyncio.ensure_future(self.arrival(key))
        await self.first_of(arrived, over)
        if arrived.done():
            return arrived.result()
        arrived.cancel()
        return None

    def made(self, form: type[F], **data: Any) -> F:
        """A form made of what the case knows, such as the input of a child."""
        return form.model_validate(data)

    async def child(self, kind: type["Procedure[Any]"], data: Form, *, subject: str | None = None) -> CaseResult:
        """Start a procedure under this one and wait for its end."""
        key = self._key(f"filho:{kind.about.id}", subject)
        if key not in self._case.keys:
            child_id = f"{self._case.header.id}-f{len(self._case.keys) + 1}"
            self._case.keys[key] = child_id
            self._case.emit(FactKind.CHILD_STARTED, child=child_id, type=kind.about.id, title=kind.about.title)
            await self._start_child(self._child_start(child_id, kind, data))
        return CaseResult.model_validate(await self._answer(key))

    # -- how it starts and ends ------------------------------------------------------------------------------------

    def _child_start(self, child_id: str, kind: type["Procedure[Any]"], data: Form) -> CaseStart:
        return CaseStart(
            id=child_id,
            type=kind.about.id,
            input=data.model_dump(mode="json"),
            received_at=self._case.moment,
            started_by=self._start.started_by,
            context=self._case.context,
            parent=self._case.header.id,
            impeded=self._case.header.impeded,
            time_shift=self._start.time_shift,
        )

    async def _steps(self) -> CaseResult:
        if self._case.seq == 0:
            self._case.emit(
                FactKind.CASE_STARTED, by=self._start.started_by, provision=self.about.provisions[0].id,
                act=self._start.act, type=self.about.id, title=self.about.title, subject=self._case.header.subject,
                input=self.input.model_dump(mode="json", exclude_none=True),
            )  # fmt: skip
            self._case.put_header()
        outcome: Outcome = await self.until_withdrawn(self.steps_of_the_norm())
        events.end_case(self._case, outcome, next((one for one in self.about.outcomes if one == outcome), outcome))
        return CaseResult(
            case=self._case.header.id, outcome=str(outcome), ended_at=self._case.moment, data=self.reported()
        )

    def _not_admitted(self, start: CaseStart) -> Refusal | None:
        if isinstance(self.input, tuple) or start.carried is not None:
            return None
        try:
            with as_refusals():
                self.admit(self.input, self._case.header.started_on, start.context)
        except Refused as refused:
            return refused.refusal
        return None
