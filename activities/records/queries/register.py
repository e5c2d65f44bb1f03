"""The public register: what a case makes public of itself (`CaseHeader.public`), and nothing else of it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, ColumnElement, func, literal_column, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.paging import Page, Sort, bounded, page_of
from activities.records.queries.views import AttachmentView, View
from activities.records.tables import AttachmentRow, CaseRow
from activities.records.words import fold
from workflows.kernel.state import CaseStatus, Wait, WaitKind

PMIS = "pmis"
SHOWN = (PMIS, "chamamento-publico", "dispensa-inexigibilidade", "celebracao")
"""The kinds of cases that have a public page: those of which the decree wants everybody to know as they go on."""
TOLD_WITHIN = ("comissao-selecao", "selecao", "habilitacao-selecionada", "recurso")
"""The kinds of cases under those whose results the decree has published: the page of the one above tells them."""
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


class PublicFull(PublicCase):
    """The same, with what may be brought to it now."""

    waits: tuple[Wait, ...]
    events: tuple[str, ...]

    @property
    def open_events(self) -> tuple[Wait, ...]:
        """Of what may be brought, what the case waits for."""
        return tuple(wait for wait in self.waits if wait.kind is WaitKind.EVENT)


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


async def public_case(session: AsyncSession, case_id: str, types: Sequence[str] = SHOWN) -> PublicFull | None:
    """One case of `types`; None when it is of another kind or has nothing public."""
    statement = select(CaseRow).where(col(CaseRow.id) == case_id, col(CaseRow.type).in_(types), PUBLIC)
    row = (await session.exec(statement)).one_or_none()
    return PublicFull.model_validate(row) if row else None


_WITHIN = text("""
WITH RECURSIVE family AS (
  SELECT id FROM cases WHERE parent = :case
  UNION ALL SELECT c.id FROM cases c JOIN family f ON c.parent = f.id
) SELECT id FROM family
""")


async def public_within(session: AsyncSession, case_id: str) -> tuple[PublicCase, ...]:
    """What the cases under a public one made public of themselves, as they began."""
    found = await (await session.connection()).execute(_WITHIN, {"case": case_id})
    statement = select(CaseRow).where(
        col(CaseRow.id).in_([row.id for row in found]), col(CaseRow.type).in_(TOLD_WITHIN), PUBLIC
    )
    rows = await session.exec(statement.order_by(col(CaseRow.started_at), col(CaseRow.id)))
    return tuple(PublicCase.model_validate(row) for row in rows)


async def taking_in(session: AsyncSession, limit: int = 100) -> tuple[PublicFull, ...]:
    """Public cases of the kinds shown that are open and to which something may be brought, newest first."""
    open_now = (col(CaseRow.status) == CaseStatus.OPEN.value, func.cardinality(CaseRow.events) > 0)
    statement = select(CaseRow).where(PUBLIC, col(CaseRow.type).in_(SHOWN), *open_now).order_by(*_NEWEST.order())
    return tuple(PublicFull.model_validate(row) for row in await session.exec(statement.limit(limit)))


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
