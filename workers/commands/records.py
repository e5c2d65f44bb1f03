"""What the commands about people share: one transaction on the configured records, and refusals in a sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from sqlmodel.ext.asyncio.session import AsyncSession

    from activities.records.tables import UserRow

T = TypeVar("T")


def in_records(work: Callable[[AsyncSession], Awaitable[T]]) -> T:
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


async def user_called(session: AsyncSession, login: str) -> UserRow:
    """The user with this login. Refuses the command if there is none."""
    from activities.records import identity

    user = await identity.user_by_login(session, login)
    if user is None:
        refuse(f"there is no user {login}")
    return user


def refuse(sentence: str) -> NoReturn:
    """End the command with exit code 1, saying why."""
    typer.echo(f"tramita: {sentence}", err=True)
    raise typer.Exit(1)
