"""`inscribe`: what a case enters in a register of the body, to be found there on a given day by other cases.

An entry is a fact of the case that made it, and nothing else is kept: the entry that holds on a day is the latest that
began by then. Whoever asks uses `consult` with the same register.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pydantic import Field

from workflows.clock import format_date
from workflows.kernel.consult import Register, Reply
from workflows.kernel.state import FactKind, Value
from workflows.kernel.steps import Steps
from workflows.kernel.words import Outcome


class OnDay(Value):
    """The question to such a register: what it says of a party on a legal date."""

    party: str
    on: date


class Entry(Reply):
    """What a register says of a party on a day. Without an entry `state` is empty and nothing holds.

    `holds` says whether the party has on that day what the register is about; `until` is the last day of it; `case`
    made the entry; `details` is what the procedure added, plain data without personal ones.
    """

    state: str = ""
    title: str = ""
    holds: bool = False
    since: date | None = None
    until: date | None = None
    case: str | None = None
    details: dict[str, Any] = Field(default_factory=dict)

    def words(self) -> str:
        """The entry in a clause: "habilitação plena, de 10/03/2026 a 09/06/2026"."""
        if self.since is None:
            return "nada consta"
        until = f" a {format_date(self.until)}" if self.until else ""
        title = self.title[:1].lower() + self.title[1:]
        return f"{title}, de {format_date(self.since)}{until}" + ("" if self.holds else " (sem efeito na data)")


class Registering(Steps):
    """The word `inscribe`."""

    def inscribe(
        self,
        register: Register[Entry],
        state: Outcome,
        *,
        party: str,
        since: date | None = None,
        until: date | None = None,
        holds: bool = True,
        **details: Any,
    ) -> None:
        """Enter `state` of `party` in `register`, from `since` (default: today) to the last day `until` (None: no end).

        It takes the place of what was entered before, from `since` on. With `holds` false it says that the party does
        not have what the register is about. `details` are plain data, and public like the entry.
        """
        if not self._once(f"inscrito:{register.id}"):
            return
        self._case.emit(
            FactKind.INSCRIBED, provision=register.provision.id, register=register.id, title=register.title,
            party=party, state=str(state), state_title=state.title, holds=holds,
            since=(since or self._case.today).isoformat(), until=until.isoformat() if until else None,
            details={name: value for name, value in details.items() if value is not None} or None,
        )  # fmt: skip


def entry_on(found: Iterable[tuple[str, Mapping[str, Any]]], on: date) -> Entry:
    """The entry that stands on a day, of `found`: the case and the data of each fact, in the order they happened."""
    begun = [(case, data) for case, data in found if date.fromisoformat(data["since"]) <= on]
    if not begun:
        return Entry()
    latest = max(data["since"] for _, data in begun)
    case, data = [one for one in begun if one[1]["since"] == latest][-1]
    until = date.fromisoformat(data["until"]) if data.get("until") else None
    return Entry(
        state=data["state"], title=data["state_title"], since=date.fromisoformat(latest), until=until, case=case,
        holds=data["holds"] and (until is None or on <= until), details=data.get("details") or {},
    )  # fmt: skip
