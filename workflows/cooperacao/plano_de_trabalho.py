"""Execution of a work plan: each duty a task of the party that owes it, due on the day the plan gives, with evidence.

The plan is data (`planos/`): nothing here knows what any action is. An occurrence opens when its period begins, the day
on which the one before it was due by the calendar, and falls due at the end of it; each is counted from the signature,
so rolls do not add up. What was not done stays due, and the next one opens all the same.

A party of the administration, a public company included, is bound as the administration is; an association is bound as
a private party, so that no re-count shortens what it was told. Duties are material: both are counted alike.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from workflows.clock import Binds, Counting, MonthRule, Nature
from workflows.cooperacao.acontecimentos import (
    ACONTECIMENTO,
    ADESAO,
    ALTERACAO,
    EVIDENCIA,
    EXTINCAO,
    PRORROGACAO,
    REPRESENTACAO,
)
from workflows.cooperacao.coherence import fits
from workflows.cooperacao.formularios import Acontecimento, Adesao, Alteracao, ExecucaoDoPlano
from workflows.cooperacao.formularios_da_vigencia import Prorrogacao
from workflows.cooperacao.plan import Occurrence, Plan
from workflows.cooperacao.tarefas import (
    ACAO,
    ACAO_COM_HORAS,
    ACAO_EM_COMUM_ACORDO,
    PRAZO_DA_ACAO,
    PRAZO_DA_ACAO_COM_HORAS,
    PRAZO_DA_ACAO_EM_COMUM_ACORDO,
    TarefasDoPlano,
    do_catalogo,
    pendencia,
)
from workflows.kernel import About, Answer, Deadline, Event, Outcome, Procedure, Stage, exige, procedure
from workflows.kernel.messages import CaseStart
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO, PARTICIPE
from workflows.kernel.state import Context
from workflows.norms import CODIGO_CIVIL

GERAIS = (
    ACAO, ACAO_COM_HORAS, ACAO_EM_COMUM_ACORDO, PRAZO_DA_ACAO, PRAZO_DA_ACAO_COM_HORAS, PRAZO_DA_ACAO_EM_COMUM_ACORDO,
)  # fmt: skip
"""The declarations of a plan that no catalogue explains."""

ATOS_NO_MAXIMO = 6000
"""Dated acts of one plan that were measured to run through (docs/benchmarks.md): what bounds them is how long a run
that takes over may walk."""

# -- Resultados ------------------------------------------------------------------------------------------------
VIGENCIA_ENCERRADA = Outcome("vigencia-encerrada", "Vigência encerrada, tudo cumprido")
COM_PENDENCIAS = Outcome("vigencia-encerrada-com-pendencias", "Vigência encerrada com pendências")
EXTINTO = Outcome("extinto", "Acordo extinto antes do fim")

EXECUCAO = Stage("execucao", "Execução do plano")
ENCERRAMENTO = Stage("encerramento", "Encerramento")

# -- A vigência, e o que a encerra antes ---------------------------------------------------------------------------
VIGENCIA = Deadline(
    id="plano-de-trabalho.vigencia", title="vigência do plano de trabalho", provision=CODIGO_CIVIL.art(132, par=3),
    nature=Nature.VALIDITY, counting=Counting.MATERIAL, binds=Binds.ADMINISTRACAO, month_rule=MonthRule.DIA_SEGUINTE,
    on_lapse="o plano deixa de vigorar e o processo se encerra, com a lista do que não foi cumprido",
    reminders=(90, 30), escalates_to=GESTAO,
)  # fmt: skip

# -- As ações ------------------------------------------------------------------------------------------------------
PELO_ALTERADO = "acontecimentos-do-plano-alterado"
"""The change by which what only an amendment asks for, at all times or when something comes, may be brought."""
TAREFAS = tuple(do_catalogo())
PRAZOS = tuple(tarefa.deadline for tarefa in TAREFAS if tarefa.deadline is not None)


@procedure
class PlanoDeTrabalho(Procedure[ExecucaoDoPlano]):
    """A work plan from its signature to the end of its term."""

    hands_over_each = timedelta(days=365)

    about = About(
        id="plano-de-trabalho", title="Execução de plano de trabalho", short="Plano de trabalho",
        norm="Código Civil e plano de trabalho do acordo",
        provisions=(CODIGO_CIVIL.art(132, par=3), *dict.fromkeys(tarefa.provision for tarefa in TAREFAS)),
        started_by=(PARTICIPE, AREA_TECNICA, GESTAO, INTEGRACAO), input=ExecucaoDoPlano,
        stages=(EXECUCAO, ENCERRAMENTO), outcomes=(VIGENCIA_ENCERRADA, COM_PENDENCIAS, EXTINTO),
    )  # fmt: skip

    @classmethod
    def subject_of(cls, dados: ExecucaoDoPlano) -> str:
        """The plan's title."""
        return dados.plan.title

    @classmethod
    def parties_of(cls, start: CaseStart) -> tuple[str, ...]:
        """The parties of the plan, then who started the case."""
        parties = tuple(party.id for party in ExecucaoDoPlano.model_validate(start.input).plan.parties)
        return tuple(dict.fromkeys((*parties, *super().parties_of(start))))

    @classmethod
    def party_names(cls, dados: ExecucaoDoPlano) -> dict[str, str]:
        """Those of the plan."""
        return {party.id: party.name for party in dados.plan.parties}

    @classmethod
    def calendar_of(cls, dados: ExecucaoDoPlano) -> str:
        """The one the plan names."""
        return dados.plan.calendar

    @classmethod
    def admit(cls, dados: ExecucaoDoPlano, on: date, context: Context) -> None:
        """Refuse a plan not yet signed, on a calendar the body does not have, of duties that its term cannot hold, or
        of more dated acts than one case carries."""
        plano, assinado_em = dados.plan, dados.assinado_em
        vigencia = CODIGO_CIVIL.art(132, par=3)
        exige(assinado_em <= on, vigencia, "O plano só é executado depois de assinado.", "assinado_em")
        exige(plano.calendar in context.calendars, vigencia, f"Não há calendário “{plano.calendar}”.", "plano")
        for acao in plano.actions if plano.adheres_to is None else ():
            cabe = all(fits(recorrencia, assinado_em, dados.fim) for recorrencia in acao.recurrence)
            exige(cabe, acao.cited, f"A ação {acao.id} não cabe na vigência.", "assinado_em")
        atos = sum(1 for _ in plano.occurrences(assinado_em, dados.fim))
        demais = f"O plano pede {atos} atos com data, e um processo leva {ATOS_NO_MAXIMO}. Divida-o, como por eixo."
        exige(atos <= ATOS_NO_MAXIMO, vigencia, demais, "plano")

    @property
    def plano(self) -> Plan:
        return self.input.plan

    def ate(self, dia: date) -> tuple[Plan, ...]:
        """The plan in force on a day, and then those that were before it, for a rule."""
        return self.input.ate(dia, self.arrivals(ALTERACAO))

    @cached_property
    def tarefas(self) -> TarefasDoPlano:
        return TarefasDoPlano(self.plano)

    @property
    def fim(self) -> date:
        """The last day of the term, as the last extension leaves it."""
        return self.input.fim_com(self.arrivals(PRORROGACAO))

    async def run(self) -> Outcome:
        self.enter(EXECUCAO)
        vigencia = replace(VIGENCIA, budget=self.input.vigencia)
        self.begin(vigencia, since=self.input.assinado_em, because="assinatura do acordo")
        return await self.unless(EXTINCAO, self.executar(), then=EXTINTO)

    async def executar(self) -> Outcome:
        """Ask for each duty when it opens; at the end of the term, tell what was not done."""
        self.receber()
        if self.input.recebe_adesao:
            await self.together(self.pedir_o_previsto(), self.aderir())
        else:
            await self.pedir_o_previsto()
            await self.elapse(VIGENCIA)
        await self.run_out()
        return self.encerrar()

    async def pedir_o_previsto(self) -> None:
        """What the plan fixes beforehand, each act on the day it opens, until the term is over.

        An amendment counts from its own day on; what an extension of the term adds is asked for as well.
        """
        feito: date | None = None
        while proxima := self.input.proxima(feito, self.arrivals(ALTERACAO), self.arrivals(PRORROGACAO)):
            if not proxima.acts and not self.prorrogavel:
                return
            trazidos = self.brought(ALTERACAO) + self.brought(PRORROGACAO)
            await self.until_or_brought(proxima.day, ALTERACAO, *((PRORROGACAO,) if self.prorrogavel else ()))
            if self.brought(ALTERACAO) + self.brought(PRORROGACAO) != trazidos:
                continue
            for ocorrencia in proxima.acts:
                self.pedir(ocorrencia, since=self.input.assinado_em, because="assinatura do acordo")
            feito = proxima.day

    async def aderir(self) -> None:
        """Who joins until the end of the term: reported by the parties, and with a plan of its own."""
        await self.each_arrival(ADESAO, until=VIGENCIA, course=self.aderente)

    async def aderente(self, trazida: Answer, numero: int) -> None:
        """One adhesion, until its own plan is over."""
        adesao = trazida.read(Adesao)
        for ocorrencia in self.plano.on_adhesion(adesao.data, numero):
            self.pedir(ocorrencia, since=adesao.data, because="adesão de instituição")
        await self.child(PlanoDeTrabalho, self.input.aderente(adesao, self.fim), subject=str(numero))

    def receber(self) -> None:
        """What the plan lets the parties bring all through the term."""
        if self.follows("alteracao-do-plano"):
            self.open(ALTERACAO)
        self.prorrogavel = self.follows("prorrogacao-do-plano")
        if self.prorrogavel:
            self.open(PRORROGACAO, until=VIGENCIA)
            self.open(REPRESENTACAO)
        if self.plano.continuous:
            self.open(EVIDENCIA)
        if self.plano.events:
            self.open(ACONTECIMENTO)

    def pedir(self, ocorrencia: Occurrence, *, since: date, because: str) -> None:
        """Ask the party for one act, due as the plan says."""
        do_catalogo = isinstance(self.input.plano, str) and self.input.no_catalogo(ocorrencia.action)
        do_que = {"partícipe": self.plano.named((ocorrencia.party,)), **ocorrencia.about}
        self.offer(
            self.tarefas.da(ocorrencia, do_catalogo=do_catalogo),
            party=ocorrencia.party, subject=ocorrencia.subject, since=since, because=because,
            about=do_que if do_catalogo else {**do_que, **ocorrencia.terms},
            cycle=ocorrencia.slot.cycle,
        )  # fmt: skip

    def received(self, event: Event, form: dict[str, Any], number: int) -> None:
        """What the plan asks for on an event, a longer term, and where to record what an amendment asks for at all
        times, at once."""
        if event is PRORROGACAO:
            prorrogacao = Prorrogacao.model_validate(form)
            self.prolong(VIGENCIA, to=prorrogacao.novo_fim, because=f"prorrogação, {prorrogacao.documento}")
        if event is ALTERACAO and self.follows(PELO_ALTERADO):
            self.receber_o_alterado(Alteracao.model_validate(form).novo, number)
        if event is ACONTECIMENTO:
            trazido = Acontecimento.model_validate(form)
            previsto = trazido.acontecimento in {um.id for um in self.plano.events}
            plano = self.plano if previsto and not self.follows(PELO_ALTERADO) else self.ate(trazido.data)[0]
            for ocorrencia in plano.on_event(trazido.acontecimento, trazido.data, number, trazido.prazo):
                self.pedir(ocorrencia, since=trazido.data, because="acontecimento previsto no plano")

    def receber_o_alterado(self, novo: Plan, numero: int) -> None:
        """What only the `numero`-th amendment lets the parties bring."""
        antes = (self.plano, *(um.read(Alteracao).novo for um in self.arrivals(ALTERACAO)[: numero - 1]))
        if novo.continuous and not any(um.continuous for um in antes):
            self.open(EVIDENCIA)
        if novo.events and not any(um.events for um in antes):
            self.open(ACONTECIMENTO)

    def encerrar(self) -> Outcome:
        """The end of the term, with the list of what nobody did."""
        self.enter(ENCERRAMENTO)
        pendentes = self.undone()
        if not pendentes:
            return VIGENCIA_ENCERRADA
        self.show(pendencias=[pendencia(tarefa) for tarefa in pendentes])
        return COM_PENDENCIAS
