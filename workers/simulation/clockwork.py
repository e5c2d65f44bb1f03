"""What the time-skipping server forgets, remembered for it.

When a case under another ends, that server holds its clock until the run above has learned of it. If that run is over
by then, because the case above ended or handed over to its next run, nobody learns of it and the clock is held for
good: nothing that waits for a day would ever happen again. The real server holds no clock. Here the hold is let go.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.api.testservice.v1 import UnlockTimeSkippingRequest
from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle
from temporalio.client import WorkflowExecutionDescription as Found

from workers.simulation.memory import MemoryRecords
from workflows.kernel.messages import Turn
from workflows.kernel.state import FactKind

GLANCE = 0.02
_LEARNED = EventType.EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED
_RUNNING = WorkflowExecutionStatus.RUNNING
Handle = WorkflowHandle[Any, Any]


class Clockwork:
    """Lets go of the clock once for each case that ended after the run above it. It hears what `records` do."""

    def __init__(self, client: Client, records: MemoryRecords) -> None:
        self._client, self._told = client, records.listen
        self._ended: asyncio.Queue[str] = asyncio.Queue()
        records.listen = self._hear

    async def _hear(self, turn: Turn) -> None:
        if any(fact.kind is FactKind.CASE_ENDED for fact in turn.facts):
            self._ended.put_nowait(turn.case.id)
        if self._told is not None:
            await self._told(turn)

    async def mind(self) -> None:
        """Look after the clock until cancelled."""
        while True:
            if await self._held_for_good(await self._ended.get()):
                await self._client.service_client.test_service.unlock_time_skipping(UnlockTimeSkippingRequest())

    async def _held_for_good(self, case: str) -> bool:
        ended = await self._settled(self._client.get_workflow_handle(case), lambda _: False)
        above = ended.raw_description.workflow_execution_info.parent_execution
        if not above.workflow_id:
            return False
        parent = self._client.get_workflow_handle(above.workflow_id, run_id=above.run_id)
        found = await self._settled(parent, lambda found: not _awaits(found, case))
        if found.status is _RUNNING:
            return False
        events = (await parent.fetch_history()).events
        learned = (one for one in events if one.event_type == _LEARNED)
        return all(_child_of(one) != case for one in learned)

    @staticmethod
    async def _settled(run: Handle, enough: Callable[[Found], bool]) -> Found:
        """The run, once it is over or `enough` is known of it."""
        while True:
            found = await run.describe()
            if found.status is not _RUNNING or enough(found):
                return found
            await asyncio.sleep(GLANCE)


def _awaits(above: Found, case: str) -> bool:
    return any(one.workflow_id == case for one in above.raw_description.pending_children)


def _child_of(learned: HistoryEvent) -> str:
    return learned.child_workflow_execution_completed_event_attributes.workflow_execution.workflow_id
