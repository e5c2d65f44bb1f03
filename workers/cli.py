"""The command `tramita`: each command is a module of `workers.commands` and imports what is heavy only when it runs."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec

import typer

COMMANDS = (
    "up", "api", "worker", "migrate", "doctor", "version",
    "procedures", "simulate", "reconcile", "user", "organization", "token", "demo", "calendar", "parameter",
    "preview", "impediment", "promise", "message", "plan", "debt", "bench", "docs",
)  # fmt: skip
"""Modules of `workers.commands`, in the order of the help. Each has `register(app: typer.Typer) -> None`."""


def build() -> typer.Typer:
    """The application with every command whose module is there."""
    app = typer.Typer(
        name="tramita",
        help="Durable legal procedures: every deadline a timer, every act a task, every date provable.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    for name in COMMANDS:
        module = f"workers.commands.{name}"
        if find_spec(module) is not None:
            import_module(module).register(app)
    return app


def main() -> None:
    """Run the command line; what the operator can mend is said in one sentence, with exit code 1."""
    try:
        build()(prog_name="tramita")
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        typer.echo(f"tramita: {sentence}", err=True)
        sys.exit(1)


def _sentence(error: Exception) -> str | None:
    # Looked up by name: importing the settings here would cost the help half a second.
    known = {("workers.stack.errors", "StackError"), ("workers.settings", "SettingsError")}
    return str(error) if (type(error).__module__, type(error).__name__) in known else None


if __name__ == "__main__":
    main()
