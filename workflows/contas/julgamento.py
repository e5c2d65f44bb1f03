"""Julgamento das contas finais e o que se segue (Decreto 167/2019, arts. 94 to 99).

The Secretary, or an agent directly below, approves, approves with reservations or rejects, with reasons. Nothing is
registered before the appeal phase is over; then a rejection is registered, after the defence, and the debt made good.
"""

from dataclasses import replace

from workflows.contas import atos_do_julgamento as atos
from workflows.contas import atos_do_ressarcimento as depois
from workflows.contas import formularios_julgamento as formularios
from workflows.contas.acoes_compensatorias import EXECUTADAS, AcoesCompensatorias, PedidoDeAcoes
from workflows.contas.apuracao_do_debito import CALCULADO, ComApuracao
from workflows.contas.baixa_do_registro import BaixaDoRegistro, PedidoDeBaixa
from workflows.contas.formularios_debito import Inercia, MemoriaDoDebito
from workflows.contas.formularios_julgamento import PedidoDeJulgamento
from workflows.contas.regras_debito import inercia_da_analise
from workflows.contas.regras_ressarcimento import com_mais_um
from workflows.contas.tomada_de_contas_especial import (
    RESSARCIDO,
    FatoDaTomada,
    PedidoDeTomada,
    TomadaDeContasEspecial,
)
from workflows.execucao.registros import CONTAS_COM_RESSALVAS, CONTAS_REJEITADAS, REJEITADOS
from workflows.kernel import About, Answer, Outcome, Stage, procedure
from workflows.kernel.appeal import REFORMADA, appealable
from workflows.kernel.procedure import IMPEDIDO
from workflows.kernel.registering import WhileAny
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO
from workflows.norms import DEC_167

APROVADAS = Outcome("contas-aprovadas", "Contas aprovadas")
COM_RESSALVAS = Outcome("contas-aprovadas-com-ressalvas", "Contas aprovadas com ressalvas")
DEVOLVIDAS = Outcome("contas-rejeitadas-e-devolvidas", "Contas rejeitadas, recursos devolvidos")
COMPENSADAS = Outcome("contas-rejeitadas-e-compensadas", "Contas rejeitadas, débito compensado por ações")
SEM_DEBITO = Outcome("contas-rejeitadas-sem-debito", "Contas rejeitadas, sem débito")
INADIMPLENTES = Outcome("contas-rejeitadas-em-debito", "Contas rejeitadas, débito não ressarcido")
NA_TOMADA = Outcome(
    "contas-rejeitadas-e-ressarcidas", "Contas rejeitadas, débito ressarcido na tomada de contas especial"
)
REJEITADA = Outcome("contas-rejeitadas", "Contas rejeitadas")
NAO_REGISTRADA = Outcome("nao-registrada", "Rejeição não registrada")

JULGAMENTO = Stage("julgamento", "Julgamento")
RECURSAL = Stage("fase-recursal", "Fase recursal")
EXAURIDA = Stage("depois-dos-recursos", "Registro e ressarcimento")

REGULARIZADA = "O débito apurado no julgamento das contas foi ressarcido."


