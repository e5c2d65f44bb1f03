"""The acts of arts. 49 and 50: consent, examination, clarification, opinion, answer, and the term or certificate."""

from datetime import date
from typing import Any

from workflows.clock import Binds, Counting, Nature, dias
from workflows.execucao.alterando import AtosDoExame
from workflows.execucao.formularios_alteracao import Anuencia, Apostila, Esclarecimento, Exame
from workflows.execucao.regras_alteracao import obices, pede_parecer
from workflows.kernel import Deadline, Decision, HumanTask, Notice, Outcome, Publication, exige, veda
from workflows.kernel.roles import AREA_TECNICA, GESTAO, OSC, PROCURADORIA, PUBLICACAO, SECRETARIO
from workflows.norms import DEC_167, Param, Provision
from workflows.parcerias.formularios import EvidenciaDePublicacao, Fundamentada
from workflows.parcerias.formularios_celebracao import AssinaturaDaOrganizacao, AssinaturaDoSecretario

CONTA_REAJUSTE = Param("reajuste_conta_no_limite_30")

# -- Art. 49, caput: a proposta da SINFRA precisa da anuência --------------------------------------------------------
ANUIU = Outcome("anuiu", "Concorda")
NAO_ANUIU = Outcome("nao-anuiu", "Não concorda", "A parceria continua como está.")

ANUIR = HumanTask(
    id="alteracao.anuencia", title="Dizer se concorda com a alteração proposta", provision=DEC_167.art(49), role=OSC,
    duties=("ALT-01",), form=Anuencia, outcomes=(ANUIU, NAO_ANUIU), action="Responder",
    instructions="Sem a sua anuência a alteração não se faz.", then="a área técnica examina a alteração",
)  # fmt: skip

# -- Art. 49, § 2º: trinta dias, suspensos pelo esclarecimento -------------------------------------------------------
PRAZO_DA_MANIFESTACAO = Deadline(
    id="alteracao.prazo-da-manifestacao", title="resposta ao pedido de alteração", provision=DEC_167.art(49, par=2),
    duties=("ALT-03", "R-049-30D"), budget=dias(30), nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL,
    binds=Binds.ADMINISTRACAO, suspendable=DEC_167.art(49, par=2), reminders=(10, 3), escalations=(1, 10),
    escalates_to=GESTAO, on_lapse="a resposta continua devida, o silêncio não aprova, e a chefia é avisada",
)  # fmt: skip

PROPOE_AUTORIZAR = Outcome("propoe-autorizar", "Propor que se autorize")
PROPOE_NEGAR = Outcome("propoe-negar", "Propor que se negue")
PEDE_ESCLARECIMENTO = Outcome("pede-esclarecimento", "Pedir esclarecimento", "O prazo da resposta fica suspenso.")


def _exame(caso: Any, outcome: str, exame: Exame) -> None:
    if outcome == PEDE_ESCLARECIMENTO:
        falta = "Diga o que a organização precisa esclarecer."
        exige(bool(exame.esclarecer), DEC_167.art(49, par=2), falta, "esclarecer")
    if outcome == PROPOE_AUTORIZAR:
        _sem_obice(caso, exame)


def _sem_obice(caso: Any, exame: Exame) -> None:
    for dispositivo, obice in obices(caso.input, exame, caso.situacao, conta_reajuste=caso.conta_reajuste):
        veda(dispositivo, obice)


EXAMINAR = HumanTask(
    id="alteracao.exame", title="Examinar a alteração", provision=DEC_167.art(49), role=AREA_TECNICA, form=Exame,
    duties=("ALT-02", "ALT-05", "ALT-06", "R-049-OBJ", "R-049-KIND", "R-049-30PCT", "R-049-RED"), check=_exame,
    outcomes=(PROPOE_AUTORIZAR, PROPOE_NEGAR, PEDE_ESCLARECIMENTO), within=PRAZO_DA_MANIFESTACAO, action="Concluir",
    instructions="Confira o instrumento e o edital. O que for mudar diz se cabe termo aditivo ou apostilamento.",
    then="o Secretário decide, ouvida antes a Procuradoria onde o decreto não a dispensa",
)  # fmt: skip

