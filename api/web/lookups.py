"""Names and numbers that pages show beside ids."""

from collections.abc import Iterable

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import identity
from activities.records.tables import CaseRow


async def numbers(session: AsyncSession, case_ids: Iterable[str]) -> dict[str, str]:
    """`17/2026` by case id. Ask only for cases that whoever looks may see."""
    wanted = sorted(set(case_ids))
    if not wanted:
        return {}
    statement = select(CaseRow.id, CaseRow.number, CaseRow.year).where(col(CaseRow.id).in_(wanted))
    return {id: f"{number}/{year}" for id, number, year in (await session.exec(statement)).all()}


async def names(session: AsyncSession, user_ids: Iterable[str | None]) -> dict[str, str]:
    """Persons' names by id."""
    wanted = sorted({id for id in user_ids if id})
    return await identity.names_of(session, wanted) if wanted else {}
