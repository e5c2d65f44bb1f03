"""The outbox: messages that cases asked for, taken by whoever delivers them and marked when they are gone.

A message is taken for a while (`lease`), not locked: when its deliverer dies it comes up again, so it may arrive twice
but is never lost. `key` lets the receiver tell.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import case, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.tables import NotificationRow

MOST_TRIES = 10
LEASE = timedelta(minutes=2)


async def take_pending(
    session: AsyncSession, now: datetime, limit: int = 50, lease: timedelta = LEASE
) -> Sequence[NotificationRow]:
    """Take up to `limit` messages that are due, oldest first, out of others' sight for `lease`; commits."""
    next_try = col(NotificationRow.next_try_at)
    due = (
        select(NotificationRow)
        .where(col(NotificationRow.status) == "pending", next_try.is_(None) | (next_try <= now))
        .order_by(next_try.nulls_first(), col(NotificationRow.at))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    taken = (await session.exec(due)).all()
    for row in taken:
        row.next_try_at = now + lease
    await session.commit()
    return taken


async def mark_delivered(session: AsyncSession, key: str, now: datetime) -> None:
    """Note that the message was delivered. Whoever calls commits."""
    done = {"status": "delivered", "delivered_at": now, "next_try_at": None, "error": None}
    tries = col(NotificationRow.tries) + 1
    await session.exec(update(NotificationRow).where(col(NotificationRow.key) == key).values(tries=tries, **done))


async def mark_failed(session: AsyncSession, key: str, error: str, next_try_at: datetime) -> None:
    """Note that delivery failed and when to try again; after the tenth try it is given up. Whoever calls commits."""
    tries = col(NotificationRow.tries) + 1
    status = case((tries >= MOST_TRIES, "failed"), else_="pending")
    pending = (col(NotificationRow.key) == key, col(NotificationRow.status) == "pending")
    values = {"tries": tries, "status": status, "error": error[:1000], "next_try_at": next_try_at}
    await session.exec(update(NotificationRow).where(*pending).values(values))


async def notifications_of(session: AsyncSession, user_id: str, limit: int = 50) -> Sequence[NotificationRow]:
    """The messages to one person, newest first."""
    statement = select(NotificationRow).where(col(NotificationRow.to_user) == user_id)
    return (await session.exec(statement.order_by(col(NotificationRow.at).desc()).limit(limit))).all()
