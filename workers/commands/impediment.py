"""`tramita impediment`: which persons take no part in the matters of which organisations."""

from __future__ import annotations

from typing import Annotated

import typer

from workers.commands.records import author, in_records

commands = typer.Typer(help="Links between persons and organisations that keep the persons out.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(commands, name="impediment")


@commands.command()
def add(
    login: Annotated[str, typer.Argument(help="Login of the person.")],
    cnpj: Annotated[str, typer.Argument(help="CNPJ of the organisation.")],
    since: Annotated[str, typer.Option("--since", help="First day on which it keeps the person out.")],
    act: Annotated[str, typer.Option("--act", help='By which act it is known: "Declaração 3/2026".')],
    until: Annotated[
        str | None,
        typer.Option("--until", help="Last such day; five years after the link ended, by art. 27. Without it, no end."),
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="What links them, as the pages ask: associado, dirigente, empregado…")
    ] = None,
) -> None:
    """Enter a link; open cases about the organisation keep the person out from now on."""
    from activities.parties import party_of
    from api.services import decreeing
    from workers.administering import day_of, decree
    from workflows.kernel.state import Link
    from workflows.parcerias.regras_impedimento import Vinculo

    if kind is not None and kind not in list(Vinculo):
        raise typer.BadParameter(f"no link is called {kind!r}; there are: {', '.join(Vinculo)}")
    last = day_of(until) if until else None
    link = Link(user="", party=party_of(cnpj), since=day_of(since), until=last, act=act, kind=kind or "")
    if last is not None and last < link.since:
        raise typer.BadParameter("the last day comes before the first")
    decree(lambda door: decreeing.set_link(door, author(), login, link))


@commands.command("list")
def list_() -> None:
    """List the links, by person and day."""
    from activities.records.context import list_links

    for one in in_records(list_links):
        typer.echo(f"{one.user}\t{one.party}\t{one.since}\t{one.until or '-'}\t{one.act}\t{one.kind or '-'}")
