"""A partnership whose runs hand over again and again comes to the same facts: nothing it knows is lost on the way."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.kernel.test_seam import Seams
from workers.simulation.model import Expected
from workers.simulation.run import Run, simulate
from workers.simulation.scenario import Loaded, load
from workflows.clock import ZONE
from workflows.kernel import engine

SCENARIO = Path("docs/scenarios/parceria-cumprida.yaml")
# The time-skipping server stands still when a run that was handed over starts a case: from here on none is started.
INSTALMENTS_STARTED = datetime(2026, 10, 2, 12, tzinfo=ZONE)
ALL_STARTED = datetime(2027, 1, 1, 12, tzinfo=ZONE)


def told(run: Run) -> list[str]:
    """The facts of every case."""
    return sorted(json.dumps([case, link.fact.kind, link.fact.data], default=str) for case, link in run.records.log)


def with_accounts() -> Loaded:
    """The scenario as it is shipped."""
    return load(SCENARIO)


def without_accounts() -> Loaded:
    """The same, but the accounts of the year are told elsewhere."""
    loaded = load(SCENARIO)
    shipped = loaded.scenario
    people = tuple(one for one in shipped.people if not one.task.startswith("contas-parciais."))
    changed = {
        "input": {**shipped.input, "contas_ate": "2026-12-31"}, "people": people,
        "expect": Expected(outcome=shipped.expect.outcome),
    }  # fmt: skip
    return replace(loaded, scenario=shipped.model_copy(update=changed))


@pytest.mark.parametrize(
    ("loaded", "since"), [(without_accounts(), INSTALMENTS_STARTED), (with_accounts(), ALL_STARTED)]
)
async def test_a_partnership_outlives_its_runs(
    loaded: Loaded, since: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await simulate(loaded)
    seams, at_a_seam = Seams(monkeypatch), engine.CaseWorkflow._at_a_seam
    seams.after_events()
    monkeypatch.setattr(
        engine.CaseWorkflow, "_at_a_seam",
        lambda case: case._case.header.type == "parceria" and case._case.moment > since and at_a_seam(case),
    )  # fmt: skip
    long = await simulate(loaded)
    assert seams.count > 1
    assert whole.failures == long.failures == []
    assert told(long) == told(whole)
