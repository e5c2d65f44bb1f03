"""Arts. 92, II: which lines correspond, by example and by property: nothing twice, nothing lost, no order, no file."""

from collections import Counter
from datetime import date, timedelta
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.contas.correspondencia import conciliar, emparelhar, numeros
from workflows.contas.regras_conciliacao import Lancamento, Por, Registrado, juntar, mesma_conta
from workflows.execucao.razao import Natureza

DIA = date(2026, 3, 10)
TOLERANCIA = 3


def banco(dias: int, centavos: int, documento: str = "", identificador: str = "", historico: str = "") -> Lancamento:
    return Lancamento(
        dia=DIA + timedelta(days=dias), centavos=centavos, documento=documento, identificador=identificador,
        historico=historico,
    )  # fmt: skip


def pago(dias: int, centavos: int, documento: str = "", natureza: Natureza = Natureza.DESPESA) -> Registrado:
    dia = DIA + timedelta(days=dias)
    return Registrado(dia=dia, natureza=natureza, centavos=centavos, historico="Brita", documento=documento)


def test_a_payment_is_a_debit_of_its_amount_within_the_days() -> None:
    feita = conciliar([banco(3, -181240), banco(0, -500), banco(0, 5000)], [pago(0, 181240), pago(0, 501)], TOLERANCIA)
    assert [(par.registrado.centavos, par.dias, par.por) for par in feita.pares] == [(181240, 3, Por.DATA)]
    assert [um.centavos for um in feita.debitos_sem_despesa] == [-500]
    assert [um.centavos for um in feita.pagamentos_sem_debito] == [501]
    assert (feita.extrato.debitos, feita.extrato.creditos, feita.extrato.saldo) == (181740, 5000, -176740)
    assert (feita.registros.debitos, feita.registros.creditos) == (181741, 0)
    assert not feita.correlata


@pytest.mark.parametrize("dias", [-4, 4])
def test_one_day_beyond_the_tolerance_is_no_pair_but_a_difference(dias: int) -> None:
    feita = conciliar([banco(dias, -100)], [pago(0, 100)], TOLERANCIA)
    assert feita.pares == ()
    assert [(uma.dias, uma.centavos) for uma in feita.diferencas] == [(dias, 0)]


def test_a_credit_is_an_instalment_or_a_yield_and_never_pays() -> None:
    registros = [pago(0, 100), pago(0, 100, natureza=Natureza.REPASSE), pago(0, 7, natureza=Natureza.RENDIMENTO)]
    feita = conciliar([banco(0, 100), banco(0, 7)], registros, TOLERANCIA)
    assert {par.registrado.natureza for par in feita.pares} == {Natureza.REPASSE, Natureza.RENDIMENTO}
    assert [um.natureza for um in feita.sem_lancamento] == [Natureza.DESPESA]
    devolvido = conciliar([banco(0, -9)], [pago(0, 9, natureza=Natureza.DEVOLUCAO)], TOLERANCIA)
    assert devolvido.correlata


def test_the_document_that_the_bank_names_comes_before_the_day() -> None:
    extrato = [banco(0, -100), banco(2, -100, historico="PAGTO BOLETO NF 00004512")]
    feita = conciliar(extrato, [pago(0, 100, "NF 4512"), pago(0, 100, "NF 4513")], TOLERANCIA)
    assert [(par.registrado.documento, par.dias, par.por) for par in feita.pares] == [
        ("NF 4512", 2, Por.DOCUMENTO), ("NF 4513", 0, Por.DATA),
    ]  # fmt: skip


def test_one_document_with_two_amounts_is_told_as_a_difference() -> None:
    feita = conciliar([banco(1, -99_00, "4512"), banco(0, 99_00, "4512")], [pago(0, 100_00, "4512")], TOLERANCIA)
    assert [(uma.centavos, uma.dias) for uma in feita.diferencas] == [(-1_00, 1)]
    assert len(feita.sem_registro) == 2
    assert len(feita.sem_lancamento) == 1


def test_two_payments_that_the_day_alone_would_pair_wrongly_both_find_their_debit() -> None:
    feita = conciliar([banco(2, -100), banco(4, -100)], [pago(0, 100), pago(2, 100)], 2)
    assert [(par.registrado.dia.day, par.lancamento.dia.day) for par in feita.pares] == [(10, 12), (12, 14)]


def test_numbers_that_may_be_a_document() -> None:
    assert numeros("NF 1") == frozenset()
    assert numeros("NF-e 000.004.512") == {"4512"}
    assert numeros("12.345.678/0001-95 em 0099123") == {"12345678000195", "99123"}


def test_an_account_is_known_behind_agency_and_operation() -> None:
    assert mesma_conta("0332500300001234-5", "1234-5")
    assert mesma_conta("12345-X", "12345-x")
    assert not mesma_conta("12346-5", "1234-5")
    assert not mesma_conta("", "")


def test_of_two_files_what_both_have_is_taken_once() -> None:
    marco = [banco(0, -100, identificador="a"), banco(0, -100, identificador="b"), banco(1, -5)]
    assert len(juntar(marco, marco)) == 3
    assert len(juntar(marco, [banco(0, -100, identificador="c")])) == 4
    sem = [banco(0, -100), banco(0, -100), banco(1, -5)]
    assert len(juntar(marco, sem)) == len(juntar(sem, marco)) == 3
    assert len(juntar(sem, [*sem, banco(1, -5)])) == 4


