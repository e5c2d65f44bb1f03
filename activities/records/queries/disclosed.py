"""The public list of partnerships, as `activities.records.partnerships` keeps it: which are disclosed on a day."""

from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, func, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.paging import Page, Sort, bounded, countable, page_of
from activities.records.queries.views import View
from activities.records.tables import PartnershipRow
from activities.records.words import fold

_LAST_SIGNED = Sort(by=col(PartnershipRow.signed_on), kind=date, id=col(PartnershipRow.id), descending=True)


class Standing(StrEnum):
    """How a partnership stands."""

    RUNNING = "vigente"
    ENDED = "terminada"


class Disclosed(BaseModel):
    """Of the partnerships that are disclosed `today` (those that did not end before `ended_since`) which. `q`: every
    word is in number, object, organisation or CNPJ; `year`: that of the signature."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    today: date
    ended_since: date
    q: str = ""
    standing: Standing | None = None
    year: int | None = None


class Listed(View):
    """A partnership that is disclosed, by the case that tells of it."""

    id: str


async def list_disclosed(
    session: AsyncSession, wanted: Disclosed, *, cursor: str | None = None, limit: int = 25
) -> Page[Listed]:
    """The partnerships last signed first. Raises ValueError for an unknown cursor, or a limit beyond 1 to 1000."""
    statement = select(PartnershipRow).where(*_conditions(wanted)).order_by(*_LAST_SIGNED.order())
    if cursor is not None:
        statement = statement.where(_LAST_SIGNED.beyond(cursor))
    rows = (await session.exec(statement.limit(bounded(limit) + 1))).all()
    return page_of(rows, limit, Listed.model_validate, _LAST_SIGNED)


async def count_disclosed(session: AsyncSession, wanted: Disclosed) -> int:
    """How many there are; one more than `MOST_COUNTED` says that there are more."""
    rows: Any = select(PartnershipRow.id).where(*_conditions(wanted))
    return (await session.exec(select(func.count()).select_from(countable(rows)))).one()


# Year by year the latest last day, which an index has at hand: the years that are long over are not read through.
_YEARS = text("""
SELECT year FROM generate_series((SELECT min(signed_in) FROM partnerships), (SELECT max(signed_in) FROM partnerships))
       AS year
 WHERE (SELECT p.last_day FROM partnerships p WHERE p.signed_in = year AND p.since <= :today AND p.till > :today
         ORDER BY p.last_day DESC LIMIT 1) >= :ended_since
 ORDER BY year DESC
""")


async def disclosed_years(session: AsyncSession, wanted: Disclosed) -> tuple[int, ...]:
    """The years in which the partnerships that are disclosed were signed, newest first, whatever else is asked."""
    values = {"today": wanted.today, "ended_since": wanted.ended_since}
    return tuple((await (await session.connection()).execute(_YEARS, values)).scalars())


def _conditions(wanted: Disclosed) -> list[ColumnElement[bool]]:
    last, today = col(PartnershipRow.last_day), wanted.today
    found = [col(PartnershipRow.since) <= today, col(PartnershipRow.till) > today]
    found.append(last >= (today if wanted.standing is Standing.RUNNING else wanted.ended_since))
    if wanted.standing is Standing.ENDED:
        found.append(last < today)
    if wanted.year is not None:
        found.append(col(PartnershipRow.signed_in) == wanted.year)
    found += [col(PartnershipRow.search).contains(word, autoescape=True) for word in fold(wanted.q).split()]
    return found
