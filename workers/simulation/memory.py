"""Records kept in memory, for simulations: the same contract as the database's, facts chained by the same rule.

A fake, and named so: it stands for PostgreSQL where nothing outside the process may be needed.
"""

from collections.abc import Awaitable, Callable

from temporalio import activity

from activities.records.chain import Link, chain, genesis
from workflows.kernel.messages import RECORD_ACTIVITY, Recorded, Turn
from workflows.kernel.state import CaseHeader, Context, DeadlineState, Fact, TaskState

Listener = Callable[[Turn], Awaitable[None]]


class MemoryRecords:
    """Facts and projections of the cases of one simulation.

    `listen` is awaited with each new turn before the case learns that it was recorded. `log` holds every link of every
    chain with its case, in the order in which it was recorded. Once `over` is set, what comes is not kept any more.
    """

    def __init__(self, listen: Listener | None = None) -> None:
        self.facts: dict[str, list[Fact]] = {}
        self.log: list[tuple[str, Link]] = []
        self.headers: dict[str, CaseHeader] = {}
        self.tasks: dict[str, TaskState] = {}
        self.deadlines: dict[str, DeadlineState] = {}
        self.context: Context | None = None
        self.listen = listen
        self.over = False
        self._last: dict[str, str] = {}

    @activity.defn(name=RECORD_ACTIVITY)
    async def record(self, turn: Turn) -> Recorded:
        """Keep the turn once; a repeated turn changes nothing."""
        if self.over:
            return Recorded(last_seq=turn.first_seq + len(turn.facts) - 1)
        kept = self.facts.setdefault(turn.case.id, [])
        new = [fact for fact in turn.facts if fact.seq > len(kept)]
        kept.extend(new)
        for fact in new:
            self._link(turn.case.id, fact)
        self.headers[turn.case.id] = turn.case
        self.tasks.update({task.id: task for task in turn.tasks})
        self.deadlines.update({deadline.id: deadline for deadline in turn.deadlines})
        if self.listen is not None and (new or not turn.facts):
            await self.listen(turn)
        newer = self.context if self.context and self.context.version > turn.context_version else None
        return Recorded(last_seq=len(kept), context=newer)

    def _link(self, case: str, fact: Fact) -> None:
        before = self._last.get(case) or genesis(case)
        self._last[case] = chain(before, fact)
        self.log.append((case, Link(fact, before, self._last[case])))
