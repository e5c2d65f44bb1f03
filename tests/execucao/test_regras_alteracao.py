"""Arts. 49 and 50 as rules: the instrument, the limits at the cent, the exact delay, the adjustment for inflation."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from workflows.execucao.formularios_alteracao import Exame, ParcelaAtrasada, PedidoDeAlteracao, TipoDeMudanca
from workflows.execucao.formularios_reajuste import ExameDoReajuste, Indice
from workflows.execucao.parceria_em_curso import ParceriaEmCurso
from workflows.execucao.regras_alteracao import (
    Formalizacao,
    Situacao,
    alterada,
    dias_de_atraso,
    formalizacao_de,
    margem,
    obices,
    passa_do_maximo,
    pede_parecer,
    prorrogada,
    somada,
)
from workflows.execucao.regras_reajuste import obices_do_reajuste, reajuste_de
from workflows.kernel.registering import Entry

PARCERIA = ParceriaEmCurso.model_validate(
    {
        "numero": "Termo de Fomento 1/2026", "tipo": "termo-de-fomento", "objeto": "Conservação da MT-251",
        "organizacao": "Instituto", "parte": "org-1", "inicio": "2026-03-25", "fim": "2027-03-24",
        "repasse": "950000.00", "gestores": [{"pessoa": "gil", "nome": "Gil"}], "comissao": [],
    }
)  # fmt: skip
QUANTIAS = st.decimals("0.01", "99999999.99", places=2)
DIAS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
ATRASOS = st.lists(st.tuples(DIAS, st.integers(1, 200)), max_size=6).map(
    lambda found: [(de, de + timedelta(days=dias)) for de, dias in found]
)


def pedido(*mudancas: TipoDeMudanca, **more: Any) -> PedidoDeAlteracao:
    return PedidoDeAlteracao.model_validate(
        {"parceria": PARCERIA, "iniciativa": "organizacao", "mudancas": mudancas, "motivo": "Motivo bastante.", **more}
    )


def exame(**more: Any) -> Exame:
    return Exame.model_validate({"motivo": "Conferido com o plano.", "objeto_mantido": True, **more})


def ampliado(valor: Decimal | str) -> PedidoDeAlteracao:
    return pedido(TipoDeMudanca.AMPLIACAO, acrescimo=valor)


@pytest.mark.parametrize("mudanca", TipoDeMudanca)
def test_each_change_has_its_instrument(mudanca: TipoDeMudanca) -> None:
    inciso = mudanca.dispositivo.id.split(":")[2]
    assert (formalizacao_de([mudanca]) is Formalizacao.ADITIVO) is (inciso == "inc-I")
    with_an_apostille = formalizacao_de([TipoDeMudanca.REMANEJAMENTO, mudanca])
    assert with_an_apostille is formalizacao_de([mudanca])


@pytest.mark.parametrize(
    ("mudanca", "mais", "exigido"),
    [
        (TipoDeMudanca.AMPLIACAO, {"acrescimo": "1.00"}, True),
        (TipoDeMudanca.REDUCAO, {"reducao": "1.00"}, True),
        (TipoDeMudanca.BENS, {"novo_destino": "sinfra"}, True),
        (TipoDeMudanca.PRORROGACAO, {"novo_fim": "2027-06-30"}, False),
        (TipoDeMudanca.PRORROGACAO, {"novo_fim": "2036-03-24"}, False),
        (TipoDeMudanca.PRORROGACAO, {"novo_fim": "2036-03-25"}, True),
        (TipoDeMudanca.SALDOS, {"descricao": "Obra maior"}, False),
        (TipoDeMudanca.EXECUCAO, {"descricao": "Outro método"}, False),
        (TipoDeMudanca.REMANEJAMENTO, {"descricao": "Da placa à drenagem"}, False),
        (TipoDeMudanca.OUTRA, {"descricao": "Outra conta"}, False),
    ],
)
def test_the_procuradoria_is_heard_where_it_is_not_dispensed(
    mudanca: TipoDeMudanca, mais: dict[str, Any], exigido: bool
) -> None:
    um = pedido(mudanca, **mais)
    assert pede_parecer(um, exame()) is exigido
    assert pede_parecer(um, exame(duvida_juridica="Cabe ao caso"))


def test_a_hundred_and_twenty_months_end_on_the_day_before_the_same_day_ten_years_on() -> None:
    assert not passa_do_maximo(date(2026, 3, 25), date(2036, 3, 24))
    assert passa_do_maximo(date(2026, 3, 25), date(2036, 3, 25))


def reduzir(quanto: str) -> PedidoDeAlteracao:
    return pedido(TipoDeMudanca.REDUCAO, reducao=quanto)


@given(original=QUANTIAS, antes=st.integers(0, 10**10), reajustes=st.integers(0, 10**9), conta=st.booleans())
def test_the_limit_is_thirty_per_cent_of_the_original_value_to_the_cent(
    original: Decimal, antes: int, reajustes: int, conta: bool
) -> None:
    situacao = Situacao(int(original * 100), antes, reajustes)
    resta = margem(situacao, conta_reajuste=conta)
    usado = antes + (reajustes if conta else 0)
    assert resta == 0 or (usado + resta) * 100 <= situacao.original * 30 < (usado + resta + 1) * 100
    assert resta > 0 or (usado + 1) * 100 > situacao.original * 30


@given(partes=st.lists(st.integers(1, 10**8), min_size=1, max_size=6))
def test_however_it_is_divided_no_row_of_increases_passes_the_limit(partes: list[int]) -> None:
    situacao = Situacao(95_000_000)
    for parte in partes:
        um = ampliado(Decimal(parte).scaleb(-2))
        if not list(obices(um, exame(), situacao, conta_reajuste=False)):
            situacao = somada(situacao, um)
    assert situacao.acrescimos <= 28_500_000


def test_one_cent_beyond_is_refused() -> None:
    assert not list(obices(ampliado("285000.00"), exame(), Situacao(95_000_000), conta_reajuste=False))
    ((dispositivo, texto),) = obices(ampliado("285000.01"), exame(), Situacao(95_000_000), conta_reajuste=False)
    assert (dispositivo.id, "R$ 285.000,00" in texto) == ("dec-167:art-49:inc-I:ali-a", True)


def test_a_reduction_has_no_limit_but_leaves_a_partnership_and_gives_no_room_back() -> None:
    situacao = Situacao(95_000_000, acrescimos=28_500_000)
    quase = pedido(TipoDeMudanca.REDUCAO, reducao="949999.99")
    assert not list(obices(quase, exame(), situacao, conta_reajuste=False))
    assert (alterada(PARCERIA, quase).repasse, margem(somada(situacao, quase), conta_reajuste=False)) == (
        Decimal("0.01"),
        0,
    )
    toda = pedido(TipoDeMudanca.REDUCAO, reducao="950000.00")
    assert [um.id for um, _ in obices(toda, exame(), situacao, conta_reajuste=False)] == ["dec-167:art-36:inc-III"]


@given(partes=st.lists(st.integers(-95_000_000, 95_000_000).filter(bool), min_size=2, max_size=6), sorte=st.randoms())
def test_of_those_that_are_signed_at_once_no_two_take_the_same_margin_nor_the_same_value(
    partes: list[int], sorte: Random
) -> None:
    """Each is told what is being signed before it, and what is signed; in any order, with some that nobody signs."""
    situacao, hoje = Situacao(95_000_000), 95_000_000
    reservas: list[dict[str, Any]]
    reservas = [{"caso": str(numero), "centavos": parte} for numero, parte in enumerate(partes)]
    while reservas:
        uma = sorte.choice(reservas)
        quanto = Decimal(abs(uma["centavos"])).scaleb(-2)
        um = ampliado(quanto) if uma["centavos"] > 0 else pedido(TipoDeMudanca.REDUCAO, reducao=quanto)
        vista = replace(situacao, repasse=hoje).com(reservas, uma["caso"])
        if not list(obices(um, exame(), vista, conta_reajuste=False)) and sorte.random() < 0.8:
            situacao, hoje = somada(situacao, um), hoje + uma["centavos"]
        reservas.remove(uma)
    assert situacao.acrescimos <= 28_500_000
    assert hoje > 0


def test_whoever_came_first_to_be_signed_does_not_wait_for_whoever_came_after() -> None:
    reservas = [{"caso": caso, "centavos": 28_500_000} for caso in ("a", "b")]
    vistas = {caso: Situacao(95_000_000).com(reservas, caso) for caso in ("a", "b", "c")}
    restam = {caso: margem(vista, conta_reajuste=False) for caso, vista in vistas.items()}
    assert restam == {"a": 28_500_000, "b": 0, "c": 0}


def test_a_reduction_is_of_the_value_as_others_left_it() -> None:
    reduzida = Situacao(95_000_000, repasse=30_000_000)
    assert not list(obices(reduzir("299999.99"), exame(), reduzida, conta_reajuste=False))
    assert list(obices(reduzir("300000.00"), exame(), reduzida, conta_reajuste=False))


@pytest.mark.parametrize("falta", [{"excepcional": False}, {"prorrogacao_no_edital": None}, {"objeto_mantido": False}])
def test_an_extension_is_exceptional_authorised_and_of_the_same_object(falta: dict[str, Any]) -> None:
    longa = pedido(TipoDeMudanca.PRORROGACAO, novo_fim="2027-07-31")
    certo = {"objeto_mantido": True, "excepcional": True, "prorrogacao_no_edital": True}
    assert not list(obices(longa, exame(**certo), Situacao(1), conta_reajuste=False))
    assert len(list(obices(longa, exame(**{**certo, **falta}), Situacao(1), conta_reajuste=False))) == 1


@given(valor=QUANTIAS)
def test_what_is_added_is_in_the_new_value_to_the_cent(valor: Decimal) -> None:
    assert alterada(PARCERIA, ampliado(valor)).repasse == PARCERIA.repasse + valor
    assert alterada(PARCERIA, ampliado(valor)).fim == PARCERIA.fim


@pytest.mark.parametrize(
    "errado",
    [
        {"mudancas": ["ampliacao-do-valor"]},
        {"mudancas": ["ampliacao-do-valor", "reducao-do-valor"], "acrescimo": "1.00", "reducao": "1.00"},
        {"mudancas": ["remanejamento"]},
        {"mudancas": ["remanejamento"], "descricao": "Algo", "novo_fim": "2027-07-31"},
        {"mudancas": ["prorrogacao-da-vigencia"], "novo_fim": "2027-03-24"},
        {"mudancas": ["outra", "outra"], "descricao": "Algo"},
    ],
)
def test_a_request_says_what_it_changes_and_nothing_else(errado: dict[str, Any]) -> None:
    certo = {"parceria": PARCERIA, "iniciativa": "organizacao", "motivo": "Motivo bastante."}
    with pytest.raises(ValidationError):
        PedidoDeAlteracao.model_validate({**certo, **errado})


# -- Art. 49, § 1º, I ------------------------------------------------------------------------------------------------
@given(devida=DIAS, dias=st.integers(1, 1000))
def test_of_one_delay_the_term_grows_by_exactly_as_many_days(devida: date, dias: int) -> None:
    atraso = [(devida, devida + timedelta(days=dias))]
    assert prorrogada(PARCERIA, dias_de_atraso(atraso)).fim - PARCERIA.fim == timedelta(days=dias)


@given(atrasos=ATRASOS)
def test_overlapping_delays_count_each_day_once(atrasos: list[tuple[date, date]]) -> None:
    todos = [(ate - de).days for de, ate in atrasos]
    assert max(todos, default=0) <= dias_de_atraso(atrasos) <= sum(todos)
    assert dias_de_atraso([*atrasos, *atrasos]) == dias_de_atraso(atrasos)


@given(antes=ATRASOS, agora=ATRASOS)
def test_apostilled_at_once_or_one_after_the_other_the_term_ends_on_the_same_day(
    antes: list[tuple[date, date]], agora: list[tuple[date, date]]
) -> None:
    assert dias_de_atraso(antes) + dias_de_atraso(agora, antes) == dias_de_atraso([*antes, *agora])
    assert dias_de_atraso(agora, agora) == 0


def test_what_was_not_late_is_no_delay() -> None:
    with pytest.raises(ValidationError):
        ParcelaAtrasada(devida_em=date(2026, 6, 1), liberada_em=date(2026, 6, 1))


def test_the_situation_goes_through_the_register_unchanged() -> None:
    uma = Situacao(95_000_000, 1_000, 20, ((date(2026, 6, 1), date(2026, 6, 11)),))
    assert Situacao.de(Entry(details=uma.detalhes()), PARCERIA) == uma
    assert Situacao.de(Entry(), PARCERIA) == Situacao(95_000_000)


# -- Art. 49, §§ 4º e 5º ---------------------------------------------------------------------------------------------
def reajuste(**more: Any) -> ExameDoReajuste:
    certo = {
        "motivo": "Conferida a memória.", "previsto": True, "plano_aprovado_em": "2026-02-20", "obra_rodoviaria": True,
        "indice": "fgv-obras-rodoviarias", "base": "400000.00", "variacao": "4.8312", "rendimentos": "0.00",
    }  # fmt: skip
    return ExameDoReajuste.model_validate({**certo, **more})


@given(base=QUANTIAS, variacao=st.decimals("0.0001", "1000", places=4), rendimentos=QUANTIAS)
def test_the_adjustment_is_exact_to_half_a_cent_and_the_yields_come_first(
    base: Decimal, variacao: Decimal, rendimentos: Decimal
) -> None:
    assume(base * variacao < 10**12)
    feito = reajuste_de(reajuste(base=base, variacao=variacao, rendimentos=rendimentos))
    assert abs(feito.total - base * variacao) <= Decimal("0.5")
    assert feito.total == feito.aporte + feito.dos_rendimentos
    assert feito.aporte >= 0
    assert feito.aporte == 0 or feito.dos_rendimentos == rendimentos * 100


@pytest.mark.parametrize(
    ("mais", "pedido_em", "quantos"),
    [
        ({}, date(2027, 2, 20), 0),
        ({}, date(2027, 2, 19), 1),
        ({"previsto": False}, date(2027, 2, 20), 1),
        ({"indice": Indice.IPCA}, date(2027, 2, 20), 1),
        ({"indice": Indice.IPCA, "obra_rodoviaria": False}, date(2027, 2, 20), 0),
        ({"previsto": False, "obra_rodoviaria": False}, date(2027, 2, 19), 3),
    ],
)
def test_only_where_foreseen_after_twelve_months_and_by_its_index(
    mais: dict[str, Any], pedido_em: date, quantos: int
) -> None:
    achados = list(obices_do_reajuste(reajuste(**mais), pedido_em, Situacao(95_000_000), conta_no_limite=False))
    assert len(achados) == quantos


def test_where_the_body_says_so_the_adjustment_takes_of_the_limit() -> None:
    cheia = Situacao(95_000_000, acrescimos=28_500_000)
    assert not list(obices_do_reajuste(reajuste(), date(2027, 2, 20), cheia, conta_no_limite=False))
    assert len(list(obices_do_reajuste(reajuste(), date(2027, 2, 20), cheia, conta_no_limite=True))) == 1
