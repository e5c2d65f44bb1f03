"""Art. 10: what makes a certificate not good enough, whose is missing, and until when all eight are good."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.parcerias.regras_habilitacao import (
    Certidao,
    Instancia,
    Papel,
    Situacao,
    cobre_oito_anos,
    criminais_que_faltam,
    pendencia_de,
    pendencias,
    validade,
)

HOJE = date(2026, 3, 10)
DATAS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def _papel(qual: Certidao = Certidao.FGTS, situacao: Situacao = Situacao.NEGATIVA, **mais: date | None) -> Papel:
    datas = {"emitida_em": date(2026, 3, 2), "valida_ate": date(2026, 9, 2), "desde": date(2018, 3, 2)}
    return Papel(qual, situacao, **{**datas, **mais})


@pytest.mark.parametrize("situacao", list(Situacao))
def test_a_credit_that_is_not_owed_now_has_the_effect_of_none(situacao: Situacao) -> None:
    good = situacao not in (Situacao.POSITIVA, Situacao.INDISPONIVEL)
    assert (pendencia_de(_papel(situacao=situacao), HOJE) == "") is good


def test_a_certificate_is_good_to_its_last_day() -> None:
    assert pendencia_de(_papel(valida_ate=HOJE), HOJE) == ""
    assert pendencia_de(_papel(valida_ate=HOJE - timedelta(days=1)), HOJE) == "venceu em 09/03/2026"
    assert pendencia_de(_papel(emitida_em=HOJE + timedelta(days=1)), HOJE) != ""
    assert pendencia_de(_papel(valida_ate=None), HOJE) != ""


def test_the_court_of_accounts_covers_eight_years_to_the_day() -> None:
    assert cobre_oito_anos(date(2018, 3, 2), date(2026, 3, 2))
    assert not cobre_oito_anos(date(2018, 3, 3), date(2026, 3, 2))
    assert cobre_oito_anos(date(2020, 2, 28), date(2028, 2, 29))
    assert not cobre_oito_anos(None, date(2026, 3, 2))
    young = _papel(Certidao.TCE, desde=date(2019, 1, 1))
    assert pendencia_de(young, HOJE) == "não abrange os últimos oito anos"
    assert pendencia_de(_papel(Certidao.FGTS, desde=None), HOJE) == ""


def test_what_is_wrong_is_said_once_and_in_the_order_of_the_norm() -> None:
    ended = date(2026, 3, 1)
    late = [_papel(qual, valida_ate=ended) for qual in (Certidao.CRIMINAL, Certidao.FGTS, Certidao.FGTS)]
    found = pendencias(late, HOJE)
    assert [one.qual for one in found] == [Certidao.FGTS, Certidao.CRIMINAL]


def test_both_instances_of_each_state_of_each_head() -> None:
    residencias = {"Ana": ("MT", "GO"), "João": ("MT",)}
    tem = [("Ana", "MT", Instancia.AMBAS), ("Ana", "GO", Instancia.PRIMEIRA), ("João", "GO", Instancia.AMBAS)]
    assert criminais_que_faltam(residencias, tem) == (
        "Ana, GO, 2ª instância",
        "João, MT, 1ª instância",
        "João, MT, 2ª instância",
    )
    tem += [("Ana", "GO", Instancia.SEGUNDA), ("João", "MT", Instancia.AMBAS)]
    assert criminais_que_faltam(residencias, tem) == ()


@given(st.lists(DATAS, min_size=1, max_size=8), DATAS, st.one_of(st.none(), st.integers(1, 400)))
def test_a_full_certificate_never_outlives_what_it_rests_on(ate: list[date], em: date, dias: int | None) -> None:
    fim = validade(ate, em, dias)
    assert fim <= min(ate)
    assert fim == min(ate) or (dias is not None and fim == em + timedelta(days=dias))
