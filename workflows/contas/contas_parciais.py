"""Prestação de contas parcial (Decreto 167/2019, arts. 77 to 82 and 84 to 87; effects: art. 38, §§ 3º and 4º).

Due once its period is over. Omitted, the Gestor notifies, and fifteen days after the delivery come the warning and the
suspension of the following instalments, until the accounts are presented. Presented, they are looked at with the eyes
on the goals; what is irregular may be explained, put right, or answered with the financial report. The Secretário
decides, whatever the opinions. From what day the periods run, and their length, is of the partnership that opens the
case, or of whoever starts it.
"""

from datetime import date

from workflows.contas import atos_da_analise_parcial as analise
from workflows.contas import atos_das_contas_parciais as atos
from workflows.contas import atos_do_julgamento_parcial as julgamento
from workflows.contas import atos_do_recurso_parcial as recurso
from workflows.contas import contas_da_rede as rede
from workflows.contas.decisao_das_contas_parciais import APROVADAS, NAO_APROVADAS, DecisaoDasContas
from workflows.contas.formularios_contas_parciais import (
    AvaliacaoDaResposta,
    NotificacaoParaDefesa,
    Opcao,
    PeriodoDeContas,
    Recomendacao,
)
from workflows.contas.regras_contas_parciais import ja_devidas
from workflows.execucao.contas_apresentadas import APRESENTADAS, OMITIDAS
from workflows.execucao.formularios_monitoramento import Periodo
from workflows.execucao.registros_do_monitoramento import ALCANCADOS, RELATORIO_TECNICO
from workflows.execucao.relatorio_tecnico import RelatorioTecnico
from workflows.kernel import DECORRIDO, About, Answer, Outcome, Stage, procedure
from workflows.kernel.registering import Entry
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO
from workflows.norms import DEC_167

# -- Resultados ------------------------------------------------------------------------------------------------
OMISSAS = Outcome("contas-parciais-nao-apresentadas", "Contas parciais não apresentadas até o término da parceria")

APRESENTACAO = Stage("apresentacao", "Apresentação")
OMISSAO = Stage("omissao", "Omissão")
ANALISE = Stage("analise", "Análise")
IRREGULARIDADE = Stage("irregularidade", "Irregularidade")
CONCLUSAO = Stage("conclusao", "Parecer conclusivo")
JULGAMENTO = Stage("julgamento", "Decisão do Secretário")

DO_RECURSO = (
    recurso.NOTIFICAR_DECISAO, recurso.NOTIFICAR_DECISAO_PELA_CHEFIA, recurso.AVISO_DO_RECURSO, recurso.JANELA,
    recurso.RECORRER,
)  # fmt: skip
"""What an appeal against the decision is made of, where an act of the body admits one (see `DecisaoDasContas`)."""


