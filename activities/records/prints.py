"""Long things to print: asked for by pages, taken up by workers, found again by whoever asked.

What is printed is a reading of a case as it stood at `key`; nothing rests on it, and it is forgotten after some days.
"""

import hashlib
import uuid
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.tables import ContentRow, PrintRow

LEASE = timedelta(minutes=5)
"""A worker that has not said anything for so long has died: another takes the print up."""
MOST_TRIES = 3

_TAKE = text("""
UPDATE prints SET taken_at = now(), tries = tries + 1
 WHERE id = (SELECT id FROM prints
              WHERE status = 'pending' AND tries < :most AND (taken_at IS NULL OR taken_at < now() - :lease)
              ORDER BY asked_at FOR UPDATE SKIP LOCKED LIMIT 1)
RETURNING id
""")
_GIVE_UP = text("""
UPDATE prints SET status = 'failed'
 WHERE status = 'pending' AND tries >= :most AND (taken_at IS NULL OR taken_at < now() - :lease)
""")
_TELL = text("UPDATE prints SET done = :done, total = :total, taken_at = now() WHERE id = :id AND status = 'pending'")
_FINISH = text("""
UPDATE prints SET status = 'ready', sha256 = :sha256, done = total WHERE id = :id AND status = 'pending'
""")
_LET_GO = text("UPDATE prints SET taken_at = NULL WHERE id = :id AND status = 'pending'")
_FORGET = text("""
WITH gone AS (DELETE FROM prints WHERE asked_at < :before RETURNING sha256)
SELECT DISTINCT sha256 FROM gone WHERE sha256 IS NOT NULL
""")
_DROP = text("DELETE FROM contents WHERE sha256 = :sha256")


async def ask(session: AsyncSession, case_id: str, key: str, asked_by: str) -> PrintRow:
    """The print of `case_id` at `key` for a person: the one they asked for before, unless it failed. Commits."""
    made = {"id": uuid.uuid4().hex, "case_id": case_id, "key": key, "asked_by": asked_by}
    statement = insert(PrintRow).values(made)
    again = {"status": "pending", "tries": 0, "taken_at": None}
    await session.exec(
        statement.on_conflict_do_update(
            index_elements=["case_id", "key", "asked_by"], set_=again, where=col(PrintRow.status) == "failed"
        )
    )
    await session.commit()
    same = (col(PrintRow.case_id) == case_id, col(PrintRow.key) == key, col(PrintRow.asked_by) == asked_by)
    return (await session.exec(select(PrintRow).where(*same))).one()


async def find(session: AsyncSession, id: str, asked_by: str) -> PrintRow | None:
    """A print that this person asked for."""
    row = await session.get(PrintRow, id, populate_existing=True)
    return row if row is not None and row.asked_by == asked_by else None


async def take(session: AsyncSession) -> PrintRow | None:
    """The next print to make, which nobody else then takes; None when there is none. Commits."""
    connection = await session.connection()
    most = {"most": MOST_TRIES, "lease": LEASE}
    await connection.execute(_GIVE_UP, most)
    taken = (await connection.execute(_TAKE, most)).scalar_one_or_none()
    await session.commit()
    return await session.get(PrintRow, taken, populate_existing=True) if taken else None


async def tell(session: AsyncSession, id: str, done: int, total: int) -> None:
    """So far a print has come; whoever tells keeps it. Commits."""
    await (await session.connection()).execute(_TELL, {"id": id, "done": done, "total": total})
    await session.commit()


async def finish(session: AsyncSession, id: str, content: bytes) -> None:
    """Keep what was printed. Commits."""
    sha256 = hashlib.sha256(content).hexdigest()
    kept = {"sha256": sha256, "size": len(content), "content": content}
    await session.exec(insert(ContentRow).values(kept).on_conflict_do_nothing())
    await (await session.connection()).execute(_FINISH, {"id": id, "sha256": sha256})
    await session.commit()


async def let_go(session: AsyncSession, id: str) -> None:
    """It went wrong this time: anybody may try again, so often and no more. Commits."""
    await (await session.connection()).execute(_LET_GO, {"id": id})
    await session.commit()


async def forget(session: AsyncSession, before: datetime) -> None:
    """Forget prints asked for before an instant, and bytes that nothing else holds. Whoever calls commits."""
    connection = await session.connection()
    for sha256 in (await connection.execute(_FORGET, {"before": before})).scalars().all():
        try:
            async with connection.begin_nested():
                await connection.execute(_DROP, {"sha256": sha256})
        except IntegrityError:
            continue  # something else holds the same bytes
