"""The inbox: lists of tasks whose address says everything, so that it can be kept and sent to somebody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records.context import load_calendars
from activities.records.promises import Promises, load_promises
from activities.records.queries.desk import desk_of, tasks_named
from activities.records.queries.paging import Page
from activities.records.queries.tasks import TaskFilter, count_each, list_tasks
from activities.records.queries.views import TaskView
from api.deps import DoorDep, Reader, SessionDep
from api.identity.principal import Principal
from api.problems import Problem
from api.web.bulk import offered
from api.web.formatters import about_so_many, capital, counted, date_words
from api.web.inputs import clean
from api.web.lookups import names, numbers, parties, remainders
from api.web.posting import new_act
from api.web.templating import page
from api.web.views import mesa
from api.web.views import tarefas as inbox
from api.web.views.fatos import who
from api.web.views.listas import TabLink, address, applied, pager
from api.web.views.mesa import Again
from api.web.views.procedimentos import all_types
from api.web.views.tarefas import Tab
from workflows.clock import Calendar, local_date
from workflows.kernel.state import TaskStatus

router = APIRouter(dependencies=[Depends(clean)])
PATH = "/tarefas"
LIMIT = 50
CALENDAR = "mt-cuiaba"
PROMISE = "compromisso"
"""Not a date of the law: what the body promised, and when."""
Until = Literal["", "vencido", "hoje", "semana", "mes", "compromisso"]
UNTIL = (
    ("", "Qualquer"),
    ("vencido", "Vencido"),
    ("hoje", "Até hoje"),
    ("semana", "Até 7 dias"),
    ("mes", "Até 30 dias"),
    (PROMISE, "Compromisso vencido"),
)
DAYS = {"hoje": 1, "semana": 8, "mes": 31}
Order = Literal["", "antigas", "recentes"]
ORDERS = {"": "Prazo", "antigas": "Mais antigas", "recentes": "Mais recentes"}
SORTS = {"": "due", "antigas": "offered_at", "recentes": "-offered_at"}


@dataclass(frozen=True)
class Asked:
    """What the address asks for. Every part of it stays in every link of the page."""

    lista: Annotated[Tab, Query()] = Tab.MINE
    q: Annotated[str, Query(max_length=200)] = ""
    procedimento: Annotated[str, Query(max_length=80)] = ""
    prazo: Annotated[Until, Query()] = ""
    ordem: Annotated[Order, Query()] = ""

    @property
    def given(self) -> dict[str, str | None]:
        """The parameters by their names; the first list needs no name."""
        lista = None if self.lista is Tab.MINE else self.lista.value
        return {
            "lista": lista,
            "q": self.q,
            "procedimento": self.procedimento,
            "prazo": self.prazo,
            "ordem": self.ordem,
        }

    def filter(self, who: Principal, today: date, until: str, promises: Promises | None = None) -> TaskFilter:
        """The list, narrowed by what the filter bar says and by `until`, which may ask of the body's `promises`."""
        return _filter(who, self.lista).model_copy(
            update={
                "q": self.q or None,
                "procedure": self.procedimento or None,
                "overdue": True if until == "vencido" else None,
                "due_before": today + timedelta(days=DAYS[until]) if until in DAYS else None,
                "promised": (promises.late(today) if promises else ()) if until == PROMISE else None,
            }
        )


AskedDep = Annotated[Asked, Depends()]


def _filter(who: Principal, tab: Tab) -> TaskFilter:
    match tab:
        case Tab.MINE:
            return TaskFilter(mine=True, followed=False)
        case Tab.FOLLOWED:
            return TaskFilter(mine=True, followed=True)
        case Tab.QUEUE:
            return TaskFilter(available=True, free=True)
        case Tab.TEAM:
            # Whoever manages answers for everybody's tasks, and holds none of the roles that do them.
            return TaskFilter() if who.manager else TaskFilter(ours=True)
        case Tab.DELEGATED:
            return TaskFilter(delegated_by=who.id)
        case Tab.STEAD:
            return TaskFilter(stead=True)
        case Tab.DONE:
            return TaskFilter(status=TaskStatus.COMPLETED, closed_by=who.id)


@dataclass(frozen=True)
class Tally:
    """How many tasks each list and each choice of the filter bar holds. `late` and `today` are of one's own."""

    tabs: dict[Tab, int]
    until: dict[str, int]
    late: int
    today: int


