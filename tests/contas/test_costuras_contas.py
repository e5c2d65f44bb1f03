"""Accounts whose runs hand over again and again come to the same facts, whichever course is over first."""

import json
from pathlib import Path

import pytest

from tests.kernel.test_seam import Seams
from workers.simulation.run import Run, simulate
from workers.simulation.scenario import load

SCENARIOS = [
    Path(f"docs/scenarios/contas-{name}.yaml")
    for name in (
        "finais-omitidas", "finais-prorrogadas-e-notificadas", "finais-irregulares", "parciais-recurso-fora-do-prazo",
        "parciais-recurso-desprovido",
    )
]  # fmt: skip


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


async def test_what_an_upheld_appeal_undoes_is_undone_once_however_often_runs_hand_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = Path("docs/scenarios/contas-parciais-recurso-provido.yaml")
    whole = await simulate(load(path))
    seams = Seams(monkeypatch)
    seams.after_days(3)
    long = await simulate(load(path))
    assert seams.count > 1
    assert long.failures == []
    # The end of a case that is withdrawn comes beside the steps that go on: which of them is first says nothing.
    assert by_day(long) == by_day(whole)


def by_day(run: Run) -> dict[str, list[tuple[str, str, str]]]:
    """The facts of each case, in no order within a day."""
    facts = told(run).items()
    return {
        case: sorted(
            (str(at)[:10], str(kind), json.dumps(data, sort_keys=True, default=str)) for kind, at, data in ours
        )
        for case, ours in facts
    }
