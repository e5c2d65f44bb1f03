"""Commissions, selections and appeals whose runs hand over again and again come to the same facts."""

from pathlib import Path

import pytest

from tests.kernel.test_seam import Seams
from workers.simulation.run import simulate
from workers.simulation.scenario import load

SCENARIOS = Path("docs/scenarios")


@pytest.mark.parametrize("name", ["chamamento-impedido-antes", "chamamento-homologado"])
async def test_the_facts_are_the_same_however_often_runs_hand_over(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = await simulate(load(SCENARIOS / f"{name}.yaml"))
    seams = Seams(monkeypatch)
    seams.after_events()
    long = await simulate(load(SCENARIOS / f"{name}.yaml"))
    assert seams.count > 1
    assert (long.failures, long.records.log) == ([], whole.records.log)
