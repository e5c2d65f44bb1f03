"""`tramita simulate`: the real workflows, scripted people, years in seconds."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

WENT_OTHERWISE = 1
FILE_IS_WRONG = 2


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(simulate)


def simulate(
    file: Annotated[Path, typer.Argument(help="The scenario, a YAML file.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each fact, then the outcome.")] = False,
    start: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="DATE", help="Begin on this day instead; the dates expected are then not checked."
        ),
    ] = None,
    history: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Store the engine's history of the case here, for replay by later code."),
    ] = None,
) -> None:
    """Run a scenario on a clock that skips the waiting. Exit 0: as written; 1: otherwise; 2: the file is wrong."""
    from workers.simulation.histories import AlreadyStored, recorded, refuse_stored, store
    from workers.simulation.report import as_json as json_lines
    from workers.simulation.report import as_text
    from workers.simulation.run import StalledError
    from workers.simulation.scenario import ScenarioError, begun_on, load

    try:
        loaded = load(file)
        if start is not None:
            loaded = begun_on(loaded, start)
        if history is not None:
            refuse_stored(history, loaded)
    except (ScenarioError, AlreadyStored) as error:
        typer.echo(f"tramita: {error}", err=True)
        raise typer.Exit(FILE_IS_WRONG) from None
    try:
        run, runs = asyncio.run(recorded(loaded))
    except StalledError as error:
        typer.echo(f"tramita: {error}", err=True)
        _leave(WENT_OTHERWISE)
    for line in (json_lines if as_json else as_text)(loaded, run):
        typer.echo(line)
    if history is not None and not run.failures:
        store(history, loaded, runs)
    for failure in run.failures:
        typer.echo(f"{file}: {failure}", err=True)
    _leave(WENT_OTHERWISE if run.failures else 0)


def _leave(code: int) -> NoReturn:
    """End the process here: threads of the engine's core may still call the interpreter as it goes down, and abort."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
