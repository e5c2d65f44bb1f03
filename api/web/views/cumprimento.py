"""How a work plan is being carried out: what was done in time, late, not yet; by party, by axis, by action."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import ValidationError

from activities.records.queries.views import FactView, TaskView
from api.web.formatters import date_br, number
from api.web.views.fatos import Names
from api.web.views.graficos import Cell, Table
from workflows.clock import local_date
from workflows.cooperacao.acontecimentos import ALTERACAO, PRORROGACAO, REPRESENTACAO
from workflows.cooperacao.formularios import Alteracao, ExecucaoDoPlano
from workflows.cooperacao.formularios_da_vigencia import DesignacaoDeRepresentante, Prorrogacao
from workflows.cooperacao.parts import Action
from workflows.cooperacao.plan import Plan
from workflows.cooperacao.representacao import NOMES, Representacao, representacoes
from workflows.kernel.state import FactKind, TaskStatus
from workflows.kernel.words import Event

PLAN = "plano-de-trabalho"
BELOW = "abaixo-do-minimo"
NO_AXIS = "Sem eixo"
HEADS = ("No prazo", "Com atraso", "Abaixo do mínimo", "A fazer", "Atrasados", "Dispensados", "No prazo, em %")
CSV_NAMES = ("acao", "o_que", "participe", "vez", "vence_em", "cumprido_em", "situacao", "processo")


class Standing(StrEnum):
    """How one act stands, in the words of the page."""

    IN_TIME = "No prazo"
    LATE = "Com atraso"
    BELOW = "Abaixo do mínimo"
    OPEN = "A fazer"
    OVERDUE = "Atrasados"
    SPARED = "Dispensados"


@dataclass(frozen=True)
class ActLine:
    """One act of a party: what, when it was asked for, due and done, how it stands. `href` opens its evidence; nothing
    does for who may know only how the act stands (not `shown`): a party, of the acts of another."""

    action: str
    title: str
    party: str
    axes: tuple[str, ...]
    which: str
    due: date | None
    done: date | None
    standing: Standing
    task: str
    case: str
    since: date
    shown: bool = True

    @property
    def href(self) -> str:
        """The page of its task, or nothing."""
        return f"/tarefas/{self.task}" if self.shown else ""

    @property
    def year(self) -> int:
        """The year it belongs to: of its due date, or else of the day it was done, or else of the day it was asked."""
        return (self.due or self.done or self.since).year


class Running(NamedTuple):
    """The plan of a case: what the case began with, and the plan and the last day of its term as the last amendment and
    the last extension leave them. `stood` are all who represented a party; `plans` the plan signed and each amended."""

    given: ExecucaoDoPlano
    plan: Plan
    end: date
    stood: tuple[Representacao, ...]
    plans: tuple[Plan, ...]

    @property
    def actions(self) -> dict[str, Action]:
        """Every action that the plan had, by number, as the last plan that has it describes it."""
        return {action.id: action for plan in self.plans for action in plan.actions}

    @property
    def names(self) -> dict[str, str]:
        """The names of all the parties that the plan had, by id."""
        return {party.id: party.name for plan in self.plans for party in plan.parties}

    @property
    def axes(self) -> dict[str, tuple[str, ...]]:
        """The names of the axes of every action that the plan had: an amendment that removes one takes nothing from
        what was done."""
        return axes_by_action(self.plans)


def axes_by_action(plans: Iterable[Plan]) -> dict[str, tuple[str, ...]]:
    """The names of the axes of each action, by number, as the last of `plans` that has it says."""
    return {action.id: tuple(plan.axes[axis] for axis in action.axes) for plan in plans for action in plan.actions}


def running_plan(happened: Iterable[FactView]) -> Running | None:
    """The plan that the facts of a case tell of; None when they tell of none that this build reads."""
    facts = tuple(happened)
    try:
        started = next(
            (one for one in facts if one.kind is FactKind.CASE_STARTED and one.data.get("type") == PLAN), None
        )
        if started is None:
            return None
        given = ExecucaoDoPlano.model_validate(started.data.get("input"))
        amended = [Alteracao.model_validate(form).novo for form in _brought(facts, ALTERACAO)]
        ends = [Prorrogacao.model_validate(form).novo_fim for form in _brought(facts, PRORROGACAO)]
        designated = [
            DesignacaoDeRepresentante.model_validate(form).designado for form in _brought(facts, REPRESENTACAO)
        ]
    except ValidationError:
        return None
    plan, end = (amended or [given.plan])[-1], (ends or [given.fim])[-1]
    return Running(given, plan, end, representacoes(designated), (given.plan, *amended))


def _brought(facts: Iterable[FactView], event: Event) -> Iterator[Any]:
    """The forms in which an event came."""
    for one in facts:
        if one.kind is FactKind.EVENT_RECEIVED and one.data.get("event") == event.id:
            yield one.data.get("form")


def act_lines(
    axes: Mapping[str, tuple[str, ...]],
    names: Names,
    tasks: Iterable[TaskView],
    today: date,
    shown: Collection[str] | None = None,
) -> list[ActLine]:
    """The acts of a plan, whose actions have these `axes`, and of its adherents; what was withdrawn is left out.

    `shown` are the tasks whose evidence whoever looks may see, None for all.
    """
    found = []
    for task in tasks:
        standing = _standing(task, today)
        if standing is None or not task.subject:
            continue
        action, _, which = task.subject.partition(" ")
        done = local_date(task.closed_at) if task.closed_at else None
        party = names.get(task.party or "", task.party or "")
        found.append(
            ActLine(
                action, task.title, party, axes.get(action) or (NO_AXIS,), which, task.due, done, standing,
                task.id, task.case_id, local_date(task.offered_at), shown is None or task.id in shown,
            )
        )  # fmt: skip
    return found


def _standing(task: TaskView, today: date) -> Standing | None:
    if task.status.open:
        return Standing.OVERDUE if task.overdue(today) else Standing.OPEN
    if task.status is TaskStatus.SKIPPED:
        return Standing.SPARED
    if task.status is not TaskStatus.COMPLETED or task.closed_at is None:
        return None
    if task.outcome == BELOW:
        return Standing.BELOW
    late = task.due is not None and local_date(task.closed_at) > task.due
    return Standing.LATE if late else Standing.IN_TIME


def tables(lines: Sequence[ActLine]) -> tuple[Table, Table, Table]:
    """By party, by axis and by action. An act of two axes counts in both."""
    return (
        table_by("Por partícipe", "Partícipe", lines, lambda line: (line.party,)),
        table_by("Por eixo", "Eixo", lines, lambda line: line.axes),
        table_by("Por ação", "Ação", lines, lambda line: (line.action,)),
    )


def table_by(caption: str, head: str, lines: Sequence[ActLine], by: Callable[[ActLine], Iterable[str]]) -> Table:
    """How many of the acts stand how, in a row for each name that `by` gives."""
    groups: dict[str, Counter[Standing]] = {}
    for line in lines:
        for name in by(line):
            groups.setdefault(name, Counter())[line.standing] += 1
    rows = tuple((Cell(name), *_cells(told)) for name, told in groups.items())
    return Table(caption, (head, *HEADS), rows)


def _cells(told: Mapping[Standing, int]) -> Iterator[Cell]:
    for standing in Standing:
        count = told.get(standing, 0)
        yield Cell(number(count), late=standing is Standing.OVERDUE and count > 0)
    ended = sum(told.get(one, 0) for one in (Standing.IN_TIME, Standing.LATE, Standing.BELOW, Standing.OVERDUE))
    yield Cell(f"{round(100 * told.get(Standing.IN_TIME, 0) / ended)} %" if ended else "–")


def csv_rows(lines: Iterable[ActLine]) -> Iterator[tuple[Any, ...]]:
    """One row for each act."""
    for line in lines:
        yield (
            line.action, line.title, line.party, line.which, line.due.isoformat() if line.due else "",
            line.done.isoformat() if line.done else "", line.standing.value, line.case,
        )  # fmt: skip


@dataclass(frozen=True)
class StoodLine:
    """Somebody who stands or stood for a party; `now` on the day of the page. `period` is in words."""

    party: str
    function: str
    name: str
    period: str
    document: str
    now: bool


def stood_lines(stood: Iterable[Representacao], names: Names, today: date) -> tuple[StoodLine, ...]:
    """Who stands for each party and who did, party by party, those of today first."""
    lines = [
        StoodLine(names.get(one.participe, one.participe), NOMES[one.funcao], one.nome, _period(one), one.documento,
                  one.em(today))
        for one in stood
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: (line.party, not line.now)))


def standing_today(happened: Iterable[FactView], names: Names, today: date) -> tuple[StoodLine, ...]:
    """Who stands for each party of a plan today; nobody, of another case."""
    running = running_plan(happened)
    return tuple(line for line in stood_lines(running.stood, names, today) if line.now) if running else ()


def _period(one: Representacao) -> str:
    return f"{date_br(one.desde)} a {date_br(one.ate)}" if one.ate else f"desde {date_br(one.desde)}"
