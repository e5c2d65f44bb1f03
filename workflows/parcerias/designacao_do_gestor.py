"""Designação do Gestor da parceria (Decreto 167/2019, arts. 34, V, and 59, §§ 1º to 5º).

Designated by an act in the Diário Oficial; whoever is designated declares first whether anything impedes them, and then
somebody else is designated. Meanwhile their head answers for the partnership.
"""

from workflows.kernel import About, Outcome, Procedure, Stage, procedure
from workflows.kernel.procedure import IMPEDIDO
from workflows.kernel.roles import GESTAO
from workflows.norms import DEC_167, Param
from workflows.parcerias import atos_do_gestor as atos
from workflows.parcerias import documentos_da_celebracao as documentos
from workflows.parcerias.da_organizacao import DeQuemIniciou
from workflows.parcerias.formularios_designacao import Agente, AtoDoGestor, PedidoDeDesignacao

DESIGNADO = Outcome("gestor-designado", "Gestor designado, sem impedimento")

DESIGNACAO = Stage("designacao", "Designação")
DECLARACAO = Stage("declaracao", "Declaração de impedimento")

IMPEDE = "declarou-se impedido de gerir a parceria"
MAXIMO = Param("max_parcerias_por_gestor")


@procedure
class DesignacaoDoGestor(DeQuemIniciou, Procedure[PedidoDeDesignacao]):
    """From the act that designates to a Gestor whom nothing impedes."""

    about = About(
        id="designacao-do-gestor", title="Designação do Gestor da parceria", short="Designação do Gestor",
        norm="Decreto 167/2019", provisions=(DEC_167.art(59), DEC_167.art(34)), started_by=(GESTAO,),
        input=PedidoDeDesignacao, stages=(DESIGNACAO, DECLARACAO), outcomes=(DESIGNADO,),
        documents=documentos.DO_GESTOR,
    )  # fmt: skip
    limite: int | None

    @classmethod
    def subject_of(cls, pedido: PedidoDeDesignacao) -> str:
        """The partnership's object."""
        return pedido.objeto

    async def run(self) -> Outcome:
        """Art. 59: designated, published and declared free; with an impediment, from the beginning."""
        self.concern(self.input.organizacao.parte)
        self.limite = self.parameter(MAXIMO)
        livres = False
        while not livres:
            self.enter(DESIGNACAO)
            ato = (await self.ask(atos.DESIGNACAO)).read(AtoDoGestor)
            publicado = await self.publish(atos.PUBLICACAO_DO_ATO)

            self.enter(DECLARACAO)
            livres = all(await self.together(*(self.declarar(um) for um in ato.titulares)))
        self.show(
            gestores=[um.model_dump(mode="json") for um in ato.titulares], publicado_em=publicado.on.isoformat(),
            suplentes=[um.model_dump(mode="json") for um in ato.suplentes],
        )  # fmt: skip
        return DESIGNADO

    async def declarar(self, titular: Agente) -> bool:
        """Art. 59, § 5º: whether the person may act; if not, who is above them is told (§ 2º)."""
        dito = await self.ask(atos.DECLARACAO, person=titular.pessoa, subject=titular.nome)
        if dito == atos.LIVRE:
            return True
        if dito != IMPEDIDO:
            self.bar(titular.pessoa, reason=IMPEDE, provision=DEC_167.art(59, par=5))
        self.notify(atos.AVISO_A_CHEFIA, objeto=self.input.objeto)
        return False
