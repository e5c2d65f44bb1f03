"""The files that pages load."""

from fastapi import APIRouter
from starlette.responses import FileResponse, RedirectResponse, Response

from api.deps import public
from api.problems import not_found
from api.web.assets import FOR_EVER, PREFIX, asset, digest, names, static_dir

router = APIRouter()


@router.get(PREFIX + "/{seen}/{name}", dependencies=[public()])
async def static_file(seen: str, name: str) -> Response:
    """A file by the hash of its content; an old hash (a page kept open over an update) gets what there is, not kept."""
    if name not in names():
        raise not_found()
    kept = FOR_EVER if seen == digest(name) else "no-cache"
    return FileResponse(static_dir / name, headers={"Cache-Control": kept})


@router.get("/favicon.ico", dependencies=[public()])
async def favicon() -> Response:
    return RedirectResponse(asset("favicon.svg"), status_code=301)
