"""Prestação de contas final (Decreto 167/2019, arts. 83 and 88 to 92).

Ninety days from the end of the term; whoever omits them is notified and has fifteen more. The Gestor analyses what was
presented within 150 days, whose end approves nothing and harms nobody. It ends as the accounts are ready to be judged.
"""

from datetime import date, datetime, timedelta

from workflows.clock import local_date
from workflows.contas import atos_das_contas_finais as atos
from workflows.contas import contas_da_rede as rede
from workflows.contas.conciliacao_bancaria import NAO_CONCILIADA, ConciliacaoBancaria
from workflows.contas.formularios_conciliacao import PedidoDeConciliacao
from workflows.contas.formularios_contas import (
    DecisaoDaProrrogacao,
    NotificacaoDeOmissao,
    ParecerPreliminar,
    PedidoDeContasFinais,
)
from workflows.execucao.guarda_dos_documentos import ContasProtocoladas, GuardaDosDocumentos
from workflows.kernel import DECORRIDO, About, Answer, Outcome, Stage, procedure
from workflows.kernel.procedure import IMPEDIDO
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO
from workflows.norms import DEC_167

FAVORAVEIS = Outcome("contas-com-parecer-favoravel", "Parecer favorável, a julgar")
CONTRARIAS = Outcome("contas-com-parecer-contrario", "Parecer contrário, a julgar")
OMISSAS = Outcome("contas-omitidas", "Contas omitidas, a julgar")

APRESENTACAO = Stage("apresentacao", "Apresentação")
ANALISE = Stage("analise", "Análise")
FINANCEIRA = Stage("analise-financeira", "Análise financeira")
PARECER = Stage("parecer", "Parecer conclusivo")


