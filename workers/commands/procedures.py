"""`tramita procedures`: what this build can run, from the declarations that run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(procedures)


def procedures(
    as_json: Annotated[bool, typer.Option("--json", help="The whole catalogue, as the API has it.")] = False,
) -> None:
    """List the procedures with their tasks, deadlines, events and outcomes."""
    # Registers the procedures.
    import workflows.procedures  # noqa: F401
    from workflows.kernel.catalog import catalogue

    entries = catalogue()
    if as_json:
        typer.echo(json.dumps(entries, ensure_ascii=False, indent=2))
        return
    for entry in entries:
        for line in _lines(entry):
            typer.echo(line)


def _lines(entry: dict[str, Any]) -> Iterator[str]:
    yield f"{entry['id']}: {entry['title']} ({entry['norm']})"
    yield "  etapas: " + ", ".join(stage["title"] for stage in entry["stages"])
    for task in entry["tasks"]:
        outcomes = "/".join(outcome["id"] for outcome in task["outcomes"])
        yield _row("tarefa", task["id"], f"{task['role']['id']} · {outcomes} · {task['provision']['citation']}")
    for deadline in entry["deadlines"]:
        yield _row("prazo", deadline["id"], f"{_length(deadline)} · {deadline['provision']['citation']}")
    for event in entry["events"]:
        who = "/".join(role["id"] for role in event["who"])
        yield _row("evento", event["id"], f"{who} · {event['provision']['citation']}")
    for outcome in entry["outcomes"]:
        yield _row("resultado", outcome["id"], outcome["title"])


def _row(kind: str, id: str, rest: str) -> str:
    return f"  {kind:<10} {id:<36} {rest}"


def _length(deadline: dict[str, Any]) -> str:
    budget = deadline["budget"]
    return f"{budget['amount']} {budget['unit']}" if budget else f"parâmetro {deadline['parameter']}"