quantias = st.sampled_from([-300, -200, -100, 100, 200])
linhas_do_banco = st.lists(
    st.builds(banco, st.integers(0, 12), quantias, st.sampled_from(["", "4512", "4513"])), max_size=12
)
registros_feitos = st.lists(
    st.builds(
        pago, st.integers(0, 12), st.sampled_from([100, 200, 300]), st.sampled_from(["", "NF 4512", "NF 4513"]),
        st.sampled_from([Natureza.DESPESA, Natureza.REPASSE, Natureza.DEVOLUCAO, Natureza.RENDIMENTO]),
    ),
    max_size=12,
)  # fmt: skip


@given(extrato=linhas_do_banco, registros=registros_feitos, tolerancia=st.integers(0, 5))
def test_every_line_of_both_sides_stands_once(
    extrato: list[Lancamento], registros: list[Registrado], tolerancia: int
) -> None:
    feita = conciliar(extrato, registros, tolerancia)
    assert Counter([*(par.lancamento for par in feita.pares), *feita.sem_registro]) == Counter(extrato)
    assert Counter([*(par.registrado for par in feita.pares), *feita.sem_lancamento]) == Counter(registros)
    for par in feita.pares:
        assert par.lancamento.centavos == par.registrado.na_conta
        assert abs(par.dias) <= tolerancia
    assert Counter(um.lancamento for um in feita.diferencas) <= Counter(feita.sem_registro)
    assert Counter(um.registrado for um in feita.diferencas) <= Counter(feita.sem_lancamento)


@given(extrato=linhas_do_banco, registros=registros_feitos)
def test_the_totals_close(extrato: list[Lancamento], registros: list[Registrado]) -> None:
    feita = conciliar(extrato, registros, TOLERANCIA)
    assert feita.extrato.saldo == sum(um.centavos for um in extrato)
    assert feita.registros.saldo == sum(um.na_conta for um in registros)
    sozinhos = sum(um.centavos for um in feita.sem_registro) - sum(um.na_conta for um in feita.sem_lancamento)
    assert feita.extrato.saldo - feita.registros.saldo == sozinhos
    if feita.correlata:
        assert feita.extrato.debitos == feita.registros.debitos


@given(extrato=linhas_do_banco, registros=registros_feitos, data=st.data())
def test_the_order_of_the_lines_makes_no_difference(
    extrato: list[Lancamento], registros: list[Registrado], data: st.DataObject
) -> None:
    outra = data.draw(st.permutations(extrato)), data.draw(st.permutations(registros))
    assert conciliar(*outra, TOLERANCIA) == conciliar(extrato, registros, TOLERANCIA)


@given(extrato=linhas_do_banco, com_identificador=st.booleans(), registros=registros_feitos)
def test_the_same_file_twice_changes_nothing(
    extrato: list[Lancamento], com_identificador: bool, registros: list[Registrado]
) -> None:
    if com_identificador:
        extrato = [um.model_copy(update={"identificador": str(lugar)}) for lugar, um in enumerate(extrato)]
    uma, duas = juntar(extrato), juntar(extrato, extrato)
    assert Counter(uma) == Counter(extrato)
    assert duas == uma
    assert conciliar(duas, registros, TOLERANCIA) == conciliar(uma, registros, TOLERANCIA)


@given(todas=linhas_do_banco, corte=st.integers(0, 12), com=st.lists(st.booleans(), min_size=12, max_size=12))
def test_two_files_that_overlap_make_the_whole(todas: list[Lancamento], corte: int, com: list[bool]) -> None:
    ditas = [um.model_copy(update={"identificador": f"b{lugar}"}) for lugar, um in enumerate(todas)]
    primeiro = [um if com[lugar] else todas[lugar] for lugar, um in enumerate(ditas)][: corte + 2]
    feito = juntar(primeiro, ditas)
    assert Counter((um.dia, um.centavos) for um in feito) == Counter((um.dia, um.centavos) for um in todas)


def _melhor(de: list[int], para: list[int], tolerancia: int) -> tuple[int, int]:
    """The most pairs and the fewest days, by trying everything."""
    curto, longo = (de, para) if len(de) <= len(para) else (para, de)
    for quantos in range(len(curto), 0, -1):
        custos = [
            sum(abs(a - b) for a, b in zip(alguns, outros, strict=True))
            for alguns in combinations(curto, quantos)
            for outros in permutations(longo, quantos)
            if all(abs(a - b) <= tolerancia for a, b in zip(alguns, outros, strict=True))
        ]
        if custos:
            return quantos, min(custos)
    return 0, 0


@given(
    de=st.lists(st.integers(0, 9), max_size=4).map(sorted), para=st.lists(st.integers(0, 9), max_size=5).map(sorted),
    tolerancia=st.integers(0, 4),
)  # fmt: skip
def test_no_other_pairs_are_more_or_nearer(de: list[int], para: list[int], tolerancia: int) -> None:
    pares = emparelhar(de, para, tolerancia)
    assert len({i for i, _ in pares}) == len({j for _, j in pares}) == len(pares)
    assert (len(pares), sum(abs(de[i] - para[j]) for i, j in pares)) == _melhor(de, para, tolerancia)
