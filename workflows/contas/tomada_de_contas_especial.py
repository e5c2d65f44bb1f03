"""Tomada de contas especial (Decreto 167/2019, arts. 36, IX, 84, § 2º, III, 95, III, 100 and 101).

A fact calls for it; it is opened only where the requirements of the court's resolution are there. The debt is computed,
and what is not made good goes to the court of accounts. What the resolution itself says is outside the decree.
"""

from workflows.contas import atos_da_tomada as atos
from workflows.contas.apuracao_do_debito import CALCULADO, ComApuracao
from workflows.contas.formularios_debito import MemoriaDoDebito
from workflows.contas.formularios_tomada import FatoDaTomada, PedidoDeTomada, Requisitos
from workflows.kernel import About, Outcome, Stage, procedure
from workflows.kernel.roles import GESTAO, INTEGRACAO, SECRETARIO
from workflows.norms import DEC_167

__all__ = ["FatoDaTomada", "PedidoDeTomada", "TomadaDeContasEspecial"]

NAO_CABE = Outcome("tomada-nao-cabivel", "Tomada de contas especial não cabível")
RESSARCIDO = Outcome("debito-ressarcido", "Débito ressarcido")
ENCAMINHADA = Outcome("encaminhada-ao-tribunal", "Encaminhada ao Tribunal de Contas")

VERIFICACAO = Stage("verificacao", "Verificação")
APURACAO = Stage("apuracao", "Apuração do débito")
CONCLUSAO = Stage("conclusao", "Conclusão")


@procedure
class TomadaDeContasEspecial(ComApuracao[PedidoDeTomada]):
    """From the fact to a debt made good, or to the court of accounts."""

    about = About(
        id="tomada-de-contas-especial", title="Tomada de contas especial", short="Tomada de contas especial",
        norm="Decreto 167/2019", provisions=(DEC_167.art(100), DEC_167.art(101)), duties=("TCE-01",),
        started_by=(SECRETARIO, GESTAO, INTEGRACAO), input=PedidoDeTomada, stages=(VERIFICACAO, APURACAO, CONCLUSAO),
        outcomes=(NAO_CABE, RESSARCIDO, ENCAMINHADA),
    )  # fmt: skip
    requisitos: Requisitos

    async def run(self) -> Outcome:
        """Arts. 100 and 101: verified, opened, computed, concluded."""
        self.concern(self.osc)
        self.enter(VERIFICACAO)
        exigidos = {"fato": self.input.fato, "resolucao": self.parameter(atos.REQUISITOS_DO_TRIBUNAL)}
        self.requisitos = (await self.ask(atos.VERIFICAR, about=exigidos)).read(Requisitos)
        if await self.ask(atos.DECIDIR) == atos.NAO_INSTAURAR:
            return NAO_CABE
        self.notify(atos.AVISO, party=self.osc, numero=self.parceria.numero)

        self.enter(APURACAO)
        if self.follows(CALCULADO):
            memoria = await self.apurado(atos.DEBITO, self.input.inercia)
        else:
            memoria = (await self.ask(atos.APURAR)).read(MemoriaDoDebito)

        self.enter(CONCLUSAO)
        if await self.ask(atos.CONCLUIR, about={"debito": str(memoria.total)}) == atos.RESSARCIDO:
            return RESSARCIDO
        await self.ask(atos.REMETER)
        return ENCAMINHADA
