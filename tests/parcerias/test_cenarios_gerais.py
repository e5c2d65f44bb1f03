"""Every way in which the body's own procedures, and those beside a partnership, may end is shown by a scenario."""

from pathlib import Path

import pytest
import yaml

from workflows.kernel.registry import about
from workflows.procedures import procedures

SHOWN = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in Path("docs/scenarios").glob("*.yaml")]
TYPES = (
    "transicao", "apuracao-na-rede", "fiscalizacao-do-gestor", "apoio-a-comissao", "triagem", "ato-normativo", "manual",
    "capacitacao", "sigpar-implantacao", "carga-no-sigpar", "credenciamento-de-projetistas",
)  # fmt: skip


@pytest.mark.parametrize("type_id", TYPES)
def test_each_outcome_has_a_scenario(type_id: str) -> None:
    assert type_id in procedures()
    shown = {one["expect"].get("outcome") for one in SHOWN if one["procedure"] == type_id}
    assert {str(outcome) for outcome in about(type_id).outcomes} <= shown


@pytest.mark.parametrize("type_id", TYPES)
def test_each_shows_what_the_norm_refuses(type_id: str) -> None:
    own = [one for one in SHOWN if one["procedure"] == type_id]
    said = [part for one in own for part in (one["expect"], *one.get("people", ()), *one.get("events", ()))]
    assert any(part.get("refused") == "vedado-pela-norma" for part in said)
