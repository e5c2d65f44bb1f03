"""The words about what is brought sealed (see `seals`)."""

from collections.abc import Callable
from typing import Any

from temporalio import workflow

from workflows.kernel.events import attach
from workflows.kernel.seals import Arrival, kept_arrivals, key_of
from workflows.kernel.state import Actor, FactKind
from workflows.kernel.steps import Steps
from workflows.kernel.words import Event

AT_A_TIME = 20
"""How many contents one turn opens: a turn stays far below what the engine carries in one message."""


Keep = Callable[[dict[str, Any]], dict[str, Any]]


class Sealed(Steps):
    """The words about what is brought sealed."""

    def brought_by(self, event: Event, party: str) -> Arrival | None:
        """The last kept arrival of an organisation, for rules that look at the one before."""
        of_party = [one for one in kept_arrivals(self._case, event) if one["party"] == party]
        return Arrival.model_validate(of_party[-1]) if of_party else None

    async def unseal(self, event: Event, *, keep: Keep) -> tuple[Arrival, ...]:
        """Open all that was kept, as facts where it was sealed; what comes back has what `keep` makes of each content.

        To be called when nothing more can be brought. The content leaves the case's memory with this.
        """
        arrivals = [Arrival.model_validate(one) for one in kept_arrivals(self._case, event)]
        for first in range(0, len(arrivals), AT_A_TIME):
            if self._once(f"abertura:{event.id}"):
                for arrival in arrivals[first : first + AT_A_TIME]:
                    self._open_one(event, arrival, keep)
                await workflow.wait_condition(lambda: not self._case.dirty and not self._recording)
        return tuple(Arrival.model_validate(one) for one in kept_arrivals(self._case, event))

    def _open_one(self, event: Event, arrival: Arrival, keep: Keep) -> None:
        if not arrival.opened:
            self._tell_content(event, arrival)
        slim = arrival.model_copy(update={"form": keep(arrival.form), "files": (), "opened": True})
        self._case.journal[key_of(event, arrival.number)] = slim.model_dump(mode="json")

    def _tell_content(self, event: Event, arrival: Arrival) -> None:
        author = Actor(id=arrival.by)
        self._case.emit(
            FactKind.CONTENTS_OPENED, by=author, provision=event.provision.id, event=event.id, title=event.title,
            protocol=arrival.protocol, brought_at=arrival.at.isoformat(), form=arrival.form,
            files=[file.sha256 for file in arrival.files] or None,
        )  # fmt: skip
        attach(self._case, event, arrival.files, author)
