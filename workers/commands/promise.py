"""`tramita promise`: in how many days the body promises to do an act or to pass a stage, by a dated act."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from workers.commands.records import author

if TYPE_CHECKING:
    from activities.records.promises import Promises

commands = typer.Typer(
    help="Service promises, which are no legal deadlines: list them, make one, withdraw one.", no_args_is_help=True
)

Target = Annotated[str, typer.Argument(help="A task (pmis.analise-de-admissibilidade) or a stage (pmis:oitiva).")]
Act = Annotated[str, typer.Option("--act", help='The act that makes it: "Portaria 12/2026".')]
Since = Annotated[str, typer.Option("--since", help="From when, as 2026-12-01 or 01/12/2026.")]
Decided = Annotated[str, typer.Option("--decided-on", help="The date of the act; by default, that of --since.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(commands, name="promise")


@commands.command("list")
def list_() -> None:
    """Print every promise, with the day from which it holds and its act."""
    known = asyncio.run(_promises())
    for row in known.rows:
        said = f"{row.amount} {row.unit}" if row.amount is not None else "withdrawn"
        typer.echo(f"{row.target}  {row.since}  {said}  [{row.act}] {row.text}")


@commands.command("set")
def set_(
    target: Target,
    days: Annotated[int, typer.Argument(min=1, max=3650, help="In how many days.")],
    text: Annotated[str, typer.Option("--text", help="How the body announces it.")],
    since: Since,
    act: Act,
    decided_on: Decided = "",
    continuous: Annotated[bool, typer.Option("--continuous", help="Continuous days, and not working days.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be late.")] = False,
) -> None:
    """Promise that what is asked from a day on is done in so many days. Says what is late under it already."""
    _make(target, days, "dia_corrido" if continuous else "dia_util", text, since, decided_on or since, act, dry_run)


@commands.command()
def withdraw(target: Target, since: Since, act: Act, decided_on: Decided = "") -> None:
    """Promise nothing of what is asked from a day on."""
    _make(target, None, "dia_util", "Compromisso retirado.", since, decided_on or since, act, dry_run=False)


def _make(
    target: str, days: int | None, unit: str, text: str, since: str, decided_on: str, act: str, dry_run: bool
) -> None:
    from activities.records.tables import ServicePromiseRow
    from api.door import Door
    from api.services import promising
    from workers.administering import at_the_door, day_of
    from workflows.clock import local_date

    row = ServicePromiseRow(
        target=target, amount=days, unit=unit, text=text, since=day_of(since), act=act,
        decided_on=day_of(decided_on), admin_seq=0,
    )  # fmt: skip

    async def make(door: Door) -> promising.Reach:
        if not dry_run:
            await promising.make_promise(door, author(), row)
        async with door.records() as session:
            return await promising.reach_of(session, row, local_date(door.now()))

    reach = at_the_door(make)
    done = "would reach" if dry_run else "reaches"
    typer.echo(f"{reach.open} open, {done} {reach.reached}, {reach.late} late; {reach.late_if_all} if it reached all")


async def _promises() -> Promises:
    from activities.records.engine import make_engine, make_sessions
    from activities.records.promises import load_promises
    from workers.settings import load

    engine = make_engine(load().database, 1)
    try:
        async with make_sessions(engine)() as session:
            return await load_promises(session)
    finally:
        await engine.dispose()
