"""`tramita user`: the people and systems that may enter, and the units they work in."""

from __future__ import annotations

import hashlib
import secrets
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workers.commands.records import in_records, refuse, user_called

if TYPE_CHECKING:
    from sqlmodel.ext.asyncio.session import AsyncSession

    from activities.records.tables import UserRow

SHORTEST_PASSWORD = 12
"""Length is what protects: no mixture of signs is asked for (NIST SP 800-63B, 5.1.1)."""

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


def party_of(cnpj: str) -> str:
    """The opaque id of an organisation: always the same for a CNPJ, which it does not show."""
    characters = "".join(char for char in cnpj if char.isalnum()).upper()
    return f"org-{hashlib.sha256(characters.encode()).hexdigest()[:16]}"


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
    values = {"name": name, "email": email, "unit": unit, "roles": _roles(role), "parties": _parties(party, cnpj)}
    password_hash = _new_password()
    in_records(lambda session: _add(session, login, {**values, "password_hash": password_hash}))
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
    given = {
        "name": name, "email": email, "unit": unit,
        "roles": _roles(role) if role else None,
        "parties": _parties(party, cnpj) if party or cnpj else None,
    }  # fmt: skip
    values = {field: value for field, value in given.items() if value is not None}
    if not values:
        refuse("say what changes: --name, --email, --unit, --role, --party or --cnpj")
    in_records(lambda session: _change(session, login, values))
    typer.echo(f"{login} changed")


@commands.command()
def password(login: Login) -> None:
    """Set a new password, asked for or read from standard input; who is signed in as this user is signed out."""
    password_hash = _new_password()
    in_records(lambda session: _change(session, login, {"password_hash": password_hash}, sign_out=True))
    typer.echo(f"{login} has a new password")


@commands.command()
def leave(login: Login) -> None:
    """Let the user enter no more, by page or token. What they did stays theirs."""
    in_records(lambda session: _change(session, login, {"active": False}, sign_out=True))
    typer.echo(f"{login} may no longer enter")


@commands.command("return")
def return_(login: Login) -> None:
    """Let a user who had left enter again."""
    in_records(lambda session: _change(session, login, {"active": True}))
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
    from activities.records import identity
    from activities.records.tables import UnitRow

    row = UnitRow(id=id, name=name, roles=_roles(role))
    in_records(lambda session: identity.put_unit(session, row))
    typer.echo(f"unit {id} is {name}")


async def _add(session: AsyncSession, login: str, values: dict[str, Any]) -> None:
    from activities.records import identity
    from activities.records.tables import UserRow

    if await identity.user_by_login(session, login) is not None:
        refuse(f"there is already a user {login}: use tramita user change")
    await _put(session, UserRow(id=f"u-{secrets.token_hex(8)}", login=login, **values))


async def _change(session: AsyncSession, login: str, values: dict[str, Any], *, sign_out: bool = False) -> None:
    from activities.records import identity
    from activities.records.tables import UserRow

    user = await user_called(session, login)
    await _put(session, UserRow(**{**user.model_dump(), **values}))
    if sign_out:
        await identity.end_sessions_of(session, user.id)


async def _put(session: AsyncSession, row: UserRow) -> None:
    from activities.records import identity

    known = [unit.id for unit in await identity.list_units(session)]
    if row.unit is not None and row.unit not in known:
        refuse(f"there is no unit {row.unit}: {', '.join(known) or 'make one with tramita user unit'}")
    await identity.put_user(session, row)


def _roles(given: list[str] | None) -> list[str]:
    from workflows.kernel.roles import ROLES

    if unknown := sorted(set(given or ()) - set(ROLES)):
        refuse(f"unknown role {', '.join(unknown)}: use {', '.join(ROLES)}")
    return given or []


def _parties(given: list[str] | None, cnpjs: list[str] | None) -> list[str]:
    from pydantic import TypeAdapter, ValidationError

    from workflows.parcerias.formularios import Cnpj

    known = TypeAdapter(Cnpj)
    for cnpj in cnpjs or ():
        try:
            known.validate_python(cnpj)
        except ValidationError:
            refuse(f"{cnpj} is not a CNPJ: its check digits do not fit")
    return [*(given or ()), *map(party_of, cnpjs or ())]


def _new_password() -> str:
    from api.identity.passwords import Passwords

    if sys.stdin.isatty():
        given = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        given = sys.stdin.readline().rstrip("\n")
    if len(given) < SHORTEST_PASSWORD:
        refuse(f"a password has at least {SHORTEST_PASSWORD} characters")
    return Passwords().hash(given)
