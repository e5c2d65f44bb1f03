"""One place where exceptions become answers: problem+json for programs, a page for people."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.problems import MEDIA_TYPE, Problem
from api.routing import allowed_methods
from api.validation import field_errors
from workflows.kernel.messages import FieldError

log = structlog.get_logger()

PageRenderer = Callable[[Request, Problem], Awaitable[Response]]
JSON_PREFIXES = ("/api/", "/healthz", "/readyz", "/openapi.json")
_BY_STATUS = {
    400: "requisicao-invalida",
    401: "nao-autenticado",
    403: "sem-permissao",
    404: "nao-encontrado",
    405: "metodo-nao-permitido",
    413: "grande-demais",
    415: "tipo-nao-aceito",
    422: "dados-invalidos",
    429: "limite-excedido",
    503: "registros-indisponiveis",
}


def install(app: FastAPI, page: PageRenderer | None = None) -> None:
    """Register the handlers of every exception. `page` renders problems for people, on paths that are not the API's."""

    async def answer(request: Request, problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
        if page is None or request.url.path.startswith(JSON_PREFIXES):
            return problem_response(problem, request_id(request), headers)
        response = await page(request, problem)
        response.headers.update(_headers(problem, headers))
        return response

    async def on_problem(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, Problem)
        return await answer(request, problem)

    async def on_invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return await answer(request, invalid_request(error))

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        code = _BY_STATUS.get(error.status_code, "requisicao-invalida" if error.status_code < 500 else "erro-interno")
        headers = dict(error.headers or {})
        if error.status_code == 405:
            headers["Allow"] = ", ".join(allowed_methods(app, request.url.path))
        # Of the framework's own words only the size limit's are ours, and they say how much.
        detail = error.detail if error.status_code == 413 else ""
        return await answer(request, Problem(code, detail), headers)

    async def on_database(request: Request, error: Exception) -> Response:
        if (
            isinstance(error, DBAPIError)
            and not isinstance(error, OperationalError)
            and not error.connection_invalidated
        ):
            return await on_unexpected(request, error)
        log.warning("records_unavailable", error=type(error).__name__)
        return await answer(request, Problem("registros-indisponiveis", retry_after=5))

    async def on_unexpected(request: Request, error: Exception) -> Response:
        log.error("unexpected", error=type(error).__name__, exc_info=error)
        return await answer(request, Problem("erro-interno"))

    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(DBAPIError, on_database)
    app.add_exception_handler(PoolTimeout, on_database)
    app.add_exception_handler(Exception, on_unexpected)


def request_id(request: Request) -> str | None:
    """The identifier of this request, as the middleware set it."""
    value: str | None = request.scope.get("state", {}).get("request_id")
    return value


def problem_response(problem: Problem, instance: str | None, headers: Mapping[str, str] | None = None) -> Response:
    """`problem` as problem+json, with what HTTP asks of its status (Retry-After, WWW-Authenticate, Allow)."""
    return Response(
        json.dumps(problem.body(instance), ensure_ascii=False),
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers=_headers(problem, headers),
    )


def invalid_request(error: RequestValidationError) -> Problem:
    """What FastAPI found wrong with a request: malformed JSON is 400, query and path are named, the rest is 422."""
    errors = error.errors()
    if any(item["type"] == "json_invalid" for item in errors):
        return Problem("requisicao-invalida", "O corpo da requisição não é um JSON válido.")
    if any(tuple(item["loc"]) == ("body",) and item["type"] in _NOT_AN_OBJECT for item in errors):
        return Problem("dados-invalidos", "Envie um objeto JSON, com Content-Type: application/json.")
    return invalid(field_errors(errors))


def invalid(errors: tuple[FieldError, ...]) -> Problem:
    """422 naming each field that is wrong."""
    return Problem("dados-invalidos", "Há campos a corrigir.", errors=errors)


_NOT_AN_OBJECT = {"model_attributes_type", "model_type", "dict_type", "missing"}


def _headers(problem: Problem, given: Mapping[str, str] | None) -> dict[str, Any]:
    headers = {name: value for name, value in (given or {}).items() if name.lower() in ("allow", "retry-after")}
    if problem.retry_after is not None:
        headers["Retry-After"] = str(problem.retry_after)
    if problem.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="tramita"'
    headers["Cache-Control"] = "no-store"
    return headers
