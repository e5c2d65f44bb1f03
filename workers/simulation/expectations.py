"""What a scenario expects against what was recorded."""

from __future__ import annotations

from datetime import date

from workers.simulation.director import says
from workers.simulation.memory import MemoryRecords
from workers.simulation.model import FactExpected
from workers.simulation.scenario import Loaded
from workflows.clock import local_date


def disappointed(loaded: Loaded, case: str, records: MemoryRecords) -> list[str]:
    """The expectations that do not hold, each as one sentence with its line; empty when all hold."""
    return [*_outcome(loaded, case, records), *_deadlines(loaded, records), *_facts(loaded, records)]


def _outcome(loaded: Loaded, case: str, records: MemoryRecords) -> list[str]:
    expected, got = loaded.scenario.expect.outcome, records.headers[case].outcome
    if expected is None or expected == got:
        return []
    return [_at(loaded, "outcome", what=f"expected the outcome {expected}, got {got or 'none: the case is open'}")]


def _deadlines(loaded: Loaded, records: MemoryRecords) -> list[str]:
    wrong = []
    for decl, due in loaded.scenario.expect.deadlines.items():
        found = [one for one in records.deadlines.values() if one.decl == decl]
        if not found:
            wrong.append(_at(loaded, "deadlines", decl, what=f"{decl} never ran"))
        elif found[-1].due != due:
            wrong.append(_at(loaded, "deadlines", decl, what=f"expected {decl} due on {due}, got {found[-1].due}"))
    return wrong


def _facts(loaded: Loaded, records: MemoryRecords) -> list[str]:
    wrong = []
    for index, expected in enumerate(loaded.scenario.expect.facts):
        days = _days(expected, records)
        hit = bool(days) if expected.on is None else expected.on in days
        if hit is expected.never:
            wrong.append(_at(loaded, "facts", index, what=_missed(expected, days)))
    return wrong


def _days(expected: FactExpected, records: MemoryRecords) -> list[date]:
    return [
        local_date(link.fact.at)
        for _, link in records.log
        if link.fact.kind is expected.fact and says(link.fact, expected.where)
    ]


def _missed(expected: FactExpected, days: list[date]) -> str:
    where = f" with {expected.where}" if expected.where else ""
    on = f" on {expected.on}" if expected.on else ""
    if expected.never:
        return f"{expected.fact}{where}{on} was recorded and should not have been"
    got = f"on {', '.join(map(str, days))}" if days else "never"
    return f"expected {expected.fact}{where}{on}, it was recorded {got}"


def _at(loaded: Loaded, *loc: str | int, what: str) -> str:
    place = loaded.place("expect", *loc)
    return f"line {place.line}: {what}" if place else what
