"""Who acts in a scenario, and with which competences: whoever is named, or somebody whom nothing bars."""

from __future__ import annotations

from itertools import count

from workers.simulation.model import Answer, Brought, Decided, Scenario
from workflows.kernel.messages import Verb
from workflows.kernel.registry import about, declaration
from workflows.kernel.roles import GESTAO
from workflows.kernel.state import Actor, CaseHeader, TaskState
from workflows.kernel.words import Event

MANAGERS_VERBS = (Verb.REASSIGN, Verb.SKIP)


class Cast:
    """The persons of one scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario

    def starter(self) -> Actor:
        """Whoever starts the case: with the first role that may, unless the scenario says which they hold."""
        return self._actor(self._scenario.started_by, about(self._scenario.procedure).started_by[0].id)

    def for_task(self, answer: Answer, task: TaskState, header: CaseHeader) -> Actor:
        """Whoever answers a task: the person named, its owner, or the first of its role whom nothing bars."""
        if answer.verb in MANAGERS_VERBS:
            return self._actor(answer.by or GESTAO.id, GESTAO.id)
        return self._actor(answer.by or task.owner or _unbarred(task, header), task.role, party=task.party)

    def for_event(self, brought: Brought) -> Actor:
        """Whoever brings an event: the person named, or whoever started the case; with any role that may bring it."""
        event = declaration(brought.event)
        assert isinstance(event, Event)
        return self._actor(
            brought.by or self._scenario.started_by, *(role.id for role in event.who), party=brought.party
        )

    def for_decision(self, decided: Decided) -> Actor:
        """Whoever decides on a deadline: the person named, or the head of the unit."""
        return self._actor(decided.by or GESTAO.id, GESTAO.id)

    def _actor(self, name: str, *roles: str, party: str | None = None) -> Actor:
        known = self._scenario.persons.get(name)
        parties = list(known.parties) if known else []
        if party is not None and (known is None or not known.parties):
            parties.append(party)
        held = known.roles if known is not None and known.roles is not None else roles
        return Actor(id=name, roles=tuple(held), parties=tuple(parties))


def _unbarred(task: TaskState, header: CaseHeader) -> str:
    barred = {bar.user for bar in (*task.excluded, *header.impeded)}
    names = (task.role if number == 1 else f"{task.role}-{number}" for number in count(1))
    return next(name for name in names if name not in barred)
