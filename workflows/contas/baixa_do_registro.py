"""Baixa do registro de rejeição de contas (Decreto 167/2019, art. 98, § 1º).

The register lasts while its reasons last. No term ends it: whether they have ceased is for the Secretary to decide.
"""

from workflows.contas.regras_ressarcimento import sem_este
from workflows.execucao.agentes_da_parceria import ComAgentes
from workflows.execucao.registros import CONTAS_REJEITADAS, REJEITADOS
from workflows.execucao.sob_parceria import DaParceria
from workflows.kernel import About, Decision, Notice, Outcome, Stage, procedure
from workflows.kernel.registering import WhileAny
from workflows.kernel.roles import AREA_TECNICA, GESTAO, OSC, SECRETARIO
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Motivo, campo

BAIXADO = Outcome("registro-baixado", "Registro baixado")
MANTIDO = Outcome("registro-mantido", "Registro mantido")
NADA_CONSTA = Outcome("nada-consta", "Nada consta a baixar")

EM_DECISAO = Stage("decisao", "Decisão")


class PedidoDeBaixa(DaParceria):
    """Of which partnership the rejection is registered, and why its reasons are said to have ceased."""

    razao: Motivo = campo(
        "Por que cessaram os motivos da rejeição", "Anexe a prova ao processo.", widget="textarea",
        provision=DEC_167.art(98, par=1).id,
    )  # fmt: skip


CESSARAM = Outcome("cessaram", "Cessaram os motivos", "O registro é baixado e o impedimento termina.")
PERSISTEM = Outcome("persistem", "Os motivos persistem", "O registro fica como está.")

DECIDIR = Decision(
    id="baixa-do-registro.decisao", title="Decidir se cessaram os motivos da rejeição", role=SECRETARIO,
    provision=DEC_167.art(98, par=1), duties=("IMP-04", "R-098-REG"), form=Fundamentada,
    outcomes=(CESSARAM, PERSISTEM), action="Assinar a decisão", then="cessados, o registro é baixado",
)  # fmt: skip

AVISO = Notice(
    id="baixa-do-registro.aviso", title="O registro de rejeição de contas foi baixado",
    provision=DEC_167.art(98, par=1), duties=("IMP-04",),
    body="A rejeição das contas do instrumento {numero} não consta mais como impedimento.",
)  # fmt: skip


@procedure
class BaixaDoRegistro(ComAgentes[PedidoDeBaixa]):
    """From the request to the decision."""

    about = About(
        id="baixa-do-registro", title="Baixa do registro de rejeição de contas", short="Baixa do registro",
        norm="Decreto 167/2019", provisions=(DEC_167.art(98, par=1), DEC_167.art(99)),
        started_by=(OSC, AREA_TECNICA, GESTAO), input=PedidoDeBaixa, stages=(EM_DECISAO,),
        outcomes=(BAIXADO, MANTIDO, NADA_CONSTA),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """Art. 98, § 1º: looked up, decided and, if the reasons ceased, taken out for this instrument alone."""
        self.concern(self.osc)
        self.enter(EM_DECISAO)
        numero = self.parceria.numero
        consta = await self.consult(CONTAS_REJEITADAS, party=self.osc, on=self.today)
        if not consta.holds or numero not in consta.details[REJEITADOS]:
            return NADA_CONSTA
        if await self.ask(DECIDIR, about={"razao": self.input.razao}) != CESSARAM:
            return MANTIDO
        outros = self.reckon(sem_este, consta.details[REJEITADOS], numero)
        self.inscribe(
            CONTAS_REJEITADAS, BAIXADO, party=self.osc, numero=numero, holds=WhileAny(REJEITADOS),
            shared={REJEITADOS: (consta.details[REJEITADOS], outros)},
        )  # fmt: skip
        self.notify(AVISO, party=self.osc, numero=numero)
        return BAIXADO
