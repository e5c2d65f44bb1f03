"""From an instrument to the partnership that runs: its term, its calendar, its periods of accounts, its money."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from workflows.execucao.formularios_da_parceria import InstrumentoACumprir
from workflows.execucao.mudancas import ParcelaPrevista, Vigente, depois_de
from workflows.execucao.razao import Lugar, Natureza
from workflows.execucao.regras_da_parceria import (
    ciclo_seguinte,
    desacertos,
    em_curso,
    parcela_seguinte,
    por_meses,
    razao_da,
    virada_seguinte,
)
from workflows.kernel.messages import CaseResult
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
