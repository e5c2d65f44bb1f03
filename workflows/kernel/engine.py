"""A case as a Temporal workflow: acts come in as Updates, turns go out to the records, alarms ring, runs hand over.

No rule of any norm is here. The order of things within a workflow task is what everything rests on: whoever answers a
wait does it through a future, so all that follows from an act has happened when the recorder, which waits on a
condition, takes the turn. One act, one turn, one local activity.
"""

import asyncio
from datetime import datetime, timedelta
from typing import Any, ClassVar

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ApplicationError

from workflows.kernel.case import Alarm, Case
from workflows.kernel.messages import (
    ACT_UPDATE,
    CONTEXT_SIGNAL,
    RECORD_ACTIVITY,
    STATE_QUERY,
    WITHDRAWN_SIGNAL,
    Act,
    ActResult,
    CaseResult,
    CaseSnapshot,
    CaseStart,
    Recorded,
    Refusal,
    RefusalCode,
)
from workflows.kernel.refusals import Refused, refuse
from workflows.kernel.state import Context, Wait

RECORD_RETRY = RetryPolicy(
    initial_interval=timedelta(milliseconds=200), backoff_coefficient=2, maximum_interval=timedelta(seconds=15)
)
RUN_AT_MOST = timedelta(days=5 * 365)
CLOCK_SKEW = timedelta(minutes=5)
LATE_DELIVERY = timedelta(days=1)
INVALID_START = "inicio-invalido"
SEAM = "seam"
BY_PERIOD = "passagem-por-periodo"


def as_error(refusal: Refusal) -> ApplicationError:
    """A refusal as Temporal carries it: its code is the type, the whole of it the detail."""
    return ApplicationError(refusal.message, refusal, type=str(refusal.code), non_retryable=True)


class Paused(Exception):
    """Something is wrong with the code or with this worker. Not a failure Temporal knows, so that it fails the workflow
    task and not the case: the case waits, and goes on when the mend is deployed."""


