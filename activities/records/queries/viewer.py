"""Who looks, and what they may see: people of the body every case, others those they started or are a party of."""

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.sql.expression import SQLColumnExpression
from sqlmodel import col

from activities.records.tables import CaseRow, TaskRow
from workflows.kernel.roles import ROLES


class Viewer(BaseModel):
    """Whoever asks. `parties` are the organisations they answer for."""

    model_config = ConfigDict(frozen=True)

    user_id: str
    roles: tuple[str, ...] = ()
    unit: str | None = None
    parties: tuple[str, ...] = ()

    @property
    def internal(self) -> bool:
        """Whether they hold a role of the body itself."""
        return any(role in ROLES and not ROLES[role].external for role in self.roles)


def sees_case(viewer: Viewer) -> ColumnElement[bool]:
    """For WHERE on cases."""
    if viewer.internal:
        return true()
    started = col(CaseRow.started_by) == viewer.user_id
    if not viewer.parties:
        return started
    return or_(started, col(CaseRow.parties).op("&&")(list(viewer.parties)))


def in_seen_case(viewer: Viewer, case_id: SQLColumnExpression[str]) -> ColumnElement[bool]:
    """For WHERE on what belongs to cases."""
    if viewer.internal:
        return true()
    return case_id.in_(select(col(CaseRow.id)).where(sees_case(viewer)))


def sees_task(viewer: Viewer) -> ColumnElement[bool]:
    """For WHERE on tasks: others than the body's people see only what is asked of them, or what they did."""
    if viewer.internal:
        return true()
    role, party = col(TaskRow.role), col(TaskRow.party)
    asked = and_(role.in_(viewer.roles), or_(party.is_(None), party.in_(viewer.parties)))
    mine = or_(col(TaskRow.owner) == viewer.user_id, col(TaskRow.closed_by) == viewer.user_id)
    return and_(or_(asked, mine), in_seen_case(viewer, col(TaskRow.case_id)))
