"""Art. 101: the debt is computed here, from what a person states and from the indices that the body imported."""

from __future__ import annotations

from typing import Any, NamedTuple

from workflows.contas.formularios_debito import CasoDeDebito, Inercia, MemoriaDoDebito
from workflows.contas.indices import INDICES, pendencias, pergunta
from workflows.contas.politicas_debito import POLITICAS
from workflows.contas.regras_debito import calcular, com_inercia
from workflows.execucao.agentes_da_parceria import ComAgentes
from workflows.execucao.sob_parceria import Entrada
from workflows.kernel import HumanTask, OfficialDocument, Outcome, Template, exige
from workflows.kernel.roles import AREA_TECNICA
from workflows.norms import DEC_167, Param

CALCULADO = "debito-calculado"
"""The change by which the product computes the debt; before, its memória was computed outside and handed in."""

CONTADA = "inércia_já_contada"
POLITICA = Param("politica_de_atualizacao_do_debito")
DEVERES = ("DEB-01", "DEB-02", "DEB-03", "DEB-04", "R-101-INDEX", "R-101-RATE", "R-101-START", "R-101-INERTIA")
RECALCULAR = Outcome("recalcular", "Calcular de novo", "Os índices que faltavam já foram importados.")
CORRIGIR = Outcome("corrigir", "Corrigir os dados", "Os valores, as datas ou as deduções mudam.")


class AtosDoDebito(NamedTuple):
    """What computes the debt of a procedure: the act that states its facts, the one on what is missing, the memória."""

    apurar: HumanTask
    suprir: HumanTask
    memoria: OfficialDocument


def _como_adotada(caso: ComApuracao[Entrada], _outcome: str, dados: CasoDeDebito) -> None:
    adotada = caso.politica_adotada
    dita = f"O órgão adotou por ato esta política: {POLITICAS[adotada].titulo}." if adotada else ""
    exige(adotada in (None, dados.politica), DEC_167.art(101), dita, "politica")
    futuro = "O débito é atualizado até um dia que já chegou."
    exige(dados.atualizado_ate <= caso.today, DEC_167.art(101), futuro, "atualizado_ate")


def atos_do_debito(procedimento: str, title: str, then: str) -> AtosDoDebito:
    """The three declarations as acts of `procedimento`."""
    apurar = HumanTask(
        id=f"{procedimento}.apuracao-do-debito", title=title, provision=DEC_167.art(101), duties=DEVERES,
        role=AREA_TECNICA, form=CasoDeDebito, outcomes=(Outcome("apurado", "Débito apurado"),), check=_como_adotada,
        action="Apurar o débito", then=then,
        instructions="Diga os valores originais e as datas. A correção, os juros e o total são calculados aqui.",
    )  # fmt: skip
    suprir = HumanTask(
        id=f"{procedimento}.pendencia-do-debito", title="Suprir o que falta para calcular o débito",
        provision=DEC_167.art(101), role=AREA_TECNICA, outcomes=(RECALCULAR, CORRIGIR),
        instructions="A administração importa os índices em Administração, Índices. Nada é presumido no lugar deles.",
        then="o débito é calculado com o que houver então",
    )  # fmt: skip
    memoria = OfficialDocument(
        id=f"{procedimento}.memoria-de-calculo", title="Memória de cálculo do débito", provision=DEC_167.art(101),
        template=Template.MEMORIA, shows=MemoriaDoDebito,
    )  # fmt: skip
    return AtosDoDebito(apurar, suprir, memoria)


def _sabido(adotada: str | None, inercia: tuple[Inercia, ...]) -> dict[str, Any]:
    """What the case tells whoever computes: the policy that was adopted, and the inertia that is counted already."""
    sabido: dict[str, Any] = {"política_adotada": POLITICAS[adotada].titulo} if adotada else {}
    contada = [{"de": uma.de.isoformat(), "até": uma.ate.isoformat()} for uma in inercia]
    return {**sabido, CONTADA: contada} if contada else sabido


class ComApuracao(ComAgentes[Entrada]):
    """A procedure in which a debt is computed."""

    politica_adotada: str | None = None

    async def apurado(self, atos: AtosDoDebito, inercia: tuple[Inercia, ...]) -> MemoriaDoDebito:
        """The memória, as an official document of the case.

        `inercia` is what the case knows of it: it is counted without anybody stating it.
        """
        self.politica_adotada = self.parameter(POLITICA)
        sobre = self.reckon(_sabido, self.politica_adotada, inercia)
        dito = await self.ask(atos.apurar, about=sobre)
        while True:
            caso = self.reckon(com_inercia, dito.read(CasoDeDebito), inercia)
            series = (await self.consult(INDICES, series=self.reckon(pergunta, caso))).para_calcular()
            if not (faltas := self.reckon(pendencias, caso, series)):
                break
            if await self.ask(atos.suprir, about={"falta": list(faltas)}) == CORRIGIR:
                dito = await self.ask(atos.apurar, about=sobre)
        memoria: MemoriaDoDebito = self.reckon(calcular, caso, series)
        self.issue(
            atos.memoria, signed=(dito,), politica=memoria.politica, situacao=memoria.situacao, total=memoria.total,
            atualizado_ate=memoria.atualizado_ate, series=memoria.series, linhas=memoria.linhas,
        )  # fmt: skip
        return memoria
