"""The year of a body's NGER: each planned process begins on its day, as a case of its own; more may be added.

The guide has no calendar of its own: the year's plan is the body's, and so are its dates.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from workflows.clock import Binds, Counting, Nature
from workflows.kernel import About, Answer, Deadline, Event, HumanTask, Outcome, Procedure, Stage, exige, procedure
from workflows.kernel.roles import GESTAO, INTEGRACAO, NUCLEO
from workflows.kernel.state import Context
from workflows.nger.formularios import AnoDoNger, Interrupcao, ProcessoPlanejado, Registro
from workflows.nger.processo import CONCLUIDO, ProcessoDoNger
from workflows.norms import NGER

# -- Resultados ------------------------------------------------------------------------------------------------
CUMPRIDO = Outcome("cumprido", "Ano cumprido")
COM_PENDENCIAS = Outcome("com-pendencias", "Ano encerrado com processo sem produto ou interrompido")
ENCERRADO = Outcome("encerrado", "Ano encerrado antes do fim")

EXECUCAO = Stage("execucao", "Execução")
BALANCO = Stage("balanco", "Balanço")

EXECUTA = NGER.at("regra-4")

FIM_DO_ANO = Deadline(
    id="nger-ano.fim", title="fim do ano do NGER", provision=EXECUTA, nature=Nature.VALIDITY,
    counting=Counting.MATERIAL, binds=Binds.ADMINISTRACAO, reminders=(60, 30), escalates_to=GESTAO,
    on_lapse="nenhum processo mais entra no ano, e o que falta segue devido até o fim",
)  # fmt: skip


def _cabe(caso: Any, _ato: Any, planejado: ProcessoPlanejado) -> None:
    ano = caso.input.ano
    exige(planejado.fim >= caso.today, EXECUTA, "O fim planejado já passou.", "fim")
    exige(planejado.inicio.year == planejado.fim.year == ano, EXECUTA, f"O processo deve caber em {ano}.", "inicio")
    adicional = planejado.processo_do_guia.additional
    exige(caso.input.sem_unidade or not adicional, NGER.at("regra-3"), "O processo cabe a outra unidade.", "processo")


INCLUSAO = Event(
    id="nger-ano.inclusao", title="inclusão de processo no ano", provision=EXECUTA, who=(NUCLEO, GESTAO), many=True,
    awaited=True, form=ProcessoPlanejado, check=_cabe,
    instructions="Para o que não se previu: uma capacitação oferecida, uma mudança de estrutura.",
)  # fmt: skip

BALANCO_DO_ANO = HumanTask(
    id="nger-ano.balanco", title="Registrar o balanço do ano", provision=EXECUTA, role=NUCLEO, form=Registro,
    outcomes=(Outcome("registrado", "Balanço registrado"),), action="Registrar o balanço",
    instructions="Terminados os processos do ano, diga o que se fez, o que ficou e por quê.",
    then="o ano se encerra",
)  # fmt: skip

ENCERRAMENTO = Event(
    id="nger-ano.encerramento", title="encerramento antecipado do ano", provision=EXECUTA, who=(GESTAO,),
    form=Interrupcao,
    instructions="Os processos em curso terminam como prejudicados, com o que se fez registrado; nenhum outro começa.",
)  # fmt: skip


@procedure
class AnoDoNucleo(Procedure[AnoDoNger]):
    """A year of the NGER, from its plan to what came of it."""

    about = About(
        id="nger-ano", title="Ano do NGER", short="Ano do NGER", norm="Guia de Atuação dos NGER", provisions=(EXECUTA,),
        started_by=(NUCLEO, GESTAO, INTEGRACAO), input=AnoDoNger, stages=(EXECUCAO, BALANCO),
        outcomes=(CUMPRIDO, COM_PENDENCIAS, ENCERRADO),
    )  # fmt: skip

    @classmethod
    def subject_of(cls, dados: AnoDoNger) -> str:
        """The body and the year."""
        return f"NGER de {dados.orgao}, {dados.ano}"

    @classmethod
    def admit(cls, dados: AnoDoNger, on: date, _context: Context) -> None:
        """A year that is not over, and only the processes that belong to this body's NGER (rule 3)."""
        exige(dados.prazo.until is not None and on <= dados.prazo.until, EXECUTA, "O ano já acabou.", "ano")
        for n, planejado in enumerate(dados.processos):
            adicional = planejado.processo_do_guia.additional
            dito = "O processo cabe à unidade de desenvolvimento organizacional."
            exige(dados.sem_unidade or not adicional, NGER.at("regra-3"), dito, f"processos.{n}.processo")
            exige(planejado.fim >= on, EXECUTA, "O fim planejado já passou.", f"processos.{n}.fim")

    async def run(self) -> Outcome:
        """The plan's processes and those added to it; then what came of each."""
        self.enter(EXECUCAO)
        fim = replace(FIM_DO_ANO, budget=self.input.prazo)
        self.begin(fim, since=self.started_on, because="início do ano do NGER")
        return await self.unless(ENCERRAMENTO, self.executar(), then=ENCERRADO)

    async def executar(self) -> Outcome:
        """Each process on its day; the year is over when all are and nothing more may be added."""
        planejados = (self.no_seu_dia(planejado) for planejado in self.input.processos)
        resultados = await self.together(self.incluidos(), *planejados)
        self.enter(BALANCO)
        todos = [resultado for grupo in resultados for resultado in grupo]
        self.show(concluidos=len([um for um in todos if um == CONCLUIDO]), processos=len(todos))
        await self.ask(BALANCO_DO_ANO)
        return CUMPRIDO if all(um == CONCLUIDO for um in todos) else COM_PENDENCIAS

    async def no_seu_dia(self, planejado: ProcessoPlanejado) -> list[str]:
        """One process, begun on its planned day. Answers its outcome."""
        await self.until(planejado.inicio)
        dados = planejado.no_orgao(sem_unidade=self.input.sem_unidade)
        resultado = await self.child(ProcessoDoNger, dados, subject=planejado.chave)
        return [resultado.outcome]

    async def incluidos(self) -> list[str]:
        """The processes added until the end of the year, each on its day."""

        async def incluido(trazido: Answer, _numero: int) -> list[str]:
            return await self.no_seu_dia(trazido.read(ProcessoPlanejado))

        grupos = await self.each_arrival(INCLUSAO, until=FIM_DO_ANO, course=incluido)
        return [um for grupo in grupos for um in grupo]
