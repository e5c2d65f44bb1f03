"""The inbox."""

from datetime import date, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records.queries.tasks import TaskFilter, count_tasks, list_tasks
from activities.records.queries.views import TaskView
from api.deps import DoorDep, Reader, SessionDep
from api.identity.principal import Principal
from api.problems import Problem
from api.web.formatters import capital, date_words, plural
from api.web.inputs import clean
from api.web.lookups import numbers
from api.web.templating import page
from api.web.views import tarefas as inbox
from api.web.views.listas import TabLink, address, applied, pager
from api.web.views.procedimentos import all_types
from api.web.views.tarefas import Tab
from workflows.clock import local_date
from workflows.kernel.state import TaskStatus

router = APIRouter(dependencies=[Depends(clean)])
PATH = "/tarefas"
LIMIT = 50
Until = Literal["", "vencido", "hoje", "semana", "mes"]
UNTIL = (
    ("", "Qualquer"),
    ("vencido", "Vencido"),
    ("hoje", "Até hoje"),
    ("semana", "Até 7 dias"),
    ("mes", "Até 30 dias"),
)
DAYS = {"hoje": 1, "semana": 8, "mes": 31}


@router.get(PATH)
async def tarefas(
    request: Request,
    reader: Reader,
    door: DoorDep,
    session: SessionDep,
    lista: Tab = Tab.MINE,
    q: Annotated[str, Query(max_length=200)] = "",
    procedimento: Annotated[str, Query(max_length=80)] = "",
    prazo: Until = "",
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """The tasks of whoever looks, in the list they chose."""
    today = local_date(door.now())
    wanted = _wanted(reader, lista, q, procedimento, prazo, today)
    sort = "-offered_at" if lista is Tab.DONE else "due"
    try:
        found = await list_tasks(session, reader.viewer, wanted, today=today, sort=sort, cursor=cursor, limit=LIMIT)
    except ValueError:
        raise Problem("cursor-invalido") from None
    total = await count_tasks(session, reader.viewer, wanted, today=today)
    counts = {tab: await _count(session, reader, tab, today) for tab in (Tab.MINE, Tab.QUEUE, Tab.DELEGATED)}
    lines = await _lines(session, found.items, today)
    given = {"lista": _named(lista), "q": q, "procedimento": procedimento, "prazo": prazo}
    types = all_types()
    return page(
        request,
        reader,
        "pages/tarefas.html",
        hoje=capital(date_words(today, year=True)),
        resumo=inbox.lead(lines, counts[Tab.MINE]) if lista is Tab.MINE else "",
        abas=_tabs(lista, counts),
        lista=lista.value,
        q=q,
        procedimento=procedimento,
        prazo=prazo,
        procedimentos=types,
        prazos=UNTIL,
        filtros=applied(PATH, given, _titles(q, dict(types).get(procedimento, ""), dict(UNTIL)[prazo])),
        grupos=_groups(lista, found.items, lines),
        vazia=inbox.EMPTY[lista],
        convite=inbox.invitation(lista, counts[Tab.QUEUE], reader.roles),
        fila=address(PATH, {"lista": Tab.QUEUE.value}) if lista is Tab.MINE and counts[Tab.QUEUE] else "",
        pager=pager(PATH, given, f"{len(lines)} de {plural(total, 'tarefa', 'tarefas')}", cursor, found.next_cursor),
    )


def _wanted(who: Principal, tab: Tab, q: str, kind: str, until: str, today: date) -> TaskFilter:
    """The list `tab`, narrowed by what the filter bar says."""
    return _filter(who, tab).model_copy(
        update={
            "q": q or None,
            "procedure": kind or None,
            "overdue": True if until == "vencido" else None,
            "due_before": today + timedelta(days=DAYS[until]) if until in DAYS else None,
        }
    )


def _filter(who: Principal, tab: Tab) -> TaskFilter:
    match tab:
        case Tab.MINE:
            return TaskFilter(mine=True)
        case Tab.QUEUE:
            return TaskFilter(available=True, free=True)
        case Tab.DELEGATED:
            return TaskFilter(delegated_by=who.id)
        case Tab.DONE:
            return TaskFilter(status=TaskStatus.COMPLETED, closed_by=who.id)


async def _count(session: AsyncSession, who: Principal, tab: Tab, today: date) -> int:
    return await count_tasks(session, who.viewer, _filter(who, tab), today=today)


async def _lines(session: AsyncSession, tasks: tuple[TaskView, ...], today: date) -> list[inbox.TaskLine]:
    known = await numbers(session, (task.case_id for task in tasks))
    return [inbox.task_line(task, known.get(task.case_id, ""), today) for task in tasks]


def _groups(tab: Tab, tasks: tuple[TaskView, ...], lines: list[inbox.TaskLine]) -> tuple[inbox.Group, ...]:
    if tab is Tab.DONE:
        return (inbox.Group("Concluídas", "da mais nova para a mais antiga", tuple(lines)),) if lines else ()
    return inbox.grouped(tasks, lines)


def _tabs(current: Tab, counts: dict[Tab, int]) -> list[TabLink]:
    return [
        TabLink(
            title, address(PATH, {"lista": None if tab is Tab.MINE else tab.value}), tab is current, counts.get(tab)
        )
        for tab, title in inbox.TITLES.items()
    ]


def _named(tab: Tab) -> str | None:
    """How the address names a list; the first one needs no name."""
    return None if tab is Tab.MINE else tab.value


def _titles(q: str, kind: str, until: str) -> dict[str, str]:
    return {"q": f"“{q}”", "procedimento": kind, "prazo": until}
