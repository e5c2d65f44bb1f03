"""What is recorded, told to whoever looks at the moment: one ear per process, and a short queue for each listener.

What is told is that something moved, by ids. Whether somebody may know of it is asked at each event, by whoever sends
it on; what it says is fetched by their own page, under their own permissions.
"""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import psycopg
import structlog

from activities.records.live import Moved, hearing
from api.problems import Problem

EACH = 6
"""Listeners a person may have at a time; the oldest makes room for one more."""
ALL = 2000
"""Listeners that a process takes."""
WAITING = 32
"""What a listener may leave unread before it is only told that it missed something."""
KEPT = 500
"""Events that are kept for whoever comes back after a lost connection."""
AGAIN = 2.0
"""Seconds between attempts to hear."""
log = structlog.get_logger()


@dataclass(frozen=True)
class Told:
    """An event with its place (for Last-Event-ID). `moved` is None when something may have been missed."""

    place: str
    moved: Moved | None


@dataclass(eq=False)
class Listener:
    """Somebody who is told what they want to know of, until they are `ended`: they must make room, or nobody hears."""

    person: str
    wants: Callable[[Moved], bool]
    ended: bool = False
    _queue: asyncio.Queue[Told | None] = field(default_factory=lambda: asyncio.Queue(WAITING))

    def tell(self, told: Told) -> None:
        """Put the event in the queue, or instead of everything in it that something was missed."""
        if told.moved is not None and not self.wants(told.moved):
            return
        if self._queue.full():
            self._forget()
            told = Told(told.place, None)
        self._queue.put_nowait(told)

    def end(self) -> None:
        """Let them go."""
        self.ended = True
        self._forget()
        self._queue.put_nowait(None)

    async def next(self, seconds: float) -> Told | None:
        """The next event; None when none came in time, or there will be no more."""
        try:
            return await asyncio.wait_for(self._queue.get(), seconds)
        except TimeoutError:
            return None

    def _forget(self) -> None:
        while not self._queue.empty():
            self._queue.get_nowait()


class Live:
    """The ear of a process. It hears from the first listener on, until `close`."""

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._epoch = secrets.token_hex(4)
        self._count = 0
        self._kept: deque[tuple[int, Told]] = deque(maxlen=KEPT)
        self._listeners: list[Listener] = []
        self._ear: asyncio.Task[None] | None = None
        self.hears = asyncio.Event()

    @contextmanager
    def listening(self, person: str, wants: Callable[[Moved], bool], after: str = "") -> Iterator[Listener]:
        """A listener of `person`, first told what came after the place `after`, if that is still known.

        Raises:
            Problem: 429, when too many listen already.
        """
        if len(self._listeners) >= ALL:
            raise Problem("limite-excedido", retry_after=60)
        if self._ear is None or self._ear.done():
            self._ear = asyncio.create_task(self._hear())
        theirs = [one for one in self._listeners if one.person == person]
        for oldest in theirs[: max(0, len(theirs) - EACH + 1)]:
            self._listeners.remove(oldest)
            oldest.end()
        listener = Listener(person, wants)
        for told in self._missed(after):
            listener.tell(told)
        self._listeners.append(listener)
        try:
            yield listener
        finally:
            with suppress(ValueError):  # it may have made room already
                self._listeners.remove(listener)

    def told(self, moved: Moved | None) -> None:
        """Tell every listener who wants to know."""
        self._count += 1
        told = Told(f"{self._epoch}-{self._count}", moved)
        self._kept.append((self._count, told))
        for listener in self._listeners:
            listener.tell(told)

    async def close(self) -> None:
        """Hear no more, and let every listener go."""
        for listener in self._listeners:
            listener.end()
        if self._ear is not None:
            self._ear.cancel()
            with suppress(asyncio.CancelledError):
                await self._ear

    def _missed(self, after: str) -> list[Told]:
        if not after:
            return []
        epoch, _, count = after.rpartition("-")
        last = int(count) if count.isdecimal() and len(count) < 19 else -1
        known = epoch == self._epoch and (last == self._count or any(at == last + 1 for at, _ in self._kept))
        return [told for at, told in self._kept if at > last] if known else [Told(self._here, None)]

    @property
    def _here(self) -> str:
        return f"{self._epoch}-{self._count}"

    async def _hear(self) -> None:
        deaf = False
        while True:
            try:
                async with hearing(self._url) as heard:
                    self.hears.set()
                    if deaf:
                        self.told(None)
                    async for moved in heard:
                        self.told(moved)
            except (psycopg.Error, OSError):
                log.warning("live_connection_lost")
            deaf = True
            self.hears.clear()
            await asyncio.sleep(AGAIN)
