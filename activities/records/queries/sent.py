"""What an organisation, or a person, sent to the body: acts with the instant of receipt and the hash that seals it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ColumnElement, String, and_, cast, exists, func, literal_column, or_
from sqlalchemy import select as rows_of
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.paging import Page, Sort, bounded, page_of
from activities.records.queries.viewer import Viewer
from activities.records.queries.views import CaseFull, TaskView, View
from activities.records.tables import AttachmentRow, CaseRow, FactRow, NotificationRow, TaskRow, UserRow
from activities.records.tables.cases import OPEN_TASK
from workflows.kernel.state import CaseStatus, FactKind

SENT = (FactKind.CASE_STARTED, FactKind.EVENT_RECEIVED, FactKind.TASK_COMPLETED, FactKind.DOCUMENT_ATTACHED)
"""The facts by which somebody from outside brings something in."""
_KINDS = and_(
    col(FactRow.kind).in_([kind.value for kind in SENT]),
    or_(col(FactRow.kind) != FactKind.DOCUMENT_ATTACHED.value, col(FactRow.data)["event"].astext.is_(None)),
)
"""A file that came with what was brought is part of that act, and no act of its own."""


class Sent(View):
    """An act as it was received. `number` and `year` are the case's; `hash` seals the fact in the case's chain."""

    case_id: str
    type: str
    year: int
    number: int
    subject: str
    seq: int
    kind: FactKind
    at: datetime
    actor: str | None
    act: str | None
    data: dict[str, Any]
    hash: str


class SentDocument(View):
    """A document as a case holds it, with that case."""

    case_id: str
    type: str
    year: int
    number: int
    document: str
    task: str | None
    title: str
    media_type: str
    size: int
    sha256: str
    public: bool
    attached_at: datetime


class Told(View):
    """A message of a case to an organisation or to one of its people."""

    case_id: str
    type: str
    year: int
    number: int
    task: str | None
    kind: str
    subject: str
    body: str
    at: datetime


_FACT_ID = col(FactRow.case_id).concat("/").concat(cast(FactRow.seq, String))
_FACTS = Sort(by=col(FactRow.at), kind=datetime, id=_FACT_ID, descending=True)
_PAPER_ID = col(AttachmentRow.case_id).concat("/").concat(AttachmentRow.document)
_PAPERS = Sort(by=col(AttachmentRow.attached_at), kind=datetime, id=_PAPER_ID, descending=True)
_NOTES = Sort(by=col(NotificationRow.at), kind=datetime, id=col(NotificationRow.key), descending=True)


def _party(organization: str) -> ColumnElement[bool]:
    return col(CaseRow.parties).contains([organization])


def _one_of(organization: str, actor: Any) -> ColumnElement[bool]:
    """`actor` answers for `organization` and for no other party of the case: whose act it was is then beyond doubt."""
    others = func.array_remove(UserRow.parties, organization)
    return exists().where(
        col(UserRow.id) == actor,
        col(UserRow.parties).contains([organization]),
        ~others.op("&&", is_comparison=True)(col(CaseRow.parties)),
    )


def _acts_of(organization: str) -> ColumnElement[bool]:
    asked = col(FactRow.data)["party"].astext
    return and_(
        _party(organization),
        or_(asked == organization, and_(asked.is_(None), _one_of(organization, col(FactRow.actor)))),
    )


async def sent_by(
    session: AsyncSession, organization: str, *, cursor: str | None = None, limit: int = 25
) -> Page[Sent]:
    """What was sent in the name of an organisation, newest first. Raises ValueError for an unknown cursor."""
    return await _sent(session, _acts_of(organization), cursor, limit)


async def sent_in(session: AsyncSession, viewer: Viewer, case_id: str, limit: int = 200) -> tuple[Sent, ...]:
    """What `viewer`, or an organisation they answer for, sent to one case, newest first."""
    here = col(FactRow.case_id) == case_id
    return (await _sent(session, and_(here, _theirs(viewer)), None, limit)).items


async def get_sent(session: AsyncSession, viewer: Viewer, case_id: str, seq: int) -> Sent | None:
    """One act that `viewer` may have the receipt of: their own, their organisation's, or any for people of the body."""
    return await _one(session, _theirs(viewer), case_id, seq)


async def sent_as(session: AsyncSession, type: str, year: int, number: int, seq: int) -> Sent | None:
    """The act with this number, for whoever shows that they have its receipt."""
    statement = select(CaseRow.id).where(
        col(CaseRow.type) == type, col(CaseRow.year) == year, col(CaseRow.number) == number
    )
    case_id = (await session.exec(statement)).one_or_none()
    return await _one(session, _KINDS, case_id, seq) if case_id else None


async def act_of(session: AsyncSession, case_id: str, act: str) -> Sent | None:
    """The receipt of the act with this id, once it is recorded."""
    found = await _sent(session, and_(col(FactRow.case_id) == case_id, col(FactRow.act) == act), None, 1)
    return found.items[0] if found.items else None


