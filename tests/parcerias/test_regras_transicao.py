"""Art. 108: which law an instrument answers to, whatever its dates, and what may be applied besides."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.norms import DEC_167, LEI_10861
from workflows.parcerias.regras_transicao import LEI_EM_VIGOR, Materia, Situacao, faltas_da_aplicacao, situacao

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("celebrado", "extinto", "expected"),
    [
        (LEI_EM_VIGOR, None, Situacao.EXISTENTE),
        (LEI_EM_VIGOR + DAY, None, Situacao.POSTERIOR),
        (date(2015, 2, 1), LEI_EM_VIGOR, Situacao.EXISTENTE),
        (date(2015, 2, 1), LEI_EM_VIGOR - DAY, Situacao.EXTINTO),
    ],
)
def test_the_day_of_the_law_is_the_hinge(celebrado: date, extinto: date | None, expected: Situacao) -> None:
    assert LEI_10861.since == LEI_EM_VIGOR
    assert situacao(celebrado, extinto) is expected


@given(celebrado=DAYS, extinto=st.none() | DAYS, lei=DAYS)
def test_an_instrument_existed_on_the_day_of_the_law_or_did_not(
    celebrado: date, extinto: date | None, lei: date
) -> None:
    existed = celebrado <= lei and (extinto is None or extinto >= lei)
    assert (situacao(celebrado, extinto, lei) is Situacao.EXISTENTE) == existed
    assert (situacao(celebrado, extinto, lei) is Situacao.POSTERIOR) == (celebrado > lei)


MATTERS = st.lists(st.tuples(st.sampled_from(Materia), st.none() | st.just("art. 49")), max_size=4)


@given(matters=MATTERS, sign=st.booleans())
def test_a_sign_of_irregularity_keeps_accounts_from_being_approved_by_the_object_alone(
    matters: list[tuple[Materia, str | None]], sign: bool
) -> None:
    refused = {provision for provision, _ in faltas_da_aplicacao(matters, indicio=sign)}
    by_object = any(matter is Materia.CONTAS_PELO_OBJETO for matter, _ in matters)
    assert (DEC_167.art(108, inciso="I") in refused) == (sign and by_object)


@pytest.mark.parametrize(
    "matters",
    [
        [],
        [(Materia.OUTRA, None)],
        [(Materia.APURACAO_DO_DEBITO, None), (Materia.APURACAO_DO_DEBITO, None)],
    ],
)
def test_what_is_applied_is_said_once_and_by_its_provision(matters: list[tuple[Materia, str | None]]) -> None:
    assert len(list(faltas_da_aplicacao(matters, indicio=False))) == 1


def test_the_list_is_of_examples() -> None:
    assert list(faltas_da_aplicacao([(Materia.OUTRA, "art. 38"), (Materia.OUTRA, "art. 49")], indicio=True)) == []
