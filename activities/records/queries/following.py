"""How far the open cases have come in reading what the body last decreed."""

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.views import View
from activities.records.tables import CaseRow, ContextRow
from workflows.kernel.state import CaseStatus


class Following(View):
    """The version last decreed, the cases that are open, and how many of them go by an older one still."""

    version: int
    open: int
    behind: int

    @property
    def done(self) -> int:
        return self.open - self.behind


async def following(session: AsyncSession) -> Following:
    """As of now. It is read from what the cases themselves recorded, so it is the same from every process."""
    version = (await session.exec(select(ContextRow.version))).one()
    behind = func.count().filter(col(CaseRow.context_version) < version)
    statement = select(func.count(), behind).where(col(CaseRow.status) == CaseStatus.OPEN.value)
    all_open, late = (await session.exec(statement)).one()
    return Following(version=version, open=all_open, behind=late)
