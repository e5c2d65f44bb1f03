"""Cases: starting them, listing them, reading one, its facts, and what may be brought to it."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from api.deps import Doer, DoorDep, Reader, SessionDep, Starter
from api.problems import responses
from api.services import acting, reading, starting
from api.shapes import ActOut, CaseDetail, CaseOut, EventOut, FactOut, Page
from api.v1.params import Cursor, Id, Key, Limit, Text
from workflows.clock.model import LegalDate
from workflows.kernel.state import CaseStatus

router = APIRouter(prefix="/procedures", tags=["processos"], responses=responses(401, 403))


class StartIn(BaseModel):
    """What is needed to start a case."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(max_length=80)
    input: dict[str, Any] = Field(default_factory=dict)
    started_on: LegalDate | None = Field(default=None, description="A data do protocolo em papel, quando for anterior.")
    party: str | None = Field(
        default=None, max_length=80, description="A organização, para quem responde por mais de uma; `eu` por nenhuma."
    )


class EventIn(BaseModel):
    """What is brought."""

    model_config = ConfigDict(extra="forbid")

    form: dict[str, Any] = Field(default_factory=dict)
    files: list[Annotated[str, Field(max_length=64)]] = Field(
        default_factory=list, max_length=20,
        description="Ids de documentos que você enviou antes (POST /documents) e que vão junto.",
    )  # fmt: skip


@router.post("", status_code=201, responses=responses(409, 413))
async def start_procedure(body: StartIn, door: DoorDep, who: Starter, response: Response, key: Key = None) -> ActOut:
    """Start a case. Answers when its first facts are recorded."""
    request = starting.StartRequest(body.type, body.input, body.started_on, body.party)
    result = await starting.start_case(door, who, request, key)
    response.headers["Location"] = f"/api/v1/procedures/{result.case}"
    return await reading.act_out(door, who, result)


@router.get("")
async def list_procedures(
    door: DoorDep,
    session: SessionDep,
    who: Reader,
    type: Annotated[str | None, Query(max_length=80)] = None,
    status: CaseStatus | None = None,
    stage: Annotated[str | None, Query(max_length=80)] = None,
    party: Annotated[str | None, Query(max_length=120)] = None,
    overdue: bool | None = None,
    q: Text = None,
    sort: Literal["-started_at", "started_at", "next_due"] = "-started_at",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[CaseOut]:
    """The cases that whoever asks may see."""
    wanted = reading.CaseFilter(type=type, status=status, stage=stage, party=party, overdue=overdue, q=q)
    return await reading.list_cases(session, who, wanted, sort, cursor, limit, door.now())


@router.get("/{id}", responses=responses(404))
async def get_procedure(id: Id, door: DoorDep, session: SessionDep, who: Reader) -> CaseDetail:
    """One case: why it stands where it stands, and everything that hangs on it."""
    return await reading.case_detail(session, who, id, door.now())


@router.get("/{id}/facts", responses=responses(404))
async def list_facts(
    id: Id,
    session: SessionDep,
    who: Reader,
    after: Annotated[int, Query(ge=0, le=2**31 - 1, description="Só os fatos depois deste.")] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> Page[FactOut]:
    """The timeline, in order. `next_cursor` is the value of `after` for the next page."""
    return await reading.list_facts(session, who, id, after, limit)


@router.get("/{id}/events", responses=responses(404))
async def list_events(id: Id, door: DoorDep, session: SessionDep, who: Reader) -> Page[EventOut]:
    """What may be brought to the case now."""
    return Page(items=await reading.open_events(session, who, id, door.now()))


@router.post("/{id}/events/{event}", responses=responses(404, 409, 413))
async def bring_event(id: Id, event: Id, body: EventIn, door: DoorDep, who: Doer, key: Key = None) -> ActOut:
    """Bring something to the case. Answers when the resulting facts are recorded."""
    return await reading.act_out(door, who, await acting.bring_event(door, who, id, event, body.form, key, body.files))
