"""The working-day calendar: reading it, and entering what is decreed."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from api.deps import Administrator, DoorDep, SessionDep, public
from api.problems import responses
from api.services import calendar
from api.services.calendar import CalendarOut
from api.services.decreeing import DecreeOut
from api.services.decreeing import decree_days as decree
from workflows.clock import ClosureKind, Ground, SpecialDay
from workflows.clock.model import LegalDate

router = APIRouter(prefix="/calendar", tags=["calendário"])


class DecreedDayIn(BaseModel):
    """One day without the normal hours. `act` is its own act, when it is not the decree's."""

    model_config = ConfigDict(extra="forbid")

    day: LegalDate
    kind: ClosureKind = ClosureKind.FECHADO
    ground: Ground = Ground.SEM_EXPEDIENTE
    name: str = Field(default="", max_length=200)
    act: str = Field(default="", max_length=500)
    decreed_on: LegalDate | None = None


class DecreeIn(BaseModel):
    """Days that an act decrees. With `dry_run`, only says what would move."""

    model_config = ConfigDict(extra="forbid")

    calendar: str = Field(default="mt-cuiaba", min_length=1, max_length=80)
    act: str = Field(pattern=r"\S", max_length=500, description="O ato que decreta, como “Decreto 1.787/2025”.")
    days: list[DecreedDayIn] = Field(min_length=1, max_length=200)
    dry_run: StrictBool = False


@router.get("", dependencies=[public()], responses=responses(404))
async def get_calendar(
    session: SessionDep,
    id: Annotated[str, Query(max_length=80)] = "mt-cuiaba",
    year: Annotated[int | None, Query(ge=1900, le=2200)] = None,
) -> CalendarOut:
    """A calendar: each day without the normal hours, with the act that decrees it, and the years whose decree is in."""
    return await calendar.calendar_view(session, id, year)


@router.post("/days", responses=responses(401, 403, 404, 413))
async def decree_days(body: DecreeIn, door: DoorDep, who: Administrator) -> DecreeOut:
    """Enter decreed days; answers with every open deadline that they move, from when to when."""
    days = tuple(SpecialDay(**dict(day)) for day in body.days)
    return await decree(door, who.viewer, body.calendar, body.act.strip(), days, dry_run=body.dry_run)
