"""`tramita plan check FILE`: whether a work plan can be carried out, with every complaint on its line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
def check(file: Annotated[Path, typer.Argument(help="The plan, a YAML file.")]) -> None:
    """Say what is wrong in a plan, one line each as FILE:LINE: FIELD: WHAT. Exit 0: nothing; 2: the file is wrong."""
    from workflows.cooperacao.files import PlanErrors, load_plan

    try:
        loaded = load_plan(file)
    except PlanErrors as errors:
        for problem in errors.problems:
            typer.echo(f"{file}:{problem.line}: {problem.field or 'plano'}: {problem.message}", err=True)
        raise typer.Exit(FILE_IS_WRONG) from None
    except (OSError, UnicodeDecodeError) as error:
        typer.echo(f"{file}: {getattr(error, 'strerror', None) or 'não é texto UTF-8'}", err=True)
        raise typer.Exit(FILE_IS_WRONG) from None
    parties = ", ".join(party.id for party in loaded.parties)
    typer.echo(f"{loaded.id}: {len(loaded.actions)} ações de {parties}, {_fixed(loaded)}")


def _fixed(loaded: Plan) -> str:
    starts = loaded.term.starts_on
    if starts is None:
        return "vigência a contar da assinatura"
    end = loaded.term.end(starts)
    return f"{len(loaded.occurrences(starts))} atos de {starts:%d/%m/%Y} a {end:%d/%m/%Y}"
