"""Names and numbers that pages show beside ids."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import identity
from activities.records.queries.views import TaskView
from activities.records.tables import CaseRow, DeadlineRow, FactRow
from api.web.views.fatos import Names
from api.web.views.partes import names_in, names_parties
from workflows.clock import Term, Unit

DAYS = (Unit.DIA, Unit.DIA_CORRIDO, Unit.DIA_UTIL)


async def numbers(session: AsyncSession, case_ids: Iterable[str]) -> dict[str, str]:
    """`17/2026` by case id. Ask only for cases that whoever looks may see."""
    wanted = sorted(set(case_ids))
    if not wanted:
        return {}
    statement = select(CaseRow.id, CaseRow.number, CaseRow.year).where(col(CaseRow.id).in_(wanted))
    return {id: f"{number}/{year}" for id, number, year in (await session.exec(statement)).all()}


async def remainders(session: AsyncSession, deadline_ids: Iterable[str | None]) -> dict[str, tuple[int, int]]:
    """Of suspended deadlines, the days that remain and, of those given in days, how many they were (else 0), by id."""
    wanted = sorted({id for id in deadline_ids if id})
    if not wanted:
        return {}
    statement = select(DeadlineRow.id, DeadlineRow.remaining, DeadlineRow.term).where(
        col(DeadlineRow.id).in_(wanted), col(DeadlineRow.remaining).is_not(None)
    )
    found = {}
    for id, left, term in (await session.exec(statement)).all():
        budget = Term.model_validate(term).budget
        found[id] = (left or 0, budget.amount if budget.unit in DAYS else 0)
    return found


async def parties(session: AsyncSession, tasks: Iterable[TaskView]) -> dict[str, Names]:
    """The names of the parties that owe `tasks`, by case and id, where the case's procedure names them."""
    wanted = {one.case_id: one.case_type for one in tasks if one.party and names_parties(one.case_type)}
    found = await inputs(session, wanted)
    return {id: names_in(wanted[id], given) for id, given in found.items()}


async def inputs(session: AsyncSession, case_ids: Iterable[str]) -> dict[str, Any]:
    """What each case began with, by id. Ask only for cases that whoever looks may see."""
    wanted = sorted(set(case_ids))
    if not wanted:
        return {}
    statement = select(FactRow.case_id, FactRow.data).where(col(FactRow.case_id).in_(wanted), col(FactRow.seq) == 1)
    return {id: data.get("input") for id, data in (await session.exec(statement)).all()}


async def names(session: AsyncSession, user_ids: Iterable[str | None]) -> dict[str, str]:
    """Persons' names by id."""
    wanted = sorted({id for id in user_ids if id})
    return await identity.names_of(session, wanted) if wanted else {}
