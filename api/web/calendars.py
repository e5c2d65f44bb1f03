"""Calendars by name, as the pages read them."""

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.context import load_calendars
from workflows.clock import Calendar, load_calendar, shipped_calendars


async def calendar_named(session: AsyncSession, id: str) -> Calendar | None:
    """A calendar as it is decreed, or as it ships; None for a name that no calendar has."""
    decreed = await load_calendars(session)
    if id not in decreed and id not in shipped_calendars():
        return None
    return Calendar(decreed[id]) if id in decreed else load_calendar(id)


async def calendar_counted(session: AsyncSession, id: str) -> Calendar:
    """The calendar that a recorded deadline is counted on. Raises `CalendarError` when this build has it no more."""
    return await calendar_named(session, id) or load_calendar(id)
