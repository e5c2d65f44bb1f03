"""The long-lived things of one API process, made once and handed to whoever needs them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.engine import Sessions, make_engine, make_sessions, transactional
from api.config import ApiSettings
from api.identity.passwords import Passwords
from api.limiting import Limiter
from api.live import Live
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
    """What routes and services work with. `now` is the instant of receipt of what comes in; tests replace it.

    `readings` make sessions whose statements stand alone, `sessions` such as are transactions.
    """

    settings: ApiSettings
    database: AsyncEngine
    readings: Sessions
    sessions: Sessions
    engine: Engine
    passwords: Passwords
    limiter: Limiter = field(default_factory=Limiter)
    now: Callable[[], datetime] = now_utc
    live: Live = field(init=False)
    _works: set[asyncio.Task[object]] = field(default_factory=set)
    _answered: float = float("-inf")

    def __post_init__(self) -> None:
        self.live = Live(self.settings.database_url.get_secret_value())

    def records(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A session to read, or to write one thing at a time: each statement is committed by itself.

        The database answered within the last second; one that restarts is waited for, up to ten.

        Raises:
            OperationalError: when it does not come back in time, or went away since it answered.
        """
        return self._session(self.readings)

    def changes(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A session whose statements are one transaction; otherwise like `records`."""
        return self._session(self.sessions)

    @asynccontextmanager
    async def _session(self, sessions: Sessions) -> AsyncIterator[AsyncSession]:
        session = await self._answering(sessions)
        try:
            yield session
        except (OperationalError, InterfaceError):
            self._answered = float("-inf")
            raise
        finally:
            await session.close()

    async def _answering(self, sessions: Sessions) -> AsyncSession:
        clock = asyncio.get_running_loop().time
        until = clock() + RECORDS_PATIENCE
        while clock() - self._answered > TRUSTED_FOR:
            session = sessions()
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
        return sessions()

    def aside(self, work: Coroutine[object, object, object]) -> None:
        """Do `work` while answers go on; what is unfinished when the process ends is left. It must bear that."""
        task = asyncio.create_task(work)
        self._works.add(task)
        task.add_done_callback(self._works.discard)

    async def close(self) -> None:
        """Give the connections back."""
        for work in self._works:
            work.cancel()
        await asyncio.gather(*self._works, return_exceptions=True)
        await self.live.close()
        await self.database.dispose()


def open_door(settings: ApiSettings) -> Door:
    """Make everything that `settings` describe. Nothing is connected to until it is used."""
    url = settings.database_url.get_secret_value()
    database = make_engine(url, settings.database_pool, autocommit=True, planned_each_time=True)
    key = settings.temporal_api_key
    return Door(
        settings=settings,
        database=database,
        readings=make_sessions(database),
        sessions=make_sessions(transactional(database)),
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
