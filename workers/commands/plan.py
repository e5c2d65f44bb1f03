"""`tramita plan check FILE`: whether a work plan can be carried out, with every complaint on its line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from workflows.cooperacao.plan import Plan

FILE_IS_WRONG = 2

plan = typer.Typer(help="Work plans of cooperation agreements.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.add_typer(plan, name="plan")


@plan.callback()
def _group() -> None: ...


@plan.command()
def check(
    file: Annotated[Path, typer.Argument(help="The plan, a YAML file.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead, on standard output.")] = False,
) -> None:
    """Say what is wrong in a plan, one line each as FILE:LINE: FIELD: WHAT. Exit 0: nothing; 2: the file is wrong."""
    from workflows.cooperacao.files import PlanErrors, load_plan

    try:
        loaded = load_plan(file)
    except PlanErrors as errors:
        _refuse(file, [problem._asdict() for problem in errors.problems], as_json)
    except (OSError, UnicodeDecodeError) as error:
        said = getattr(error, "strerror", None) or "não é texto UTF-8"
        _refuse(file, [{"line": None, "field": "", "message": said}], as_json)
    told = _told(loaded)
    typer.echo(json.dumps(told, ensure_ascii=False) if as_json else _sentence(told))


def _refuse(file: Path, problems: list[dict[str, Any]], as_json: bool) -> NoReturn:
    if as_json:
        typer.echo(json.dumps({"valid": False, "errors": problems}, ensure_ascii=False))
    for one in problems if not as_json else ():
        where = f"{file}:{one['line']}: {one['field'] or 'plano'}" if one["line"] else str(file)
        typer.echo(f"{where}: {one['message']}", err=True)
    raise typer.Exit(FILE_IS_WRONG)


def _told(loaded: Plan) -> dict[str, Any]:
    start = loaded.term.starts_on if loaded.term else None
    occurrences = loaded.occurrences(start) if start else ()
    return {
        "valid": True,
        "id": loaded.id,
        "actions": len(loaded.actions),
        "term": {"from": start.isoformat(), "to": loaded.end(start).isoformat()} if start else None,
        "acts": {
            id: sum(one.party == id for one in occurrences) if start else None
            for id in (party.id for party in loaded.parties)
        },
    }


def _sentence(told: dict[str, Any]) -> str:
    opening = f"{told['id']}: {told['actions']} ações de {', '.join(told['acts'])}"
    if told["term"] is None:
        return f"{opening}, vigência a contar da assinatura"
    start, end = (date.fromisoformat(told["term"][one]) for one in ("from", "to"))
    each = ", ".join(f"{count} de {id}" for id, count in told["acts"].items())
    return f"{opening}, {sum(told['acts'].values())} atos de {start:%d/%m/%Y} a {end:%d/%m/%Y} ({each})"
