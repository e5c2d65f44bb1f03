"""The routes of an application, included ones too: who may use them, and which methods a path takes."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import compile_path


def routes_of(app: FastAPI) -> Iterator[tuple[str, APIRoute]]:
    """Every route with its whole path, those of included routers too."""
    yield from _walk(app.routes, "")


def allowed_methods(app: FastAPI, path: str) -> list[str]:
    """The methods that the routes of `path` take together; a path may have one route for each."""
    found: set[str] = set()
    for pattern, route in routes_of(app):
        if compile_path(pattern)[0].match(path):
            found |= route.methods or set()
    return sorted(found)


def _walk(routes: Any, prefix: str) -> Iterator[tuple[str, APIRoute]]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield prefix + route.path, route
        elif hasattr(route, "original_router"):
            yield from _walk(route.original_router.routes, prefix + route.include_context.prefix)


def offers(app: FastAPI, path: str) -> bool:
    """Whether the application has a route of exactly this path."""
    return any(known == path for known, _ in routes_of(app))
