"""Whether what the service stands on answers."""

import asyncio

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from activities.records.migrate import current_is_head
from api.door import Door


async def check(door: Door) -> dict[str, bool]:
    """`records`, `migrations`, `engine`: each true when it answers, and the migrations when none is missing."""
    records, engine = await asyncio.gather(_records(door), door.engine.answers())
    migrations = records and await _migrated(door)
    return {"records": records, "migrations": migrations, "engine": engine}


async def _records(door: Door) -> bool:
    try:
        async with asyncio.timeout(2), door.sessions() as session:
            await (await session.connection()).execute(text("SELECT 1"))
    except (SQLAlchemyError, TimeoutError):
        return False
    return True


async def _migrated(door: Door) -> bool:
    try:
        return await asyncio.to_thread(current_is_head, door.settings.database_url.get_secret_value())
    except SQLAlchemyError:
        return False
