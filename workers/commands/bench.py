"""`tramita bench`: how fast this program is on this machine."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(bench)


def bench(quick: Annotated[bool, typer.Option("--quick", help="A minute instead of five; rougher.")] = False) -> None:
    """Measure acts, starts, pages and a decade beside the engine's floor, on a stack of its own; prints tables."""
    import os

    from workers.bench import report
    from workers.bench.run import QUICK, Size, run

    before = os.getloadavg()[0]
    result = asyncio.run(run(QUICK if quick else Size(), lambda what: typer.echo(f"... {what}", err=True)))
    for line in report.lines(result):
        typer.echo(line)
    # What else ran on the machine shows in every figure: a load of 1 keeps one processor busy.
    typer.echo(f"Load of the machine before: {before:.1f}, at the end: {os.getloadavg()[0]:.1f}")
