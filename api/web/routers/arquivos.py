"""The files that pages load. They are outside the rate for strangers: one page asks for several, and an office shares
one address."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from api.web.assets import FOR_EVER, PREFIX, asset, digest, names, static_dir


async def static_file(request: Request) -> Response:
    """A file by the hash of its content; an old hash (a page kept open over an update) gets what there is, not kept.

    Raises:
        HTTPException: 404.
    """
    seen, name = request.path_params["seen"], request.path_params["name"]
    if name not in names():
        raise HTTPException(404)
    kept = FOR_EVER if seen == digest(name) else "no-cache"
    return FileResponse(static_dir / name, headers={"Cache-Control": kept})


async def favicon(_request: Request) -> Response:
    """Where browsers look for an icon when a page names none."""
    return RedirectResponse(asset("favicon.svg"))


routes = [Mount(PREFIX, routes=[Route("/{seen}/{name}", static_file)]), Route("/favicon.ico", favicon)]