@procedure
class Julgamento(ComApuracao[PedidoDeJulgamento]):
    """From accounts ready to be judged to a discharge, or to a debt made good or still owed."""

    about = About(
        id="julgamento", title="Julgamento das contas finais", short="Julgamento das contas", norm="Decreto 167/2019",
        provisions=(DEC_167.art(94), DEC_167.art(95), DEC_167.art(97), DEC_167.art(98), DEC_167.art(99)),
        started_by=(AREA_TECNICA, GESTAO, INTEGRACAO), input=PedidoDeJulgamento,
        stages=(JULGAMENTO, RECURSAL, EXAURIDA),
        outcomes=(APROVADAS, COM_RESSALVAS, DEVOLVIDAS, COMPENSADAS, SEM_DEBITO, NA_TOMADA, INADIMPLENTES),
    )  # fmt: skip
    julgador: str = ""
    julgado: formularios.Julgamento
    debito: MemoriaDoDebito
    inercia: tuple[Inercia, ...] = ()
    admite_acoes: bool = True
    tomada_aberta: bool = False

    async def run(self) -> Outcome:
        """Arts. 94 to 100: judged, appealed against, and only then with effects; special accounts go to their end."""
        self.concern(self.osc)
        if self.input.apresentadas_em:
            because = "apresentação das contas finais"
            self.begin(atos.PRAZO_DA_APRECIACAO, since=self.input.apresentadas_em, because=because,
                       fixed=self.input.apreciar_ate)  # fmt: skip
        self.enter(JULGAMENTO)
        julgado = await self.julgar()
        self.inercia = self.demora(julgado)
        self.met(atos.PRAZO_DA_APRECIACAO)
        if julgado == atos.APROVAR:
            return self.quitar(APROVADAS)

        self.enter(RECURSAL)
        imediata = julgado == atos.REJEITAR and await self.tomada_imediata()
        julgado = await self.definitivo(julgado)
        if julgado != atos.REJEITAR:
            resultado = self.quitar(APROVADAS if julgado == atos.APROVAR else self.ressalvar())
            await self.fim_da_tomada()
            return resultado

        self.enter(EXAURIDA)
        if not imediata:
            await self.abrir_tomada()
        registrada, ressarcimento = await self.together(self.registrar(), self.ressarcir())
        if ressarcimento != INADIMPLENTES:
            await self.baixar(registrada)
            await self.fim_da_tomada()
            return ressarcimento
        if await self.fim_da_tomada() != RESSARCIDO:
            return INADIMPLENTES
        await self.baixar(registrada)
        return NA_TOMADA

    async def julgar(self) -> Answer:
        """Arts. 94 and 95: by the Secretary or, where an act delegates it, by the agent they name."""
        julgado = await self.por_delegacao() if self.parameter(atos.DELEGACAO) else await self.pelo_secretario()
        self.julgado = julgado.read(formularios.Julgamento)
        return julgado

    def demora(self, julgado: Answer) -> tuple[Inercia, ...]:
        """Art. 101, II, b: how long past the last day of art. 88, extensions included, the accounts were judged."""
        ate = self.kept("fim-da-apreciacao", (self.last_day(atos.PRAZO_DA_APRECIACAO) or self.today).isoformat())
        return self.reckon(inercia_da_analise, ate, julgado.on)

    async def por_delegacao(self) -> Answer:
        """Art. 94: by whoever the Secretary names; impeded, by the Secretary."""
        self.julgador = self.julgador or (await self.ask(atos.DELEGAR)).read(formularios.Delegado).pessoa
        dito = await self.ask(atos.JULGAR_POR_DELEGACAO, person=self.julgador, about=self.input.sobre_os_registros)
        if dito != IMPEDIDO:
            return dito
        self.julgador = ""
        return await self.pelo_secretario()

    async def pelo_secretario(self) -> Answer:
        """Art. 94: who knows what the monthly registers leave to be judged."""
        return await self.ask(atos.JULGAR, about=self.input.sobre_os_registros)

    async def definitivo(self, julgado: Answer) -> Answer:
        """Art. 97: the judgment as no appeal can change it any more; an upheld appeal has it judged again."""
        rejeita = julgado == atos.REJEITAR
        resultado = "rejeitadas" if rejeita else "aprovadas com ressalvas"
        self.notify(atos.AVISO_DO_JULGAMENTO, party=self.osc, numero=self.parceria.numero, resultado=resultado)
        entregue = (await self.ask(atos.NOTIFICAR)).day("entregue_em")
        recurso = await appealable(
            self, replace(atos.RECURSO, more={"julgador": self.julgador}), decision=f"Contas {resultado}",
            since=entregue, because="notificação do julgamento",
        )  # fmt: skip
        return await self.julgar() if recurso == REFORMADA else julgado

    def quitar(self, resultado: Outcome) -> Outcome:
        """Art. 96: approval, with reservations or without, discharges the organisation."""
        self.show(quitacao=True)
        dito = "aprovadas" if resultado == APROVADAS else "aprovadas com ressalvas"
        self.notify(atos.AVISO_DE_QUITACAO, party=self.osc, numero=self.parceria.numero, resultado=dito)
        return resultado

    def ressalvar(self) -> Outcome:
        """Art. 98, I: the causes are registered once no appeal is left."""
        self.inscribe(
            CONTAS_COM_RESSALVAS, COM_RESSALVAS, party=self.osc, numero=self.parceria.numero,
            causas=self.julgado.ressalvas,
        )  # fmt: skip
        self.notify(depois.AVISO_DE_RESSALVAS, party=self.osc, numero=self.parceria.numero)
        return COM_RESSALVAS

    async def tomada_imediata(self) -> bool:
        """Arts. 95, III, and 100: whether the body opens special accounts at once; else the unit is told."""
        if self.parameter(atos.MOMENTO_DA_TOMADA) == atos.IMEDIATO:
            await self.abrir_tomada()
            return True
        quando = "abre-se depois dos recursos"
        self.notify(atos.AVISO_DA_REJEICAO, numero=self.parceria.numero, quando=quando)
        return False

    async def abrir_tomada(self) -> None:
        """Art. 95, III: in a case of its own, which verifies whether it is due."""
        fato = FatoDaTomada.CONTAS_REJEITADAS
        pedido = self.made(PedidoDeTomada, parceria=self.parceria, fato=fato, inercia=self.inercia)
        await self.launch(TomadaDeContasEspecial, pedido)
        self.tomada_aberta = True
        self.notify(atos.AVISO_DA_REJEICAO, numero=self.parceria.numero, quando="foi aberta")

    async def fim_da_tomada(self) -> str:
        """Art. 100: what the special accounts came to, if they were opened; the case above learns of it."""
        if not (self.tomada_aberta and self.follows("tomada-ate-o-fim")):
            return ""
        tomada = (await self.end_of(TomadaDeContasEspecial)).outcome
        self.report(tomada=tomada)
        return tomada

    async def registrar(self) -> Outcome:
        """Arts. 98, § 1º, and 99: the defence first; then the rejection is registered, and impedes."""
        chamado = (await self.ask(depois.CHAMAR_A_DEFESA)).read(formularios.NotificacaoComPrazo)
        self.begin(
            depois.PRAZO_DA_DEFESA, since=chamado.entregue_em, because="notificação para a defesa",
            fixed=self.parameter(depois.DIAS_DA_DEFESA) or chamado.prazo_em_dias,
        )  # fmt: skip
        await self.ask(depois.DEFENDER, party=self.osc)
        self.met(depois.PRAZO_DA_DEFESA)
        if await self.ask(depois.DECIDIR_REGISTRO) != depois.REGISTRAR:
            return NAO_REGISTRADA
        consta = await self.consult(CONTAS_REJEITADAS, party=self.osc, on=self.today)
        numero = self.parceria.numero
        antes = consta.details.get(REJEITADOS, ()) if consta.holds else ()
        self.inscribe(
            CONTAS_REJEITADAS, REJEITADA, party=self.osc, numero=numero, holds=WhileAny(REJEITADOS),
            shared={REJEITADOS: (antes, self.reckon(com_mais_um, antes, numero))},
        )  # fmt: skip
        self.notify(depois.AVISO_DE_IMPEDIMENTO, party=self.osc, numero=numero)
        return REJEITADA

    async def baixar(self, registrada: Outcome) -> None:
        """Art. 98, § 1º: what was made good is looked at again, where the rejection is registered."""
        if registrada == REJEITADA:
            baixa = self.made(PedidoDeBaixa, parceria=self.parceria, razao=REGULARIZADA)
            await self.child(BaixaDoRegistro, baixa)

    async def ressarcir(self) -> Outcome:
        """Art. 98, II: the money is returned, or made good by actions that the Secretary authorises."""
        if await self.ask(depois.HA_DEBITO) == depois.SEM_DEBITO:
            return SEM_DEBITO
        self.admite_acoes = not (self.julgado.devolucao_integral or self.julgado.dolo_ou_fraude)
        while (respondido := await self.notificado_do_debito()) == depois.ACOES:
            if (await self.child(AcoesCompensatorias, self.pedido_de_acoes())).outcome == EXECUTADAS:
                return COMPENSADAS
            self.admite_acoes = False
        if respondido == depois.DEVOLVIDO and await self.ask(depois.CONFERIR) == depois.CONFERE:
            return DEVOLVIDAS
        self.notify(depois.AVISO_DE_DEBITO, numero=self.parceria.numero)
        return INADIMPLENTES

    async def notificado_do_debito(self) -> Answer:
        """Arts. 98, II, and 101: computed, notified with its memória, and answered within what the notice fixes."""
        if self.follows(CALCULADO):
            self.debito = await self.apurado(depois.DEBITO, self.inercia)
        else:
            self.debito = (await self.ask(depois.APURAR)).read(MemoriaDoDebito)
        notificado = (await self.ask(depois.NOTIFICAR_DEBITO)).read(formularios.NotificacaoDoDebito)
        self.begin(
            depois.PRAZO_DO_RESSARCIMENTO, since=notificado.entregue_em, because="notificação do débito",
            fixed=notificado.prazo_em_dias,
        )  # fmt: skip
        respondido = await self.ask(depois.RESSARCIR, party=self.osc)
        self.met(depois.PRAZO_DO_RESSARCIMENTO)
        return respondido

    def pedido_de_acoes(self) -> PedidoDeAcoes:
        """What the compensatory actions start from."""
        return self.made(
            PedidoDeAcoes, parceria=self.parceria, devolucao_integral=self.julgado.devolucao_integral,
            dolo_ou_fraude=self.julgado.dolo_ou_fraude,
        )  # fmt: skip