PRAZO_DO_ESCLARECIMENTO = Deadline(
    id="alteracao.prazo-do-esclarecimento", title="esclarecimento do pedido de alteração",
    provision=DEC_167.art(49, par=2), parameter=Param("prazo_esclarecimento_alteracao_dias"), nature=Nature.PEREMPTORY,
    counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR, reminders=(2,),
    on_lapse="o pedido é examinado com o que há",
)  # fmt: skip

ESCLARECER = HumanTask(
    id="alteracao.esclarecimento", title="Esclarecer o pedido de alteração", provision=DEC_167.art(49, par=2), role=OSC,
    duties=("ALT-04",), form=Esclarecimento, outcomes=(Outcome("esclarecido", "Esclarecido"),), action="Enviar",
    within=PRAZO_DO_ESCLARECIMENTO, instructions="Enquanto você não responde, o prazo da SINFRA fica suspenso.",
    then="a área técnica examina o pedido de novo",
)  # fmt: skip
DO_EXAME = AtosDoExame(EXAMINAR, PEDE_ESCLARECIMENTO, ESCLARECER, PRAZO_DO_ESCLARECIMENTO, PRAZO_DA_MANIFESTACAO)

# -- Art. 50: manifestação jurídica ---------------------------------------------------------------------------------
OUVIR_A_PROCURADORIA = HumanTask(
    id="alteracao.parecer-juridico", title="Manifestar-se sobre a alteração", provision=DEC_167.art(50),
    role=PROCURADORIA, duties=("ALT-07", "R-050"), form=Fundamentada, within=PRAZO_DA_MANIFESTACAO, action="Concluir",
    outcomes=(Outcome("favoravel", "Favorável"), Outcome("desfavoravel", "Desfavorável")),
    instructions="Pede-se a manifestação no aditivo de valor e de bens, e onde há dúvida jurídica específica.",
    then="o Secretário decide",
)  # fmt: skip

# -- Art. 49, caput e § 2º: decisão ---------------------------------------------------------------------------------
AUTORIZAR = Outcome("autorizar", "Autorizar")
NEGAR = Outcome("negar", "Negar", "A parceria continua como está.")
REEXAMINAR = Outcome("reexaminar", "Devolver para novo exame")


def _decisao(caso: Any, outcome: str, _form: Fundamentada) -> None:
    if outcome != AUTORIZAR:
        return
    _sem_obice(caso, caso.exame)
    falta = "Falta a manifestação da Procuradoria: devolva o pedido para novo exame."
    exige(caso.com_parecer or not pede_parecer(caso.input, caso.exame), DEC_167.art(50), falta)


DECIDIR = Decision(
    id="alteracao.decisao", title="Decidir sobre a alteração", provision=DEC_167.art(49), role=SECRETARIO,
    duties=("ALT-03", "R-049-30PCT"), form=Fundamentada, outcomes=(AUTORIZAR, NEGAR, REEXAMINAR), check=_decisao,
    within=PRAZO_DA_MANIFESTACAO, action="Assinar a decisão",
    then="autorizada, assina-se o termo aditivo ou emite-se a certidão de apostilamento",
)  # fmt: skip

AVISO_DA_DECISAO = Notice(
    id="alteracao.aviso-da-decisao", title="A SINFRA respondeu ao pedido de alteração",
    provision=DEC_167.art(49, par=2),
    body="A alteração do {numero} foi decidida: {decisao}. A decisão e seus motivos estão no processo.",
)  # fmt: skip

AVISO_DE_NOVO_EXAME = Notice(
    id="alteracao.aviso-de-novo-exame", title="A alteração precisa de novo exame", to=AREA_TECNICA,
    provision=DEC_167.art(49),
    body="Outra alteração do {numero} passou a valer, ou está em assinatura, e esta já não cabe como foi examinada. "
    "Examine de novo.",
)  # fmt: skip


