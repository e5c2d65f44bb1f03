"""The calendars that ship with the project, read once from the YAML files beside this module."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from workflows.clock.calendar import Calendar, CalendarData
from workflows.clock.model import ClockError

_FOLDER = Path(__file__).parent / "calendars"


class UnknownCalendarError(ClockError):
    """No calendar goes by the id given. Code `calendar_unknown`."""

    def __init__(self, calendar_id: str) -> None:
        super().__init__("calendar_unknown", f"Não há calendário chamado “{calendar_id}”.")


def shipped_calendars() -> tuple[str, ...]:
    """Ids of the calendars that ship, in alphabetical order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


@cache
def shipped_calendar_data(calendar_id: str) -> CalendarData:
    """The data of a shipped calendar. Raises UnknownCalendarError.

    Reads a file: a workflow takes the data in its input and never calls this.
    """
    if calendar_id not in shipped_calendars():
        raise UnknownCalendarError(calendar_id)
    # Imported here so that whoever only counts, workflows above all, does not load a YAML parser.
    import yaml

    raw: dict[str, Any] = yaml.safe_load((_FOLDER / f"{calendar_id}.yaml").read_text(encoding="utf-8"))
    parent = raw.pop("extends", None)
    decrees = raw.pop("decrees", [])
    raw["days"] = [
        {"act": decree["act"], "decreed_on": decree.get("decreed_on"), **day}
        for decree in decrees
        for day in decree["days"]
    ]
    data = CalendarData.model_validate(raw)
    if parent is None:
        return data
    return data.model_copy(update={"statutory": (*shipped_calendar_data(parent).statutory, *data.statutory)})


@cache
def load_calendar(calendar_id: str) -> Calendar:
    """The shipped calendar `mt-cuiaba` or `nacional`. Raises UnknownCalendarError. Reads a file, as above."""
    return Calendar(shipped_calendar_data(calendar_id))
