"""Art. 49, §§ 4º and 5º: what a value adjusted for inflation makes of the calendar and of the ledger, to the cent."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.execucao.mudancas import AumentoDeParcela, Mudanca, Vigente, depois_de
from workflows.execucao.razao import Lugar
from workflows.execucao.regras_da_parceria import em_curso, razao_da
from workflows.execucao.regras_reajuste import obices_do_pedido, obices_dos_aumentos
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import centavos, soma

from .test_regras_da_parceria import BOAS, pedido, resultado

HOJE, FIM = date(2026, 6, 1), date(2028, 3, 25)
CENTAVOS = st.integers(1, 10**9)


def aumento(numero: int, quantia: int, dia: date | None = None) -> AumentoDeParcela:
    return AumentoDeParcela(numero=numero, valor=Decimal(quantia).scaleb(-2), dia=dia)


def obices(*aumentos: AumentoDeParcela, aporte: int) -> list[str]:
    return [
        dispositivo.short.replace("\xa0", " ")
        for dispositivo, _ in obices_dos_aumentos(aumentos, aporte, BOAS, HOJE, FIM)
    ]


@given(CENTAVOS, CENTAVOS, st.integers(1, (FIM - BOAS[1].dia).days))
def test_what_comes_to_the_new_money_and_is_still_to_come_may_grow(uma: int, outra: int, depois: int) -> None:
    nova = aumento(3, outra, BOAS[1].dia + timedelta(days=depois))
    assert obices(aumento(2, uma), aporte=uma) == []
    assert obices(aumento(2, uma), nova, aporte=uma + outra) == []
    assert obices(aumento(2, uma), nova, aporte=uma + outra + 1) == ["art. 36, III"]
    assert obices(aumento(2, uma), nova, aporte=uma + outra - 1) == ["art. 36, III"]


@pytest.mark.parametrize(
    ("aumentos", "dispositivo"),
    [
        pytest.param([aumento(1, 100)], "art. 38", id="begun"),
        pytest.param([aumento(2, 50), aumento(2, 50)], "art. 38", id="twice"),
        pytest.param([aumento(2, 100, date(2027, 6, 1))], "art. 38", id="its day is the calendar's"),
        pytest.param([aumento(4, 100, date(2027, 6, 1))], "art. 38", id="a number is left out"),
        pytest.param([aumento(3, 100)], "art. 36, III", id="a new one without its day"),
        pytest.param([aumento(3, 100, BOAS[1].dia)], "art. 36, III", id="a new one before the last"),
        pytest.param([aumento(3, 100, FIM + timedelta(days=1))], "art. 36, III", id="after the term"),
        pytest.param(
            [aumento(3, 50, date(2027, 8, 1)), aumento(4, 50, date(2027, 7, 1))], "art. 36, III", id="out of order"),
    ],
)  # fmt: skip
def test_each_way_that_the_calendar_would_not_be_the_partnerships_is_refused(
    aumentos: list[AumentoDeParcela], dispositivo: str
) -> None:
    assert obices(*aumentos, aporte=100) == [dispositivo]


@pytest.mark.parametrize(
    ("previsto", "dia", "quantos"),
    [(True, "2027-02-20", 0), (True, "2027-02-19", 1), (False, "2027-02-20", 1), (False, "2026-03-01", 2)],
)
def test_it_is_asked_for_where_foreseen_twelve_months_after_the_plan(previsto: bool, dia: str, quantos: int) -> None:
    achados = list(
        obices_do_pedido(
            previsto=previsto, plano_aprovado_em=date(2026, 2, 20), pedido_em=date.fromisoformat(dia),
        )
    )  # fmt: skip
    assert [dispositivo for dispositivo, _ in achados] == [DEC_167.art(49, par=4)] * quantos


AUMENTOS = st.lists(st.tuples(st.integers(2, 4), CENTAVOS), max_size=4)


@given(
    st.lists(st.integers(-15_000, 50_000).filter(bool), max_size=5),
    st.lists(AUMENTOS, max_size=4),
    st.lists(st.integers(1, 90), max_size=4),
    st.randoms(use_true_random=False),
)
def test_after_any_alterations_the_ledger_and_the_calendar_close_and_the_term_has_every_day(
    deltas: list[int], reajustes: list[list[tuple[int, int]]], atrasos: list[int], sorte: Random
) -> None:
    mudancas = [Mudanca(diferenca=um) for um in deltas] + [Mudanca(dias=um) for um in atrasos]
    mudancas += [
        Mudanca(
            diferenca=sum(quantia for _, quantia in cada),
            aumentos=tuple(aumento(numero, quantia, date(2027, 3 + numero, 1)) for numero, quantia in cada),
        )
        for cada in reajustes
        if cada
    ]
    sorte.shuffle(mudancas)
    relatos: list[dict[str, Any]] = [{"mudanca": uma.model_dump(mode="json")} for uma in mudancas]
    antes, razao = Vigente(em_curso(pedido().instrumento), BOAS), razao_da(pedido(), [])
    depois = depois_de(antes, relatos)
    cresceu = sum(quantia for cada in reajustes for _, quantia in cada)
    assert soma(uma.valor for uma in depois.parcelas) == soma(uma.valor for uma in BOAS) + cresceu
    assert centavos(depois.parceria.repasse) == 95_000 + sum(deltas) + cresceu
    assert [uma.numero for uma in depois.parcelas] == sorted({uma.numero for uma in depois.parcelas})
    assert (depois.parceria.fim - antes.parceria.fim).days == sum(atrasos)
    razao = razao_da(pedido(), [resultado(posto + 2, **relato) for posto, relato in enumerate(relatos)])
    assert razao.closes
    assert razao.balance(Lugar.A_LIBERAR) == centavos(depois.parceria.repasse)
    if not deltas:
        assert razao.balance(Lugar.A_LIBERAR) == soma(uma.valor for uma in depois.parcelas)
