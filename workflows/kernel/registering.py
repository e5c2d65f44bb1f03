"""`inscribe`: what a case enters in a register of the body, to be found there on a given day by other cases.

An entry is a fact of the case that made it, and nothing else is kept: the entry that holds on a day is the latest that
began by then. Whoever asks uses `consult` with the same register.

What several cases keep up together, such as the periods that hold an instalment back, is entered as what each adds to
it and takes from it: none undoes what another entered since it looked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class WhileEmpty:
    """The party has what the register is about while nothing is in the shared detail of that name."""

    of: str


@dataclass(frozen=True)
class WhileAny:
    """The party has what the register is about while something is in the shared detail of that name."""

    of: str


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
        holds: bool | WhileEmpty | WhileAny = True,
        shared: Mapping[str, tuple[Sequence[Any], Sequence[Any]]] | None = None,
        **details: Any,
    ) -> None:
        """Enter `state` of `party` in `register`, from `since` (default: today) to the last day `until` (None: no end).

        It takes the place of what was entered before, from `since` on. With `holds` false it says that the party does
        not have what the register is about. `details` are plain data, and public like the entry.

        `shared` are the details, lists without repetition, that other cases keep up too: each as it was found and as it
        is to be. Only the difference is entered; whoever asks gets what all entries make of it.
        """
        if not self._once(f"inscrito:{register.id}"):
            return
        after = {name: list(made) for name, (_, made) in (shared or {}).items()}
        said = {**after, **{name: value for name, value in details.items() if value is not None}}
        by = None if isinstance(holds, bool) else {"detail": holds.of, "any": isinstance(holds, WhileAny)}
        self._case.emit(
            FactKind.INSCRIBED, provision=register.provision.id, register=register.id, title=register.title,
            party=party, state=str(state), state_title=state.title,
            holds=holds if isinstance(holds, bool) else _stands(by, after),
            since=(since or self._case.today).isoformat(), until=until.isoformat() if until else None,
            details=said or None, changes=_changes(shared) if shared else None, holds_by=by,
        )  # fmt: skip


def _changes(shared: Mapping[str, tuple[Sequence[Any], Sequence[Any]]]) -> dict[str, dict[str, list[Any]]]:
    """What an entry adds to each shared detail and takes from it."""
    return {
        name: {
            "adds": [one for one in after if one not in before],
            "takes": [one for one in before if one not in after],
        }
        for name, (before, after) in shared.items()
    }


def _stands(by: Mapping[str, Any] | None, shared: Mapping[str, Sequence[Any]]) -> bool:
    return by is not None and bool(shared[by["detail"]]) is by["any"]


def entry_on(found: Iterable[tuple[str, Mapping[str, Any]]], on: date) -> Entry:
    """The entry that stands on a day, of `found`: the case and the data of each fact, in the order they happened."""
    begun = sorted(
        (one for one in found if date.fromisoformat(one[1]["since"]) <= on), key=lambda one: str(one[1]["since"])
    )
    if not begun:
        return Entry()
    case, data = begun[-1]
    until = date.fromisoformat(data["until"]) if data.get("until") else None
    shared = _shared([data for _, data in begun])
    by = data.get("holds_by")
    holds = _stands(by, shared) if by else data["holds"]
    return Entry(
        state=data["state"], title=data["state_title"], since=date.fromisoformat(data["since"]), until=until, case=case,
        holds=holds and (until is None or on <= until), details={**(data.get("details") or {}), **shared},
    )  # fmt: skip


def _shared(entries: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Each shared detail of the last of these entries, as all of them in their order left it. One that says no changes
    says what stands from it on."""
    kept: dict[str, list[Any]] = {}
    for data in entries:
        changes = data.get("changes")
        if changes is None:
            said = data.get("details") or {}
            kept = {name: value for name, value in said.items() if isinstance(value, list)}
            continue
        for name, change in changes.items():
            moved = [*change["adds"], *change["takes"]]
            kept[name] = [*(one for one in kept.get(name, []) if one not in moved), *change["adds"]]
    return {name: kept[name] for name in entries[-1].get("changes") or {}}
