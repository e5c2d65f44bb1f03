"""The acts of arts. 61 to 64: the network is foreseen, the organisations are checked, the term is communicated."""

from typing import Any

from workflows.clock import Binds, Counting, Nature, dias
from workflows.kernel import Deadline, Decision, HumanTask, Outcome, exige, veda
from workflows.kernel.roles import AREA_TECNICA, GESTAO, OSC, SECRETARIO
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada
from workflows.parcerias.formularios_rede import (
    Aferimento,
    ComunicacaoDaAssinatura,
    Previsao,
    RequisitosDaCelebrante,
    TermoDeRede,
    VerificacaoDaExecutante,
)
from workflows.parcerias.regras_rede import (
    PRAZO_DA_COMUNICACAO_EM_DIAS,
    faltas_da_celebrante,
    faltas_da_executante,
)

# -- Art. 61: previsão ou autorização ---------------------------------------------------------------------------------
PREVISTA = Outcome("prevista", "Prevista no edital e na proposta")
NAO_PREVISTA = Outcome("nao-prevista", "Não prevista", "A rede é vedada.")


def _prevista(_caso: Any, outcome: str, previsao: Previsao) -> None:
    ambas = previsao.no_edital and previsao.na_proposta
    exige((outcome == PREVISTA) is ambas, DEC_167.art(61), "A rede precisa estar no edital e na proposta, as duas.")


CONFERIR_PREVISAO = HumanTask(
    id="atuacao-em-rede.previsao", title="Conferir se o edital e a proposta preveem a rede", provision=DEC_167.art(61),
    duties=("RED-01", "R-061"), role=AREA_TECNICA, form=Previsao, outcomes=(PREVISTA, NAO_PREVISTA), check=_prevista,
    action="Concluir", then="a celebrante comprova os requisitos",
)  # fmt: skip

AUTORIZADA = Outcome("autorizada", "Autorizar a rede")
NAO_AUTORIZADA = Outcome("nao-autorizada", "Não autorizar", "A rede é vedada.")

AUTORIZAR = Decision(
    id="atuacao-em-rede.autorizacao", title="Autorizar a rede em parceria sem chamamento", role=SECRETARIO,
    provision=DEC_167.art(61, par="unico"), duties=("RED-02", "R-061-SOLE"), form=Fundamentada,
    outcomes=(AUTORIZADA, NAO_AUTORIZADA), action="Assinar a decisão", then="a celebrante comprova os requisitos",
)  # fmt: skip

# -- Art. 63: requisitos da celebrante, antes dos termos ---------------------------------------------------------------
COMPROVAR = HumanTask(
    id="atuacao-em-rede.requisitos", title="Comprovar os requisitos da celebrante", provision=DEC_167.art(63), role=OSC,
    duties=("RED-03",), form=RequisitosDaCelebrante, outcomes=(Outcome("apresentados", "Apresentados"),),
    action="Apresentar", instructions="Anexe as provas. Nenhum termo pode ser assinado antes.",
    then="a área técnica confere os requisitos",
)  # fmt: skip

COMPROVADOS = Outcome("comprovados", "Requisitos comprovados")
NAO_COMPROVADOS = Outcome("nao-comprovados", "Requisitos não comprovados", "A rede é vedada.")


def _requisitos(caso: Any, outcome: str, _form: Aferimento) -> None:
    faltas = list(faltas_da_celebrante(caso.requisitos, caso.requisitos_em))
    if outcome == COMPROVADOS and faltas:
        veda(faltas[0][0], f"Não se comprova: {'; '.join(texto for _, texto in faltas)}.")


CONFERIR_REQUISITOS = HumanTask(
    id="atuacao-em-rede.conferencia", title="Conferir os requisitos da celebrante", provision=DEC_167.art(63),
    duties=("RED-03", "R-063-5Y", "R-063-CAP"), role=AREA_TECNICA, form=Aferimento, check=_requisitos,
    outcomes=(COMPROVADOS, NAO_COMPROVADOS), action="Concluir", then="a celebrante verifica a executante",
)  # fmt: skip

