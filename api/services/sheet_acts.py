"""An act made of sheets, all of it or nothing: nothing is done while anything in them is wrong."""

import asyncio
from collections.abc import Mapping, Sequence

from api.door import Door
from api.identity.principal import Principal
from api.problems import Problem, not_found
from api.services.access import task_header
from api.services.acting import act_on_task
from api.services.sheets import Rows, Sheet, SheetErrors, SheetProblem, read_sheet, sheets_of
from api.services.statements import read_statement
from workflows.kernel import registry
from workflows.kernel.forms import validate
from workflows.kernel.messages import ActResult, FieldError, RefusalCode, Verb


async def sheets_for(door: Door, who: Principal, task: str) -> tuple[Sheet, ...]:
    """The sheets that a task takes from `who`. Raises `Problem` 404 when the task is not there, or takes none."""
    async with door.records() as session:
        found = await task_header(session, who, task)
    asked = sheets_of(registry.task_of(found.decl).form)
    if not asked:
        raise not_found("Esta tarefa não se faz por planilha.")
    return asked


async def complete_by_sheets(
    door: Door, who: Principal, task: str, contents: Mapping[str, bytes], key: str | None = None
) -> ActResult:
    """Complete a task with the rows of its sheets, by the name of the field. Nothing is done while anything is wrong.

    Raises:
        SheetErrors: with all that is wrong in the sheets, or that the norm refuses in them.
        Problem: as `act_on_task` does, for what is not in the sheets.
    """
    asked = {sheet.name: sheet for sheet in await sheets_for(door, who, task)}
    if unknown := sorted(set(contents) - set(asked)):
        raise SheetErrors([SheetProblem(name[:100], 0, "", "Esta tarefa não pede esta planilha") for name in unknown])
    if not contents:
        raise SheetErrors([SheetProblem("", 0, "", "Escolha ao menos uma planilha")])
    read = await asyncio.to_thread(_read_all, asked, contents)
    form = {name: list(rows.rows) for name, rows in read.items()}
    async with door.records() as session:
        model = registry.task_of((await task_header(session, who, task)).decl).form
    if isinstance(wrong := validate(model, form), tuple):
        raise SheetErrors(_placed(wrong, asked, read))
    outcome = next(iter(asked.values())).outcome
    try:
        return await act_on_task(door, who, task, Verb.COMPLETE, key, outcome=outcome, form=form)
    except Problem as problem:
        if problem.code not in (RefusalCode.RULE, RefusalCode.INVALID_FORM):
            raise
        told = problem.errors or (
            FieldError(field="", code=problem.code, message=problem.detail, provision=problem.provision),
        )
        raise SheetErrors(_placed(told, asked, read)) from None


def _read_all(asked: Mapping[str, Sheet], contents: Mapping[str, bytes]) -> dict[str, Rows]:
    read: dict[str, Rows] = {}
    problems: list[SheetProblem] = []
    for name, sheet in asked.items():
        if name not in contents:
            continue
        try:
            read[name] = (read_statement if sheet.statement else read_sheet)(sheet, contents[name])
        except SheetErrors as errors:
            problems += errors.problems
    if problems:
        raise SheetErrors(problems)
    return read


def _placed(errors: Sequence[FieldError], asked: Mapping[str, Sheet], read: Mapping[str, Rows]) -> list[SheetProblem]:
    """Errors of a form where they stand in its sheets, in the order of the lines."""
    order = list(asked)
    found = []
    for error in errors:
        name, _, rest = error.field.partition(".")
        row, _, member = rest.partition(".")
        sheet = asked.get(name)
        if sheet is None:
            found.append((len(order), SheetProblem("", 0, "", error.message, error.provision)))
            continue
        line = read[name].lines[int(row)] if row.isdigit() and name in read else 0
        column = next((one for one in sheet.columns if one.name == member.partition(".")[0]), None)
        title, asks = (column.title, column.provision) if column else ("", None)
        said = SheetProblem(sheet.title, line, title, error.message, error.provision or asks)
        found.append((order.index(name), said))
    return [said for _, said in sorted(found, key=lambda one: (one[0], one[1].line))]
