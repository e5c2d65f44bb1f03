"""What a partnership alters by its own motion, and for inflation (Decreto 167/2019, art. 49, §§ 1º and 4º)."""

from workflows.execucao import atos_da_parceria as atos
from workflows.execucao.apostila_de_oficio import ApostilaDeOficio
from workflows.execucao.contas_da_parceria import ContasDaParceria
from workflows.execucao.estado_da_parceria import MUDAM
from workflows.execucao.formularios_alteracao import Causa, ParaApostilar
from workflows.execucao.formularios_reajuste import DoInstrumento, PedidoDeReajuste
from workflows.execucao.regras_atraso import para_apostilar, por_apostilar
from workflows.execucao.repasse_de_parcela import RepasseDeParcela
from workflows.execucao.variacao_inflacionaria import VariacaoInflacionaria
from workflows.kernel import Answer

ATRASO = "atraso"
APOSTILA_SOZINHA = "apostila-de-oficio-da-parceria"
"""The change by which a partnership apostilles the delays of SINFRA itself; before, somebody started a case."""
REAJUSTE_PEDIDO_AQUI = "reajuste-da-parceria"
"""The change by which an adjustment for inflation is asked for in the partnership; before, somebody started a case."""


class ApostilasDaParceria(ContasDaParceria):
    """The courses of it."""

    # -- Art. 49, § 1º, I: o atraso da SINFRA ----------------------------------------------------------------------

    async def atrasos_da_sinfra(self) -> None:
        """Art. 49, § 1º, I: as each instalment is released late, and before the term ends without one that is due; a
        case of its own for each, one after the other."""
        if not self.follows(APOSTILA_SOZINHA):
            return
        while True:
            repasses, apostilas = self.ended(RepasseDeParcela), self.ended(ApostilaDeOficio)
            vistos, qual = len(self.ended(RepasseDeParcela, *MUDAM)), str(len(apostilas) + 1)
            ja_liberadas = len(self.input.liberadas)
            proxima = self.reckon(por_apostilar, self.vigente, ja_liberadas, repasses, apostilas, self.ended())
            aberta, dia = self.began(ApostilaDeOficio, qual), None if proxima is None else proxima.dia
            if not aberta and await self.until_or_ended(dia, RepasseDeParcela, *MUDAM, after=vistos, of=ATRASO):
                continue
            atraso = self.reckon(para_apostilar, proxima, apostilas)
            pedido = self.made(ParaApostilar, parceria=self.vigente.parceria, causa=Causa.ATRASO, atraso=atraso)
            await self.child(ApostilaDeOficio, pedido, subject=qual)

    # -- Art. 49, § 4º: a inflação ---------------------------------------------------------------------------------

    async def reajustes(self) -> None:
        """Art. 49, § 4º: each request is a case of its own; the instalments to come grow as it is decided."""
        if self.follows(REAJUSTE_PEDIDO_AQUI):
            await self.each_arrival(atos.PEDIR_REAJUSTE, course=self.reajustar)

    async def reajustar(self, pedido: Answer, numero: int) -> None:
        """Art. 49, § 4º: examined with what is known of the instrument and of the calendar."""
        aprovado_em, vigente = self.input.instrumento.plano_aprovado_em, self.vigente
        sabido = self.made(DoInstrumento, plano_aprovado_em=aprovado_em, parcelas=vigente.parcelas)
        reajuste = self.made(PedidoDeReajuste, parceria=vigente.parceria, sabido=sabido, **pedido.form)
        await self.child(VariacaoInflacionaria, reajuste, subject=str(numero))
