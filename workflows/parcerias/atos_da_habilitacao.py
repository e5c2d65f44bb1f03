"""The acts of art. 10: the certificates handed in and examined, SIGCon, the time to put right, the endorsement."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from workflows.clock import Binds, Counting, Nature, dias
from workflows.kernel import Deadline, Decision, Form, HumanTask, Notice, Outcome, exige, veda
from workflows.kernel.issuing import OfficialDocument, Template
from workflows.kernel.roles import CADASTRO, GESTAO, OSC, RESPONSAVEL_TECNICO
from workflows.kernel.words import Gate
from workflows.norms import DEC_167, Param
from workflows.parcerias.formularios import Fundamentada, Motivo, Texto, campo
from workflows.parcerias.formularios_habilitacao import AnaliseDasCertidoes, CertidoesDeRegularidade
from workflows.parcerias.regras_habilitacao import EXIGIDAS, NOMES, Certidao, pendencias

VALIDADE = Param("validade_certidao_habilitacao_dias")

# -- Art. 10, § 1º: as oito certidões ---------------------------------------------------------------------------
CERTIDOES = Gate(
    id="habilitacao.certidoes", title="certidões de regularidade", provision=DEC_167.art(10, par=1),
    duties=("HAB-01", "R-010-DOCS"), requirements=tuple(EXIGIDAS.values()),
)  # fmt: skip
COMPLETA = Outcome("completa", "Todas as certidões", "A equipe confere todas de uma vez.")
COM_FALTA = Outcome("com-falta", "Falta alguma que não consegui emitir", "A equipe confere e notifica do que falta.")


def _declaradas(caso: Any, outcome: str, form: CertidoesDeRegularidade) -> None:
    falta = f"Falta a certidão criminal de: {'; '.join(form.sem_criminal)}."
    exige(not form.sem_criminal or outcome == COM_FALTA, Certidao.CRIMINAL.dispositivo, falta, "criminais")
    falta = f"Falta a certidão do TCE de: {'; '.join(form.sem_tce)}."
    exige(not form.sem_tce or outcome == COM_FALTA, Certidao.TCE_DIRIGENTES.dispositivo, falta, "tce_dirigentes")
    quantos = f"O cadastro tem {caso.dirigentes} dirigente(s); apresente as certidões de todos."
    exige(len(form.dirigentes) >= caso.dirigentes, Certidao.CRIMINAL.dispositivo, quantos, "residencias")
    if outcome == COM_FALTA:
        for falta_uma in caso.missing(CERTIDOES):
            declarada = falta_uma.provision.id in {uma.dispositivo.id for uma in form.indisponiveis}
            exige(declarada, falta_uma.provision, f"Anexe {falta_uma.title}, ou diga que não conseguiu emiti-la.")


ENTREGAR = HumanTask(
    id="habilitacao.entrega", title="Entregar as certidões de regularidade", provision=DEC_167.art(10, par=1),
    role=OSC, form=CertidoesDeRegularidade, outcomes=(COMPLETA, COM_FALTA), gate=CERTIDOES, gated=(COMPLETA,),
    check=_declaradas, action="Entregar",
    instructions="Anexe cada certidão em PDF, no lugar que a pede, e copie dela as datas e o código.",
    then="a equipe consulta o SIGCon e confere as certidões",
)  # fmt: skip

# -- Art. 10, § 3º: SIGCon ----------------------------------------------------------------------------------------
NADA_CONSTA = Outcome("nada-consta", "Nada consta", "A conferência das certidões prossegue.")
OCORRENCIA = Outcome("ocorrencia", "Há ocorrência que impede", "A habilitação para até que a ocorrência se resolva.")


class ConsultaAoSigcon(Fundamentada):
    """What a person saw in SIGCon, and when."""

    consultado_em: date = campo("Consultado em")
    evidencia: Annotated[str, Field(min_length=5, max_length=2000)] = campo(
        "O que o SIGCon mostrou", "Copie o resultado e anexe a tela ou o relatório.", widget="textarea"
    )


def _ja_consultado(caso: Any, _outcome: str, form: ConsultaAoSigcon) -> None:
    ainda = "A data da consulta ainda não chegou."
    exige(form.consultado_em <= caso.today, DEC_167.art(10, par=3), ainda, "consultado_em")


CONFERIR_SIGCON = HumanTask(
    id="habilitacao.conferencia-no-sigcon", title="Consultar o SIGCon", provision=DEC_167.art(10, par=3),
    duties=("HAB-03",), role=CADASTRO, form=ConsultaAoSigcon, outcomes=(NADA_CONSTA, OCORRENCIA),
    check=_ja_consultado, action="Registrar a consulta",
    instructions="Procure a organização no SIGCon e registre o que ele mostra sobre contas de outros ajustes.",
    then="as certidões são conferidas; com ocorrência, a habilitação para",
)  # fmt: skip

# -- Art. 10, §§ 2º e 4º: a conferência ---------------------------------------------------------------------------
REGULAR = Outcome("regular", "Tudo regular", "O responsável técnico referenda a certidão plena.")
IRREGULAR = Outcome("irregular", "Há o que regularizar", "A organização é notificada e tem prazo para isso.")

PRAZO_DA_ANALISE = Deadline(
    id="habilitacao.prazo-da-analise", title="conferência das certidões", provision=DEC_167.art(10),
    parameter=Param("prazo_analise_habilitacao_dias"), nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL,
    binds=Binds.ADMINISTRACAO, on_lapse="a conferência continua devida e a chefia é avisada", reminders=(2,),
    escalations=(1, 10), escalates_to=GESTAO,
)  # fmt: skip


def _conferida(caso: Any, outcome: str, form: AnaliseDasCertidoes) -> None:
    faltas = pendencias(caso.entrega.papeis, caso.today)
    for uma in faltas:
        aceita = uma.qual not in form.devolvidas
        exige(
            not aceita, uma.qual.dispositivo, f"{_frase(NOMES[uma.qual])} {uma.motivo}; não a aceite.", uma.qual.campo
        )
    if outcome == REGULAR and form.devolvidas:
        primeira = form.devolvidas[0]
        veda(primeira.dispositivo, f"Não está tudo regular: devolveu {NOMES[primeira]}.", primeira.campo)
    if outcome == IRREGULAR and not form.devolvidas:
        veda(DEC_167.art(10, par=4), "Diga o que regularizar: não aceite ao menos uma certidão.")


def _frase(nome: str) -> str:
    return nome[:1].upper() + nome[1:]


ANALISAR = Decision(
    id="habilitacao.analise", title="Conferir as certidões", provision=DEC_167.art(10, par=1),
    duties=("HAB-02", "HAB-04", "R-010-TCE8", "R-010-CRIM5", "R-010-POS"), role=CADASTRO, form=AnaliseDasCertidoes,
    outcomes=(REGULAR, IRREGULAR), deadline=PRAZO_DA_ANALISE, check=_conferida, action="Assinar a conferência",
    instructions="Confira a autenticidade de cada certidão. A positiva com crédito não vencido, penhorado ou suspenso "
    "vale como negativa (art. 10, § 2º).",
    then="o responsável técnico referenda ou a organização regulariza",
)  # fmt: skip

# -- Art. 10, § 4º, e art. 30, parágrafo único: cinco ou quinze dias -----------------------------------------------
CINCO_DIAS = Deadline(
    id="habilitacao.cinco-dias", title="regularização das certidões", provision=DEC_167.art(10, par=4), budget=dias(5),
    duties=("HAB-06", "R-010-5D"), nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR,
    on_lapse="sai a certidão de habilitação parcial, que não basta para celebrar", reminders=(2,),
)  # fmt: skip
QUINZE_DIAS = Deadline(
    id="habilitacao.quinze-dias", title="regularização na seleção", provision=DEC_167.art(30, par="unico"),
    budget=dias(15), nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR,
    on_lapse="sai a certidão de habilitação parcial e a parceria não é celebrada", reminders=(5, 2),
)  # fmt: skip


def _regularizar(id: str, prazo: Deadline) -> HumanTask:
    return HumanTask(
        id=id, title="Regularizar as certidões", provision=prazo.provision, duties=("HAB-05",), deadline=prazo,
        role=OSC, form=CertidoesDeRegularidade, outcomes=(COMPLETA,), gate=CERTIDOES, check=_declaradas,
        action="Entregar de novo",
        instructions="Anexe de novo, em PDF, só o que foi devolvido, e confira as datas de todas.",
        then="a equipe confere outra vez",
    )  # fmt: skip


REGULARIZAR_EM_CINCO = _regularizar("habilitacao.regularizacao", CINCO_DIAS)
REGULARIZAR_EM_QUINZE = _regularizar("habilitacao.regularizacao-na-selecao", QUINZE_DIAS)

# -- Art. 10, caput: o referendo e a certidão -----------------------------------------------------------------------
REFERENDAR_PLENA = Outcome("referendada", "Referendar", "A certidão plena é emitida agora.")
DEVOLVER = Outcome("devolvida", "Devolver à conferência", "As certidões são conferidas outra vez.")


def _ainda_boas(caso: Any, outcome: str, _form: Fundamentada) -> None:
    if outcome == REFERENDAR_PLENA:
        for uma in pendencias(caso.entrega.papeis, caso.today):
            veda(uma.qual.dispositivo, f"{_frase(NOMES[uma.qual])} {uma.motivo}; devolva à conferência.")


REFERENDAR = Decision(
    id="habilitacao.referendo", title="Referendar a certidão de habilitação plena", provision=DEC_167.art(10),
    duties=("HAB-07",), role=RESPONSAVEL_TECNICO, form=Fundamentada, outcomes=(REFERENDAR_PLENA, DEVOLVER),
    excludes=(ANALISAR,), check=_ainda_boas, action="Assinar o referendo",
    then="a certidão é emitida com validade até a primeira que vence",
)  # fmt: skip


class TextoDaCertidao(Form):
    """What stands in a certificate of habilitation."""

    organizacao: Texto = campo("Organização")
    cnpj: Texto = campo("CNPJ", mask="cnpj")
    resultado: Motivo = campo("Resultado")
    valida_ate: date | None = Field(default=None, title="Válida até")


PLENA_EMITIDA = OfficialDocument(
    id="habilitacao.certidao-plena", title="Certidão de habilitação plena", provision=DEC_167.art(10),
    template=Template.CERTIDAO, shows=TextoDaCertidao, public=True,
)  # fmt: skip
PARCIAL_EMITIDA = OfficialDocument(
    id="habilitacao.certidao-parcial", title="Certidão de habilitação parcial", provision=DEC_167.art(10, par=5),
    duties=("HAB-08",), template=Template.CERTIDAO, shows=TextoDaCertidao, public=True,
)  # fmt: skip

AVISO_DE_IRREGULARIDADE = Notice(
    id="habilitacao.aviso-de-irregularidade", title="Regularize as certidões", provision=DEC_167.art(10, par=4),
    body="A conferência das certidões da sua organização pede que se regularize: {devolvidas}.",
)  # fmt: skip
AVISO_DE_RESULTADO = Notice(
    id="habilitacao.aviso-de-resultado", title="A habilitação da sua organização foi decidida",
    provision=DEC_167.art(10), body="Resultado da habilitação: {resultado}. Leia no processo.",
)  # fmt: skip
