"""`tramita worker`: runs workflows and activities."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(worker)


def worker() -> None:
    """Run workflows and activities from the task queue TRAMITA_TASK_QUEUE."""
    from workers import logs
    from workers.build import run_worker
    from workers.commands.running import until_stopped
    from workers.settings import load

    settings = load().resolved()
    logs.configure(settings)
    until_stopped(run_worker(settings))
