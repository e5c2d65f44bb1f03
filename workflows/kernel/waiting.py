"""Waiting for what comes by itself: a day, the end of a deadline, what third parties bring."""

import asyncio
from datetime import date
from typing import Any

from temporalio import workflow

from workflows.kernel import deadlines
from workflows.kernel.case import Alarm
from workflows.kernel.course import AWAITED, arrival_key
from workflows.kernel.state import DeadlineState, DeadlineStatus
from workflows.kernel.steps import Answer, Steps
from workflows.kernel.words import Deadline, Event
from workflows.norms import Parameter


class Waiting(Steps):
    """The words for it."""

    async def arrival(self, key: str) -> Answer:
        """Wait for one arrival of an awaited event that comes many times (see `arrival_key`)."""
        return Answer.of(await self._answer(key))

    def arrivals(self, event: Event) -> tuple[Answer, ...]:
        """What has come of an awaited event that comes many times and was opened once in the case, in order."""
        keys = (arrival_key(f"{event.id}#1", number) for number in range(1, self.brought(event) + 1))
        return tuple(Answer.of(self._case.journal[key]) for key in keys)

    def brought(self, event: Event) -> int:
        """How many times `event` was brought."""
        return int(self._case.journal.get(f"trazido:{event.id}", 0))

    async def first_of(self, *courses: "asyncio.Future[Any]") -> None:
        """Wait until one of them is done. What came before a run was taken over counts as done, in that order."""
        await workflow.wait(list(courses), return_when=asyncio.FIRST_COMPLETED)

    async def elapse(self, decl: Deadline, *, party: str | None = None, of: str | None = None) -> None:
        """Wait until the deadline has lapsed (or, for a minimum, is reached); not at all when none runs.

        What is met or cancelled meanwhile never lapses: such a wait ends with the course that it is a part of.

        `of`: the name of what waits, where others wait for the same deadline and some of them begin to when it runs no
        more. Who asked first may differ in a run that takes over; by its name each keeps what its own wait came to.
        """
        key = self._key(f"decorre:{decl.id}", party if of is None else f"{party or ''}/{of}")
        if key not in self._case.journal and not self._awaits_lapse(key, self._running(decl, party)):
            self._case.journal[key] = True
        await self._answer(key)

    def _awaits_lapse(self, key: str, running: DeadlineState | None) -> bool:
        """Whether the wait `key` has to go on: for the deadline that it was begun for, or for what runs now."""
        waiting = self._case.journal.setdefault(AWAITED, {})
        deadline = self._case.deadlines[waiting[key]] if key in waiting else running
        if deadline is None or deadline.status is DeadlineStatus.LAPSED:
            return False
        waiting[key] = deadline.id
        self._case.keys.setdefault(f"fim:{deadline.id}", key)
        return True

    async def until(self, day: date, *, of: str | None = None) -> None:
        """Wait for the beginning of `day` in the legal time zone.

        `of`: the name of what waits, where others may wait for the same day. Who asked first may differ in a run that
        takes over; by their names all are woken in one order, those without a name before them.
        """
        key = self._key(f"ate:{day.isoformat()}", of)
        if key not in self._case.journal and not any(alarm.ref == key for alarm in self._case.alarms):
            self._case.alarms.append(Alarm(at=deadlines.midnight(day), what=deadlines.WAKE, ref=key))
        await self._answer(key)

    async def until_or_brought(self, day: date, *events: Event) -> None:
        """Wait for the beginning of `day`, or one more arrival of any of `events` (see `arrivals`), whichever is
        sooner."""
        came = [asyncio.ensure_future(self.arrival(self._next_arrival(event))) for event in events]
        day_came = asyncio.ensure_future(self.until(day))
        try:
            await self.first_of(*came, day_came)
        finally:
            for one in (*came, day_came):
                one.cancel()

    def decreed(self, parameter: Parameter) -> int:
        """How many times the case heard of acts that set `parameter` for what is open (see `dated`)."""
        return len(self._case.journal.get(f"alcance:{parameter.key}", ()))

    async def until_or_decreed(
        self, day: date | None, parameter: Parameter, *, after: int, of: str | None = None
    ) -> bool:
        """Wait for the beginning of `day` (None: for no day; `of` as in `until`), or until the case has heard more than
        `after` times of acts that set `parameter` for what is open, whichever is sooner. Whether it has."""
        if self.decreed(parameter) > after:
            return True
        heard = asyncio.ensure_future(self._answer(f"alcance:{parameter.key}/{after + 1}"))
        day_came = None if day is None else asyncio.ensure_future(self.until(day, of=of))
        try:
            await self.first_of(heard, *([day_came] if day_came else []))
        finally:
            heard.cancel()
            if day_came is not None:
                day_came.cancel()
        return self.decreed(parameter) > after

    def prolong(self, decl: Deadline, *, to: date, because: str, party: str | None = None) -> None:
        """A deadline that runs now ends on `to`, by what was brought to the case; for an event's `received`."""
        running = self._running(decl, party)
        if running is not None and running.status is DeadlineStatus.OPEN:
            deadlines.prolong(self._case, decl, running, to=to, reason=because)

    def _next_arrival(self, event: Event) -> str:
        return arrival_key(f"{event.id}#1", self.brought(event) + 1)
