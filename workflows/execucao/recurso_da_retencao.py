"""Recurso da retenção de parcelas (Decreto 167/2019, art. 40, §§ 1º e 2º).

To whoever decided, who reconsiders or lets it go up in five days. The decree gives the authority above no number of
days, and names nobody above the Secretário. Either of them may suspend the retention while the appeal is pending.
"""

from dataclasses import replace
from typing import Any

from workflows.clock import Binds, Counting, Nature, dias
from workflows.execucao.formularios_retencao import EfeitoSuspensivo
from workflows.execucao.registros import RETENCAO
from workflows.execucao.retencoes_ativas import RetencoesAtivas
from workflows.kernel import About, Answer, Deadline, Decision, Event, Outcome, Stage, procedure
from workflows.kernel.appeal import DESPROVIDO, PROVIDO
from workflows.kernel.course import arrival_key
from workflows.kernel.procedure import IMPEDIDO, Procedure
from workflows.kernel.roles import AUTORIDADE_DESIGNADA, GESTAO, SECRETARIO
from workflows.norms import DEC_167, Param
from workflows.parcerias import recurso as do_artigo_31
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo
from workflows.parcerias.recurso import ACIMA_DO_SECRETARIO, DESPROVER, ENCAMINHAR, PROVER, RECONSIDERAR, Indicacao

ARTIGO = DEC_167.art(40, par=1)
QUEM_DECIDE = Param("autoridade_retencao")

EFEITO = Outcome("efeito-suspensivo", "Retenção suspensa até o julgamento")

EM_RECONSIDERACAO = Stage("reconsideracao", "Reconsideração")
NA_AUTORIDADE_SUPERIOR = Stage("autoridade-superior", "Autoridade superior")


class RecursoDaParcela(do_artigo_31.Recurso):
    """An appeal against a retention; `chave` is the partnership in the registers, `retencao` the case that retained."""

    chave: Texto = campo("Parceria")
    retencao: Texto = campo("Retenção recorrida")
    razoes: TextoLongo = campo("Razões do recurso", widget="textarea")
    pede_efeito_suspensivo: bool = campo("Pede efeito suspensivo")


# -- § 1º: reconsideração em cinco dias ------------------------------------------------------------------------------
PRAZO_DE_RECONSIDERACAO = Deadline(
    id="recurso-da-retencao.prazo-de-reconsideracao", title="reconsideração da retenção", provision=ARTIGO,
    duties=("R-040-REC5",), budget=dias(5), nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL,
    binds=Binds.ADMINISTRACAO, on_lapse="o recurso segue devido à autoridade superior e a chefia é avisada",
    reminders=(1,), escalations=(1, 5), escalates_to=GESTAO,
)  # fmt: skip
RECONSIDERACAO = Decision(
    id="recurso-da-retencao.reconsideracao", title="Reconsiderar a retenção ou encaminhar o recurso", provision=ARTIGO,
    duties=("RET-05",), role=SECRETARIO, authority=QUEM_DECIDE, form=Fundamentada, outcomes=(RECONSIDERAR, ENCAMINHAR),
    deadline=PRAZO_DE_RECONSIDERACAO, revocable=True, action="Assinar a decisão",
    then="mantida a retenção, a autoridade superior julga o recurso",
)  # fmt: skip

# -- § 1º: a autoridade superior, sem prazo no decreto ---------------------------------------------------------------
PRAZO_DO_JULGAMENTO = Deadline(
    id="recurso-da-retencao.prazo-do-julgamento", title="julgamento do recurso da retenção", provision=ARTIGO,
    parameter=Param("prazo_decisao_recurso_retencao_dias"), nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL,
    binds=Binds.ADMINISTRACAO, on_lapse="o julgamento continua devido e a chefia é avisada", escalations=(1,),
    escalates_to=GESTAO,
)  # fmt: skip
JULGAMENTO = Decision(
    id="recurso-da-retencao.julgamento", title="Julgar o recurso da retenção", provision=ARTIGO, duties=("RET-06",),
    role=SECRETARIO, form=Fundamentada, outcomes=(PROVER, DESPROVER), within=PRAZO_DO_JULGAMENTO,
    excludes=(RECONSIDERACAO,), action="Assinar a decisão", then="as parcelas são liberadas ou continuam retidas",
)  # fmt: skip
JULGAMENTO_DA_AUTORIDADE = replace(
    JULGAMENTO, id="recurso-da-retencao.julgamento-da-autoridade", role=AUTORIDADE_DESIGNADA,
    authority=ACIMA_DO_SECRETARIO,
)  # fmt: skip
JULGAMENTO_DA_INDICADA = replace(JULGAMENTO, id="recurso-da-retencao.julgamento-da-indicada", role=AUTORIDADE_DESIGNADA)
INDICACAO = replace(
    do_artigo_31.INDICACAO, id="recurso-da-retencao.indicacao", provision=ARTIGO, within=PRAZO_DO_JULGAMENTO
)

