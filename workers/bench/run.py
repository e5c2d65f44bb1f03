"""One run of everything that is measured, on a stack of its own in a temporary folder, durable as in use."""

from __future__ import annotations

import asyncio
import os
import secrets
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import SecretStr

from workers.bench import acts, decade, floor, pages, partnerships, plans, seed
from workers.bench.load import Load
from workers.bench.processes import Meter, memory_mb
from workers.engines import temporal_client
from workers.logs import configure
from workers.settings import LogLevel, Settings
from workers.stack.home import Home
from workers.stack.postgres import EmbeddedPostgres
from workers.stack.stack import Stack

CLIENTS = (1, 16, 64)
_QUEUE = "bench-floor"
_ROOT = Path(__file__).resolve().parents[2]
Say = Callable[[str], None]


class Size(NamedTuple):
    """How long and how much: `seconds` per load, `cases` started, `rounds` per page, and whether pages read a tenth of
    the records."""

    seconds: float = 10
    cases: int = 1_500
    rounds: int = 100
    quick: bool = False


SMALL = seed.Size(cases=10_000)
PLANS = 5_000
_NOWHERE = "127.0.0.1:1"
"""Where no engine listens: pages only read."""
QUICK = Size(seconds=3, cases=300, rounds=20, quick=True)


class Result(NamedTuple):
    """What was measured. Processor milliseconds are per completion, by process and number of clients."""

    floor: list[Load]
    starts: Load
    completions: list[Load]
    cpu: dict[int, dict[str, float]]
    memory_per_case_kb: float
    reads: list[pages.Read]
    decade: decade.Decade


async def run(size: Size, say: Say) -> Result:
    """Measure everything; `say` is told what is going on."""
    with tempfile.TemporaryDirectory(prefix="tramita-bench-") as folder:
        settings = Settings(home=Path(folder), http_port=_free_port(), log_level=LogLevel.WARNING)
        async with Stack(settings, door=True, progress=say) as stack:
            await stack.migrate()
            tokens = await _people(stack.settings)
            say("floor: bare Updates")
            floors = await _floor(stack.settings, size)
            await stack.start_processes()
            office = acts.Office(settings.http_port, tokens)
            say("cases: starting")
            starts, memory = await _starts(stack, office, size)
            completions, cpu = await _completions(stack, office, size, say)
            read = await _pages(stack.settings, size, say)
        say("a decade on the virtual clock")
        return Result(floors, starts, completions, cpu, memory, read, await decade.measure())


async def _floor(settings: Settings, size: Size) -> list[Load]:
    client = await temporal_client(settings)
    async with _program("-m", "workers.bench.floor", settings.temporal, _QUEUE):
        await floor.measure(client, _QUEUE, 16, 2)
        return [await floor.measure(client, _QUEUE, clients, size.seconds) for clients in CLIENTS]


async def _starts(stack: Stack, office: acts.Office, size: Size) -> tuple[Load, float]:
    """Starts per second by 16 clients, and the worker's memory per case that it holds."""
    worker = stack.children["worker"].pid
    assert worker is not None
    await office.start_cases(4, 60, 50)
    before, already = memory_mb(worker), len(office.waiting)
    load = await office.start_cases(16, 600, size.cases)
    return load, (memory_mb(worker) - before) * 1024 / (len(office.waiting) - already)


async def _completions(
    stack: Stack, office: acts.Office, size: Size, say: Say
) -> tuple[list[Load], dict[int, dict[str, float]]]:
    pids = {name: child.pid for name, child in stack.children.items() if child.pid is not None}
    meter = Meter(pids)
    loads, cpu = [], {}
    await office.complete_tasks(4, 1)
    for clients in CLIENTS:
        say(f"tasks: completing, {clients} at a time")
        meter.since()
        load = await office.complete_tasks(clients, size.seconds)
        cpu[clients] = {name: seconds * 1000 / load.done for name, seconds in meter.since().items()}
        loads.append(load)
    return loads, cpu


async def run_pages(size: Size, say: Say) -> list[pages.Read]:
    """Measure the pages and lists alone, on a PostgreSQL of their own."""
    async with _records_only() as settings:
        return await _pages(settings, size, say)


