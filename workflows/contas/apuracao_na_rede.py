"""Responsabilidade subsidiária da executante (Decreto 167/2019, art. 65).

Where money of the partnership was irregularly used and whoever celebrated did not make all of it good, an organisation
that executed in its network answers for what is left, up to what it received. The decree gives no term to answer the
notice: the notice fixes it.
"""

from datetime import date
from typing import Any

from workflows.clock import Binds, Counting, Nature
from workflows.contas.formularios_julgamento import NotificacaoComPrazo
from workflows.execucao.formularios_monitoramento import Quantia
from workflows.execucao.sob_parceria import DaParceria, SobParceria
from workflows.kernel import (
    DECORRIDO,
    About,
    Deadline,
    Decision,
    HumanTask,
    Notice,
    OfficialDocument,
    Outcome,
    Stage,
    Template,
    exige,
    procedure,
)
from workflows.kernel.messages import CaseStart
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO, OSC, SECRETARIO
from workflows.kernel.state import Context
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import Dinheiro, centavos, em_reais
from workflows.parcerias.formularios import Fundamentada, TextoLongo, campo
from workflows.parcerias.organizacoes import Organizacao, partes_de
from workflows.parcerias.registros_da_rede import EXECUTANTES, REDE
from workflows.parcerias.regras_rede import da_executante, por_ressarcir, responsabilidade_subsidiaria

ARTIGO = DEC_167.art(65)

# -- Resultados ------------------------------------------------------------------------------------------------
APURADA = Outcome("responsabilidade-apurada", "Responsabilidade da executante apurada")
SEM = Outcome("sem-responsabilidade", "A executante não responde")

APURACAO = Stage("apuracao", "Apuração")
MANIFESTACAO = Stage("manifestacao", "Manifestação da executante")
DECISAO = Stage("decisao", "Decisão")


class PedidoDeApuracao(DaParceria):
    """Which executing organisation, and what was irregular."""

    executante: Organizacao = campo("Executante", provision=ARTIGO.id)
    constatada_em: date = campo("Irregularidade constatada em")
    fato: TextoLongo = campo("Irregularidade na aplicação dos recursos", widget="textarea", provision=ARTIGO.id)


class Apuracao(Fundamentada):
    """The four things that the limit is made of."""

    irregular: Dinheiro = campo("Valor aplicado irregularmente", mask="money", provision=ARTIGO.id)
    ressarcido: Quantia = campo(
        "Já ressarcido", "Pela celebrante e por outras executantes; zero, se nada.", mask="money"
    )
    recebido: Dinheiro = campo("Valor que a executante recebeu", mask="money", provision=ARTIGO.id)
    cobrada: bool = campo("A celebrante já foi cobrada, e não ressarciu tudo", provision=ARTIGO.id)


class Manifestacao(Fundamentada):
    """What the executing organisation says."""


class DecisaoDaResponsabilidade(Fundamentada):
    """For how much it answers; nothing, if it does not."""

    valor: Quantia = campo("Valor pelo qual responde", "Zero, se não responde.", mask="money", provision=ARTIGO.id)


def limite(apurada: Apuracao) -> int:
    """Art. 65: the most that the executing organisation may answer for, in cents."""
    resta = por_ressarcir(centavos(apurada.irregular), centavos(apurada.ressarcido))
    return responsabilidade_subsidiaria(resta, centavos(apurada.recebido))


# -- Art. 65: até o que recebeu, e só depois da celebrante ------------------------------------------------------
RESPONDE = Outcome("ha-o-que-responder", "Há o que responder", "A executante é notificada e se manifesta.")
NADA = Outcome("nada-a-responder", "Nada a responder", "O processo se encerra.")


def _subsidiaria(_caso: Any, outcome: str, apurada: Apuracao) -> None:
    if outcome == RESPONDE:
        antes = "A responsabilidade é subsidiária: cobre antes a celebrante."
        exige(apurada.cobrada, ARTIGO, antes, "cobrada")
        exige(limite(apurada) > 0, ARTIGO, "Tudo já foi ressarcido: nada resta à executante.", "ressarcido")
        return
    resta = f"Restam {em_reais(limite(apurada))} pelos quais a executante pode responder."
    exige(not apurada.cobrada or limite(apurada) == 0, ARTIGO, resta)


APURAR = HumanTask(
    id="apuracao-na-rede.apuracao", title="Apurar até quanto a executante responde", provision=ARTIGO,
    role=AREA_TECNICA, duties=("RED-08", "R-065"), form=Apuracao, outcomes=(RESPONDE, NADA), check=_subsidiaria,
    action="Concluir", instructions="Anexe o que mostra o que foi aplicado e o que a executante recebeu.",
    then="havendo o que responder, a executante é notificada",
)  # fmt: skip


def _ja_entregue(caso: Any, _outcome: str, notificacao: NotificacaoComPrazo) -> None:
    futuro = "O dia da entrega ainda não chegou."
    exige(notificacao.entregue_em <= caso.today, ARTIGO, futuro, "entregue_em")


NOTIFICAR = HumanTask(
    id="apuracao-na-rede.notificacao", title="Notificar a executante", provision=ARTIGO, role=AREA_TECNICA,
    form=NotificacaoComPrazo, outcomes=(Outcome("notificada", "Notificada"),), check=_ja_entregue,
    action="Registrar a notificação", instructions="Diga o valor, o limite e o prazo para se manifestar.",
    then="a executante se manifesta no prazo da notificação",
)  # fmt: skip
PRAZO = Deadline(
    id="apuracao-na-rede.prazo", title="manifestação da executante", provision=ARTIGO, nature=Nature.PEREMPTORY,
    counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR, on_lapse="decide-se sem a manifestação", reminders=(2,),
)  # fmt: skip
MANIFESTAR = HumanTask(
    id="apuracao-na-rede.manifestacao", title="Manifestar-se sobre a responsabilidade na rede", provision=ARTIGO,
    role=OSC, form=Manifestacao, outcomes=(Outcome("apresentada", "Apresentada"),), within=PRAZO, action="Apresentar",
    then="o Secretário decide",
)  # fmt: skip

