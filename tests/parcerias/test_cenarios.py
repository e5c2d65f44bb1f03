"""Every way in which a procedure of a partnership, its execution or its accounts may end is shown by a scenario."""

from pathlib import Path

import pytest
import yaml

from workflows.kernel.registry import about
from workflows.procedures import procedures

SHOWN = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in Path("docs/scenarios").glob("*.yaml")]
TYPES = (
    "dispensa-inexigibilidade", "plano-da-parceria", "designacao-do-gestor", "designacao-da-comissao", "celebracao",
    "inviabilidade-da-concessao", "atuacao-em-rede", "rescisao-da-rede", "relatorio-tecnico", "contas-parciais",
    "saneamento-das-contas",
    "inviabilidade-da-concessao", "atuacao-em-rede", "rescisao-da-rede",
    "relatorio-tecnico", "contas-parciais", "saneamento-das-contas", "balancete-mensal", "visita-tecnica",
    "comunicacao-de-irregularidade",
)  # fmt: skip


@pytest.mark.parametrize("type_id", TYPES)
def test_each_outcome_has_a_scenario(type_id: str) -> None:
    assert type_id in procedures()
    shown = {one["expect"].get("outcome") for one in SHOWN if one["procedure"] == type_id}
    assert {str(outcome) for outcome in about(type_id).outcomes} <= shown