async def run_plans(size: Size, say: Say) -> tuple[list[pages.Read], plans.Years]:
    """Measure five thousand running plans (a tenth when quick), and the history of one over five years."""
    count = PLANS // 10 if size.quick else PLANS
    async with _records_only() as settings:
        reads = await _reads(settings, size, say, lambda url: plans.fill(url, count), plans.ADDRESSES)
    say("a plan of a hundred duties on the virtual clock")
    return reads, await plans.years()


async def run_partnerships(
    size: Size, live: int, cases: int, say: Say
) -> tuple[list[pages.Read], partnerships.Foretold, partnerships.Engine]:
    """Measure so many live partnerships in the records, and so many real cases in the engine."""
    async with _records_only() as settings:
        foretold: list[partnerships.Foretold] = []

        async def foretell(app: Any) -> None:
            say("an act on every partnership: foretelling")
            foretold.append(await partnerships.foretell(app.state.door))

        reads = await _reads(
            settings, size, say, lambda url: partnerships.fill(url, live), partnerships.ADDRESSES, foretell
        )
    with tempfile.TemporaryDirectory(prefix="tramita-bench-") as folder:
        settings = Settings(home=Path(folder), http_port=_free_port(), log_level=LogLevel.WARNING)
        async with Stack(settings, door=True, progress=say) as stack:
            await stack.migrate()
            tokens = await _people(stack.settings)
            await stack.start_processes()
            say("partnerships in the engine: starting, telling, restarting the worker")
            engine = await partnerships.measure_engine(stack, tokens, cases)
    return reads, foretold[0], engine


@asynccontextmanager
async def _records_only() -> AsyncIterator[Settings]:
    """A PostgreSQL of its own in a temporary folder, without an engine: pages only read."""
    with tempfile.TemporaryDirectory(prefix="tramita-bench-") as folder:
        home = Home(Path(folder))
        home.hold()
        async with EmbeddedPostgres(home) as server:
            settings = Settings(
                home=home.path,
                database_url=SecretStr(server.url),
                temporal_address=_NOWHERE,
                secret_key=SecretStr(secrets.token_urlsafe(48)),
                log_level=LogLevel.WARNING,
            )
            yield settings


async def _pages(settings: Settings, size: Size, say: Say) -> list[pages.Read]:
    from workers.commands.demo import PEOPLE

    filled, people = SMALL if size.quick else seed.Size(), [person.id for person in PEOPLE]
    return await _reads(settings, size, say, lambda url: seed.fill(url, filled, people), pages.ADDRESSES)


async def _reads(
    settings: Settings,
    size: Size,
    say: Say,
    fill: Callable[[str], Awaitable[None]],
    addresses: Sequence[pages.Address],
    then: Callable[[Any], Awaitable[None]] | None = None,
) -> list[pages.Read]:
    from api.app import create_app

    configure(settings)
    say("pages and lists: filling a database")
    async with pages.big_records(settings, fill) as url:
        chosen = {"database_url": SecretStr(url), "public_url": "http://127.0.0.1", "public_limit": "1000000/minute"}
        big = settings.model_copy(update=chosen)
        app = create_app(big)
        try:
            tokens = await _people(big)
            say("pages and lists: reading")
            found = await pages.measure(app, tokens, size.rounds, addresses)
            if then is not None:
                await then(app)
            return found
        finally:
            await app.state.door.close()


async def _people(settings: Settings) -> dict[str, str]:
    """The demonstration's people, with a token for each; tokens by login."""
    from activities.records import identity
    from activities.records.engine import make_engine, make_sessions
    from api.identity.principal import Scope
    from api.identity.secrets import digest, new_api_token
    from workers.commands.demo import PEOPLE, ensure_demo

    await ensure_demo(settings)
    engine, tokens = make_engine(settings.database, 1), {}
    until = datetime.now(UTC) + timedelta(days=1)
    async with make_sessions(engine)() as session:
        for person in PEOPLE:
            tokens[person.login] = new_api_token()
            await identity.add_token(
                session, digest(tokens[person.login]), name="bench", user_id=person.id, scopes=list(Scope),
                expires_at=until,
            )  # fmt: skip
        await session.commit()
    await engine.dispose()
    return tokens


@asynccontextmanager
async def _program(*argv: str, **env: str) -> AsyncIterator[None]:
    """A Python program that runs while the context is open."""
    full = {**os.environ, "PYTHONPATH": str(_ROOT), **env}
    process = await asyncio.create_subprocess_exec(sys.executable, *argv, env=full)
    try:
        yield
    finally:
        process.kill()
        await process.wait()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
