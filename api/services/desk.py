"""What somebody changes on their own desk: filters by name, what they have seen, what they chose."""

from enum import StrEnum

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import desk as records
from activities.records.tables import PreferencesRow, SavedFilterRow
from api.door import Door
from api.identity.principal import Principal
from api.problems import not_found

MOST_FILTERS = 30
LONGEST_NAME = 60


class NotKept(StrEnum):
    """Why a filter is not kept under a name."""

    NAMELESS = "nameless"
    LONG = "long"
    TAKEN = "taken"
    MANY = "many"


def wrong_name(name: str) -> NotKept | None:
    """What is wrong with `name`, if anything."""
    if not name:
        return NotKept.NAMELESS
    return NotKept.LONG if len(name) > LONGEST_NAME else None


async def keep_filter(door: Door, who: Principal, id: str, name: str, query: str, shared: bool) -> NotKept | None:
    """Keep a list under a name, for `who` or, `shared` by who manages, for everybody of their unit.

    The same `id` again (a form sent twice) keeps nothing twice. Returns why it was not kept.
    """
    if wrong := wrong_name(name):
        return wrong
    unit = who.unit if shared and may_share(who) else None
    row = SavedFilterRow(id=id, user_id=who.id, unit=unit, name=name, query=query)
    async with door.changes() as session:
        known = await records.list_filters(session, who.id, who.unit)
        if any(one.id == id for one in known):
            return None
        if sum(one.unit == unit for one in known) >= MOST_FILTERS:
            return NotKept.MANY
        if not await records.add_filter(session, row):
            return NotKept.TAKEN
        await session.commit()
    return None


async def rename_filter(door: Door, who: Principal, id: str, name: str) -> NotKept | None:
    """Give a filter another name; returns why not. Raises `Problem` 404 when it is not theirs to change."""
    async with door.changes() as session:
        row = await _theirs(session, who, id)
        if wrong := wrong_name(name):
            return wrong
        if not await records.rename_filter(session, row, name):
            return NotKept.TAKEN
        await session.commit()
    return None


async def remove_filter(door: Door, who: Principal, id: str) -> None:
    """Remove a filter. Raises `Problem` 404 when it is not theirs to remove."""
    async with door.changes() as session:
        await records.remove_filter(session, (await _theirs(session, who, id)).id)
        await session.commit()


def may_share(who: Principal) -> bool:
    """Whether `who` keeps filters for their unit."""
    return who.manager and who.unit is not None


def may_change(who: Principal, row: SavedFilterRow) -> bool:
    """A unit's filters are of whoever manages it, one's own of oneself."""
    return row.user_id == who.id if row.unit is None else may_share(who) and row.unit == who.unit


async def note_seen(door: Door, who: Principal, act: str | None) -> None:
    """Note that `who` saw the mention in the comment of `act`, or all of them."""
    async with door.changes() as session:
        await records.note_seen(session, who.id, door.now(), act)
        await session.commit()


async def choose(door: Door, who: Principal, **chosen: bool) -> None:
    """Change some of what `who` chose: `single_keys`, `mail_mentions`."""
    async with door.changes() as session:
        before = (await records.preferences_of(session, who.id)).model_dump()
        await records.put_preferences(session, PreferencesRow(**{**before, **chosen}))
        await session.commit()


async def _theirs(session: AsyncSession, who: Principal, id: str) -> SavedFilterRow:
    row = await records.get_filter(session, id)
    if row is None or not may_change(who, row):
        raise not_found("Este filtro não existe ou não é seu.")
    return row
