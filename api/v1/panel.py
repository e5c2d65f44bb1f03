"""The figures of whoever manages."""

from fastapi import APIRouter

from api.deps import DoorDep, Manager, SessionDep
from api.problems import responses
from api.services import panel

router = APIRouter(tags=["painel"], responses=responses(401, 403))


@router.get("/panel")
async def get_panel(door: DoorDep, session: SessionDep, _who: Manager) -> panel.Panel:
    """What is open, late and near, where and with whom, how long things take, and what stands in the way."""
    return await panel.read_panel(door, session)
