"""How a partnership ended is the gravest of what its accounts and balance came to; what ended it set its last day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.execucao.test_regras_alteracao import PARCERIA
from workflows.contas import contas_finais, julgamento, tomada_de_contas_especial
from workflows.contas.formularios_julgamento import PedidoDeJulgamento
from workflows.execucao import denuncia, regras_do_desfecho, rescisao
from workflows.execucao.fim_da_parceria import DESFECHOS
from workflows.execucao.formularios_fim import Causa
from workflows.execucao.regras_do_desfecho import a_julgar, causa_do_fim, desfecho, terminada, titularidade
from workflows.kernel.messages import CaseResult
from workflows.kernel.registry import about
from workflows.parcerias.formularios_minuta import Titularidade

JULGADOS = [str(um) for um in about("julgamento").outcomes]
TOMADAS = ["", *(str(uma) for uma in about("tomada-de-contas-especial").outcomes)]
FIM = date(2026, 9, 1)
ENDED = datetime(2026, 9, 2, tzinfo=UTC)


def saida(outcome: str, dia: date | None) -> CaseResult:
    """What a denunciation or a rescission came to."""
    data = {"mudanca": {"encerrada_em": dia.isoformat()}} if dia else {}
    return CaseResult(case="c", outcome=outcome, ended_at=ENDED, data=data)


@given(do_saldo=st.sampled_from(TOMADAS), julgado=st.sampled_from(JULGADOS), da_rejeicao=st.sampled_from(TOMADAS))
def test_every_end_has_a_name_and_no_debt_is_hidden_by_it(do_saldo: str, julgado: str, da_rejeicao: str) -> None:
    nome = desfecho(do_saldo, julgado, da_rejeicao)
    assert nome in DESFECHOS
    no_tribunal = tomada_de_contas_especial.ENCAMINHADA in (do_saldo, da_rejeicao)
    assert (nome == regras_do_desfecho.NO_TRIBUNAL) is no_tribunal
    if not no_tribunal:
        assert (nome == regras_do_desfecho.EM_DEBITO) is (julgado == julgamento.INADIMPLENTES)
        quitada = nome in (regras_do_desfecho.QUITADA, regras_do_desfecho.COM_RESSALVAS)
        aprovada = julgado in (julgamento.APROVADAS, julgamento.COM_RESSALVAS)
        assert quitada is (aprovada and do_saldo != tomada_de_contas_especial.NAO_CABE)


@pytest.mark.parametrize(
    ("saidas", "causa"),
    [
        ((), Causa.CONCLUSAO),
        ((saida(denuncia.DENUNCIADA, FIM),), Causa.DENUNCIA),
        ((saida(rescisao.RESCINDIDA, FIM),), Causa.RESCISAO),
        ((saida(denuncia.MANTIDA, None),), Causa.CONCLUSAO),
        ((saida(denuncia.DENUNCIADA, FIM + timedelta(days=9)), saida(rescisao.RESCINDIDA, FIM)), Causa.RESCISAO),
    ],
)
def test_what_set_the_last_day_ended_it(saidas: tuple[CaseResult, ...], causa: Causa) -> None:
    assert causa_do_fim(saidas, FIM) == causa


@given(antes=st.integers(0, (PARCERIA.fim - PARCERIA.inicio).days - 1))
def test_a_partnership_that_is_over_ends_on_its_last_day(antes: int) -> None:
    fim = PARCERIA.fim - timedelta(days=antes)
    acabada = terminada(PARCERIA, fim, [saida(rescisao.RESCINDIDA, fim)])
    assert (acabada.terminada_em, acabada.parceria.fim, acabada.causa) == (fim, fim, Causa.RESCISAO)
    assert acabada.parceria.model_copy(update={"fim": PARCERIA.fim}) == PARCERIA


@pytest.mark.parametrize(
    ("mudaram", "de_quem"),
    [
        ((), "sinfra"),
        ((None,), "sinfra"),
        (("organizacao", None), "organizacao"),
        (("organizacao", "sinfra"), "sinfra"),
    ],
)
def test_the_goods_are_whose_the_last_alteration_made_them(mudaram: tuple[str | None, ...], de_quem: str) -> None:
    alteracoes = [
        CaseResult(case="c", outcome="aditivo-publicado", ended_at=ENDED, data={"novo_destino": um}) for um in mudaram
    ]
    assert titularidade(Titularidade.SINFRA, alteracoes) == de_quem


@pytest.mark.parametrize(
    ("outcome", "relato"),
    [
        (contas_finais.OMISSAS, {"omissas": True}),
        (
            contas_finais.FAVORAVEIS,
            {"omissas": False, "apresentadas_em": "2026-10-20", "apreciar_ate": None, "parecer_favoravel": True},
        ),
    ],
)
def test_what_the_final_accounts_tell_is_what_the_judgment_starts_from(outcome: str, relato: dict[str, object]) -> None:
    pedido = PedidoDeJulgamento.model_validate({"parceria": PARCERIA, **a_julgar({**relato, "outra": outcome})})
    assert pedido.model_dump(mode="json", exclude={"parceria"}, exclude_none=True) == {
        **{nome: dito for nome, dito in relato.items() if dito is not None},
        "dos_registros": [],
    }
