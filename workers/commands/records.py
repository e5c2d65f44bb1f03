"""What the commands about people share: one transaction on the configured records, its author, and refusals in a
sentence."""

from __future__ import annotations

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from sqlmodel.ext.asyncio.session import AsyncSession

    from api.services.people import Refused

T = TypeVar("T")

SENTENCES = {
    "no-user": "there is no user {value}",
    "login-taken": "there is already a user {value}: use tramita user change",
    "login-form": "{value} cannot be a login: use letters, digits and . _ - @",
    "role": "unknown role {value}: use {known}",
    "unit": "there is no unit {value}: {known}",
    "unit-form": "{value} cannot be the id of a unit: use small letters, digits and -",
    "cnpj": "{value} is not a CNPJ: its check digits do not fit",
    "party": "{value} cannot be the id of an organisation",
    "short-password": "a password has at least {known} characters",
    "last-administrator": "{value} is the last administrator: make another one first",
    "token-taken": "{known} already has a token called {value}",
    "scope": "unknown scope {value}: use {known}",
    "no-token": "{known} has no token called {value} that still works",
    "no-organization": "there is no organisation {value}: use tramita organization add",
    "organization-taken": "there is already an organisation with the CNPJ {value}",
}
"""What is said for each reason of `api.services.people.Wrong`."""


def author() -> str:
    """Who uses a command, as the administrative record names them: the user of the operating system, marked so."""
    from activities.records.administration import OS_USER

    try:
        return OS_USER + getpass.getuser()
    except (KeyError, OSError):
        return OS_USER + "?"


def in_records(work: Callable[[AsyncSession], Awaitable[T]]) -> T:
    """Do `work` in one transaction on the configured records. What it refuses ends the command in a sentence."""
    from activities.records.engine import make_engine, make_sessions
    from api.services.people import Refused
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

    try:
        return asyncio.run(run())
    except Refused as refused:
        refuse(sentence(refused))


def sentence(refused: Refused) -> str:
    """The refusal in the language of the commands."""
    known = ", ".join(refused.known) or "make one with tramita user unit"
    return SENTENCES[refused.wrong].format(value=refused.value, known=known)


def refuse(said: str) -> NoReturn:
    """End the command with exit code 1, saying why."""
    typer.echo(f"tramita: {said}", err=True)
    raise typer.Exit(1)
