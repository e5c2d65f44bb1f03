"""Running a scenario: the time-skipping server, the worker of production on records in memory, the people's driver."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from workers.build import build_worker
from workers.settings import SandboxMode
from workers.simulation.cast import Cast
from workers.simulation.clockwork import Clockwork
from workers.simulation.director import Director, wording
from workers.simulation.driver import DRIVER, Driver
from workers.simulation.expectations import disappointed
from workers.simulation.memory import MemoryRecords
from workers.simulation.registers import SimulatedRegisters
from workers.simulation.scenario import Loaded
from workers.simulation.server import Engine, TurnLostError, engine
from workers.simulation.world import at_start
from workflows.kernel.messages import ActResult, CaseResult, CaseStart, Refusal

CASES = "simulation"
PEOPLE = "simulation-people"
STALLED_AFTER = 60.0
"""Seconds of real time without any progress after which the engine is taken to be stuck."""
RUNS = 5
"""How often a scenario is run at most. On a busy machine the likeliest loses a turn in about one run of ten."""


class StalledError(Exception):
    """The engine made no progress: a workflow that fails and is retried for ever, most likely. The log says why."""


@dataclass
class Run:
    """A scenario that ran: its records, and what went otherwise than the scenario says, one sentence each."""

    case: str
    records: MemoryRecords
    failures: list[str] = field(default_factory=list)
    refused: Refusal | None = None

    @property
    def outcome(self) -> str | None:
        """The outcome of the case, None while it is open."""
        header = self.records.headers.get(self.case)
        return header.outcome if header else None


@asynccontextmanager
async def simulated(
    loaded: Loaded, sandbox: SandboxMode = SandboxMode.PASSTHROUGH
) -> AsyncIterator[tuple[Run, Client]]:
    """Run a scenario to its end, on a server of its own, which a client of it can still ask while the context lasts.

    A run in which the server loses a turn is nobody's: the scenario is run anew on another server, up to `RUNS` times.

    Raises:
        StalledError: when the engine makes no progress for a minute of real time.
        TurnLostError: when every run lost a turn.
    """
    for left in reversed(range(RUNS)):
        async with engine() as running:
            try:
                run = await simulate_on(running, loaded, sandbox)
            except TurnLostError:
                if not left:
                    raise
                continue
            yield run, running.plain
            return


async def simulate(loaded: Loaded, sandbox: SandboxMode = SandboxMode.PASSTHROUGH) -> Run:
    """Run a scenario as `simulated` does; what it left in the engine goes with it."""
    async with simulated(loaded, sandbox) as (run, _):
        return run


async def simulate_on(running: Engine, loaded: Loaded, sandbox: SandboxMode = SandboxMode.PASSTHROUGH) -> Run:
    """Run a scenario on a server that runs already and on which nothing was simulated yet."""
    records = MemoryRecords()
    director = Director(loaded, records, running.plain)
    run = Run(f"{loaded.scenario.procedure}-1", records)
    shift = loaded.scenario.start - await running.environment.get_current_time()

    async def now() -> datetime:
        return await running.environment.get_current_time() + shift

    registers = SimulatedRegisters(loaded.scenario, records, now, director.give_up)
    cases = build_worker(
        running.plain, task_queue=CASES, activities=[records.record, registers.consult], sandbox=sandbox
    )
    people = Worker(
        running.plain, task_queue=PEOPLE, workflows=[Driver], activities=[director.step],
        workflow_runner=UnsandboxedWorkflowRunner(),
    )  # fmt: skip
    clockwork = Clockwork(running.plain, records)
    async with cases, people:
        run.refused = await _start(running.plain, loaded, run, shift)
        if run.refused is None:
            await _drive(running, director, clockwork, shift)
    _judge(loaded, director, run)
    return run


async def _start(client: Client, loaded: Loaded, run: Run, shift: timedelta) -> Refusal | None:
    scenario = loaded.scenario
    run.records.context = at_start(scenario)
    start = CaseStart(
        id=run.case,
        type=scenario.procedure,
        input=scenario.input,
        received_at=scenario.start,
        started_by=Cast(scenario).starter(),
        context=run.records.context,
        time_shift=shift.total_seconds(),
    )
    handle = await client.start_workflow(
        scenario.procedure, start, id=run.case, task_queue=CASES, result_type=CaseResult
    )
    try:
        await handle.execute_update("started", result_type=ActResult)
    except WorkflowUpdateFailedError as error:
        if isinstance(error.cause, ApplicationError) and error.cause.details:
            return Refusal.model_validate(error.cause.details[0])
        raise
    return None


async def _drive(running: Engine, director: Director, clockwork: Clockwork, shift: timedelta) -> None:
    """Let time go, as long as something happens."""
    driver = await running.environment.client.start_workflow(
        Driver.run, shift.total_seconds(), id=DRIVER, task_queue=PEOPLE
    )
    result = asyncio.create_task(driver.result())
    minding = asyncio.create_task(clockwork.mind())
    lost = asyncio.create_task(running.lost.wait())
    watched: list[asyncio.Task[Any]] = [result, minding, lost]
    seen, idle = director.progress, 0.0
    try:
        while idle < STALLED_AFTER:
            done, _ = await asyncio.wait(watched, timeout=1, return_when=asyncio.FIRST_COMPLETED)
            if result in done:
                return result.result()
            if lost in done:
                raise TurnLostError("the time-skipping server lost a turn")
            for failed in done:
                failed.result()
            idle = idle + 1 if director.progress == seen else 0.0
            seen = director.progress
    finally:
        for task in watched:
            task.cancel()
    raise StalledError("the engine makes no progress; its log says which workflow fails")


def _judge(loaded: Loaded, director: Director, run: Run) -> None:
    expected = loaded.scenario.expect.refused
    if run.refused is not None:
        if run.refused.code is not expected:
            run.failures.append(f"line {_line(loaded, 'input')}: the start was refused: {wording(run.refused)}")
        return
    if expected is not None:
        run.failures.append(f"line {_line(loaded, 'expect', 'refused')}: the start was accepted")
    if director.failure is not None:
        run.failures.append(str(director.failure))
        return
    run.failures += [str(failure) for failure in director.never_came()]
    if director.stuck and run.outcome is None:
        run.failures.append("nothing can happen any more")
    run.failures += disappointed(loaded, run.case, run.records)


def _line(loaded: Loaded, *loc: str) -> int:
    place = loaded.place(*loc)
    return place.line if place else 1
