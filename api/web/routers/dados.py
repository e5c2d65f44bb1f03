"""Open data: what there is, what each column means, and the files, at addresses that keep their version."""

import hashlib
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from fastapi import APIRouter, Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

from api.deps import DoorDep, SessionDep, public
from api.door import Door
from api.opendata.catalogue import DATASETS, LICENCE, PATH, VERSION, Dataset, data_package, json_schema
from api.opendata.files import csv_file, json_file
from api.opendata.sources import Mark, Setting
from api.problems import Problem, not_found
from api.web.inputs import Visitor, clean
from api.web.templating import page
from workflows.clock import local_date

router = APIRouter(dependencies=[public(), Depends(clean)])
STARTED = datetime.now(UTC)
"""A newer build may say more of the same records: nothing here is older than the process."""
KEPT_S = 300
READ = ["GET", "HEAD"]


@router.get("/dados")
async def antes() -> Response:
    """Where open data was before it had versions."""
    return RedirectResponse(PATH, status_code=301)


@router.get(PATH)
async def conjuntos(request: Request, visitor: Visitor, door: DoorDep, session: SessionDep) -> Response:
    """The datasets, with their files and the day on which each last changed."""
    setting = _setting(door)
    found = [(DATASETS[id], mark.since) for id, mark in (await _marks(session, setting)).items()]
    return page(
        request, visitor, "pages/dados.html", public=True, conjuntos=found, licenca=LICENCE, base=f"{PATH}/{VERSION}"
    )


@router.get(f"{PATH}/{{conjunto}}")
async def conjunto(request: Request, visitor: Visitor, door: DoorDep, session: SessionDep, conjunto: str) -> Response:
    """A dataset, column by column."""
    one = _known(conjunto)
    since = (await _mark(session, one, _setting(door))).since
    return page(
        request,
        visitor,
        "pages/conjunto.html",
        public=True,
        conjunto=one,
        atualizado_em=since,
        licenca=LICENCE,
        base=f"{PATH}/{VERSION}",
    )


@router.api_route(f"{PATH}/{VERSION}/{{arquivo}}", methods=READ)
async def arquivo(request: Request, door: DoorDep, session: SessionDep, arquivo: str) -> Response:
    """A file: the data package, or the CSV, the JSON or the schema of a dataset. Raises `Problem` 404."""
    setting = _setting(door)
    if arquivo == "datapackage.json":
        marks = {id: mark.since.isoformat() for id, mark in (await _marks(session, setting)).items()}
        return JSONResponse(data_package(setting.base, marks), headers=_headers())
    name, _, kind = arquivo.partition(".")
    one = _known(name)
    if kind == "schema.json":
        return JSONResponse(json_schema(one, setting.base), headers=_headers(), media_type="application/schema+json")
    if kind not in ("csv", "json"):
        raise not_found("Há arquivos .csv, .json e .schema.json.")
    return _file(request, door, one, kind, setting, await _mark(session, one, setting))


def _file(request: Request, door: Door, one: Dataset, kind: str, setting: Setting, mark: Mark) -> Response:
    tag = f'W/"{hashlib.sha256(f"{VERSION} {one.id} {kind} {mark.word} {STARTED}".encode()).hexdigest()[:32]}"'
    headers = {**_headers(), "ETag": tag, "Last-Modified": format_datetime(mark.since, usegmt=True)}
    if _unchanged(request, tag, mark.since):
        return Response(status_code=304, headers=headers)
    if kind == "json":
        return StreamingResponse(json_file(door, one, setting, mark.since), 200, headers, "application/json")
    headers["Content-Disposition"] = f'attachment; filename="{one.id}.csv"'
    return StreamingResponse(csv_file(door, one, setting), 200, headers, "text/csv; charset=utf-8; header=present")


def _unchanged(request: Request, tag: str, since: datetime) -> bool:
    """Whether whoever asks has this already (RFC 9110, 13.1: the tag decides when there is one)."""
    if known := request.headers.get("if-none-match"):
        return bool({one.strip().removeprefix("W/") for one in known.split(",")} & {tag.removeprefix("W/"), "*"})
    try:
        asked = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return asked.tzinfo is not None and since.replace(microsecond=0) <= asked


async def _marks(session: AsyncSession, setting: Setting) -> dict[str, Mark]:
    """The mark of each dataset; what several have in common is looked at once."""
    firsts = {one.mark: one for one in DATASETS.values()}
    found = {mark: await _mark(session, one, setting) for mark, one in firsts.items()}
    return {one.id: found[one.mark] for one in DATASETS.values()}


async def _mark(session: AsyncSession, one: Dataset, setting: Setting) -> Mark:
    found = await one.mark(session, setting)
    return Mark(found.word, max(found.since, STARTED).astimezone(UTC))


def _setting(door: Door) -> Setting:
    return Setting(door.settings.public_url.rstrip("/"), local_date(door.now()))


def _headers() -> dict[str, str]:
    return {"Access-Control-Allow-Origin": "*", "Cache-Control": f"public, max-age={KEPT_S}"}


def _known(name: str) -> Dataset:
    one = DATASETS.get(name)
    if one is None:
        raise Problem("nao-encontrado", "Não há conjunto de dados com esse nome.")
    return one
