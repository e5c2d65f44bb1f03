"""The person at the keyboard of a test: starts cases and acts on them with bare Updates, as if there were no door."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from temporalio.client import Client, WorkflowHandle, WorkflowUpdateFailedError
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.exceptions import ApplicationError
from temporalio.testing import WorkflowEnvironment

from workers.build import build_worker
from workers.simulation.memory import MemoryRecords
from workers.simulation.server import TurnLostError, lost_in
from workflows.clock import load_calendar
from workflows.kernel.messages import STATE_QUERY, Act, ActResult, CaseResult, CaseSnapshot, CaseStart, Refusal, Verb
from workflows.kernel.state import Actor, Context, Fact, FactKind

SYSTEM = Actor(id="protocolo-1", roles=("protocolo",))
AREA = Actor(id="helena", roles=("area-tecnica",))
COLEGA = Actor(id="caio", roles=("area-tecnica",))
CHEFIA = Actor(id="marta", roles=("gestao",))
SECRETARIO = Actor(id="antonia", roles=("secretario",))
OSC = Actor(id="osc-1", roles=("osc",), parties=("org-1",))
MOTIVO = {"motivo": "Razões bastantes para decidir."}
_numbers = itertools.count(1)


class Bench:
    """Cases on some engine, their records in memory, and the clock they go by."""

    def __init__(
        self, client: Client, began: datetime, now: Callable[[], Awaitable[datetime]], records: MemoryRecords
    ) -> None:
        self.client, self.records, self.began = client, records, began
        self.activities: list[Any] = []
        self.queue = f"bench-{next(_numbers)}"
        self._now = now
        self.shift = timedelta(0)
        self.context = Context(calendars={"mt-cuiaba": load_calendar("mt-cuiaba").data})

    async def settle_clock(self) -> None:
        """Make the present of the engine the moment at which the test begins."""
        self.shift = self.began - await self._now()

    async def now(self) -> datetime:
        """The cases' time."""
        return await self._now() + self.shift

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """A worker, while in the block."""
        activities = [self.records.record, *self.activities]
        async with build_worker(self.client, task_queue=self.queue, activities=activities):
            yield

    async def start(
        self, type_id: str, data: dict[str, Any], by: Actor = SYSTEM, **more: Any
    ) -> WorkflowHandle[Any, CaseResult]:
        """Start a case and wait until that is recorded."""
        start = CaseStart(
            id=f"{type_id}-{next(_numbers)}", type=type_id, input=data, received_at=await self.now(),
            started_by=by, time_shift=self.shift.total_seconds(), context=self.context, **more,
        )  # fmt: skip
        handle = await self.client.start_workflow(
            type_id, start, id=start.id, task_queue=self.queue, result_type=CaseResult
        )
        await handle.execute_update("started", result_type=ActResult)
        return handle

    async def do(self, case: str, verb: Verb, by: Actor, *, act: str = "", again: str = "", **what: Any) -> ActResult:
        """Do an act now. `again` sends the act `act` once more, as another Update."""
        made = Act.model_validate(
            {"id": act or f"ato-{next(_numbers)}", "verb": verb, "actor": by, "received_at": await self.now(), **what}
        )
        handle = self.client.get_workflow_handle(case)
        result: ActResult = await handle.execute_update("act", made, id=again or made.id, result_type=ActResult)
        return result

    async def refused(self, case: str, verb: Verb, by: Actor, **what: Any) -> Refusal:
        """Do an act that must be refused and leave nothing; answer the refusal."""
        before = list(self.facts(case))
        with pytest.raises(WorkflowUpdateFailedError) as refused:
            await self.do(case, verb, by, **what)
        assert self.facts(case) == before
        assert isinstance(refused.value.cause, ApplicationError)
        return Refusal.model_validate(refused.value.cause.details[0])

    async def snapshot(self, case: str) -> CaseSnapshot:
        """The case as its workflow has it."""
        handle = self.client.get_workflow_handle(case)
        result: CaseSnapshot = await handle.query(STATE_QUERY, result_type=CaseSnapshot)
        return result

    def facts(self, case: str, *kinds: FactKind) -> list[Fact]:
        """What was recorded of a case, of some kinds or of all."""
        return [fact for fact in self.records.facts.get(case, []) if not kinds or fact.kind in kinds]

    async def fact(self, case: str, kind: FactKind) -> Fact:
        """The last fact of a kind, once there is one."""
        for _ in range(200):
            if found := self.facts(case, kind):
                return found[-1]
            await asyncio.sleep(0.05)
        raise AssertionError(f"no {kind} of {case}: {[fact.kind for fact in self.facts(case)]}")


async def skipping_bench(env: WorkflowEnvironment, began: datetime, records: MemoryRecords | None = None) -> Bench:
    """On the time-skipping server."""
    bench = Bench(env.client, began, env.get_current_time, records or MemoryRecords())
    await bench.settle_clock()
    return bench


@asynccontextmanager
async def at_work(env: WorkflowEnvironment, began: datetime) -> AsyncIterator[Bench]:
    """A bench on the time-skipping server with its worker at work; time passes only where a test lets it."""
    bench = await skipping_bench(env, began)
    with env.auto_time_skipping_disabled():
        async with bench.working():
            yield bench


async def sleep_until(bench: Bench, env: WorkflowEnvironment, moment: datetime) -> None:
    """Let the time of the time-skipping server go on to `moment`. Raises `TurnLostError` where the server lost a turn:
    that moment would never come."""
    going = asyncio.ensure_future(env.sleep(moment - await bench.now()))
    losing = asyncio.ensure_future(lost_in(env).wait())
    await asyncio.wait([going, losing], return_when=asyncio.FIRST_COMPLETED)
    losing.cancel()
    if not going.done():
        going.cancel()
        raise TurnLostError("the time-skipping server lost a turn")
    await going


async def real_bench(address: str, began: datetime, records: MemoryRecords | None = None) -> Bench:
    """On the dev server, whose time passes as it does."""

    async def wall() -> datetime:
        return datetime.now(UTC)

    client = await Client.connect(address, data_converter=pydantic_data_converter)
    bench = Bench(client, began, wall, records or MemoryRecords())
    await bench.settle_clock()
    return bench
