"""Entering what the body decrees from the command line: recorded with author and act, then told to every open case."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date, datetime

import typer
from temporalio.client import Client
from temporalio.service import RPCError

from activities.records.engine import Sessions, make_engine, make_sessions
from activities.records.reconcile import open_cases
from workers.engines import temporal_client
from workers.settings import load
from workflows.kernel.messages import CONTEXT_SIGNAL

AT_ONCE = 16


def day_of(text: str) -> date:
    """A date written as AAAA-MM-DD or DD/MM/AAAA. Raises `typer.BadParameter`."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        with suppress(ValueError):
            return datetime.strptime(text, form).date()  # noqa: DTZ007  (a legal date has no zone)
    raise typer.BadParameter(f"{text} is not a date: write 2027-02-08 or 08/02/2027")


def decree(change: Callable[[Sessions], Awaitable[int]]) -> None:
    """Make a change of what is decreed, tell the open cases, and say how many were told.

    A case that could not be told learns of it with its next act.
    """
    version, told, missed = asyncio.run(_decree(change))
    typer.echo(
        f"version {version}: {told} open cases told" + (f", {missed} will learn with their next act" * bool(missed))
    )


async def _decree(change: Callable[[Sessions], Awaitable[int]]) -> tuple[int, int, int]:
    settings = load()
    engine = make_engine(settings.database, 2)
    sessions = make_sessions(engine)
    try:
        version = await change(sessions)
        client = await temporal_client(settings)
        async with sessions() as session:
            cases = [case async for case in open_cases(session)]
    finally:
        await engine.dispose()
    slots = asyncio.Semaphore(AT_ONCE)
    told = sum(await asyncio.gather(*(_tell(client, case, slots) for case in cases)))
    return version, told, len(cases) - told


async def _tell(client: Client, case: str, slots: asyncio.Semaphore) -> bool:
    async with slots:
        try:
            await client.get_workflow_handle(case).signal(CONTEXT_SIGNAL)
        except RPCError:
            return False
        return True
