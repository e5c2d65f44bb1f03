"""One supervised process: how it is started, known to be ready, healed and stopped."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from workers.stack.errors import StackError

_LAUNCH = Path(__file__).with_name("launch.py")
_LOG_LIMIT = 20 * 1024 * 1024
_log = structlog.get_logger("tramita.stack")


@dataclass(frozen=True)
class Account:
    """An account to run a process as; `reach` keeps the right to pass through folders closed to it."""

    uid: int
    gid: int
    reach: bool = False


@dataclass(frozen=True)
class Child:
    """What to run and how to look after it.

    `ready` answers True once the process does its work; it is asked until then, also after each restart. `before_start`
    runs before each start (the place to clear what a killed predecessor left). Times are in seconds.
    """

    name: str
    argv: Sequence[str]
    log: Path
    ready: Callable[[], Awaitable[bool]]
    env: Mapping[str, str] = field(default_factory=dict)
    account: Account | None = None
    before_start: Callable[[], Awaitable[None]] | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    # Sent by the kernel when the supervisor dies: at once, so that the next supervisor finds ports and files free.
    death_signal: signal.Signals = signal.SIGKILL
    stop_timeout: float = 15.0
    start_timeout: float = 60.0
    backoff: tuple[float, float] = (0.2, 5.0)
    pass_fds: Sequence[int] = ()
    cwd: Path | None = None


async def spawn(
    argv: Sequence[str],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    account: Account | None = None,
    on_death: signal.Signals = signal.SIGKILL,
    pass_fds: Sequence[int] = (),
    cwd: Path | None = None,
    stdin: bytes | None = None,
) -> asyncio.subprocess.Process:
    """Start a program in a session of its own that the kernel ends if this process dies; its output goes to `log`."""
    who = account or Account(-1, -1)
    front = [os.getpid(), who.uid, who.gid, int(who.reach), int(on_death)]
    sink = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-S", str(_LAUNCH), *map(str, front), *argv,
            stdin=asyncio.subprocess.DEVNULL if stdin is None else asyncio.subprocess.PIPE,
            stdout=sink, stderr=asyncio.subprocess.STDOUT,
            env={**os.environ, **(env or {})}, start_new_session=True, pass_fds=tuple(pass_fds), cwd=cwd or "/",
        )  # fmt: skip
    finally:
        os.close(sink)
    if stdin is not None and process.stdin is not None:
        process.stdin.write(stdin)
        process.stdin.write_eof()
    return process


def last_line(log: Path) -> str:
    """The last non-empty line of a log file, shortened; '' when there is none."""
    with suppress(OSError), log.open("rb") as source:
        source.seek(max(0, log.stat().st_size - 4096))
        lines = [line for line in source.read().decode(errors="replace").splitlines() if line.strip()]
        return lines[-1].strip()[:300] if lines else ""
    return ""


class Supervised:
    """A running `Child`: started once, restarted with growing pauses whenever it dies, stopped on request.

    As an async context manager it is ready on entry (or raises `StackError`) and stopped on exit.
    """

    def __init__(self, child: Child) -> None:
        self.child = child
        self.restarts = 0
        self.process: asyncio.subprocess.Process | None = None
        self._watch: asyncio.Task[None] | None = None
        self._stopping = False

    @property
    def pid(self) -> int | None:
        """The process id while it runs, else None."""
        return self.process.pid if self.process is not None and self.process.returncode is None else None

    async def __aenter__(self) -> Supervised:
        try:
            await self.start()
        except BaseException:
            await self.stop()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Start and wait until ready; raises `StackError` when it ends first or takes longer than `start_timeout`."""
        self._rotate_log()
        await self._launch()
        if not await self._until_ready():
            raise StackError(self._failure())
        self._watch = asyncio.create_task(self._heal(), name=f"watch {self.child.name}")

    async def stop(self) -> None:
        """Ask it to stop, wait `stop_timeout`, then kill. Safe to call twice."""
        self._stopping = True
        if self._watch is not None:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch
            self._watch = None
        if self.process is not None and self.process.returncode is None:
            with suppress(ProcessLookupError):
                self.process.send_signal(self.child.stop_signal)
            try:
                await asyncio.wait_for(self.process.wait(), self.child.stop_timeout)
            except TimeoutError:
                _log.warning("killed after not stopping in time", child=self.child.name)
                self._kill_group(self.process.pid)
                await self.process.wait()

    async def _launch(self) -> None:
        child = self.child
        if child.before_start is not None:
            await child.before_start()
        self.process = await spawn(
            child.argv, log=child.log, env=child.env, account=child.account, on_death=child.death_signal,
            pass_fds=child.pass_fds, cwd=child.cwd,
        )  # fmt: skip

    async def _until_ready(self) -> bool:
        process, deadline = self.process, time.monotonic() + self.child.start_timeout
        assert process is not None
        while process.returncode is None and time.monotonic() < deadline:
            with suppress(TimeoutError):
                if await asyncio.wait_for(self.child.ready(), 5.0) and process.returncode is None:
                    return True
            await asyncio.sleep(0.05)
        return False

    async def _heal(self) -> None:
        """Bring it back each time it ends, for as long as it takes; a minute of health resets the pause."""
        first, longest = self.child.backoff
        pause = first
        while True:
            assert self.process is not None
            since = time.monotonic()
            code = await self.process.wait()
            pause = first if time.monotonic() - since > 60 else pause
            _log.error("died, restarting", child=self.child.name, code=code, pause_s=pause)
            await asyncio.sleep(pause)
            pause = min(longest, pause * 2)
            self.restarts += 1
            try:
                await self._launch()
                ready = await self._until_ready()
            except (OSError, StackError) as error:
                _log.error("restart failed", child=self.child.name, error=str(error))
                continue
            if ready:
                _log.info("answers again", child=self.child.name, restarts=self.restarts)
            elif self.process.returncode is None:
                self._kill_group(self.process.pid)

    def _failure(self) -> str:
        said = last_line(self.child.log)
        ended = self.process is not None and self.process.returncode is not None
        what = "stopped while starting" if ended else f"did not answer in {self.child.start_timeout:.0f} s"
        return f"{self.child.name} {what}: read {self.child.log}" + (f" (last line: {said})" if said else "")

    def _rotate_log(self) -> None:
        with suppress(OSError):
            if self.child.log.stat().st_size > _LOG_LIMIT:
                self.child.log.replace(self.child.log.with_suffix(".log.1"))

    @staticmethod
    def _kill_group(pid: int) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
