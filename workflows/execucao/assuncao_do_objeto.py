"""Assunção ou transferência da execução do objeto (Decreto 167/2019, arts. 36, XI, and 58).

Two grounds: the object is not carried out by the exclusive fault of the organisation (SINFRA may take it over), or its
execution stopped (SINFRA may take it over or transfer it, by the clause of the instrument). Whether it does is weighed.
"""

from typing import Any

from workflows.execucao.sob_parceria import DaParceria, SobParceria, titulo
from workflows.kernel import About, Decision, HumanTask, Notice, Outcome, Stage, exige, procedure
from workflows.kernel.procedure import IMPEDIDO, Answer
from workflows.kernel.roles import AREA_TECNICA, GESTAO, GESTOR_DA_PARCERIA, SECRETARIO
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Motivo, Texto, campo, opcional

POR_CULPA, POR_PARALISACAO = DEC_167.art(58), DEC_167.art(36, inciso="XI")

ASSUMIDA = Outcome("execucao-assumida", "SINFRA assumiu a execução")
TRANSFERIDA = Outcome("execucao-transferida", "Execução transferida")
NAO_ASSUMIDA = Outcome("nao-assumida", "Execução não assumida")

CONSTATACAO = Stage("constatacao", "Constatação")
DECISAO = Stage("decisao", "Decisão")


class PedidoDeAssuncao(DaParceria):
    """What was seen of the object."""

    motivo: Motivo = campo("O que se viu da execução", widget="textarea", provision=POR_CULPA.id)


class DecisaoDeAssumir(Fundamentada):
    """Why it is convenient and opportune, or not; and to whom the execution passes."""

    para_quem: Texto | None = opcional("Se transfere: para quem", provision=POR_PARALISACAO.id)


# -- Arts. 58 e 36, XI: a hipótese -----------------------------------------------------------------------------------
CULPA = Outcome("culpa-exclusiva", "Inexecução por culpa exclusiva da organização")
PARALISACAO = Outcome("paralisacao", "Execução paralisada")
NENHUMA = Outcome("nenhuma", "Nenhuma das duas", "A organização continua a execução.")

CONSTATAR = HumanTask(
    id="assuncao-do-objeto.constatacao", title="Constatar a inexecução ou a paralisação", provision=POR_CULPA,
    role=GESTOR_DA_PARCERIA, duties=("ASU-01", "R-058"), form=Fundamentada, outcomes=(CULPA, PARALISACAO, NENHUMA),
    action="Concluir", then="o Secretário verifica a conveniência e a oportunidade",
)  # fmt: skip

CONSTATAR_PELA_CHEFIA = HumanTask(
    id="assuncao-do-objeto.constatacao-pela-chefia", title="Constatar a inexecução, impedido quem gere a parceria",
    provision=DEC_167.art(59, par=2), role=GESTAO, duties=("ASU-01",), form=Fundamentada,
    outcomes=(CULPA, PARALISACAO, NENHUMA), action="Concluir",
    then="o Secretário verifica a conveniência e a oportunidade",
)  # fmt: skip

# -- Art. 58: conveniência e oportunidade ----------------------------------------------------------------------------
ASSUMIR = Outcome("assumir", "Assumir a execução")
TRANSFERIR = Outcome("transferir", "Transferir a execução", "Só na paralisação, pela cláusula do instrumento.")
NAO_ASSUMIR = Outcome("nao-assumir", "Não assumir", "A organização continua a execução.")


def _decisao(caso: Any, outcome: str, decisao: DecisaoDeAssumir) -> None:
    if outcome == TRANSFERIR:
        so = "A culpa da organização permite assumir; transferir, só na paralisação."
        exige(caso.hipotese == PARALISACAO, POR_PARALISACAO, so)
    sobre = "Diga para quem se transfere, e só então."
    exige((outcome == TRANSFERIR) is bool(decisao.para_quem), POR_PARALISACAO, sobre, "para_quem")


DECIDIR = Decision(
    id="assuncao-do-objeto.decisao", title="Decidir se a SINFRA assume ou transfere a execução", provision=POR_CULPA,
    role=SECRETARIO, duties=("ASU-02", "R-058"), form=DecisaoDeAssumir, check=_decisao,
    outcomes=(ASSUMIR, TRANSFERIR, NAO_ASSUMIR), action="Assinar a decisão", then="a organização é avisada",
)  # fmt: skip

AVISO = Notice(
    id="assuncao-do-objeto.aviso", title="A SINFRA decidiu sobre a execução do objeto", provision=POR_CULPA,
    body="Sobre a execução do {numero}: {decisao}. A decisão e seus motivos estão no processo.",
)  # fmt: skip


@procedure
class AssuncaoDoObjeto(SobParceria[PedidoDeAssuncao]):
    """From what was seen to who carries the object out."""

    about = About(
        id="assuncao-do-objeto", title="Assunção da execução do objeto", short="Assunção do objeto",
        norm="Decreto 167/2019", provisions=(POR_CULPA, POR_PARALISACAO), started_by=(AREA_TECNICA, GESTAO),
        input=PedidoDeAssuncao, stages=(CONSTATACAO, DECISAO), outcomes=(ASSUMIDA, TRANSFERIDA, NAO_ASSUMIDA),
    )  # fmt: skip
    hipotese: Outcome

    async def run(self) -> Outcome:
        """Arts. 36, XI, and 58: one of the two grounds, and then whether it is worth it."""
        self.concern(self.osc)
        self.enter(CONSTATACAO)
        self.hipotese = await self.constatar()
        if self.hipotese == NENHUMA:
            return NAO_ASSUMIDA
        self.enter(DECISAO)
        decidida = await self.ask(DECIDIR, about={"hipotese": titulo(CONSTATAR, self.hipotese)})
        palavra = titulo(DECIDIR, decidida).lower()
        self.notify(AVISO, party=self.osc, numero=self.input.parceria.numero, decisao=palavra)
        if decidida == NAO_ASSUMIR:
            return NAO_ASSUMIDA
        return ASSUMIDA if decidida == ASSUMIR else TRANSFERIDA

    async def constatar(self) -> Answer:
        """By the Gestor, or by the head of the unit while nobody else may (art. 59, § 2º)."""
        constatado = await self.ask(CONSTATAR, person=self.input.parceria.gestor)
        return await self.ask(CONSTATAR_PELA_CHEFIA) if constatado == IMPEDIDO else constatado
