"""A task done by sheets: what each asks, an empty one to fill in, and every line that is wrong."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.datastructures import UploadFile
from starlette.responses import Response

from api.deps import Doer, DoorDep, Reader, SessionDep
from api.door import Door
from api.identity.principal import Principal
from api.problems import not_found
from api.services.access import visible_task
from api.services.sheet_acts import complete_by_sheets, sheets_for
from api.services.sheets import LARGEST, SheetErrors, SheetProblem
from api.web.inputs import PostedDep, clean
from api.web.posting import new_act
from api.web.templating import go, page
from api.web.views.citacoes import maybe_cite

router = APIRouter(dependencies=[Depends(clean)])
FILE = "_planilha."


@router.get("/tarefas/{id}/planilha")
async def planilha(request: Request, reader: Reader, door: DoorDep, session: SessionDep, id: str) -> Response:
    """The sheets that the task takes, column by column."""
    return await _show(request, reader, door, session, id)


@router.get("/tarefas/{id}/planilha/modelo")
async def modelo(
    _request: Request, reader: Reader, door: DoorDep, id: str, lista: Annotated[str, Query(max_length=80)] = ""
) -> Response:
    """An empty sheet."""
    for sheet in await sheets_for(door, reader, id):
        if sheet.name == lista:
            headers = {"Content-Disposition": f'attachment; filename="{sheet.name}.csv"'}
            return Response(sheet.template, media_type="text/csv; charset=utf-8", headers=headers)
    raise not_found("Esta tarefa não pede esta planilha.")


@router.post("/tarefas/{id}/planilha")
async def enviar(
    request: Request, doer: Doer, door: DoorDep, session: SessionDep, id: str, posted: PostedDep
) -> Response:
    """Do the task with what the sheets say; with anything wrong nothing is done, and each thing is named."""
    contents = {
        name.removeprefix(FILE): await file.read(LARGEST + 1)
        for name, file in (await request.form()).multi_items()
        if name.startswith(FILE) and isinstance(file, UploadFile) and file.filename
    }
    try:
        done = await complete_by_sheets(door, doer, id, contents, posted.act)
    except SheetErrors as errors:
        return await _show(request, doer, door, session, id, errors.problems)
    return go(request, f"/processos/{done.case}", "concluida")


async def _show(
    request: Request, who: Principal, door: Door, session: SessionDep, id: str, problems: Sequence[SheetProblem] = ()
) -> Response:
    sheets = await sheets_for(door, who, id)
    task = (await visible_task(session, who, id)).task
    return page(
        request,
        who,
        "pages/planilha.html",
        status=422 if problems else 200,
        failed=bool(problems),
        alvo={"title": task.title, "href": f"/tarefas/{id}"},
        acao=f"/tarefas/{id}/planilha",
        arquivo=FILE,
        extrato=any(sheet.statement for sheet in sheets),
        planilhas=[(sheet, [(column, maybe_cite(column.provision)) for column in sheet.columns]) for sheet in sheets],
        problemas=problems,
        limite=f"{LARGEST // 1_000_000} MB",
        ato=new_act(),
    )
