"""Days as calendars of other programs show them: those without the normal hours, and one that was counted."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Event

from api.feeds import empty_feed
from workflows.clock import SpecialDay
from workflows.clock.calendar import GROUND_WORDS


@dataclass(frozen=True)
class DayOff:
    """A day without the normal hours, of the calendar `calendar`; `effect` is empty when the body does not open."""

    calendar: str
    day: SpecialDay
    effect: str = ""


def days_off_feed(title: str, days: Iterable[DayOff], changed_at: datetime) -> bytes:
    """An iCalendar object (RFC 5545) with one all-day event for each day; the act that decreed it is in its text."""
    feed = empty_feed(title, "dias")
    for one in days:
        ground = GROUND_WORDS[one.day.ground]
        name = f"{one.day.name} ({ground})" if one.day.name else ground[0].upper() + ground[1:]
        told = [one.day.act, one.effect, "A confirmar pelo órgão" if one.day.unconfirmed else ""]
        text = ". ".join(part for part in told if part)
        feed.add_component(_event(f"{one.calendar}-{one.day.day}", one.day.day, name, text, changed_at))
    return bytes(feed.to_ical())


def counted_day_feed(day: date, title: str, said: str, link: str, now: datetime) -> bytes:
    """An iCalendar object with the one day that was counted; `link` leads back to the count."""
    feed = empty_feed(title, "dias")
    event = _event(hashlib.sha256(link.encode()).hexdigest()[:24], day, title, f"{said}\nA contagem: {link}", now)
    event.add("url", link)
    feed.add_component(event)
    return bytes(feed.to_ical())


def _event(uid: str, day: date, title: str, text: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@tramita")
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title)
    event.add("description", text)
    event.add("transp", "TRANSPARENT")
    return event
