"""`tramita user`: the people and systems that may enter, and the units they work in."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from workers.commands.records import author, in_records, refuse, sentence

if TYPE_CHECKING:
    from sqlmodel.ext.asyncio.session import AsyncSession

T = TypeVar("T")

Login = Annotated[str, typer.Argument(help="The name they sign in with.")]
Named = Annotated[str | None, typer.Option("--name", help="Name, as it is shown.")]
Email = Annotated[str | None, typer.Option("--email", help="Where messages go.")]
Unit = Annotated[str | None, typer.Option("--unit", help="Id of their unit.")]
Roles = Annotated[list[str] | None, typer.Option("--role", help="What they may do; repeat for more than one.")]
Parties = Annotated[list[str] | None, typer.Option("--party", help="Id of an organisation they answer for.")]
Cnpjs = Annotated[list[str] | None, typer.Option("--cnpj", help="The same, by the organisation's CNPJ.")]

commands = typer.Typer(help="Users and units: add, change, list.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(commands, name="user")


@commands.command()
def add(
    login: Login,
    name: Annotated[str, typer.Option("--name", help="Name, as it is shown.")],
    email: Email = None,
    unit: Unit = None,
    role: Roles = None,
    party: Parties = None,
    cnpj: Cnpjs = None,
) -> None:
    """Make a user. The password is asked for, or read from standard input."""
    from api.services import people

    values = {"login": login, "name": name, "email": email, "unit": unit,
              "roles": _roles(role), "parties": _parties(party, cnpj)}  # fmt: skip
    password_hash = _new_password()
    in_records(lambda session: people.add_user(session, author(), values, password_hash))
    typer.echo(f"{login} may sign in")


@commands.command()
def change(
    login: Login,
    name: Named = None,
    email: Email = None,
    unit: Unit = None,
    role: Roles = None,
    party: Parties = None,
    cnpj: Cnpjs = None,
) -> None:
    """Change what is given and leave the rest. Roles and organisations are replaced, not added to."""
    from api.services import people

    given = {
        "name": name, "email": email, "unit": unit,
        "roles": _roles(role) if role else None,
        "parties": _parties(party, cnpj) if party or cnpj else None,
    }  # fmt: skip
    values = {field: value for field, value in given.items() if value is not None}
    if not values:
        refuse("say what changes: --name, --email, --unit, --role, --party or --cnpj")
    in_records(lambda session: _of(session, login, people.change_user, values))
    typer.echo(f"{login} changed")


@commands.command()
def password(login: Login) -> None:
    """Set a new password, asked for or read from standard input; who is signed in as this user is signed out."""
    from api.services import people

    password_hash = _new_password()
    in_records(lambda session: _of(session, login, people.set_password, password_hash))
    typer.echo(f"{login} has a new password")


@commands.command()
def leave(login: Login) -> None:
    """Let the user enter no more, by page or token. What they did stays theirs."""
    from api.services import people

    in_records(lambda session: _of(session, login, people.set_active, False))
    typer.echo(f"{login} may no longer enter")


@commands.command("return")
def return_(login: Login) -> None:
    """Let a user who had left enter again."""
    from api.services import people

    in_records(lambda session: _of(session, login, people.set_active, True))
    typer.echo(f"{login} may enter again")


@commands.command("list")
def list_() -> None:
    """List the users who may enter."""
    from activities.records import identity

    for user in in_records(identity.list_users):
        typer.echo(f"{user.login}\t{user.name}\t{user.unit or '-'}\t{' '.join(user.roles) or '-'}")


@commands.command()
def unit(
    id: Annotated[str, typer.Argument(help="Short id, such as parcerias.")],
    name: Annotated[str, typer.Option("--name", help="Name, as it is shown.")],
    role: Roles = None,
) -> None:
    """Make a unit, or make the one with this id like this. Its inbox is what is asked of its roles."""
    from api.services import people

    in_records(lambda session: people.put_unit(session, author(), id, name, role or ()))
    typer.echo(f"unit {id} is {name}")


async def _of(session: AsyncSession, login: str, change: Any, *given: Any) -> None:
    """Do `change` (a function of `api.services.people`) to the user with this login."""
    from api.services import people

    await change(session, author(), (await people.user_called(session, login)).id, *given)


def _roles(given: list[str] | None) -> list[str]:
    from api.services import people

    return _or_refuse(lambda: people.checked_roles(given or ()))


def _parties(given: list[str] | None, cnpjs: list[str] | None) -> list[str]:
    from api.services import people

    return _or_refuse(lambda: [*people.checked_parties(given or ()), *people.checked_cnpjs(cnpjs or ())])


def _new_password() -> str:
    from api.identity.passwords import Passwords
    from api.services import people

    if sys.stdin.isatty():
        given = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        given = sys.stdin.readline().rstrip("\n")
    return Passwords().hash(_or_refuse(lambda: people.checked_password(given)))


def _or_refuse(read: Callable[[], T]) -> T:
    """What `read` answers; what it refuses ends the command before anything is asked or done."""
    from api.services.people import Refused

    try:
        return read()
    except Refused as refused:
        refuse(sentence(refused))
