"""Following a request from outside: its public state, for whoever has the receipt of an act, and its public dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.agenda import Revision, revisions
from activities.records.queries.cases import case_view, facts
from activities.records.queries.sent import Sent
from activities.records.queries.views import CaseFull, DeadlineView, FactView
from api.feeds import Entry, calendar_feed
from api.services.access import THE_DOOR
from api.services.protocols import at_secret
from api.services.reading import deadline_out
from workflows.kernel.state import DeadlineStatus, FactKind

STAGES = 200
"""Among so many of the first facts are the stages looked for."""


@dataclass(frozen=True)
class Followed:
    """What is public of a request: the act with whose receipt it is followed, the case, its deadlines and stages."""

    sent: Sent | None
    case: CaseFull
    deadlines: tuple[DeadlineView, ...]
    stages: tuple[FactView, ...]

    @property
    def public(self) -> bool:
        """Whether the case itself is in the public register."""
        return bool(self.case.public)


async def follow(session: AsyncSession, secret: str) -> Followed | None:
    """What is public of the request of the act whose receipt makes `secret`; None when no receipt makes it."""
    sent = await at_secret(session, secret)
    return await public_state(session, sent.case_id, sent) if sent else None


async def public_state(session: AsyncSession, case_id: str, sent: Sent | None = None) -> Followed | None:
    """The stage of a case and its deadlines, without those of one party alone; None when there is no such case."""
    view = await case_view(session, THE_DOOR, case_id)
    if view is None:
        return None
    told = tuple(one for one in view.deadlines if one.party is None and one.status is not DeadlineStatus.CANCELLED)
    happened = (await facts(session, case_id, limit=STAGES)).items
    stages = tuple(one for one in happened if one.kind is FactKind.STAGE_ENTERED)
    return Followed(sent, view.case, told, stages)


async def dates_feed(
    session: AsyncSession, title: str, found: Followed, link: str, public_url: str, today: date
) -> bytes:
    """The public dates of a request as a calendar; each leads to `link`."""
    dated = [one for one in found.deadlines if one.due is not None]
    changed = await revisions(session, [(one.case_id, one.id) for one in dated])
    return calendar_feed(title, _entries(dated, title, link, changed, today), public_url)


def _entries(
    dated: Iterable[DeadlineView], title: str, link: str, changed: dict[str, Revision], today: date
) -> Iterable[Entry]:
    for one in dated:
        assert one.due is not None
        last = changed.get(one.id)
        yield Entry(
            deadline=deadline_out(one, today),
            due=one.due,
            case=title,
            sequence=last.sequence if last else 0,
            changed_at=last.at if last else one.opened_at,
            link=link,
        )
