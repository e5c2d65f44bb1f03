"""Calendars by name: as they are decreed here, or else as they ship."""

from collections.abc import Mapping

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.context import load_calendars
from workflows.clock import Calendar, CalendarData, UnknownCalendarError


def calendar_in(calendars: Mapping[str, CalendarData], id: str) -> Calendar:
    """One of `calendars` (see `load_calendars`). Raises UnknownCalendarError."""
    if id not in calendars:
        raise UnknownCalendarError(id)
    return Calendar(calendars[id])


async def calendar_counted(session: AsyncSession, id: str) -> Calendar:
    """The calendar that a recorded deadline is counted on. Raises UnknownCalendarError when there is none any more."""
    return calendar_in(await load_calendars(session), id)


async def calendar_named(session: AsyncSession, id: str) -> Calendar | None:
    """A calendar that somebody asks for; None for a name that no calendar has."""
    try:
        return await calendar_counted(session, id)
    except UnknownCalendarError:
        return None
