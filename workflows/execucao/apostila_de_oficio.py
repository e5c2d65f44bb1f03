"""Apostilamento de ofício (Decreto 167/2019, art. 49, § 1º, with art. 50).

Without request, consent or the Procuradoria: the term is extended by exactly the days on which the administration owed
a release and did not make it, while it still runs; and the budget credits of future years are named. A partnership
that knows of a delay by its own registers opens this by itself, and the days are those that the registers show.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from workflows.execucao import atos_do_atraso
from workflows.execucao.atos_da_alteracao import no_seu_dia
from workflows.execucao.compensacao_do_atraso import CompensacaoDoAtraso
from workflows.execucao.formularios_alteracao import Apostila, Atraso, Causa, Creditos, ParaApostilar
from workflows.execucao.mudancas import Mudanca
from workflows.execucao.registros import ALTERACOES
from workflows.execucao.regras_alteracao import Situacao, dias_de_atraso, prorrogada
from workflows.execucao.regras_atraso import pares
from workflows.kernel import DECORRIDO, About, HumanTask, Notice, Outcome, Stage, exige, procedure
from workflows.kernel.roles import AREA_TECNICA, GESTAO, ORCAMENTO, SECRETARIO
from workflows.kernel.state import Context
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import centavos

DO_ATRASO, DOS_CREDITOS = atos_do_atraso.DO_ATRASO, DEC_167.art(49, par=1, inciso="II")

PRORROGADA = Outcome("prorrogada-de-oficio", "Vigência prorrogada de ofício")
CREDITOS_INDICADOS = Outcome("creditos-indicados", "Créditos indicados")
SEM_ATRASO = Outcome("sem-atraso", "Não há atraso a compensar")
PREJUDICADA = Outcome("vigencia-encerrada", "A vigência terminou antes da apostila")

CONSTATACAO = Stage("constatacao", "Constatação")
APOSTILAMENTO = Stage("apostilamento", "Apostilamento")


# -- Art. 49, § 1º, I: o exato atraso --------------------------------------------------------------------------------
CONSTATADO = Outcome("constatado", "Atraso constatado")
NAO_CONSTATADO = Outcome("nao-constatado", "Não há atraso da administração", "A vigência continua a mesma.")


def _constatado(caso: Any, outcome: str, atraso: Atraso) -> None:
    if outcome != CONSTATADO:
        return
    alheio = "Só se prorroga de ofício quando a administração deu causa ao atraso."
    exige(atraso.causa_da_administracao, DO_ATRASO, alheio, "causa_da_administracao")
    liberadas = all(uma.liberada_em <= caso.today for uma in atraso.parcelas)
    exige(liberadas, DO_ATRASO, "O atraso se verifica depois de liberada a parcela.", "parcelas")
    nada = "Diga as parcelas atrasadas; os dias que já prorrogaram a vigência não contam de novo."
    exige(dias_de_atraso(pares(atraso.parcelas), caso.situacao.compensados) > 0, DO_ATRASO, nada, "parcelas")


CONSTATAR = HumanTask(
    id="apostila-de-oficio.atraso", title="Constatar o atraso na liberação dos recursos", provision=DO_ATRASO,
    duties=("ALT-10", "R-049-OFFICIO"), role=AREA_TECNICA, form=Atraso, outcomes=(CONSTATADO, NAO_CONSTATADO),
    check=_constatado, action="Concluir",
    instructions="Diga de cada parcela o dia em que era devida e o dia em que saiu. Os dias se contam uma vez só.",
    then="a vigência se prorroga pelo exato período do atraso",
)  # fmt: skip

INDICAR_CREDITOS = HumanTask(
    id="apostila-de-oficio.creditos", title="Indicar os créditos do exercício futuro", provision=DOS_CREDITOS,
    duties=("ALT-10",), role=ORCAMENTO, form=Creditos, outcomes=(Outcome("indicados", "Indicados"),),
    action="Indicar", then="emite-se a certidão de apostilamento",
)  # fmt: skip


def _apostila(caso: Any, _outcome: str, apostila: Apostila) -> None:
    no_seu_dia(apostila.emitida_em, caso, DEC_167.art(49, par=1), "emitida_em", desde=caso.decidida_em)


APOSTILAR = HumanTask(
    id="apostila-de-oficio.apostila", title="Emitir a certidão de apostilamento de ofício", role=SECRETARIO,
    provision=DEC_167.art(49, par=1), duties=("ALT-10", "R-050"), form=Apostila, check=_apostila,
    outcomes=(Outcome("emitida", "Emitida"),), action="Registrar",
    instructions="Não depende da organização nem da Procuradoria. Emita antes de a vigência terminar.",
    then="a organização é avisada",
)  # fmt: skip

AVISO = Notice(
    id="apostila-de-oficio.aviso", title="A parceria foi apostilada", provision=DEC_167.art(49, par=1),
    body="O {numero} foi apostilado de ofício. A vigência vai até {fim:%d/%m/%Y}.",
)  # fmt: skip


@procedure
class ApostilaDeOficio(CompensacaoDoAtraso):
    """From the cause to the certificate; the case above learns what changes, as `mudanca`."""

    about = About(
        id="apostila-de-oficio", title="Apostilamento de ofício", short="Apostila de ofício", norm="Decreto 167/2019",
        provisions=(DEC_167.art(49, par=1), DEC_167.art(50)), started_by=(AREA_TECNICA, GESTAO), input=ParaApostilar,
        stages=(CONSTATACAO, APOSTILAMENTO), outcomes=(PRORROGADA, CREDITOS_INDICADOS, SEM_ATRASO, PREJUDICADA),
    )  # fmt: skip

    @classmethod
    def admit(cls, pedido: ParaApostilar, on: date, _context: Context) -> None:
        """An ended term is not extended."""
        fim = pedido.parceria.fim
        exige(on <= fim, DEC_167.art(49, par=1), f"A vigência terminou em {fim:%d/%m/%Y}; apostila-se antes disso.")

    async def run(self) -> Outcome:
        """Art. 49, § 1º: the delay, or the credits."""
        self.concern(self.osc)
        self.enter(CONSTATACAO)
        self.situacao = await self.ate_aqui()
        if self.reckon(bool, self.input.atraso):
            return await self.compensar_o_verificado()
        if self.input.causa == Causa.ATRASO:
            return await self.compensar()
        return await self.indicar_creditos()

    async def compensar(self) -> Outcome:
        """Art. 49, § 1º, I: as many days as the delay had, before the term ends."""
        constatado = await self.enquanto_vige(CONSTATAR)
        if constatado != CONSTATADO:
            return SEM_ATRASO if constatado == NAO_CONSTATADO else PREJUDICADA
        atrasos = self.reckon(pares, constatado.read(Atraso).parcelas)
        dias = self.reckon(dias_de_atraso, atrasos, self.situacao.compensados)
        nova = self.reckon(prorrogada, self.input.parceria, dias)
        apostila = await self.apostilar(constatado.on, {"dias": dias, "novo_fim": nova.fim.isoformat()})
        if apostila is None:
            return PREJUDICADA
        situacao = self.reckon(replace, self.situacao, compensados=(*self.situacao.compensados, *atrasos))
        self.valer(PRORROGADA, apostila, nova, situacao)
        return PRORROGADA

    async def compensar_o_verificado(self) -> Outcome:
        """Art. 49, § 1º, I: the days that the registers show, checked, and apostilled before the term ends."""
        conferido = await self.conferido()
        if conferido != atos_do_atraso.CONFERIDO:
            return PREJUDICADA if conferido == DECORRIDO else SEM_ATRASO
        apostila = await self.apostilar(self.decidida_em, self.reckon(self.sobre))
        if apostila is None:
            return PREJUDICADA
        self.prorrogar(PRORROGADA, apostila)
        self.notify(AVISO, party=self.osc, numero=self.input.parceria.numero, fim=self.nova.fim)
        return PRORROGADA

    async def indicar_creditos(self) -> Outcome:
        """Art. 49, § 1º, II: the credits, and nothing else changes."""
        indicado = await self.enquanto_vige(INDICAR_CREDITOS)
        apostila = None if indicado == DECORRIDO else await self.apostilar(indicado.on, indicado.form)
        if apostila is None:
            return PREJUDICADA
        self.show(creditos=indicado.form)
        self.valer(CREDITOS_INDICADOS, apostila, self.input.parceria, self.situacao)
        return CREDITOS_INDICADOS

    async def apostilar(self, desde: date, sobre: dict[str, Any]) -> Apostila | None:
        """Art. 49, § 1º: the certificate; None when the term ended first."""
        self.enter(APOSTILAMENTO)
        self.decidida_em = desde
        emitida = await self.enquanto_vige(APOSTILAR, about=sobre)
        return None if emitida == DECORRIDO else emitida.read(Apostila)

    def valer(self, como: Outcome, apostila: Apostila, nova: Any, situacao: Situacao) -> None:
        """What holds from now on: to the case above, to the public, in the register; and the organisation is told."""
        self.show(apostila=apostila.numero, desde=apostila.emitida_em.isoformat(), fim=nova.fim.isoformat())
        self.report(mudanca=self.made(Mudanca, fim=nova.fim).model_dump(mode="json"))
        self.inscribe(
            ALTERACOES, como, party=self.input.parceria.chave, since=apostila.emitida_em, numero=apostila.numero,
            fim=nova.fim.isoformat(), repasse=self.reckon(centavos, nova.repasse), **self.reckon(situacao.detalhes),
        )  # fmt: skip
        self.notify(AVISO, party=self.osc, numero=self.input.parceria.numero, fim=nova.fim)
