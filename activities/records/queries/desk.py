"""Reading what people keep on their desks, beside the lists: one round trip, however much there is."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, or_, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.viewer import Viewer, sees_task
from activities.records.queries.views import FollowUpView, TaskView
from activities.records.tables import FollowUpRow, MentionRow, TaskRow, UserRow

MOST_FOLLOWED = 500
_FROZEN = ConfigDict(frozen=True, extra="forbid")

# Comments of the body's people are not for others: who is no longer of the body is mentioned nowhere.
_MENTIONS = """
SELECT m.act, m.case_id, m.task, t.title, t.case_subject AS subject, u.name AS by, left(c.text, 400) AS text,
       m.at, m.seen_at IS NOT NULL AS seen
  FROM mentions m JOIN comments c USING (case_id, act)
  LEFT JOIN tasks t ON t.id = m.task LEFT JOIN users u ON u.id = c.user_id
 WHERE m.user_id = :user AND :internal"""
_DESK = text(f"""
SELECT
  (SELECT coalesce(json_agg(f), '[]') FROM (
     SELECT id, name, query, unit IS NOT NULL AS shared FROM saved_filters
      WHERE user_id = :user AND unit IS NULL OR unit = :unit ORDER BY unit IS NOT NULL, lower(name)) f) AS filters,
  (SELECT coalesce(json_agg(m), '[]') FROM (
     {_MENTIONS} AND m.seen_at IS NULL ORDER BY m.at DESC LIMIT 4) m) AS mentions,
  (SELECT coalesce(json_agg(w), '[]') FROM (
     SELECT f.task, f.until, f.note FROM follow_ups f JOIN tasks t ON t.id = f.task
      WHERE f.user_id = :user AND t.owner = :user AND t.status IN ('ready', 'reserved')
      ORDER BY f.until, f.task LIMIT {MOST_FOLLOWED}) w) AS follow_ups,
  coalesce((SELECT single_keys FROM preferences WHERE user_id = :user), true) AS single_keys
""")
_ALL_MENTIONS = text(f"{_MENTIONS} ORDER BY m.at DESC LIMIT :limit")


class FilterView(BaseModel):
    """A filter kept under a name; `shared` when it is the unit's."""

    model_config = _FROZEN

    id: str
    name: str
    query: str
    shared: bool


class MentionView(BaseModel):
    """A comment that mentions the reader, with the name of whoever wrote it and the beginning of what it says."""

    model_config = _FROZEN

    act: str
    case_id: str
    task: str | None
    title: str | None
    subject: str | None
    by: str | None
    text: str
    at: datetime
    seen: bool


class DeskView(BaseModel):
    """What stands beside somebody's lists. Of what mentions them, the newest four not yet seen."""

    model_config = _FROZEN

    filters: tuple[FilterView, ...] = ()
    mentions: tuple[MentionView, ...] = ()
    follow_ups: tuple[FollowUpView, ...] = ()
    single_keys: bool = True


async def desk_of(session: AsyncSession, viewer: Viewer) -> DeskView:
    """What the viewer keeps on their desk."""
    asked = {"user": viewer.user_id, "unit": viewer.unit, "internal": viewer.internal}
    row = (await (await session.connection()).execute(_DESK, asked)).one()
    return DeskView.model_validate(dict(row._mapping))


async def mentions_of(session: AsyncSession, viewer: Viewer, limit: int = 100) -> tuple[MentionView, ...]:
    """The comments that mention the viewer, newest first, the first `limit`."""
    asked = {"user": viewer.user_id, "internal": viewer.internal, "limit": limit}
    rows = await (await session.connection()).execute(_ALL_MENTIONS, asked)
    return tuple(MentionView.model_validate(dict(row._mapping)) for row in rows)


def put_off(viewer: Viewer, today: date) -> ColumnElement[bool]:
    """For WHERE on tasks: those that the viewer wants to see on a later day, unless their deadline ends before it."""
    later = select(FollowUpRow.task).where(
        col(FollowUpRow.user_id) == viewer.user_id,
        col(FollowUpRow.task) == col(TaskRow.id),
        col(FollowUpRow.until) > today,
        or_(col(TaskRow.due).is_(None), col(TaskRow.due) >= col(FollowUpRow.until)),
    )
    return later.exists()


async def follow_up_of(session: AsyncSession, viewer: Viewer, task_id: str) -> FollowUpView | None:
    """The day that the viewer set on a task, if they did."""
    row = await session.get(FollowUpRow, (viewer.user_id, task_id))
    return FollowUpView.model_validate(row) if row else None


async def tasks_named(session: AsyncSession, viewer: Viewer, ids: list[str]) -> tuple[TaskView, ...]:
    """Those of the tasks of these ids that the viewer may see, the earliest due first."""
    named = select(TaskRow).where(col(TaskRow.id).in_(ids), sees_task(viewer))
    rows = (await session.exec(named.order_by(col(TaskRow.sort_due), col(TaskRow.id)))).all()
    return tuple(TaskView.model_validate(row) for row in rows)


async def mentioned_in(session: AsyncSession, task_id: str) -> dict[str, tuple[str, ...]]:
    """Whom the comments on a task mention: names, by the act of the comment."""
    statement = (
        select(MentionRow.act, UserRow.name)
        .join(UserRow, col(UserRow.id) == col(MentionRow.user_id))
        .where(col(MentionRow.task) == task_id)
        .order_by(col(UserRow.name))
    )
    found: dict[str, tuple[str, ...]] = {}
    for act, name in (await session.exec(statement)).all():
        found[act] = (*found.get(act, ()), name)
    return found
