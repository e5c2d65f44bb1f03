"""The JSON API, version 1."""

from fastapi import APIRouter, Depends

from api.config import ApiSettings
from api.problems import responses
from api.strictness import strict
from api.v1 import calendar, deadlines, documents, meta, procedure_types, procedures, tasks

PREFIX = "/api/v1"


def router(settings: ApiSettings) -> APIRouter:
    """All of it, under `/api/v1`. Uploads may be larger than what the rest accepts."""
    root = APIRouter(prefix=PREFIX, dependencies=[Depends(strict)], responses=responses(400, 422, 429, 503))
    for part in (procedure_types, procedures, tasks, deadlines, calendar, meta):
        root.include_router(part.router)
    root.include_router(documents.router, max_body_size=settings.max_upload + documents.ENVELOPE)
    return root
