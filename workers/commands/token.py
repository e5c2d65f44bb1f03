"""`tramita token`: API tokens. A token is shown once, when it is made; only its hash is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from sqlmodel.ext.asyncio.session import AsyncSession

    from activities.records.tables import TokenRow, UserRow

T = TypeVar("T")
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
        _refuse(f"unknown scope {', '.join(unknown)}: use {', '.join(known)}")
    typer.echo(_in_records(lambda session: _create(session, name, user, scopes, days)))


@commands.command("list")
def list_(user: User) -> None:
    """List a user's tokens, never the secrets."""
    for token in _in_records(lambda session: _list(session, user)):
        state = "revoked" if token.revoked_at else f"until {token.expires_at:%Y-%m-%d}" if token.expires_at else "open"
        typer.echo(f"{token.name}\t{' '.join(token.scopes)}\t{state}")


@commands.command()
def revoke(name: Name, user: User) -> None:
    """Revoke a token: it stops working at once."""
    if not _in_records(lambda session: _revoke(session, name, user)):
        _refuse(f"{user} has no token called {name} that still works")
    typer.echo("revoked")


async def _create(session: AsyncSession, name: str, login: str, scopes: list[str], days: int) -> str:
    from sqlalchemy.exc import IntegrityError

    from activities.records import identity
    from api.identity.secrets import digest, new_api_token

    user = await _user(session, login)
    secret = new_api_token()
    expires_at = datetime.now(UTC) + timedelta(days=days)
    try:
        await identity.add_token(
            session, digest(secret), name=name, user_id=user.id, scopes=scopes, expires_at=expires_at
        )
    except IntegrityError:
        _refuse(f"{login} already has a token called {name}")
    return secret


async def _list(session: AsyncSession, login: str) -> list[TokenRow]:
    from activities.records import identity

    return list(await identity.list_tokens(session, (await _user(session, login)).id))


async def _revoke(session: AsyncSession, name: str, login: str) -> bool:
    from activities.records import identity

    return await identity.revoke_token(session, (await _user(session, login)).id, name, datetime.now(UTC))


async def _user(session: AsyncSession, login: str) -> UserRow:
    from activities.records import identity

    user = await identity.user_by_login(session, login)
    if user is None:
        _refuse(f"there is no user {login}")
    return user


def _in_records(work: Callable[[AsyncSession], Awaitable[T]]) -> T:
    """Do `work` in one transaction on the configured records."""
    from activities.records.engine import make_engine, make_sessions
    from workers.settings import load

    async def run() -> T:
        engine = make_engine(load().database, 1)
        try:
            async with make_sessions(engine)() as session:
                result = await work(session)
                await session.commit()
                return result
        finally:
            await engine.dispose()

    return asyncio.run(run())


def _refuse(sentence: str) -> NoReturn:
    typer.echo(f"tramita: {sentence}", err=True)
    raise typer.Exit(1)
