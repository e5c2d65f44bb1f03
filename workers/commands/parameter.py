"""`tramita parameter`, `tramita policy` and `tramita amend`: what the norms leave to the body, set by a dated act."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from workers.commands.records import author

commands = typer.Typer(help="What the norms leave open: list the parameters, set one by an act.", no_args_is_help=True)

Act = Annotated[str, typer.Option("--act", help='The act that sets it: "Portaria 12/2026".')]
Since = Annotated[str, typer.Option("--since", help="From when, as 2026-12-01 or 01/12/2026.")]

Reaches = Annotated[bool, typer.Option("--reaches-open", help="The act says that it reaches what is open already.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(commands, name="parameter")
    app.command()(policy)
    app.command()(amend)


@commands.command("list")
def list_() -> None:
    """Print every parameter with its provision and the norm's own value."""
    from workflows.norms import parameters

    for parameter in parameters():
        default = "-" if parameter.default is None else parameter.default
        typer.echo(f"{parameter.key}  {default}  {parameter.provision.citation}: {parameter.description}")


@commands.command("set")
def set_(
    key: str, value: Annotated[str, typer.Argument(help="JSON: 30, \"secretario\", null …")], since: Since, act: Act,
    reaches_open: Reaches = False,
) -> None:  # fmt: skip
    """Set a parameter from a day on. A value outside what the law allows is refused with the provision."""
    from api.services import decreeing
    from workers.administering import day_of, decree
    from workflows.norms import ParameterError, UnknownParameter

    day = day_of(since)
    try:
        read = json.loads(value)
        decree(lambda door: decreeing.set_parameter(door, author(), act, key, read, day, reaches_open=reaches_open))
    except json.JSONDecodeError:
        raise typer.BadParameter(f"{value} is not JSON: write texts in quotes") from None
    except (ParameterError, UnknownParameter) as refused:
        raise typer.BadParameter(str(refused)) from None


def amend(
    place: Annotated[str, typer.Argument(help="The provision, as dec-167:art-14:par-1.")],
    text: Annotated[str, typer.Argument(help="What it now says, in one sentence.")],
    since: Since,
    act: Act,
    time: Annotated[str, typer.Option("--time", help="The time that it now gives: 10mes, 30dia …")] = "",
    reaches_open: Reaches = False,
) -> None:
    """Enter a new text of a provision. Cases that began before keep the older one unless the act reaches them."""
    from api.services import decreeing
    from api.services.changing import AmendmentChange
    from workers.administering import amendment, day_of, decree

    made = amendment(place, time, text, day_of(since), act, reaches_open)
    decree(lambda door: decreeing.enter(door, author(), AmendmentChange(act=act, amendment=made)))


def policy(
    name: Annotated[str, typer.Argument(help="prudente, decreto_literal or lei_7692.")],
    since: Since,
    act: Act,
    reaches_open: Reaches = False,
) -> None:
    """Choose how days are counted from a day on. Open deadlines keep theirs unless the act says otherwise."""
    from api.services import decreeing
    from workers.administering import day_of, decree
    from workflows.clock import Policy

    if name not in list(Policy):
        raise typer.BadParameter(f"{name}: use {', '.join(Policy)}")
    day, chosen = day_of(since), Policy(name)
    decree(lambda door: decreeing.set_policy(door, author(), act, chosen, day, reaches_open))
