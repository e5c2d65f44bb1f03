"""The people of a scenario on the virtual clock: a workflow that sleeps until somebody has something to do.

While a result is awaited the time-skipping server jumps to the next timer, so whoever acts must hold a timer too. What
is to be done is the director's business; the driver only keeps its time. Importing this module does nothing.
"""

from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict
from temporalio import workflow
from temporalio.common import RetryPolicy

DRIVER = "simulation-driver"
STEP_ACTIVITY = "simulation-step"
WAKE_SIGNAL = "wake"
LONGEST_NAP = timedelta(days=365)
RUN_AT_MOST = timedelta(days=4 * 365)
_STEP_AT_MOST = timedelta(seconds=120)


class Step(BaseModel):
    """What the director answers: when to ask again at the latest, and whether the scenario is over."""

    model_config = ConfigDict(frozen=True)

    next_at: datetime | None = None
    over: bool = False


@workflow.defn(name=DRIVER)
class Driver:
    """Asks the director what to do now, then sleeps until the next thing is due or something was recorded."""

    def __init__(self) -> None:
        self._woken = False

    @workflow.run
    async def run(self, time_shift: float) -> None:
        """Drive until the director says it is over. `time_shift`: seconds from the server's clock to the scenario's."""
        shift = timedelta(seconds=time_shift)
        began = workflow.now()
        while workflow.now() - began < RUN_AT_MOST:
            self._woken = False
            step = await workflow.execute_local_activity(
                STEP_ACTIVITY,
                workflow.now() + shift,
                result_type=Step,
                start_to_close_timeout=_STEP_AT_MOST,
                retry_policy=RetryPolicy(maximum_attempts=1),
            )
            if step.over:
                return
            await self._rest(step.next_at, workflow.now() + shift)
        workflow.continue_as_new(time_shift)

    async def _rest(self, until: datetime | None, now: datetime) -> None:
        nap = min(until - now, LONGEST_NAP) if until else LONGEST_NAP
        if nap > timedelta(0):
            try:
                await workflow.wait_condition(lambda: self._woken, timeout=nap)
            except TimeoutError:
                return

    @workflow.signal(name=WAKE_SIGNAL)
    def wake(self) -> None:
        """Something was recorded: there may be something to do earlier than planned."""
        self._woken = True
