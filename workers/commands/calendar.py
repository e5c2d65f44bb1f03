"""`tramita calendar`: the working-day calendar, its decrees, and what they move."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from workers.commands.records import author

if TYPE_CHECKING:
    from activities.records.queries.viewer import Viewer
    from workflows.clock import CalendarData

commands = typer.Typer(help="The working-day calendar: show it, enter decreed days and years.", no_args_is_help=True)

Name = Annotated[str, typer.Option("--calendar", help="Which calendar: mt-cuiaba or nacional.")]
Act = Annotated[str, typer.Option("--act", help='The act that decrees it: "Decreto 2.001/2026".')]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(commands, name="calendar")


@commands.command()
def show(calendar: Name = "mt-cuiaba") -> None:
    """Print the days without normal hours, each with the act that says so, and the years whose decree is in."""
    data = asyncio.run(_calendar(calendar))
    for day in sorted(data.days, key=lambda item: item.day):
        typer.echo(f"{day.day:%Y-%m-%d}  {day.kind:<12} {day.name}  [{day.act}]")
    typer.echo(f"decreed years: {', '.join(map(str, data.decreed_years)) or 'none'}")


@commands.command()
def close(
    day: Annotated[str, typer.Argument(help="The day, as 2027-02-08 or 08/02/2027.")],
    act: Act,
    name: Annotated[str, typer.Option("--name", help='What the day is: "Ponto facultativo".')],
    kind: Annotated[str, typer.Option("--kind", help="fechado, fecha_cedo or abre_tarde.")] = "fechado",
    calendar: Name = "mt-cuiaba",
) -> None:
    """Enter a day without normal hours. Open deadlines are counted again; what is announced is never shortened."""
    from api.services.decreeing import decree_days
    from workers.administering import at_the_door, day_of
    from workflows.clock import ClosureKind, SpecialDay

    if kind not in list(ClosureKind):
        raise typer.BadParameter(f"{kind}: use {', '.join(ClosureKind)}")
    special = SpecialDay(day=day_of(day), kind=ClosureKind(kind), name=name, act=act)
    done = at_the_door(lambda door: decree_days(door, _everything(), calendar, act, (special,)))
    for one in done.moved:
        typer.echo(f"{one.deadline}  {one.title}: {one.before or 'suspended'} -> {one.after or 'suspended'}")
    typer.echo(f"version {done.version}: {done.moves} deadlines move, {done.told} open cases told")


@commands.command("decree")
def decree_year_(
    year: Annotated[int, typer.Argument(min=1900, max=2200)], act: Act, calendar: Name = "mt-cuiaba"
) -> None:
    """Say that the decree of a year is in: its dates are no longer provisional. Enter its days first."""
    from api.services import decreeing
    from workers.administering import decree

    decree(lambda door: decreeing.decree_year(door, author(), calendar, act, year))


def _everything() -> Viewer:
    """Whoever enters it from the command line, who sees every case."""
    from activities.records.queries.viewer import Viewer
    from workflows.kernel.roles import ADMINISTRADOR

    return Viewer(user_id=author(), roles=(ADMINISTRADOR.id,))


async def _calendar(name: str) -> CalendarData:
    from activities.records.context import load_calendars
    from activities.records.engine import make_engine, make_sessions
    from workers.settings import load

    engine = make_engine(load().database, 1)
    try:
        async with make_sessions(engine)() as session:
            calendars = await load_calendars(session)
    finally:
        await engine.dispose()
    if name not in calendars:
        raise typer.BadParameter(f"{name}: use {', '.join(sorted(calendars))}")
    return calendars[name]