COUNTED = (Tab.MINE, Tab.FOLLOWED, Tab.QUEUE, Tab.TEAM, Tab.DELEGATED, Tab.STEAD)


async def _tally(session: AsyncSession, who: Principal, asked: Asked, today: date, promises: Promises) -> Tally:
    done = asked.lista is Tab.DONE
    # What is done is not narrowed by what it was due until.
    near = (today, *(today + timedelta(days=days) for days in DAYS.values()))
    wanted = [(_filter(who, tab), near[:2] if tab is Tab.MINE else ()) for tab in COUNTED]
    wanted.append((asked.filter(who, today, asked.prazo if done else ""), () if done else near))
    wanted += [(asked.filter(who, today, PROMISE, promises), ())] if promises and not done else []
    counts = await count_each(session, who.viewer, wanted, today=today)
    tabs, until, promised = counts[: len(COUNTED)], counts[len(COUNTED)], counts[len(COUNTED) + 1 :]
    _, late, up_to_today = tabs[0]
    dated = [id for id, _ in UNTIL if id != PROMISE]
    return Tally(
        tabs={tab: total for tab, (total, *_) in zip(COUNTED, tabs, strict=True)},
        until={
            **dict(zip(dated, until if not done else until * len(dated), strict=True)),
            PROMISE: promised[0][0] if promised else until[0] * done,
        },
        late=late,
        today=up_to_today - late,
    )


