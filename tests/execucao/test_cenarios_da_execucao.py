"""Every way in which a procedure of the running partnership may end is shown by a shipped scenario."""

from pathlib import Path

import pytest
import yaml

from workflows.kernel.registry import about
from workflows.procedures import procedures

SHOWN = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in Path("docs/scenarios").glob("*.yaml")]
TYPES = ("parceria", "repasse-de-parcela", "retencao-de-parcela", "bens-remanescentes", "restituicao-de-saldos")


@pytest.mark.parametrize("type_id", TYPES)
def test_each_outcome_has_a_scenario(type_id: str) -> None:
    assert type_id in procedures()
    shown = {one["expect"].get("outcome") for one in SHOWN if one["procedure"] == type_id}
    assert {str(outcome) for outcome in about(type_id).outcomes} <= shown
