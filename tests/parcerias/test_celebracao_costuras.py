"""A celebration whose runs hand over again and again while it is signed comes to the same facts."""

import json
from pathlib import Path

import pytest

from tests.kernel.test_seam import Seams
from workers.simulation.run import Run, simulate
from workers.simulation.scenario import load

SCENARIO = Path("docs/scenarios/celebracao-certidao-vencida.yaml")


def told(run: Run) -> list[str]:
    """The facts of every case; which of two registers asked at once answers first is all the same."""
    return sorted(json.dumps([case, link.fact.kind, link.fact.data], default=str) for case, link in run.records.log)


async def test_a_signature_that_waits_for_a_certificate_outlives_its_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = await simulate(load(SCENARIO))
    seams = Seams(monkeypatch)
    seams.after_events()
    long = await simulate(load(SCENARIO))
    assert seams.count > 1
    assert long.failures == []
    assert told(long) == told(whole)
