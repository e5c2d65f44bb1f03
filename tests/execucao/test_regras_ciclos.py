"""Arts. 80 and 81: periods of accounts neither drift nor overlap, and a longer term changes none of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.execucao.regras_ciclos import UM_DIA, DaLiberacao, Motivo, ciclos, virada

comecos = st.dates(date(2020, 1, 1), date(2040, 12, 31))
duracoes = st.integers(1, 3660)
intervalos = st.integers(1, 400)
fins = st.sampled_from(["12-31", "06-30", "02-29"])


@given(comecos, duracoes, intervalos, fins)
def test_each_day_is_in_one_period_or_left_to_the_final_accounts(
    inicio: date, dias: int, cada: int, virada_do_ano: str
) -> None:
    fim = inicio + timedelta(days=dias)
    achados = ciclos(inicio, fim, cada, virada_do_ano)
    primeiro = inicio
    for numero, um in enumerate(achados, start=1):
        assert um.numero == numero
        assert um.inicio == primeiro <= um.fim <= fim
        assert um.abre == um.fim + UM_DIA
        primeiro = um.abre
    assert (fim - primeiro).days + 1 < cada


@given(comecos, duracoes, intervalos)
def test_the_interval_never_drifts(inicio: date, dias: int, cada: int) -> None:
    fim = inicio + timedelta(days=dias)
    por_intervalo = [um.fim for um in ciclos(inicio, fim, cada) if um.motivo is not Motivo.EXERCICIO]
    assert por_intervalo == [inicio + timedelta(days=cada * k - 1) for k in range(1, (dias + 1) // cada + 1)]


@given(comecos, duracoes, intervalos)
def test_every_year_that_ends_within_the_term_ends_a_period(inicio: date, dias: int, cada: int) -> None:
    fim = inicio + timedelta(days=dias)
    anos = [um.fim for um in ciclos(inicio, fim, cada) if um.motivo is not Motivo.INTERVALO]
    assert anos == [date(ano, 12, 31) for ano in range(inicio.year, fim.year + 1) if date(ano, 12, 31) <= fim]


@given(comecos, duracoes, duracoes, intervalos)
def test_a_longer_term_changes_no_period(inicio: date, dias: int, mais: int, cada: int) -> None:
    fim = inicio + timedelta(days=dias)
    curta, longa = ciclos(inicio, fim, cada), ciclos(inicio, fim + timedelta(days=mais), cada)
    assert longa[: len(curta)] == curta


def test_by_hand() -> None:
    # 25 Mar 2026 is the first of 90 days: the last is 22 Jun; then 20 Sep, 19 Dec; the year; 19 Mar 2027.
    achados = ciclos(date(2026, 3, 25), date(2027, 3, 25), 90)
    assert [(um.fim.isoformat(), str(um.motivo)) for um in achados] == [
        ("2026-06-22", "intervalo"), ("2026-09-20", "intervalo"), ("2026-12-19", "intervalo"),
        ("2026-12-31", "exercicio"), ("2027-03-19", "intervalo"),
    ]  # fmt: skip


def test_an_interval_that_ends_with_the_year_ends_one_period() -> None:
    (um,) = ciclos(date(2026, 10, 3), date(2027, 1, 10), 90)
    assert (um.fim, um.motivo) == (date(2026, 12, 31), Motivo.AMBOS)


def test_a_year_that_ends_in_february() -> None:
    assert virada(2028, "02-29") == date(2028, 2, 29)
    assert virada(2027, "02-29") == date(2027, 2, 28)


def test_no_interval_of_no_days() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        ciclos(date(2026, 1, 1), date(2026, 12, 31), 0)


# -- Contados da primeira liberação -------------------------------------------------------------------------------
@given(comecos, duracoes, intervalos, fins, st.integers(0, 1500), st.integers(0, 400))
def test_counted_from_a_release_no_day_is_left_out_and_none_is_in_two_periods(
    inicio: date, dias: int, cada: int, virada_do_ano: str, liberou: int, soube: int
) -> None:
    fim, dia = inicio + timedelta(days=dias), inicio + timedelta(days=liberou)
    achados = ciclos(inicio, fim, cada, virada_do_ano, contagem=DaLiberacao(dia, dia + timedelta(days=soube)))
    primeiro = inicio
    for numero, um in enumerate(achados, start=1):
        assert um.numero == numero
        assert um.inicio == primeiro <= um.fim <= fim
        primeiro = um.abre


@given(comecos, duracoes, intervalos, st.integers(0, 1500), st.integers(0, 400))
def test_counted_from_a_release_the_interval_never_drifts_and_ends_nothing_before_it_is_known(
    inicio: date, dias: int, cada: int, liberou: int, soube: int
) -> None:
    fim, dia = inicio + timedelta(days=dias), inicio + timedelta(days=liberou)
    sabida = dia + timedelta(days=soube)
    achados = ciclos(inicio, fim, cada, contagem=DaLiberacao(dia, sabida))
    quantos = range(1, (dias + 1) // cada + 1)
    devidos = [um for um in (dia + timedelta(days=cada * vez - 1) for vez in quantos) if sabida <= um <= fim]
    assert [um.fim for um in achados if um.motivo is not Motivo.EXERCICIO] == devidos


@given(comecos, duracoes, intervalos, fins, st.integers(0, 1500), st.integers(0, 400))
def test_a_release_that_comes_to_be_known_changes_no_period_that_was_opened(
    inicio: date, dias: int, cada: int, virada_do_ano: str, liberou: int, soube: int
) -> None:
    fim, dia = inicio + timedelta(days=dias), inicio + timedelta(days=liberou)
    sabida = dia + timedelta(days=soube)
    antes = ciclos(inicio, fim, cada, virada_do_ano, contagem=DaLiberacao())
    depois = ciclos(inicio, fim, cada, virada_do_ano, contagem=DaLiberacao(dia, sabida))
    abertos = [(um.numero, um.inicio, um.fim) for um in antes if um.fim <= sabida]
    assert [(um.numero, um.inicio, um.fim) for um in depois][: len(abertos)] == abertos
    assert all(um.motivo is Motivo.EXERCICIO for um in antes)


@given(comecos, duracoes, intervalos, fins)
def test_a_release_of_the_first_day_counts_as_the_term_does(
    inicio: date, dias: int, cada: int, virada_do_ano: str
) -> None:
    fim = inicio + timedelta(days=dias)
    assert ciclos(inicio, fim, cada, virada_do_ano, contagem=DaLiberacao(inicio)) == ciclos(
        inicio, fim, cada, virada_do_ano
    )


@given(st.none() | comecos, st.none() | comecos)
def test_a_release_is_read_back_as_it_was_written(dia: date | None, sabida: date | None) -> None:
    assert DaLiberacao.from_json(DaLiberacao(dia, sabida).as_json()) == DaLiberacao(dia, sabida)
