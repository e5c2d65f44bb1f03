"""One run of a process of the NGER: its activities in the guide's order, then its products filed.

The guide gives no legal deadline. What is planned is due when the plan of the year says; the activity that it wants
every month is due by the end of each month, which is our reading of "monthly".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from workflows.clock import Binds, Counting, Nature
from workflows.kernel import About, Deadline, Event, HumanTask, Outcome, Procedure, Stage, exige, procedure
from workflows.kernel.roles import GESTAO, INTEGRACAO, NUCLEO
from workflows.kernel.state import Context
from workflows.nger.formularios import (
    ExecucaoDeProcesso,
    Interrupcao,
    Mes,
    ProdutoArquivado,
    Registro,
    registro_de,
)
from workflows.nger.guia import GUIDE, PROCESSES, Activity, Process
from workflows.norms import NGER

# -- Resultados ------------------------------------------------------------------------------------------------
CONCLUIDO = Outcome("concluido", "Concluído, com seus produtos")
SEM_PRODUTO = Outcome("sem-produto", "Concluído sem algum de seus produtos")
INTERROMPIDO = Outcome("interrompido", "Interrompido")

ATIVIDADES = Stage("atividades", "Atividades")
PRODUTOS = Stage("produtos", "Produtos")

# -- O período planejado ---------------------------------------------------------------------------------------
EXECUTA = NGER.at("regra-4")

PERIODO = Deadline(
    id="nger-processo.periodo", title="fim planejado do processo", provision=EXECUTA, nature=Nature.ADMINISTRATIVE,
    counting=Counting.MATERIAL, binds=Binds.ADMINISTRACAO, reminders=(15, 3), escalations=(1, 15), escalates_to=GESTAO,
    on_lapse="o processo fica em atraso e segue devido, e a chefia é avisada",
)  # fmt: skip

MES = Deadline(
    id="nger-processo.mes", title="acompanhamento do mês", provision=NGER.at("processo-X:atividade-7"),
    nature=Nature.CYCLE, counting=Counting.MATERIAL, binds=Binds.ADMINISTRACAO, reminders=(5,), escalations=(5,),
    escalates_to=GESTAO, on_lapse="o acompanhamento do mês fica em atraso, e o do mês seguinte abre no seu tempo",
)  # fmt: skip


# -- As atividades, e seus subitens ----------------------------------------------------------------------------
def _completa(atividade: Activity) -> Any:
    def check(caso: Any, _outcome: str, registro: Any) -> None:
        for letra, titulo in atividade.items.items():
            alinea = NGER.at(f"{atividade.provision.path}:ali-{letra}")
            exige(getattr(registro, f"item_{letra}"), alinea, f"Falta: {titulo}.", f"item_{letra}")
        dia = registro.data or caso.today
        exige(dia <= caso.today, atividade.provision, "Esta data ainda não chegou; informe quando foi feito.", "data")

    return check


REALIZADA = Outcome("realizada", "Realizada")
_ATIVIDADE = HumanTask(
    id="nger-processo.atividade", title="Realizar a atividade do guia", provision=EXECUTA, role=NUCLEO, form=Registro,
    outcomes=(REALIZADA,), within=PERIODO, action="Registrar a atividade", then="segue a atividade seguinte do guia",
)  # fmt: skip


def _tarefas() -> Iterator[HumanTask]:
    for processo in GUIDE.processes:
        for atividade in processo.activities:
            mensal = atividade.every is not None
            yield replace(
                _ATIVIDADE, id=_id(atividade), title=atividade.title, provision=atividade.provision,
                duties=atividade.duties, form=registro_de(atividade), check=_completa(atividade),
                skippable=atividade.provision, deadline=MES if mensal else None, within=None if mensal else PERIODO,
                then="abre no mês seguinte" if mensal else _ATIVIDADE.then,
            )  # fmt: skip


def _id(atividade: Activity) -> str:
    return f"nger-processo.{atividade.process.lower()}-{atividade.order:02}"


TAREFAS = tuple(_tarefas())
_POR_ID = {tarefa.id: tarefa for tarefa in TAREFAS}


def tarefa_da(atividade: Activity) -> HumanTask:
    """The task of an activity."""
    return _POR_ID[_id(atividade)]


# -- Os produtos -----------------------------------------------------------------------------------------------
ARQUIVADO = Outcome("arquivado", "Produto arquivado")
NAO_PRODUZIDO = Outcome("nao-produzido", "Não houve produto", "O processo termina sem este produto; diga por quê.")


def _explicado(_caso: Any, outcome: str, produto: ProdutoArquivado) -> None:
    dito = outcome == ARQUIVADO or bool(produto.observacao)
    exige(dito, EXECUTA, "Diga por que não houve produto.", "observacao")


PRODUTO = HumanTask(
    id="nger-processo.produto", title="Arquivar o produto do processo", provision=EXECUTA, duties=("NGER-ORG-4",),
    role=NUCLEO, form=ProdutoArquivado, outcomes=(ARQUIVADO, NAO_PRODUZIDO), within=PERIODO, check=_explicado,
    action="Arquivar", then="arquivados os produtos, o processo termina",
)  # fmt: skip

INTERRUPCAO = Event(
    id="nger-processo.interrupcao", title="interrupção do processo", provision=EXECUTA, who=(GESTAO,),
    form=Interrupcao, instructions="O que falta deixa de ser pedido; o que foi feito fica registrado.",
)  # fmt: skip


@procedure
class ProcessoDoNger(Procedure[ExecucaoDeProcesso]):
    """A process of the guide, from its first activity to its products."""

    about = About(
        id="nger-processo", title="Processo do NGER", short="Processo do NGER", norm="Guia de Atuação dos NGER",
        provisions=(EXECUTA, *(processo.provision for processo in GUIDE.processes)),
        started_by=(NUCLEO, GESTAO, INTEGRACAO), input=ExecucaoDeProcesso, stages=(ATIVIDADES, PRODUTOS),
        outcomes=(CONCLUIDO, SEM_PRODUTO, INTERROMPIDO), duties=("NGER-ORG-3",),
    )  # fmt: skip

    @classmethod
    def subject_of(cls, dados: ExecucaoDeProcesso) -> str:
        """The process and its period."""
        return f"{dados.processo_do_guia.name} ({dados.inicio:%m/%Y} a {dados.fim:%m/%Y})"

    @classmethod
    def admit(cls, dados: ExecucaoDeProcesso, on: date, _context: Context) -> None:
        """Rule 3: what rests on additional competences alone belongs to a body without the other unit."""
        exige(on <= dados.fim, EXECUTA, "O fim planejado já passou.", "fim")
        cabe = dados.sem_unidade or not dados.processo_do_guia.additional
        exige(cabe, NGER.at("regra-3"), "Este processo cabe à unidade de desenvolvimento organizacional.", "processo")

    async def run(self) -> Outcome:
        """The guide's order; what is monthly runs beside it."""
        periodo = replace(PERIODO, budget=self.input.prazo)
        self.begin(periodo, since=self.input.inicio, because="início planejado")
        resultado = await self.unless(INTERRUPCAO, self.percorrer(), then=INTERROMPIDO)
        if resultado == INTERROMPIDO:
            self.cancel(PERIODO)
        else:
            self.met(PERIODO)
        return resultado

    async def percorrer(self) -> Outcome:
        """The activities, from the planned beginning on; then the products."""
        processo = self.one_of(PROCESSES, self.input.processo)
        await self.until(self.input.inicio)
        self.enter(ATIVIDADES)
        await self.together(self.em_sequencia(processo), *(self.no_mes(processo, mes) for mes in self.input.meses))
        self.enter(PRODUTOS)
        arquivados = [await self.arquivar(produto) for produto in processo.products]
        return SEM_PRODUTO if NAO_PRODUZIDO in arquivados else CONCLUIDO

    async def em_sequencia(self, processo: Process) -> None:
        """One activity after the other."""
        for atividade in processo.in_sequence:
            await self.ask(tarefa_da(atividade), about=self.sobre())

    async def no_mes(self, processo: Process, mes: Mes) -> None:
        """What the guide wants in each month, opened on its first day."""
        for atividade in processo.monthly:
            await self.until(mes.inicio)
            do_mes = replace(tarefa_da(atividade), deadline=replace(MES, budget=mes.prazo))
            await self.ask(do_mes, subject=mes.id, about=self.sobre(mes=mes.id))

    async def arquivar(self, produto: str) -> Outcome:
        """One product, filed or not produced."""
        arquivar = replace(PRODUTO, title=f"Arquivar o produto “{produto}”")
        return await self.ask(arquivar, subject=produto, about=self.sobre(produto=produto))

    def sobre(self, **mais: str) -> dict[str, str]:
        """What every act says of itself: the process and who answers for it."""
        return {"processo": self.input.processo_do_guia.name, "quem responde": self.input.responsavel, **mais}