# -- Art. 49, I e § 3º: termo aditivo --------------------------------------------------------------------------------
def no_seu_dia(dia: date, caso: Any, dispositivo: Provision, campo: str, *, desde: date) -> None:
    """Refuse a day that has not come, or that is before `desde`, on which what the act rests on was done."""
    exige(dia <= caso.today, dispositivo, "Esta data ainda não chegou.", campo)
    exige(dia >= desde, dispositivo, f"A alteração só foi decidida em {desde:%d/%m/%Y}.", campo)


def _assinatura(caso: Any, outcome: str, form: AssinaturaDaOrganizacao) -> None:
    if outcome == ASSINADO:
        no_seu_dia(form.assinado_em, caso, DEC_167.art(49, inciso="I"), "assinado_em", desde=caso.decidida_em)


ASSINADO = Outcome("assinado", "Assinado")
NAO_ASSINA = Outcome("nao-assina", "Não vai assinar", "A parceria continua como está.")

ASSINATURA_DA_ORGANIZACAO = HumanTask(
    id="alteracao.assinatura-da-organizacao", title="Assinar o termo aditivo pela organização", role=OSC,
    provision=DEC_167.art(49, inciso="I"), duties=("ALT-08",), form=AssinaturaDaOrganizacao, check=_assinatura,
    outcomes=(ASSINADO, NAO_ASSINA), action="Registrar", instructions="Anexe o termo aditivo assinado.",
    then="assina o Secretário",
)  # fmt: skip

ASSINATURA_DO_SECRETARIO = HumanTask(
    id="alteracao.assinatura-do-secretario", title="Assinar o termo aditivo pela SINFRA", role=SECRETARIO,
    provision=DEC_167.art(49, inciso="I"), duties=("ALT-08",), form=AssinaturaDoSecretario, check=_assinatura,
    outcomes=(ASSINADO,), action="Registrar", instructions="Assine antes de a vigência terminar.",
    then="o extrato do aditivo é publicado",
)  # fmt: skip

PRAZO_DO_EXTRATO = Deadline(
    id="alteracao.prazo-do-extrato", title="publicação do extrato do aditivo", provision=DEC_167.art(49, par=3),
    parameter=Param("prazo_publicacao_aditivo_dias"), nature=Nature.ADMINISTRATIVE, counting=Counting.MATERIAL,
    binds=Binds.ADMINISTRACAO, escalations=(1,), escalates_to=GESTAO, on_lapse="o extrato continua devido",
)  # fmt: skip


def _extrato(caso: Any, _outcome: str, extrato: EvidenciaDePublicacao) -> None:
    antes = f"O aditivo foi assinado em {caso.assinado_em:%d/%m/%Y}; o extrato não pode ter saído antes."
    exige(extrato.publicado_em >= caso.assinado_em, DEC_167.art(49, par=3), antes, "publicado_em")


EXTRATO = Publication(
    id="alteracao.extrato", title="Publicar o extrato do termo aditivo no Diário Oficial", what="extrato-do-aditivo",
    provision=DEC_167.art(49, par=3), duties=("ALT-08", "R-049-DOE"), role=PUBLICACAO, form=EvidenciaDePublicacao,
    outcomes=(Outcome("publicado", "Publicado"),), within=PRAZO_DO_EXTRATO, check=_extrato,
    action="Registrar a publicação", then="a parceria segue como o aditivo a deixou",
)  # fmt: skip


# -- Art. 49, II: certidão de apostilamento --------------------------------------------------------------------------
def _apostila(caso: Any, _outcome: str, apostila: Apostila) -> None:
    no_seu_dia(apostila.emitida_em, caso, DEC_167.art(49, inciso="II"), "emitida_em", desde=caso.decidida_em)


APOSTILAR = HumanTask(
    id="alteracao.apostila", title="Emitir a certidão de apostilamento", provision=DEC_167.art(49, inciso="II"),
    role=SECRETARIO, duties=("ALT-09",), form=Apostila, outcomes=(Outcome("emitida", "Emitida"),), check=_apostila,
    action="Registrar", instructions="Anexe a certidão. Ela não depende de publicação.",
    then="a parceria segue como a apostila a deixou",
)  # fmt: skip