# -- Art. 64: regularidade da executante -------------------------------------------------------------------------------
REGULAR = Outcome("regular", "Executante regular")
IRREGULAR = Outcome("irregular", "Executante irregular", "O termo não pode ser firmado.")


def _regular(_caso: Any, outcome: str, verificada: VerificacaoDaExecutante) -> None:
    faltas = list(faltas_da_executante(verificada))
    if outcome == REGULAR and faltas:
        veda(faltas[0][0], f"A executante não está regular: {'; '.join(texto for _, texto in faltas)}.")
    exige(outcome == REGULAR or bool(faltas), DEC_167.art(64), "Nenhum dos sete documentos aponta irregularidade.")


VERIFICAR_EXECUTANTE = HumanTask(
    id="atuacao-em-rede.executante", title="Verificar a regularidade da executante", provision=DEC_167.art(64),
    role=OSC, duties=("RED-04", "R-064-DOCS"), form=VerificacaoDaExecutante, check=_regular,
    outcomes=(REGULAR, IRREGULAR),
    action="Concluir a verificação", instructions="Confira os sete documentos no momento de firmar o termo.",
    then="as duas organizações assinam o termo de atuação em rede",
)  # fmt: skip


# -- Art. 62: termo e comunicação em sessenta dias ---------------------------------------------------------------------
def _assinado(caso: Any, _outcome: str, termo: TermoDeRede) -> None:
    futuro = "A data da assinatura ainda não chegou."
    exige(termo.assinado_em <= caso.today, DEC_167.art(62), futuro, "assinado_em")
    antes = "O termo só se firma depois de comprovados os requisitos da celebrante."
    exige(termo.assinado_em >= caso.requisitos_em, DEC_167.art(63), antes, "assinado_em")


FIRMAR = HumanTask(
    id="atuacao-em-rede.termo", title="Assinar o termo de atuação em rede", provision=DEC_167.art(62), role=OSC,
    duties=("RED-05", "R-060-NOSUB"), form=TermoDeRede, outcomes=(Outcome("assinado", "Assinado"),), check=_assinado,
    action="Registrar a assinatura",
    instructions="Anexe o termo. Atuar em rede não é subcontratar (art. 60, parágrafo único).",
    then="contam-se sessenta dias para comunicar à SINFRA",
)  # fmt: skip

PRAZO_DA_COMUNICACAO = Deadline(
    id="atuacao-em-rede.prazo-da-comunicacao", title="comunicação do termo de rede à SINFRA",
    provision=DEC_167.art(62, par=2), duties=("RED-06", "R-062-60D"), budget=dias(PRAZO_DA_COMUNICACAO_EM_DIAS),
    nature=Nature.ADMINISTRATIVE, counting=Counting.MATERIAL, binds=Binds.PARTICULAR, reminders=(15, 3),
    escalations=(1,), escalates_to=GESTAO,
    on_lapse="a comunicação continua devida e a chefia é avisada do descumprimento",
)  # fmt: skip

COMUNICAR = HumanTask(
    id="atuacao-em-rede.comunicacao", title="Comunicar o termo e comprovar a capacidade da executante", role=OSC,
    provision=DEC_167.art(62, par=2), duties=("RED-06", "R-064-CAP"), form=ComunicacaoDaAssinatura,
    outcomes=(Outcome("comunicado", "Comunicado"),), within=PRAZO_DA_COMUNICACAO, action="Comunicar",
    instructions="Com a comunicação, comprove a capacidade técnica da executante, na forma do art. 11.",
    then="a área técnica afere a capacidade da executante",
)  # fmt: skip

COMPROVADA = Outcome("comprovada", "Capacidade comprovada")
NAO_COMPROVADA = Outcome("nao-comprovada", "Capacidade não comprovada", "A celebrante comprova de novo.")

AFERIR = HumanTask(
    id="atuacao-em-rede.capacidade", title="Aferir a capacidade técnica da executante", role=AREA_TECNICA,
    provision=DEC_167.art(64, par=2), duties=("R-064-CAP",), form=Aferimento, outcomes=(COMPROVADA, NAO_COMPROVADA),
    action="Concluir", then="comprovada, a rede está formalizada",
)  # fmt: skip
