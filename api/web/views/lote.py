"""What became of several tasks acted on at once."""

from dataclasses import dataclass

from activities.records.queries.views import TaskView
from api.web.formatters import capital
from api.web.views.procedimentos import case_name


@dataclass(frozen=True)
class Marked:
    """A task marked in a list; `href` is empty when it is not there for whoever marked it."""

    id: str
    title: str
    case: str = ""
    href: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of one task, in words."""

    task: Marked
    done: bool
    said: str


def marked(task: TaskView, number: str) -> Marked:
    """The task as the pages of several at once name it."""
    case = f"{case_name(task.case_type, number)}, {task.subject or task.case_subject}"
    return Marked(task.id, task.title, case, f"/tarefas/{task.id}")


def headline(done: int, all: int, one: str, many: str) -> str:
    """`3 tarefas assumidas`, `1 de 3 tarefas devolvida`, `Nenhuma tarefa assumida`."""
    if not done:
        return capital(f"nenhuma {one}")
    if done == all:
        return f"{done} {one if done == 1 else many}"
    noun, word = many.split(" ", 1)[0], (one if done == 1 else many).split(" ", 1)[1]
    return f"{done} de {all} {noun} {word}"
