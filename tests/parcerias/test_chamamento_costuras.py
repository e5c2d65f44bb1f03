"""Commissions, selections and appeals whose runs hand over again and again come to the same facts."""

from pathlib import Path

import pytest

from tests.kernel.test_seam import Seams
from workers.simulation.run import simulate
from workers.simulation.scenario import load
from workflows.kernel import engine

SCENARIOS = Path("docs/scenarios")
# The time-skipping server stands still when a run that was handed over starts a case: only those that start none do.
CASES = {
    "chamamento-impedido-antes": ("edital", "comissao-selecao"),
    "chamamento-homologado": ("selecao", "habilitacao-selecionada"),
}


@pytest.mark.parametrize(("name", "types"), CASES.items())
async def test_the_facts_are_the_same_however_often_runs_hand_over(
    name: str, types: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await simulate(load(SCENARIOS / f"{name}.yaml"))
    seams, at_a_seam = Seams(monkeypatch), engine.CaseWorkflow._at_a_seam
    seams.after_events()
    monkeypatch.setattr(
        engine.CaseWorkflow, "_at_a_seam", lambda case: case._case.header.type in types and at_a_seam(case)
    )
    long = await simulate(load(SCENARIOS / f"{name}.yaml"))
    assert seams.count > 1
    assert (long.failures, long.records.log) == ([], whole.records.log)
