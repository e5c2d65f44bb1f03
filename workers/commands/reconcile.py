"""`tramita reconcile`: proves, case by case, that the records agree with the workflows."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from workers.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(reconcile)


def reconcile(
    repair: Annotated[bool, typer.Option("--repair", help="Set the records right from the workflows.")] = False,
    at_once: Annotated[int, typer.Option("--at-once", min=1, max=64, help="How many cases at a time.")] = 8,
) -> None:
    """Compare the records of every case with its workflow and verify its chain of facts, one line per difference.

    Exit 0 when all agree (with --repair: when they do now), else 1. Facts cannot be made again from a workflow's state:
    what is missing of them is said, never invented. A worker must be running.
    """
    from workers.settings import load

    left = asyncio.run(_reconcile(load(), repair, at_once))
    typer.echo("everything agrees" if not left else f"{left} differences")
    if left:
        raise typer.Exit(1)


async def _reconcile(settings: Settings, repair: bool, at_once: int) -> int:
    """Say what differs; returns how much of it was not set right."""
    from activities.records.engine import make_engine, make_sessions
    from workers.engines import temporal_client
    from workers.reconciling import Reconciler

    engine = make_engine(settings.database, at_once + 1)
    left = 0
    try:
        client = await temporal_client(settings)
        reconciler = Reconciler(make_sessions(engine), client, settings.task_queue, repair, at_once)
        async for found in reconciler.everything():
            end = " (set right)" if found.repaired else ""
            typer.echo(f"{found.case}: {found.what}: {found.field}: {found.said}{end}")
            left += not found.repaired
    finally:
        await engine.dispose()
    return left
