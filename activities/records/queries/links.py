"""Reading the register of links that keep persons out of the matters of organisations."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.views import View
from activities.records.tables import OrganizationRow, PersonLinkRow, UserRow
from workflows.kernel.state import Exclusion, Link

_REACH = text("""
SELECT count(*) AS open, count(*) FILTER (WHERE concerned @> ARRAY[:person]) AS acted FROM cases
 WHERE status = 'aberto' AND (parties @> ARRAY[:party] OR organizations @> ARRAY[:party])
""")


class LinkView(View):
    """A link of the register, with whom and what it links by name. `organization` is None while nobody named it."""

    user_id: str
    name: str
    login: str
    party: str
    organization: str | None
    kind: str
    provision: str | None
    since: date
    ended: date | None
    until: date | None
    act: str


async def find_links(session: AsyncSession, q: str = "", *, on: date | None = None, limit: int = 200) -> list[LinkView]:
    """The links, by person and first day; those with `q` in the names, login or number; those that reach the day `on`.

    The first `limit` of them.
    """
    order = (col(UserRow.name), col(UserRow.id), col(PersonLinkRow.since), col(PersonLinkRow.party))
    statement = _named().order_by(*order).limit(limit)
    if on is not None:
        statement = statement.where(col(PersonLinkRow.since) <= on, _lasting(on))
    if words := q.strip():
        named = (col(UserRow.name), col(UserRow.login), col(OrganizationRow.name), col(OrganizationRow.known_as))
        bare = "".join(char for char in words if char.isalnum()).upper()
        number = [col(OrganizationRow.cnpj).contains(bare, autoescape=True)] if bare else []
        statement = statement.where(or_(*(column.icontains(words, autoescape=True) for column in named), *number))
    return [_view(*row) for row in (await session.exec(statement)).all()]


class Reach(View):
    """How many open cases are about an organisation, and in how many of them a person has or had a task."""

    open: int
    acted: int


async def reach_of(session: AsyncSession, user: str, party: str) -> Reach:
    """What a link of the person with the organisation would find among the open cases."""
    row = (await (await session.connection()).execute(_REACH, {"person": f"u:{user}", "party": party})).one()
    return Reach(open=row.open, acted=row.acted)


async def get_link(session: AsyncSession, user: str, party: str, since: date) -> LinkView | None:
    """The link of that person with that organisation that begins on that day."""
    here = (PersonLinkRow.user_id == user, PersonLinkRow.party == party, PersonLinkRow.since == since)
    row = (await session.exec(_named().where(*here))).one_or_none()
    return _view(*row) if row else None


async def kept_out(session: AsyncSession, parties: Collection[str]) -> tuple[Exclusion, ...]:
    """Who takes no part today in matters of these organisations, by the register."""
    if not parties:
        return ()
    today: Any = func.date(func.timezone("America/Cuiaba", func.now()))
    rows = (
        select(PersonLinkRow)
        .where(col(PersonLinkRow.since) <= today, _lasting(today), col(PersonLinkRow.party).in_(sorted(parties)))
        .order_by(col(PersonLinkRow.user_id), col(PersonLinkRow.since))
    )
    return tuple(_link(row).exclusion() for row in (await session.exec(rows)).all())


def _lasting(day: Any) -> ColumnElement[bool]:
    return or_(col(PersonLinkRow.until).is_(None), col(PersonLinkRow.until) >= day)


def _named() -> Any:
    return (
        select(PersonLinkRow, UserRow.name, UserRow.login, OrganizationRow.name)
        .join(UserRow, col(UserRow.id) == col(PersonLinkRow.user_id))
        .outerjoin(OrganizationRow, col(OrganizationRow.id) == col(PersonLinkRow.party))
    )


def _view(row: PersonLinkRow, name: str, login: str, organization: str | None) -> LinkView:
    return LinkView(**row.model_dump(), name=name, login=login, organization=organization)


def _link(row: PersonLinkRow) -> Link:
    return Link(
        user=row.user_id, party=row.party, since=row.since, until=row.until, act=row.act, kind=row.kind,
        provision=row.provision,
    )  # fmt: skip
