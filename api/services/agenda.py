"""Calendars of deadlines that are read without signing in, at secret addresses: whose they are and what they tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import feeds as records
from activities.records import identity
from activities.records.queries.agenda import Reach, Revision, case_labels, feed_deadlines, revisions
from activities.records.queries.cases import get_case
from activities.records.queries.viewer import Viewer
from activities.records.tables import FeedKind, FeedRow, UnitRow
from api.deps import MANAGERS
from api.door import Door
from api.feeds import Entry, calendar_feed
from api.identity.principal import Principal
from api.identity.secrets import digest, new_secret
from api.problems import not_found
from api.services.reading import deadline_out
from api.shapes import DeadlineOut
from workflows.clock import local_date
from workflows.kernel import registry

KEPT_FOR = timedelta(days=90)
"""For so long after its date a calendar is still told of a deadline that is over."""
MOST_EACH = 20
"""How many addresses a person may have at a time."""


@dataclass(frozen=True)
class Source:
    """What may be subscribed to: the deadlines of `reach`, or of `case`."""

    kind: FeedKind
    target: str | None
    title: str
    reach: Reach | None = None
    case: str | None = None


async def sources(session: AsyncSession, viewer: Viewer, case: str | None = None) -> tuple[Source, ...]:
    """All that `viewer` may subscribe to, and `case` too when they may see it."""
    units = [unit for unit in await identity.list_units(session) if _answers_for(viewer, unit)]
    found = [
        Source(FeedKind.PERSON, None, "Meus prazos", Reach(user=viewer.user_id, parties=viewer.parties)),
        *(Source(FeedKind.UNIT, one.id, one.name, Reach(roles=tuple(one.roles))) for one in units),
        *(Source(FeedKind.PARTY, one, _party(viewer, one), Reach(parties=(one,))) for one in viewer.parties),
    ]
    seen = await get_case(session, viewer, case) if case else None
    if seen is not None:
        found.append(Source(FeedKind.CASE, seen.id, _name(seen.type, seen.label), case=seen.id))
    return tuple(found)


async def source_of(session: AsyncSession, viewer: Viewer, kind: str, target: str | None) -> Source | None:
    """The source with this kind and target; None when `viewer` may not subscribe to it, or may no more."""
    offered = await sources(session, viewer, target if kind == FeedKind.CASE else None)
    return next((one for one in offered if (one.kind, one.target) == (kind, target)), None)


async def subscribe(door: Door, who: Principal, source: Source, id: str) -> str | None:
    """Make an address for `source`; returns its secret, which is kept nowhere.

    None when `id` was used before (a form sent twice), or when the person has `MOST_EACH` addresses already.
    """
    secret = new_secret()
    row = FeedRow(
        id=id,
        hash=digest(secret),
        user_id=who.id,
        kind=source.kind.value,
        target=source.target,
        created_at=door.now(),
    )
    async with door.changes() as session:
        if await records.count_feeds(session, who.id) >= MOST_EACH or not await records.add_feed(session, row):
            return None
        await session.commit()
    return secret


async def revoke(door: Door, who: Principal, id: str) -> bool:
    """Revoke an address of `who`; whether there was one to revoke."""
    async with door.changes() as session:
        revoked = await records.revoke_feed(session, who.id, id, door.now())
        await session.commit()
    return revoked


async def feed_at(door: Door, secret: str) -> bytes:
    """The calendar at the address with `secret`, as its owner may see it now.

    Raises:
        Problem: 404 when there is none, it was revoked, or its owner is no longer active or may no longer see it.
    """
    gone = not_found("Este endereço de agenda não existe ou foi revogado.")
    async with door.changes() as session:
        found = await records.feed_user(session, digest(secret))
        if found is None:
            raise gone
        row, user = found
        viewer = Viewer(user_id=user.id, roles=tuple(user.roles), unit=user.unit, parties=tuple(user.parties))
        source = await source_of(session, viewer, row.kind, row.target)
        if source is None:
            raise gone
        if await records.note_use(session, row, door.now()):
            await session.commit()
        today = local_date(door.now())
        seen = await feed_deadlines(session, viewer, source.reach, source.case, since=today - KEPT_FOR)
        return await feed(session, [deadline_out(one, today) for one in seen], _title(source), door.settings.public_url)


async def feed(session: AsyncSession, deadlines: Sequence[DeadlineOut], title: str, public_url: str) -> bytes:
    """`deadlines`, which whoever asks may see, as a calendar; those without a date are left out."""
    dated = [(one, one.due) for one in deadlines if one.due is not None]
    changed = await revisions(session, ((one.case, one.id) for one, _ in dated))
    labels = await case_labels(session, (one.case for one, _ in dated))
    return calendar_feed(title, [_entry(one, due, labels, changed) for one, due in dated], public_url)


def _entry(deadline: DeadlineOut, due: date, labels: dict[str, tuple[str, str]], changed: dict[str, Revision]) -> Entry:
    last = changed.get(deadline.id)
    return Entry(
        deadline=deadline,
        due=due,
        case=_name(*labels[deadline.case]) if deadline.case in labels else "",
        sequence=last.sequence if last else 0,
        changed_at=last.at if last else deadline.opened_at,
    )


def _answers_for(viewer: Viewer, unit: UnitRow) -> bool:
    return viewer.internal and (viewer.unit == unit.id or any(role.id in viewer.roles for role in MANAGERS))


def _party(viewer: Viewer, party: str) -> str:
    return "Minha organização" if len(viewer.parties) == 1 else f"Organização {party}"


def _name(type: str, label: str) -> str:
    short = registry.about(type).short if type in registry.procedures() else type
    return f"{short} {label}"


def _title(source: Source) -> str:
    return source.title if source.kind is FeedKind.PERSON else f"Prazos: {source.title}"