class CaseWorkflow:
    """The plumbing of every procedure. Subclasses say what happens; see `Procedure`."""

    hands_over_each: ClassVar[timedelta | None] = None
    """So long a run of this procedure lasts at most, where its cases ask for acts all through many years."""

    def __init__(self, start: CaseStart, case: Case) -> None:
        self._start = start
        self._case = case
        self._shift = timedelta(seconds=start.time_shift)
        self._futures: dict[str, list[asyncio.Future[Any]]] = {}
        self._endings: list[asyncio.Future[None]] = []
        self._recorded_version = case.version
        self._recording = False
        self._starting = 0
        self._withdrawn: str | None = None
        self._course: asyncio.Task[CaseResult] | None = None
        self._asking = 0
        self._consults: dict[str, Wait] = {}
        self._seam_at = workflow.info().start_time + self._shift + RUN_AT_MOST
        self._refused_start: Refusal | None = None
        self._walked = start.carried is None
        self._stood = False

    # -- what the subclass gives ------------------------------------------------------------------------------

    async def _steps(self) -> CaseResult:
        raise NotImplementedError("a procedure says its steps")

    def _check_act(self, act: Act) -> None:
        raise NotImplementedError("a procedure says which acts it accepts")

    def _apply_act(self, act: Act) -> ActResult:
        raise NotImplementedError("a procedure says what an act changes")

    def _ring(self, alarm: Alarm) -> None:
        raise NotImplementedError("a procedure says what an alarm does")

    def _learn(self, context: Context) -> None:
        raise NotImplementedError("a procedure says what a change of context moves")

    def _waits(self) -> tuple[Wait, ...]:
        raise NotImplementedError("a procedure says what it waits for")

    def _child_result(self, result: CaseResult) -> None:
        raise NotImplementedError("a procedure says what a child's end brings")

    # -- the course of a run --------------------------------------------------------------------------------

    def now(self) -> datetime:
        """The workflow's time, moved by the simulation's shift. Aware, UTC."""
        return workflow.now() + self._shift

    async def _carry_out(self) -> CaseResult:
        """Run the steps to their end, or to a seam where the next run takes over."""
        if self._refused_start is not None:
            raise ApplicationError(
                self._refused_start.message, self._refused_start, type=INVALID_START, non_retryable=True
            )
        if self.hands_over_each is not None and workflow.patched(BY_PERIOD):
            self._seam_at = min(self._seam_at, workflow.info().start_time + self._shift + self.hands_over_each)
        recorder = asyncio.create_task(self._record_turns())
        alarms = asyncio.create_task(self._ring_alarms())
        steps = self._course = asyncio.create_task(self._steps())
        asyncio.create_task(self._note_where_the_steps_stand())  # noqa: RUF006
        helpers = (recorder, alarms)
        await workflow.wait_condition(
            lambda: steps.done() or any(helper.done() for helper in helpers) or self._at_a_seam()
        )
        for task in (*helpers, steps):
            failure = task.exception() if task.done() else None
            if failure is not None:
                raise Paused(f"{self._case.header.type}: {failure}") from failure
        if not steps.done():
            self._hand_over()
        await workflow.wait_condition(lambda: not self._case.dirty and not self._recording)
        await workflow.wait_condition(workflow.all_handlers_finished)
        result = steps.result()
        await self._tell_parent(result)
        return result

    async def _note_where_the_steps_stand(self) -> None:
        """Note that the steps stand where the run before left them: conditions are looked at when nothing else can
        go on by itself."""
        await workflow.wait_condition(lambda: True)
        self._walked = self._stood = True

    def _at_a_seam(self) -> bool:
        """A good moment to continue as new: nothing under way, and the run is long or old enough."""
        info = workflow.info()
        due = info.is_continue_as_new_suggested() or self.now() >= self._seam_at
        return due and not self._busy() and self._starting == 0 and workflow.all_handlers_finished()

    def _busy(self) -> bool:
        return self._case.dirty or self._recording or self._asking > 0

    def _hand_over(self) -> None:
        workflow.continue_as_new(self._start.model_copy(update={"carried": self._case.carry().packed()}))

    async def _start_child(self, start: CaseStart) -> None:
        """Start a case under this one. No seam until it has begun: if the run ends first, it is never started."""
        self._starting += 1
        try:
            await workflow.start_child_workflow(
                start.type,
                start,
                id=start.id,
                parent_close_policy=workflow.ParentClosePolicy.ABANDON,
                result_type=CaseResult,
            )
        finally:
            self._starting -= 1

    async def _tell_parent(self, result: CaseResult) -> None:
        if self._start.parent:
            parent = workflow.get_external_workflow_handle(self._start.parent)
            try:
                await parent.signal("child_ended", result)
            except ApplicationError:
                workflow.logger.info("the parent case had already ended")

    # -- recording -------------------------------------------------------------------------------------------

    async def _record_turns(self) -> None:
        while True:
            await workflow.wait_condition(lambda: self._case.dirty and not self._asking)
            self._recording = True
            version = self._case.version
            turn = self._case.take_turn(workflow.info().get_current_history_length(), self._waits())
            answer: Recorded = await workflow.execute_local_activity(
                RECORD_ACTIVITY,
                turn,
                result_type=Recorded,
                start_to_close_timeout=timedelta(seconds=20),
                retry_policy=RECORD_RETRY,
                summary=f"fatos {turn.first_seq} a {turn.first_seq + len(turn.facts) - 1}" if turn.facts else None,
            )
            if answer.diverged:
                self._case.send_everything()
            else:
                self._recorded_version = version
            if answer.context is not None and answer.context.version > self._case.context.version:
                self._case.at(self.now())
                self._learn(answer.context)
            self._recording = False

    # -- alarms ------------------------------------------------------------------------------------------------

    async def _ring_alarms(self) -> None:
        while True:
            first = self._next_alarm()
            delay = first.at - self.now()
            if delay > timedelta(0):
                try:
                    await workflow.wait_condition(lambda first=first: self._next_alarm() != first, timeout=delay)  # type: ignore[misc]
                    continue
                except TimeoutError:
                    pass
            if first.what == SEAM:
                await workflow.wait_condition(lambda: self._next_alarm().what != SEAM)
                continue
            self._case.alarms.remove(first)
            self._case.at(first.at)
            self._ring(first)

    def _next_alarm(self) -> Alarm:
        seam = Alarm(at=self._seam_at, what=SEAM, ref="")
        return min((seam, *self._case.alarms), key=lambda alarm: (alarm.at, alarm.what == SEAM, alarm.ref))

    # -- waiting for answers -----------------------------------------------------------------------------------

    async def _answer(self, key: str) -> Any:
        """The answer to the wait `key`: from the journal if it came before, else when it comes. Several may wait for
        it."""
        if key in self._case.journal:
            return self._case.journal[key]
        future: asyncio.Future[Any] = asyncio.Future()
        self._futures.setdefault(key, []).append(future)
        try:
            return await future
        finally:
            waiting = self._futures[key]
            waiting.remove(future)
            if not waiting:
                del self._futures[key]

    def _resolve(self, key: str, value: Any) -> None:
        """Write the answer to `key` into the journal and wake whoever waits for it, in the order in which they came."""
        self._case.journal[key] = value
        for future in self._futures.get(key, ()):
            if not future.done():
                future.set_result(value)

    # -- the door ------------------------------------------------------------------------------------------

    @workflow.update(name=ACT_UPDATE)
    async def act(self, act: Act) -> ActResult:
        """Do the act; answer once its facts are recorded. The same id is answered the same, without a second effect."""
        known = self._case.acts.get(act.id)
        if known is None:
            if not self._walked:
                await workflow.wait_condition(lambda: self._walked)
                self._accept(act)
            elif self._comes_early(act):
                await workflow.wait_condition(lambda: self._stood and not self._busy())
                self._accept(act)
            self._case.at(act.received_at)
            known = self._apply_act(act)
            self._case.remember(act.id, known)
        version = self._case.version
        await workflow.wait_condition(lambda: self._recorded_version >= version)
        return known.model_copy(update={"recorded": self._case.seq, "waits": self._case.header.waits})

    @act.validator
    def _act_is_acceptable(self, act: Act) -> None:
        # What came while a run took over is looked at once its steps know again what they knew.
        if act.id not in self._case.acts and self._walked and not self._comes_early(act):
            self._accept(act)

    def _comes_early(self, act: Act) -> bool:
        """Whether the act is on a task that the case does not know. A turn that was recorded and then lost with its
        worker is worked again; people have seen its tasks, and may act on one before the turn has brought it anew."""
        return act.task is not None and act.task not in self._case.tasks

    def _accept(self, act: Act) -> None:
        """Refuse the act as an error of the update, or leave it be."""
        try:
            self._check_instant(act)
            if self._case.ended:
                raise refuse(RefusalCode.CASE_ENDED, "Este processo já foi encerrado.", at=self._case.header.ended_at)
            with self._case.seen_at(act.received_at):
                self._check_act(act)
        except Refused as refused:
            raise as_error(refused.refusal) from None

    def _check_instant(self, act: Act) -> None:
        now = self.now()
        if not now - LATE_DELIVERY <= act.received_at <= now + CLOCK_SKEW:
            raise refuse(RefusalCode.INVALID_ACT, "O instante de recebimento do ato não confere com o relógio.")

    @workflow.update(name="started")
    async def started(self) -> ActResult:
        """Answer once the start of the case is recorded."""
        await workflow.wait_condition(lambda: self._recorded_version > 0 or self._refused_start is not None)
        if self._refused_start is not None:
            raise as_error(self._refused_start)
        return ActResult(case=self._case.header.id, recorded=self._case.seq, waits=self._case.header.waits)

    @workflow.signal(name=CONTEXT_SIGNAL)
    def context_changed(self) -> None:
        """The body decreed something: ask the records what."""
        self._case.put_header()

    @workflow.signal(name="child_ended")
    def child_ended(self, result: CaseResult) -> None:
        """A child case ended."""
        self._case.at(result.ended_at)
        self._child_result(result)

    @workflow.signal(name=WITHDRAWN_SIGNAL)
    def withdrawn(self, reason: str) -> None:
        """The case that this one stands under took another course: nothing more happens here."""
        self._case.at(self.now())
        self._withdrawn = reason
        if self._course is not None:
            self._course.cancel()

    @workflow.query(name=STATE_QUERY)
    def state(self) -> CaseSnapshot:
        """The projection of this case as the records should have it."""
        return self._case.snapshot(self._recording or self._case.dirty)
