"""Where a legal day begins and ends: 00:00:00 to 23:59:59 in America/Cuiaba."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Cuiaba")
"""The zone of every legal date."""


def lapse_instant(due: dt.date) -> dt.datetime:
    """The first instant, aware, after 23:59:59 of `due` in America/Cuiaba: a deadline lapses then, not before."""
    return dt.datetime.combine(due + dt.timedelta(days=1), dt.time(0), ZONE)


def local_date(instant: dt.datetime) -> dt.date:
    """The legal date of an aware `instant`. Raises ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError("O instante precisa de fuso horário.")
    return instant.astimezone(ZONE).date()


def in_time(instant: dt.datetime, due: dt.date) -> bool:
    """Whether an act at the aware `instant` is in time: during 23:59:59 of `due` it is, one second later it is not."""
    return local_date(instant) <= due
