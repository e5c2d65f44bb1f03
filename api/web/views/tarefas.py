"""The inbox: each task as a row, grouped by what one must do about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from activities.records.queries.views import TaskView
from api.web.formatters import capital, date_short, lower_first, plural
from api.web.views.citacoes import Cite, cite
from api.web.views.procedimentos import case_name, task_declaration
from api.web.views.situacao import WORDS, Due, State, due_on
from workflows.kernel.roles import PARTICIPE, role_title
from workflows.kernel.state import TaskStatus


class Tab(StrEnum):
    """The lists of tasks, as the address names them."""

    MINE = "comigo"
    QUEUE = "para-assumir"
    DELEGATED = "delegadas"
    DONE = "concluidas"


TITLES = {
    Tab.MINE: "Comigo",
    Tab.QUEUE: "Para assumir",
    Tab.DELEGATED: "Delegadas",
    Tab.DONE: "Concluídas",
}


@dataclass(frozen=True)
class TaskLine:
    """A row: the act, whom it concerns, by which provision, until when, and what follows."""

    title: str
    href: str
    case: str
    cite: Cite
    due: Due
    subject: str = ""
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Tasks about which one must do the same."""

    title: str
    said: str
    tasks: tuple[TaskLine, ...] = field(default=())


def task_line(task: TaskView, number: str, today: date) -> TaskLine:
    """The row of `task`, whose case goes by `number` ("17/2026", or nothing)."""
    return TaskLine(
        title=task.title,
        href=f"/tarefas/{task.id}",
        case=case_name(task.case_type, number),
        cite=cite(task.provision),
        due=task_due(task, today),
        subject=_which(task),
        note=_note(task),
    )


def _which(task: TaskView) -> str:
    """Which of the acts of its kind it is, and of which party of a plan: parties of plans go by their acronyms."""
    owed_by = [task.party] if task.party and task.role == PARTICIPE.id else []
    return ", ".join((*owed_by, task.subject or task.case_subject))


def task_due(task: TaskView, today: date) -> Due:
    """How the task's date stands: its own deadline's, or that of the procedure it is done under."""
    if task.status is TaskStatus.COMPLETED:
        when = f"em {date_short(task.closed_at)}" if task.closed_at else ""
        return Due(State.MET, "Concluída", after=when)
    if not task.status.open:
        return Due(State.NONE, "Retirada" if task.status is TaskStatus.WITHDRAWN else "Dispensada")
    if task.due is None and task.deadline:
        return Due(State.HELD, WORDS[State.HELD], after="o relógio está parado")
    if task.due is None:
        return Due(State.NONE, WORDS[State.NONE], after=f"desde {date_short(task.offered_at)}")
    return due_on(task.due, task.provisional, today, "" if own_deadline(task) else "prazo total")


def own_deadline(task: TaskView) -> bool:
    """Whether the norm gives this very act a deadline."""
    declared = task_declaration(task.decl)
    return declared is not None and declared.deadline is not None and bool(task.deadline)


def _note(task: TaskView) -> str:
    declared = task_declaration(task.decl)
    return f"Depois, {lower_first(declared.then)}." if declared and declared.then and task.status.open else ""


def grouped(tasks: Sequence[TaskView], lines: Sequence[TaskLine]) -> tuple[Group, ...]:
    """The open tasks by what one must do about them; groups without tasks are left out."""
    kinds: dict[str, list[TaskLine]] = {"hoje": [], "proximas": [], "sem": [], "suspensas": []}
    for task, line in zip(tasks, lines, strict=True):
        kinds[_kind(task, line)].append(line)
    found = (
        _group("Para hoje", kinds["hoje"], ""),
        _group("Próximos prazos", kinds["proximas"], ""),
        _group("Sem prazo próprio", kinds["sem"], ", da mais antiga para a mais nova"),
        _group("Suspensas", kinds["suspensas"], ", nada a fazer agora"),
    )
    return tuple(group for group in found if group.tasks)


def _kind(task: TaskView, line: TaskLine) -> str:
    if line.due.state is State.HELD:
        return "suspensas"
    if line.due.state in (State.LATE, State.TODAY):
        return "hoje"
    return "proximas" if own_deadline(task) else "sem"


def _group(title: str, tasks: Iterable[TaskLine], more: str) -> Group:
    found = tuple(tasks)
    return Group(title, plural(len(found), "tarefa", "tarefas") + more, found)


def lead(lines: Sequence[TaskLine], total: int) -> str:
    """The one sentence that would be enough."""
    late = sum(1 for line in lines if line.due.state is State.LATE)
    today = sum(1 for line in lines if line.due.state is State.TODAY)
    if not total:
        return ""
    said = [f"Você tem {plural(total, 'tarefa', 'tarefas')}."]
    parts = []
    if late:
        parts.append("1 está vencida" if late == 1 else f"{late} estão vencidas")
    if today:
        parts.append("1 vence hoje" if today == 1 else f"{today} vencem hoje")
    if parts:
        said.append(capital(" e ".join(parts)) + ".")
    return " ".join(said)


EMPTY = {
    Tab.MINE: "Nada com você agora",
    Tab.QUEUE: "Nada para assumir agora",
    Tab.DELEGATED: "Nenhuma tarefa sua está com outra pessoa",
    Tab.DONE: "Você ainda não concluiu tarefas",
}


def invitation(tab: Tab, queue: int, roles: Sequence[str]) -> str:
    """What an empty list says one can do."""
    if tab is Tab.MINE and queue:
        return f"Há {plural(queue, 'tarefa', 'tarefas')} na fila, à espera de quem assuma."
    if tab is Tab.QUEUE:
        units = " e ".join(role_title(role) for role in roles) or "você"
        return f"Quando um processo pedir um ato que cabe a {units}, ele aparece aqui."
    if tab is Tab.DELEGATED:
        return "Uma tarefa delegada continua à vista, e você a recebe de volta quando quiser."
    if tab is Tab.DONE:
        return "O que você concluir fica aqui, com o resultado e a data."
    return "Quando algo for pedido a você, aparece aqui."
