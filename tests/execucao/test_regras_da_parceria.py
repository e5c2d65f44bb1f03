"""From an instrument to the partnership that runs: its term, its calendar, its periods of accounts, its money."""

from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.contas.formularios_contas_parciais import PeriodoDeContas
from workflows.execucao.formularios_alteracao import PedidoDeAlteracao
from workflows.execucao.formularios_da_parceria import InstrumentoACumprir
from workflows.execucao.mudancas import ParcelaPrevista, Vigente, depois_de
from workflows.execucao.razao import Lugar, Natureza
from workflows.execucao.regras_ciclos import UM_DIA, ciclos
from workflows.execucao.regras_da_parceria import (
    a_cumprir,
    ciclo_seguinte,
    contas_dadas_ate,
    desacertos,
    desacertos_da_alteracao,
    em_curso,
    em_vigor,
    intervalo_das_contas,
    parcela_seguinte,
    periodo_de_contas,
    por_meses,
    razao_da,
    virada_seguinte,
)
from workflows.kernel.messages import CaseResult
from workflows.parcerias.dinheiro import centavos
from workflows.parcerias.formularios_plano import Parcela

MINUTA = {
    "clausulas": ["I"], "plano_anexo": True, "valor_do_repasse": "950.00", "empenho": "1", "empenho_em": "2026-01-12",
    "vigencia_em_meses": 24, "admite_prorrogacao": False, "devolucao_em_dias": 30, "aviso_de_rescisao_em_dias": 60,
    "titularidade": "sinfra", "compra_equipamentos": False,
}  # fmt: skip


def pedido(eficaz: str = "2026-03-25", **minuta: Any) -> InstrumentoACumprir:
    return InstrumentoACumprir.model_validate({
        "instrumento": {
            "numero": "1/2026", "tipo": "termo-de-fomento", "objeto": "Conservação", "organizacao": "Instituto",
            "parte": "org-1", "assinado_em": "2026-01-20", "eficaz_desde": eficaz, "plano_aprovado_em": "2026-01-02",
            "minuta": {**MINUTA, **minuta}, "gestores": [{"pessoa": "gil", "nome": "Gil"}],
            "comissao": [{"pessoa": "ana", "nome": "Ana", "vinculo": "outro"}],
        },
    })  # fmt: skip


def parcela(numero: int, dia: str, valor: str) -> ParcelaPrevista:
    return ParcelaPrevista.model_validate({"numero": numero, "dia": dia, "valor": valor})


BOAS = (parcela(1, "2026-04-01", "450.00"), parcela(2, "2027-04-01", "500.00"))


def resultado(fim: int, **data: Any) -> CaseResult:
    return CaseResult(case="x", outcome="x", ended_at=datetime(2026, 6, fim, 15, tzinfo=UTC), data=data)


@pytest.mark.parametrize(
    ("eficaz", "minuta", "fim"),
    [
        ("2026-03-25", {}, date(2028, 3, 25)),
        ("2026-01-31", {"vigencia_em_meses": 1}, date(2026, 3, 1)),
        ("2026-03-25", {"vigencia_em_meses": None, "vigencia_em_dias": 180}, date(2026, 9, 21)),
        ("2026-03-25", {"vigencia_em_meses": 120}, date(2036, 3, 25)),
    ],
)
def test_the_term_is_counted_from_the_day_of_effect(eficaz: str, minuta: dict[str, Any], fim: date) -> None:
    assert em_curso(pedido(eficaz, **minuta).instrumento).fim == fim


@pytest.mark.parametrize(
    "mas",
    [
        (parcela(1, "2026-04-01", "450.00"),),
        (parcela(1, "2026-04-01", "450.00"), parcela(3, "2027-04-01", "500.00")),
        (parcela(1, "2027-04-01", "450.00"), parcela(2, "2026-04-01", "500.00")),
        (parcela(1, "2026-03-24", "450.00"), parcela(2, "2027-04-01", "500.00")),
        (parcela(1, "2026-04-01", "450.00"), parcela(2, "2028-03-26", "500.00")),
    ],
)
def test_a_calendar_is_the_instruments_or_is_refused(mas: tuple[ParcelaPrevista, ...]) -> None:
    parceria = em_curso(pedido().instrumento)
    assert list(desacertos(BOAS, parceria)) == []
    assert len(list(desacertos(mas, parceria))) == 1


