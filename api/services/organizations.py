"""Organisations as the pages and the commands change them: one rule for both, each change a recorded fact.

Works in the transaction of the session, which the caller commits. `by` is the author, as
`activities.records.administration` has it.
"""

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.parties import party_of
from activities.records import identity
from activities.records.administration import What, administer, one_at_a_time
from activities.records.organizations import get_organization, put_organization
from activities.records.tables import OrganizationRow, UserRow
from api.services.people import Refused, Wrong, change_user, checked_cnpj, user_called

_SHOWN = {"cnpj", "name", "known_as"}


async def add_organization(
    session: AsyncSession, by: str, cnpj: str, name: str, known_as: str | None = None
) -> OrganizationRow:
    """Register an organisation by its CNPJ, numeric or alphanumeric, with or without punctuation.

    Raises:
        Refused: the check digits do not fit, or the CNPJ is registered already.
    """
    number = checked_cnpj(cnpj, "cnpj")
    await one_at_a_time(session)
    row = OrganizationRow(id=party_of(number), cnpj=number, name=name, known_as=known_as or None)
    if await get_organization(session, row.id) is not None:
        raise Refused(Wrong.ORGANIZATION_TAKEN, "cnpj", number)
    await _keep(session, by, None, row)
    return row


async def change_organization(
    session: AsyncSession, by: str, organization_id: str, name: str, known_as: str | None
) -> None:
    """Give an organisation other names; its CNPJ stays. Raises `Refused` when there is none with this id."""
    await one_at_a_time(session)
    known = await _known(session, organization_id)
    row = OrganizationRow(id=known.id, cnpj=known.cnpj, name=name, known_as=known_as or None)
    if row.model_dump(include=_SHOWN) != known.model_dump(include=_SHOWN):
        await _keep(session, by, known, row)


async def link(session: AsyncSession, by: str, organization_id: str, login: str) -> UserRow:
    """Let a user answer for the organisation, besides those they answer for already. Raises `Refused`."""
    await _known(session, organization_id)
    user = await user_called(session, login)
    await change_user(session, by, user.id, {"parties": list(dict.fromkeys((*user.parties, organization_id)))})
    return user


async def unlink(session: AsyncSession, by: str, organization_id: str, user_id: str) -> None:
    """Let a user answer for the organisation no more. What they did stays theirs. Raises `Refused`."""
    user = await identity.get_user(session, user_id)
    if user is None:
        raise Refused(Wrong.NO_USER, "login", user_id)
    await change_user(session, by, user.id, {"parties": [one for one in user.parties if one != organization_id]})


async def _known(session: AsyncSession, organization_id: str) -> OrganizationRow:
    known = await get_organization(session, organization_id)
    if known is None:
        raise Refused(Wrong.NO_ORGANIZATION, "cnpj", organization_id)
    return known


async def _keep(session: AsyncSession, by: str, known: OrganizationRow | None, row: OrganizationRow) -> None:
    before = known.model_dump(include=_SHOWN) if known else None
    after = row.model_dump(include=_SHOWN)
    await put_organization(session, row)
    if known is not None:
        session.expunge(known)
    await administer(session, by, What.ORGANIZATION, {"organization": row.id, "before": before, "after": after})
