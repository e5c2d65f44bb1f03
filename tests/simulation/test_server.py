"""A turn that the time-skipping server loses is heard of, and the scenario it was lost in is run anew."""

import asyncio
import time
from datetime import timedelta
from pathlib import Path

import pytest
from temporalio import workflow
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from workers.settings import SandboxMode
from workers.simulation import run
from workers.simulation.run import RUNS, Run, simulate
from workers.simulation.scenario import Loaded, load
from workers.simulation.server import Engine, TurnLostError, engine

SCENARIO = load(Path("docs/scenarios/regulamento-de-compras-aprovado.yaml"))
ALARM, TURN = timedelta(seconds=1), 1.5
PATIENCE = 20.0
"""Seconds of real time within which what was lost is heard of."""


@workflow.defn
class Slow:
    """Called off, it takes longer for the turn in which it lets go of its alarm than the alarm has to go."""

    def __init__(self) -> None:
        self._off = False

    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: self._off, timeout=ALARM)
        await workflow.sleep(ALARM)

    @workflow.query
    def called_off(self) -> bool:
        return self._off

    @workflow.signal
    def call_off(self) -> None:
        self._off = True
        time.sleep(TURN)


async def test_a_turn_whose_alarm_went_off_meanwhile_is_lost_and_heard_of() -> None:
    async with engine() as running:
        runner = UnsandboxedWorkflowRunner()
        async with Worker(running.plain, task_queue="slow", workflows=[Slow], workflow_runner=runner):
            slow = await running.plain.start_workflow(Slow.run, id="slow", task_queue="slow")
            await slow.query(Slow.called_off)
            await slow.signal(Slow.call_off)
            await asyncio.wait_for(running.lost.wait(), PATIENCE)


@pytest.mark.parametrize("lost", range(RUNS + 1))
async def test_a_scenario_is_run_until_no_turn_is_lost_or_all_its_runs_were(
    lost: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    true, tried = run.simulate_on, 0

    async def losing(running: Engine, loaded: Loaded, _sandbox: SandboxMode) -> Run:
        nonlocal tried
        tried += 1
        if tried <= lost:
            running.lost.set()
        return await true(running, loaded)

    monkeypatch.setattr(run, "simulate_on", losing)
    if lost == RUNS:
        with pytest.raises(TurnLostError):
            await simulate(SCENARIO)
    else:
        assert (await simulate(SCENARIO)).failures == []
    assert tried == min(lost + 1, RUNS)
