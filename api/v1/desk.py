"""What mentions whoever asks: for programs that tell people elsewhere."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from activities.records.queries.desk import MentionView, mentions_of
from api.deps import Doer, DoorDep, Reader, SessionDep
from api.problems import responses
from api.services import desk

router = APIRouter(prefix="/me", tags=["tarefas"], responses=responses(401, 403))


class SeenIn(BaseModel):
    """Which mention was seen, by the `act` of its comment; without it, all of them."""

    model_config = ConfigDict(extra="forbid")

    act: str | None = Field(default=None, min_length=1, max_length=120)


@router.get("/mentions")
async def list_mentions(session: SessionDep, who: Reader) -> list[MentionView]:
    """The comments that mention whoever asks, newest first, those seen too; the first hundred."""
    return list(await mentions_of(session, who.viewer))


@router.post("/mentions/seen", status_code=204)
async def see_mentions(door: DoorDep, who: Doer, body: SeenIn | None = None) -> None:
    """Note that whoever asks saw one mention, or all of them."""
    await desk.note_seen(door, who, body.act if body else None)
