"""`tramita preview`: what an act of the body would move, case by case, before anything moves. Nothing is written."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from api.door import Door
    from api.services.changing import Change, Totals

commands = typer.Typer(
    help="What an act would move: CSV of every live case and open deadline that it touches. Nothing is written.",
    no_args_is_help=True,
)
Act = Annotated[str, typer.Option("--act", help='The act: "Portaria 12/2026".')]
Since = Annotated[str, typer.Option("--since", help="From when, as 2026-12-01 or 01/12/2026.")]
Reaches = Annotated[bool, typer.Option("--reaches-open", help="The act says that it reaches what is open already.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(commands, name="preview")


@commands.command()
def calendar(
    day: Annotated[str, typer.Argument(help="The day, as 2027-02-08 or 08/02/2027.")],
    act: Act,
    name: Annotated[str, typer.Option("--calendar", help="Which calendar: mt-cuiaba or nacional.")] = "mt-cuiaba",
) -> None:
    """A day without normal hours."""
    from api.services.changing import DaysChange
    from workers.administering import day_of
    from workflows.clock import SpecialDay

    show(DaysChange(act=act, calendar=name, days=(SpecialDay(day=day_of(day), act=act),)))


@commands.command()
def parameter(
    key: str, value: Annotated[str, typer.Argument(help="JSON: 30, \"secretario\", null …")], since: Since, act: Act,
    reaches_open: Reaches = False,
) -> None:  # fmt: skip
    """A value of a parameter."""
    from api.services.changing import ParameterChange
    from api.services.decreeing import checked_value
    from workers.administering import day_of
    from workflows.norms import ParameterError, UnknownParameter

    try:
        read = json.loads(value)
        checked_value(key, read, day_of(since))
    except json.JSONDecodeError:
        raise typer.BadParameter(f"{value} is not JSON: write texts in quotes") from None
    except (ParameterError, UnknownParameter) as refused:
        raise typer.BadParameter(str(refused)) from None
    show(ParameterChange(act=act, key=key, value=read, since=day_of(since), reaches_open=reaches_open))


@commands.command()
def policy(
    name: Annotated[str, typer.Argument(help="prudente, decreto_literal or lei_7692.")],
    since: Since,
    act: Act,
    reaches_open: Reaches = False,
) -> None:
    """Another way of counting days."""
    from api.services.changing import PolicyChange
    from workers.administering import day_of
    from workflows.clock import Policy

    if name not in list(Policy):
        raise typer.BadParameter(f"{name}: use {', '.join(Policy)}")
    show(PolicyChange(act=act, policy=Policy(name), since=day_of(since), reaches_open=reaches_open))


@commands.command()
def article(
    place: Annotated[str, typer.Argument(help="The provision, as dec-167:art-14:par-1.")],
    time: Annotated[str, typer.Argument(help="The time that it now gives: 10mes, 30dia, 15dia_util …")],
    since: Since,
    act: Act,
    reaches_open: Reaches = False,
) -> None:
    """A new time of a provision."""
    from api.services.changing import AmendmentChange
    from workers.administering import amendment, day_of

    made = amendment(place, time, "", day_of(since), act, reaches_open)
    show(AmendmentChange(act=act, amendment=made))


def show(change: Change) -> None:
    """Print the rows as they are read, and the totals at the end, on the error output."""
    from workers.administering import at_the_door

    totals = at_the_door(lambda door: _print(door, change))
    typer.echo(
        f"{totals.cases} live cases read: {totals.moves} dates move in {totals.moving_cases} cases, "
        f"{totals.stays} would differ and stay",
        err=True,
    )


async def _print(door: Door, change: Change) -> Totals:
    from api.services.changing import Totals, preview
    from api.web.views.alcance import NAMES, cells
    from api.web.views.planilha import csv_text

    totals = Totals()
    sys.stdout.write(csv_text(NAMES, ()))
    async for _, rows in preview(door, change):
        totals.add(rows)
        sys.stdout.write(csv_text((), (cells(row) for row in rows)).partition("\r\n")[2])
    return totals
