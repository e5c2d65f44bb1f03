"""The acts of a call around its selection: questions, proposals, amendment, homologation, undoing (arts. 18 to 32)."""

from typing import Any

from workflows.clock import Binds, Counting, Nature
from workflows.kernel import Deadline, Decision, Event, HumanTask, Outcome, Publication, exige
from workflows.kernel.messages import Act
from workflows.kernel.roles import AREA_TECNICA, CIDADAO, GESTAO, OSC, PUBLICACAO, SECRETARIO
from workflows.norms import DEC_167, Param
from workflows.parcerias.formularios import EvidenciaDePublicacao, Fundamentada
from workflows.parcerias.formularios_chamamento import (
    Desfazimento,
    Pergunta,
    Proposta,
    RespostaPublica,
    Retificacao,
)

SIGILO = Param("sigilo_das_propostas")

# -- Arts. 18, III, e 20: propostas até a data do edital -----------------------------------------------------------
PRAZO_DAS_PROPOSTAS = Deadline(
    id="chamamento-publico.prazo-das-propostas", title="apresentação de propostas", duties=("EDI-10",),
    provision=DEC_167.art(18, inciso="III"), nature=Nature.PEREMPTORY, counting=Counting.MATERIAL,
    binds=Binds.PARTICULAR, on_lapse="nenhuma proposta é mais recebida e as recebidas são abertas", reminders=(5,),
)  # fmt: skip


def _uma_por_organizacao(caso: Any, act: Act, proposta: Proposta) -> None:
    responde = proposta.parte in act.actor.parties
    exige(
        responde,
        DEC_167.art(18, inciso="III"),
        "Você não responde por essa organização no Tramita.",
        "organizacao.cnpj",
    )
    rede = not proposta.em_rede or caso.permite_rede
    exige(rede, DEC_167.art(61), "O edital não permite a atuação em rede.", "em_rede")
    anterior = caso.brought_by(PROPOSTA, proposta.parte)
    if anterior is not None and not proposta.substitui:
        ja = f"A organização já apresentou a proposta de protocolo {anterior.protocol}; diga se esta a substitui."
        exige(False, DEC_167.art(18, inciso="III"), ja, "substitui")


PROPOSTA = Event(
    id="chamamento-publico.proposta", title="proposta", provision=DEC_167.art(18, inciso="III"), duties=("EDI-10",),
    who=(OSC,), form=Proposta, many=True, files=True, check=_uma_por_organizacao,
    instructions="Uma proposta por organização; até o fim do prazo, outra pode tomar o lugar dela. Ninguém lê o "
    "conteúdo antes do fim do prazo. Quem vai atuar em rede diz isso aqui (art. 61).",
)  # fmt: skip

# -- Art. 18, § 2º: perguntas respondidas em público ----------------------------------------------------------------
PERGUNTA = Event(
    id="chamamento-publico.pergunta", title="pergunta sobre o edital", provision=DEC_167.art(18, par=2), many=True,
    who=(CIDADAO, OSC), form=Pergunta, awaited=True,
    instructions="Pergunta e resposta ficam públicas para todos os interessados.",
)  # fmt: skip

RESPONDIDA = Outcome("respondida", "Respondida")
RESPOSTA = HumanTask(
    id="chamamento-publico.resposta", title="Responder em público a uma pergunta sobre o edital", role=AREA_TECNICA,
    provision=DEC_167.art(18, par=2), form=RespostaPublica, outcomes=(RESPONDIDA,),
    within=PRAZO_DAS_PROPOSTAS, action="Publicar a resposta",
    instructions="Responda sem dizer quem perguntou. Se a resposta muda o edital, é preciso retificá-lo.",
)  # fmt: skip

# -- Art. 20: retificação que republica reabre o prazo (leitura nossa) -------------------------------------------------
RETIFICACAO = Event(
    id="chamamento-publico.retificacao", title="retificação do edital", provision=DEC_167.art(20),
    who=(AREA_TECNICA, SECRETARIO), form=Retificacao,
    instructions="O edital volta à minuta, recebe pareceres e é publicado de novo, com trinta dias outra vez. "
    "O decreto não trata disso; a reabertura é leitura nossa. As propostas recebidas continuam valendo.",
)  # fmt: skip

# -- Art. 32: homologação e resultado final ---------------------------------------------------------------------------
HOMOLOGACAO = Decision(
    id="chamamento-publico.homologacao", title="Homologar o resultado final da seleção", provision=DEC_167.art(32),
    duties=("SEL-12", "R-032-HOM"), role=SECRETARIO, form=Fundamentada,
    outcomes=(Outcome("homologado", "Resultado homologado"),), action="Assinar a homologação",
    instructions="A homologação não dá direito à parceria, mas, se celebrar, a SINFRA segue a ordem (art. 32, § 1º).",
    then="o resultado final é divulgado no sítio oficial",
)  # fmt: skip

RESULTADO_FINAL = Publication(
    id="chamamento-publico.resultado-final", title="Divulgar o resultado final no sítio oficial", role=PUBLICACAO,
    what="resultado-final", provision=DEC_167.art(32), duties=("SEL-13",), form=EvidenciaDePublicacao,
    outcomes=(Outcome("divulgado", "Divulgado"),), action="Registrar a divulgação",
    then="convoca-se a primeira da ordem para celebrar",
)  # fmt: skip

# -- Revogação e anulação, a qualquer tempo ----------------------------------------------------------------------
DESFAZIMENTO = Event(
    id="chamamento-publico.desfazimento", title="revogação ou anulação do chamamento", provision=DEC_167.art(32, par=1),
    who=(SECRETARIO, GESTAO), form=Desfazimento,
    instructions="Decida com motivo. Tudo o que estiver aberto neste chamamento se encerra.",
)  # fmt: skip
