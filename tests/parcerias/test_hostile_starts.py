"""The input of a scenario of each procedure of the execution, with the worst in each place: taken in, or refused."""

from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from workflows.kernel import Forbidden
from workflows.kernel.forms import validate
from workflows.kernel.registry import procedures as known
from workflows.kernel.state import Context
from workflows.procedures import procedures

SCENARIOS = Path(__file__).parents[2] / "docs" / "scenarios"
DAYS = ("1900-01-01", "2200-12-31", "2026-02-31", "0001-01-01", "9999-12-31")
TEXTS = ("x" * 100_000, "\x07", "a\nb", "=1+1", "\u202egpj", "NaN")
NUMBERS = (0, -1, 1, 240, 3650, 10**30, "999999999999.99", "0.001", "-0.01", "NaN")


def firsts() -> dict[str, dict[str, Any]]:
    """The input of the first scenario of each procedure."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(SCENARIOS.glob("*.yaml")):
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        if isinstance(read.get("input"), dict):
            found.setdefault(read["procedure"], read["input"])
    return found


def changed(given: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Each place of the input, and what it is tried with."""
    if isinstance(given, dict):
        for name, one in given.items():
            yield from changed(one, (*path, name))
    elif isinstance(given, list):
        yield from ((path, value) for value in ([], given + given, given[:1] * 2, given[::-1]))
        for place, one in enumerate(given[:2]):
            yield from changed(one, (*path, place))
    elif isinstance(given, bool):
        yield path, not given
    else:
        yield from ((path, value) for value in (*_like(given), None))


def _like(given: Any) -> tuple[Any, ...]:
    if isinstance(given, date):
        return DAYS
    numeric = isinstance(given, int) or str(given).replace(".", "", 1).isdigit()
    return NUMBERS if numeric else TEXTS


def put(given: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """A copy of the input with `value` at `path`."""
    copy = deepcopy(given)
    at: Any = copy
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return copy


FIRSTS = firsts()
UNDER_WAY = sorted(one for one in FIRSTS if procedures()[one].__module__.startswith("workflows.execucao."))


@pytest.mark.parametrize("type_id", UNDER_WAY)
def test_it_starts_or_is_refused(type_id: str) -> None:
    kind, given = known()[type_id], FIRSTS[type_id]
    assert not isinstance(validate(kind.about.input, given), tuple)
    for path, value in changed(given):
        read = validate(kind.about.input, put(given, path, value))
        if isinstance(read, tuple):
            continue
        kind.subject_of(read)
        kind.party_names(read)
        for on in (date(2026, 3, 10), date(2024, 2, 29)):
            with suppress(Forbidden):
                kind.admit(read, on, Context())
