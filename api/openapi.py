"""The description of the API that programs read: what FastAPI derives, plus the one shape of every problem."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.problems import ProblemBody

DESCRIPTION = """
Processos administrativos duráveis: iniciar, acompanhar, praticar atos, contar prazos.

- Instantes em RFC 3339 com fuso; datas legais em `America/Cuiaba`; valores em reais como texto decimal.
- Erros em `application/problem+json` (RFC 9457), com `code` estável; cada código é explicado em `/problemas/{code}`.
- Parâmetros desconhecidos são recusados com 400. Listas trazem `items` e `next_cursor`.
- `Idempotency-Key` torna seguro repetir um pedido: o mesmo pedido nunca age duas vezes.
"""


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of `app`, made once."""
    if app.openapi_schema is None:
        document = get_openapi(
            title="Tramita", version="1", description=DESCRIPTION.strip(), routes=app.routes, openapi_version="3.1.0"
        )
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        problem = ProblemBody.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
        for name, schema in problem.pop("$defs", {}).items():
            schemas.setdefault(name, schema)
        schemas["Problem"] = problem
        app.openapi_schema = document
    return app.openapi_schema
