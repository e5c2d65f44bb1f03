"""Retenção de parcelas (Decreto 167/2019, art. 40).

Any one of three grounds retains the instalments. The organisation may appeal in ten days, and the appeal suspends
nothing unless one of the authorities says so. The retention ends with its cause, by a decision; several at once each
end alone, and instalments flow when none is left.
"""

from datetime import date
from typing import Any

from workflows.execucao import atos_da_retencao as atos
from workflows.execucao.formularios_retencao import NotificacaoDaRetencao, PedidoDeRetencao, por_extenso
from workflows.execucao.mudancas import LINHAS
from workflows.execucao.razao import Natureza, linha
from workflows.execucao.registros import RETENCAO
from workflows.execucao.retencoes_ativas import RetencoesAtivas
from workflows.execucao.sob_parceria import SobParceria
from workflows.kernel import About, Outcome, Stage, procedure
from workflows.kernel.appeal import MANTIDA, REFORMADA, appealable
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import centavos

# -- Resultados ------------------------------------------------------------------------------------------------
SEM_RETENCAO = Outcome("sem-retencao", "Parcelas não retidas")
LIBERADAS = Outcome("liberadas-por-recurso", "Retenção desfeita em recurso")
CESSADA = Outcome("retencao-cessada", "Retenção cessada, saneada a causa")

RETIDAS = Outcome("retidas", "Parcelas retidas")

DECISAO = Stage("decisao", "Decisão")
NOTIFICACAO = Stage("notificacao", "Notificação")
EM_VIGOR = Stage("em-vigor", "Retenção e recurso")


@procedure
class RetencaoDeParcela(SobParceria[PedidoDeRetencao], RetencoesAtivas):
    """One retention, from its ground to its end."""

    about = About(
        id="retencao-de-parcela", title="Retenção de parcelas da parceria", short="Retenção", norm="Decreto 167/2019",
        provisions=(DEC_167.art(40),), started_by=(AREA_TECNICA, GESTAO, INTEGRACAO), input=PedidoDeRetencao,
        stages=(DECISAO, NOTIFICACAO, EM_VIGOR), outcomes=(SEM_RETENCAO, LIBERADAS, CESSADA),
        duties=("RET-01", "R-040"),
    )  # fmt: skip
    decidida_em: date
    linhas: tuple[dict[str, Any], ...] = ()

    @classmethod
    def subject_of(cls, pedido: PedidoDeRetencao) -> str:
        """The instrument."""
        return f"Parcelas do {pedido.parceria.numero}"

    async def run(self) -> Outcome:
        """Art. 40: decided, notified; then appealed against or put right, whichever ends it first."""
        self.concern(self.osc)
        self.enter(DECISAO)
        causa = self.reckon(por_extenso, self.input.causa)
        decidido = await self.ask(atos.DECIDIR, about={"causa": causa, "fatos": self.input.fatos})
        if decidido == atos.NAO_RETER:
            return SEM_RETENCAO
        await self.reter(decidido.on)

        self.enter(NOTIFICACAO)
        self.notify(atos.AVISO_DE_RETENCAO, party=self.osc, numero=self.input.parceria.numero, causa=causa)
        notificacao = (await self.ask(atos.NOTIFICAR)).read(NotificacaoDaRetencao)

        self.enter(EM_VIGOR)
        if await self.alongside(self.desfeita(notificacao.notificada_em), self.sanear()):
            return await self.desfazer()
        return CESSADA

    async def reter(self, dia: date) -> None:
        """Art. 40, caput: from the day of the decision nothing is released."""
        self.decidida_em = dia
        self.show(retidas_desde=dia.isoformat(), causa=str(self.input.causa))
        self.escriturar(Natureza.RETENCAO, dia, "Retenção das parcelas")
        await self.inscrever(RETIDAS)

    async def desfeita(self, notificada_em: date) -> bool:
        """Art. 40, § 1º: whether an appeal was upheld; dismissed, what its effect had suspended stands again."""
        regra = atos.recurso_de(self.input.parceria.chave, self.case_id)
        recurso = await appealable(
            self, regra, decision="Retenção das parcelas", since=notificada_em, because="notificação da retenção"
        )
        if recurso == MANTIDA and not self.kept("saneada-antes", self.done_at(atos.CESSAR) is not None):
            await self.inscrever(RETIDAS)
        return recurso == REFORMADA

    async def sanear(self) -> None:
        """Art. 40, III: once the cause is put right, whether an appeal is still pending or not."""
        saneada = await self.ask(atos.CESSAR)
        self.escriturar(Natureza.FIM_DA_RETENCAO, saneada.on, "Fim da retenção, saneada a causa")
        await self.inscrever(CESSADA)

    async def desfazer(self) -> Outcome:
        """Art. 40, § 1º: the instalments flow again from the day of the decision on the appeal."""
        if not self.kept("saneada", self.done_at(atos.CESSAR) is not None):
            self.escriturar(Natureza.FIM_DA_RETENCAO, self.today, "Retenção desfeita em recurso")
            await self.inscrever(LIBERADAS)
        return LIBERADAS

    async def inscrever(self, como: Outcome) -> None:
        """What stands of all retentions of the partnership, this one among them or no longer; who must know is told."""
        chave = self.input.parceria.chave
        await self.inscrever_retencao(RETENCAO, como, chave, self.case_id, self.today, retem=como == RETIDAS)
        if como != RETIDAS:
            self.notify(atos.AVISO_DO_FIM, party=self.osc, numero=self.input.parceria.numero, como=como.title)

    def escriturar(self, natureza: Natureza, dia: date, historico: str) -> None:
        """A line for the ledger of the partnership, when it is known how much is held back."""
        if self.input.a_liberar is not None:
            uma = self.reckon(linha, dia, natureza, centavos(self.input.a_liberar), historico, DEC_167.art(40))
            self.linhas = (*self.linhas, uma.model_dump(mode="json"))
            self.report(**{LINHAS: list(self.linhas)})
