"""Pages and lists of a busy body: 100,000 cases, a million tasks. The real application, in this process, on PostgreSQL.

What is measured is the server's own time from request to last byte: who asks, queries, rendering. HTTP is left out. The
floor is a page that shows somebody signed in what may be started: one look at who asks, and a template.
"""

from __future__ import annotations

import asyncio
import html
import random
import re
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg

from workers.bench.load import percentile
from workers.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

FLOOR = "/processos/novo"
WARM = 3
_DATABASE = "bench_pages"
_NEXT = re.compile(rb'<a[^>]*href="([^"]*[?&](?:amp;)?cursor=[^"]+)"')


class Address(NamedTuple):
    """What is asked for, and by whom; `further`: the page that follows it in the list."""

    login: str
    path: str
    further: bool = False

    def __str__(self) -> str:
        return f"{self.path}{' (next)' if self.further else ''}"


ADDRESSES = (
    Address("helena", FLOOR),
    *(
        Address(login, path, further)
        for login, path in (
            ("helena", "/tarefas"),
            ("helena", "/tarefas?lista=para-assumir"),
            ("helena", "/tarefas?lista=para-assumir&ordem=recentes&prazo=mes"),
            ("marta", "/tarefas?lista=da-equipe"),
            ("marta", "/tarefas?lista=da-equipe&q=estrada"),
            ("helena", "/tarefas?lista=concluidas"),
            ("helena", "/processos"),
            ("helena", "/processos?procedimento=pmis&situacao=aberto"),
            ("helena", "/processos?situacao=vencido"),
            ("helena", "/processos?q=estrada"),
            ("helena", "/prazos?ver=lista"),
            ("marta", "/prazos?ver=lista"),
            ("marta", "/prazos?ver=lista&q=escola&prazo=30"),
            ("marta", "/prazos?ver=recontados"),
            ("marta", "/painel/tarefas"),
            ("marta", "/painel/prazos"),
            ("marta", "/api/v1/tasks"),
            ("helena", "/api/v1/tasks?sort=offered_at"),
            ("helena", "/api/v1/procedures"),
            ("helena", "/api/v1/deadlines"),
        )
        for further in (False, True)
    ),
    Address("helena", "/tarefas?lista=delegadas"),
    Address("marta", "/tarefas?lista=da-equipe&q=ponte+996"),
    Address("marta", "/tarefas?lista=da-equipe&q=inexistente"),
    Address("helena", "/tarefas?lista=concluidas&q=ponte+996"),
    Address("helena", "/processos?q=ponte+996"),
    Address("helena", "/processos?q=1234/2026"),
    Address("helena", "/processos?q=inexistente"),
    Address("osc", "/tarefas"),
    Address("osc", "/processos"),
    Address("osc", "/prazos?ver=lista"),
    Address("helena", "/prazos"),
    Address("marta", "/prazos"),
    Address("marta", "/api/v1/tasks?q=escola"),
    Address("marta", "/api/v1/tasks?q=ponte+996"),
    Address("helena", "/api/v1/procedures?q=ponte+996"),
    Address("helena", "/api/v1/procedures?overdue=true&sort=next_due"),
    Address("helena", "/processos/c0"),
    Address("helena", "/tarefas/c0.t0"),
    Address("helena", "/api/v1/procedures/c0"),
)


class Read(NamedTuple):
    """How long one address took, in milliseconds and as a multiple of the floor's median, how many statements it sent
    to the database, and how many bytes came."""

    address: Address
    p50: float
    p99: float
    floors: float
    statements: int
    size: int


class Answer(NamedTuple):
    """Status and body of an answer."""

    status: int
    body: bytes


