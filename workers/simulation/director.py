"""Who does what when: the scenario against what the cases record, as an agenda of acts on the virtual clock."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from fnmatch import fnmatchcase
from functools import partial
from itertools import count
from typing import Any

from temporalio import activity
from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from workers.simulation.cast import Cast
from workers.simulation.driver import DRIVER, STEP_ACTIVITY, WAKE_SIGNAL, Step
from workers.simulation.memory import MemoryRecords
from workers.simulation.model import Answer, Brought, Closure, Decided, Timed
from workers.simulation.scenario import Loaded, matches
from workers.simulation.source import Place
from workers.simulation.world import decree, learned_at
from workflows.clock import lapse_instant
from workflows.kernel.gates import PDF, asked_by
from workflows.kernel.messages import (
    ACT_UPDATE,
    CONTEXT_SIGNAL,
    Act,
    ActResult,
    DocumentRef,
    Refusal,
    RefusalCode,
    Turn,
    Verb,
)
from workflows.kernel.registry import task_of
from workflows.kernel.state import Actor, CaseStatus, Fact, FactKind, TaskState

Deed = Callable[[datetime], Awaitable[None]]

PAPER = DocumentRef(id="documento-simulado", title="Documento", media_type=PDF, size=1, sha256="0" * 64)
PATIENCE = timedelta(days=15 * 366)
"""How long nothing may happen before it is taken that nothing ever will: longer than any period the norms know."""


class Failure(Exception):
    """A step of the scenario that went otherwise than it says."""

    def __init__(self, place: Place | None, what: str) -> None:
        super().__init__(f"line {place.line}: {what}" if place else what)


class Director:
    """Plans what the scenario's people do, does it when it is due, and knows when the scenario is over."""

    def __init__(self, loaded: Loaded, records: MemoryRecords, client: Client) -> None:
        self.scenario = loaded.scenario
        self.failure: Failure | None = None
        self.stuck = False
        self.progress = 0
        self._loaded, self._records, self._client = loaded, records, client
        self._cast = Cast(self.scenario)
        self._agenda: list[tuple[datetime, int, Deed]] = []
        self._order = count()
        self._acts = count(1)
        self._read = 0
        self._planned: Counter[int] = Counter()
        self._done: Counter[str] = Counter()
        self._begun: set[str] = set()
        self._visited: dict[str, dict[int, datetime]] = {}
        self._waiting = {(kind, index) for kind, index, step in self._timed() if step.after is not None}
        self._last_heard = self.scenario.start
        self._wake_sent = False
        records.listen = self._heard
        self._open_agenda()

    # -- on the virtual clock --------------------------------------------------------------------------------

    @activity.defn(name=STEP_ACTIVITY)
    async def step(self, now: datetime) -> Step:
        """Do all that is due at `now`; answer when to be asked again."""
        self.progress += 1
        self._wake_sent = False
        try:
            self._plan()
            while not self._over(now) and self._agenda and self._agenda[0][0] <= now:
                instant, _, deed = heapq.heappop(self._agenda)
                await deed(instant if now - instant < timedelta(hours=1) else now)
                self._plan()
        except Failure as failure:
            self.failure = failure
        if self.failure is not None or self._over(now):
            # The server's clock goes on to the next timer before the workers have stopped.
            self._records.over = True
            return Step(over=True)
        return Step(next_at=self._next())

    async def _heard(self, turn: Turn) -> None:
        self.progress += 1
        for fact in turn.facts:
            self._last_heard = max(self._last_heard, fact.at)
        await self._wake()

    async def give_up(self, why: str) -> None:
        """The scenario cannot go on, whatever its people do. What comes after its end is none of it."""
        if self._records.over:
            return
        self.failure = self.failure or Failure(None, why)
        await self._wake()

    async def _wake(self) -> None:
        if not self._wake_sent:
            self._wake_sent = True
            try:
                await self._client.get_workflow_handle(DRIVER).signal(WAKE_SIGNAL)
            except RPCError as error:
                # Before the driver's first step, which sees all that was recorded by then, or after its last.
                if error.status is not RPCStatusCode.NOT_FOUND:
                    raise
                self._wake_sent = False

    def _next(self) -> datetime:
        ahead = [self._last_heard + PATIENCE]
        if self._agenda:
            ahead.append(self._agenda[0][0])
        if self.scenario.until is not None:
            ahead.append(_end_of(self.scenario.until))
        return min(ahead)

    def _over(self, now: datetime) -> bool:
        headers = self._records.headers
        if self._begun <= headers.keys() and all(one.status is CaseStatus.ENDED for one in headers.values()):
            return True
        if self.scenario.until is not None and now >= _end_of(self.scenario.until):
            return True
        self.stuck = now >= self._last_heard + PATIENCE
        return self.stuck

    # -- planning ----------------------------------------------------------------------------------------------

    def _open_agenda(self) -> None:
        for _, _, step in self._timed():
            if step.at is not None:
                self._put(max(step.at, self.scenario.start), step)
        for closure in self.scenario.calendar:
            instant = learned_at(self.scenario, closure)
            if instant is not None:
                self._push(instant, partial(self._decree, closure))

    def _timed(self) -> list[tuple[str, int, Timed]]:
        return [
            *(("events", index, step) for index, step in enumerate(self.scenario.events)),
            *(("decisions", index, step) for index, step in enumerate(self.scenario.decisions)),
        ]

    def _put(self, instant: datetime, step: Timed, case: str | None = None) -> None:
        for kind, index, known in self._timed():
            if known is step:
                deed = self._bring if isinstance(step, Brought) else self._decide
                self._push(instant, partial(deed, index, case))
                self._waiting.discard((kind, index))

    def _push(self, instant: datetime, deed: Deed) -> None:
        heapq.heappush(self._agenda, (instant, next(self._order), deed))

    def _plan(self) -> None:
        while self._read < len(self._records.log):
            case, link = self._records.log[self._read]
            self._read += 1
            self._after(case, link.fact)
        for task in self._records.tasks.values():
            if task.id not in self._visited and task.status.open:
                self._visited[task.id] = {}
                self._plan_task(task, task.offered_at)

    def _after(self, case: str, fact: Fact) -> None:
        if fact.kind is FactKind.CHILD_STARTED:
            self._begun.add(str(fact.data["child"]))
        for kind, index, step in self._timed():
            if (kind, index) not in self._waiting or step.after is None:
                continue
            if step.after.fact is fact.kind and says(fact, step.after.where):
                self._put(step.after.plus.after(fact.at), step, case)

    def _plan_task(self, task: TaskState, earliest: datetime) -> None:
        for index, answer in enumerate(self.scenario.people):
            if not self._answers(index, answer, task):
                continue
            self._planned[index] += 1
            self._visited[task.id][index] = earliest
            if not answer.never:
                instant = answer.at or (answer.after.after(task.offered_at) if answer.after else task.offered_at)
                self._push(max(instant, earliest), partial(self._answer, index, task.id))
            return

    def _answers(self, index: int, answer: Answer, task: TaskState) -> bool:
        if answer.leaves_open and index in self._visited[task.id]:
            return False
        used_up = answer.times is not None and self._planned[index] >= answer.times
        narrowed = answer.party in (None, task.party) and answer.subject in (None, task.subject)
        return not used_up and narrowed and matches(answer, task.decl)

    # -- deeds -------------------------------------------------------------------------------------------------

    async def _answer(self, index: int, task_id: str, instant: datetime) -> None:
        answer = self.scenario.people[index]
        task = self._records.tasks[task_id]
        case = _case_of(task_id)
        if not task.status.open and answer.refused is None:
            return
        actor = self._cast.for_task(answer, task, self._records.headers[case])
        changes = {"task": task_id, "outcome": answer.outcome, "form": answer.form, "to": answer.to}
        words = {"reason": answer.reason, "text": answer.text}
        what = f"{answer.verb} {task.decl} by {actor.id}"
        step = ("people", index)
        for provision in _asked(answer, task):
            attached = self._made(Verb.ATTACH, actor, instant, task=task_id, provision=provision, document=PAPER)
            await self._act(step, f"{Verb.ATTACH} {provision}", case, None, attached)
        await self._act(step, what, case, answer.refused, self._made(answer.verb, actor, instant, **changes, **words))
        if answer.leaves_open:
            self._plan_task(self._records.tasks[task_id], instant)

    async def _bring(self, index: int, case: str | None, instant: datetime) -> None:
        brought = self.scenario.events[index]
        actor = self._cast.for_event(brought)
        act = self._made(Verb.EVENT, actor, instant, event=brought.event, form=brought.form)
        where = self._receiver(brought.event, case)
        await self._act(("events", index), f"{brought.event} by {actor.id}", where, brought.refused, act)

    async def _decide(self, index: int, _case: str | None, instant: datetime) -> None:
        decided = self.scenario.decisions[index]
        running = [
            one
            for one in self._records.deadlines.values()
            if one.decl == decided.deadline and one.running and decided.party in (None, one.party)
        ]
        if not running:
            raise Failure(self._loaded.place("decisions", index), f"no deadline {decided.deadline} is running")
        actor = self._cast.for_decision(decided)
        details = {"on": decided.on, "amount": decided.amount, "unit": decided.unit, "reason": decided.reason}
        act = self._made(Verb(decided.decide), actor, instant, deadline=running[-1].id, **details)
        what = f"{decided.decide} {decided.deadline} by {actor.id}"
        await self._act(("decisions", index), what, _case_of(running[-1].id), decided.refused, act)

    async def _decree(self, closure: Closure, _instant: datetime) -> None:
        assert self._records.context is not None
        self._records.context = decree(self._records.context, [closure])
        for header in list(self._records.headers.values()):
            if header.status is CaseStatus.OPEN:
                await self._client.get_workflow_handle(header.id).signal(CONTEXT_SIGNAL)

    def _made(self, verb: Verb, actor: Actor, instant: datetime, **details: Any) -> Act:
        return Act(id=f"ato-{next(self._acts)}", verb=verb, actor=actor, received_at=instant, **details)

    async def _act(self, step: tuple[str, int], what: str, case: str, refused: RefusalCode | None, act: Act) -> None:
        refusal = await send(self._client, case, act)
        place = self._loaded.place(*step)
        if refusal is None and refused is not None:
            raise Failure(place, f"{what} was accepted; the scenario says it is refused ({refused})")
        if refusal is not None and refusal.code is not refused:
            raise Failure(place, f"{what} was refused: {wording(refusal)}")
        self._done[f"{step[0]}.{step[1]}"] += 1

    def _receiver(self, event: str, case: str | None) -> str:
        """The case that takes the event now: that of the fact it follows, or the latest that has it open."""
        takers = [id for id, header in self._records.headers.items() if event in header.events]
        if case in takers:
            return case
        return takers[-1] if takers else next(iter(self._records.headers))

    # -- afterwards ----------------------------------------------------------------------------------------------

    def never_came(self) -> list[Failure]:
        """The steps that the scenario says and that were never done, each with its line."""
        failures = []
        for index, answer in enumerate(self.scenario.people):
            if not answer.never and not self._done[f"people.{index}"]:
                why = "was gone before it was answered" if self._planned[index] else "never came"
                failures.append(Failure(self._loaded.place("people", index), f"the task {answer.task} {why}"))
        for kind, index, step in self._timed():
            if not self._done[f"{kind}.{index}"]:
                name = step.event if isinstance(step, Brought) else step.deadline if isinstance(step, Decided) else kind
                why = "the fact it follows never came" if (kind, index) in self._waiting else "the run ended before it"
                failures.append(Failure(self._loaded.place(kind, index), f"{name} was not possible: {why}"))
        return failures


