"""What the time-skipping server forgets, remembered for it.

When a case under another ends, that server holds its clock until the run above has learned of it. If that run is over by
then, because the case above ended or handed over to its next run, nobody learns of it and the clock is held for good:
nothing that waits for a day would ever happen again. The real server holds no clock. Here the hold is let go.
"""

from __future__ import annotations

import asyncio

from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.api.testservice.v1 import UnlockTimeSkippingRequest
from temporalio.client import Client, WorkflowExecutionDescription, WorkflowExecutionStatus

from workers.simulation.memory import MemoryRecords
from workflows.kernel.messages import Turn
from workflows.kernel.state import FactKind

GLANCE = 0.02
_LEARNED = EventType.EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED
_RUNNING = WorkflowExecutionStatus.RUNNING


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
        while (ended := await self._client.get_workflow_handle(case).describe()).status is _RUNNING:
            await asyncio.sleep(GLANCE)
        above = ended.raw_description.workflow_execution_info.parent_execution
        if not above.workflow_id:
            return False
        parent = self._client.get_workflow_handle(above.workflow_id, run_id=above.run_id)
        while (found := await parent.describe()).status is _RUNNING:
            if not _awaits(found, case):
                return False
            await asyncio.sleep(GLANCE)
        events = (await parent.fetch_history()).events
        learned = (one for one in events if one.event_type == _LEARNED)
        return all(_child_of(one) != case for one in learned)


def _awaits(above: WorkflowExecutionDescription, case: str) -> bool:
    return any(one.workflow_id == case for one in above.raw_description.pending_children)


def _child_of(learned: HistoryEvent) -> str:
    return learned.child_workflow_execution_completed_event_attributes.workflow_execution.workflow_id
