"""The register of a month: what refuses it, and what it leaves to the partnership and to the other months."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from tests.execucao.test_regras_despesa import LUZ, MIUDA, OUTRA, PESSOA, PLACAS, SITUACAO, TOPOGRAFIA, despesa, mes
from workflows.execucao.atos_do_registro import COM_MOVIMENTO, REGISTRAR, SEM_MOVIMENTO
from workflows.execucao.conferencia_da_despesa import linhas
from workflows.execucao.formularios_despesa import MovimentoDoMes
from workflows.execucao.formularios_registro import PedidoDeRegistro
from workflows.execucao.registro_de_despesas import registrado, resumo
from workflows.kernel import Forbidden, Outcome
from workflows.kernel.forms import validate

PARCERIA = {
    "numero": "TF 1/2026", "tipo": "termo-de-fomento", "objeto": "Conservação", "organizacao": "Instituto",
    "parte": "org-1", "inicio": "2026-01-12", "fim": "2027-01-11", "repasse": "1000.00",
    "gestores": [{"pessoa": "gil", "nome": "Gil"}],
    "comissao": [{"pessoa": "eva", "nome": "Eva", "vinculo": "cargo-efetivo"}],
}  # fmt: skip


def confere(outcome: Outcome, movimento: MovimentoDoMes, **muda: Any) -> Forbidden | None:
    caso = SimpleNamespace(today=SITUACAO.hoje, input=SimpleNamespace(mes=SITUACAO.mes), situacao=SITUACAO)
    for nome, valor in muda.items():
        setattr(caso, nome, valor)
    assert REGISTRAR.check is not None
    try:
        REGISTRAR.check(caso, outcome, movimento)
    except Forbidden as forbidden:
        return forbidden
    return None


def test_everything_refused_is_told_at_once_with_its_provision() -> None:
    refused = confere(
        COM_MOVIMENTO, mes(despesa(), despesa(LUZ, tipo="taxa-de-administracao"), despesa(MIUDA, valor="1000.01"))
    )
    assert refused is not None
    assert [(one.field, one.provision) for one in refused.errors] == [
        ("despesas.1.tipo", "dec-167:art-47:inc-II"),
        ("despesas.2.valor", "dec-167:art-43:par-1"),
    ]
    assert refused.errors[0].message == "Não se paga taxa de administração ou gerência. (art.\xa047, II)"


def test_what_is_to_be_judged_refuses_nothing() -> None:
    assert confere(COM_MOVIMENTO, mes(despesa(LUZ, item_do_plano=None))) is None


@pytest.mark.parametrize(("outcome", "movimento"), [(SEM_MOVIMENTO, mes(despesa())), (COM_MOVIMENTO, MovimentoDoMes())])
def test_the_outcome_fits_what_was_registered(outcome: Outcome, movimento: MovimentoDoMes) -> None:
    refused = confere(outcome, movimento)
    assert refused is not None
    assert refused.error.field == "despesas"


def test_a_month_is_registered_once_it_is_over() -> None:
    ultimo = SITUACAO.hoje.replace(month=3, day=31)
    assert confere(SEM_MOVIMENTO, MovimentoDoMes(), today=ultimo) is not None
    assert confere(SEM_MOVIMENTO, MovimentoDoMes(), today=SITUACAO.hoje.replace(day=1)) is None


def test_a_month_is_one_line_of_the_ledger_which_does_not_say_who_was_paid() -> None:
    feitas = linhas("2026-03", mes(despesa(MIUDA, valor="10.50"), despesa(PLACAS)))
    assert [(uma["dia"], uma["centavos"], uma["natureza"], uma["dispositivo"]) for uma in feitas] == [
        ("2026-03-31", 82290, "despesa", "dec-167:art-42:par-5")
    ]
    assert feitas[0]["historico"] == "Despesas de 03/2026: 2 pagamentos"
    assert PESSOA not in json.dumps(feitas)
    assert linhas("2026-03", mes(despesa(MIUDA)))[0]["historico"] == "Despesas de 03/2026: 1 pagamento"
    assert linhas("2026-03", MovimentoDoMes()) == []
    assert resumo(mes(despesa(MIUDA), despesa(PLACAS)), False) == {
        "pagamentos": 2, "total": "R$ 1.624,80", "retificado": False,
    }  # fmt: skip


def test_a_month_counts_in_the_limits_of_the_others() -> None:
    janeiro = registrado("2026-01", mes(despesa(MIUDA, valor="1.01"), despesa(TOPOGRAFIA), despesa(PLACAS)))
    fevereiro = registrado("2026-02", mes(despesa(MIUDA, valor="2.02", documento=OUTRA), despesa(TOPOGRAFIA)))
    pedido = validate(PedidoDeRegistro, {"parceria": PARCERIA, "mes": "2026-03", "anteriores": [janeiro, fevereiro]})
    assert isinstance(pedido, PedidoDeRegistro)
    assert pedido.em_servicos == 2 * 812_40
    assert pedido.em_obras_e_bens == 812_40
    assert pedido.em_especie == ((PESSOA, 101), (OUTRA, 202))
    assert (pedido.global_em_centavos(None), pedido.objeto_em_centavos(None)) == (1_000_00, 1_000_00)


@pytest.mark.parametrize(
    ("dito", "alterado", "esperado"), [({}, None, 1_000_00), ({}, 1_200_00, 1_200_00), ({}, 700_00, 700_00),
    ({"valor_global": "1500.00", "valor_do_objeto": "1100.00"}, 1_200_00, None)],
)  # fmt: skip
def test_the_bases_of_the_limits_follow_the_alterations_where_none_is_declared(
    dito: dict[str, str], alterado: int | None, esperado: int | None
) -> None:
    pedido = validate(PedidoDeRegistro, {"parceria": PARCERIA, "mes": "2026-03", **dito})
    assert isinstance(pedido, PedidoDeRegistro)
    bases = (pedido.global_em_centavos(alterado), pedido.objeto_em_centavos(alterado))
    assert bases == ((esperado, esperado) if esperado else (1_500_00, 1_100_00))


@pytest.mark.parametrize("meses", [["2026-03"], ["2026-01", "2026-01"]])
def test_no_month_counts_twice(meses: list[str]) -> None:
    anteriores = [{"mes": um, "em_servicos": 0, "em_obras_e_bens": 0} for um in meses]
    errors = validate(PedidoDeRegistro, {"parceria": PARCERIA, "mes": "2026-03", "anteriores": anteriores})
    assert isinstance(errors, tuple)
