"""Comissão de Monitoramento e Avaliação: designação e impedimentos (Decreto 167/2019, arts. 34, VI, 51 and 52).

Three public agents at least, by an act in the Diário Oficial. Each declares for this partnership whether anything
impedes them; who is impeded is replaced at once, and whoever replaces them declares too.
"""

from workflows.kernel import About, Outcome, Procedure, Stage, procedure
from workflows.kernel.procedure import IMPEDIDO
from workflows.kernel.roles import GESTAO
from workflows.norms import DEC_167
from workflows.parcerias import atos_da_cma as atos
from workflows.parcerias import documentos_da_celebracao as documentos
from workflows.parcerias.da_organizacao import DeQuemIniciou
from workflows.parcerias.formularios_designacao import (
    AtoDaComissao,
    MembroDaCma,
    PedidoDeDesignacao,
    SubstituicaoNaComissao,
)

FORMADA = Outcome("comissao-designada", "Comissão designada, sem impedidos")

DESIGNACAO = Stage("designacao", "Designação")
DECLARACOES = Stage("declaracoes", "Declarações de impedimento")

IMPEDE = "declarou-se impedido de monitorar a parceria"


@procedure
class DesignacaoDaComissao(DeQuemIniciou, Procedure[PedidoDeDesignacao]):
    """From the act that designates to a commission in which nobody is impeded."""

    about = About(
        id="designacao-da-comissao", title="Designação da Comissão de Monitoramento e Avaliação",
        short="Designação da comissão", norm="Decreto 167/2019",
        provisions=(DEC_167.art(51), DEC_167.art(52), DEC_167.art(34)), started_by=(GESTAO,),
        input=PedidoDeDesignacao, stages=(DESIGNACAO, DECLARACOES), outcomes=(FORMADA,),
        documents=documentos.DA_COMISSAO,
    )  # fmt: skip
    membros: tuple[MembroDaCma, ...]

    @classmethod
    def subject_of(cls, pedido: PedidoDeDesignacao) -> str:
        """The partnership's object."""
        return pedido.objeto

    async def run(self) -> Outcome:
        """Arts. 51 and 52: designated, published, and declared free one by one."""
        self.concern(self.input.organizacao.parte)
        self.enter(DESIGNACAO)
        ato = (await self.ask(atos.DESIGNACAO)).read(AtoDaComissao)
        publicado = await self.publish(atos.PUBLICACAO_DO_ATO)

        self.enter(DECLARACOES)
        self.membros = novos = ato.membros
        while not all(await self.together(*(self.declarar(membro) for membro in novos))):
            novos = await self.substituir()
        self.show(
            membros=[membro.model_dump(mode="json") for membro in self.membros], publicado_em=publicado.on.isoformat(),
            permanente=ato.permanente,
        )  # fmt: skip
        return FORMADA

    async def declarar(self, membro: MembroDaCma) -> bool:
        """Art. 52: whether the member may act in this partnership."""
        dito = await self.ask(atos.DECLARACAO, person=membro.pessoa, subject=membro.nome)
        if dito not in (atos.LIVRE, IMPEDIDO):
            self.bar(membro.pessoa, reason=IMPEDE, provision=DEC_167.art(52))
        return dito == atos.LIVRE

    async def substituir(self) -> tuple[MembroDaCma, ...]:
        """Art. 52, sole paragraph: at once, by a published act."""
        impedidos = self.impeded_among(membro.pessoa for membro in self.membros)
        self.membros = tuple(membro for membro in self.membros if membro.pessoa not in impedidos)
        ficam = [membro.nome for membro in self.membros]
        ato = (await self.ask(atos.SUBSTITUICAO, about={"ficam": ficam})).read(SubstituicaoNaComissao)
        await self.publish(atos.PUBLICACAO_DO_ATO)
        self.membros = (*self.membros, *ato.substitutos)
        return ato.substitutos
