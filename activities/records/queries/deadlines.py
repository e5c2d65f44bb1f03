"""Reading deadlines: the list, one, and what is still owed on a calendar."""

from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Boolean, ColumnElement, bindparam, literal_column
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.paging import Page, Sort, bounded, page_of, sort_named
from activities.records.queries.viewer import Viewer, in_seen_case
from activities.records.queries.views import DeadlineView
from activities.records.tables import DeadlineRow
from activities.records.tables.cases import OWED
from workflows.clock import Binds, Nature
from workflows.clock.instants import lapse_instant
from workflows.kernel.state import DeadlineStatus

ASKS = f"deadlines.{OWED} AND deadlines.closed_at IS NULL AND deadlines.term ->> 'nature' <> '{Nature.MINIMUM}'"
"""That a deadline asks for an act, in SQL: what lapsed for good is closed, and nobody owes the end of a minimum."""
_ID = col(DeadlineRow.id)
_NAMED = select(DeadlineRow).where(_ID.in_(bindparam("ids", expanding=True)))
SORTS = {
    "due": Sort(by=col(DeadlineRow.sort_due), kind=date, id=_ID),
    "-due": Sort(by=col(DeadlineRow.sort_due), kind=date, id=_ID, descending=True),
}


class DeadlineFilter(BaseModel):
    """Which deadlines; those still owed (open, suspended, or lapsed without the act) unless `status` says otherwise.

    `due_before` and `due_after` leave out the day itself. `calendar` is the one that the deadline is counted on.
    `closed_after` asks instead for those met or lapsed for good after that day; `in_time`: met in time, or else not.
    `asks`: an act is asked for by its date, which a minimum does not, nor a right that was lost. `binds`: whom.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    procedure: str | None = None
    type: str | None = None
    decl: str | None = None
    status: DeadlineStatus | None = None
    overdue: bool | None = None
    due_before: date | None = None
    due_after: date | None = None
    party: str | None = None
    calendar: str | None = None
    provisional: bool | None = None
    asks: bool | None = None
    binds: Binds | None = None
    closed_after: date | None = None
    in_time: bool | None = None


async def list_deadlines(
    session: AsyncSession,
    viewer: Viewer,
    wanted: DeadlineFilter,
    *,
    today: date,
    sort: str = "due",
    cursor: str | None = None,
    limit: int = 50,
) -> Page[DeadlineView]:
    """Deadlines of cases that `viewer` may see. Raises ValueError for an unknown sort or cursor, or a wrong limit."""
    order = sort_named(SORTS, sort)
    seen = in_seen_case(viewer, col(DeadlineRow.case_id))
    statement = select(DeadlineRow).where(seen, *_conditions(wanted, today)).order_by(*order.order())
    if cursor is not None:
        statement = statement.where(order.beyond(cursor))
    rows = (await session.exec(statement.limit(bounded(limit) + 1))).all()
    return page_of(rows, limit, DeadlineView.model_validate, order)


async def get_deadline(session: AsyncSession, viewer: Viewer, deadline_id: str) -> DeadlineView | None:
    """A deadline; None when there is none that `viewer` may see."""
    found = await deadlines_named(session, viewer, (deadline_id,))
    return found[0] if found else None


async def deadlines_named(session: AsyncSession, viewer: Viewer, ids: Sequence[str]) -> tuple[DeadlineView, ...]:
    """The deadlines among `ids` that `viewer` may see, in no order."""
    statement = _NAMED if viewer.internal else _NAMED.where(in_seen_case(viewer, col(DeadlineRow.case_id)))
    rows = (await session.exec(statement, params={"ids": list(ids)})).all()
    return tuple(DeadlineView.model_validate(row) for row in rows)


def _conditions(wanted: DeadlineFilter, today: date) -> list[ColumnElement[bool]]:
    due = col(DeadlineRow.sort_due)
    found: list[ColumnElement[bool]] = _status(wanted)
    equal = {"case_id": wanted.procedure, "case_type": wanted.type, "decl": wanted.decl, "party": wanted.party}
    found += [col(getattr(DeadlineRow, name)) == value for name, value in equal.items() if value is not None]
    if wanted.provisional is not None:
        found.append(col(DeadlineRow.provisional).is_(wanted.provisional))
    if wanted.asks is not None:
        asks = literal_column(f"({ASKS})", Boolean)
        found.append(asks if wanted.asks else ~asks)
    if wanted.binds is not None:
        found.append(col(DeadlineRow.term)["binds"].astext == wanted.binds.value)
    if wanted.calendar is not None:
        found.append(col(DeadlineRow.term)["calendar"].astext == wanted.calendar)
    if wanted.overdue is not None:
        found.append(due < today if wanted.overdue else due >= today)
    if wanted.due_before is not None:
        found.append(due < wanted.due_before)
    if wanted.due_after is not None:
        found += [due > wanted.due_after, col(DeadlineRow.due).is_not(None)]
    return found


def _status(wanted: DeadlineFilter) -> list[ColumnElement[bool]]:
    """That a deadline is owed is written out, not bound: an index covers only these."""
    status = col(DeadlineRow.status)
    if wanted.closed_after is not None:
        found = [col(DeadlineRow.closed_at) >= lapse_instant(wanted.closed_after)]
        found.append(status != DeadlineStatus.CANCELLED.value)
        found.append(col(DeadlineRow.term)["nature"].astext != Nature.MINIMUM.value)
    else:
        found = [
            literal_column(f"deadlines.{OWED}", Boolean) if wanted.status is None else status == wanted.status.value
        ]
    if wanted.in_time is not None:
        met = status == DeadlineStatus.MET.value
        found.append(met if wanted.in_time else ~met)
    return found
