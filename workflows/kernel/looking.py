"""The words by which steps and rules look at what the case knows: when an act was done, what a minimum allows."""

from collections.abc import Callable
from datetime import date, datetime
from typing import ParamSpec, TypeVar

from workflows.clock import MinimumCheck, minimum_ok
from workflows.kernel import deadlines
from workflows.kernel.reach import text_in_force
from workflows.kernel.steps import Steps
from workflows.kernel.words import Deadline, HumanTask
from workflows.norms import Bound, Provision, Resolution, Version, resolution

P = ParamSpec("P")
T = TypeVar("T")


class Looking(Steps):
    """For rules, anchors and messages; never for branching."""

    def done_at(self, task: HumanTask) -> datetime | None:
        """The instant at which an act of this kind was last done in the case; None when it never was."""
        done = [one.closed_at for one in self._case.tasks.values() if one.decl == task.id and one.outcome]
        return done[-1] if done else None

    def last_day(self, decl: Deadline) -> date | None:
        """The last day of what runs or has lapsed, as it now stands; None when none runs, or it is suspended."""
        running = self._running(decl)
        return running.due if running else None

    def reckon(self, rule: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
        """What a pure rule makes of what the case knows. A drawing of the procedure does not carry the rule out."""
        return rule(*args, **more)

    def set_by_an_act(self, key: str, on: date) -> Resolution:
        """What the parameter `key` is on the legal date `on`, by the acts that the case knows by now, and where it
        comes from; unlike `parameter`, nothing is kept of it. Raises as `norms.resolution`."""
        return resolution(key, self._case.context.parameters, on)

    def law(self, provision: Provision) -> Version:
        """The text of the provision that holds for this case: that of the day it began, whatever was amended since
        by acts that do not reach it.

        Raises NotInForce when there was none on that day.
        """
        newer = text_in_force(provision, self._case.context, self._case.header.started_on, self._case.today)
        return newer or provision.vigente_em(self._case.header.started_on)

    def in_force(self, provision: Provision) -> bool:
        """Whether the provision had a text on the day the case began."""
        return any(one.covers(self._case.header.started_on) for one in provision.versions)

    def bounded(self, bound: Bound | None) -> bool:
        """Whether a limit of a parameter holds for this case: one younger than the case does not."""
        return bound is not None and bound.binds(self._case.header.started_on)

    def allows(self, decl: Deadline, *, since: date, proposed: date) -> MinimumCheck:
        """Whether `proposed` respects the minimum `decl`, were it counted from `since` (day zero)."""
        budget = self._length(decl)
        assert budget is not None
        term = deadlines.term_of(self._case, decl, budget, since)
        return minimum_ok(term, self._case.calendar(term.calendar), proposed)
