"""Arts. 5º, 6º, 66, 67 and 109: what is a partnership of the decree, and which norms a term may not rest on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.norms import DEC_167
from workflows.parcerias.regras_triagem import Acao, Exclusao, Natureza, Sistema, fora_do_escopo, normas_afastadas

ACTIONS = st.sets(st.sampled_from(Acao), min_size=1)


@given(st.sampled_from(Exclusao), ACTIONS, st.sampled_from(Sistema), st.sampled_from(Natureza), st.booleans())
def test_all_of_it_must_fit(
    excluded: Exclusao, actions: set[Acao], system: Sistema, nature: Natureza, own: bool
) -> None:
    fits = (
        excluded is Exclusao.NENHUMA
        and Acao.OUTRA not in actions
        and system is not Sistema.OUTRO
        and own
        and (Acao.PEDAGIO not in actions or system is Sistema.RODOVIARIO)
        and nature is not Natureza.OUTRA
    )
    assert (list(fora_do_escopo(excluded, actions, system, nature, do_estado=own)) == []) is fits


@pytest.mark.parametrize(
    ("excluded", "item"),
    [(Exclusao.CONTRATO_DE_GESTAO, "I"), (Exclusao.TERMO_DE_PARCERIA, "II"), (Exclusao.SERVICO_SOCIAL, "III")],
)
def test_each_exclusion_is_an_item_of_the_article(excluded: Exclusao, item: str) -> None:
    found = fora_do_escopo(excluded, [Acao.OBRAS], Sistema.RODOVIARIO, Natureza.SEM_FINS_LUCRATIVOS, do_estado=True)
    assert [provision for provision, _ in found] == [DEC_167.art(6, inciso=item)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Lei 10.861/2019 e Decreto 167/2019", []),
        ("Decreto nº 446, de 16 de março de 2016", ["o Decreto 446/2016"]),
        ("DECRETO 1.736/2018", ["o Decreto 1.736/2018"]),
        ("Decreto nº 1736/2018", ["o Decreto 1.736/2018"]),
        ("Instrução Normativa nº 01/2016", ["a Instrução Normativa 1/2016"]),
        ("Instrução Normativa nº 01, de 17 de março de 2016", ["a Instrução Normativa 1/2016"]),
        ("Instrução Normativa nº 11/2016", []),
        ("IN 1/2015", ["a Instrução Normativa 1/2015"]),
        ("Lei Federal nº 8.666, de 1993", ["a Lei 8.666/1993"]),
        ("Lei 8666/93", ["a Lei 8.666/1993"]),
        ("Decreto 4460/2016, processo 18.666", []),
    ],
)
def test_a_norm_kept_away_is_found_as_people_write_it(text: str, named: list[str]) -> None:
    assert normas_afastadas(text) == named