async def send(client: Client, case: str, act: Act) -> Refusal | None:
    """Do an act; None when it was accepted and recorded, else why not."""
    try:
        handle = client.get_workflow_handle(case)
        await handle.execute_update(ACT_UPDATE, act, id=act.id, result_type=ActResult)
    except WorkflowUpdateFailedError as error:
        cause = error.cause
        if isinstance(cause, ApplicationError) and cause.details:
            return Refusal.model_validate(cause.details[0])
        raise
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return Refusal(code=RefusalCode.CASE_ENDED, message="Este processo já foi encerrado.")
    return None


def says(fact: Fact, where: dict[str, Any]) -> bool:
    """Whether the fact's data has all that `where` says; a dot reaches into nested data."""
    return all(_reach(fact.data, name) == value for name, value in where.items())


def wording(refusal: Refusal) -> str:
    """A refusal in one line: code, sentence, provision, and the fields to blame."""
    cited = f" ({refusal.provision})" if refusal.provision else ""
    fields = "; ".join(f"{error.field}: {error.message}" for error in refusal.errors if error.field)
    return f"{refusal.code}: {refusal.message}{cited}{f' [{fields}]' if fields else ''}"


def _reach(data: Any, name: str) -> Any:
    for part in name.split("."):
        data = data.get(part) if isinstance(data, dict) else None
    return data


def _asked(answer: Answer, task: TaskState) -> list[str]:
    """The provisions under which the answer hands in documents, of those by which the task asks for them."""
    asked = asked_by(task_of(task.decl))
    return [provision for provision in asked if any(fnmatchcase(provision, one) for one in answer.documents)]


def _case_of(ref: str) -> str:
    return ref.rsplit("-", 1)[0]


def _end_of(day: date) -> datetime:
    """The last second of a day: what happens as the next one begins is not part of it."""
    return lapse_instant(day) - timedelta(seconds=1)
