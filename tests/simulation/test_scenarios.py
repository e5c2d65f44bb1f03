"""Every shipped scenario runs to its end as written: its refusals, its dates, its outcome."""

from pathlib import Path

import pytest

from activities.records.chain import Link, verify_chain
from tests.simulation.conftest import SHIPPED
from workers.simulation.run import simulate
from workers.simulation.scenario import load

SCENARIOS = sorted(SHIPPED.glob("*.yaml"))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
async def test_it_runs_as_written(path: Path) -> None:
    loaded = load(path)
    run = await simulate(loaded)
    assert run.failures == []
    assert loaded.scenario.expect.model_fields_set
    assert _links(run.records.log, run.case) or run.refused
    assert verify_chain(run.case, _links(run.records.log, run.case)) == []


def test_every_outcome_of_pmis_has_a_scenario() -> None:
    from workflows.parcerias.pmis import Pmis

    shown = {load(path).scenario.expect.outcome for path in SCENARIOS if path.stem.startswith("pmis-")}
    assert {str(outcome) for outcome in Pmis.about.outcomes} <= shown


def _links(log: list[tuple[str, Link]], case: str) -> list[Link]:
    return [link for owner, link in log if owner == case]
