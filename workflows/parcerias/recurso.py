"""Recurso administrativo do chamamento e do plano de trabalho (Decreto 167/2019, art. 31).

Who decided reconsiders or forwards in five days; the superior authority decides in five (§ 1º), after hearing the PGE
where there is a specific doubt (§ 3º). The appeal suspends nothing unless a reasoned decision says so (§ 2º). Only
another procedure starts it. The decree names nobody above the Secretário: an act, or else the PGE, has to say who.
"""

from dataclasses import replace
from datetime import date
from enum import StrEnum

from pydantic import Field

from workflows.clock import Binds, Counting, Nature, dias
from workflows.kernel import (
    About,
    Answer,
    Deadline,
    Decision,
    Event,
    Form,
    HumanTask,
    Outcome,
    Procedure,
    Stage,
    procedure,
)
from workflows.kernel.appeal import DESPROVIDO, PROVIDO
from workflows.kernel.procedure import IMPEDIDO
from workflows.kernel.roles import AUTORIDADE_DESIGNADA, GESTAO, MEMBRO_DA_COMISSAO, PROCURADORIA, SECRETARIO
from workflows.norms import DEC_167, Param
from workflows.parcerias import documentos_da_celebracao as documentos
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo

EM_RECONSIDERACAO = Stage("reconsideracao", "Reconsideração")
NA_AUTORIDADE_SUPERIOR = Stage("autoridade-superior", "Autoridade superior")


class QuemDecidiu(StrEnum):
    """By whom the decision was taken, who is also the one to reconsider it."""

    UNIDADE = "unidade"
    COMISSAO = "comissao"
    SECRETARIO = "secretario"


class Recurso(Form):
    """What an appeal says: the decision appealed against, who appeals, when it was received, and why."""

    decisao: Texto = campo("Decisão recorrida")
    recorrente: Texto = campo("Quem recorre")
    recebido_em: date = campo("Recebido em")
    razoes: TextoLongo = campo("Razões do recurso", widget="textarea")
    comissao: tuple[Texto, ...] = Field(default=(), title="Membros da comissão que decidiu")
    decidida_por: QuemDecidiu = Field(default=QuemDecidiu.UNIDADE, title="Quem decidiu")


class Indicacao(Fundamentada):
    """Who judges above the Secretário, and why it is they."""

    pessoa: Texto = campo("Usuário no Tramita", pessoa=True)


# -- Art. 31, § 1º: reconsideração em cinco dias -------------------------------------------------------------------
PRAZO_DE_RECONSIDERACAO = Deadline(
    id="recurso.prazo-de-reconsideracao", title="reconsideração do recurso", provision=DEC_167.art(31, par=1),
    duties=("R-031-REC5",), budget=dias(5), nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL,
    binds=Binds.ADMINISTRACAO, on_lapse="o recurso continua pendente e a chefia é avisada",
    reminders=(1,), escalations=(1, 5), escalates_to=GESTAO,
)  # fmt: skip

RECONSIDERAR = Outcome("reconsiderar", "Reconsiderar", "A decisão é reformada como o recurso pede.")
ENCAMINHAR = Outcome("encaminhar", "Manter e encaminhar", "O recurso segue à autoridade superior (art. 31, § 1º).")

RECONSIDERACAO = Decision(
    id="recurso.reconsideracao", title="Reconsiderar a decisão ou encaminhar o recurso",
    provision=DEC_167.art(31, par=1), duties=("REC-03",), role=GESTAO, form=Fundamentada,
    outcomes=(RECONSIDERAR, ENCAMINHAR), deadline=PRAZO_DE_RECONSIDERACAO, revocable=True, action="Assinar a decisão",
    then="mantida a decisão, a autoridade superior julga o recurso",
)  # fmt: skip
RECONSIDERACAO_DA_COMISSAO = replace(RECONSIDERACAO, id="recurso.reconsideracao-da-comissao", role=MEMBRO_DA_COMISSAO)
RECONSIDERACAO_DO_SECRETARIO = replace(RECONSIDERACAO, id="recurso.reconsideracao-do-secretario", role=SECRETARIO)

RECONSIDERA = {
    "unidade": RECONSIDERACAO,
    "comissao": RECONSIDERACAO_DA_COMISSAO,
    "secretario": RECONSIDERACAO_DO_SECRETARIO,
}

# -- Art. 31, § 1º: decisão da autoridade superior em cinco dias ---------------------------------------------------
PRAZO_DA_DECISAO = Deadline(
    id="recurso.prazo-da-decisao", title="decisão do recurso", provision=DEC_167.art(31, par=1),
    duties=("R-031-FIN5",), budget=dias(5), nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL,
    binds=Binds.ADMINISTRACAO, on_lapse="o recurso continua pendente e a chefia é avisada",
    reminders=(1,), escalations=(1, 5), escalates_to=GESTAO,
)  # fmt: skip

PROVER = Outcome("prover", "Prover o recurso", "A decisão é reformada.")
DESPROVER = Outcome("desprover", "Negar provimento", "A decisão fica como está; não cabe outro recurso.")
CONSULTAR = Outcome("consultar", "Consultar a PGE antes", "O motivo é a dúvida jurídica específica (art. 31, § 3º).")

DECISAO_SUPERIOR = Decision(
    id="recurso.decisao-superior", title="Julgar o recurso", provision=DEC_167.art(31, par=1),
    duties=("REC-05", "R-031-PGE"), role=SECRETARIO, form=Fundamentada, outcomes=(PROVER, DESPROVER, CONSULTAR),
    within=PRAZO_DA_DECISAO, excludes=(RECONSIDERACAO, RECONSIDERACAO_DA_COMISSAO, RECONSIDERACAO_DO_SECRETARIO),
    action="Assinar a decisão", then="a decisão do recurso é definitiva",
)  # fmt: skip

