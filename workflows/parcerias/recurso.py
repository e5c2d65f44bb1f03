"""Recurso administrativo do chamamento e do plano de trabalho (Decreto 167/2019, art. 31).

The authority that decided reconsiders or forwards in five days; the superior authority decides in five (§ 1º). The
appeal suspends nothing unless a reasoned decision says so (§ 2º). Only another procedure starts it.
"""

from datetime import date

from workflows.clock import Binds, Counting, Nature, dias
from workflows.kernel import About, Deadline, Decision, Event, Form, Outcome, Procedure, Stage, procedure
from workflows.kernel.appeal import DESPROVIDO, PROVIDO
from workflows.kernel.roles import GESTAO, SECRETARIO
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo

EM_RECONSIDERACAO = Stage("reconsideracao", "Reconsideração")
NA_AUTORIDADE_SUPERIOR = Stage("autoridade-superior", "Autoridade superior")


class Recurso(Form):
    """What an appeal says: the decision appealed against, who appeals, when it was received, and why."""

    decisao: Texto = campo("Decisão recorrida")
    recorrente: Texto = campo("Quem recorre")
    recebido_em: date = campo("Recebido em")
    razoes: TextoLongo = campo("Razões do recurso", widget="textarea")


# -- Art. 31, § 1º: reconsideração em cinco dias -------------------------------------------------------------------
PRAZO_DE_RECONSIDERACAO = Deadline(
    id="recurso.prazo-de-reconsideracao", title="reconsideração do recurso", provision=DEC_167.art(31, par=1),
    budget=dias(5), nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL, binds=Binds.ADMINISTRACAO,
    on_lapse="o recurso continua pendente e a chefia é avisada",
    reminders=(1,), escalations=(1, 5), escalates_to=GESTAO,
)  # fmt: skip

RECONSIDERAR = Outcome("reconsiderar", "Reconsiderar", "A decisão é reformada como o recurso pede.")
ENCAMINHAR = Outcome("encaminhar", "Manter e encaminhar", "O recurso segue à autoridade superior (art. 31, § 1º).")

RECONSIDERACAO = Decision(
    id="recurso.reconsideracao", title="Reconsiderar a decisão ou encaminhar o recurso",
    provision=DEC_167.art(31, par=1), role=GESTAO, form=Fundamentada, outcomes=(RECONSIDERAR, ENCAMINHAR),
    deadline=PRAZO_DE_RECONSIDERACAO, revocable=True, action="Assinar a decisão",
    then="mantida a decisão, a autoridade superior julga o recurso",
)  # fmt: skip

# -- Art. 31, § 1º: decisão da autoridade superior em cinco dias ---------------------------------------------------
PRAZO_DA_DECISAO = Deadline(
    id="recurso.prazo-da-decisao", title="decisão do recurso", provision=DEC_167.art(31, par=1),
    budget=dias(5), nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL, binds=Binds.ADMINISTRACAO,
    on_lapse="o recurso continua pendente e a chefia é avisada",
    reminders=(1,), escalations=(1, 5), escalates_to=GESTAO,
)  # fmt: skip

PROVER = Outcome("prover", "Prover o recurso", "A decisão é reformada.")
DESPROVER = Outcome("desprover", "Negar provimento", "A decisão fica como está; não cabe outro recurso.")

DECISAO_SUPERIOR = Decision(
    id="recurso.decisao-superior", title="Julgar o recurso", provision=DEC_167.art(31, par=1), role=SECRETARIO,
    form=Fundamentada, outcomes=(PROVER, DESPROVER), deadline=PRAZO_DA_DECISAO, action="Assinar a decisão",
    excludes=(RECONSIDERACAO,), then="a decisão do recurso é definitiva",
)  # fmt: skip

# -- Art. 31, § 2º: efeito suspensivo por decisão fundamentada -----------------------------------------------------
EFEITO_SUSPENSIVO = Event(
    id="recurso.efeito-suspensivo", title="decisão de efeito suspensivo", provision=DEC_167.art(31, par=2),
    who=(GESTAO, SECRETARIO), form=Fundamentada,
)  # fmt: skip


@procedure
class RecursoAdministrativo(Procedure[Recurso]):
    """One appeal, from its receipt to its decision."""

    about = About(
        id="recurso", title="Recurso administrativo", short="Recurso", norm="Decreto 167/2019",
        provisions=(DEC_167.art(31),), started_by=(), input=Recurso,
        stages=(EM_RECONSIDERACAO, NA_AUTORIDADE_SUPERIOR), outcomes=(PROVIDO, DESPROVIDO),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """Art. 31, § 1º: first who decided, then who is above."""
        self.enter(EM_RECONSIDERACAO)
        self.open(EFEITO_SUSPENSIVO)
        if await self.ask(RECONSIDERACAO, since=self.input.recebido_em) == RECONSIDERAR:
            return PROVIDO

        self.enter(NA_AUTORIDADE_SUPERIOR)
        return PROVIDO if await self.ask(DECISAO_SUPERIOR) == PROVER else DESPROVIDO
