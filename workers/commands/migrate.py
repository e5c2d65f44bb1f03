"""`tramita migrate`: brings the database to the newest version."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(migrate)


def migrate() -> None:
    """Bring the database to the version of this program. Safe to run twice, or from two places at once."""
    from workers import logs
    from workers.settings import load
    from workers.stack import stack

    settings = load()
    logs.configure(settings)
    stack.migrate(settings)
    typer.echo("database: current")
