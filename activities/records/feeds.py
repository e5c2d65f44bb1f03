"""Statements on the addresses at which calendars read deadlines. Secrets arrive hashed; whoever calls commits."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.tables import FeedRow, UserRow

_NOTED_EACH = timedelta(hours=1)


async def add_feed(session: AsyncSession, feed: FeedRow) -> bool:
    """Keep a new address; False, and nothing is kept, when its id is known: the same form was sent before."""
    made = insert(FeedRow).values(feed.model_dump()).on_conflict_do_nothing(index_elements=["id"])
    return (await session.exec(made.returning(col(FeedRow.id)))).one_or_none() is not None


async def feed_user(session: AsyncSession, secret_hash: str) -> tuple[FeedRow, UserRow] | None:
    """An address and whose it is, while it is not revoked and the user is active."""
    statement = (
        select(FeedRow, UserRow)
        .join(UserRow, col(UserRow.id) == col(FeedRow.user_id))
        .where(col(FeedRow.hash) == secret_hash, col(FeedRow.revoked_at).is_(None), col(UserRow.active).is_(True))
    )
    found = (await session.exec(statement)).one_or_none()
    return (found[0], found[1]) if found else None


async def note_use(session: AsyncSession, feed: FeedRow, now: datetime) -> bool:
    """Note that an address was read, once an hour at most; whether it was noted."""
    if feed.last_used is not None and now - feed.last_used <= _NOTED_EACH:
        return False
    await session.exec(update(FeedRow).where(col(FeedRow.id) == feed.id).values(last_used=now))
    return True


async def list_feeds(session: AsyncSession, user_id: str, limit: int = 50) -> Sequence[FeedRow]:
    """The addresses of a user: those in use, then revoked ones, newest first; the first `limit`."""
    order = (col(FeedRow.revoked_at).is_not(None), col(FeedRow.created_at).desc(), col(FeedRow.id))
    statement = select(FeedRow).where(col(FeedRow.user_id) == user_id).order_by(*order).limit(limit)
    return (await session.exec(statement)).all()


async def count_feeds(session: AsyncSession, user_id: str) -> int:
    """How many addresses of a user can be read."""
    mine = (col(FeedRow.user_id) == user_id, col(FeedRow.revoked_at).is_(None))
    return (await session.exec(select(func.count()).select_from(FeedRow).where(*mine))).one()


async def revoke_feed(session: AsyncSession, user_id: str, feed_id: str, now: datetime) -> bool:
    """Revoke an address of a user; whether there was one to revoke."""
    named = (col(FeedRow.user_id) == user_id, col(FeedRow.id) == feed_id, col(FeedRow.revoked_at).is_(None))
    revoked = update(FeedRow).where(*named).values(revoked_at=now).returning(col(FeedRow.id))
    return (await session.exec(revoked)).one_or_none() is not None