# -- § 2º: efeito suspensivo, de ofício ou a pedido --------------------------------------------------------------------
CONCEDER_EFEITO = Event(
    id="recurso-da-retencao.efeito-suspensivo", title="efeito suspensivo ao recurso", duties=("RET-04", "R-040-SUSP"),
    provision=DEC_167.art(40, par=2), who=(SECRETARIO, GESTAO), form=EfeitoSuspensivo, many=True, awaited=True,
    instructions="De ofício ou a pedido, pela autoridade recorrida ou pela superior, havendo justo receio de prejuízo "
    "de difícil ou incerta reparação.",
)  # fmt: skip


@procedure
class RecursoDaRetencao(Procedure[RecursoDaParcela], RetencoesAtivas):
    """One appeal against a retention, from its receipt to its decision."""

    about = About(
        id="recurso-da-retencao", title="Recurso da retenção de parcelas", short="Recurso da retenção",
        norm="Decreto 167/2019", provisions=(ARTIGO, DEC_167.art(40, par=2)), started_by=(), input=RecursoDaParcela,
        stages=(EM_RECONSIDERACAO, NA_AUTORIDADE_SUPERIOR), outcomes=(PROVIDO, DESPROVIDO),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """Art. 40, §§ 1º and 2º: decided once more, and above; the retention may meanwhile be suspended."""
        self.enter(EM_RECONSIDERACAO)
        provido = await self.during(self.decidir(), self.efeito_suspensivo())
        return PROVIDO if provido == PROVIDO else DESPROVIDO

    async def decidir(self) -> str:
        """Art. 40, § 1º: by whoever decided, within five days; else by the authority above."""
        reconsiderado = await self.ask(RECONSIDERACAO, since=self.input.recebido_em, about=self.pedido())
        if reconsiderado == RECONSIDERAR:
            return str(PROVIDO)
        self.enter(NA_AUTORIDADE_SUPERIOR)
        self.begin(PRAZO_DO_JULGAMENTO, since=self.today, because="remessa à autoridade superior")
        acima = self.parameter(QUEM_DECIDE) == SECRETARIO.id
        julgado = await (self.julgar_acima_do_secretario() if acima else self.julgar())
        self.met(PRAZO_DO_JULGAMENTO)
        return str(PROVIDO if julgado == PROVER else DESPROVIDO)

    def pedido(self) -> dict[str, Any]:
        """What whoever decides sees of the appeal."""
        return {"razões": self.input.razoes, "pede efeito suspensivo": self.input.pede_efeito_suspensivo}

    async def julgar(self) -> Answer:
        """Art. 40, § 1º: by the Secretário, who is above everybody else."""
        return await self.ask(JULGAMENTO)

    async def julgar_acima_do_secretario(self) -> Answer:
        """Art. 40, § 1º: by whom an act puts above the Secretário; without an act, by whoever the PGE says."""
        if self.parameter(ACIMA_DO_SECRETARIO):
            return await self.ask(JULGAMENTO_DA_AUTORIDADE)
        while True:
            indicada = (await self.ask(INDICACAO)).read(Indicacao).pessoa
            dito = await self.ask(JULGAMENTO_DA_INDICADA, person=indicada)
            if dito != IMPEDIDO:
                return dito

    async def efeito_suspensivo(self) -> None:
        """Art. 40, § 2º: from the day it is granted this retention holds nothing back, until the appeal is decided."""
        aberto = self.open(CONCEDER_EFEITO)
        await self.arrival(arrival_key(aberto, 1))
        await self.inscrever_retencao(RETENCAO, EFEITO, self.input.chave, self.input.retencao, self.today, retem=False)
        self.show(efeito_suspensivo=True)
