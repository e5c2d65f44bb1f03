"""Deadlines: the list, the day-by-day proof, the calendar feed, the calculator, and decisions on their course."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, ConfigDict, Field, StrictInt

from api import feeds
from api.deps import Doer, DoorDep, Reader, SessionDep, public
from api.problems import responses
from api.services import acting, agenda, calendar, reading
from api.shapes import ActOut, DeadlineOut, Page, ProofOut
from api.v1.params import Cursor, Id, Key, Limit
from workflows.clock import CountAnswer, CountRequest, Unit
from workflows.clock.model import LegalDate
from workflows.kernel.messages import Verb
from workflows.kernel.state import DeadlineStatus

router = APIRouter(tags=["prazos"])
OURS = responses(401, 403)
ACT = responses(401, 403, 404, 409, 413)


class LedgerIn(BaseModel):
    """A decision on the course of a deadline. `on` is the day of the act, today when left out."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(min_length=1, max_length=2000)
    provision: str | None = Field(default=None, max_length=200)
    on: LegalDate | None = None


class ExtensionIn(LedgerIn):
    """How much is added, in which unit."""

    amount: StrictInt = Field(ge=1, le=36_500)
    unit: Unit = Unit.DIA


def deadline_filter(
    procedure: Annotated[str | None, Query(max_length=120)] = None,
    type: Annotated[str | None, Query(max_length=80)] = None,
    status: DeadlineStatus | None = None,
    overdue: bool | None = None,
    due_before: LegalDate | None = None,
    due_after: LegalDate | None = None,
    party: Annotated[str | None, Query(max_length=120)] = None,
) -> reading.DeadlineFilter:
    """Which deadlines, from the query."""
    return reading.DeadlineFilter(
        procedure=procedure,
        type=type,
        status=status,
        overdue=overdue,
        due_before=due_before,
        due_after=due_after,
        party=party,
    )


Wanted = Annotated[reading.DeadlineFilter, Depends(deadline_filter)]


@router.get("/deadlines", responses=OURS)
async def list_deadlines(
    door: DoorDep, session: SessionDep, who: Reader, wanted: Wanted, cursor: Cursor = None, limit: Limit = 50
) -> Page[DeadlineOut]:
    """Deadlines of the cases that one may see, the earliest first; those still owed, unless a status is given."""
    return await reading.list_deadlines(session, who, wanted, cursor, limit, door.now())


@router.get(
    "/deadlines.ics",
    response_class=Response,
    responses={200: {"description": "iCalendar (RFC 5545).", "content": {feeds.ICS: {}}}, **OURS},
)
async def deadlines_feed(door: DoorDep, session: SessionDep, who: Reader, wanted: Wanted) -> Response:
    """The same as a calendar feed: one all-day event for each due date."""
    page = await reading.list_deadlines(session, who, wanted, None, feeds.MOST, door.now())
    content = await agenda.feed(session, page.items, "Prazos do Tramita", door.settings.public_url)
    return Response(content, media_type=feeds.ICS)


@router.get("/deadlines/{id}/proof", responses=OURS | responses(404))
async def prove_deadline(id: Id, session: SessionDep, who: Reader) -> ProofOut:
    """Each day from the anchor to the due date: counted, not counted or suspended, and why."""
    return await calendar.proof_of(session, who, id)


@router.post("/deadlines/count", dependencies=[public()], responses=responses(413))
async def count_deadline(body: CountRequest, session: SessionDep) -> CountAnswer:
    """The calculator. Public; stores nothing."""
    return await calendar.calculate(session, body)


@router.post("/deadlines/{id}/suspend", responses=ACT)
async def suspend_deadline(id: Id, body: LedgerIn, door: DoorDep, who: Doer, key: Key = None) -> ActOut:
    """Suspend a deadline, where the norm allows it."""
    return await _decide(door, who, id, Verb.SUSPEND, key, body)


@router.post("/deadlines/{id}/resume", responses=ACT)
async def resume_deadline(id: Id, body: LedgerIn, door: DoorDep, who: Doer, key: Key = None) -> ActOut:
    """Let a suspended deadline run on with what remained."""
    return await _decide(door, who, id, Verb.RESUME, key, body)


@router.post("/deadlines/{id}/extend", responses=ACT)
async def extend_deadline(id: Id, body: ExtensionIn, door: DoorDep, who: Doer, key: Key = None) -> ActOut:
    """Extend a deadline, where the norm allows it and up to its cap."""
    return await _decide(door, who, id, Verb.EXTEND, key, body)


async def _decide(door: DoorDep, who: Doer, id: str, verb: Verb, key: str | None, body: LedgerIn) -> ActOut:
    content = body.model_dump(mode="python", exclude_none=True)
    return await reading.act_out(door, who, await acting.act_on_deadline(door, who, id, verb, key, **content))
