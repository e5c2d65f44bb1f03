"""Two lives of ten years: no run of theirs is long, every date is proved, and runs may end anywhere."""

from pathlib import Path
from typing import Any

import pytest

from tests.kernel.test_seam import Seams
from workers.simulation.histories import runs_of
from workers.simulation.run import Run, engine, simulate, simulate_on
from workers.simulation.scenario import load
from workflows.clock import Calendar, prove

LIVES = ("parceria-dez-anos-aprovada", "parceria-dez-anos-rejeitada")
MOST_EVENTS = 5000
PERIODS = 50
"""Forty ends of ninety days and ten of a year within the term; no two of them on one day."""
Told = dict[str, list[tuple[Any, ...]]]


def told(run: Run) -> Told:
    """The facts of each case, in their order, with who acted; and what became of its tasks and deadlines."""
    facts = {
        case: [(fact.kind, fact.at, fact.actor, fact.provision, fact.act, fact.data) for fact in facts]
        for case, facts in run.records.facts.items()
    }
    tasks = [(task.id, task.status, task.outcome) for task in run.records.tasks.values()]
    deadlines = [(one.id, one.due, one.status) for one in run.records.deadlines.values()]
    return {**facts, "tasks": sorted(tasks), "deadlines": sorted(deadlines)}


def unproved(run: Run) -> list[str]:
    """The deadlines of all its cases whose last day is not the last of their day-by-day proof."""
    assert run.records.context is not None
    calendars = {name: Calendar(data) for name, data in run.records.context.calendars.items()}
    counted = [one for one in run.records.deadlines.values() if one.due is not None]
    assert len(counted) > PERIODS
    return [one.id for one in counted if prove(one.term, calendars[one.term.calendar]).days[-1].day != one.due]


@pytest.mark.parametrize("life", LIVES)
async def test_no_run_of_ten_years_is_long_and_every_date_is_proved(life: str) -> None:
    async with engine() as running:
        run = await simulate_on(running, load(Path(f"docs/scenarios/{life}.yaml")))
        longest = [max([len(one.events) for one in await runs_of(running.plain, case)]) for case in run.records.headers]
    assert run.failures == []
    assert unproved(run) == []
    assert max(longest) < MOST_EVENTS
    opened = [link.fact for _, link in run.records.log if link.fact.data.get("type") == "contas-parciais"]
    assert len([fact for fact in opened if "child" in fact.data]) == PERIODS


@pytest.mark.parametrize(("life", "days"), [(LIVES[0], 97), (LIVES[1], 211)])
async def test_wherever_runs_hand_over_ten_years_come_to_the_same_facts(
    life: str, days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = load(Path(f"docs/scenarios/{life}.yaml"))
    whole = await simulate(loaded)
    seams = Seams(monkeypatch)
    seams.after_days(days)
    long = await simulate(loaded)
    assert whole.failures == long.failures == []
    assert seams.count > 10 * 365 // days
    assert told(long) == told(whole)
