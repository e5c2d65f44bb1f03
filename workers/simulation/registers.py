"""Registers in a simulation: they answer what the scenario says, on its virtual clock. A fake, and named so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Any

from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from workers.simulation.memory import MemoryRecords
from workers.simulation.model import RegisterAnswer, Scenario
from workflows.kernel.consult import CONSULT_ACTIVITY, Consultation, Consulted
from workflows.kernel.registering import entry_on
from workflows.kernel.state import FactKind

SOURCE = "simulação"


class SimulatedRegisters:
    """The answers of one scenario. `give_up` is told of a question to which it never says an answer."""

    def __init__(
        self, scenario: Scenario, records: MemoryRecords, now: Callable[[], Awaitable[datetime]],
        give_up: Callable[[str], Awaitable[None]],
    ) -> None:  # fmt: skip
        self._scenario, self._records, self._now, self._give_up = scenario, records, now, give_up

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
        entered = self._entered(asked) if said[-1].inscribed else {}
        return Consulted(answer=entered or said[-1].answer, source=SOURCE)

    def _entered(self, asked: Consultation) -> dict[str, Any]:
        found = [
            (case, link.fact.data)
            for case, link in self._records.log
            if link.fact.kind is FactKind.INSCRIBED
            and (link.fact.data["register"], link.fact.data["party"]) == (asked.register_id, asked.question["party"])
        ]
        entry = entry_on(found, date.fromisoformat(asked.question["on"]))
        return entry.model_dump(mode="json", exclude_none=True) if entry.since else {}


def _fits(one: RegisterAnswer, asked: Consultation) -> bool:
    return all(asked.question.get(name) == value for name, value in one.where.items())