# -- Acima do Secretário: quem um ato disser; sem ato, quem a PGE indicar ------------------------------------------
ACIMA_DO_SECRETARIO = Param("autoridade_superior_ao_secretario")
DECISAO_DA_AUTORIDADE = replace(
    DECISAO_SUPERIOR, id="recurso.decisao-da-autoridade", role=AUTORIDADE_DESIGNADA, authority=ACIMA_DO_SECRETARIO
)
DECISAO_DA_INDICADA = replace(DECISAO_SUPERIOR, id="recurso.decisao-da-indicada", role=AUTORIDADE_DESIGNADA)
INDICACAO = HumanTask(
    id="recurso.indicacao", title="Dizer quem julga acima do Secretário", provision=DEC_167.art(31, par=1),
    role=PROCURADORIA, form=Indicacao, outcomes=(Outcome("indicada", "Autoridade indicada"),), within=PRAZO_DA_DECISAO,
    instructions="O decreto não nomeia autoridade acima do Secretário, e nenhum ato o fez.",
    action="Assinar a indicação", then="a autoridade indicada julga o recurso",
)  # fmt: skip

# -- Art. 31, § 3º: consulta à PGE ----------------------------------------------------------------------------------
PRAZO_DA_CONSULTA = Deadline(
    id="recurso.prazo-da-consulta", title="resposta da PGE", provision=DEC_167.art(31, par=3),
    parameter=Param("prazo_consulta_pge_dias"), nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL,
    binds=Binds.ADMINISTRACAO, on_lapse="o julgamento continua à espera da PGE e a chefia é avisada",
    escalations=(1,), escalates_to=GESTAO,
)  # fmt: skip
CONSULTA = HumanTask(
    id="recurso.consulta-a-pge", title="Responder à dúvida jurídica sobre o recurso", provision=DEC_167.art(31, par=3),
    duties=("REC-04",), role=PROCURADORIA, form=Fundamentada, outcomes=(Outcome("respondida", "Respondida"),),
    deadline=PRAZO_DA_CONSULTA, action="Assinar a resposta", then="a autoridade superior julga o recurso",
)  # fmt: skip

# -- Art. 31, § 2º: efeito suspensivo por decisão fundamentada -----------------------------------------------------
EFEITO_SUSPENSIVO = Event(
    id="recurso.efeito-suspensivo", title="decisão de efeito suspensivo", provision=DEC_167.art(31, par=2),
    duties=("REC-02", "R-031-SUSP"), who=(GESTAO, SECRETARIO), form=Fundamentada,
)  # fmt: skip


@procedure
class RecursoAdministrativo(Procedure[Recurso]):
    """One appeal, from its receipt to its decision."""

    about = About(
        id="recurso", title="Recurso administrativo", short="Recurso", norm="Decreto 167/2019",
        provisions=(DEC_167.art(31),), started_by=(), input=Recurso,
        stages=(EM_RECONSIDERACAO, NA_AUTORIDADE_SUPERIOR), outcomes=(PROVIDO, DESPROVIDO),
        documents=documentos.DO_RECURSO,
    )  # fmt: skip

    indicada: str = ""

    async def run(self) -> Outcome:
        """Art. 31, §§ 1º to 3º: first who decided, then who is above."""
        self.enter(EM_RECONSIDERACAO)
        self.open(EFEITO_SUSPENSIVO)
        quem_decidiu = self.one_of(RECONSIDERA, self.input.decidida_por)
        if await self.reconsiderar(quem_decidiu) == RECONSIDERAR:
            return PROVIDO

        self.enter(NA_AUTORIDADE_SUPERIOR)
        self.begin(PRAZO_DA_DECISAO, since=self.today, because="remessa à autoridade superior")
        decidido = await self.julgar(acima_do_secretario=quem_decidiu is RECONSIDERACAO_DO_SECRETARIO)
        self.met(PRAZO_DA_DECISAO)
        self.show(decisao=decidido.form["motivo"])
        return PROVIDO if decidido == PROVER else DESPROVIDO

    async def reconsiderar(self, tarefa: Decision) -> Answer:
        """§ 1º: by whoever decided; for a commission, its president or the next member free of impediment."""
        desde = self.input.recebido_em
        if tarefa is not RECONSIDERACAO_DA_COMISSAO:
            return await self.ask(tarefa, since=desde)
        for pessoa in self.input.comissao:
            dito = await self.ask(tarefa, person=pessoa, since=desde)
            if dito != IMPEDIDO:
                return dito
        return await self.ask(RECONSIDERACAO, since=desde)

    async def julgar(self, *, acima_do_secretario: bool) -> Answer:
        """§§ 1º and 3º: by the authority above, which may consult the PGE on a specific doubt first."""
        decidir = self.decidir_acima if acima_do_secretario else self.decidir
        while (decidido := await decidir()) == CONSULTAR:
            await self.ask(CONSULTA, about={"duvida": decidido.form["motivo"]})
        return decidido

    async def decidir(self) -> Answer:
        """By the Secretário, who is above everybody else."""
        return await self.ask(DECISAO_SUPERIOR)

    async def decidir_acima(self) -> Answer:
        """By whom an act puts above the Secretário; without an act, by whoever the PGE says."""
        if self.parameter(ACIMA_DO_SECRETARIO):
            return await self.ask(DECISAO_DA_AUTORIDADE)
        self.indicada = self.indicada or await self.indicar()
        while (dito := await self.ask(DECISAO_DA_INDICADA, person=self.indicada)) == IMPEDIDO:
            self.indicada = await self.indicar()
        return dito

    async def indicar(self) -> str:
        """Who judges above the Secretário, by name."""
        return (await self.ask(INDICACAO)).read(Indicacao).pessoa
