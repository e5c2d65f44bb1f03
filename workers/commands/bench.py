"""`tramita bench`: how fast this program is on this machine."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(bench)


def bench(
    quick: Annotated[bool, typer.Option("--quick", help="A minute instead of seven; rougher.")] = False,
    pages: Annotated[bool, typer.Option("--pages", help="Only pages and lists, at 100,000 cases.")] = False,
    plans: Annotated[
        bool, typer.Option("--plans", help="Only work plans: 5,000 running, a hundred duties each.")
    ] = False,
    partnerships: Annotated[bool, typer.Option("--partnerships", help="Only live partnerships.")] = False,
    live: Annotated[int, typer.Option("--live", help="How many partnerships stand in the records.", min=1)] = 10_000,
    cases: Annotated[int, typer.Option("--cases", help="How many run in the engine.", min=1)] = 300,
) -> None:
    """Measure acts, starts, pages and a decade beside the engine's floor, on a stack of its own; prints tables."""
    import os

    from workers.bench import report
    from workers.bench.run import QUICK, Size, run, run_pages, run_partnerships, run_plans

    def say(what: str) -> None:
        typer.echo(f"... {what}", err=True)

    before, size = os.getloadavg()[0], QUICK if quick else Size()
    if partnerships:
        found = report.partnership_lines(*asyncio.run(run_partnerships(size, live, cases, say)))
    elif plans:
        found = report.plan_lines(asyncio.run(run_plans(size, say)))
    elif pages:
        found = report.read_lines(asyncio.run(run_pages(size, say)))
    else:
        found = report.lines(asyncio.run(run(size, say)))
    for line in found:
        typer.echo(line)
    # What else ran on the machine shows in every figure: a load of 1 keeps one processor busy.
    typer.echo(f"Load of the machine before: {before:.1f}, at the end: {os.getloadavg()[0]:.1f}")
