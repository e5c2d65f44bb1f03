"""Arts. 63 to 65: more than five years, seven documents, and how far an executing organisation answers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.parcerias.formularios_rede import Certidao, VerificacaoDaExecutante
from workflows.parcerias.regras_rede import faltas_da_executante, mais_de_cinco_anos, responsabilidade_subsidiaria

INCISOS = {
    "tributos_federais": "II",
    "fgts": "III",
    "fazenda_estadual": "IV",
    "divida_ativa": "V",
    "trabalhistas": "VI",
}


@pytest.mark.parametrize(
    ("since", "enough"), [(date(2021, 3, 1), True), (date(2021, 3, 2), False), (date(2021, 3, 3), False)]
)
def test_the_fifth_anniversary_is_not_more_than_five_years(since: date, enough: bool) -> None:
    assert mais_de_cinco_anos(since, date(2026, 3, 2)) is enough


@given(st.fixed_dictionaries({name: st.sampled_from(Certidao) for name in INCISOS}), st.booleans(), st.booleans())
def test_each_irregular_document_is_named_and_the_three_lenient_kinds_pass(
    certificates: dict[str, Certidao], statute: bool, in_good_standing: bool
) -> None:
    said = {**certificates, "estatuto": statute, "adimplente": in_good_standing}
    named = [place.path for place, _ in faltas_da_executante(VerificacaoDaExecutante.model_validate(said))]
    positive = [f"art-64:inc-{inciso}" for name, inciso in INCISOS.items() if certificates[name] is Certidao.POSITIVA]
    assert named == ["art-64:inc-I"] * (not statute) + positive + ["art-64:inc-VII"] * (not in_good_standing)


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_an_executing_organisation_answers_for_no_more_than_it_received(irregular: int, received: int) -> None:
    owed = responsabilidade_subsidiaria(irregular, received)
    assert owed <= received
    assert owed <= irregular
    assert owed in (irregular, received)