@procedure
class ContasParciais(rede.ComRede[PeriodoDeContas], DecisaoDasContas):
    """The accounts of one period, from the end of it to the Secretário's decision."""

    about = About(
        id="contas-parciais", title="Prestação de contas parcial", short="Contas parciais", norm="Decreto 167/2019",
        provisions=tuple(DEC_167.art(artigo) for artigo in (80, 78, 79, 81, 84, 85, 86, 87)),
        started_by=(AREA_TECNICA, GESTAO, INTEGRACAO), input=PeriodoDeContas,
        stages=(APRESENTACAO, OMISSAO, ANALISE, IRREGULARIDADE, CONCLUSAO, JULGAMENTO),
        outcomes=(APROVADAS, NAO_APROVADAS, OMISSAS),
    )  # fmt: skip
    defesa_por_ato: int | None = None

    async def run(self) -> Outcome:
        """Arts. 80 and 84 to 87: presented, examined, concluded, decided."""
        self.concern(self.osc)
        self.enter(APRESENTACAO)
        if await self.unless(atos.TERMINO, self.apresentar(), then=OMISSAS) == OMISSAS:
            return OMISSAS
        omitidas = await self.liberar(APRESENTADAS)
        periodo = self.input.inicio, self.input.fim
        await self.cobrar_da_rede(rede.COMPROVAR_NAS_PARCIAIS, rede.AVISO_NAS_PARCIAIS, *periodo)
        _, parecer = await self.together(self.advertir(omitidas=omitidas), self.examinar())
        assert parecer is not None
        self.enter(JULGAMENTO)
        return await self.decidir(parecer)

    # -- Art. 80: apresentação e omissão -----------------------------------------------------------------------------

    async def apresentar(self) -> Outcome:
        """Art. 80: whatever has followed from the omission, it lasts until the accounts are presented."""
        if self.input.so_projetos:
            self.waive(atos.FOTOS, because="a parceria é só para elaborar projetos")
        if not self.input.tem_contrapartida:
            self.waive(atos.CONTRAPARTIDA, because="o plano de trabalho não tem contrapartida")
        por_ato = self.parameter(atos.PRAZO_POR_ATO)
        self.begin(
            atos.PRAZO, since=self.input.fim, because="fim do período", party=self.osc,
            fixed=None if por_ato else atos.SEM_ATO_EM_DIAS,
        )  # fmt: skip
        await self.alongside(self.apresentadas(), self.cobrar())
        return APRESENTADAS

    async def apresentadas(self) -> bool:
        """Art. 80, caput: the five documents, in time or late; true once what was due is there."""
        entregues = {f"trecho {um.numero}": f"{um.nome}, {um.extensao}" for um in self.input.trechos}
        dito = await self.ask(atos.APRESENTAR, party=self.osc, about=entregues)
        self.met(atos.PRAZO, party=self.osc)
        self.met(atos.PRAZO_DA_NOTIFICACAO, party=self.osc)
        return self.reckon(ja_devidas, dito.on, self.input.fim)

    async def cobrar(self) -> None:
        """Art. 80, parágrafo único: the notice, fifteen days from its delivery, then suspension and warning."""
        await self.elapse(atos.PRAZO, party=self.osc)
        self.notificavel_desde = self.input.fim
        notificada = await self.pelo_gestor(atos.NOTIFICAR_OMISSAO, atos.NOTIFICAR_OMISSAO_PELA_CHEFIA)
        dia = notificada.day("entregue_em")
        numero = str(self.input.numero)
        self.enter(OMISSAO)
        self.notify(atos.AVISO_DE_NOTIFICACAO, party=self.osc, numero=numero, dia=dia)
        self.begin(atos.PRAZO_DA_NOTIFICACAO, since=dia, because="entrega da notificação", party=self.osc)
        await self.elapse(atos.PRAZO_DA_NOTIFICACAO, party=self.osc)
        await self.suspender(OMITIDAS)
        self.notify(atos.AVISO_DE_SUSPENSAO, party=self.osc, numero=numero)
        await self.advertencia()

    # -- Arts. 84 a 87: análise ---------------------------------------------------------------------------------------

    async def examinar(self) -> Answer | None:
        """Arts. 84 to 87: from the analysis to the Gestor's conclusive opinion, which is the answer."""
        self.enter(ANALISE)
        await self.relatorio_tecnico()
        analisada = await self.pelo_gestor(analise.ANALISAR, analise.ANALISAR_PELA_CHEFIA)
        if analisada == analise.IRREGULAR:
            self.enter(IRREGULARIDADE)
            await self.esclarecer(analisada)

        self.enter(CONCLUSAO)
        await self.pelo_membro(julgamento.JUNTAR_TERMO, julgamento.SUBSTITUIR)
        sobre = self.da_rede(rede.COMPROVAR_NAS_PARCIAIS)
        return await self.pelo_gestor(julgamento.OPINAR, julgamento.OPINAR_PELA_CHEFIA, about=sobre)

    async def relatorio_tecnico(self) -> None:
        """Art. 59, III: the Gestor concludes upon a homologated report that reaches the end of the period."""
        consta = await self.consult(RELATORIO_TECNICO, party=self.chave, on=self.today)
        if not self.reckon(alcanca, consta, self.input.fim):
            entrada = self.input
            periodo = self.made(Periodo, parceria=entrada.parceria, inicio=entrada.inicio, fim=entrada.fim)
            await self.child(RelatorioTecnico, periodo)

    async def esclarecer(self, analisada: Answer) -> None:
        """Arts. 84, § 1º, 85, II, and 86: one notice, thirty days from its delivery, two ways to answer."""
        self.notificavel_desde = analisada.on
        notificada = await self.pelo_gestor(analise.NOTIFICAR, analise.NOTIFICAR_PELA_CHEFIA)
        self.begin(
            analise.PRAZO_DA_RESPOSTA, since=notificada.day("entregue_em"), because="entrega da notificação",
            party=self.osc,
        )  # fmt: skip
        dito = await self.ask(analise.RESPONDER, party=self.osc)
        if dito == analise.EXPLICADA:
            self.met(analise.PRAZO_DA_RESPOSTA, party=self.osc)
            if await self.acolhida(dito):
                return
        elif dito == analise.COM_RELATORIO:
            await self.relatorio_financeiro(dito)
        await self.recomendar()

    async def acolhida(self, resposta: Answer) -> bool:
        """Art. 84, § 1º, I: whether the Gestor accepts the answer, after the terms to put right that they fix."""
        while True:
            avaliada = await self.pelo_gestor(
                analise.AVALIAR, analise.AVALIAR_PELA_CHEFIA, about={"resposta": resposta.form.get("motivo")}
            )
            if avaliada != analise.COM_PRAZO:
                return avaliada == analise.ACEITA
            fixado = avaliada.read(AvaliacaoDaResposta)
            self.begin(
                analise.PRAZO_PARA_SANAR, since=avaliada.day("entregue_em"), because="entrega da notificação",
                party=self.osc, fixed=fixado.prazo_em_dias,
            )  # fmt: skip
            if (sanada := await self.ask(analise.SANAR, party=self.osc)) != DECORRIDO:
                self.met(analise.PRAZO_PARA_SANAR, party=self.osc)
                resposta = sanada

    async def relatorio_financeiro(self, opcao: Answer) -> None:
        """Arts. 86 and 87: handed in within the thirty days; the team reports, whoever is above it opines."""
        tem = opcao.read(Opcao)
        if not tem.ha_bens:
            self.waive(analise.BENS, because="a organização declara que não houve")
        if not tem.ha_saldo_devolvido:
            self.waive(analise.SALDO_DEVOLVIDO, because="a organização declara que não houve")
        if not tem.ha_rateio:
            self.waive(analise.RATEIO, because="a organização declara que não houve")
        if await self.ask(analise.ENTREGAR_RELATORIO, party=self.osc) == DECORRIDO:
            return
        self.met(analise.PRAZO_DA_RESPOSTA, party=self.osc)
        await self.ask(analise.RELATAR)
        await self.ask(analise.OPINAR_SOBRE_AS_FINANCAS)

    async def recomendar(self) -> None:
        """Art. 84, § 2º: measures are recommended or not; nothing is decided of them before the defence."""
        dito = await self.pelo_gestor(julgamento.RECOMENDAR, julgamento.RECOMENDAR_PELA_CHEFIA)
        if dito == julgamento.SEM_RECOMENDACAO:
            return
        self.notificavel_desde = dito.on
        self.defesa_por_ato = self.parameter(julgamento.DEFESA_POR_ATO)
        notificada = await self.pelo_gestor(
            julgamento.NOTIFICAR_PARA_DEFESA, julgamento.NOTIFICAR_PARA_DEFESA_PELA_CHEFIA
        )
        fixado = None if self.defesa_por_ato else notificada.read(NotificacaoParaDefesa).prazo_em_dias
        self.begin(
            julgamento.PRAZO_DA_DEFESA, since=notificada.day("entregue_em"), because="entrega da notificação",
            party=self.osc, fixed=fixado,
        )  # fmt: skip
        if await self.ask(julgamento.DEFENDER, party=self.osc, about={"recomendação": dito.form}) != DECORRIDO:
            self.met(julgamento.PRAZO_DA_DEFESA, party=self.osc)
        self.recomendadas = dito.read(Recomendacao).providencias


def alcanca(consta: Entry, fim: date) -> bool:
    """Art. 59, III: whether a homologated technical report reaches the last day of the period."""
    alcancados: list[str] = [consta.details["ate"], *consta.details.get(ALCANCADOS, ())] if consta.holds else []
    return any(date.fromisoformat(ate) >= fim for ate in alcancados)