@procedure
class ContasFinais(rede.ComRede[PedidoDeContasFinais]):
    """From the end of the term to accounts that can be judged, or were never presented."""

    about = About(
        id="contas-finais", title="Prestação de contas final", short="Contas finais", norm="Decreto 167/2019",
        provisions=(DEC_167.art(83), DEC_167.art(88), DEC_167.art(89), DEC_167.art(90), DEC_167.art(91),
                    DEC_167.art(92), DEC_167.art(93)),
        started_by=(AREA_TECNICA, GESTAO, INTEGRACAO), input=PedidoDeContasFinais,
        stages=(APRESENTACAO, ANALISE, FINANCEIRA, PARECER), outcomes=(FAVORAVEIS, CONTRARIAS, OMISSAS),
    )  # fmt: skip
    concedidos: int = 0
    notificada: bool = False

    async def run(self) -> Outcome:
        """Arts. 83 and 88 to 92, in their order."""
        self.concern(self.osc)
        self.enter(APRESENTACAO)
        if not await self.apresentadas():
            self.report(omissas=True)
            self.notify(atos.AVISO_AO_SECRETARIO, numero=self.parceria.numero, situacao="foram omitidas")
            return OMISSAS

        self.enter(ANALISE)
        self.begin(atos.PRAZO_DA_ANALISE, since=self.today, because="apresentação das contas finais")
        self.report(omissas=False, apresentadas_em=self.today.isoformat())
        if self.follows("guarda-desde-o-protocolo"):
            await self.guardar()
        vigencia = self.parceria.inicio, self.parceria.fim
        await self.cobrar_da_rede(rede.COMPROVAR_NAS_FINAIS, rede.AVISO_NAS_FINAIS, *vigencia)
        if not (await self.comprovado() and await self.aceita()):
            self.enter(FINANCEIRA)
            await self.execucao_financeira()
            await self.aceita()

        self.enter(PARECER)
        sobre = self.da_rede(rede.COMPROVAR_NAS_FINAIS) | self.input.sobre_os_registros
        opinado = await self.pelo_gestor(atos.CONCLUIR, atos.CONCLUIR_PELA_CHEFIA, about=sobre)
        return self.encaminhar(opinado)

    @property
    def vence(self) -> date:
        """Art. 83: the last day for the accounts, with what was granted."""
        return self.last_day(atos.PRAZO) or self.parceria.fim

    async def apresentadas(self) -> bool:
        """Art. 83: whether the accounts came, within ninety days or after the notice."""
        self.begin(atos.PRAZO, since=self.parceria.fim, because="término da vigência da parceria")
        if self.input.so_projetos:
            self.waive(atos.FOTOGRAFIAS, because="a parceria é só para elaborar projetos")
        return await self.whichever(self.entrega(), self.omissao()) == 0

    async def entrega(self) -> None:
        """Art. 83: the six documents, in time or late, as long as the fifteen days have not run out."""
        await self.ask(atos.APRESENTAR, party=self.osc)
        self.met(atos.PRAZO)
        self.met(atos.PRAZO_DA_OMISSA)

    async def omissao(self) -> None:
        """Art. 83, §§ 1º and 2º: extensions while the term runs; then the notice, and fifteen days."""
        await self.each_arrival(atos.PEDIR_PRORROGACAO, until=atos.PRAZO, course=self.prorrogar)
        vencido = self.vence
        notificado = await self.pelo_gestor(atos.NOTIFICAR_OMISSAO, atos.NOTIFICAR_OMISSAO_PELA_CHEFIA)
        entregue = notificado.read(NotificacaoDeOmissao).entregue_em
        self.notify(atos.AVISO_DE_OMISSAO, party=self.osc, numero=self.parceria.numero, dia=vencido)
        self.begin(atos.PRAZO_DA_OMISSA, since=entregue, because="notificação de omissão")
        await self.elapse(atos.PRAZO_DA_OMISSA)

    async def prorrogar(self, pedido: Answer, numero: int) -> None:
        """Art. 83, § 1º: decided while the term still runs; not decided by then, it stays as it was."""
        decidido = await self.ask(
            atos.DECIDIR_PRORROGACAO, subject=str(numero), about=pedido.form, before=self.vence + timedelta(days=1)
        )
        if decidido == atos.PRORROGAR:
            decisao = decidido.read(DecisaoDaProrrogacao)
            self.concedidos += decisao.dias
            dispositivo = DEC_167.art(83, par=1)
            self.extend(atos.PRAZO, decisao.dias, because=decisao.motivo, provision=dispositivo)

    async def guardar(self) -> None:
        """Art. 93: ten years that begin with the filing, and outlast this case."""
        dia = self.reckon(_dia_de, self.done_at(atos.APRESENTAR))
        protocoladas = self.made(ContasProtocoladas, parceria=self.parceria, protocoladas_em=dia)
        await self.launch(GuardaDosDocumentos, protocoladas)

    async def comprovado(self) -> bool:
        """Art. 88, I: whether the object was met, or in part with enough justification."""
        return await self.pelo_gestor(atos.ANALISAR, atos.ANALISAR_PELA_CHEFIA) == atos.CUMPRIDO

    async def aceita(self) -> bool:
        """Art. 89: the commission's copy of the final acceptance; without works there is none to ask for."""
        if not self.input.tem_obra:
            self.waive(atos.ACEITACAO, because="não houve obra")
            return True
        juntado = await self.pela_comissao()
        if juntado == atos.JUNTADO:
            self.meet(atos.ACEITACAO, by=juntado)
        return juntado == atos.JUNTADO

    async def pela_comissao(self) -> Answer:
        """Art. 51: by a member of the monitoring commission; by the unit's head, if all are impeded."""
        for membro in self.parceria.comissao:
            dito = await self.ask(atos.JUNTAR_TERMO, person=membro.pessoa)
            if dito != IMPEDIDO:
                return dito
        return await self.ask(atos.JUNTAR_TERMO_PELA_CHEFIA)

    async def execucao_financeira(self) -> None:
        """Arts. 90, II, 91 and 92: the preliminary opinion, the organisation's report, and what is found of it."""
        opinado = await self.pelo_gestor(atos.PRELIMINAR, atos.PRELIMINAR_PELA_CHEFIA)
        preliminar = opinado.read(ParecerPreliminar)
        self.notificada = True
        self.dispensar(preliminar)
        self.notify(atos.AVISO_DE_IRREGULARIDADE, party=self.osc, numero=self.parceria.numero)
        self.begin(
            atos.PRAZO_DO_RELATORIO, since=preliminar.entregue_em, because="notificação da organização",
            fixed=preliminar.prazo_em_dias,
        )  # fmt: skip
        if await self.ask(atos.APRESENTAR_RELATORIO, party=self.osc) == DECORRIDO:
            return
        self.met(atos.PRAZO_DO_RELATORIO)
        if self.follows("conciliacao-bancaria"):
            await self.conciliar()
        await self.ask(atos.ANALISAR_FINANCAS)
        await self.ask(atos.PARECER_FINANCEIRO)

    async def conciliar(self) -> None:
        """Art. 92, II: the account, from the term's first day until today, as a case of its own; the 150 days go on."""
        hoje = self.today
        pedido = self.made(PedidoDeConciliacao, parceria=self.parceria, inicio=self.parceria.inicio, fim=hoje)
        await self.launch(ConciliacaoBancaria, pedido)

    @property
    def com_diferencas(self) -> bool:
        """Art. 92, II: whether the reconciliation ended with differences that nobody explained."""
        return any(feita.outcome == NAO_CONCILIADA for feita in self.ended(ConciliacaoBancaria))

    def dispensar(self, preliminar: ParecerPreliminar) -> None:
        """Art. 91, IV, VI and VII: what is asked for only where there is any."""
        if not preliminar.tem_bens:
            self.waive(atos.BENS, because="não houve bens")
        if not preliminar.tem_saldo:
            self.waive(atos.DEVOLUCAO, because="não houve saldo a devolver")
        if not preliminar.tem_rateio:
            self.waive(atos.RATEIO, because="nada foi pago em proporção")

    def encaminhar(self, opinado: Answer) -> Outcome:
        """Art. 90, I: at once to whoever judges, with the last day of art. 88 as it now is."""
        favoravel = opinado == atos.FAVORAVEL
        ate = self.reckon(_em_texto, self.last_day(atos.PRAZO_DA_ANALISE))
        self.report(apreciar_ate=ate, parecer_favoravel=favoravel)
        self.met(atos.PRAZO_DA_ANALISE)
        situacao = "o parecer é favorável" if favoravel else "o parecer é contrário"
        self.notify(atos.AVISO_AO_SECRETARIO, numero=self.parceria.numero, situacao=situacao)
        return FAVORAVEIS if favoravel else CONTRARIAS


def _dia_de(instante: datetime | None) -> date | None:
    return local_date(instante) if instante else None


def _em_texto(dia: date | None) -> str | None:
    return dia.isoformat() if dia else None
