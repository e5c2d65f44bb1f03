"""The door, put together: middleware, handlers of problems, the JSON API, and the pages when they are there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.types import ASGIApp

from api import v1
from api.config import ApiSettings
from api.door import Door, open_door
from api.handlers import PageRenderer, install
from api.middleware import BodyLimit, Envelope
from api.openapi import describe
from api.v1 import meta

PAGES = "api.web.routes"


class Application(FastAPI):
    """FastAPI inside the envelope, so that answers made by the outermost error handlers carry it too."""

    settings: ApiSettings

    def build_middleware_stack(self) -> ASGIApp:
        limited = BodyLimit(super().build_middleware_stack(), self.settings.max_body, self.settings.max_upload)
        return Envelope(limited, self.settings.cookie_secure)

    def openapi(self) -> dict[str, Any]:
        return describe(self)


def create_app(settings: object, door: Door | None = None) -> FastAPI:
    """The application for `settings`: any object with the attributes of `ApiSettings`. Connects to nothing yet.

    `door` replaces the long-lived things that are otherwise made from the settings.

    Raises:
        pydantic.ValidationError: when the settings lack something or hold it wrong.
    """
    chosen = settings if isinstance(settings, ApiSettings) else ApiSettings.model_validate(settings)
    app = Application(
        title="Tramita",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan,
        generate_unique_id_function=_operation_id,
        redirect_slashes=False,
    )
    app.settings = chosen
    app.state.door = door or open_door(chosen)
    app.include_router(v1.router)
    app.include_router(meta.probes, include_in_schema=False)
    install(app, _include_pages(app))
    return app


def _include_pages(app: FastAPI) -> PageRenderer | None:
    """Include the routers of the pages, if this installation has them; returns what renders their problems."""
    if find_spec("api.web") is None or find_spec(PAGES) is None:
        return None
    pages = import_module(PAGES)
    for router in pages.routers:
        app.include_router(router, include_in_schema=False)
    if hasattr(pages, "mount"):
        pages.mount(app)
    renderer: PageRenderer | None = getattr(pages, "render_problem", None)
    return renderer


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    await app.state.door.close()


def _operation_id(route: APIRoute) -> str:
    return route.name
