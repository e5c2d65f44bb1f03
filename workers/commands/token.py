"""`tramita token`: API tokens. A token is shown once, when it is made; only its hash is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from workers.commands.records import author, in_records

if TYPE_CHECKING:
    from sqlmodel.ext.asyncio.session import AsyncSession

    from activities.records.tables import TokenRow

Name = Annotated[str, typer.Option("--name", help="What the token is called: one per user.")]
User = Annotated[str, typer.Option("--user", help="Login of the user it acts for.")]

commands = typer.Typer(help="API tokens: make, list, revoke.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(commands, name="token")


@commands.command()
def create(
    name: Name,
    user: User,
    scope: Annotated[
        list[str] | None, typer.Option("--scope", help="read, act, start or admin; all but admin.")
    ] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=3650, help="Days until it expires.")] = 365,
) -> None:
    """Make a token and print it, this once."""
    typer.echo(in_records(lambda session: _create(session, name, user, scope or [], days)))


@commands.command("list")
def list_(user: User) -> None:
    """List a user's tokens, never the secrets."""
    for token in in_records(lambda session: _list(session, user)):
        state = "revoked" if token.revoked_at else f"until {token.expires_at:%Y-%m-%d}" if token.expires_at else "open"
        typer.echo(f"{token.name}\t{' '.join(token.scopes)}\t{state}")


@commands.command()
def revoke(name: Name, user: User) -> None:
    """Revoke a token: it stops working at once."""
    in_records(lambda session: _revoke(session, name, user))
    typer.echo("revoked")


async def _create(session: AsyncSession, name: str, login: str, scopes: list[str], days: int) -> str:
    from api.services import people

    user = await people.user_called(session, login)
    expires_at = people.expiry(datetime.now(UTC), days)
    return await people.make_token(session, author(), user.id, name, scopes, expires_at)


async def _list(session: AsyncSession, login: str) -> list[TokenRow]:
    from activities.records import identity
    from api.services import people

    return list(await identity.list_tokens(session, (await people.user_called(session, login)).id))


async def _revoke(session: AsyncSession, name: str, login: str) -> None:
    from api.services import people

    user = await people.user_called(session, login)
    await people.revoke_token(session, author(), user.id, name, datetime.now(UTC))
