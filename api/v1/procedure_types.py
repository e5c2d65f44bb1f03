"""The catalogue: which procedures there are, and what each asks of whom."""

from typing import Any

from fastapi import APIRouter

from api.deps import public
from api.problems import not_found, responses
from api.v1.params import Id
from workflows.kernel.catalog import catalogue

router = APIRouter(prefix="/procedure-types", tags=["tipos"], dependencies=[public()])


@router.get("")
async def list_procedure_types() -> list[dict[str, Any]]:
    """Every procedure type, as the code that runs declares it."""
    return catalogue()


@router.get("/{type}", responses=responses(404))
async def get_procedure_type(type: Id) -> dict[str, Any]:
    """One procedure type."""
    for entry in catalogue():
        if entry["id"] == type:
            return entry
    raise not_found("Este tipo de processo não existe.")