def test_a_plan_by_months_begins_with_the_term() -> None:
    meses = [Parcela.model_validate({"mes": mes, "valor": "5.00", "obra": mes == 13}) for mes in (13, 1)]
    primeira, segunda = por_meses(meses, date(2026, 3, 31))
    assert (primeira.dia, primeira.obra, segunda.dia, segunda.obra) == (
        date(2026, 3, 31), False, date(2027, 3, 31), True,
    )  # fmt: skip


def test_what_changes_the_partnership_changes_what_it_waits_for() -> None:
    antes = Vigente(em_curso(pedido().instrumento), BOAS)
    assert parcela_seguinte(antes, 3) is None
    longa = depois_de(antes, [{"mudanca": {"fim": "2029-03-25", "parcelas": [{
        "numero": 3, "dia": "2028-04-01", "valor": "10.00"}]}}, {}])  # fmt: skip
    assert longa.ultimo_dia == date(2029, 3, 25)
    assert parcela_seguinte(longa, 3) is not None
    acabou = depois_de(longa, [{"mudanca": {"encerrada_em": "2027-01-10"}}])
    assert acabou.ultimo_dia == date(2027, 1, 10)
    assert parcela_seguinte(acabou, 2) is None
    assert virada_seguinte(acabou, date(2026, 3, 25), "12-31") == date(2026, 12, 31)
    assert virada_seguinte(acabou, date(2026, 12, 31), "12-31") is None


def test_periods_told_elsewhere_are_not_opened_again() -> None:
    vigente = Vigente(em_curso(pedido().instrumento), BOAS)
    primeiro = ciclo_seguinte(vigente, 0, None, 90, "12-31")
    segundo = ciclo_seguinte(vigente, 0, date(2026, 6, 22), 90, "12-31")
    assert primeiro is not None
    assert segundo is not None
    assert (primeiro.numero, segundo.numero) == (1, 2)
    assert ciclo_seguinte(vigente, 99, None, 90, "12-31") is None


def test_a_period_that_ends_with_the_term_is_left_to_the_final_accounts() -> None:
    # 25 Mar 2026 is the first of 90 days, 22 Jun the last.
    vigente = Vigente(em_curso(pedido().instrumento), BOAS)
    acaba = depois_de(vigente, [{"mudanca": {"encerrada_em": "2026-06-22"}}])
    segue = depois_de(vigente, [{"mudanca": {"encerrada_em": "2026-06-23"}}])
    assert ciclo_seguinte(acaba, 0, None, 90, "12-31") is None
    um = ciclo_seguinte(segue, 0, None, 90, "12-31")
    assert um is not None
    assert um.fim == date(2026, 6, 22)


COMECOU = date(2026, 3, 26)


