"""A celebration whose runs hand over again and again while it is signed comes to the same facts."""

import json
from pathlib import Path

import pytest

from tests.kernel.test_seam import Seams
from workers.simulation.run import Run, simulate
from workers.simulation.scenario import load
from workflows.kernel import engine

SIGNING = ("assinatura", "assinada-sem-eficacia")
SCENARIO = Path("docs/scenarios/celebracao-certidao-vencida.yaml")


def told(run: Run) -> list[str]:
    """The facts of every case; which of two registers asked at once answers first is all the same."""
    return sorted(json.dumps([case, link.fact.kind, link.fact.data], default=str) for case, link in run.records.log)


async def test_a_signature_that_waits_for_a_certificate_outlives_its_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = await simulate(load(SCENARIO))
    seams, at_a_seam = Seams(monkeypatch), engine.CaseWorkflow._at_a_seam
    seams.after_events()
    # The time-skipping server stands still when a run that was handed over starts a case: here none does any more.
    monkeypatch.setattr(
        engine.CaseWorkflow, "_at_a_seam", lambda case: case._case.header.stage in SIGNING and at_a_seam(case)
    )
    long = await simulate(load(SCENARIO))
    assert seams.count > 1
    assert long.failures == []
    assert told(long) == told(whole)
