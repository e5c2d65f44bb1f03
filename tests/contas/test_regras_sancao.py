"""Art. 110 and the sanctions: who answers, for what, and which sanction may be applied."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.contas.regras_sancao import (
    ELEMENTOS,
    ESFERAS,
    SANCOES,
    Elemento,
    Esfera,
    Sancao,
    obices_da_responsabilidade,
    obices_da_sancao,
)
from workflows.norms import Param

SPHERES = st.sets(st.sampled_from(Esfera))
CATALOGUES = st.sets(st.sampled_from(Sancao))


@given(st.sampled_from(Elemento), st.booleans(), st.booleans(), SPHERES)
def test_liability_stands_only_with_fault_or_intent_and_a_breach(
    mind: Elemento, plan: bool, decree: bool, spheres: set[Esfera]
) -> None:
    found = list(
        obices_da_responsabilidade(
            responde=True, elemento=mind, contra_o_plano=plan, contra_o_decreto=decree, esferas=spheres
        )
    )
    holds = mind is not Elemento.NENHUM and (plan or decree) and bool(spheres)
    assert (not found) is holds
    assert all(provision.citation == "Decreto 167/2019, art.\xa0110" for provision, _, _ in found)


@given(st.sampled_from(Elemento), st.booleans(), st.booleans(), SPHERES)
def test_it_may_always_be_denied_but_then_nobody_answers_anywhere(
    mind: Elemento, plan: bool, decree: bool, spheres: set[Esfera]
) -> None:
    found = list(
        obices_da_responsabilidade(
            responde=False, elemento=mind, contra_o_plano=plan, contra_o_decreto=decree, esferas=spheres
        )
    )
    assert [field for _, _, field in found] == ["esferas"] * bool(spheres)


@given(st.sampled_from(Sancao) | st.none(), CATALOGUES, st.booleans(), st.booleans())
def test_only_what_an_act_foresees_is_applied_and_only_the_warning_without_a_law(
    sanction: Sancao | None, catalogue: set[Sancao], law: bool, term: bool
) -> None:
    found = list(obices_da_sancao(sanction, catalogue, aplica=True, lei=law, termo=term))
    if not found:
        assert sanction in catalogue
        assert law or sanction is Sancao.ADVERTENCIA
        assert term is (sanction is Sancao.SUSPENSAO) or sanction is Sancao.INIDONEIDADE
    if sanction is None:
        assert [field for _, _, field in found] == ["sancao"]


@pytest.mark.parametrize("sanction", [*Sancao, None])
def test_without_a_sanction_in_the_decision_none_is_written(sanction: Sancao | None) -> None:
    found = list(obices_da_sancao(sanction, set(Sancao), aplica=False, lei=False, termo=False))
    assert bool(found) is (sanction is not None)


def test_the_catalogue_of_the_body_holds_the_same_sanctions_and_the_warning_alone_by_default() -> None:
    parameter = Param("catalogo_sancoes")
    assert set(parameter.choices) == set(Sancao) == set(SANCOES)
    assert parameter.default == ("advertencia",)
    assert (set(ELEMENTOS), set(ESFERAS)) == (set(Elemento), set(Esfera))
