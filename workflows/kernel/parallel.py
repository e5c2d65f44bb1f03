"""Courses of steps that run side by side within one case."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from temporalio import workflow

from workflows.kernel import events
from workflows.kernel.steps import Steps

T = TypeVar("T")


class Parallel(Steps):
    """The word for what the norm lets happen at the same time."""

    async def together(self, *courses: Coroutine[Any, Any, T]) -> list[T]:
        """Follow several courses side by side; what each came to, in the order given, when the last is over.

        What two of them ask alike (one task, one deadline, one child procedure) must differ by `subject` or `party`:
        which of them came first is not known to a run that takes the case over.
        """
        return list(await asyncio.gather(*courses))

    async def alongside(self, watch: Coroutine[Any, Any, bool], course: Coroutine[Any, Any, Any]) -> bool:
        """Follow both side by side; whether `watch` ended in True, and so stopped the course.

        Of a course that is stopped, all that was open since both began is withdrawn. Else the answer, False, comes when
        both are over.
        """
        key = self._key("parado")
        marks = self._case.journal.setdefault(f"antes:{key}", [self._case.next_task, self._case.next_deadline])
        if key in self._case.journal:
            watch.close()
            course.close()
            self._counts = dict(self._case.journal[f"depois:{key}"])
            return True
        watching, running = asyncio.ensure_future(watch), asyncio.ensure_future(course)
        try:
            stopped = await watching
            if not stopped:
                await running
                return False
        finally:
            watching.cancel()
            running.cancel()
        events.withdraw_since(self._case, *marks)
        self._case.journal |= {key: True, f"depois:{key}": dict(self._counts)}
        return True

    async def whichever(self, *courses: Coroutine[Any, Any, Any]) -> int:
        """Follow several courses until the first is over: its place among them, from 0.

        What all of them had open since they began is withdrawn; of two that end together the one named first counts.
        They start no cases of their own.
        """
        key = self._key("primeiro")
        before = [self._case.next_task, self._case.next_deadline, 0, sorted(self._case.events)]
        marks = self._case.journal.setdefault(f"antes:{key}", before)
        if key in self._case.journal:
            for course in courses:
                course.close()
            self._counts = dict(self._case.journal[f"depois:{key}"])
            return int(self._case.journal[key])
        running = [asyncio.ensure_future(course) for course in courses]
        try:
            await workflow.wait(running, return_when=asyncio.FIRST_COMPLETED)
            first = next(place for place, one in enumerate(running) if one.done())
            running[first].result()
        finally:
            for one in running:
                one.cancel()
        events.withdraw_since(self._case, *marks)
        self._case.journal |= {key: first, f"depois:{key}": dict(self._counts)}
        return first
