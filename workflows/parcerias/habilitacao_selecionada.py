"""Habilitação da organização selecionada, com seu recurso (Decreto 167/2019, arts. 30 and 31, I, b).

Called within the term of the edital, it proves cadastro, certificates and technical capacity; formal irregularities are
put right in fifteen days. The result is provisional, published, and open to appeal by any participant. Only a call
starts it.
"""

from typing import Any

from workflows.clock import Binds, Counting, Nature, dias
from workflows.kernel import (
    DECORRIDO,
    About,
    Deadline,
    Event,
    HumanTask,
    Outcome,
    Procedure,
    Publication,
    Stage,
    exige,
    procedure,
)
from workflows.kernel.appeal import REFORMADA, AppealRule, appealable
from workflows.kernel.roles import AREA_TECNICA, OSC, PUBLICACAO
from workflows.norms import DEC_167
from workflows.parcerias import documentos_do_chamamento as documentos
from workflows.parcerias.formularios import EvidenciaDePublicacao, Fundamentada
from workflows.parcerias.formularios_chamamento import RazoesDeRecurso
from workflows.parcerias.formularios_convocacao import (
    Comprovacao,
    EnvioDaConvocacao,
    NotificacaoParaRegularizar,
    ParaHabilitar,
)
from workflows.parcerias.recurso import RecursoAdministrativo
from workflows.parcerias.registros import CADASTRO, CAPACIDADE, HABILITACAO

HABILITADA = Outcome("habilitada", "Organização habilitada")
NAO_HABILITADA = Outcome("nao-habilitada", "Organização não habilitada")

REGISTROS = (CADASTRO, HABILITACAO, CAPACIDADE)

CONVOCACAO = Stage("convocacao", "Convocação")
EXAME = Stage("exame", "Exame dos documentos")
RESULTADO = Stage("resultado", "Resultado e recursos")


def _convocada_no_passado(caso: Any, _outcome: str, envio: EnvioDaConvocacao) -> None:
    depois = "A convocação ainda não aconteceu; registre-a quando a organização for convocada."
    exige(envio.enviada_em <= caso.today, DEC_167.art(30), depois, "enviada_em")


# -- Art. 30, caput: convocação e prazo do edital ---------------------------------------------------------------------
CONVOCAR = HumanTask(
    id="habilitacao-selecionada.convocacao", title="Convocar a selecionada para comprovar a habilitação",
    provision=DEC_167.art(30), duties=("SEL-06",), role=AREA_TECNICA, form=EnvioDaConvocacao,
    outcomes=(Outcome("convocada", "Convocada"),), check=_convocada_no_passado, action="Registrar a convocação",
    then="corre o prazo do edital para a organização comprovar",
)  # fmt: skip

PRAZO_DO_EDITAL = Deadline(
    id="habilitacao-selecionada.prazo-do-edital", title="comprovação da habilitação", provision=DEC_167.art(30),
    duties=("SEL-07",), nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR,
    on_lapse="a habilitação não é comprovada e o resultado negativo é publicado", reminders=(2,),
)  # fmt: skip

COMPROVAR = HumanTask(
    id="habilitacao-selecionada.comprovacao", title="Comprovar os requisitos de habilitação", role=OSC,
    provision=DEC_167.art(30), duties=("SEL-07",), within=PRAZO_DO_EDITAL, form=Comprovacao,
    outcomes=(Outcome("apresentada", "Documentos apresentados"),), action="Apresentar",
    instructions="Apresente cadastro (art. 9º), certidões (art. 10) e prova de capacidade técnica (art. 11).",
    then="a SINFRA examina os documentos",
)  # fmt: skip

# -- Arts. 9º a 11 e 30: o exame ---------------------------------------------------------------------------------------
REGULAR = Outcome("regular", "Tudo regular", "A organização é habilitada.")
SANAVEL = Outcome("sanavel", "Há irregularidade formal", "Quinze dias para regularizar (art. 30, parágrafo único).")
NAO_ATENDE = Outcome("nao-atende", "Não atende", "O resultado negativo é publicado e cabe recurso.")

