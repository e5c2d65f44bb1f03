"""The panel in PDF, for whoever manages."""

import asyncio

from fastapi import APIRouter, Depends
from starlette.responses import Response

from activities.records.queries.deadlines import DeadlineFilter, list_deadlines
from activities.records.queries.tasks import TaskFilter, list_tasks
from api.deps import DoorDep, Manager, SessionDep
from api.services.panel import PERIOD, read_panel
from api.web.cuts import DeadlineCut, TaskCut
from api.web.inputs import clean
from api.web.lookups import numbers
from api.web.views.painel_listas import deadline_line
from api.web.views.painel_pdf import MOST, report
from api.web.views.tarefas import task_line

router = APIRouter(dependencies=[Depends(clean)])
PRINTS = "10/minute"


@router.get("/painel.pdf")
async def painel_pdf(manager: Manager, door: DoorDep, session: SessionDep) -> Response:
    """The figures, the tables, and what is late, as they are now."""
    from activities.documents.report import press_report  # the press is loaded by the first print

    await door.limiter.hit(PRINTS, "painel", manager.id)
    panel = await read_panel(door, session)
    owed = DeadlineFilter(**DeadlineCut(situacao="vencidos").filter(panel.today, PERIOD))
    late = (await list_deadlines(session, manager.viewer, owed, today=panel.today, limit=MOST)).items
    undone = TaskFilter(**TaskCut(prazo="vencido").filter(panel.today))
    tasks = (await list_tasks(session, manager.viewer, undone, today=panel.today, limit=MOST)).items
    known = await numbers(session, [*(one.case_id for one in late), *(one.case_id for one in tasks)])
    made = report(
        panel,
        [deadline_line(one, known.get(one.case_id, ""), panel.today) for one in late],
        [task_line(one, known.get(one.case_id, ""), panel.today) for one in tasks],
    )
    headers = {
        "Content-Disposition": f'attachment; filename="painel-{panel.today.isoformat()}.pdf"',
        "Cache-Control": "no-store",
    }
    return Response(await asyncio.to_thread(press_report, made), media_type="application/pdf", headers=headers)
