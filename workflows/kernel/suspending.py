"""`suspend` and `resume`: the count of a deadline that an act of the steps stops, where the norm says that it does."""

from datetime import date

from workflows.kernel import deadlines
from workflows.kernel.state import DeadlineState, DeadlineStatus
from workflows.kernel.steps import Steps
from workflows.kernel.words import Deadline


class Suspending(Steps):
    """The words for it. Both are entries of the deadline's ledger, and facts, as when a person decides them."""

    def suspend(self, decl: Deadline, *, because: str, since: date | None = None, party: str | None = None) -> None:
        """Stop the count from the day after `since` (default: today), the day of the act that `because` names.

        What remains is kept. What never began, is over, or stands still already stays as it is.

        Raises:
            ValueError: when the declaration names no grounds (`suspendable`): no step stops what the norm lets run.
        """
        if decl.suspendable is None:
            raise ValueError(f"no norm lets {decl.id} be suspended")
        on = since or self._case.today
        running = self._running(decl, party)
        if self._once(f"suspenso:{decl.id}") and running is not None and _may_stop(running, on):
            deadlines.suspend(self._case, decl, running, by=None, on=on, reason=because)

    def resume(self, decl: Deadline, *, because: str, since: date | None = None, party: str | None = None) -> None:
        """Let the count go on from the day after `since` (default: today). What does not stand still goes on as it
        is."""
        running = self._running(decl, party)
        if self._once(f"retomado:{decl.id}") and running and running.status is DeadlineStatus.SUSPENDED:
            deadlines.resume(self._case, decl, running, by=None, on=since or self._case.today, reason=because)


def _may_stop(running: DeadlineState, on: date) -> bool:
    return running.status is DeadlineStatus.OPEN and running.due is not None and on <= running.due