CONFERIR = HumanTask(
    id="habilitacao-selecionada.exame", title="Examinar os documentos de habilitação", provision=DEC_167.art(30),
    duties=("SEL-07",), role=AREA_TECNICA, form=Fundamentada, outcomes=(REGULAR, SANAVEL, NAO_ATENDE),
    action="Concluir o exame", then="o resultado provisório sai no Diário Oficial, ou a organização regulariza",
)  # fmt: skip

NOTIFICAR = HumanTask(
    id="habilitacao-selecionada.notificacao", title="Notificar para regularizar os documentos", role=AREA_TECNICA,
    provision=DEC_167.art(30, par="unico"), duties=("SEL-08",), form=NotificacaoParaRegularizar,
    outcomes=(Outcome("notificada", "Notificada"),), action="Registrar a notificação",
    then="correm quinze dias para a organização regularizar",
)  # fmt: skip

QUINZE_DIAS = Deadline(
    id="habilitacao-selecionada.quinze-dias", title="regularização dos documentos", budget=dias(15),
    provision=DEC_167.art(30, par="unico"), duties=("SEL-09", "R-030-15D"), nature=Nature.PEREMPTORY,
    counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR, reminders=(3,),
    on_lapse="a parceria não é celebrada com a organização",
)  # fmt: skip

REGULARIZAR = HumanTask(
    id="habilitacao-selecionada.regularizacao", title="Regularizar os documentos", role=OSC,
    provision=DEC_167.art(30, par="unico"), duties=("SEL-09",), within=QUINZE_DIAS, form=Comprovacao,
    outcomes=(Outcome("apresentada", "Documentos apresentados"),), action="Apresentar",
    then="a SINFRA confere a regularização",
)  # fmt: skip

CONFERIR_DE_NOVO = HumanTask(
    id="habilitacao-selecionada.conferencia", title="Conferir a regularização", role=AREA_TECNICA,
    provision=DEC_167.art(30, par="unico"), form=Fundamentada, outcomes=(REGULAR, NAO_ATENDE),
    action="Concluir a conferência", then="o resultado provisório sai no Diário Oficial",
)  # fmt: skip

# -- Art. 31, I, b, e § 4º: resultado provisório e recurso -----------------------------------------------------------
RESULTADO_PROVISORIO = Publication(
    id="habilitacao-selecionada.resultado", title="Publicar o resultado provisório da habilitação", role=PUBLICACAO,
    what="resultado-da-habilitacao", provision=DEC_167.art(31, par=4), duties=("SEL-10",), form=EvidenciaDePublicacao,
    outcomes=(Outcome("publicado", "Publicado"),), action="Registrar a publicação",
    instructions="No Diário Oficial: os cinco dias para recurso contam do dia que você registrar.",
    then="abre-se o prazo de recurso",
)  # fmt: skip

PRAZO_DE_RECURSO = Deadline(
    id="habilitacao-selecionada.prazo-de-recurso", title="recurso contra a habilitação", duties=("SEL-11", "R-031-5D"),
    provision=DEC_167.art(31, inciso="I", alinea="b"), budget=dias(5), nature=Nature.PEREMPTORY,
    counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR, on_lapse="perde-se o direito de recorrer",
)  # fmt: skip

RECURSO = Event(
    id="habilitacao-selecionada.recurso", title="recurso contra a habilitação", duties=("REC-01",), who=(OSC,),
    provision=DEC_167.art(31, inciso="I", alinea="b"), parties_only=True, form=RazoesDeRecurso, many=True,
    awaited=True, files=True,
    instructions="Diga o que está errado no resultado. Quem decidiu reconsidera ou remete em cinco dias.",
)  # fmt: skip

REGRA_DE_RECURSO = AppealRule(window=PRAZO_DE_RECURSO, event=RECURSO, procedure=RecursoAdministrativo)


