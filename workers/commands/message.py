"""`tramita message`: the texts of the messages that cases send, and another in their place by a dated act."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workers.commands.records import author

if TYPE_CHECKING:
    from collections.abc import Sequence

    from activities.records.tables import MessageTextRow

commands = typer.Typer(help="Texts of messages: list them, show one, replace one, restore one.", no_args_is_help=True)

Kind = Annotated[str, typer.Argument(help="The kind of message, as `tramita message list` names it.")]
Act = Annotated[str, typer.Option("--act", help='The act that sets it: "Portaria 12/2026".')]
Since = Annotated[str, typer.Option("--since", help="From when, as 2026-12-01 or 01/12/2026.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(commands, name="message")


@commands.command("list")
def list_() -> None:
    """Print every kind of message with its own subject and the values it offers."""
    import workflows.procedures  # noqa: F401  (registers what the procedures send)
    from workflows.kernel.texts import texts

    for text in texts():
        places = " ".join(f"{{{one.name}}}{'*' if one.mandatory else ''}" for one in text.places)
        typer.echo(f"{text.kind}  {text.subject}  [{places}]")


@commands.command()
def show(kind: Kind) -> None:
    """Print a message's own text, and those that acts gave it, newest first."""
    import workflows.procedures  # noqa: F401  (registers what the procedures send)
    from workflows.kernel.texts import text_named

    text = text_named(kind)
    if text is None:
        raise typer.BadParameter(f"there is no message {kind} whose text may be replaced")
    typer.echo(f"original  {text.subject}\n{text.body}")
    for row in asyncio.run(_rows(kind)):
        typer.echo(f"{row.since}  [{row.act}]  {row.subject or 'original again'}\n{row.body or ''}".rstrip())


@commands.command("set")
def set_(
    kind: Kind,
    subject: Annotated[str, typer.Option("--subject", help="With {names} of values.")],
    file: Annotated[Path, typer.Option("--body", exists=True, dir_okay=False, help="A UTF-8 file with the body.")],
    since: Since,
    act: Act,
) -> None:
    """Give a message another text from a day on. An unknown value, or a missing one, is refused."""
    _set(kind, subject, file.read_text(encoding="utf-8").strip(), since, act)


@commands.command()
def restore(kind: Kind, since: Since, act: Act) -> None:
    """Give a message its own text again from a day on."""
    _set(kind, None, None, since, act)


def _set(kind: str, subject: str | None, body: str | None, since: str, act: str) -> None:
    from api.services import wording
    from workers.administering import at_the_door, day_of

    day = day_of(since)
    seq = at_the_door(lambda door: wording.set_text(door, author(), kind, subject, body, act, day))
    typer.echo(f"administrative fact {seq}: {kind} from {day}")


async def _rows(kind: str) -> Sequence[MessageTextRow]:
    from activities.records.engine import make_engine, make_sessions
    from activities.records.texts import list_texts
    from workers.settings import load

    engine = make_engine(load().database, 1)
    try:
        async with make_sessions(engine)() as session:
            return await list_texts(session, kind)
    finally:
        await engine.dispose()
