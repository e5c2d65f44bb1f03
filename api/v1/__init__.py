"""The JSON API, version 1."""

from fastapi import APIRouter, Depends

from api.problems import responses
from api.strictness import strict
from api.v1 import (
    absences,
    calendar,
    deadlines,
    desk,
    documents,
    meta,
    official_documents,
    panel,
    plans,
    procedure_types,
    procedures,
    sheets,
    tasks,
)

PREFIX = "/api/v1"

router = APIRouter(prefix=PREFIX, dependencies=[Depends(strict)], responses=responses(400, 422, 429, 503))
for part in (
    procedure_types, procedures, tasks, deadlines, calendar, documents, official_documents, panel, plans, desk, meta,
):  # fmt: skip
    router.include_router(part.router)
router.include_router(absences.router)
router.include_router(sheets.router)
