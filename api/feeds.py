"""What calendars and other programs subscribe to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from api.shapes import DeadlineOut
from workflows.clock import ZONE
from workflows.kernel.state import DeadlineStatus
from workflows.norms import UnknownProvision, provision

ICS = "text/calendar"
MOST = 1000
"""The most deadlines a feed holds."""
EVERY = timedelta(hours=6)
"""How often a calendar is asked to look again."""
_WORDS = {
    DeadlineStatus.LAPSED: "Vencido",
    DeadlineStatus.MET: "Cumprido",
    DeadlineStatus.MET_LATE: "Cumprido em atraso",
    DeadlineStatus.CANCELLED: "Cancelado",
}


@dataclass(frozen=True)
class Entry:
    """A deadline as a calendar shows it, all day on `due`. `sequence` counts its changes, the last one `changed_at`.

    `link` is where its event leads; to the deadline's own page where it is empty.
    """

    deadline: DeadlineOut
    due: date
    case: str
    sequence: int
    changed_at: datetime
    link: str = ""


def empty_feed(title: str, what: str) -> Calendar:
    """A calendar by its name as other programs show it (RFC 7986), without events; `what` it is of names its maker."""
    feed = Calendar()
    feed.add("prodid", f"-//Tramita//{what}//PT")
    feed.add("version", "2.0")
    feed.add("name", title)
    feed.add("x-wr-calname", title)
    feed.add("x-wr-timezone", str(ZONE))
    feed.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    return feed


def calendar_feed(title: str, entries: Iterable[Entry], public_url: str) -> bytes:
    """An iCalendar object (RFC 5545, named as RFC 7986 says) with one all-day event for each entry.

    It names no person, and is made of `entries` alone: the same ones make the same bytes.
    """
    feed = empty_feed(title, "prazos")
    for entry in entries:
        feed.add_component(_event(entry, public_url.rstrip("/")))
    return bytes(feed.to_ical())


def _event(entry: Entry, base: str) -> Event:
    deadline, link = entry.deadline, entry.link or f"{base}/prazos/{entry.deadline.id}"
    event = Event()
    event.add("uid", f"{deadline.id}@tramita")
    # Without a METHOD both say when the event was last changed (RFC 5545, 3.8.7.2).
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.due)
    event.add("dtend", entry.due + timedelta(days=1))
    event.add("summary", _summary(entry))
    event.add("description", _description(deadline, link, "Acompanhe" if entry.link else "A contagem, dia a dia"))
    event.add("url", link)
    event.add("status", _status(deadline))
    event.add("transp", "TRANSPARENT")
    return event


def _summary(entry: Entry) -> str:
    deadline = entry.deadline
    provisional = " (data provisória)" if deadline.provisional and deadline.status.running else ""
    case = f", {entry.case}" if entry.case else ""
    return f"{_WORDS.get(deadline.status, 'Prazo')}: {deadline.title}{case}{provisional}"


def _description(deadline: DeadlineOut, link: str, way: str) -> str:
    try:
        cited = provision(deadline.provision).citation
    except UnknownProvision:
        cited = deadline.provision
    lapse = f" Se ninguém agir, {deadline.on_lapse}." if deadline.status.running else ""
    return f"{cited}.{lapse}\n{way}: {link}"


def _status(deadline: DeadlineOut) -> str:
    if deadline.status is DeadlineStatus.CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if deadline.provisional and deadline.status.running else "CONFIRMED"
