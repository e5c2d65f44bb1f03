"""Whether the engine goes on with the cases: does it answer, does anybody work, which cases stand still by a fault."""

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import structlog
from pydantic import BaseModel, ConfigDict
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.service import RPCError

from api.services.engine import Engine

log = structlog.get_logger()
T = TypeVar("T")

POLLED_WITHIN = timedelta(minutes=2)
ANSWER_S = 2.0
FAULTY = "TemporalReportedProblems IS NOT NULL AND ExecutionStatus = 'Running'"
"""Workflows whose code failed again and again: each waits for a corrected build."""
CUT_OFF = "ExecutionStatus IN ('Failed', 'Terminated', 'TimedOut', 'Canceled')"
"""Workflows that ended otherwise than by their own steps."""


class EngineState(BaseModel):
    """`workers`: somebody polled in the last two minutes. `faulty`, `cut_off`: ids of cases, at most so many as asked.

    None where the engine did not say.
    """

    model_config = ConfigDict(frozen=True)

    answers: bool
    workers: bool | None = None
    faulty: tuple[str, ...] | None = None
    cut_off: tuple[str, ...] | None = None


async def engine_state(engine: Engine, limit: int = 50) -> EngineState:
    """How the engine stands, within some two seconds; what it does not say in time is None."""
    if not await engine.answers():
        return EngineState(answers=False)
    client = await engine.client()
    workers, faulty, cut_off = await asyncio.gather(
        _in_time(_polled(client, engine.task_queue)),
        _in_time(_ids(client, f"({FAULTY}) AND TaskQueue = '{engine.task_queue}'", limit)),
        _in_time(_ids(client, f"{CUT_OFF} AND TaskQueue = '{engine.task_queue}'", limit)),
    )
    return EngineState(answers=True, workers=workers, faulty=faulty, cut_off=cut_off)


async def _in_time(asked: Awaitable[T]) -> T | None:
    try:
        async with asyncio.timeout(ANSWER_S):
            return await asked
    except (RPCError, RuntimeError, TimeoutError) as error:
        log.warning("engine_silent", error=type(error).__name__)
        return None


async def _polled(client: Client, task_queue: str) -> bool:
    request = DescribeTaskQueueRequest(
        namespace=client.namespace,
        task_queue=TaskQueue(name=task_queue),
        task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    )
    reply = await client.workflow_service.describe_task_queue(request)
    since = datetime.now(UTC) - POLLED_WITHIN
    return any(poller.last_access_time.ToDatetime(tzinfo=UTC) >= since for poller in reply.pollers)


async def _ids(client: Client, query: str, limit: int) -> tuple[str, ...]:
    """Ids of the cases that the engine finds by `query`."""
    return tuple([one.id async for one in client.list_workflows(query, limit=limit, page_size=limit)])
