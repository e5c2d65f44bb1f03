"""Everything in one command: engines, migrations, worker and door, each healed when it dies."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

from workers.settings import Settings
from workers.stack.child import Child, Supervised
from workers.stack.errors import StackError
from workers.stack.home import Home
from workers.stack.postgres import EmbeddedPostgres
from workers.stack.probes import answers_http, is_polled
from workers.stack.temporal import EmbeddedTemporal

_ROOT = Path(__file__).resolve().parents[2]


class Stack:
    """The engines that the settings do not name, running while the context is open.

    `settings` is complete on entry: every address filled in. With `door` the HTTP port is taken at once; worker and
    door are started on request, after the migrations. Entering raises `StackError` with one sentence when folder or
    port are held or closed to us, or an engine does not start.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        door: bool = False,
        durable: bool = True,
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.settings = settings
        self.home = Home(settings.home)
        self.children: dict[str, Supervised] = {}
        self._door, self._durable, self._progress = door, durable, progress
        self._listener: socket.socket | None = None
        self._exits = AsyncExitStack()

    async def __aenter__(self) -> Stack:
        try:
            await self._start_engines()
        except BaseException:
            await self._exits.aclose()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._exits.aclose()

    async def migrate(self) -> None:
        """Bring the database to the newest version; raises `StackError` when it is newer than this program."""
        self._progress("database: checking its version")
        await asyncio.to_thread(migrate, self.settings)

    async def start_processes(self) -> None:
        """Start worker and door, and wait until the worker polls and the door answers."""
        self._progress("worker and api: starting")
        worker, api = Supervised(self._worker()), Supervised(self._api())
        for name, supervised in (("worker", worker), ("api", api)):
            self.children[name] = supervised
            self._exits.push_async_callback(supervised.stop)
        await asyncio.gather(worker.start(), api.start())

    def _worker(self) -> Child:
        started = time.time()

        async def note_start() -> None:
            nonlocal started
            started = time.time()

        async def ready() -> bool:
            return await is_polled(self.settings, since=started)

        return replace(self._program("worker", ready), before_start=note_start)

    def _api(self) -> Child:
        assert self._listener is not None, "the stack was made without a door"
        fd = self._listener.fileno()

        async def ready() -> bool:
            return await answers_http(self.settings, "/healthz")

        return replace(self._program("api", ready, "--fd", str(fd)), pass_fds=[fd])

    async def _start_engines(self) -> None:
        self._claim()
        settings = self.settings
        postgres = temporal = None
        if settings.database_url is None:
            self._progress("PostgreSQL: starting")
            postgres = EmbeddedPostgres(self.home, bin_dir=settings.pg_bin, durable=self._durable)
            await self._exits.enter_async_context(postgres)
            self._note("postgres", postgres.supervised)
        if settings.temporal_address is None:
            self._progress("Temporal: starting")
            temporal = EmbeddedTemporal(self.home, namespace=settings.temporal_namespace, durable=self._durable)
            await self._exits.enter_async_context(temporal)
            self._note("temporal", temporal.supervised)
        self.home.announce(
            {
                "database_url": postgres.url if postgres else settings.database,
                "temporal_address": temporal.address if temporal else settings.temporal,
            }
        )
        self._exits.callback(self.home.retract)
        self.settings = settings.resolved()

    def _claim(self) -> None:
        """Take folder and port before anything is started.

        The supervisor keeps the listening socket, so that callers wait instead of being refused while a dead door comes
        back.
        """
        self.home.hold()
        self._exits.callback(self.home.release)
        self.home.retract()
        if self._door:
            self._listener = self._exits.enter_context(listen(self.settings.http_host, self.settings.http_port))

    def _program(self, name: str, ready: Callable[[], Awaitable[bool]], *options: str) -> Child:
        return Child(
            name=name,
            argv=[sys.executable, "-m", "workers.cli", name, *options],
            log=self.home.path / f"{name}.log",
            ready=ready,
            env=self._environment(),
            cwd=Path.cwd(),
        )

    def _note(self, name: str, supervised: Supervised | None) -> None:
        assert supervised is not None
        self.children[name] = supervised

    def _environment(self) -> dict[str, str]:
        settings = self.settings
        path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
        return {
            "PYTHONPATH": path,
            "TRAMITA_HOME": str(self.home.path),
            "TRAMITA_HTTP_HOST": settings.http_host,
            "TRAMITA_HTTP_PORT": str(settings.http_port),
            "TRAMITA_DATABASE_URL": settings.database,
            "TRAMITA_TEMPORAL_ADDRESS": settings.temporal,
            "TRAMITA_SECRET_KEY": settings.secret,
            "TRAMITA_LOG_FORMAT": "json",
        }


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; raises `StackError` when the port is taken or not ours to take."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio knows it for TCP and does not let the kernel hold small writes back (40 ms).
    server = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        server.bind((host, port))
        server.listen(512)
    except OSError as error:
        server.close()
        why = os.strerror(error.errno) if error.errno else str(error)
        raise StackError(
            f"cannot listen on {host} port {port} ({why.lower()}): set TRAMITA_HTTP_PORT to a free one"
        ) from None
    return server


def migrate(settings: Settings) -> None:
    """Run the migrations, synchronously; raises `StackError` when the database was made by a newer version."""
    from alembic.util import CommandError

    from activities.records.migrate import upgrade

    try:
        upgrade(settings.database)
    except CommandError as error:
        if "locate revision" in str(error):
            raise StackError(
                "the database was made by a newer version of Tramita: run that version, or restore a backup"
            ) from error
        raise
