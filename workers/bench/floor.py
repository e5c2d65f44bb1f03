"""The floor: the cheapest durable act the engine knows, an Update that changes one number, on the same server.

No activity, no database, no HTTP. `python -m workers.bench.floor ADDRESS QUEUE` is its worker.
"""

from __future__ import annotations

import asyncio
import sys
import uuid

from temporalio import workflow
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from workers.bench.load import Load, Work, drive

EACH = 4
"""Workflows per client, so that no history grows long."""


@workflow.defn(name="bench-floor")
class Floor:
    """Counts until it is told to end."""

    def __init__(self) -> None:
        self._count = 0

    @workflow.run
    async def run(self) -> None:
        """Wait for the end."""
        await workflow.wait_condition(lambda: self._count < 0)

    @workflow.update
    async def add(self) -> int:
        """Count one more."""
        self._count += 1
        return self._count


async def work(address: str, queue: str) -> None:
    """Run the worker until killed."""
    client = await Client.connect(address)
    runner = UnsandboxedWorkflowRunner()
    await Worker(client, task_queue=queue, workflows=[Floor], workflow_runner=runner).run()


async def measure(client: Client, queue: str, clients: int, seconds: float) -> Load:
    """Updates on workflows that are open and known to the worker."""
    runs = []
    for _ in range(clients * EACH):
        handle = await client.start_workflow(Floor.run, id=f"floor-{uuid.uuid4().hex}", task_queue=queue)
        runs.append(handle)
    await asyncio.gather(*(run.execute_update(Floor.add) for run in runs))

    def client_of(number: int) -> Work:
        turns = 0

        async def act() -> None:
            nonlocal turns
            turns += 1
            await runs[number * EACH + turns % EACH].execute_update(Floor.add)

        return act

    load = await drive([client_of(number) for number in range(clients)], seconds)
    await asyncio.gather(*(run.terminate() for run in runs))
    return load


if __name__ == "__main__":
    asyncio.run(work(*sys.argv[1:3]))
