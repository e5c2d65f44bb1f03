"""`tramita version`."""

from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(version)


def version() -> None:
    """Print the version."""
    typer.echo(current())


def current() -> str:
    """The version of this program, from its package or, in a work tree, from `pyproject.toml`."""
    try:
        return metadata.version("tramita")
    except metadata.PackageNotFoundError:
        with (Path(__file__).parents[2] / "pyproject.toml").open("rb") as source:
            return str(tomllib.load(source)["project"]["version"])
