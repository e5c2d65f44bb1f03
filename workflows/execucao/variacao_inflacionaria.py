"""Reajuste por variação inflacionária (Decreto 167/2019, art. 49, §§ 2º, 4º and 5º).

Asked for by the organisation, where the instrument foresees it, twelve months after its plan was approved at the
earliest. The yields of the money come first; what they do not cover is added by an apostille.
"""

from datetime import date

from workflows.execucao import atos_do_reajuste as atos
from workflows.execucao.alterando import Alterando
from workflows.execucao.formularios_alteracao import Apostila
from workflows.execucao.formularios_reajuste import ApostilaDoReajuste, ExameDoReajuste, PedidoDeReajuste
from workflows.execucao.mudancas import Mudanca
from workflows.execucao.parceria_em_curso import ParceriaEmCurso
from workflows.execucao.registros import ALTERACOES
from workflows.execucao.regras_alteracao import com_valor
from workflows.execucao.regras_reajuste import Reajuste, reajuste_de
from workflows.execucao.sob_parceria import titulo
from workflows.kernel import DECORRIDO, About, Answer, Outcome, Stage, exige, procedure
from workflows.kernel.roles import AREA_TECNICA, OSC, PROTOCOLO
from workflows.kernel.state import Context
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import centavos, em_reais

APOSTILADO = Outcome("reajuste-apostilado", "Reajuste apostilado")
RENDIMENTOS = Outcome("rendimentos-utilizados", "Rendimentos cobrem a variação")
NEGADO = Outcome("reajuste-negado", "Reajuste negado")
PREJUDICADO = Outcome("vigencia-encerrada", "A vigência terminou antes do reajuste")

EXAME = Stage("exame", "Exame do pedido")
DECISAO = Stage("decisao", "Decisão")


@procedure
class VariacaoInflacionaria(Alterando[PedidoDeReajuste]):
    """From the request to the new value, which the case above learns in `mudanca`."""

    about = About(
        id="variacao-inflacionaria", title="Reajuste por variação inflacionária", short="Reajuste",
        norm="Decreto 167/2019", provisions=(DEC_167.art(49, par=4), DEC_167.art(49, par=5)),
        started_by=(OSC, AREA_TECNICA, PROTOCOLO), input=PedidoDeReajuste, stages=(EXAME, DECISAO),
        outcomes=(APOSTILADO, RENDIMENTOS, NEGADO, PREJUDICADO),
    )  # fmt: skip
    conta_no_limite: bool
    exame: ExameDoReajuste
    cabe: bool
    decidida_em: date

    @classmethod
    def admit(cls, pedido: PedidoDeReajuste, on: date, _context: Context) -> None:
        """What has ended is not adjusted."""
        fim = pedido.parceria.fim
        tarde = f"A vigência terminou em {fim:%d/%m/%Y}; o reajuste se pede antes disso."
        exige(on <= fim, DEC_167.art(49, par=4), tarde)

    async def run(self) -> Outcome:
        """Art. 49, §§ 2º, 4º and 5º: examined, answered in thirty days, the yields first."""
        self.concern(self.osc)
        self.enter(EXAME)
        self.begin(atos.PRAZO_DA_MANIFESTACAO, since=self.started_on, because="apresentação da solicitação")
        decidido: Outcome = atos.REEXAMINAR
        while decidido == atos.REEXAMINAR:
            decidido = await self.responder()
        if decidido == DECORRIDO:
            return PREJUDICADO
        self.met(atos.PRAZO_DA_MANIFESTACAO)
        palavra = titulo(atos.DECIDIR, decidido).lower()
        self.notify(atos.AVISO_DA_DECISAO, party=self.osc, numero=self.input.parceria.numero, decisao=palavra)
        if decidido == atos.NEGAR:
            return NEGADO
        feito = self.reckon(reajuste_de, self.exame)
        if decidido == atos.USAR_RENDIMENTOS:
            self.show(rendimentos=self.reckon(em_reais, feito.dos_rendimentos))
            return RENDIMENTOS
        return await self.apostilar(feito)

    async def responder(self) -> Outcome:
        """Art. 49, §§ 2º and 4º: examined, the Procuradoria heard where the body wants it, decided."""
        self.situacao = await self.ate_aqui()
        self.conta_no_limite = self.parameter(atos.CONTA_NO_LIMITE)
        examinado = await self.examinar()
        if examinado == DECORRIDO:
            return DECORRIDO
        self.enter(DECISAO)
        self.cabe = examinado == atos.CABE
        if self.cabe and self.parameter(atos.OUVE_A_PROCURADORIA):
            await self.enquanto_vige(atos.OUVIR_A_PROCURADORIA)
        decidido = await self.enquanto_vige(atos.DECIDIR, about={"exame": titulo(atos.EXAMINAR, examinado)})
        self.decidida_em = decidido.on
        return decidido

    async def examinar(self) -> Answer:
        """Art. 49, § 2º: examined, once nothing is unclear any more."""
        examinado = await self.examinado(atos.DO_EXAME)
        if examinado != DECORRIDO:
            self.exame = examinado.read(ExameDoReajuste)
        return examinado

    async def apostilar(self, feito: Reajuste) -> Outcome:
        """Art. 49, § 4º: the new value by a certificate, while the term runs."""
        sobre = {"aporte": self.reckon(em_reais, feito.aporte)}
        if self.reckon(bool, self.input.sabido):
            return await self.apostilar_no_cronograma(feito, sobre)
        emitida = await self.enquanto_vige(atos.APOSTILAR, about=sobre)
        if emitida == DECORRIDO:
            return PREJUDICADO
        nova = self.reckon(com_valor, self.input.parceria, feito.aporte)
        self.valer(emitida.read(Apostila), self.made(Mudanca, diferenca=feito.aporte), nova, feito.aporte)
        return APOSTILADO

    async def apostilar_no_cronograma(self, feito: Reajuste, sobre: dict[str, str]) -> Outcome:
        """Arts. 36, III, and 49, § 4º: in a partnership, its instalments to come grow with the value."""
        emitida = await self.enquanto_vige(atos.APOSTILAR_NO_CRONOGRAMA, about=sobre)
        if emitida == DECORRIDO:
            return PREJUDICADO
        apostila = emitida.read(ApostilaDoReajuste)
        como_esta = await self.como_esta()
        mudanca = self.made(Mudanca, diferenca=feito.aporte, aumentos=apostila.aumentos)
        self.valer(apostila, mudanca, self.reckon(com_valor, como_esta, feito.aporte), feito.aporte)
        return APOSTILADO

    def valer(self, apostila: Apostila, mudanca: Mudanca, nova: ParceriaEmCurso, aporte: int) -> None:
        """What holds from now on: to the public, to the case above, in the register."""
        self.show(apostila=apostila.numero, desde=apostila.emitida_em.isoformat(), repasse=str(nova.repasse))
        self.report(mudanca=mudanca.model_dump(mode="json"))
        antes = self.reckon(self.situacao.detalhes)
        self.inscribe(
            ALTERACOES, APOSTILADO, party=self.input.parceria.chave, since=apostila.emitida_em, numero=apostila.numero,
            fim=nova.fim.isoformat(), repasse=self.reckon(centavos, nova.repasse),
            **{**antes, "reajustes": self.situacao.reajustes + aporte},
        )  # fmt: skip
