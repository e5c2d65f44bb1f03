"""The door's line to the workflows: acts and starts that survive a restart of the server or of the workers."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

import structlog
from temporalio.client import (
    Client,
    RPCTimeoutOrCancelledError,
    WithStartWorkflowOperation,
    WorkflowUpdateFailedError,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from activities.engine_client import connect
from api.problems import Problem, refused
from workflows.kernel.messages import ACT_UPDATE, CONTEXT_SIGNAL, Act, ActResult, CaseStart, Refusal, RefusalCode

log = structlog.get_logger()
T = TypeVar("T")

STARTED_UPDATE = "started"
ATTEMPT_SECONDS = 5.0
_ABORTED = "AcceptedUpdateCompletedWorkflow"
_TRANSIENT = {
    RPCStatusCode.UNAVAILABLE,
    RPCStatusCode.DEADLINE_EXCEEDED,
    RPCStatusCode.CANCELLED,
    RPCStatusCode.UNKNOWN,
    RPCStatusCode.INTERNAL,
    RPCStatusCode.ABORTED,
    RPCStatusCode.RESOURCE_EXHAUSTED,
    RPCStatusCode.FAILED_PRECONDITION,
}


class AlreadyOver(Exception):
    """The workflow of this id has already run to its end."""


@dataclass
class Engine:
    """Temporal, as the door needs it. `patience`: for how many seconds an unanswered call is sent again."""

    address: str
    namespace: str
    task_queue: str
    patience: float = 15
    api_key: str | None = None
    tls: bool = False
    _client: Client | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def client(self) -> Client:
        """The shared client; connects at its first use."""
        async with self._lock:
            if self._client is None:
                self._client = await connect(
                    self.address, self.namespace, api_key=self.api_key, tls=self.tls, lazy=True
                )
            return self._client

    async def start(self, start: CaseStart) -> ActResult:
        """Start the case, or join the start already made under the same id. Answers when its first facts are recorded.

        Raises:
            AlreadyOver: a case of this id has already ended.
            Problem: what the case refused; 503 when the engine did not answer in time.
        """

        async def attempt(client: Client) -> ActResult:
            operation: WithStartWorkflowOperation[Any, Any] = WithStartWorkflowOperation(
                start.type,
                start,
                id=start.id,
                task_queue=self.task_queue,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            )
            result: ActResult = await client.execute_update_with_start_workflow(
                STARTED_UPDATE,
                id=f"{STARTED_UPDATE}-{start.id}",
                start_workflow_operation=operation,
                result_type=ActResult,
            )
            return result

        return await self._patiently(attempt)

    async def act(self, case: str, act: Act) -> ActResult:
        """Bring an act to its case. Answers when the resulting facts are recorded; the same act id never acts twice.

        Raises:
            Problem: what the case refused; 503 when the engine did not answer in time.
        """

        async def attempt(client: Client) -> ActResult:
            handle = client.get_workflow_handle(case)
            result: ActResult = await handle.execute_update(ACT_UPDATE, act, id=act.id, result_type=ActResult)
            return result

        try:
            return await self._patiently(attempt)
        except AlreadyOver:
            raise Problem(RefusalCode.CASE_ENDED, "O processo já terminou e não recebe atos.") from None

    async def context_changed(self, case: str) -> bool:
        """Tell a case that calendars or parameters have changed. False when it has already ended."""

        async def attempt(client: Client) -> bool:
            await client.get_workflow_handle(case).signal(
                CONTEXT_SIGNAL, rpc_timeout=timedelta(seconds=ATTEMPT_SECONDS)
            )
            return True

        try:
            return await self._patiently(attempt)
        except AlreadyOver:
            return False

    async def answers(self) -> bool:
        """Whether the server answers within two seconds."""
        try:
            async with asyncio.timeout(2):
                return await (await self.client()).service_client.check_health(timeout=timedelta(seconds=2))
        except (RPCError, RuntimeError, TimeoutError):
            return False

    async def _patiently(self, attempt: Callable[[Client], Awaitable[T]]) -> T:
        """Send again, with the same ids, until an answer or the end of patience: an unacknowledged call may be lost."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self.patience
        pause = 0.1
        while (left := until - loop.time()) > 0:
            try:
                async with asyncio.timeout(min(ATTEMPT_SECONDS, left)):
                    return await attempt(await self.client())
            except Exception as error:
                _raise_final(error)
                log.warning("engine_retry", error=type(error).__name__)
            await asyncio.sleep(min(pause, max(0.0, until - loop.time())))
            pause = min(pause * 2, 1.0)
        raise Problem("motor-indisponivel", retry_after=5)


def _raise_final(error: Exception) -> None:
    """Raise what sending again cannot change; return for what it may."""
    if isinstance(error, WorkflowUpdateFailedError):
        _raise_refusal(error)
    elif isinstance(error, WorkflowAlreadyStartedError):
        raise AlreadyOver from error
    elif isinstance(error, RPCError):
        if error.status == RPCStatusCode.NOT_FOUND:
            raise AlreadyOver from error
        if error.status not in _TRANSIENT:
            raise error
    elif not isinstance(error, RPCTimeoutOrCancelledError | TimeoutError | RuntimeError):
        raise error


def _raise_refusal(error: WorkflowUpdateFailedError) -> None:
    cause = error.cause
    if not isinstance(cause, ApplicationError):
        raise error
    if cause.type == _ABORTED:
        return
    if cause.type in set(RefusalCode) and cause.details:
        raise refused(Refusal.model_validate(cause.details[0])) from error
    raise error
