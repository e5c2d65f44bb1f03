"""Time goes on after a case has ended whose case above was over before it."""

from datetime import date
from pathlib import Path

import pytest

from tests.simulation.solta import FEITO, Solta
from workers.simulation import run
from workers.simulation.run import simulate
from workers.simulation.scenario import load
from workflows.clock import local_date
from workflows.kernel.state import FactKind

DAYS = [date(2026, 4, 1), date(2026, 8, 3), date(2027, 12, 31)]
SCENARIO = f"""
name: Casos que acabam depois do de cima
procedure: {Solta.about.id}
start: 2026-03-02T09:00
started_by: helena
input: {{dias: [{", ".join(f"{{ate: {day}}}" for day in DAYS)}]}}
expect: {{outcome: {FEITO}}}
"""


async def test_cases_end_on_their_days_though_the_one_above_them_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "soltos.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    monkeypatch.setattr(run, "STALLED_AFTER", 15.0)
    told = await simulate(load(path))
    ended = [local_date(link.fact.at) for _, link in told.records.log if link.fact.kind is FactKind.CASE_ENDED]
    assert told.failures == []
    assert ended == [date(2026, 3, 2), *DAYS]
