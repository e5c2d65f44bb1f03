"""Absences and who covers them: one's own, those one covers and, for those who manage, everybody's."""

from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records import identity
from activities.records.absences import live_absences
from api.deps import Doer, DoorDep, Reader, SessionDep
from api.identity.principal import Principal
from api.problems import Problem
from api.services import substituting
from api.services.substituting import manages
from api.web.inputs import PostedDep, clean
from api.web.lookups import names
from api.web.routers.administracao_folha import CONFIRM, Sheet
from api.web.templating import go, page
from api.web.views import ausencias as views
from api.web.views.administracao import Step
from api.web.views.erros import by_field
from workflows.clock import local_date

router = APIRouter(dependencies=[Depends(clean)])
PATH = "/ausencias"
BACK = Step("Ausências", PATH)


@dataclass(frozen=True)
class OwnSheet(Sheet):
    """A form that is not of the administration."""

    @property
    def steps(self) -> list[Step]:
        """The way here."""
        return [self.back, Step(self.title, "")]


@router.get(PATH)
async def ausencias(request: Request, reader: Reader, door: DoorDep, session: SessionDep) -> Response:
    """What is in course and to come."""
    today = local_date(door.now())
    rows = await live_absences(session, today, None if manages(reader) else reader.id)
    known = await names(session, [id for row in rows for id in (row.user_id, row.substitute)])
    return page(
        request,
        reader,
        "pages/ausencias.html",
        linhas=views.absence_lines(rows, reader, known, today),
        todas=manages(reader),
        pode=reader.internal,
        regras=views.RULES,
    )


@router.get(f"{PATH}/nova")
async def nova(request: Request, doer: Doer, session: SessionDep) -> Response:
    """The form of an absence."""
    raw = {} if manages(doer) else {"person": (doer.id,)}
    return (await _sheet(session, doer)).show(request, doer, raw)


@router.post(f"{PATH}/nova")
async def registrar(request: Request, doer: Doer, door: DoorDep, session: SessionDep, posted: PostedDep) -> Response:
    """Say what would pass to the substitute; then, confirmed, enter the absence."""
    sheet = await _sheet(session, doer)
    read = sheet.read(request, doer, views.AbsenceForm, posted)
    if isinstance(read, Response):
        return read
    try:
        if posted.verb == CONFIRM:
            await substituting.enter(door, doer, read.wanted)
            return go(request, PATH, "ausencia")
        await substituting.check(session, doer, read.wanted, local_date(door.now()))
    except Problem as problem:
        if not problem.errors:
            raise
        return sheet.refused(request, doer, posted, by_field(problem.errors))
    known = await names(session, [read.person, read.substitute])
    found = await substituting.handed(session, read.wanted)
    return sheet.confirm(request, doer, posted, views.told_of(read.wanted, known), resumo=views.handed_said(found))


@router.post(f"{PATH}/encerrar")
async def encerrar(request: Request, doer: Doer, door: DoorDep, posted: PostedDep) -> Response:
    """End an absence: from now on nobody acts in the person's stead."""
    await substituting.end(door, doer, posted.text("ausencia"))
    return go(request, PATH, "ausencia-encerrada")


async def _sheet(session: AsyncSession, who: Principal) -> Sheet:
    asked = views.absence_shapes(who, await identity.list_everybody(session))
    return OwnSheet(
        "Registrar uma ausência", f"{PATH}/nova", BACK, "Ver o que muda", asked, views.RULES, about="Ausências"
    )
