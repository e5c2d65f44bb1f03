"""Absences and who covers them, as the pages enter them."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from activities.records.absences import live_absences
from activities.records.tables import AbsenceRow
from api.deps import Doer, DoorDep, Reader, SessionDep
from api.identity.principal import Principal
from api.problems import responses
from api.services import substituting
from api.services.substituting import Wanted, manages
from api.shapes import Out
from workflows.clock import local_date
from workflows.clock.model import LegalDate

router = APIRouter(prefix="/absences", tags=["ausências"], responses=responses(401, 403))


class AbsenceIn(BaseModel):
    """Who is away (by default, whoever asks), covered by whom, from when to when, and why. With `dry_run`, only says
    what would pass to the substitute."""

    model_config = ConfigDict(extra="forbid")

    person: str | None = Field(default=None, max_length=80)
    substitute: str = Field(min_length=1, max_length=80)
    since: LegalDate
    until: LegalDate
    reason: str = Field(min_length=1, max_length=500, pattern=r"\S")
    dry_run: bool = False


class AbsenceOut(Out):
    """An absence, both days included. `reason` only for the person, for whoever entered it and for those who manage."""

    id: str
    person: str
    substitute: str
    since: LegalDate
    until: LegalDate
    reason: str | None = None
    ended_at: datetime | None = None


class EnteredOut(Out):
    """`absence` is null in a dry run. `tasks` are with the person now; on `barred` of them nobody may act in their
    stead."""

    absence: AbsenceOut | None
    tasks: int
    barred: int


@router.get("")
async def list_absences(door: DoorDep, session: SessionDep, who: Reader) -> list[AbsenceOut]:
    """Those in course and to come: everybody's for those who manage; else one's own and those one covers."""
    rows = await live_absences(session, local_date(door.now()), None if manages(who) else who.id)
    return [_out(row, who) for row in rows]


@router.post("", responses=responses(422))
async def enter_absence(body: AbsenceIn, door: DoorDep, who: Doer) -> EnteredOut:
    """Enter an absence: within its days the substitute may act in the person's stead."""
    person = body.person or who.id
    wanted = Wanted(person, body.substitute, body.since, body.until, body.reason.strip())
    row = None
    if not body.dry_run:
        row = await substituting.enter(door, who, wanted)
    async with door.records() as session:
        if row is None:
            await substituting.check(session, who, wanted, local_date(door.now()))
        found = await substituting.handed(session, wanted)
    return EnteredOut(absence=_out(row, who) if row else None, tasks=found.tasks, barred=found.barred)


@router.post("/{absence}/end", responses=responses(404))
async def end_absence(absence: Annotated[str, Path(max_length=80)], door: DoorDep, who: Doer) -> AbsenceOut:
    """End an absence: from now on nobody acts in the person's stead."""
    return _out(await substituting.end(door, who, absence), who)


def _out(row: AbsenceRow, who: Principal) -> AbsenceOut:
    told = manages(who) or who.id in (row.user_id, row.entered_by)
    return AbsenceOut(
        id=row.id, person=row.user_id, substitute=row.substitute, since=row.since, until=row.until,
        reason=row.reason if told else None, ended_at=row.ended_at,
    )  # fmt: skip