@pytest.mark.parametrize(
    ("contas_ate", "segue_desde", "dadas"),
    [
        (None, COMECOU, None),
        (date(2026, 6, 22), COMECOU, date(2026, 6, 22)),
        (None, date(2026, 10, 1), date(2026, 9, 30)),
        (date(2026, 6, 22), date(2026, 10, 1), date(2026, 9, 30)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_case_opens_no_period_that_ended_before_it_came_to_open_them(
    contas_ate: date | None, segue_desde: date, dadas: date | None
) -> None:
    assert contas_dadas_ate(contas_ate, COMECOU, segue_desde) == dadas


@given(st.dates(COMECOU, date(2028, 3, 25)), st.integers(1, 400))
def test_who_opens_the_periods_from_a_day_on_opens_each_that_ends_from_that_day(desde: date, cada: int) -> None:
    vigente = Vigente(em_curso(pedido().instrumento), BOAS)
    todos = [um for um in ciclos(vigente.parceria.inicio, vigente.ultimo_dia - UM_DIA, cada) if um.fim >= desde]
    ate = contas_dadas_ate(None, COMECOU - UM_DIA, desde)
    abertos = [ciclo_seguinte(vigente, vez, ate, cada, "12-31") for vez in range(len(todos) + 1)]
    assert abertos == [*todos, None]


def test_the_instrument_has_its_own_interval_or_the_bodys() -> None:
    do_orgao = ((COMECOU, 90),)
    assert intervalo_das_contas(pedido(contas_parciais_em_dias=120).instrumento, do_orgao) == 120
    assert intervalo_das_contas(pedido().instrumento, do_orgao) == do_orgao


def test_a_period_says_what_its_accounts_consist_of() -> None:
    um = pedido()
    vigente = Vigente(em_curso(um.instrumento), BOAS)
    todos = [ciclo_seguinte(vigente, vez, None, 90, "12-31") for vez in (2, 3)]
    dados = [periodo_de_contas(um, vigente.parceria, ciclo) for ciclo in todos if ciclo is not None]
    lidos = [PeriodoDeContas.model_validate(cada) for cada in dados]
    assert [(lido.numero, lido.inicio, lido.fim, lido.encerra_exercicio) for lido in lidos] == [
        (3, date(2026, 9, 21), date(2026, 12, 19), False), (4, date(2026, 12, 20), date(2026, 12, 31), True),
    ]  # fmt: skip
    assert [(lido.so_projetos, lido.tem_contrapartida) for lido in lidos] == [(False, False)] * 2


def test_the_ledger_takes_in_what_ends_under_the_partnership() -> None:
    repasse = {"dia": "2026-06-01", "natureza": "repasse", "centavos": 45000, "historico": "Parcela 1",
               "dispositivo": "dec-167:art-38"}  # fmt: skip
    razao = razao_da(pedido(), [
        resultado(2, linhas=[repasse]), resultado(3, mudanca={"repasse": "1000.00"}),
        resultado(4, mudanca={"repasse": "900.00"}), resultado(5),
    ])  # fmt: skip
    assert razao.closes
    assert (razao.balance(), razao.balance(Lugar.A_LIBERAR)) == (45000, 45000)
    assert (razao.total(Natureza.PACTUADO), razao.total(Natureza.REDUZIDO)) == (100000, 10000)


DELTAS = st.lists(st.integers(-15_000, 50_000).filter(bool), max_size=5)


@given(DELTAS, st.lists(st.dates(date(2026, 4, 1), date(2035, 12, 31)), max_size=4), st.randoms(use_true_random=False))
def test_changes_at_once_overwrite_nothing_of_each_other(deltas: list[int], fins: list[date], sorte: Random) -> None:
    antes = Vigente(em_curso(pedido().instrumento), BOAS)
    relatos = [{"mudanca": {"diferenca": um}} for um in deltas] + [{"mudanca": {"fim": um.isoformat()}} for um in fins]
    sorte.shuffle(relatos)
    depois = depois_de(antes, relatos)
    assert centavos(depois.parceria.repasse) == centavos(antes.parceria.repasse) + sum(deltas)
    assert depois.parceria.fim == max(antes.parceria.fim, *fins, date.min)
    assert depois.parcelas == antes.parcelas


def alterar(**dito: Any) -> PedidoDeAlteracao:
    parceria = em_curso(pedido().instrumento)
    return PedidoDeAlteracao.model_validate({
        "parceria": parceria, "iniciativa": "organizacao", "motivo": "O tráfego dobrou.", **dito,
    })  # fmt: skip


AMPLIAR = {"mudancas": ["ampliacao-do-valor"], "acrescimo": "50.00"}


@pytest.mark.parametrize(
    ("dito", "abertas", "obices"),
    [
        ({**AMPLIAR, "parcelas": [parcela(2, "2027-04-01", "550.00")]}, 1, 0),
        ({**AMPLIAR, "parcelas": [parcela(3, "2027-05-01", "50.00")]}, 2, 0),
        (AMPLIAR, 0, 1),  # 950.00 in a partnership of 1,000.00
        ({**AMPLIAR, "parcelas": [parcela(2, "2027-04-01", "550.01")]}, 1, 1),
        ({**AMPLIAR, "parcelas": [parcela(2, "2027-04-01", "550.00")]}, 2, 1),  # it was opened
        ({**AMPLIAR, "parcelas": [parcela(3, "2028-03-26", "50.00")]}, 2, 1),  # a day after the term
        ({**AMPLIAR, "mudancas": ["ampliacao-do-valor", "prorrogacao-da-vigencia"], "novo_fim": "2028-03-26",
          "parcelas": [parcela(3, "2028-03-26", "50.00")]}, 2, 0),
        ({"mudancas": ["reducao-do-valor"], "reducao": "950.00"}, 0, 1),  # nothing would be left
        ({"mudancas": ["reducao-do-valor"], "reducao": "0.01", "parcelas": [parcela(2, "2027-04-01", "499.99")]}, 1, 0),
        ({"mudancas": ["outra"], "descricao": "Outro canteiro."}, 2, 0),
        ({"mudancas": ["remanejamento"], "descricao": "Mais cedo.", "parcelas": [parcela(2, "2027-03-01", "500")]},
         1, 0),
    ],
)  # fmt: skip
def test_an_alteration_leaves_a_calendar_that_is_the_partnerships(
    dito: dict[str, Any], abertas: int, obices: int
) -> None:
    vigente = Vigente(em_curso(pedido().instrumento), BOAS)
    assert len(list(desacertos_da_alteracao(vigente, alterar(**dito), abertas))) == obices


def test_a_calendar_that_was_already_wrong_is_not_held_against_another_change() -> None:
    torta = Vigente(em_curso(pedido().instrumento), (*BOAS, parcela(3, "2026-05-01", "1.00")))
    mais_cedo = alterar(mudancas=["remanejamento"], descricao="Antes.", parcelas=[parcela(3, "2026-06-01", "1.00")])
    assert list(desacertos_da_alteracao(torta, mais_cedo, 0)) == []


@given(acrescimo=st.integers(1, 10**9), onde=st.integers(1, 3))
def test_what_is_added_to_the_value_is_added_to_the_calendar_to_the_cent(acrescimo: int, onde: int) -> None:
    vigente = Vigente(em_curso(pedido().instrumento), BOAS)
    antes = vigente.parcela(onde)
    valor = Decimal(acrescimo + (centavos(antes.valor) if antes else 0)).scaleb(-2)
    mudada = parcela(onde, str(antes.dia if antes else date(2027, 5, 1)), str(valor))
    um = alterar(mudancas=["ampliacao-do-valor"], acrescimo=Decimal(acrescimo).scaleb(-2), parcelas=[mudada])
    outra = mudada.model_copy(update={"valor": mudada.valor + Decimal("0.01")})
    assert list(desacertos_da_alteracao(vigente, um, 0)) == []
    assert list(desacertos_da_alteracao(vigente, um.model_copy(update={"parcelas": (outra,)}), 0)) != []


def test_an_instrument_is_executed_with_the_plans_calendar() -> None:
    instrumento = pedido().instrumento
    plano = [Parcela.model_validate(uma) for uma in ({"mes": 13, "valor": "500.00"}, {"mes": 1, "valor": "450.00"})]
    feito = a_cumprir(instrumento, plano)
    assert feito.instrumento == instrumento
    assert [(uma.numero, uma.dia.isoformat(), uma.valor) for uma in feito.parcelas] == [
        (1, "2026-03-25", Decimal("450.00")), (2, "2027-03-25", Decimal("500.00")),
    ]  # fmt: skip


def test_a_calendar_that_is_not_the_instruments_is_left_to_be_recorded() -> None:
    instrumento = pedido().instrumento
    assert a_cumprir(instrumento, []).parcelas == ()
    assert a_cumprir(instrumento, [Parcela.model_validate({"mes": 1, "valor": "949.00"})]).parcelas == ()
    tarde = [Parcela.model_validate({"mes": 26, "valor": "950.00"})]
    assert a_cumprir(instrumento, tarde).parcelas == ()


def test_an_instrument_is_executed_from_its_first_day_to_its_last() -> None:
    instrumento = pedido().instrumento
    dias = [date(2026, 3, 24), date(2026, 3, 25), date(2028, 3, 25), date(2028, 3, 26)]
    assert [em_vigor(instrumento, dia) for dia in dias] == [False, True, True, False]


def test_an_instrument_without_a_term_begins_nothing() -> None:
    sem = pedido(vigencia_em_meses=None, vigencia_em_dias=None).instrumento
    with pytest.raises(ValueError, match="has a term"):
        em_curso(sem)
