"""Art. 38, § 3º: the days of which accounts were presented are those that the door of the next instalment looks for."""

from datetime import date, timedelta
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workflows.contas.situacao_das_contas import trechos_apos
from workflows.execucao.contas_apresentadas import (
    APRESENTADAS,
    APRESENTADOS,
    OMITIDAS,
    abrangem,
    apresentados,
    com_o_periodo,
    escritos,
)
from workflows.execucao.contas_da_parceria import trechos_de_antes
from workflows.execucao.regras_repasse import Consta, portas
from workflows.kernel.registering import Entry

INICIO = date(2026, 3, 31)
dias = st.dates(INICIO, date(2027, 3, 31))
periodos = st.builds(lambda um, quantos: (um, um + timedelta(days=quantos)), dias, st.integers(0, 120))
SEGUIDOS = [(INICIO + timedelta(days=90 * vez), INICIO + timedelta(days=90 * vez + 89)) for vez in range(5)]


def constam(trechos: list[tuple[date, date]], *, holds: bool = True) -> Entry:
    """The entry that says so."""
    return Entry(state="apresentadas", holds=holds, since=INICIO, details={APRESENTADOS: escritos(trechos)})


@given(st.lists(periodos, max_size=12), dias)
def test_a_day_has_accounts_when_one_of_the_periods_presented_has_it(
    presentes: list[tuple[date, date]], dia: date
) -> None:
    trechos: tuple[tuple[date, date], ...] = ()
    for um in presentes:
        trechos = com_o_periodo(trechos, *um)
    assert abrangem(trechos, dia) is any(primeiro <= dia <= ultimo for primeiro, ultimo in presentes)
    assert trechos == apresentados(constam(list(trechos)), INICIO)
    assert all(antes[1] + timedelta(days=1) < depois[0] for antes, depois in pairwise(trechos))


@given(st.permutations(SEGUIDOS))
def test_periods_presented_in_any_order_are_one_stretch(presentes: list[tuple[date, date]]) -> None:
    trechos: tuple[tuple[date, date], ...] = ()
    for um in presentes:
        trechos = com_o_periodo(trechos, *um)
    assert trechos == ((INICIO, INICIO + timedelta(days=449)),)


@given(periodos, dias, st.booleans())
def test_the_door_opens_for_what_was_presented_and_nothing_pends(
    presente: tuple[date, date], creditada: date, regulares: bool
) -> None:
    achadas = portas(Consta(constam([presente], holds=regulares), Entry(), creditada))
    assert achadas.contas_apresentadas is (presente[0] <= creditada <= presente[1])
    assert achadas.contas_regulares is regulares


def test_an_empty_register_has_none_presented_and_none_irregular() -> None:
    achadas = portas(Consta(Entry(), Entry(), INICIO))
    assert (achadas.contas_apresentadas, achadas.contas_regulares) == (False, True)


def test_an_entry_that_does_not_say_of_which_days() -> None:
    antiga = Entry(state="apresentadas", holds=True, since=date(2026, 7, 2))
    assert apresentados(antiga, INICIO) == ((INICIO, date(2026, 7, 2)),)
    ate = antiga.model_copy(update={"details": {"apresentadas_ate": "2026-06-28"}})
    assert apresentados(ate, INICIO) == ((INICIO, date(2026, 6, 28)),)
    assert apresentados(Entry(), INICIO) == ()


def test_what_was_presented_before_the_case_counts_with_what_the_register_has() -> None:
    assert trechos_de_antes(Entry(), INICIO, date(2026, 6, 28)) == ((INICIO, date(2026, 6, 28)),)
    depois = constam([(date(2026, 6, 29), date(2026, 9, 26))])
    assert trechos_de_antes(depois, INICIO, date(2026, 6, 28)) == ((INICIO, date(2026, 9, 26)),)
    assert trechos_de_antes(Entry(), INICIO, date(2026, 3, 30)) == ()


def test_what_is_omitted_adds_no_day_and_takes_none_away() -> None:
    periodo: Any = SimpleNamespace(parceria=SimpleNamespace(inicio=INICIO), inicio=INICIO, fim=date(2026, 6, 28))
    antes = constam([(date(2026, 6, 29), date(2026, 9, 26))])
    assert trechos_apos(antes, periodo, OMITIDAS) == ((date(2026, 6, 29), date(2026, 9, 26)),)
    assert trechos_apos(antes, periodo, APRESENTADAS) == ((INICIO, date(2026, 9, 26)),)
    so_a_omissao = Entry(state=str(OMITIDAS), since=date(2026, 7, 22))
    assert trechos_apos(so_a_omissao, periodo, OMITIDAS) == ()
