"""Final accounts whose runs hand over again and again come to the same facts, whichever course is over first."""

from pathlib import Path

import pytest

from tests.kernel.test_seam import Seams
from workers.simulation.run import Run, simulate
from workers.simulation.scenario import load

SCENARIOS = [
    Path(f"docs/scenarios/contas-finais-{name}.yaml")
    for name in ("omitidas", "prorrogadas-e-notificadas", "irregulares")
]


def told(run: Run) -> dict[str, list[tuple[object, ...]]]:
    """The facts of each case, in their order; which of two cases is recorded first says nothing."""
    return {case: [(fact.kind, fact.at, fact.data) for fact in facts] for case, facts in run.records.facts.items()}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
async def test_the_facts_are_the_same_however_often_runs_hand_over(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = await simulate(load(path))
    seams = Seams(monkeypatch)
    seams.after_events()
    long = await simulate(load(path))
    assert seams.count > 1
    assert long.failures == []
    assert told(long) == told(whole)
