"""About whoever asks, about the health of the service, and about the API itself."""

from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from api.deps import DoorDep, Reader, public
from api.problems import KINDS, Problem, not_found, responses
from api.services import health
from api.shapes import MeOut
from api.v1.params import Id

router = APIRouter(tags=["serviço"])
probes = APIRouter()


class Alive(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """What the service stands on. `false` in any of them makes the answer 503."""

    records: bool
    migrations: bool
    engine: bool


class KindOut(BaseModel):
    """One code that a problem may have."""

    code: str
    status: int
    title: str
    advice: str


@router.get("/me", responses=responses(401, 403))
async def get_me(who: Reader) -> MeOut:
    """Whoever asks, as the service sees them."""
    return MeOut(
        id=who.id,
        login=who.login,
        name=who.name,
        roles=list(who.roles),
        unit=who.unit,
        parties=list(who.parties),
        via=who.via,
        scopes=sorted(who.scopes),
    )


@router.get("/healthz", dependencies=[public(limited=False)])
@probes.get("/healthz", dependencies=[public(limited=False)])
async def healthz() -> Alive:
    """The process answers."""
    return Alive()


@router.get("/readyz", dependencies=[public(limited=False)])
@probes.get("/readyz", dependencies=[public(limited=False)])
async def readyz(door: DoorDep) -> Ready:
    """Records, migrations and engine answer."""
    state = Ready(**await health.check(door))
    if not (state.records and state.migrations and state.engine):
        raise Problem("nao-pronto", retry_after=5, extra=state.model_dump())
    return state


@router.get("/openapi.json", dependencies=[public()])
@probes.get("/openapi.json", dependencies=[public()])
async def openapi(request: Request) -> dict[str, Any]:
    """This API's description."""
    document: dict[str, Any] = request.app.openapi()
    return document


@probes.get("/problemas", dependencies=[public()])
async def list_problem_kinds() -> list[KindOut]:
    """Every code that a problem may have, and what to do about it."""
    return [_kind(code) for code in KINDS]


@probes.get("/problemas/{code}", dependencies=[public()])
async def get_problem_kind(code: Id, response: Response) -> KindOut:
    """What one code means: where the `type` of a problem leads."""
    if code not in KINDS:
        raise not_found()
    response.headers["Cache-Control"] = "public, max-age=3600"
    return _kind(code)


def _kind(code: str) -> KindOut:
    kind = KINDS[code]
    return KindOut(code=str(code), status=kind.status, title=kind.title, advice=kind.advice)
