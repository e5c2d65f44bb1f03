"""What partial accounts bring upon an organisation: the warning of an omission, and sanctions that were decided."""

from workflows.contas import atos_das_contas_parciais as atos
from workflows.contas.formularios_contas_parciais import Decisao
from workflows.contas.formularios_sancao import OrigemDaSancao, PedidoDeSancao
from workflows.contas.regras_contas_parciais import Providencia
from workflows.contas.regras_sancao import Sancao
from workflows.contas.sancao import ADVERTIDA, SancaoDaOrganizacao
from workflows.contas.situacao_das_contas import SituacaoDasContas
from workflows.execucao.registros import SANCOES_APLICADAS
from workflows.kernel import Answer

EM_REGISTRO = "sancoes-em-registro"
"""The change by which a warning stands in the register of sanctions, and a sanction that was decided opens its case."""


class SancoesDasContas(SituacaoDasContas):
    """A procedure about the accounts of one period which may end in a sanction."""

    async def advertir(self, *, omitidas: bool) -> None:
        """Art. 80, parágrafo único, I: who lets the fifteen days go by is warned, even if the accounts come before."""
        if omitidas and not self.kept("advertida", self.done_at(atos.ADVERTIR) is not None):
            await self.advertencia()

    async def advertencia(self) -> None:
        """Art. 80, parágrafo único, I: the warning, which stands in the register of sanctions."""
        await self.ask(atos.ADVERTIR)
        if self.follows(EM_REGISTRO):
            numero = self.parceria.numero
            self.inscribe(SANCOES_APLICADAS, ADVERTIDA, party=self.osc, numero=numero, sancao=Sancao.ADVERTENCIA.value)

    async def sancionar(self, decidido: Answer) -> None:
        """Arts. 84, § 2º, II, and 110: which sanction, in a case of its own; the defence was heard here."""
        if Providencia.SANCOES not in decidido.read(Decisao).providencias or not self.follows(EM_REGISTRO):
            return
        pedido = self.made(
            PedidoDeSancao, parceria=self.parceria, origem=OrigemDaSancao.RECOMENDACAO,
            fatos=decidido.form["motivo"], defesa_ouvida_em=decidido.on,
        )  # fmt: skip
        await self.launch(SancaoDaOrganizacao, pedido)
