"""Conciliação bancária (Decreto 167/2019, arts. 86, V, 91, V, and 92, II).

The statement of the account is laid beside what the records say was paid, credited and given back, by rules that judge
nothing. The accounts team says what they show; the report of it is a document of the body. Art. 92 demands it of the
final accounts; of partial ones (art. 87) whoever analyses them may ask for it.
"""

from collections import Counter

from workflows.contas import atos_da_conciliacao as atos
from workflows.contas.correspondencia import conciliar
from workflows.contas.formularios_conciliacao import (
    ConferenciaDaConciliacao,
    EnvioDoExtrato,
    PedidoDeConciliacao,
    como_relatorio,
)
from workflows.contas.movimento_da_parceria import MOVIMENTO, Movimento
from workflows.contas.regras_conciliacao import Conciliacao, Lado, Lancamento, Registrado, juntar
from workflows.execucao.sob_parceria import SobParceria
from workflows.kernel import About, Answer, Outcome, Stage, procedure
from workflows.kernel.roles import AREA_TECNICA, EQUIPE_DE_CONTAS, GESTAO, INTEGRACAO
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import em_reais

# -- Resultados ------------------------------------------------------------------------------------------------------
CONCILIADA = Outcome("conciliada", "Conta conciliada")
NAO_CONCILIADA = Outcome("conciliacao-com-diferencas", "Conta com diferenças sem explicação")
SEM_EXTRATO = Outcome("sem-extrato-em-arquivo", "Sem extrato em arquivo")

EXTRATO = Stage("extrato", "Extrato da conta")
CONFERENCIA = Stage("conferencia", "Conferência")


@procedure
class ConciliacaoBancaria(SobParceria[PedidoDeConciliacao]):
    """One statement, from its file to what it shows."""

    about = About(
        id="conciliacao-bancaria", title="Conciliação bancária", short="Conciliação", norm="Decreto 167/2019",
        provisions=(DEC_167.art(92, inciso="II"), DEC_167.art(91, inciso="V"), DEC_167.art(86, inciso="V")),
        started_by=(EQUIPE_DE_CONTAS, AREA_TECNICA, GESTAO, INTEGRACAO), input=PedidoDeConciliacao,
        stages=(EXTRATO, CONFERENCIA), outcomes=(CONCILIADA, NAO_CONCILIADA, SEM_EXTRATO),
    )  # fmt: skip
    envios: tuple[EnvioDoExtrato, ...] = ()
    movimento: Movimento = Movimento()

    async def run(self) -> Outcome:
        """Arts. 91, V, and 92, II: the statement, what it corresponds to, and what the team says of it."""
        self.concern(self.osc)
        while True:
            self.enter(EXTRATO)
            if await self.receber() == atos.SEM_ARQUIVO:
                return SEM_EXTRATO
            self.enter(CONFERENCIA)
            parceria, pedido = self.input.parceria, self.input
            self.movimento = await self.consult(
                MOVIMENTO, parte=self.osc, numero=parceria.numero, inicio=pedido.inicio, fim=pedido.fim
            )
            conferida = await self.ask(atos.CONFERIR, about=self.reckon(em_palavras, self.conciliacao()))
            if conferida != atos.COMPLETAR:
                return self.relatar(conferida)

    async def receber(self) -> Outcome:
        """Art. 91, V: from the organisation, or from the team in its place."""
        if await self.unless(atos.ASSUMIR, self.da_organizacao(), then=atos.PELA_EQUIPE) == atos.ENVIADO:
            return atos.ENVIADO
        return self.guardar(await self.ask(atos.ENVIAR_PELA_EQUIPE))

    async def da_organizacao(self) -> Outcome:
        """The statement that the organisation sends."""
        return self.guardar(await self.ask(atos.ENVIAR, party=self.osc))

    def guardar(self, enviado: Answer) -> Outcome:
        """What came is kept with what came before."""
        if enviado == atos.SEM_ARQUIVO:
            return atos.SEM_ARQUIVO
        self.envios = (*self.envios, enviado.read(EnvioDoExtrato))
        return atos.ENVIADO

    @property
    def extrato(self) -> tuple[Lancamento, ...]:
        """The lines of all that was sent, each once."""
        return extrato_de(self.envios)

    @property
    def conhecidos(self) -> dict[str, Lancamento]:
        """The lines that the bank identifies, by its identifier."""
        return {um.identificador: um for um in self.extrato if um.identificador}

    def conciliacao(self) -> Conciliacao:
        """Both sides as they stand."""
        return self.reckon(conciliacao_de, self.envios, self.movimento, self.input.tolerancia_em_dias)

    def relatar(self, conferida: Answer) -> Outcome:
        """Art. 92, II: the report, and what the accounts above learn of it."""
        lida = conferida.read(ConferenciaDaConciliacao)
        feita = self.conciliacao()
        conclusao = atos.CORRELATA if conferida == atos.CORRELATA else atos.COM_DIFERENCAS
        emitido = self.issue(
            atos.RELATORIO, signed=(conferida,), inicio=self.input.inicio, fim=self.input.fim,
            tolerancia=self.input.tolerancia_em_dias, conclusao=conclusao.title, motivo=lida.motivo,
            explicacao=lida.explicacao, **self.reckon(como_relatorio, feita),
        )  # fmt: skip
        self.report(conciliada=conclusao == atos.CORRELATA, relatorio=emitido.fact)
        return CONCILIADA if conclusao == atos.CORRELATA else NAO_CONCILIADA


def extrato_de(envios: tuple[EnvioDoExtrato, ...]) -> tuple[Lancamento, ...]:
    """The lines of several sendings as one statement."""
    return juntar(*([uma.lancamento for uma in envio.linhas] for envio in envios))


def conciliacao_de(envios: tuple[EnvioDoExtrato, ...], movimento: Movimento, tolerancia: int) -> Conciliacao:
    """What was sent beside what is registered; of a yield that two sendings declare, one counts."""
    rendimentos = Counter[Registrado]()
    for envio in envios:
        rendimentos |= Counter(um.registrado for um in envio.rendimentos)
    return conciliar(extrato_de(envios), (*movimento.linhas, *rendimentos.elements()), tolerancia)


def em_palavras(feita: Conciliacao) -> dict[str, str]:
    """What the task of checking says of it."""
    sem_registro = [um for um in feita.sem_registro if um.centavos > 0]
    sem_credito = [um for um in feita.sem_lancamento if um.na_conta > 0]
    return {
        "extrato": _lado(feita.extrato), "registros": _lado(feita.registros), "correspondem": str(len(feita.pares)),
        "débitos sem despesa": _quantos([-um.centavos for um in feita.debitos_sem_despesa]),
        "pagamentos sem débito": _quantos([um.centavos for um in feita.pagamentos_sem_debito]),
        "créditos sem registro": _quantos([um.centavos for um in sem_registro]),
        "entradas sem crédito": _quantos([um.centavos for um in sem_credito]),
    }  # fmt: skip


def _lado(lado: Lado) -> str:
    return f"débitos {em_reais(lado.debitos)}, créditos {em_reais(lado.creditos)}"


def _quantos(quantias: list[int]) -> str:
    return f"{len(quantias)}, {em_reais(sum(quantias))}" if quantias else "nenhum"
