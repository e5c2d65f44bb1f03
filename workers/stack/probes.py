"""Questions to running parts: does it answer, is the queue polled."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from workers.settings import Settings


async def answers_http(settings: Settings, path: str) -> bool:
    """Whether the door answers 200 on `path` within three seconds."""
    import httpx

    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.http_host, settings.http_host)
    netloc = f"[{host}]" if ":" in host else host
    with suppress(httpx.HTTPError):
        async with httpx.AsyncClient(timeout=3, trust_env=False) as client:
            return (await client.get(f"http://{netloc}:{settings.http_port}{path}")).status_code == 200
    return False


async def is_polled(settings: Settings, *, since: float) -> bool:
    """Whether a worker has polled the workflow task queue after `since` (seconds since the epoch)."""
    from temporalio.api.enums.v1 import TaskQueueType
    from temporalio.api.taskqueue.v1 import TaskQueue
    from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
    from temporalio.service import RPCError

    from workers.engines import temporal_client

    with suppress(RPCError, RuntimeError, OSError, asyncio.TimeoutError):
        client = await temporal_client(settings)
        reply = await client.workflow_service.describe_task_queue(
            DescribeTaskQueueRequest(
                namespace=settings.temporal_namespace,
                task_queue=TaskQueue(name=settings.task_queue),
                task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
            )
        )
        return any(poller.last_access_time.ToDatetime().timestamp() >= since for poller in reply.pollers)
    return False
