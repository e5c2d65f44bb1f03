"""The inbox: each task as a row, grouped by what one must do about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from activities.records.promises import Promises
from activities.records.queries.views import TaskView
from api.web.formatters import about_so_many, capital, counted, date_short, listed, lower_first, plural, weekday
from api.web.views.citacoes import Cite, cite
from api.web.views.compromissos import Pledge, task_pledge
from api.web.views.fatos import Names
from api.web.views.mesa import Again, overtaken
from api.web.views.procedimentos import case_name, task_declaration
from api.web.views.situacao import WORDS, Due, State, due_on
from workflows.clock import Calendar
from workflows.kernel.roles import PARTICIPE, role_title
from workflows.kernel.state import TaskStatus


class Tab(StrEnum):
    """The lists of tasks, as the address names them."""

    MINE = "comigo"
    FOLLOWED = "acompanhar"
    QUEUE = "para-assumir"
    TEAM = "da-equipe"
    DELEGATED = "delegadas"
    STEAD = "em-substituicao"
    DONE = "concluidas"


TITLES = {
    Tab.MINE: "Comigo",
    Tab.FOLLOWED: "Para acompanhar",
    Tab.QUEUE: "Para assumir",
    Tab.TEAM: "Da equipe",
    Tab.DELEGATED: "Delegadas",
    Tab.STEAD: "Em substituição",
    Tab.DONE: "Concluídas",
}


@dataclass(frozen=True)
class TaskLine:
    """A row: the act, whom it concerns, by which provision, until when, what follows, and who has it (when said).

    `pledge` is the body's own promise, which is no deadline of the law.
    """

    title: str
    href: str
    case: str
    cite: Cite
    due: Due
    subject: str = ""
    note: str = ""
    id: str = ""
    holder: str = ""
    again: Again | None = None
    pledge: Pledge | None = None


@dataclass(frozen=True)
class Group:
    """Tasks about which one must do the same."""

    title: str
    said: str
    tasks: tuple[TaskLine, ...] = field(default=())


@dataclass(frozen=True)
class Lead:
    """The one sentence that would be enough: how many are with whoever looks, late and due today among them."""

    total: int
    late: int = 0
    today: int = 0
    closed: str = ""

    @property
    def said(self) -> str:
        return f"Você tem {counted(self.total, 'tarefa', 'tarefas')}."

    @property
    def late_said(self) -> str:
        return "1 está vencida" if self.late == 1 else f"{about_so_many(self.late)} estão vencidas"

    @property
    def today_said(self) -> str:
        return "1 vence hoje" if self.today == 1 else f"{about_so_many(self.today)} vencem hoje"


def task_line(
    task: TaskView,
    number: str,
    today: date,
    holder: str = "",
    left: str = "",
    again: Again | None = None,
    parties: Names | None = None,
) -> TaskLine:
    """The row of `task`, whose case goes by `number` ("17/2026", or nothing) and which is with `holder`.

    `left` is what remains of its deadline while that is suspended; `again` when whoever looks wants to see it again;
    `parties` the names of the parties of its case, which otherwise go by their ids.
    """
    return TaskLine(
        title=task.title,
        href=f"/tarefas/{task.id}",
        case=case_name(task.case_type, number),
        cite=cite(task.provision),
        due=task_due(task, today, left),
        subject=_which(task, parties or {}),
        note=_note(task),
        id=task.id,
        holder=holder,
        again=overtaken(again, task.due),
    )


def pledged(lines: Sequence[TaskLine], tasks: Sequence[TaskView], promises: Promises, today: date) -> list[TaskLine]:
    """The rows, each with what the body promised of its task, if it did."""
    if not promises:
        return list(lines)
    return [replace(line, pledge=task_pledge(promises, task, today)) for line, task in zip(lines, tasks, strict=True)]


def _which(task: TaskView, parties: Names) -> str:
    """Which of the acts of its kind it is, and of which party of a plan."""
    owed_by = [parties.get(task.party, task.party)] if task.party and task.role == PARTICIPE.id else []
    return ", ".join((*owed_by, task.subject or task.case_subject))


def task_due(task: TaskView, today: date, left: str = "") -> Due:
    """How the task's date stands: its own deadline's, or that of the procedure it is done under."""
    if task.status is TaskStatus.COMPLETED:
        when = f"em {date_short(task.closed_at)}" if task.closed_at else ""
        return Due(State.MET, "Concluída", after=when)
    if not task.status.open:
        return Due(State.NONE, "Retirada" if task.status is TaskStatus.WITHDRAWN else "Dispensada")
    if task.due is None and task.deadline:
        return Due(State.HELD, WORDS[State.HELD], after=left or "o relógio está parado")
    if task.due is None:
        return Due(State.NONE, WORDS[State.NONE], after=f"desde {date_short(task.offered_at)}")
    return due_on(task.due, task.provisional, today, "" if own_deadline(task) else "prazo total")


def left_said(left: int, all: int) -> str:
    """`restam 16 dos 30 dias`, of a suspended deadline; without `all`, `resta 1 dia`."""
    verb = "resta" if left == 1 else "restam"
    return f"{verb} {left} dos {all} dias" if all > 1 else f"{verb} {plural(left, 'dia', 'dias')}"


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


def returned(lines: Sequence[TaskLine]) -> tuple[Group, ...]:
    """The tasks whose day to be seen again has come, over all others; nothing when there are none."""
    return (Group("De volta hoje", "você pediu para rever", tuple(lines)),) if lines else ()


def _kind(task: TaskView, line: TaskLine) -> str:
    if line.due.state is State.HELD:
        return "suspensas"
    if line.due.state in (State.LATE, State.TODAY):
        return "hoje"
    return "proximas" if own_deadline(task) else "sem"


def _group(title: str, tasks: Iterable[TaskLine], more: str) -> Group:
    found = tuple(tasks)
    return Group(title, plural(len(found), "tarefa", "tarefas") + more, found)


WEEK = 7


def closed_days(calendar: Calendar, today: date) -> str:
    """`Quinta e sexta não há expediente.`, of the weekdays of the coming week on which the body does not work."""
    week = (today + timedelta(days=ahead) for ahead in range(1, WEEK))
    shut = [day for day in week if day.weekday() < 5 and not calendar.is_working(day)]
    if not shut:
        return ""
    return f"{capital(listed(weekday(day).removesuffix('-feira') for day in shut))} não há expediente."


EMPTY = {
    Tab.MINE: "Nada com você agora",
    Tab.FOLLOWED: "Nenhuma tarefa à espera de outro dia",
    Tab.QUEUE: "Nada para assumir agora",
    Tab.TEAM: "Nenhuma tarefa aberta na equipe",
    Tab.DELEGATED: "Nenhuma tarefa sua está com outra pessoa",
    Tab.STEAD: "Nada a fazer em substituição a ninguém",
    Tab.DONE: "Você ainda não concluiu tarefas",
}


def invitation(tab: Tab, queue: int, roles: Sequence[str]) -> str:
    """What an empty list says one can do."""
    if tab is Tab.MINE and queue:
        return f"Há {counted(queue, 'tarefa', 'tarefas')} na fila, à espera de quem assuma."
    if tab is Tab.FOLLOWED:
        return "Na página de uma tarefa sua, escolha “Rever em outro dia”: ela fica aqui até lá e volta a Comigo."
    if tab in (Tab.QUEUE, Tab.TEAM):
        units = " e ".join(role_title(role) for role in roles) or "você"
        return f"Quando um processo pedir um ato que cabe a {units}, ele aparece aqui."
    if tab is Tab.DELEGATED:
        return "Quando você delegar uma tarefa, ela fica à vista aqui até ser feita ou voltar a você."
    if tab is Tab.STEAD:
        return "Enquanto você substituir alguém, o que está com essa pessoa aparece aqui, e só no período da ausência."
    if tab is Tab.DONE:
        return "O que você concluir fica aqui, com o resultado e a data."
    return "Quando algo for pedido a você, aparece aqui."