@router.get(PATH)
async def tarefas(
    request: Request,
    reader: Reader,
    door: DoorDep,
    session: SessionDep,
    asked: AskedDep,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """The tasks of whoever looks, in the list they chose."""
    today = local_date(door.now())
    promises = await load_promises(session)
    desk = await desk_of(session, reader.viewer)
    again = mesa.agains(desk.follow_ups, today)
    found = await _found(session, reader, asked, today, cursor, promises)
    back = await _back(session, reader, again) if asked == Asked() and cursor is None else ()
    shown = (*back, *(task for task in found.items if task not in back))
    tally = await _tally(session, reader, asked, today, promises)
    lines = await _lines(session, reader, asked.lista, shown, today, again)
    lines = inbox.pledged(lines, shown, promises, today)
    total, foot = tally.until[asked.prazo], counted(tally.until[asked.prazo], "tarefa", "tarefas")
    return page(
        request,
        reader,
        "pages/tarefas.html",
        hoje=capital(date_words(today, year=True)),
        resumo=await _lead(session, tally, today) if asked.lista is Tab.MINE else None,
        abas=_tabs(reader, asked.lista, tally),
        pedido=asked,
        aqui=address(PATH, asked.given),
        vivo=door.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        concluidas=asked.lista is Tab.DONE,
        procedimentos=all_types(),
        prazos=_choices(tally, promises, asked),
        ordens=ORDERS,
        filtros=applied(PATH, asked.given, _titles(asked)),
        grupos=(*inbox.returned(lines[: len(back)]), *_groups(asked, shown[len(back) :], lines[len(back) :])),
        ao_lado=mesa.beside(desk, PATH, query_of(asked), asked.lista is Tab.MINE),
        lote=offered(reader, asked.lista.value) if total else (),
        ato=new_act(),
        pager=pager(PATH, asked.given, f"{len(lines)} de {foot}", cursor, found.next_cursor),
        **_empty(reader, asked.lista, tally),
    )


def _choices(tally: Tally, promises: Promises, asked: Asked) -> list[tuple[str, str]]:
    """What the filter of dates offers; of promises only where there are any."""
    return [
        (id, title if not id else f"{title} ({about_so_many(tally.until[id])})")
        for id, title in UNTIL
        if id != PROMISE or promises or asked.prazo == PROMISE
    ]


async def _found(
    session: AsyncSession, who: Principal, asked: Asked, today: date, cursor: str | None, promises: Promises
) -> Page[TaskView]:
    wanted = asked.filter(who, today, asked.prazo, promises)
    sort = "-closed_at" if asked.lista is Tab.DONE else SORTS[asked.ordem]
    try:
        return await list_tasks(session, who.viewer, wanted, today=today, sort=sort, cursor=cursor, limit=LIMIT)
    except ValueError:
        raise Problem("cursor-invalido") from None


async def _back(session: AsyncSession, who: Principal, again: Mapping[str, Again]) -> tuple[TaskView, ...]:
    """The tasks whose day to be seen again has come."""
    ids = [task for task, one in again.items() if one.back]
    return await tasks_named(session, who.viewer, ids) if ids else ()


async def _lead(session: AsyncSession, tally: Tally, today: date) -> inbox.Lead | None:
    if not tally.tabs[Tab.MINE]:
        return None
    calendar = Calendar((await load_calendars(session))[CALENDAR])
    return inbox.Lead(tally.tabs[Tab.MINE], tally.late, tally.today, inbox.closed_days(calendar, today))


async def _lines(
    session: AsyncSession,
    reader: Principal,
    tab: Tab,
    tasks: tuple[TaskView, ...],
    today: date,
    again: Mapping[str, Again],
) -> list[inbox.TaskLine]:
    """The rows; where the tasks are other people's, with the name of whoever has each."""
    known = await numbers(session, (task.case_id for task in tasks))
    named = await parties(session, tasks)
    others = tab in (Tab.TEAM, Tab.DELEGATED, Tab.STEAD)
    people = await names(session, (task.owner for task in tasks)) if others else {}
    left = await remainders(session, (task.deadline for task in tasks if task.due is None and task.status.open))

    def holder(task: TaskView) -> str:
        if not others:
            return ""
        if task.owner is None:
            return "na fila"
        return "com você" if task.owner == reader.id else f"com {who(task.owner, people)}"

    return [
        inbox.task_line(
            task,
            known.get(task.case_id, ""),
            today,
            holder(task),
            inbox.left_said(*left[task.deadline]) if task.deadline in left else "",
            again.get(task.id),
            named.get(task.case_id),
        )
        for task in tasks
    ]


def _groups(asked: Asked, tasks: tuple[TaskView, ...], lines: Sequence[inbox.TaskLine]) -> tuple[inbox.Group, ...]:
    """By what one must do about them; in another order than that of the dates, all together."""
    if not lines:
        return ()
    if asked.lista is Tab.DONE:
        return (inbox.Group("Concluídas", "da mais nova para a mais antiga", tuple(lines)),)
    if asked.lista is Tab.FOLLOWED:
        return (inbox.Group("Para acompanhar", "cada uma volta a Comigo no dia marcado", tuple(lines)),)
    if asked.ordem:
        return (inbox.Group("Todas", f"{ORDERS[asked.ordem].lower()} primeiro", tuple(lines)),)
    return inbox.grouped(tasks, lines)


def _tabs(who: Principal, current: Tab, tally: Tally) -> list[TabLink]:
    """The lists there are: who is from outside has no team in the body."""
    return [
        TabLink(title, address(PATH, Asked(tab).given), tab is current, _held(tally, tab))
        for tab, title in inbox.TITLES.items()
        if (who.internal or tab is not Tab.TEAM) and (tab is not Tab.STEAD or tab is current or tally.tabs[tab])
    ]


def _held(tally: Tally, tab: Tab) -> str | None:
    return about_so_many(tally.tabs[tab]) if tab in tally.tabs else None


def query_of(asked: Asked) -> str:
    """What follows the question mark in the address of the list: always the same for the same list."""
    return address("", asked.given).removeprefix("?")


def described(asked: Asked) -> str:
    """What the list holds, in words: `Para assumir · “ponte” · Até 7 dias`."""
    titles = _titles(asked)
    return " · ".join((inbox.TITLES[asked.lista], *(titles[name] for name in titles if asked.given.get(name))))


def _titles(asked: Asked) -> dict[str, str]:
    """What to call each filter in use."""
    return {
        "q": f"“{asked.q}”",
        "procedimento": dict(all_types()).get(asked.procedimento, asked.procedimento),
        "prazo": dict(UNTIL)[asked.prazo],
        "ordem": ORDERS[asked.ordem],
    }


def _empty(who: Principal, tab: Tab, tally: Tally) -> dict[str, Any]:
    """What an empty list says, and where it leads."""
    queue = tally.tabs[Tab.QUEUE]
    return {
        "vazia": inbox.EMPTY[tab],
        "convite": inbox.invitation(tab, queue, who.roles),
        "fila": address(PATH, Asked(Tab.QUEUE).given) if tab is Tab.MINE and queue else "",
        "lista_inteira": address(PATH, Asked(tab).given),
    }
