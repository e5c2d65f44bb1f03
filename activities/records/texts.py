"""The texts of messages that the body set by acts: which is in force on a day, and a message in it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.administration import What, administer, one_at_a_time
from activities.records.engine import Sessions
from activities.records.tables import CaseRow, MessageTextRow, NotificationRow
from workflows.clock import local_date
from workflows.kernel import registry
from workflows.kernel.texts import fill


class Worded(NamedTuple):
    """A message as it goes out. `text_seq` is the administrative fact of its text; None when it is the original."""

    subject: str
    body: str
    text_seq: int | None = None


async def list_texts(session: AsyncSession, kind: str | None = None) -> Sequence[MessageTextRow]:
    """Every text set by an act, newest day first; of one kind, when given."""
    statement = select(MessageTextRow).order_by(col(MessageTextRow.kind), col(MessageTextRow.since).desc())
    if kind is not None:
        statement = statement.where(col(MessageTextRow.kind) == kind)
    return (await session.exec(statement)).all()


async def text_in_force(session: AsyncSession, kind: str, on: date) -> MessageTextRow | None:
    """The text that an act gave a kind of message for the legal date `on`; None when the original stands."""
    statement = select(MessageTextRow).where(col(MessageTextRow.kind) == kind, col(MessageTextRow.since) <= on)
    found = (await session.exec(statement.order_by(col(MessageTextRow.since).desc()).limit(1))).one_or_none()
    return found if found is not None and found.body is not None else None


async def worded(session: AsyncSession, row: NotificationRow) -> Worded:
    """The message in the text in force on the day on which it was asked for.

    It keeps the words that its case gave it when it does not bring all that the other text tells: it may come from a
    case of an earlier build.
    """
    original = Worded(row.subject, row.body)
    text = await text_in_force(session, row.kind, local_date(row.at))
    if text is None or text.subject is None or text.body is None:
        return original
    values = {**await _of_the_case(session, row.case_id), **row.values}
    try:
        return Worded(fill(text.subject, values), fill(text.body, values), text.admin_seq)
    except KeyError:
        return original


async def _of_the_case(session: AsyncSession, case_id: str) -> dict[str, str]:
    case = await session.get(CaseRow, case_id)
    if case is None:
        return {}
    try:
        name = registry.about(case.type).short
    except KeyError:
        name = case.type
    return {"processo": f"{name} {case.number}/{case.year}", "assunto": case.subject}


async def set_text(sessions: Sessions, author: str, row: MessageTextRow) -> int:
    """Give a kind of message the text of `row` by its act; answers the number of the administrative fact."""
    async with sessions() as session:
        await one_at_a_time(session)
        before = await text_in_force(session, row.kind, row.since)
        data = {"kind": row.kind, "since": row.since.isoformat(), "before": _said(before), "after": _said(row)}
        seq = await administer(session, author, What.MESSAGE_TEXT, data, row.act)
        changed: dict[str, Any] = {"subject": row.subject, "body": row.body, "act": row.act, "admin_seq": seq}
        statement = insert(MessageTextRow).values({"kind": row.kind, "since": row.since, **changed})
        await session.exec(statement.on_conflict_do_update(index_elements=["kind", "since"], set_=changed))
        await session.commit()
    return seq


def _said(row: MessageTextRow | None) -> dict[str, str | None] | None:
    return {"subject": row.subject, "body": row.body} if row is not None and row.body is not None else None