async def documents_of(
    session: AsyncSession, organization: str, *, q: str = "", cursor: str | None = None, limit: int = 25
) -> Page[SentDocument]:
    """What an organisation attached to its cases, newest first. Raises ValueError for an unknown cursor."""
    statement: Any = (
        rows_of(*_columns(SentDocument, AttachmentRow), _PAPER_ID.label("id"))
        .join(CaseRow, col(CaseRow.id) == col(AttachmentRow.case_id))
        .where(_party(organization), _one_of(organization, col(AttachmentRow.attached_by)))
        .order_by(*_PAPERS.order())
    )
    if words := q.strip():
        statement = statement.where(col(AttachmentRow.title).icontains(words, autoescape=True))
    if cursor is not None:
        statement = statement.where(_PAPERS.beyond(cursor))
    rows = (await session.exec(statement.limit(bounded(limit) + 1))).all()
    return page_of(rows, limit, SentDocument.model_validate, _PAPERS)


async def told_to(
    session: AsyncSession, organization: str, viewer: Viewer, *, cursor: str | None = None, limit: int = 25
) -> Page[Told]:
    """Messages to an organisation, newest first, and those to the person about its cases or about cases that none of
    their organisations is a party of, such as the receipt of a sealed proposal. Raises ValueError for a cursor."""
    of_none = ~col(CaseRow.parties).op("&&", is_comparison=True)(list(viewer.parties))
    to_user = and_(col(NotificationRow.to_user) == viewer.user_id, or_(_party(organization), of_none))
    statement: Any = (
        rows_of(*_columns(Told, NotificationRow), col(NotificationRow.key).label("id"))
        .join(CaseRow, col(CaseRow.id) == col(NotificationRow.case_id))
        .where(or_(col(NotificationRow.to_party) == organization, to_user))
        .order_by(*_NOTES.order())
    )
    if cursor is not None:
        statement = statement.where(_NOTES.beyond(cursor))
    rows = (await session.exec(statement.limit(bounded(limit) + 1))).all()
    return page_of(rows, limit, Told.model_validate, _NOTES)


async def asked_of(
    session: AsyncSession, organization: str, roles: tuple[str, ...], limit: int = 100
) -> tuple[TaskView, ...]:
    """Open tasks asked of `roles` for an organisation, by name or in its cases, the most urgent first."""
    theirs = select(CaseRow.id).where(_party(organization))
    party = col(TaskRow.party)
    asked = or_(party == organization, and_(party.is_(None), col(TaskRow.case_id).in_(theirs)))
    opened: ColumnElement[bool] = literal_column(f"tasks.{OPEN_TASK}", Boolean)
    order = (col(TaskRow.sort_due), col(TaskRow.offered_at), col(TaskRow.id))
    statement = select(TaskRow).where(opened, col(TaskRow.role).in_(roles), asked).order_by(*order).limit(limit)
    return tuple(TaskView.model_validate(row) for row in (await session.exec(statement)).all())


async def open_cases_of(session: AsyncSession, organization: str, limit: int = 60) -> tuple[CaseFull, ...]:
    """The open cases of an organisation, that with the nearest date first."""
    order = (col(CaseRow.sort_due), col(CaseRow.id))
    statement = select(CaseRow).where(_party(organization), col(CaseRow.status) == CaseStatus.OPEN.value)
    return tuple(CaseFull.model_validate(row) for row in await session.exec(statement.order_by(*order).limit(limit)))


async def papers_of(session: AsyncSession, task_ids: Collection[str]) -> dict[str, list[str]]:
    """The titles of what is attached to tasks, by task. Ask only for tasks that whoever looks may see."""
    if not task_ids:
        return {}
    statement = select(AttachmentRow.task, AttachmentRow.title).where(col(AttachmentRow.task).in_(task_ids))
    found: dict[str, list[str]] = {}
    for task, title in (await session.exec(statement.order_by(col(AttachmentRow.attached_at)))).all():
        found.setdefault(str(task), []).append(title)
    return found


def _theirs(viewer: Viewer) -> ColumnElement[bool]:
    if viewer.internal:
        return _KINDS
    return and_(_KINDS, or_(col(FactRow.actor) == viewer.user_id, *(_acts_of(one) for one in viewer.parties)))


async def _one(session: AsyncSession, of: ColumnElement[bool], case_id: str, seq: int) -> Sent | None:
    here = and_(col(FactRow.case_id) == case_id, col(FactRow.seq) == seq)
    found = await _sent(session, and_(here, of), None, 1)
    return found.items[0] if found.items else None


async def _sent(session: AsyncSession, of: ColumnElement[bool], cursor: str | None, limit: int) -> Page[Sent]:
    statement: Any = rows_of(*_columns(Sent, FactRow), _FACT_ID.label("id"))
    statement = statement.join(CaseRow, col(CaseRow.id) == col(FactRow.case_id)).where(_KINDS, of)
    if cursor is not None:
        statement = statement.where(_FACTS.beyond(cursor))
    rows = (await session.exec(statement.order_by(*_FACTS.order()).limit(bounded(limit) + 1))).all()
    return page_of(rows, limit, Sent.model_validate, _FACTS)


def _columns(view: type[View], table: Any) -> list[Any]:
    """The columns of `view`: those of its table, and of the case what the table lacks."""
    return [getattr(table, name) if hasattr(table, name) else getattr(CaseRow, name) for name in view.model_fields]
