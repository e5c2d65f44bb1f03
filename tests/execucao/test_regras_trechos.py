"""Art. 81: each stretch is delivered once and in order, and the periods it opens neither overlap nor drift."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from workflows.contas.formularios_contas_parciais import PeriodoDeContas
from workflows.execucao.mudancas import Mudanca
from workflows.execucao.regras_ciclos import UM_DIA, Motivo, ciclos, virada
from workflows.execucao.regras_trechos import (
    Combinado,
    Entrega,
    PorEntrega,
    obice_da_entrega,
    obices_do_redesenho,
    periodo_seguinte,
    primeiro_periodo,
    primeiro_que_muda,
    situacao,
    trechos_de,
    trechos_ditos,
)
from workflows.parcerias.formularios_minuta import TrechoDaObra
from workflows.parcerias.regras_clausulas import repetidos

INICIO = date(2026, 3, 31)


def trecho(nome: str, quantidade: str = "12.5", unidade: str = "km") -> TrechoDaObra:
    return TrechoDaObra.model_validate({"nome": nome, "quantidade": quantidade, "unidade": unidade})


DOIS = (trecho("Do km 0 ao 12"), trecho("Do km 12 ao 20", "8"))

confirmacoes = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 40)), max_size=12).map(
    lambda ditas: sorted((dia, dia + atraso) for dia, atraso in ditas)
)
"""Of each delivery, the days of the term after which it was confirmed, and after which the partnership knew of it."""
modos = st.builds(Combinado, st.sampled_from(["12-31", "06-30", "02-29"]), st.none() | st.integers(1, 400))


def abertos(
    confirmadas: list[tuple[int, int]], como: Combinado, dias: int, inicio: date = INICIO
) -> list[tuple[date, PorEntrega]]:
    """The periods as a partnership of so many days opens them, day by day, each with the day on which it did."""
    ultimo = inicio + timedelta(days=dias)
    todas = [
        (Entrega(n, inicio + timedelta(days=dia)), inicio + timedelta(days=sabido))
        for n, (dia, sabido) in enumerate(confirmadas, start=1)
    ]
    feitos: list[tuple[date, PorEntrega]] = []
    numero, desde, nomeados, hoje = 1, inicio, 0, inicio
    while hoje <= ultimo:
        sabidas = [uma for n, (uma, _) in enumerate(todas) if all(sabido <= hoje for _, sabido in todas[: n + 1])]
        um = periodo_seguinte(numero, desde, (inicio, ultimo), sabidas[nomeados:], como)
        if um is not None and um.ciclo.abre <= hoje:
            feitos.append((hoje, um))
            numero, desde, nomeados = numero + 1, um.ciclo.abre, nomeados + len(um.trechos)
        else:
            hoje += UM_DIA
    return feitos


@given(confirmacoes, modos, st.integers(1, 1000))
def test_periods_neither_overlap_nor_leave_a_day_out(
    confirmadas: list[tuple[int, int]], como: Combinado, dias: int
) -> None:
    feitos, ultimo = abertos(confirmadas, como, dias), INICIO + timedelta(days=dias)
    primeiro = INICIO
    for numero, (no_dia, um) in enumerate(feitos, start=1):
        assert um.ciclo.numero == numero
        assert um.ciclo.inicio == primeiro <= um.ciclo.fim < no_dia <= ultimo
        primeiro = um.ciclo.abre
    fechados = [um.ciclo.fim for _, um in feitos]
    anos = [virada(ano, como.fim_do_exercicio) for ano in range(INICIO.year, ultimo.year + 1)]
    assert {dia for dia in anos if INICIO <= dia < ultimo} <= set(fechados)
    grade = [INICIO + timedelta(days=como.cada * k - 1) for k in range(1, dias // como.cada + 2)] if como.cada else []
    assert {dia for dia in grade if dia < ultimo} <= set(fechados)


@given(confirmacoes, modos, st.integers(1, 1000))
def test_each_stretch_is_named_once_in_order_by_the_period_that_follows_its_confirmation(
    confirmadas: list[tuple[int, int]], como: Combinado, dias: int
) -> None:
    feitos = abertos(confirmadas, como, dias)
    nomeados = [(n, um.ciclo) for _, um in feitos for n in um.trechos]
    assert [n for n, _ in nomeados] == list(range(1, len(nomeados) + 1))
    for n, ciclo in nomeados:
        confirmada = INICIO + timedelta(days=confirmadas[n - 1][0])
        assert confirmada <= ciclo.fim
        assert ciclo.motivo in (Motivo.ENTREGA, Motivo.AMBOS)
    ultimo = INICIO + timedelta(days=dias)
    devidas = [n for n, (_, sabido) in enumerate(confirmadas, start=1) if all(
        INICIO + timedelta(days=outra) + UM_DIA < ultimo for _, outra in confirmadas[:n]
    )]  # fmt: skip
    assert set(devidas) <= {n for n, _ in nomeados}


@given(confirmacoes.map(lambda ditas: [(dia, dia) for dia, _ in ditas]), modos, st.integers(1, 1000))
def test_known_on_their_day_a_delivery_ends_its_period_on_it_and_the_calendar_of_the_public_is_the_same(
    confirmadas: list[tuple[int, int]], como: Combinado, dias: int
) -> None:
    feitos, ultimo = [um for _, um in abertos(confirmadas, como, dias)], INICIO + timedelta(days=dias)
    dias_das_entregas = {INICIO + timedelta(days=dia) for dia, _ in confirmadas}
    assert {dia for dia in dias_das_entregas if dia < ultimo} <= {um.ciclo.fim for um in feitos}
    fins = [um.ciclo.fim for um in feitos]
    do_publico = ciclos(INICIO, ultimo, como.cada, como.fim_do_exercicio, fins)
    publicados = [(um.numero, um.inicio, um.fim) for um in do_publico if um.abre <= ultimo]
    assert publicados == [(um.ciclo.numero, um.ciclo.inicio, um.ciclo.fim) for um in feitos]


@given(confirmacoes, modos, st.integers(1, 900))
def test_a_longer_term_changes_no_period(confirmadas: list[tuple[int, int]], como: Combinado, dias: int) -> None:
    curta, longa = abertos(confirmadas, como, dias), abertos(confirmadas, como, dias + 97)
    assert longa[: len(curta)] == curta


@given(st.integers(1, 100), st.lists(st.tuples(st.integers(-1, 101), st.booleans()), max_size=60))
def test_whatever_is_communicated_each_stretch_is_delivered_once_and_in_order(
    combinados: int, ditas: list[tuple[int, bool]]
) -> None:
    entregues: list[int] = []
    for qual, confirma in ditas:
        obice = obice_da_entrega(qual, combinados, len(entregues), em_exame=False)
        assert (obice is None) is (qual == len(entregues) + 1 <= combinados)
        if obice is None:
            assert obice_da_entrega(qual, combinados, len(entregues), em_exame=True) is not None
            entregues += [qual] if confirma else []
    assert entregues == list(range(1, len(entregues) + 1))


@pytest.mark.parametrize(
    ("qual", "diz"),
    [
        (0, "não tem o trecho 0"), (4, "não tem o trecho 4"), (1, "já foi entregue"), (3, "antes do 3 vem o 2"),
        (2, "espera a resposta do Gestor"),
    ],
)  # fmt: skip
def test_each_refusal_says_why(qual: int, diz: str) -> None:
    assert diz in str(obice_da_entrega(qual, 3, 1, em_exame=True))


def test_all_delivered_none_is_left() -> None:
    assert "não tem o trecho 4" in str(obice_da_entrega(4, 3, 3, em_exame=False))
    assert "já foi entregue" in str(obice_da_entrega(3, 3, 3, em_exame=False))


def test_two_of_one_day_and_one_of_the_last_of_the_year() -> None:
    como, vigencia = Combinado("12-31"), (INICIO, date(2027, 3, 1))
    dia, fim_do_ano = date(2026, 5, 14), date(2026, 12, 31)
    um = periodo_seguinte(1, INICIO, vigencia, (Entrega(1, dia), Entrega(2, dia), Entrega(3, fim_do_ano)), como)
    assert um is not None
    assert (um.ciclo.fim, um.trechos, um.ciclo.motivo) == (dia, (1, 2), Motivo.ENTREGA)
    outro = periodo_seguinte(2, um.ciclo.abre, vigencia, (Entrega(3, fim_do_ano),), como)
    assert outro is not None
    assert (outro.ciclo.fim, outro.trechos, outro.ciclo.motivo) == (fim_do_ano, (3,), Motivo.AMBOS)
    assert PorEntrega.from_json(outro.as_json()) == outro
    assert periodo_seguinte(3, outro.ciclo.abre, vigencia, (Entrega(4, date(2027, 3, 1)),), como) is None


@pytest.mark.parametrize(
    ("contas_ate", "entregues", "esperado"),
    [
        (None, 0, (1, INICIO)), (date(2026, 3, 30), 1, (2, INICIO)), (date(2026, 5, 14), 1, (2, date(2026, 5, 15))),
        (date(2027, 2, 1), 2, (4, date(2027, 2, 2))),
    ],
)  # fmt: skip
def test_accounts_told_before_have_the_numbers_before(
    contas_ate: date | None, entregues: int, esperado: tuple[int, date]
) -> None:
    assert primeiro_periodo(INICIO, contas_ate, entregues, "12-31") == esperado


def test_accounts_name_their_stretches() -> None:
    ditos = trechos_ditos(DOIS, (2,))
    parceria: dict[str, Any] = {
        "numero": "Termo 1/2026", "tipo": "termo-de-fomento", "objeto": "Pavimentação", "organizacao": "Instituto",
        "parte": "org-1", "inicio": "2026-03-31", "fim": "2028-03-25", "repasse": "10.00",
        "gestores": [{"pessoa": "gil", "nome": "Gil"}],
        "comissao": [{"pessoa": "ana", "nome": "Ana", "vinculo": "outro"}],
    }  # fmt: skip
    periodo = {"parceria": parceria, "numero": 1, "inicio": INICIO, "fim": INICIO}
    lido = PeriodoDeContas.model_validate({**periodo, "trechos": ditos})
    assert [(um.numero, um.nome, um.extensao) for um in lido.trechos] == [(2, "Do km 12 ao 20", "8 km")]
    assert PeriodoDeContas.model_validate(periodo).trechos == ()


def test_anybody_sees_where_each_stretch_stands() -> None:
    tres = (*DOIS, trecho("Ponte", "1", "ponte"))
    vistos = situacao(tres, (Entrega(2, date(2026, 5, 14)),), 1)
    assert [(um["numero"], um["extensao"], um["entregue"], um["confirmada_em"]) for um in vistos] == [
        (1, "12,5 km", True, None), (2, "8 km", True, "2026-05-14"), (3, "1 ponte", False, None),
    ]  # fmt: skip


@pytest.mark.parametrize("quantidade", ["0", "-1", "NaN", "Infinity", "1.2345", "1e12", "", "doze"])
def test_a_stretch_has_a_quantity(quantidade: str) -> None:
    with pytest.raises(ValidationError):
        trecho("Do km 0 ao 12", quantidade)


@pytest.mark.parametrize(("quantidade", "escrita"), [("100", "100 km"), ("0.5", "0,5 km"), ("12.500", "12,5 km")])
def test_a_quantity_is_written_as_people_write_it(quantidade: str, escrita: str) -> None:
    assert trecho("Um", quantidade).extensao == escrita
    assert trecho("Um", quantidade).quantidade == Decimal(quantidade)


def test_a_name_is_of_one_stretch() -> None:
    assert repetidos(DOIS) == ()
    assert repetidos((*DOIS, trecho("DO KM 0 ao 12"), trecho("do km 0 ao 12"))) == ("do km 0 ao 12",)


def test_a_calendar_without_interval_has_the_years_and_what_was_delivered() -> None:
    achados = ciclos(INICIO, date(2027, 3, 1), None, "12-31", [date(2026, 5, 14)])
    assert [(um.fim.isoformat(), um.motivo) for um in achados] == [
        ("2026-05-14", Motivo.ENTREGA), ("2026-12-31", Motivo.EXERCICIO),
    ]  # fmt: skip
    assert all(antes.abre == depois.inicio for antes, depois in pairwise(achados))


def desenho(*nomes: str) -> tuple[TrechoDaObra, ...]:
    return tuple(trecho(nome) for nome in nomes)


@pytest.mark.parametrize(
    ("como_estao", "como_ficam", "entregues", "em_curso", "obices"),
    [
        ("AB", "", 0, False, 0),
        ("AB", "ACD", 1, False, 0),
        ("AB", "A", 1, False, 0),
        ("AB", "ABC", 2, False, 0),
        ("AB", "AB", 0, False, 1),  # nothing changes
        ("AB", "CB", 1, False, 1),  # what was delivered
        ("AB", "A", 2, False, 1),  # the same, by leaving it out
        ("AB", "ACC", 1, False, 1),
        ("AB", "ACD", 1, True, 1),
        ("", "A", 0, False, 1),
    ],
)
def test_stretches_are_drawn_anew_from_the_first_that_was_not_delivered(
    como_estao: str, como_ficam: str, entregues: int, em_curso: bool, obices: int
) -> None:
    found = list(obices_do_redesenho(desenho(*como_estao), desenho(*como_ficam), entregues, em_curso))
    assert len(found) == obices


@given(st.text("ABCDEF", max_size=6), st.text("ABCDEF", max_size=6), st.integers(0, 6))
def test_what_was_delivered_is_never_drawn_anew(antes: str, depois: str, entregues: int) -> None:
    assume(entregues <= len(antes))
    if depois and not list(obices_do_redesenho(desenho(*antes), desenho(*depois), entregues, False)):
        relato = {"mudanca": Mudanca(trechos=desenho(*depois)).model_dump(mode="json")}
        agora = trechos_de(desenho(*antes), [{}, relato, {"mudanca": {}}])
        assert agora == desenho(*depois)
        assert agora[:entregues] == desenho(*antes)[:entregues]
    assert trechos_de(desenho(*antes), [{"outra": 1}]) == desenho(*antes)


def test_what_a_request_changes_is_delivered_once_it_is_decided() -> None:
    assert obice_da_entrega(2, 3, 1, False, muda_desde=3) is None
    assert "comunique a entrega depois" in str(obice_da_entrega(2, 3, 1, False, muda_desde=2))
    assert primeiro_que_muda(desenho("A", "B"), desenho("A")) == 2
