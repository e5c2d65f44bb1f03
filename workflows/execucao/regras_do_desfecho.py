"""Arts. 36, IX, 37, 49 and 94 to 101: what ended a partnership, and how it stands when nothing more can happen to it.

Pure.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from workflows.contas import julgamento, tomada_de_contas_especial
from workflows.execucao import denuncia, rescisao
from workflows.execucao.formularios_fim import CAUSAS, Causa, ParceriaTerminada
from workflows.execucao.mudancas import MUDANCA
from workflows.execucao.parceria_em_curso import ParceriaEmCurso
from workflows.kernel import Outcome
from workflows.kernel.messages import CaseResult
from workflows.parcerias.formularios_minuta import Titularidade

QUITADA = Outcome("contas-aprovadas", "Encerrada, contas aprovadas")
COM_RESSALVAS = Outcome("contas-aprovadas-com-ressalvas", "Encerrada, contas aprovadas com ressalvas")
SALDO_DEVIDO = Outcome("saldo-nao-restituido", "Encerrada, saldo não restituído")
RESSARCIDA = Outcome("contas-rejeitadas-e-ressarcidas", "Encerrada, contas rejeitadas, débito ressarcido")
SEM_DEBITO = Outcome("contas-rejeitadas-sem-debito", "Encerrada, contas rejeitadas, sem débito")
EM_DEBITO = Outcome("contas-rejeitadas-em-debito", "Encerrada, contas rejeitadas, débito não ressarcido")
NO_TRIBUNAL = Outcome("encaminhada-ao-tribunal", "Encerrada, débito encaminhado ao Tribunal de Contas")

SAIDAS: Mapping[str, Causa] = {denuncia.DENUNCIADA: Causa.DENUNCIA, rescisao.RESCINDIDA: Causa.RESCISAO}
DO_JULGADO: Mapping[str, Outcome] = {
    julgamento.APROVADAS: QUITADA,
    julgamento.COM_RESSALVAS: COM_RESSALVAS,
    julgamento.DEVOLVIDAS: RESSARCIDA,
    julgamento.COMPENSADAS: RESSARCIDA,
    julgamento.NA_TOMADA: RESSARCIDA,
    julgamento.SEM_DEBITO: SEM_DEBITO,
    julgamento.INADIMPLENTES: EM_DEBITO,
}
A_JULGAR = ("omissas", "apresentadas_em", "apreciar_ate", "parecer_favoravel")


def causa_do_fim(saidas: Sequence[CaseResult], fim: date) -> Causa:
    """What ended a partnership on its last day: the denunciation or rescission that set it, else its term."""
    da_saida = (uma for uma in reversed(saidas) if _ultimo_dia(uma) == fim.isoformat())
    return next((SAIDAS[uma.outcome] for uma in da_saida if uma.outcome in SAIDAS), Causa.CONCLUSAO)


def causa_dita(causa: Causa) -> str:
    """What ended it, as people read it."""
    return CAUSAS[causa]


def _ultimo_dia(saida: CaseResult) -> str | None:
    dia: str | None = (saida.data.get(MUDANCA) or {}).get("encerrada_em")
    return dia


def terminada(parceria: ParceriaEmCurso, fim: date, saidas: Sequence[CaseResult]) -> ParceriaTerminada:
    """The partnership with its term as it came to be: what ended it early is its end."""
    return ParceriaTerminada(
        parceria=parceria.model_copy(update={"fim": fim}), causa=causa_do_fim(saidas, fim), terminada_em=fim
    )


def titularidade(do_instrumento: Titularidade, alteracoes: Sequence[CaseResult]) -> Titularidade:
    """Whose the goods are: as the instrument says, or as the last alteration that changed it does (art. 49, I, d)."""
    mudada = [uma.data["novo_destino"] for uma in alteracoes if uma.data.get("novo_destino")]
    return Titularidade(mudada[-1]) if mudada else do_instrumento


def a_julgar(contas: Mapping[str, Any]) -> dict[str, Any]:
    """What the judgment starts from, of all that the case of the final accounts told."""
    return {nome: contas[nome] for nome in A_JULGAR if nome in contas}


def desfecho(do_saldo: str, julgado: str, da_rejeicao: str) -> Outcome:
    """How a partnership ended: the gravest of what its accounts and its balance came to.

    `do_saldo` and `da_rejeicao` are what the special accounts of the balance and of the rejection came to, empty when
    there were none; `julgado` is what the judgment came to.
    """
    tomadas = (do_saldo, da_rejeicao)
    if tomada_de_contas_especial.ENCAMINHADA in tomadas:
        return NO_TRIBUNAL
    da_conta = DO_JULGADO[julgado]
    if da_conta != EM_DEBITO and do_saldo == tomada_de_contas_especial.NAO_CABE:
        return SALDO_DEVIDO
    return da_conta
