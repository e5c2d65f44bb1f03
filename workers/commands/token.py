"""`tramita token`: API tokens. A token is shown once, when it is made; only its hash is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from workers.commands.records import in_records, refuse, user_called

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
    from api.identity.principal import Scope

    known = [str(item) for item in Scope]
    scopes = scope or [item for item in known if item != Scope.ADMIN]
    if unknown := sorted(set(scopes) - set(known)):
        refuse(f"unknown scope {', '.join(unknown)}: use {', '.join(known)}")
    typer.echo(in_records(lambda session: _create(session, name, user, scopes, days)))


@commands.command("list")
def list_(user: User) -> None:
    """List a user's tokens, never the secrets."""
    for token in in_records(lambda session: _list(session, user)):
        state = "revoked" if token.revoked_at else f"until {token.expires_at:%Y-%m-%d}" if token.expires_at else "open"
        typer.echo(f"{token.name}\t{' '.join(token.scopes)}\t{state}")


@commands.command()
def revoke(name: Name, user: User) -> None:
    """Revoke a token: it stops working at once."""
    if not in_records(lambda session: _revoke(session, name, user)):
        refuse(f"{user} has no token called {name} that still works")
    typer.echo("revoked")


async def _create(session: AsyncSession, name: str, login: str, scopes: list[str], days: int) -> str:
    from sqlalchemy.exc import IntegrityError

    from activities.records import identity
    from api.identity.secrets import digest, new_api_token

    user = await user_called(session, login)
    secret = new_api_token()
    expires_at = datetime.now(UTC) + timedelta(days=days)
    try:
        await identity.add_token(
            session, digest(secret), name=name, user_id=user.id, scopes=scopes, expires_at=expires_at
        )
    except IntegrityError:
        refuse(f"{login} already has a token called {name}")
    return secret


async def _list(session: AsyncSession, login: str) -> list[TokenRow]:
    from activities.records import identity

    return list(await identity.list_tokens(session, (await user_called(session, login)).id))


async def _revoke(session: AsyncSession, name: str, login: str) -> bool:
    from activities.records import identity

    return await identity.revoke_token(session, (await user_called(session, login)).id, name, datetime.now(UTC))
