"""Pages are told when something changed: whoever may know, at once, by ids alone, and no longer than they listen."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from activities.records.live import Moved
from activities.records.record import record
from api.door import Door
from api.identity.principal import Principal, Via
from api.live import EACH, KEPT, WAITING, Listener, Live
from api.problems import Problem
from api.web.routers.vivo import of_case, of_desk
from tests.api.conftest import secret_of
from tests.records.make import header, task, turn
from tests.web.conftest import Browse
from workers.commands.demo import PEOPLE
from workers.stack.stack import listen

pytestmark = pytest.mark.engines
ANY = of_case("c", 0)


def principal(login: str) -> Principal:
    person = next(one for one in PEOPLE if one.login == login)
    return Principal(person.id, login, person.name, person.roles, person.unit, person.parties, Via.SESSION, "")


def moved(seq: int, *to: str) -> Moved:
    return Moved(case="c", seq=seq, to=frozenset(to))


async def told_to(listener: Listener) -> Moved | None:
    """The next event; fails when there is none."""
    told = await listener.next(60)
    assert told is not None
    return told.moved


@pytest.fixture
async def deaf() -> AsyncIterator[Live]:
    """One that hears nothing by itself."""
    live = Live("postgresql://127.0.0.1:1/none")
    yield live
    await live.close()


async def test_recording_is_heard_with_whose_tasks_changed(door: Door) -> None:
    asked = task("t", case="c", owner="bia", deadline=None)
    with door.live.listening("x", ANY) as listener:
        await asyncio.wait_for(door.live.hears.wait(), 60)
        await record(door.sessions, turn(1, case="c", tasks=(asked,)))
        assert await told_to(listener) == moved(1, "r:area-tecnica", "u:bia")
        await record(door.sessions, turn(2, case="c", at=2))
        assert await told_to(listener) == moved(2)


async def test_whoever_comes_back_is_told_what_they_missed_while_it_is_known(deaf: Live) -> None:
    with deaf.listening("ana", ANY) as listener:
        deaf.told(moved(1))
        deaf.told(moved(2))
        first = await listener.next(1)
    assert first is not None
    with deaf.listening("ana", ANY, first.place) as again:
        assert await told_to(again) == moved(2)
        assert await again.next(0.01) is None
    for seq in range(KEPT + 1):
        deaf.told(moved(seq))
    for lost in (first.place, "outro-7", "-", "x"):
        with deaf.listening("ana", ANY, lost) as late:
            assert await told_to(late) is None, "more than is known may have been missed"


async def test_who_does_not_read_is_told_once_that_something_was_missed(deaf: Live) -> None:
    with deaf.listening("ana", ANY) as slow:
        for seq in range(WAITING + 1):
            deaf.told(moved(seq + 1))
        assert await told_to(slow) is None
        assert await slow.next(0.01) is None


async def test_a_person_listens_so_often_and_the_newest_stay(deaf: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    with ExitStack() as stack:
        oldest, *newer = (stack.enter_context(deaf.listening("ana", ANY)) for _ in range(EACH + 1))
        assert oldest.ended
        assert not any(one.ended for one in newer)
        monkeypatch.setattr("api.live.ALL", EACH)
        with pytest.raises(Problem, match="limite-excedido"):
            stack.enter_context(deaf.listening("bia", ANY))
        await deaf.close()
        assert all(one.ended for one in newer)


def test_a_desk_wants_what_changes_its_lists_and_a_page_what_it_does_not_show() -> None:
    helena, marta = of_desk(principal("helena")), of_desk(principal("marta"))
    assert helena(moved(1, "r:area-tecnica"))
    assert helena(moved(1, f"u:{principal('helena').id}"))
    assert helena(Moved(case="c", seq=1)), "too many to tell"
    assert not helena(moved(1, "r:publicacao"))
    assert marta(moved(1, "r:publicacao")), "who manages answers for everybody's"
    assert not marta(moved(1)), "no task changed"
    assert not of_case("c", 4)(moved(4))
    assert of_case("c", 4)(moved(5))


async def test_the_words_are_for_whoever_may_see_the_case(door: Door, browse: Browse) -> None:
    asked = task("t", case="c", deadline=None, role="area-tecnica")
    await record(door.sessions, turn(1, 2, case="c", tasks=(asked,)).model_copy(update={"case": header("c")}))
    helena, osc = await browse("helena"), await browse("osc")
    told = (await helena.get("/ao-vivo/processos/c?fato=1")).json()
    assert told["dito"].startswith("Este processo andou em ")
    assert told["ver"] == "/processos/c"
    assert (await helena.get("/ao-vivo/processos/c?fato=2")).json()["dito"] == ""
    assert (await helena.get("/ao-vivo/tarefas?desde=2026-01-01T00:00:00Z")).json()["dito"] == "Há 1 tarefa nova."
    assert (await osc.get("/ao-vivo/tarefas?desde=2026-01-01T00:00:00Z")).json()["dito"].startswith("Esta lista mudou")
    assert (await osc.get("/ao-vivo/processos/c")).status_code == 404
    assert (await (await browse("")).get("/ao-vivo/processos/c")).status_code == 303
    assert (await helena.get("/ao-vivo")).headers["location"] == "/tarefas", "a page, to who opens it as one"


async def test_whose_session_ended_listens_no_more(browse: Browse) -> None:
    stranger = await browse("")
    listening = await stranger.get("/ao-vivo", headers={"Accept": "text/event-stream"})
    assert (listening.status_code, listening.text) == (204, "")
    assert (await stranger.get("/ao-vivo")).headers["location"].startswith("/entrar")


async def until(true: Callable[[], bool]) -> None:
    """Wait for what comes over the wire; fails after a minute."""
    for _ in range(3000):
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[tuple[str, uvicorn.Server]]:
    """The application on a port, and what serves it."""
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=600))
    running = asyncio.create_task(server.serve(sockets=[listener]))
    await until(lambda: server.started)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", server
    finally:
        server.should_exit = True
        await running


def lines(text: str) -> Iterator[tuple[str, str]]:
    """Name and data of each event."""
    for block in text.replace("\r\n", "\n").split("\n\n"):
        said = dict(line.split(": ", 1) for line in block.splitlines() if line and not line.startswith(":"))
        if "event" in said:
            yield said["event"], said["data"]


async def test_a_stream_says_by_ids_what_one_may_know_and_ends_with_the_server(app: FastAPI, door: Door) -> None:
    theirs = header("d", parties=next(person.parties for person in PEOPLE if person.login == "osc"))
    read = {"helena": "", "osc": ""}

    async def follow(login: str, url: str) -> None:
        headers = {"Accept": "text/event-stream", "Authorization": f"Bearer {secret_of(login)}"}
        async with httpx.AsyncClient(headers=headers, timeout=600) as client, client.stream("GET", url) as answer:
            assert answer.headers["X-Accel-Buffering"] == "no"
            async for part in answer.aiter_text():
                read[login] += part

    async with served(app) as (url, server):
        following = [asyncio.create_task(follow(login, f"{url}/ao-vivo")) for login in read]
        await asyncio.wait_for(door.live.hears.wait(), 60)
        await until(lambda: all("ouvindo" in text for text in read.values()))
        asked = task("t", case="c", deadline=None, party=None, role="osc")
        await record(door.sessions, turn(1, case="c", tasks=(asked,)))
        asked = task("t", case="d", deadline=None, role="osc")
        await record(door.sessions, turn(1, case="d", tasks=(asked,)).model_copy(update={"case": theirs}))
        await until(lambda: '"d"' in read["osc"])
        assert list(lines(read["osc"])) == [("mudou", '{"processo": "d", "fato": 1}')], "nothing of a case not theirs"
        assert list(lines(read["helena"])) == [], "none of it changes the desk of helena"
        server.should_exit = True  # as a Ctrl-C sets it
        await asyncio.wait_for(asyncio.gather(*following), 60)  # long before the server would cut them off