@procedure
class HabilitacaoDaSelecionada(Procedure[ParaHabilitar]):
    """One organisation's qualification, from the call to a result that no appeal can change any more."""

    about = About(
        id="habilitacao-selecionada", title="Habilitação da organização selecionada", short="Habilitação na seleção",
        norm="Decreto 167/2019", provisions=(DEC_167.art(30), DEC_167.art(31)), started_by=(), input=ParaHabilitar,
        stages=(CONVOCACAO, EXAME, RESULTADO), outcomes=(HABILITADA, NAO_HABILITADA),
        documents=documentos.DA_HABILITACAO,
    )  # fmt: skip

    @classmethod
    def subject_of(cls, entrada: ParaHabilitar) -> str:
        """The object of the call."""
        return entrada.objeto

    @classmethod
    def party_names(cls, entrada: ParaHabilitar) -> dict[str, str]:
        """The participants by name."""
        return {uma.parte: uma.nome for uma in (*entrada.participantes, entrada.organizacao)}

    async def run(self) -> Outcome:
        """Arts. 30 and 31, I, b: called, examined, published, appealed against."""
        self.admit_parties(self.input.organizacao.parte)
        provisorio = await self.examinar()

        self.enter(RESULTADO)
        publicado = await self.publish(RESULTADO_PROVISORIO, resultado=provisorio.title)
        self.show(organizacao=self.input.organizacao.nome, provisorio=str(provisorio))
        self.admit_parties(*(uma.parte for uma in self.input.participantes))
        recursos = await appealable(
            self, REGRA_DE_RECURSO, decision=f"resultado provisório: {provisorio.title.lower()}", since=publicado.on,
            because="publicação do resultado provisório da habilitação no Diário Oficial",
        )  # fmt: skip
        if recursos != REFORMADA:
            return provisorio
        return NAO_HABILITADA if provisorio == HABILITADA else HABILITADA

    async def examinar(self) -> Outcome:
        """Art. 30: what the documents, shown in time and put right in time, come to."""
        self.enter(CONVOCACAO)
        quem = self.input.organizacao.parte
        self.issue_since(
            documentos.EM_PAPEL, documentos.CONVOCACAO_PARA_HABILITAR, party=quem,
            prazo=self.reckon(documentos.prazo_da_convocacao, self.input.prazo_em_dias),
            para=f"Comprovar cadastro, certidões e capacidade técnica (arts. 9º a 11). Objeto: {self.input.objeto}",
            senao="A habilitação não é comprovada, e o resultado negativo é publicado.",
        )  # fmt: skip
        convocada = await self.ask(CONVOCAR, about={"organizacao": self.input.organizacao.nome})
        self.begin(
            PRAZO_DO_EDITAL, since=convocada.read(EnvioDaConvocacao).enviada_em, because="convocação da organização",
            party=quem, fixed=self.input.prazo_em_dias,
        )  # fmt: skip
        if await self.ask(COMPROVAR, party=quem) == DECORRIDO:
            return NAO_HABILITADA
        self.met(PRAZO_DO_EDITAL, party=quem)

        self.enter(EXAME)
        consta = {um.title: (await self.consult(um, party=quem, on=self.today)).words() for um in REGISTROS}
        exame: Outcome = await self.ask(CONFERIR, about={"consta": consta})
        if exame == SANAVEL:
            exame = await self.regularizar(quem)
        return HABILITADA if exame == REGULAR else NAO_HABILITADA

    async def regularizar(self, quem: str) -> Outcome:
        """Art. 30, sole paragraph: fifteen days to put right what is formally wrong."""
        notificada = (await self.ask(NOTIFICAR)).read(NotificacaoParaRegularizar)
        self.begin(QUINZE_DIAS, since=notificada.notificada_em, because="notificação da organização", party=quem)
        if await self.ask(REGULARIZAR, party=quem) == DECORRIDO:
            return NAO_ATENDE
        self.met(QUINZE_DIAS, party=quem)
        return await self.ask(CONFERIR_DE_NOVO)
