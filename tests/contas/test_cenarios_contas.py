"""Every way in which a procedure of the accounts may end is shown by a shipped scenario."""

from pathlib import Path

import pytest
import yaml

from workflows.kernel.registry import about
from workflows.procedures import procedures

SHOWN = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in Path("docs/scenarios").glob("*.yaml")]
TYPES = (
    "conciliacao-bancaria",
    "contas-finais",
    "julgamento",
    "baixa-do-registro",
    "tomada-de-contas-especial",
    "sancao",
)


@pytest.mark.parametrize("type_id", TYPES)
def test_each_outcome_has_a_scenario(type_id: str) -> None:
    assert type_id in procedures()
    shown = {one["expect"].get("outcome") for one in SHOWN if one["procedure"] == type_id}
    assert {str(outcome) for outcome in about(type_id).outcomes} <= shown


def test_each_outcome_of_what_only_the_judgment_starts_is_seen_from_it() -> None:
    of_the_judgment = [one for one in SHOWN if one["procedure"] == "julgamento"]
    facts = [fact for one in of_the_judgment for fact in one["expect"]["facts"]]
    ended = {fact["where"]["outcome"] for fact in facts if fact["fact"] == "ChildEnded"}
    assert {str(outcome) for outcome in about("acoes-compensatorias").outcomes} <= ended
    assert {str(outcome) for outcome in about("recurso-das-contas").outcomes} <= ended
