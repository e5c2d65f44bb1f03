"""Several tasks at once: taken, given up or handed over, each by an act of its own, and what became of each."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import RedirectResponse, Response

from activities.records import identity
from activities.records.queries.views import TaskView
from activities.records.tables import UserRow
from api.deps import Doer, DoorDep, Reader, SessionDep
from api.door import Door
from api.identity.principal import Principal
from api.problems import Problem
from api.services.access import task_header
from api.services.acting import act_on_task
from api.web.bulk import ACTS, BulkAct, key_of
from api.web.forms import Raw, fields, parse
from api.web.inputs import PostedDep, clean
from api.web.lookups import numbers
from api.web.posting import Posted, new_act
from api.web.routers.tarefa import told
from api.web.shapes import Choice, Kind, Shape, shapes
from api.web.templating import page
from api.web.views.erros import summary, worded
from api.web.views.lote import Marked, Outcome, headline, marked
from workflows.kernel.forms import validate

router = APIRouter(dependencies=[Depends(clean)])
PATH = "/tarefas/em-lote"
LIST = "/tarefas"
MOST = 50
AT_ONCE = 8


@router.get(PATH)
async def voltar(_reader: Reader) -> Response:
    """Nothing is marked yet: the list."""
    return RedirectResponse(LIST, status_code=303)


@router.post(PATH)
async def em_lote(request: Request, doer: Doer, door: DoorDep, session: SessionDep, posted: PostedDep) -> Response:
    """Do the act on each task marked, after asking for what it needs, and say what became of each."""
    chosen = ACTS.get(posted.verb)
    if chosen is None:
        raise Problem("dados-invalidos", "Escolha o que fazer com as tarefas marcadas.")
    ids = tuple(dict.fromkeys(posted.raw.get("tarefa", ())))
    back = _back(posted)
    if not 0 < len(ids) <= MOST:
        return _nothing(request, doer, chosen, back, len(ids))
    tasks, missing = await _open(session, doer, ids)
    content: dict[str, Any] = {}
    if chosen.form is not None:
        people = await _people(session, chosen, [task for task, _ in tasks])
        asked = _shapes(chosen, people)
        read = validate(chosen.form, parse(asked, posted.raw))
        if isinstance(read, tuple) or posted.guards.get("_dito") != "1":
            errors = worded(read, asked) if isinstance(read, tuple) and "_dito" in posted.guards else {}
            lines = [marked(task, number) for task, number in tasks] + missing
            return _ask(request, doer, chosen, lines, asked, posted.raw, errors, back)
        content = read.model_dump(exclude_none=True)
    results = await _each(request, door, doer, chosen, posted, tasks, content)
    results += [Outcome(one, False, "Esta tarefa não existe ou não é visível a você.") for one in missing]
    return _told(request, doer, chosen, results, back)


def _back(posted: Posted) -> str:
    """The list from which the tasks were marked, as its address says it."""
    given = posted.text("de")
    return given if given == LIST or (given.startswith(f"{LIST}?") and given.isprintable()) else LIST


async def _open(
    session: AsyncSession, who: Principal, ids: Sequence[str]
) -> tuple[list[tuple[TaskView, str]], list[Marked]]:
    """The tasks with their cases' numbers, and those that are not there for `who`."""
    found, missing = [], []
    for id in ids:
        try:
            found.append(await task_header(session, who, id))
        except Problem:
            missing.append(Marked(id, "Tarefa desconhecida"))
    known = await numbers(session, (task.case_id for task in found))
    return [(task, known.get(task.case_id, "")) for task in found], missing


async def _people(session: AsyncSession, chosen: BulkAct, tasks: Sequence[TaskView]) -> Sequence[UserRow]:
    """Whom all of `tasks` may be handed to: those who hold every role asked and are excluded from none."""
    if chosen.form is None or "to" not in chosen.form.model_fields or not tasks:
        return ()
    asked = dict.fromkeys((task.role, task.party) for task in tasks)
    holders = [await identity.list_users(session, role=role, party=party) for role, party in asked]
    able = set.intersection(*({person.id for person in some} for some in holders))
    able -= {one.user for task in tasks for one in task.excluded}
    return [person for person in holders[0] if person.id in able]


def _shapes(chosen: BulkAct, people: Sequence[UserRow]) -> tuple[Shape, ...]:
    if chosen.form is None:
        return ()
    options = tuple(Choice(person.id, person.name) for person in people)
    return tuple(
        replace(shape, kind=Kind.SELECT, choices=options) if shape.name == "to" else shape
        for shape in shapes(chosen.form)
    )


async def _each(
    request: Request,
    door: Door,
    who: Principal,
    chosen: BulkAct,
    posted: Posted,
    tasks: Sequence[tuple[TaskView, str]],
    content: dict[str, Any],
) -> list[Outcome]:
    """A few acts at a time, so that nobody waits for fifty. When the engine does not answer, the rest is not tried."""
    results: list[Outcome] = []
    down = False

    async def one(task: TaskView, number: str) -> Outcome:
        nonlocal down
        line = marked(task, number)
        try:
            await act_on_task(door, who, task.id, chosen.verb, key_of(posted.act, chosen, task.id), **content)
            return Outcome(line, True, chosen.done)
        except Problem as problem:
            down = down or problem.status >= 500
            said = await told(request, door, problem)
            because = f" Quem agiu antes: {said.before}." if said.before else ""
            return Outcome(line, False, f"{said.detail or said.advice}{because}")

    for start in range(0, len(tasks), AT_ONCE):
        some = tasks[start : start + AT_ONCE]
        if down:
            untried = "Não foi tentada, porque o sistema deixou de responder."
            results += [Outcome(marked(task, number), False, untried) for task, number in some]
        else:
            results += await asyncio.gather(*(one(task, number) for task, number in some))
    return results


def _nothing(request: Request, who: Principal, chosen: BulkAct, back: str, count: int) -> Response:
    said = f"São no máximo {MOST} tarefas de uma vez." if count else "Marque ao menos uma tarefa na lista."
    return page(
        request, who, "pages/lote.html", status=422, failed=True, titulo=chosen.title, recado=said, volta=back,
        feitas=(), recusadas=(),
    )  # fmt: skip


def _ask(
    request: Request,
    who: Principal,
    chosen: BulkAct,
    lines: Sequence[Marked],
    asked: Sequence[Shape],
    raw: Raw,
    errors: dict[str, str],
    back: str,
) -> Response:
    nobody = any(shape.kind is Kind.SELECT and not shape.choices for shape in asked)
    return page(
        request,
        who,
        "pages/lote_motivo.html",
        status=422 if errors else 200,
        failed=bool(errors),
        ato_em_lote=chosen,
        tarefas=lines,
        perguntas=fields(asked, raw, errors),
        erros=summary(errors),
        ninguem=nobody,
        volta=back,
        ato=new_act(),
    )


def _told(request: Request, who: Principal, chosen: BulkAct, results: Sequence[Outcome], back: str) -> Response:
    done = [one for one in results if one.done]
    return page(
        request,
        who,
        "pages/lote.html",
        status=200 if done else 409,
        failed=not done,
        titulo=headline(len(done), len(results), chosen.one, chosen.many),
        recado="",
        volta=back,
        feitas=done,
        recusadas=[one for one in results if not one.done],
    )
