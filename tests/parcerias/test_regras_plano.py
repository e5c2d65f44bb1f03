"""Art. 33: a plan that fits the proposal has nothing said against it; each thing that does not fit is named."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.parcerias.dinheiro import centavos, em_reais
from workflows.parcerias.formularios_plano import PlanoDaOrganizacao, Proposta
from workflows.parcerias.regras_plano import divergencias

INCISOS = ("realidade", "sustentabilidade", "metas", "forma_de_execucao", "despesas", "tributos_e_encargos",
           "execucao_das_metas", "execucao", "desembolso", "equipe", "instalacoes")  # fmt: skip
amounts = st.integers(1, 10**9).map(lambda cents: Decimal(cents) / 100)


@st.composite
def fitting(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A plan and the proposal it fits, as they are sent."""
    months = draw(st.integers(1, 120))
    expenses = draw(st.lists(amounts, min_size=1, max_size=5))
    names = [f"Meta {number}" for number in range(1, draw(st.integers(1, 4)) + 1)]
    total = sum(expenses, Decimal(0))
    revenue = draw(st.integers(0, centavos(total) - 1)) if centavos(total) > 1 else 0
    plan = {
        **dict.fromkeys(INCISOS, "Texto."),
        "metas": [{"nome": name.upper(), "parametro": "Medição"} for name in names],
        "receitas": [{"descricao": "Rendimentos", "valor": Decimal(revenue) / 100}] if revenue else [],
        "despesas": [{"descricao": "Despesa", "valor": one} for one in expenses],
        "execucao": [
            {"meta": number, "atividade": "Fazer", "inicio": 1, "fim": months} for number in range(1, len(names) + 1)
        ],
        "desembolso": [{"mes": months, "valor": total - Decimal(revenue) / 100}],
        "equipe": ["Engenheiro"],
        "equipamentos": ["Caminhão"],
    }
    return plan, {"valor": total, "duracao_em_meses": months, "metas": names}


def found(plan: dict[str, Any], proposal: dict[str, Any], **how: bool) -> list[str]:
    plano, proposta = PlanoDaOrganizacao.model_validate(plan), Proposta.model_validate(proposal)
    return [one.dispositivo.path for one in divergencias(plano, proposta, **how)]


@given(fitting())
def test_nothing_is_said_of_a_plan_that_fits(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    assert found(*case) == []


@given(fitting(), st.integers(1, 10**6))
def test_a_single_cent_too_much_is_seen_and_an_adjustment_asked_for_excuses_the_total_alone(
    case: tuple[dict[str, Any], dict[str, Any]], cents: int
) -> None:
    plan, proposal = case
    more = {"descricao": "A mais", "valor": Decimal(cents) / 100}
    plan = {**plan, "despesas": [*plan["despesas"], more]}
    assert found(plan, proposal) == ["art-33:inc-V", "art-33:inc-IX"]
    assert found(plan, proposal, valor_ajustado=True) == ["art-33:inc-IX"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"metas": [{"nome": "Outra", "parametro": "Medição"}]}, "art-33:inc-III"),
        ({"execucao": [{"meta": 9, "atividade": "Fazer", "inicio": 1, "fim": 1}]}, "art-33:inc-VIII"),
        ({"execucao": [{"meta": 1, "atividade": "Fazer", "inicio": 2, "fim": 1}]}, "art-33:inc-VIII"),
        ({"execucao": [{"meta": 1, "atividade": "Fazer", "inicio": 1, "fim": 13}]}, "art-33:inc-VIII"),
        ({"desembolso": [{"mes": 13, "valor": "10.00"}]}, "art-33:inc-IX"),
    ],
)
def test_what_does_not_fit_is_named_by_its_inciso(change: dict[str, Any], path: str) -> None:
    plan = {
        **dict.fromkeys(INCISOS, "Texto."), "metas": [{"nome": "Meta 1", "parametro": "Medição"}],
        "despesas": [{"descricao": "Despesa", "valor": "10.00"}], "desembolso": [{"mes": 12, "valor": "10.00"}],
        "execucao": [{"meta": 1, "atividade": "Fazer", "inicio": 1, "fim": 12}], "equipe": ["Um"],
        "equipamentos": ["Um"],
    }  # fmt: skip
    proposal = {"valor": "10.00", "duracao_em_meses": 12, "metas": ["Meta 1"]}
    assert found(plan, proposal) == []
    assert set(found({**plan, **change}, proposal)) == {path}


def test_each_of_the_eleven_elements_is_required() -> None:
    asked = {name: field for name, field in PlanoDaOrganizacao.model_fields.items() if field.is_required()}
    cited = {str(dict(field.json_schema_extra or {}).get("provision")) for field in asked.values()}  # type: ignore[arg-type]
    roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")
    assert cited == {f"dec-167:art-33:inc-{inciso}" for inciso in roman}


def test_cents_are_written_as_people_write_them() -> None:
    assert em_reais(centavos(Decimal("1234567.8"))) == "R$ 1.234.567,80"
