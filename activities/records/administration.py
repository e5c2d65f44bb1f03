"""The record of administrative acts: who changed people, tokens, calendars, parameters or policy, chained by hash.

Secrets never enter it, and of an e-mail address only what tells it from another. The chain follows the rule of
`activities.records.chain`, with the keys `act`, `at`, `author`, `data`, `seq` and `what`; before the first fact stands
the SHA-256 of `tramita`. Whoever calls commits.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.chain import Break, digest, dump, genesis, plain, rfc3339
from activities.records.tables import AdminFactRow, ContextRow

CHAIN = "tramita"
OS_USER = "os:"
"""Before the name of an operating system's user: an author who used a command, not a page."""


class What(StrEnum):
    """What was done."""

    USER_ADDED = "user-added"
    USER_CHANGED = "user-changed"
    USER_PASSWORD = "user-password"
    USER_LEFT = "user-left"
    USER_RETURNED = "user-returned"
    UNIT = "unit"
    ORGANIZATION = "organization"
    TOKEN_MADE = "token-made"
    TOKEN_REVOKED = "token-revoked"
    CALENDAR_DAYS = "calendar-days"
    CALENDAR_YEAR = "calendar-year"
    PARAMETER = "parameter"
    INDEX_SERIES = "index-series"
    POLICY = "policy"
    AMENDMENT = "norm-amendment"
    PERSON_LINK = "person-link"
    PROMISE = "promise"
    MESSAGE_TEXT = "message-text"
    ABSENCE = "absence"
    ABSENCE_ENDED = "absence-ended"


DECREES = (What.CALENDAR_DAYS, What.CALENDAR_YEAR, What.PARAMETER, What.POLICY, What.AMENDMENT, What.PERSON_LINK)
"""What makes a new version of what is decreed: one version each."""


async def one_at_a_time(session: AsyncSession) -> None:
    """Wait until no other administrative act is under way; the next one waits for the end of this transaction."""
    await session.exec(select(ContextRow).with_for_update())


async def administer(session: AsyncSession, author: str, what: What, data: dict[str, Any], act: str = "") -> int:
    """Record an administrative fact and answer its number. `act` is the legal act behind it, where there must be one.

    `author` is a user's id, or `OS_USER` and the name of a user of the operating system.
    """
    await one_at_a_time(session)
    last = (await session.exec(select(AdminFactRow).order_by(col(AdminFactRow.seq).desc()).limit(1))).one_or_none()
    row = AdminFactRow(
        seq=last.seq + 1 if last else 1,
        at=datetime.now(UTC),
        author=author,
        what=what.value,
        act=act,
        data=plain(data),
        prev_hash=last.hash if last else genesis(CHAIN),
        hash="",
    )
    row.hash = digest(row.prev_hash, _content(row))
    session.add(row)
    await session.flush()
    return row.seq


async def list_admin(session: AsyncSession, *, before: int | None = None, limit: int = 50) -> Sequence[AdminFactRow]:
    """Administrative facts, newest first; those with a number below `before`, when given."""
    statement = select(AdminFactRow).order_by(col(AdminFactRow.seq).desc()).limit(limit)
    if before is not None:
        statement = statement.where(col(AdminFactRow.seq) < before)
    return (await session.exec(statement)).all()


async def count_admin(session: AsyncSession) -> int:
    """How many administrative facts there are."""
    return (await session.exec(select(func.count()).select_from(AdminFactRow))).one()


async def verify_admin(session: AsyncSession) -> list[Break]:
    """What is wrong with the chain of administrative facts; empty when all of it holds."""
    breaks: list[Break] = []
    prev, expected = genesis(CHAIN), 1
    for row in (await session.exec(select(AdminFactRow).order_by(col(AdminFactRow.seq)))).all():
        if (row.seq, row.prev_hash) != (expected, prev):
            breaks.append(Break(row.seq, "does not follow the fact before it"))
        if row.hash != digest(row.prev_hash, _content(row)):
            breaks.append(Break(row.seq, "content does not match its hash"))
        prev, expected = row.hash, row.seq + 1
    return breaks


def _content(row: AdminFactRow) -> str:
    names = ("seq", "author", "what", "act", "data")
    return dump({"at": rfc3339(row.at), **{name: plain(getattr(row, name)) for name in names}})
