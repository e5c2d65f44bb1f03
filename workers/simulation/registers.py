"""Registers in a simulation: they answer what the scenario says, on its virtual clock. A fake, and named so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from workers.simulation.model import RegisterAnswer, Scenario
from workflows.kernel.consult import CONSULT_ACTIVITY, Consultation, Consulted

SOURCE = "simulação"


class SimulatedRegisters:
    """The answers of one scenario. `give_up` is told of a question to which it never says an answer."""

    def __init__(
        self, scenario: Scenario, now: Callable[[], Awaitable[datetime]], give_up: Callable[[str], Awaitable[None]]
    ) -> None:
        self._scenario, self._now, self._give_up = scenario, now, give_up

    @activity.defn(name=CONSULT_ACTIVITY)
    async def consult(self, asked: Consultation) -> Consulted:
        """The scenario's answer. Raises `ApplicationError`, of no interest to the log, while there is none."""
        found = [one for one in self._scenario.registers if one.name == asked.register_id and _fits(one, asked)]
        if not found:
            await self._give_up(f"{asked.register_id} was asked of {asked.question}; 'registers' says no answer")
        now = await self._now()
        said = [one for one in found if one.since is None or one.since <= now]
        if not said or said[-1].silent:
            raise ApplicationError(
                f"{asked.register_id} does not answer", type="LookupError", category=ApplicationErrorCategory.BENIGN
            )
        return Consulted(answer=said[-1].answer, source=SOURCE)


def _fits(one: RegisterAnswer, asked: Consultation) -> bool:
    return all(asked.question.get(name) == value for name, value in one.where.items())
