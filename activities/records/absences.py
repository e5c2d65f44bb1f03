"""Absences and who covers them. One is *live* until its last day is over or it is ended; days are legal dates."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.administration import What, administer
from activities.records.tables import AbsenceRow

USER, SUBSTITUTE = col(AbsenceRow.user_id), col(AbsenceRow.substitute)


def on(day: date) -> ColumnElement[bool]:
    """For WHERE on absences: those in course on `day`, and not ended."""
    return and_(col(AbsenceRow.ended_at).is_(None), col(AbsenceRow.since) <= day, col(AbsenceRow.until) >= day)


async def absence_of(session: AsyncSession, user: str, day: date) -> AbsenceRow | None:
    """The absence of a person on `day`, if they are away."""
    return (await session.exec(select(AbsenceRow).where(user == USER, on(day)))).first()


async def covered_by(session: AsyncSession, substitute: str, day: date) -> dict[str, AbsenceRow]:
    """The absences that a person covers on `day`, by who is away."""
    rows = (await session.exec(select(AbsenceRow).where(substitute == SUBSTITUTE, on(day)))).all()
    return {row.user_id: row for row in rows}


async def touching(session: AsyncSession, people: Sequence[str], since: date, until: date) -> Sequence[AbsenceRow]:
    """The absences, not ended, that overlap the days from `since` to `until` and in which one of `people` is away or
    substitutes, earliest first."""
    overlapping = (col(AbsenceRow.ended_at).is_(None), col(AbsenceRow.since) <= until, col(AbsenceRow.until) >= since)
    statement = select(AbsenceRow).where(*overlapping, or_(USER.in_(people), SUBSTITUTE.in_(people)))
    return (await session.exec(statement.order_by(col(AbsenceRow.since)))).all()


async def live_absences(session: AsyncSession, today: date, person: str | None = None) -> Sequence[AbsenceRow]:
    """What is in course or to come, earliest first; of `person` only, away or substituting, when given."""
    statement = select(AbsenceRow).where(col(AbsenceRow.ended_at).is_(None), col(AbsenceRow.until) >= today)
    if person is not None:
        statement = statement.where(or_(person == USER, person == SUBSTITUTE))
    return (await session.exec(statement.order_by(col(AbsenceRow.since), col(AbsenceRow.id)).limit(500))).all()


async def get_absence(session: AsyncSession, id: str) -> AbsenceRow | None:
    """An absence by its id."""
    return await session.get(AbsenceRow, id)


async def add_absence(session: AsyncSession, row: AbsenceRow) -> None:
    """Enter an absence, with its administrative fact, which does not tell the reason. Whoever calls commits."""
    row.admin_seq = await administer(session, row.entered_by, What.ABSENCE, _told(row))
    session.add(row)
    await session.flush()


async def end_absence(session: AsyncSession, row: AbsenceRow, by: str, at: datetime) -> None:
    """End an absence before its time, at the instant `at`. Whoever calls commits."""
    row.ended_at = at
    session.add(row)
    await administer(session, by, What.ABSENCE_ENDED, _told(row))


def _told(row: AbsenceRow) -> dict[str, str]:
    return {
        "absence": row.id,
        "user": row.user_id,
        "substitute": row.substitute,
        "since": row.since.isoformat(),
        "until": row.until.isoformat(),
    }
