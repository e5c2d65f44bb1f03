"""Hearing what is recorded, at the moment it is: each turn notifies the channel `CHANNEL` within its transaction."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
from pydantic import BaseModel, ConfigDict

CHANNEL = "tramita_moved"


class Moved(BaseModel):
    """That a case went on, up to the fact `seq`. Ids only: what happened is read by whoever may.

    `to` are those whose tasks changed, as `cases.concerned` names them ("u:" a person, "r:" a role); None when they are
    too many to tell.
    """

    model_config = ConfigDict(frozen=True)

    case: str
    seq: int
    to: frozenset[str] | None = None


@asynccontextmanager
async def hearing(database_url: str) -> AsyncIterator[AsyncIterator[Moved]]:
    """What is recorded from here on, heard on a connection of its own.

    Raises:
        psycopg.Error: when there is no connection, or it is lost.
    """
    url = database_url.replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute(f"LISTEN {CHANNEL}".encode())
        yield (Moved.model_validate_json(note.payload) async for note in connection.notifies())