RESPONSAVEL = Outcome("responsavel", "A executante responde", "Até o limite do que recebeu.")
NAO_RESPONSAVEL = Outcome("nao-responsavel", "A executante não responde")


def _ate_o_limite(caso: Any, outcome: str, decidida: DecisaoDaResponsabilidade) -> None:
    valor, maximo = centavos(decidida.valor), limite(caso.apurada)
    acima = f"A executante responde por até {em_reais(maximo)}."
    exige(valor <= maximo, ARTIGO, acima, "valor")
    diga = "Diga o valor; zero, só se a executante não responde."
    exige((outcome == RESPONSAVEL) is (valor > 0), ARTIGO, diga, "valor")


DECIDIR = Decision(
    id="apuracao-na-rede.decisao", title="Decidir sobre a responsabilidade da executante", provision=ARTIGO,
    role=SECRETARIO, duties=("RED-08", "R-065"), form=DecisaoDaResponsabilidade, check=_ate_o_limite,
    outcomes=(RESPONSAVEL, NAO_RESPONSAVEL), excludes=(APURAR,), action="Assinar a decisão",
    then="a executante e a celebrante são avisadas; a rede continua como está",
)  # fmt: skip
AVISO = Notice(
    id="apuracao-na-rede.aviso", title="Responsabilidade na rede", provision=ARTIGO,
    body="Instrumento {numero}: a executante {executante} {resultado}. Leia a decisão no processo.",
)  # fmt: skip
DECISAO_EM_PAPEL = OfficialDocument(
    id="apuracao-na-rede.documento-da-decisao", title="Decisão sobre a responsabilidade da executante",
    provision=ARTIGO, template=Template.DESPACHO, of="apuracao-na-rede.decisao",
)  # fmt: skip


@procedure
class ApuracaoNaRede(SobParceria[PedidoDeApuracao]):
    """From an irregular use of money to what one executing organisation answers for."""

    about = About(
        id="apuracao-na-rede", title="Responsabilidade de executante em rede", short="Apuração na rede",
        norm="Decreto 167/2019", provisions=(ARTIGO,), started_by=(AREA_TECNICA, GESTAO, INTEGRACAO),
        input=PedidoDeApuracao, stages=(APURACAO, MANIFESTACAO, DECISAO), outcomes=(APURADA, SEM),
        documents=(DECISAO_EM_PAPEL,),
    )  # fmt: skip
    apurada: Apuracao

    @classmethod
    def admit(cls, pedido: PedidoDeApuracao, on: date, _context: Context) -> None:
        """What was not found yet answers for nothing, and who celebrated answers first, not in the second place."""
        futuro = "A data da constatação ainda não chegou."
        exige(pedido.constatada_em <= on, ARTIGO, futuro, "constatada_em")
        outra = "A celebrante responde por si; diga a executante."
        exige(pedido.executante.parte != pedido.parceria.parte, ARTIGO, outra, "executante")

    @classmethod
    def parties_of(cls, start: CaseStart) -> tuple[str, ...]:
        """The executing organisation, the one that celebrated, and who started it."""
        executante, _ = partes_de({"organizacao": start.input.get("executante")}, start.started_by.id)
        return (executante, *super().parties_of(start))

    @classmethod
    def party_names(cls, pedido: PedidoDeApuracao) -> dict[str, str]:
        """Both organisations by name."""
        return {**super().party_names(pedido), pedido.executante.parte: pedido.executante.nome}

    async def run(self) -> Outcome:
        """Art. 65: computed, heard, decided."""
        executante = self.input.executante.parte
        self.concern(executante)
        self.enter(APURACAO)
        consta = await self.consult(REDE, party=self.osc, on=self.today)
        termos = self.reckon(da_executante, consta.details.get(EXECUTANTES, ()), executante)
        apurada = await self.ask(APURAR, about={"fato": self.input.fato, "termos de rede": termos})
        if apurada == NADA:
            return SEM
        self.apurada = apurada.read(Apuracao)

        self.enter(MANIFESTACAO)
        notificada = (await self.ask(NOTIFICAR)).read(NotificacaoComPrazo)
        because = "notificação da executante"
        self.begin(PRAZO, since=notificada.entregue_em, because=because, fixed=notificada.prazo_em_dias)
        dito = await self.ask(MANIFESTAR, party=executante, about={"fato": self.input.fato, **apurada.form})
        if dito != DECORRIDO:
            self.met(PRAZO)

        self.enter(DECISAO)
        decidida = await self.ask(DECIDIR, about={"apuração": apurada.form, "manifestação": dito.form})
        return self.avisar(APURADA if decidida == RESPONSAVEL else SEM)

    def avisar(self, resultado: Outcome) -> Outcome:
        """Art. 65: both organisations know what was decided."""
        dito = "responde subsidiariamente" if resultado == APURADA else "não responde"
        entrada = self.input
        for parte in (entrada.executante.parte, self.osc):
            self.notify(
                AVISO, party=parte, numero=entrada.parceria.numero, executante=entrada.executante.nome, resultado=dito
            )
        return resultado
