"""The time-skipping server of a simulation, and what it says when it has lost a turn.

It fires a timer by its own clock while a worker is busy with the turn that cancels that timer: a case that is told to
end on the very instant of its own alarm. The real server takes such a turn and forgets the timer; this one refuses the
turn (`invalid history builder state for action`), offers it to nobody again, and holds its clock for it: nothing that
waits for a day would ever happen. The worker's core is all that hears of it, in its log.
"""

from __future__ import annotations

import asyncio
import atexit
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from temporalio.client import Client
from temporalio.runtime import LogForwardingConfig, LoggingConfig, Runtime, TelemetryConfig, TelemetryFilter
from temporalio.testing import WorkflowEnvironment

from activities.engine_client import DATA_CONVERTER
from workers.stack.temporal import binary

# What the core still does in threads of its own when the interpreter ends would abort the process. A runtime that
# nobody holds any more waits for them; by then only cycles hold it.
atexit.register(gc.collect)

LOST = "invalid history builder state for action"
"""What the core's log has of a turn that the server refused and lost."""

_LISTENING: WeakKeyDictionary[WorkflowEnvironment, asyncio.Event] = WeakKeyDictionary()


class TurnLostError(Exception):
    """The time-skipping server lost a turn."""


def lost_in(environment: WorkflowEnvironment) -> asyncio.Event:
    """What is set once a server that `engine` started has lost a turn."""
    return _LISTENING[environment]


@dataclass
class Engine:
    """A running time-skipping server. Awaiting a result through `skipping` lets its time jump; `plain` never does.

    `lost` is set once the server has lost a turn: the simulation on it cannot go on.
    """

    environment: WorkflowEnvironment
    plain: Client
    lost: asyncio.Event


class _Hearing(logging.Handler):
    """Hears in the core's log of a lost turn. What is no error is said to nobody else: the time-skipping server lacks
    what production's has, and the core warns of each thing."""

    def __init__(self, lost: asyncio.Event) -> None:
        super().__init__(logging.WARNING)
        self._lost, self._loop = lost, asyncio.get_running_loop()

    def emit(self, record: logging.LogRecord) -> None:
        if LOST in record.getMessage():
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._lost.set)
        elif record.levelno >= logging.ERROR and logging.lastResort is not None:
            logging.lastResort.handle(record)


@asynccontextmanager
async def engine() -> AsyncIterator[Engine]:
    """A time-skipping server of one simulation alone."""
    lost = asyncio.Event()
    log = logging.Logger("tramita.simulation", logging.WARNING)
    log.addHandler(_Hearing(lost))
    heard = LoggingConfig(TelemetryFilter(core_level="WARN", other_level="ERROR"), forwarding=LogForwardingConfig(log))
    runtime = Runtime(telemetry=TelemetryConfig(logging=heard))
    environment = await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=str(binary("temporal-test-server")),
        data_converter=DATA_CONVERTER,
        runtime=runtime,
    )
    async with environment:
        address = environment.client.service_client.config.target_host
        plain = await Client.connect(address, data_converter=DATA_CONVERTER, runtime=runtime)
        _LISTENING[environment] = lost
        yield Engine(environment, plain, lost)
