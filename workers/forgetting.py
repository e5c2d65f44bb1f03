"""Keeping the records small: what nobody needs any longer is forgotten (expired sessions, keys that nobody sends again,
days set on tasks done), and what was counted is added up."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from activities.records import desk, identity, prints, tallies
from activities.records.engine import Sessions

KEYS_FOR = timedelta(days=30)
"""For so long a request repeated with another body under the same key is found out; what was done stays done once."""
PRINTS_FOR = timedelta(days=7)
EACH_S = 3600.0
ADDED_EACH_S = 60.0
_log = structlog.get_logger("tramita.forgetting")


async def forget_for_ever(sessions: Sessions) -> None:
    """Remove, each hour, expired sessions, idempotency keys older than thirty days, and days to see a task again that
    somebody else has, or that is done. Several may do so at once."""
    while True:
        try:
            async with sessions() as session:
                await identity.forget_old(session, datetime.now(UTC), KEYS_FOR)
                await prints.forget(session, datetime.now(UTC) - PRINTS_FOR)
                await desk.forget_follow_ups(session)
                await session.commit()
        except (SQLAlchemyError, OSError) as error:
            _log.warning("forgetting_failed", error=type(error).__name__)
        await asyncio.sleep(EACH_S)


async def add_up_for_ever(sessions: Sessions) -> None:
    """Add up, each minute, what was counted meanwhile (`activities.records.tallies`). Several may do so at once."""
    while True:
        try:
            async with sessions() as session:
                await tallies.add_up(session)
                await session.commit()
        except (SQLAlchemyError, OSError) as error:
            _log.warning("adding_up_failed", error=type(error).__name__)
        await asyncio.sleep(ADDED_EACH_S)
