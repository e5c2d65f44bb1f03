"""`tramita up`: everything in one command."""

from __future__ import annotations

import asyncio
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from workers.settings import Settings

_READY_TIMEOUT_S = 120


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(up)


def up() -> None:
    """Run everything on this machine: database, engine, worker, pages and API. Ctrl-C stops it; the state stays."""
    from workers import logs
    from workers.commands.running import until_stopped
    from workers.settings import load

    settings = load()
    logs.configure(settings)
    until_stopped(_serve(settings))
    typer.echo("Tramita stopped.")


async def _serve(settings: Settings) -> None:
    from workers.stack.stack import Stack

    async with Stack(settings, door=True, progress=_say) as stack:
        await stack.migrate()
        # Users with a published password belong in an embedded database only.
        welcome = await asyncio.to_thread(_welcome, stack.settings) if settings.database_url is None else ""
        await stack.start_processes()
        await _until_ready(stack.settings)
        if welcome:
            _say(welcome)
        _say(f"Tramita ready at http://{settings.http_host}:{settings.http_port}")
        await asyncio.Event().wait()


def _welcome(settings: Settings) -> str:
    """The demonstration's own words (it prepares its users at the same time); '' when there is no demonstration."""
    if find_spec("workers.commands.demo") is None:
        return ""
    return str(import_module("workers.commands.demo").welcome(settings))


async def _until_ready(settings: Settings) -> None:
    from workers.stack.errors import StackError
    from workers.stack.probes import answers_http

    for _ in range(_READY_TIMEOUT_S * 5):
        if await answers_http(settings, "/readyz"):
            return
        await asyncio.sleep(0.2)
    raise StackError(
        f"not everything answered in {_READY_TIMEOUT_S} s: run 'tramita doctor' and read {settings.home}/*.log"
    )


def _say(text: str) -> None:
    typer.echo(text)
