"""The public register: what a case makes public of itself (`CaseHeader.public`), and nothing else of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, ColumnElement, literal_column
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.paging import Page, Sort, bounded, page_of
from activities.records.queries.views import AttachmentView, View
from activities.records.tables import AttachmentRow, CaseRow
from activities.records.words import fold
from workflows.kernel.state import CaseStatus

PMIS = "pmis"
_NEWEST = Sort(by=col(CaseRow.started_at), kind=datetime, id=col(CaseRow.id), descending=True)
PUBLIC: ColumnElement[bool] = literal_column("cases.public <> '{}'::jsonb", Boolean)
"""For WHERE on cases: that something of the case is public."""


class PublicCase(View):
    """A case as anybody may read it."""

    id: str
    type: str
    year: int
    number: int
    subject: str
    status: CaseStatus
    stage: str
    outcome: str | None
    started_on: date
    public: dict[str, Any]


async def public_cases(
    session: AsyncSession,
    *,
    type: str = PMIS,
    year: int | None = None,
    status: CaseStatus | None = None,
    q: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[PublicCase]:
    """Cases of `type` that have something public, newest first. Raises ValueError for an unknown cursor."""
    statement = select(CaseRow).where(col(CaseRow.type) == type, PUBLIC).order_by(*_NEWEST.order())
    if year is not None:
        statement = statement.where(col(CaseRow.year) == year)
    if status is not None:
        statement = statement.where(col(CaseRow.status) == status.value)
    if q is not None:
        for word in fold(q).split():
            statement = statement.where(col(CaseRow.search).contains(word, autoescape=True))
    if cursor is not None:
        statement = statement.where(_NEWEST.beyond(cursor))
    rows = (await session.exec(statement.limit(bounded(limit) + 1))).all()
    return page_of(rows, limit, PublicCase.model_validate, _NEWEST)


async def public_years(session: AsyncSession, type: str = PMIS) -> tuple[int, ...]:
    """The years in which public cases of `type` began, newest first."""
    statement = select(CaseRow.year).where(col(CaseRow.type) == type, PUBLIC).distinct()
    return tuple(sorted((await session.exec(statement)).all(), reverse=True))


async def public_case(session: AsyncSession, case_id: str) -> PublicCase | None:
    """One case of the register; None when it has nothing public."""
    row = (await session.exec(select(CaseRow).where(col(CaseRow.id) == case_id, PUBLIC))).one_or_none()
    return PublicCase.model_validate(row) if row else None


async def public_documents(session: AsyncSession, case_id: str) -> tuple[AttachmentView, ...]:
    """The documents of a case of the register that were attached as public."""
    if await public_case(session, case_id) is None:
        return ()
    statement = (
        select(AttachmentRow)
        .where(col(AttachmentRow.case_id) == case_id, col(AttachmentRow.public).is_(True))
        .order_by(col(AttachmentRow.attached_at))
    )
    return tuple(AttachmentView.model_validate(row) for row in (await session.exec(statement)).all())
