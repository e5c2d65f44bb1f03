"""What calendars and other programs subscribe to."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from api.shapes import DeadlineOut
from workflows.clock import ZONE

ICS = "text/calendar"
MOST = 1000
"""The most deadlines a feed holds."""


def deadlines_ics(deadlines: Iterable[DeadlineOut], public_url: str, now: datetime) -> bytes:
    """One all-day event per deadline that has a date (RFC 5545). Names no person: the case is a link."""
    feed = Calendar()
    feed.add("prodid", "-//Tramita//prazos//PT")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", "Prazos do Tramita")
    feed.add("x-wr-timezone", str(ZONE))
    for deadline in deadlines:
        if deadline.due is not None:
            feed.add_component(_event(deadline, public_url, now))
    return bytes(feed.to_ical())


def _event(deadline: DeadlineOut, public_url: str, now: datetime) -> Event:
    assert deadline.due is not None
    event = Event()
    link = f"{public_url.rstrip('/')}/processos/{deadline.case}"
    provisional = " (data provisória)" if deadline.provisional else ""
    event.add("uid", f"{deadline.id}@tramita")
    event.add("dtstamp", now)
    event.add("dtstart", deadline.due)
    event.add("dtend", deadline.due + timedelta(days=1))
    event.add("summary", f"Prazo: {deadline.title}{provisional}")
    event.add("description", f"{deadline.provision}. Se ninguém agir, {deadline.on_lapse}. {link}")
    event.add("url", link)
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event
