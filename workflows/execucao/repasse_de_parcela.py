"""Repasse de uma parcela (Decreto 167/2019, arts. 33, § 3º, 36, 38, 39, 41 and 80).

Nothing leaves before the day of the calendar, to an account that is not the partnership's, without the accounts of the
instalment before, while accounts are omitted or rejected, or while a retention stands. What the registers say is looked
at before the release is authorised and again on the very day of it: an authorisation given while a door closed is void.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from workflows.execucao import atos_do_repasse as atos
from workflows.execucao import portas_do_repasse as portas_da_norma
from workflows.execucao.espera_da_parcela import EsperaDaParcela, conta_informada_em
from workflows.execucao.formularios_repasse import ComprovanteDoCredito, ContaEspecifica, PedidoDeRepasse
from workflows.execucao.mudancas import LINHAS
from workflows.execucao.razao import Natureza, linha
from workflows.execucao.registros import CONTA_ESPECIFICA, CONTAS_DEVIDAS, CONTAS_PARCIAIS, RETENCAO
from workflows.execucao.regras_repasse import Consta, Portas, ja_devidas_de, por_extenso, portas
from workflows.kernel import DECORRIDO, About, Outcome, Requirement, Stage, exige, procedure
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO
from workflows.kernel.state import Context
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import centavos

# -- Resultados ------------------------------------------------------------------------------------------------
LIBERADA = Outcome("parcela-liberada", "Parcela liberada")
NAO_LIBERADA = Outcome("parcela-nao-liberada", "A vigência acabou sem a liberação")

CONFERENCIA = Stage("conferencia", "Conferência")
LIBERACAO = Stage("liberacao", "Liberação")


@procedure
class RepasseDeParcela(EsperaDaParcela):
    """One instalment, from its day in the calendar to its credit in the account."""

    about = About(
        id="repasse-de-parcela", title="Repasse de parcela da parceria", short="Repasse", norm="Decreto 167/2019",
        provisions=(DEC_167.art(38), DEC_167.art(39)), started_by=(AREA_TECNICA, GESTAO, INTEGRACAO),
        input=PedidoDeRepasse, stages=(CONFERENCIA, LIBERACAO), outcomes=(LIBERADA, NAO_LIBERADA),
        duties=("REP-01", "REP-09", "R-038-NOHAB"),
    )  # fmt: skip
    autorizada_em: date
    moveu: Mapping[str, bool] = MappingProxyType({})

    @classmethod
    def subject_of(cls, pedido: PedidoDeRepasse) -> str:
        """The instrument and the number of the instalment."""
        return f"Parcela {pedido.parcela.numero} do {pedido.parceria.numero}"

    @classmethod
    def admit(cls, pedido: PedidoDeRepasse, on: date, _context: Context) -> None:
        """Arts. 36 and 38: within the term alone, and the first instalment is the one that follows none."""
        parceria, parcela = pedido.parceria, pedido.parcela
        vigencia = f"A parceria vigora de {parceria.inicio:%d/%m/%Y} a {parceria.fim:%d/%m/%Y}."
        vigora = on <= parceria.fim and parceria.inicio <= parcela.dia <= parceria.fim
        exige(vigora, DEC_167.art(36, inciso="VI"), vigencia, "parcela.dia")
        anterior = "Diga quando saiu a parcela anterior."
        segue = (parcela.numero == 1) is (pedido.anterior_liberada_em is None)
        exige(segue, DEC_167.art(38, par=3), anterior, "anterior_liberada_em")

    @property
    def depois_da_vigencia(self) -> date:
        """The first day on which nothing may be released any more."""
        return self.input.parceria.fim + timedelta(days=1)

    async def run(self) -> Outcome:
        """Arts. 38 and 39: on its day, to its account, through open doors; or not at all."""
        self.concern(self.osc)
        self.enter(CONFERENCIA)
        self.meet(portas_da_norma.EFICACIA, because="só se executa instrumento eficaz e em vigor")
        await self.until(self.input.parcela.dia)
        self.meet(portas_da_norma.CRONOGRAMA, because="chegou a data prevista")
        if not all(await self.together(self.conta_especifica(), self.projeto_executivo())):
            return NAO_LIBERADA
        self.esperar()
        self.enter(LIBERACAO)
        if not await self.autorizada():
            return NAO_LIBERADA
        return await self.creditar()

    async def conta_especifica(self) -> bool:
        """Arts. 39 and 41: once checked, the account stays the partnership's; whether there is one within the term."""
        consta = await self.consult(CONTA_ESPECIFICA, party=self.input.parceria.chave, on=self.today)
        while not consta.holds:
            informada = await self.ask(atos.INFORMAR_CONTA, party=self.osc, before=self.depois_da_vigencia)
            if informada == DECORRIDO:
                return False
            conta = informada.read(ContaEspecifica)
            conferida = await self.ask(
                atos.CONFERIR_CONTA, about={"instituição": conta.banco}, before=self.depois_da_vigencia
            )
            if conferida == DECORRIDO:
                return False
            if conferida == atos.CONTA_CONFERIDA:
                self.inscribe(
                    CONTA_ESPECIFICA, atos.CONTA_CONFERIDA, party=self.input.parceria.chave, banco=conta.banco,
                    aplicacao=str(conta.aplicacao), **self.sobre_a_conta(informada.on),
                )  # fmt: skip
                self.nada_falta_desde(informada.on)
                break
        if consta.holds:
            self.nada_falta_desde(self.reckon(conta_informada_em, consta))
        self.meet(portas_da_norma.CONTA, because="conta conferida")
        return True

    async def projeto_executivo(self) -> bool:
        """Art. 33, § 3º: an instalment of works waits for the project; whether it came within the term."""
        if not self.input.espera_projeto:
            self.waive(portas_da_norma.PROJETO, because="o termo não tem a cláusula suspensiva")
            return True
        if not self.input.parcela.obra:
            self.waive(portas_da_norma.PROJETO, because="a parcela não paga obra")
            return True
        aprovado = await self.ask(atos.REGISTRAR_PROJETO, before=self.depois_da_vigencia)
        if aprovado == DECORRIDO:
            return False
        self.nada_falta_desde(aprovado.day("aprovado_em"))
        self.meet(portas_da_norma.PROJETO, by=aprovado)
        return True

    async def autorizada(self) -> bool:
        """Art. 38: whether the release was authorised within the term, with every door open on that day."""
        while True:
            if not await self.abertas():
                fechadas, a_dever = self.missing(portas_da_norma.DO_REPASSE), await self.ainda_nao_devidas()
                falta = self.reckon(por_extenso, fechadas, a_dever)
                numero = str(self.input.parcela.numero)
                self.notify(atos.AVISO_DE_PORTA_FECHADA, party=self.osc, numero=numero, falta=falta)
                if await self.ask(atos.AGUARDAR, before=self.depois_da_vigencia) == DECORRIDO:
                    return False
                continue
            autorizada = await self.ask(atos.AUTORIZAR, before=self.depois_da_vigencia)
            if autorizada == DECORRIDO:
                return False
            if await self.abertas():
                self.autorizada_em = autorizada.on
                return True

    async def abertas(self) -> bool:
        """Arts. 38, §§ 3º and 4º, 40 and 80: what the registers say today of the partnership."""
        chave, contas = self.input.parceria.chave, None
        if self.input.anterior_liberada_em is not None:
            contas = await self.consult(CONTAS_PARCIAIS, party=chave, on=self.today)
        retencao = await self.consult(RETENCAO, party=chave, on=self.today)
        achadas = self.reckon(portas, Consta(contas, retencao, self.input.anterior_liberada_em))
        self.anotar(achadas)
        return bool(achadas.abertas)

    async def ainda_nao_devidas(self) -> bool:
        """Art. 81: whether the accounts that are missing follow a stretch that is still to be delivered."""
        anterior = self.input.anterior_liberada_em
        if not self.input.contas_por_trechos or anterior is None:
            return False
        devidas = await self.consult(CONTAS_DEVIDAS, party=self.input.parceria.chave, on=self.today)
        return not self.reckon(ja_devidas_de, devidas, anterior)

    def anotar(self, achadas: Portas) -> None:
        """Where each door stands, as facts when it moved."""
        self.onde_esta(portas_da_norma.CONTAS_DA_ANTERIOR, achadas.contas_apresentadas)
        self.onde_esta(portas_da_norma.CONTAS_REGULARES, achadas.contas_regulares)
        self.onde_esta(portas_da_norma.SEM_RETENCAO, achadas.sem_retencao)

    def onde_esta(self, porta: Requirement, aberta: bool) -> None:
        """One door, open or closed by what the registers say."""
        if self.moveu.get(porta.id) is not aberta:
            self.moveu = {**self.moveu, porta.id: aberta}
            dizer = self.meet if aberta else self.lose
            dizer(porta, because="pelos registros do dia")

    async def creditar(self) -> Outcome:
        """Art. 38: the money is in the account, and in the ledger of the partnership."""
        creditada = await self.creditada()
        credito, numero = creditada.read(ComprovanteDoCredito), self.input.parcela.numero
        dia, historico = credito.creditado_em, f"Parcela {numero}"
        escrita = self.reckon(linha, dia, Natureza.REPASSE, centavos(credito.valor), historico, DEC_167.art(38))
        self.report(**{LINHAS: [escrita.model_dump(mode="json")]})
        await self.encerrar_a_espera(dia)
        self.show(parcela=numero, liberada_em=dia.isoformat(), valor=str(credito.valor))
        self.notify(atos.AVISO_DE_CREDITO, party=self.osc, numero=str(numero), dia=dia)
        return LIBERADA
