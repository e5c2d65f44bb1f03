"""Recurso do julgamento das contas (Decreto 167/2019, art. 97): decided by whoever judged, within thirty days.

Only the judgment starts it. Nobody above decides: the decree sends the appeal to the authority that took the decision.
"""

from dataclasses import replace

from workflows.clock import Binds, Counting, Nature, dias
from workflows.contas.formularios_julgamento import RecursoDasContas
from workflows.contas.regras_contas import PRAZO_DA_DECISAO_EM_DIAS
from workflows.kernel import About, Answer, Deadline, Decision, Outcome, Procedure, Stage, procedure
from workflows.kernel.appeal import DESPROVIDO, PROVIDO
from workflows.kernel.procedure import IMPEDIDO
from workflows.kernel.roles import AUTORIDADE_DESIGNADA, GESTAO, SECRETARIO
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada

EM_DECISAO = Stage("decisao", "Decisão do recurso")

PRAZO_DA_DECISAO = Deadline(
    id="recurso-das-contas.prazo-da-decisao", title="decisão do recurso das contas",
    provision=DEC_167.art(97, par="unico"), duties=("R-097-30D",), budget=dias(PRAZO_DA_DECISAO_EM_DIAS),
    nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL, binds=Binds.ADMINISTRACAO, reminders=(5, 1),
    escalations=(1, 10), escalates_to=GESTAO,
    on_lapse="o recurso continua pendente, a rejeição não produz efeitos e a chefia é avisada",
)  # fmt: skip

PROVER = Outcome("prover", "Prover o recurso", "As contas são julgadas de novo.")
DESPROVER = Outcome("desprover", "Negar provimento", "O julgamento fica como está.")

DECIDIR = Decision(
    id="recurso-das-contas.decisao", title="Decidir o recurso do julgamento das contas", role=SECRETARIO,
    provision=DEC_167.art(97, par="unico"), duties=("RCO-02",), form=Fundamentada, outcomes=(PROVER, DESPROVER),
    within=PRAZO_DA_DECISAO, action="Assinar a decisão", then="provido, as contas são julgadas de novo",
)  # fmt: skip
DECIDIR_POR_DELEGACAO = replace(DECIDIR, id="recurso-das-contas.decisao-por-delegacao", role=AUTORIDADE_DESIGNADA)


@procedure
class RecursoDoJulgamento(Procedure[RecursoDasContas]):
    """One appeal, from its receipt to its decision."""

    about = About(
        id="recurso-das-contas", title="Recurso do julgamento das contas", short="Recurso das contas",
        norm="Decreto 167/2019", provisions=(DEC_167.art(97),), started_by=(), input=RecursoDasContas,
        stages=(EM_DECISAO,), outcomes=(PROVIDO, DESPROVIDO),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """Art. 97, sole paragraph."""
        self.enter(EM_DECISAO)
        self.begin(PRAZO_DA_DECISAO, since=self.input.recebido_em, because="recebimento do recurso")
        decidido = await self.decidir()
        self.met(PRAZO_DA_DECISAO)
        self.show(decisao=decidido.form["motivo"])
        return PROVIDO if decidido == PROVER else DESPROVIDO

    async def decidir(self) -> Answer:
        """Art. 97: by whoever judged, the agent by delegation, if nothing impedes them since; else the Secretary."""
        if self.input.julgador:
            dito = await self.ask(DECIDIR_POR_DELEGACAO, person=self.input.julgador)
            if dito != IMPEDIDO:
                return dito
        return await self.ask(DECIDIR)
