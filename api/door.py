"""The long-lived things of one API process, made once and handed to whoever needs them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.engine import Sessions, make_engine, make_sessions
from api.config import ApiSettings
from api.identity.passwords import Passwords
from api.limiting import Limiter
from api.services.engine import Engine

RECORDS_PATIENCE = 10.0
TRUSTED_FOR = 1.0
"""For so many seconds after the database has answered it is not asked again whether it does: asking costs as much as
reading."""


def now_utc() -> datetime:
    """The instant, aware."""
    return datetime.now(UTC)


@dataclass
class Door:
    """What routes and services work with. `now` is the instant of receipt of what comes in; tests replace it."""

    settings: ApiSettings
    database: AsyncEngine
    sessions: Sessions
    engine: Engine
    passwords: Passwords
    limiter: Limiter = field(default_factory=Limiter)
    now: Callable[[], datetime] = now_utc
    _answered: float = float("-inf")

    @asynccontextmanager
    async def records(self) -> AsyncIterator[AsyncSession]:
        """A session on a database that answered within the last second; waits up to ten for one that restarts.

        Raises:
            OperationalError: when it does not come back in time, or went away since it answered.
        """
        session = await self._answering()
        try:
            yield session
        except (OperationalError, InterfaceError):
            self._answered = float("-inf")
            raise
        finally:
            await session.close()

    async def _answering(self) -> AsyncSession:
        clock = asyncio.get_running_loop().time
        until = clock() + RECORDS_PATIENCE
        while clock() - self._answered > TRUSTED_FOR:
            session = self.sessions()
            try:
                await (await session.connection()).execute(text("SELECT 1"))
            except (OperationalError, InterfaceError):
                await session.close()
                if clock() >= until:
                    raise
                await asyncio.sleep(0.2)
            else:
                self._answered = clock()
                return session
        return self.sessions()

    async def close(self) -> None:
        """Give the connections back."""
        await self.database.dispose()


def open_door(settings: ApiSettings) -> Door:
    """Make everything that `settings` describe. Nothing is connected to until it is used."""
    database = make_engine(settings.database_url.get_secret_value(), settings.database_pool)
    key = settings.temporal_api_key
    return Door(
        settings=settings,
        database=database,
        sessions=make_sessions(database),
        engine=Engine(
            settings.temporal_address,
            settings.temporal_namespace,
            settings.task_queue,
            settings.engine_patience,
            api_key=key.get_secret_value() if key else None,
            tls=settings.temporal_tls,
        ),
        passwords=Passwords(settings.password_checks_at_once),
    )
