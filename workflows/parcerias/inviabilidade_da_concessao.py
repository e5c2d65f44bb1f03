"""Inviabilidade da concessão: pedágio, balsa e aeroporto (Decreto 167/2019, arts. 34, I, b, and 69 to 76).

A partnership in which users pay a tariff is admitted only if a concession is shown to be unfeasible, and an act of
SINFRA rules the tariff. The five elements of the technical note (art. 71) are asked of toll roads alone.
"""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from workflows.kernel import About, Outcome, Procedure, Stage, procedure
from workflows.kernel.roles import AREA_TECNICA, GESTAO
from workflows.norms import DEC_167
from workflows.parcerias import atos_da_inviabilidade as atos
from workflows.parcerias import documentos_da_celebracao as documentos
from workflows.parcerias.formularios_inviabilidade import PedidoDeInviabilidade, Sistema

DEMONSTRADA = Outcome("inviabilidade-demonstrada", "Inviabilidade demonstrada")
CONCESSAO_VIAVEL = Outcome("concessao-viavel", "Concessão viável")
VEDADA = Outcome("transferencia-vedada", "Transferência vedada")

ESTUDO = Stage("estudo", "Estudo e conclusão")
TARIFA = Stage("tarifa", "Ato da tarifa")


@procedure
class InviabilidadeDaConcessao(Procedure[PedidoDeInviabilidade]):
    """Whether a road, a crossing or an airport may be handed to an organisation that charges its users."""

    about = About(
        id="inviabilidade-da-concessao", title="Demonstração de inviabilidade da concessão", short="Inviabilidade",
        norm="Decreto 167/2019", provisions=(DEC_167.art(70), DEC_167.art(71), DEC_167.art(73), DEC_167.art(75)),
        started_by=(AREA_TECNICA, GESTAO), input=PedidoDeInviabilidade, stages=(ESTUDO, TARIFA),
        outcomes=(DEMONSTRADA, CONCESSAO_VIAVEL, VEDADA),
        documents=documentos.DA_INVIABILIDADE,
    )  # fmt: skip

    @classmethod
    def subject_of(cls, pedido: PedidoDeInviabilidade) -> str:
        """The road, crossing or airport."""
        return pedido.objeto

    async def run(self) -> Outcome:
        """Arts. 69 to 76: each system by its own section."""
        self.enter(ESTUDO)
        secoes: Mapping[str, Callable[[], Coroutine[Any, Any, Outcome]]] = {
            Sistema.RODOVIA: self.rodovia, Sistema.BALSA: self.balsa, Sistema.AEROPORTO: self.aeroporto,
        }  # fmt: skip
        concluido = await self.one_of(secoes, self.input.sistema)()
        if concluido == DEMONSTRADA:
            self.show(objeto=self.input.objeto, demonstrada_em=self.today.isoformat())
        return concluido

    async def rodovia(self) -> Outcome:
        """Arts. 69 to 72: the stretch, the note, the conclusion, the ceiling."""
        await self.ask(atos.TRECHO)
        await self.ask(atos.NOTA_TECNICA)
        if await self.ask(atos.CONCLUSAO) == atos.VIAVEL:
            return CONCESSAO_VIAVEL
        self.enter(TARIFA)
        await self.ask(atos.TETO_DO_PEDAGIO)
        return DEMONSTRADA

    async def balsa(self) -> Outcome:
        """Arts. 73 and 74: no feasible concession, and no money for bridges."""
        if await self.ask(atos.CONCESSAO_DA_BALSA) == atos.VIAVEL:
            return CONCESSAO_VIAVEL
        if await self.ask(atos.PONTES) == atos.COM_RECURSOS:
            return VEDADA
        self.enter(TARIFA)
        await self.ask(atos.TARIFA_DA_BALSA)
        return DEMONSTRADA

    async def aeroporto(self) -> Outcome:
        """Arts. 75 and 76: no feasible concession, and the sector's law kept."""
        if await self.ask(atos.CONCESSAO_DO_AEROPORTO) == atos.VIAVEL:
            return CONCESSAO_VIAVEL
        if await self.ask(atos.LEGISLACAO_SETORIAL) == atos.DESCONFORME:
            return VEDADA
        self.enter(TARIFA)
        await self.ask(atos.TARIFA_DO_AEROPORTO)
        return DEMONSTRADA
