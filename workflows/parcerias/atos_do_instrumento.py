"""The acts of arts. 34, VIII, and 36, § 2º: both parties sign, and the extract makes the instrument effective."""

from typing import Any

from workflows.clock import Binds, Counting, Nature, dias
from workflows.kernel import Deadline, HumanTask, Notice, Outcome, Publication, exige, veda
from workflows.kernel.roles import AREA_TECNICA, GESTAO, OSC, PUBLICACAO, SECRETARIO
from workflows.kernel.words import NoForm
from workflows.norms import DEC_167, Param
from workflows.parcerias.formularios import EvidenciaDePublicacao
from workflows.parcerias.formularios_celebracao import AssinaturaDaOrganizacao, AssinaturaDoSecretario
from workflows.parcerias.providencias import DO_ARTIGO_34
from workflows.parcerias.regras_celebracao import obices

# -- Art. 25, §§ 1º e 2º: só a assinatura espera a contratação direta --------------------------------------------------
AGUARDAR_LIBERACAO = HumanTask(
    id="celebracao.liberacao-pendente", title="Aguardar a liberação da contratação direta", role=AREA_TECNICA,
    provision=DEC_167.art(25, par=1), duties=("CEL-01",), form=NoForm, action="Conferir de novo",
    outcomes=(Outcome("conferir", "Conferir de novo"),),
    instructions="Conclua quando o processo de dispensa ou inexigibilidade for liberado.",
    then="confere-se de novo se a contratação direta foi liberada",
)  # fmt: skip

# -- Art. 34, VIII: assinatura --------------------------------------------------------------------------------------
ASSINADO = Outcome("assinado", "Assinado")
RECUSADO = Outcome("recusado", "Não vai assinar", "Pode ser convocada a próxima organização (art. 32, § 2º).")
CERTIDAO_VENCIDA = Outcome("certidao-vencida", "Certidão vencida", "A organização renova a habilitação antes.")


def _sem_obice(caso: Any, outcome: str, assinatura: AssinaturaDaOrganizacao) -> None:
    if outcome != ASSINADO:
        return
    for dispositivo, obice in obices(assinatura.assinado_em, caso.condicoes):
        veda(dispositivo, obice, "assinado_em")


AVISO_DE_CONVOCACAO = Notice(
    id="celebracao.aviso-de-convocacao", title="Assine o instrumento da parceria",
    provision=DEC_167.art(34, inciso="VIII"),
    body="A SINFRA convoca a organização a assinar o instrumento de: {objeto}. A tarefa está no processo.",
)  # fmt: skip

PRAZO_DA_CONVOCACAO = Deadline(
    id="celebracao.prazo-da-convocacao", title="assinatura pela organização", provision=DEC_167.art(32, par=2),
    parameter=Param("prazo_atendimento_convocacao_dias"), nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL,
    binds=Binds.PARTICULAR, on_lapse="pode ser convocada a próxima organização", reminders=(2,),
)  # fmt: skip

ASSINATURA_DA_ORGANIZACAO = HumanTask(
    id="celebracao.assinatura-da-organizacao", title="Assinar o instrumento pela organização", role=OSC,
    provision=DEC_167.art(34, inciso="VIII"), duties=("CEL-14",), form=AssinaturaDaOrganizacao,
    outcomes=(ASSINADO, RECUSADO), deadline=PRAZO_DA_CONVOCACAO, gate=DO_ARTIGO_34, gated=(ASSINADO,), check=_sem_obice,
    action="Registrar", instructions="Anexe o instrumento assinado e diga a data.", then="assina o Secretário",
)  # fmt: skip

ASSINATURA_DO_SECRETARIO = HumanTask(
    id="celebracao.assinatura-do-secretario", title="Assinar o instrumento pela SINFRA", role=SECRETARIO,
    provision=DEC_167.art(34, inciso="VIII"), duties=("CEL-14", "R-034-SEQ"), form=AssinaturaDoSecretario,
    outcomes=(ASSINADO, CERTIDAO_VENCIDA), gate=DO_ARTIGO_34, gated=(ASSINADO,), check=_sem_obice, action="Registrar",
    instructions="Com a data em que você assinou. Se a certidão venceu, a organização a renova antes.",
    then="o extrato é publicado em até vinte dias",
)  # fmt: skip

AVISO_DE_NAO_COMPARECIMENTO = Notice(
    id="celebracao.aviso-de-nao-comparecimento", title="A organização não assinou o instrumento", to=GESTAO,
    provision=DEC_167.art(32, par=2), duties=("CEL-17",),
    body="A organização não assinou o instrumento de: {objeto}. Havendo classificação, convoque a próxima.",
)  # fmt: skip

# -- Art. 36, § 2º: extrato, condição da eficácia --------------------------------------------------------------------
PRAZO_DO_EXTRATO = Deadline(
    id="celebracao.prazo-do-extrato", title="publicação do extrato do instrumento", provision=DEC_167.art(36, par=2),
    duties=("R-036-20D",), budget=dias(20), nature=Nature.ADMINISTRATIVE, counting=Counting.MATERIAL,
    binds=Binds.ADMINISTRACAO, reminders=(5, 1), escalations=(1, 5), escalates_to=GESTAO,
    on_lapse="o instrumento segue sem eficácia, o extrato continua devido e a chefia é avisada",
)  # fmt: skip


def _depois_de_assinado(caso: Any, _outcome: str, extrato: EvidenciaDePublicacao) -> None:
    dia = caso.assinado_em
    antes = f"O instrumento foi assinado em {dia:%d/%m/%Y}; o extrato não pode ter saído antes."
    exige(extrato.publicado_em >= dia, DEC_167.art(36, par=2), antes, "publicado_em")


EXTRATO = Publication(
    id="celebracao.extrato", title="Publicar o extrato do instrumento no Diário Oficial", what="extrato-do-instrumento",
    provision=DEC_167.art(36, par=2), duties=("CEL-15", "R-036-EFF"), role=PUBLICACAO, form=EvidenciaDePublicacao,
    outcomes=(Outcome("publicado", "Publicado"),), within=PRAZO_DO_EXTRATO, check=_depois_de_assinado,
    action="Registrar a publicação",
    instructions="Sem o extrato o instrumento não produz efeitos: não há repasse nem gasto. Publique mesmo em atraso.",
    then="o instrumento passa a produzir efeitos",
)  # fmt: skip

AVISO_DE_EFICACIA = Notice(
    id="celebracao.aviso-de-eficacia", title="A parceria está em vigor", to=GESTAO, provision=DEC_167.art(36, par=2),
    duties=("CEL-16",),
    body="O instrumento {numero} produz efeitos desde {dia:%d/%m/%Y}. Comecem o monitoramento e as contas.",
)  # fmt: skip
