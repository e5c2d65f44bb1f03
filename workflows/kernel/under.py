"""What stands under a case: the cases it started, what they came to, and waiting for the next of them to end."""

import asyncio
from collections.abc import Coroutine
from datetime import date
from typing import Any, TypeVar

from temporalio import workflow

from workflows.kernel import events
from workflows.kernel.messages import CaseResult
from workflows.kernel.waiting import Waiting
from workflows.kernel.withdrawing import Withdrawing

T = TypeVar("T")
ENDED = "encerrados"


class Under(Waiting, Withdrawing):
    """The words for it."""

    def began(self, kind: Any, subject: str) -> bool:
        """Whether the case of `kind` told apart by `subject` was started under this one."""
        return any(f"{how}:{kind.about.id}:{subject}#1" in self._case.keys for how in ("filho", "avulso"))

    def ended(self, *kinds: Any) -> tuple[CaseResult, ...]:
        """What the cases of these kinds under this one came to (with no kind: all of them), in the order they ended.

        A run that takes over knows them all from its first step: what rests on them may only look ahead, never back.
        """
        return tuple(CaseResult.model_validate(self._case.journal[key]) for key in self._ended_keys(kinds))

    def _ended_keys(self, kinds: tuple[Any, ...]) -> list[str]:
        wanted = {kind.about.id for kind in kinds}
        return [key for key in self._case.journal.get(ENDED, ()) if not wanted or _type_of(key) in wanted]

    async def until_or_ended(self, day: date | None, *kinds: Any, after: int, of: str | None = None) -> bool:
        """Wait for the beginning of `day` (None: for no day; `of` as in `until`), or until more than `after` cases of
        these kinds have ended, whichever is sooner. Whether they have."""
        if len(self._ended_keys(kinds)) > after:
            return True
        day_came = None if day is None else asyncio.ensure_future(self.until(day, of=of))
        try:
            while len(self._ended_keys(kinds)) <= after and not (day_came and day_came.done()):
                await self._an_end_or(day_came)
        finally:
            if day_came is not None:
                day_came.cancel()
        return len(self._ended_keys(kinds)) > after

    async def _an_end_or(self, day_came: "asyncio.Future[None] | None") -> None:
        ended: asyncio.Future[None] = asyncio.Future()
        self._endings.append(ended)
        try:
            await self.first_of(ended, *([day_came] if day_came else []))
        finally:
            self._endings.remove(ended)

    async def during(self, limit: Coroutine[Any, Any, T], course: Coroutine[Any, Any, Any]) -> T:
        """Follow `course` until `limit` is over: what the course then has open is withdrawn, and the cases whose end it
        waits for. Answers what `limit` came to, which must be plain data."""
        key = self._key("durante")
        before = [self._case.next_task, self._case.next_deadline, len(self._case.keys), sorted(self._case.events)]
        marks = self._case.journal.setdefault(f"antes:{key}", before)
        if key in self._case.journal:
            limit.close()
            course.close()
            self._counts = dict(self._case.journal[f"depois:{key}"])
            over: T = self._case.journal[key]
            return over
        limiting, running = asyncio.ensure_future(limit), asyncio.ensure_future(course)
        try:
            await self.first_of(limiting, running)
            if not limiting.done():
                await running
            came_to = await limiting
            if self._starting:  # a case that is being started is not left half begun
                await workflow.wait_condition(lambda: self._starting == 0)
        finally:
            limiting.cancel()
            running.cancel()
        events.withdraw_since(self._case, *marks)
        self._case.journal |= {key: came_to, f"depois:{key}": dict(self._counts)}
        await self.withdraw_children(since=marks[2])
        return came_to


def _type_of(key: str) -> str:
    return key.partition("#")[0].split(":")[1]
