"""Pages that say when something changed: the stream of events, and what it comes to in words.

Events carry ids alone. The words are fetched by the page that was told, and say only what whoever looks may see.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import datetime, timedelta
from typing import Annotated, Any
from urllib.parse import quote

import anyio
from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.routing import APIRoute
from pydantic import AwareDatetime
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import JSONResponse, RedirectResponse, Response

from activities.records.live import Moved
from activities.records.queries.cases import facts, get_case
from activities.records.queries.tasks import TaskFilter, count_each
from api.deps import DoorDep, Reader, SessionDep
from api.door import Door
from api.identity.authentication import principal_of
from api.identity.principal import Principal
from api.live import Listener, Told
from api.problems import Problem
from api.services.access import visible_case
from api.web.inputs import clean
from api.web.lookups import names
from api.web.views import vivo as views
from api.web.views.processo import people_in
from workflows.clock import local_date

STREAM = "text/event-stream"


class Hushed(APIRoute):
    """Whose session ended listens no more: 204, on which a browser asks no further (HTML Standard, § 9.2.3)."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """As every route, but for the answer to whoever listens without a session."""
        answer = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await answer(request)
            except Problem as problem:
                if problem.code == "nao-autenticado" and _listens(request):
                    return Response(status_code=204)
                raise

        return handled


def _listens(request: Request) -> bool:
    return STREAM in request.headers.get("accept", "")


router = APIRouter(dependencies=[Depends(clean)], route_class=Hushed)
PATH = "/ao-vivo"
KNOWN_FOR = 60.0
"""Seconds after which it is asked again who listens."""
LIFE = timedelta(minutes=30)
"""A stream ends after so long, and the page begins another by itself."""
HEARTBEAT, PATIENCE, RETRY, GRACE = 15, 20.0, 3000, 2.0
Wants = Callable[[Moved], bool]
Case = Annotated[str, Query(max_length=120)]
Since = Annotated[int, Query(ge=0, le=2**31 - 1)]


@router.get(PATH)
async def ao_vivo(
    request: Request,
    reader: Reader,
    door: DoorDep,
    processo: Case = "",
    fato: Since = 0,
    desde: AwareDatetime | None = None,
    last_event_id: Annotated[str, Header(max_length=40)] = "",
) -> Response:
    """That something changed since the page was made: of a case after its fact `fato`, or else on the desk of whoever
    listens, since the instant `desde`. Whoever opens it as a page is led to the case or the desk."""
    if not _listens(request):
        return RedirectResponse(f"/processos/{quote(processo, safe='')}" if processo else "/tarefas", status_code=303)
    if processo:
        async with door.records() as session:
            moved_on = (await visible_case(session, reader, processo)).last_seq > fato
    else:
        moved_on = desde is not None and await _new_tasks(door, reader, desde) > 0
    leaving = anyio.Event()
    wants = of_case(processo, fato) if processo else of_desk(reader)
    body = stream(request, door, reader, wants, leaving, due=moved_on and not last_event_id, after=last_event_id)
    return EventSourceResponse(
        body, ping=HEARTBEAT, send_timeout=PATIENCE, shutdown_event=leaving, shutdown_grace_period=GRACE
    )


async def stream(
    request: Request, door: Door, who: Principal, wants: Wants, leaving: anyio.Event, *, due: bool, after: str
) -> AsyncIterator[ServerSentEvent]:
    """What `who` wants to know of, until they leave, must make room or are no longer who they were, or the server is
    `leaving`. `due`: they are told at once that something changed."""
    clock = time.monotonic
    until, asked_at = clock() + LIFE.total_seconds(), clock()
    with door.live.listening(who.id, wants, after) as listener:
        yield ServerSentEvent(comment="ouvindo", retry=RETRY)
        ending = asyncio.create_task(_end_with(leaving, listener))
        try:
            if due:
                yield ServerSentEvent(event="mudou", data="{}")
            while clock() < until:
                told = await listener.next(KNOWN_FOR)
                if leaving.is_set():
                    return  # the page comes back by itself, to whichever process is there
                if listener.ended:
                    yield ServerSentEvent(event="fim", data="{}")
                    return
                if told is None or clock() - asked_at > KNOWN_FOR:
                    found, asked_at = await _still(request, door), clock()
                    if found is None or found.id != who.id:
                        return
                    who = found
                if told is not None and await _may_know(door, who, told):
                    yield _event(told)
        finally:
            ending.cancel()


async def _end_with(leaving: anyio.Event, listener: Listener) -> None:
    await leaving.wait()
    listener.end()


def of_case(case: str, fact: int) -> Wants:
    """What whoever looks at `case` as of `fact` wants to know of."""
    return lambda moved: moved.case == case and moved.seq > fact


def of_desk(who: Principal) -> Wants:
    """What changes the lists of `who`: tasks of theirs, or asked of their roles. Who manages has everybody's."""
    mine = {f"u:{who.id}", *(f"r:{role}" for role in who.roles)}
    return lambda moved: moved.to is None or bool(moved.to & mine) or (who.manager and bool(moved.to))


async def _still(request: Request, door: Door) -> Principal | None:
    try:
        return await principal_of(request, door)
    except Problem:
        return None


async def _may_know(door: Door, who: Principal, told: Told) -> bool:
    """Whether `who` may know of the case that moved; that something was missed tells nothing of any."""
    if told.moved is None or who.internal:
        return True
    async with door.records() as session:
        return await get_case(session, who.viewer, told.moved.case) is not None


def _event(told: Told) -> ServerSentEvent:
    if told.moved is None:
        return ServerSentEvent(event="mudou", data="{}", id=told.place)
    data = json.dumps({"processo": told.moved.case, "fato": told.moved.seq})
    return ServerSentEvent(event="mudou", data=data, id=told.place)


@router.get("/ao-vivo/processos/{id}")
async def processo_mudou(reader: Reader, door: DoorDep, session: SessionDep, id: str, fato: Since = 0) -> Response:
    """What happened in the case after its fact `fato`, in a sentence; nothing when nothing did."""
    case = await visible_case(session, reader, id)
    happened = (await facts(session, id, after=max(fato, case.last_seq - views.READ))).items
    known = await names(session, people_in(happened))
    return _said(views.case_moved(case, happened, known, local_date(door.now())))


@router.get("/ao-vivo/tarefas")
async def tarefas_mudaram(reader: Reader, door: DoorDep, desde: AwareDatetime | None = None) -> Response:
    """How many tasks came to the desk of whoever looks since `desde`, in a sentence."""
    return _said(views.desk_moved(await _new_tasks(door, reader, desde) if desde else 0))


async def _new_tasks(door: Door, who: Principal, since: datetime) -> int:
    wanted = [(one.model_copy(update={"offered_after": since}), ()) for one in _desk(who)]
    async with door.records() as session:
        counts = await count_each(session, who.viewer, wanted, today=local_date(door.now()))
    return max(each[0] for each in counts)


def _desk(who: Principal) -> tuple[TaskFilter, ...]:
    """The lists in which new tasks are news: one's own, and those asked of one's roles; everybody's for who manages."""
    return (TaskFilter(),) if who.manager else (TaskFilter(mine=True), TaskFilter(ours=True))


def _said(news: views.News) -> JSONResponse:
    headers = {"Cache-Control": "no-store"}
    return JSONResponse({"dito": news.said, "ver": news.href, "chamada": news.link}, headers=headers)
