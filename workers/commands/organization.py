"""`tramita organization`: organisations of the outside, such as OSCs, and who answers for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from workers.commands.records import author, in_records

if TYPE_CHECKING:
    from sqlmodel.ext.asyncio.session import AsyncSession

Cnpj = Annotated[str, typer.Argument(help="CNPJ, numeric or alphanumeric, with or without punctuation.")]
Login = Annotated[str, typer.Argument(help="Login of the person.")]
Named = Annotated[str, typer.Option("--name", help="Name, as in the CNPJ.")]
KnownAs = Annotated[str | None, typer.Option("--known-as", help="A shorter name for the pages.")]

commands = typer.Typer(help="Organisations: register, change, list, who answers for them.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(commands, name="organization")


@commands.command()
def add(cnpj: Cnpj, name: Named, known_as: KnownAs = None) -> None:
    """Register an organisation."""
    from api.services.organizations import add_organization

    made = in_records(lambda session: add_organization(session, author(), cnpj, name, known_as))
    typer.echo(f"{made.name} is {made.id}")


@commands.command()
def change(cnpj: Cnpj, name: Named, known_as: KnownAs = None) -> None:
    """Give an organisation other names; without --known-as it goes by its name."""
    from api.services.organizations import change_organization

    in_records(lambda session: change_organization(session, author(), _id(cnpj), name, known_as))
    typer.echo(f"{name} changed")


@commands.command("list")
def list_() -> None:
    """List the organisations."""
    from activities.records.organizations import list_organizations

    for one in in_records(list_organizations):
        typer.echo(f"{one.cnpj}\t{one.name}\t{one.known_as or '-'}\t{one.id}")


@commands.command()
def link(cnpj: Cnpj, login: Login) -> None:
    """Let a person answer for an organisation, besides those they answer for already."""
    from api.services.organizations import link as link_to

    in_records(lambda session: link_to(session, author(), _id(cnpj), login))
    typer.echo(f"{login} answers for it")


@commands.command()
def unlink(cnpj: Cnpj, login: Login) -> None:
    """Let a person answer for an organisation no more."""
    in_records(lambda session: _unlink(session, cnpj, login))
    typer.echo(f"{login} answers for it no more")


async def _unlink(session: AsyncSession, cnpj: str, login: str) -> None:
    from api.services.organizations import unlink as unlink_from
    from api.services.people import user_called

    await unlink_from(session, author(), _id(cnpj), (await user_called(session, login)).id)


def _id(cnpj: str) -> str:
    from activities.parties import party_of

    return party_of(cnpj)
