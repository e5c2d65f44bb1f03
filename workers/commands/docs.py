"""`tramita docs`: the generated pages of docs/."""

from __future__ import annotations

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(docs)


def docs(
    check: Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 when a file is stale.")] = False,
) -> None:
    """Write the pages and diagrams of each procedure and the traceability matrix, from the code."""
    from workers.docs import files
    from workers.docs.scenarios import DocsError

    try:
        found = files.stale() if check else files.write()
    except DocsError as error:
        typer.echo(f"tramita: {error}", err=True)
        raise typer.Exit(1) from None
    for name in found:
        typer.echo(f"docs/{name}")
    if check and found:
        typer.echo("tramita: these files are not what the code says: run 'make docs'", err=True)
        raise typer.Exit(1)
