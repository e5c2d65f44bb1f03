"""Statements on what people keep on their desks. None of it is a fact of a case; whoever calls commits."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, or_, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.tables import MentionRow, PreferencesRow, SavedFilterRow

_FORGET = text("""
DELETE FROM follow_ups f WHERE NOT EXISTS (
  SELECT FROM tasks t WHERE t.id = f.task AND t.owner = f.user_id AND t.status IN ('ready', 'reserved'))
""")


async def add_filter(session: AsyncSession, row: SavedFilterRow) -> bool:
    """Keep a filter; False, and nothing is kept, when its id or, for the same person or unit, its name is known."""
    made = insert(SavedFilterRow).values(row.model_dump(exclude={"created_at"})).on_conflict_do_nothing()
    return (await session.exec(made.returning(col(SavedFilterRow.id)))).one_or_none() is not None


async def list_filters(session: AsyncSession, user_id: str, unit: str | None) -> Sequence[SavedFilterRow]:
    """The filters of a person, then those of their unit, each by name."""
    theirs = (col(SavedFilterRow.user_id) == user_id) & col(SavedFilterRow.unit).is_(None)
    seen = theirs if unit is None else or_(theirs, col(SavedFilterRow.unit) == unit)
    order = (col(SavedFilterRow.unit).is_not(None), func.lower(col(SavedFilterRow.name)))
    return (await session.exec(select(SavedFilterRow).where(seen).order_by(*order))).all()


async def get_filter(session: AsyncSession, filter_id: str) -> SavedFilterRow | None:
    """The filter with this id."""
    return await session.get(SavedFilterRow, filter_id)


async def rename_filter(session: AsyncSession, row: SavedFilterRow, name: str) -> bool:
    """Give a filter another name; False, and nothing changes, when another of the same person or unit has it."""
    same = (col(SavedFilterRow.unit) == row.unit) if row.unit else (
        (col(SavedFilterRow.user_id) == row.user_id) & col(SavedFilterRow.unit).is_(None)
    )  # fmt: skip
    other = select(SavedFilterRow.id).where(
        same, func.lower(col(SavedFilterRow.name)) == name.lower(), col(SavedFilterRow.id) != row.id
    )
    if (await session.exec(other)).first() is not None:
        return False
    await session.exec(update(SavedFilterRow).where(col(SavedFilterRow.id) == row.id).values(name=name))
    return True


async def remove_filter(session: AsyncSession, filter_id: str) -> None:
    """Remove a filter."""
    await session.exec(delete(SavedFilterRow).where(col(SavedFilterRow.id) == filter_id))


async def note_seen(session: AsyncSession, user_id: str, now: datetime, act: str | None = None) -> None:
    """Note that a person saw what mentions them: in the comment made by `act`, or everywhere."""
    unseen = [col(MentionRow.user_id) == user_id, col(MentionRow.seen_at).is_(None)]
    if act is not None:
        unseen.append(col(MentionRow.act) == act)
    await session.exec(update(MentionRow).where(*unseen).values(seen_at=now))


async def preferences_of(session: AsyncSession, user_id: str) -> PreferencesRow:
    """What a person chose; what everybody has who chose nothing."""
    return await session.get(PreferencesRow, user_id) or PreferencesRow(user_id=user_id)


async def put_preferences(session: AsyncSession, chosen: PreferencesRow) -> None:
    """Keep what a person chose."""
    values = chosen.model_dump()
    made = insert(PreferencesRow).values(values)
    changed = {name: value for name, value in values.items() if name != "user_id"}
    await session.exec(made.on_conflict_do_update(index_elements=["user_id"], set_=changed))


async def forget_follow_ups(session: AsyncSession) -> None:
    """Remove the days set on tasks that are closed or no longer with whoever set them."""
    await session.exec(_FORGET)  # type: ignore[call-overload]
