"""Every way in which a procedure may end, and what the norm refuses in it, is shown by a shipped scenario."""

from typing import Any

import pytest
import yaml

from tests.simulation.conftest import SHIPPED
from workflows.kernel.registry import about
from workflows.procedures import procedures

SHOWN: list[dict[str, Any]] = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in SHIPPED.glob("*.yaml")]
FROM_ABOVE = {
    "acoes-compensatorias": "julgamento",
    "comissao-selecao": "chamamento-publico",
    "convocacao-proxima": "chamamento-publico",
    "edital": "chamamento-publico",
    "entrega-de-trecho": "parceria",
    "habilitacao-selecionada": "chamamento-publico",
    "recurso": "chamamento-publico",
    "recurso-da-retencao": "retencao-de-parcela",
    "recurso-das-contas": "julgamento",
    "recurso-das-contas-parciais": "contas-parciais",
    "selecao": "chamamento-publico",
    "vigencia-da-habilitacao": "habilitacao",
}
"""What only another procedure starts is seen from the scenarios of that one."""
NOTHING_REFUSED = {"baixa-do-registro", "saneamento-das-contas"}
"""Procedures whose scenarios show no refusal of the norm."""
OURS = [type_id for type_id, found in procedures().items() if found.__module__.startswith("workflows.")]
"""Those of the product: tests of the kernel have procedures of their own, in the same registry."""
BY_THEMSELVES = sorted(set(OURS) - set(FROM_ABOVE) - NOTHING_REFUSED)


def of(type_id: str) -> list[dict[str, Any]]:
    """The scenarios of a procedure."""
    return [one for one in SHOWN if one["procedure"] == type_id]


@pytest.mark.parametrize("type_id", OURS)
def test_each_outcome_has_a_scenario(type_id: str) -> None:
    shown = {one["expect"].get("outcome") for one in of(type_id)}
    facts = [fact for one in of(FROM_ABOVE.get(type_id, "")) for fact in one["expect"].get("facts", ())]
    shown |= {fact["where"].get("outcome") for fact in facts if fact["fact"] in ("ChildEnded", "CaseEnded")}
    assert {str(outcome) for outcome in about(type_id).outcomes} <= shown


@pytest.mark.parametrize("type_id", BY_THEMSELVES)
def test_what_the_norm_refuses_is_shown(type_id: str) -> None:
    said = [part for one in of(type_id) for part in (one["expect"], *one.get("people", ()), *one.get("events", ()))]
    assert any(part.get("refused") == "vedado-pela-norma" for part in said)
