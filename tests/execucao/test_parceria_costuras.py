"""A partnership whose runs hand over again and again comes to the same facts: nothing it knows is lost on the way."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.kernel.test_seam import Seams
from workers.simulation.run import Run, simulate
from workers.simulation.scenario import load
from workflows.kernel import engine

SCENARIO = Path("docs/scenarios/parceria-cumprida.yaml")
OTHERS = (
    "parceria-atraso-ate-o-fim", "parceria-trechos-na-ordem", "parceria-trecho-rejeitado", "parceria-com-pedagio",
    "parceria-com-pedagio-ate-o-fim",
)  # fmt: skip
SCENARIOS = [SCENARIO, *(Path(f"docs/scenarios/{name}.yaml") for name in OTHERS)]


def told(run: Run) -> list[str]:
    """The facts of every case."""
    return sorted(json.dumps([case, link.fact.kind, link.fact.data], default=str) for case, link in run.records.log)


def public(run: Run) -> dict[str, dict[str, Any]]:
    """What anybody may see of every case."""
    return {case: header.public for case, header in run.records.headers.items()}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
async def test_a_partnership_outlives_its_runs(scenario: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = await simulate(load(scenario))
    seams, at_a_seam = Seams(monkeypatch), engine.CaseWorkflow._at_a_seam
    seams.after_events()
    monkeypatch.setattr(
        engine.CaseWorkflow, "_at_a_seam", lambda case: case._case.header.type == "parceria" and at_a_seam(case)
    )
    long = await simulate(load(scenario))
    assert seams.count > 1
    assert whole.failures == long.failures == []
    assert told(long) == told(whole)
    assert public(long) == public(whole)
