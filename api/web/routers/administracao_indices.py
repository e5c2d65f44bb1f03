"""The indices and rates that debts are computed with: what was imported, and a file imported by an act."""

from collections.abc import Mapping

from fastapi import APIRouter, Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.datastructures import UploadFile
from starlette.responses import Response

from activities.records.indices import list_series
from api.deps import Administrator, DoorDep, SessionDep
from api.identity.principal import Principal
from api.problems import Problem
from api.services import indexing
from api.web.inputs import PostedDep, clean
from api.web.posting import new_act
from api.web.templating import go, page
from api.web.views.administracao import tabs
from api.web.views.erros import by_field, summary
from api.web.views.indices import PATH, series_groups

router = APIRouter(dependencies=[Depends(clean)])
FILE = "_arquivo"


@router.get(PATH)
async def indices(request: Request, who: Administrator, session: SessionDep) -> Response:
    """Each series with its versions, and the form to import a file."""
    return await _show(request, who, session)


@router.post(PATH)
async def importar(
    request: Request, who: Administrator, door: DoorDep, session: SessionDep, posted: PostedDep
) -> Response:
    """Import a file as the next version of its series; with anything wrong nothing is done."""
    file = (await request.form()).get(FILE)
    content = await file.read(indexing.LARGEST + 1) if isinstance(file, UploadFile) and file.filename else b""
    act = posted.text("act")
    if not content:
        return await _show(request, who, session, act, {"file": "Escolha o arquivo da série"})
    try:
        await indexing.import_series(door, who.id, act, content)
    except Problem as problem:
        return await _show(request, who, session, act, by_field(problem.errors))
    return go(request, PATH, "importado")


async def _show(
    request: Request, who: Principal, session: AsyncSession, act: str = "", errors: Mapping[str, str] | None = None
) -> Response:
    told = errors or {}
    return page(
        request,
        who,
        "pages/administracao/indices.html",
        status=422 if told else 200,
        failed=bool(told),
        abas=tabs(PATH),
        grupos=series_groups(await list_series(session)),
        erros=summary(told),
        errados={"file": "", "act": "", **told},
        dito=act,
        arquivo=FILE,
        ato=new_act(),
    )
