"""Tasks done by sheets (CSV): what each sheet asks, an empty one, and the act made of them, all of it or nothing."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field, StrictStr

from api.deps import Doer, DoorDep, Reader
from api.problems import Problem, not_found, responses
from api.services import reading, sheet_acts, sheets
from api.shapes import ActOut
from api.v1.params import Id, Key
from workflows.kernel.messages import FieldError

router = APIRouter(prefix="/tasks", tags=["tarefas"], responses=responses(401, 403, 404))
CSV = "text/csv; charset=utf-8"
Text = Annotated[StrictStr, Field(max_length=sheets.LARGEST)]


class ColumnOut(BaseModel):
    """A column: its title in the first line, what may be written in it, and the provision that asks for it."""

    name: str
    title: str
    asks: str
    required: bool
    help: str
    provision: str | None


class SheetOut(BaseModel):
    """A sheet that a task takes; `name` is how it is sent."""

    name: str
    title: str
    columns: list[ColumnOut]


class SheetsIn(BaseModel):
    """The texts of the sheets, in CSV, by name."""

    model_config = ConfigDict(extra="forbid")

    sheets: Annotated[dict[str, Text], Field(min_length=1, max_length=20)]


@router.get("/{id}/sheets")
async def task_sheets(id: Id, door: DoorDep, who: Reader) -> list[SheetOut]:
    """The sheets by which a task may be done."""
    return [_out(sheet) for sheet in await sheet_acts.sheets_for(door, who, id)]


@router.get("/{id}/sheets/{sheet}", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
async def sheet_template(id: Id, sheet: str, door: DoorDep, who: Reader) -> Response:
    """An empty sheet: its first line has the titles of the columns."""
    for one in await sheet_acts.sheets_for(door, who, id):
        if one.name == sheet:
            headers = {"Content-Disposition": f'attachment; filename="{one.name}.csv"'}
            return Response(one.template, media_type=CSV, headers=headers)
    raise not_found("Esta tarefa não pede esta planilha.")


@router.post("/{id}/sheets", responses=responses(409, 413))
async def complete_by_sheets(id: Id, body: SheetsIn, door: DoorDep, who: Doer, key: Key = None) -> ActOut:
    """Do the task with the rows of its sheets. With anything wrong nothing is done: `lines` says what, and where."""
    contents = {name: text.encode("utf-8", "replace") for name, text in body.sheets.items()}
    try:
        done = await sheet_acts.complete_by_sheets(door, who, id, contents, key)
    except sheets.SheetErrors as errors:
        raise refused(errors) from None
    return await reading.act_out(door, who, done)


def refused(errors: sheets.SheetErrors) -> Problem:
    """The answer to sheets that cannot be taken."""
    told = tuple(
        FieldError(field=f"{one.sheet}:{one.line}:{one.column}", code="planilha", message=one.message,
                   provision=one.provision)
        for one in errors.problems
    )  # fmt: skip
    detail = "Nada foi registrado: há linhas a corrigir nas planilhas."
    lines = [one._asdict() for one in errors.problems]
    provision = next((one.provision for one in errors.problems if one.provision), None)
    return Problem("dados-invalidos", detail, provision=provision, errors=told, extra={"lines": lines})


def _out(sheet: sheets.Sheet) -> SheetOut:
    columns = [
        ColumnOut(
            name=one.name, title=one.title, asks=one.asks, required=one.required, help=one.help,
            provision=one.provision,
        )
        for one in sheet.columns
    ]  # fmt: skip
    return SheetOut(name=sheet.name, title=sheet.title, columns=columns)