@asynccontextmanager
async def big_records(settings: Settings, fill: Callable[[str], Awaitable[None]]) -> AsyncIterator[str]:
    """The URL of a database beside the one of `settings`, with what `fill` puts there, dropped afterwards."""
    from activities.records.migrate import upgrade

    base, _, _ = settings.database.rpartition("/")
    url = f"{base}/{_DATABASE}"
    await _execute(settings.database, f"DROP DATABASE IF EXISTS {_DATABASE}", f"CREATE DATABASE {_DATABASE}")
    await asyncio.to_thread(upgrade, url)
    await fill(url)
    try:
        yield url
    finally:
        await _execute(settings.database, f"DROP DATABASE {_DATABASE} WITH (FORCE)")


async def measure(
    app: FastAPI, tokens: dict[str, str], rounds: int, addresses: Sequence[Address] = ADDRESSES
) -> list[Read]:
    """The times of each address, asked for in turns that differ from round to round; the first is the floor."""
    further = {one: await following(app, tokens, one) for one in addresses}
    asked = {one: path for one, path in further.items() if path}
    waits: dict[Address, list[float]] = defaultdict(list)
    sizes: dict[Address, int] = {}
    order, shuffled = list(asked), random.Random(1)
    for turn in range(WARM + rounds):
        shuffled.shuffle(order)
        for one in order:
            before = time.perf_counter()
            answer = await get(app, tokens[one.login], asked[one])
            if turn >= WARM:
                waits[one].append((time.perf_counter() - before) * 1000)
            sizes[one] = len(answer.body)
    statements = {one: await _statements(app, tokens, one, path) for one, path in asked.items()}
    floor = percentile(waits[addresses[0]], 50)
    return [
        Read(one, half, percentile(waits[one], 99), half / floor, statements[one], sizes[one])
        for one in asked
        if (half := percentile(waits[one], 50))
    ]


async def get(app: FastAPI, token: str, path: str) -> Answer:
    """What the application answers, as ASGI. Raises RuntimeError for anything but a success."""
    plain, _, query = path.partition("?")
    scope: dict[str, Any] = {
        **{"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http"},
        **{"path": plain, "raw_path": plain.encode(), "query_string": query.encode(), "root_path": ""},
        "headers": [
            (b"host", b"localhost"),
            (b"accept", b"application/json" if plain.startswith("/api/") else b"text/html"),
            (b"authorization", f"Bearer {token}".encode()),
        ],
        **{"client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80)},
    }
    status, parts, told = 0, [], False

    async def receive() -> dict[str, Any]:
        nonlocal told
        if told:
            await asyncio.get_running_loop().create_future()  # nobody leaves while a file is being sent
        told = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status
        status = message.get("status", status)
        parts.append(message.get("body", b""))

    await app(scope, receive, send)
    body = b"".join(parts)
    if not 200 <= status < 300:
        raise RuntimeError(f"GET {path} answered {status}: {body[:300].decode(errors='replace')}")
    return Answer(status, body)


@contextmanager
def counted(app: FastAPI) -> Iterator[list[str]]:
    """The statements that the application sends to its database meanwhile."""
    from sqlalchemy import event

    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    database = app.state.door.database.sync_engine
    event.listen(database, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database, "before_cursor_execute", note)


async def following(app: FastAPI, tokens: dict[str, str], one: Address) -> str:
    """The address to ask for; '' where a list has no further page."""
    if not one.further:
        return one.path
    body = (await get(app, tokens[one.login], one.path)).body
    if one.path.startswith("/api/"):
        import json

        cursor = json.loads(body)["next_cursor"]
        return f"{one.path}{'&' if '?' in one.path else '?'}cursor={cursor}" if cursor else ""
    found = _NEXT.search(body)
    return html.unescape(found[1].decode()) if found else ""


async def _statements(app: FastAPI, tokens: dict[str, str], one: Address, path: str) -> int:
    with counted(app) as sent:
        await get(app, tokens[one.login], path)
    return len(sent)


async def _execute(url: str, *statements: str) -> None:
    plain = url.replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(plain, autocommit=True) as connection:
        for statement in statements:
            await connection.execute(statement.encode())
