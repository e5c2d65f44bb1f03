"""Statements on organisations: their names and numbers. Whoever calls commits."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, or_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.partnerships import list_again_of
from activities.records.tables import OrganizationRow, UserRow


async def get_organization(session: AsyncSession, organization_id: str) -> OrganizationRow | None:
    """The organisation with this id."""
    return await session.get(OrganizationRow, organization_id)


async def list_organizations(session: AsyncSession, q: str = "", limit: int = 200) -> Sequence[OrganizationRow]:
    """Organisations by name; those with `q` in the name or in the number, when given; the first `limit`."""
    statement = select(OrganizationRow).order_by(col(OrganizationRow.name), col(OrganizationRow.id)).limit(limit)
    if words := q.strip():
        bare = "".join(char for char in words if char.isalnum()).upper()
        named = (col(OrganizationRow.name), col(OrganizationRow.known_as))
        ways = [column.icontains(words, autoescape=True) for column in named]
        number = [col(OrganizationRow.cnpj).contains(bare, autoescape=True)] if bare else []
        statement = statement.where(or_(*ways, *number))
    return (await session.exec(statement)).all()


async def organization_names(session: AsyncSession, ids: Collection[str]) -> dict[str, str]:
    """What organisations are called, by id; ids of none are left out."""
    if not ids:
        return {}
    name = func.coalesce(OrganizationRow.known_as, OrganizationRow.name)
    statement = select(OrganizationRow.id, name).where(col(OrganizationRow.id).in_(sorted(ids)))
    return dict(iter(await session.exec(statement)))


async def put_organization(session: AsyncSession, row: OrganizationRow) -> None:
    """Keep the organisation, or make the one with the same id like this, and find its partnerships by its number.

    The moment of making stays.
    """
    values = row.model_dump(exclude={"created_at"})
    changed = {name: value for name, value in values.items() if name != "id"}
    statement = insert(OrganizationRow).values(values)
    await session.exec(statement.on_conflict_do_update(index_elements=["id"], set_=changed))
    await list_again_of(await session.connection(), row.id)


async def people_of(session: AsyncSession, organization_id: str) -> Sequence[UserRow]:
    """Who answers for the organisation, by name; those who left too."""
    order = (col(UserRow.active).desc(), col(UserRow.name), col(UserRow.id))
    statement = select(UserRow).where(col(UserRow.parties).contains([organization_id])).order_by(*order)
    return (await session.exec(statement)).all()
