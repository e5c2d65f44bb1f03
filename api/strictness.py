"""What is refused before a route looks at a request: unknown query parameters, and text that no record can hold."""

import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from api.handlers import invalid
from api.problems import Problem
from workflows.kernel.messages import FieldError

MAX_DEPTH = 32
_SURROGATES = re.compile("[\ud800-\udfff]")
_BODY_METHODS = {"POST", "PUT", "PATCH"}


async def strict(request: Request) -> None:
    """Refuse what would otherwise be ignored or fail later. Made for `dependencies=[Depends(strict)]` of a router.

    Raises:
        Problem: 400 for query parameters that the route does not declare or that are repeated; 422 for NUL bytes, lone
            surrogates, numbers that are not finite, or nesting beyond `MAX_DEPTH`.
    """
    refuse_unknown_query(request)
    refuse_bad_text(gathered(request.query_params.multi_items()), "query")
    refuse_bad_text(dict(request.path_params), "path")
    sends_json = request.method in _BODY_METHODS and "json" in request.headers.get("content-type", "")
    if sends_json and await request.body():
        try:
            body = await request.json()
        except (ValueError, RecursionError):  # a number of thousands of digits, lists within lists without end
            raise Problem("requisicao-invalida", "O corpo da requisição não é um JSON válido.") from None
        refuse_bad_text(body)


def refuse_unknown_query(request: Request) -> None:
    """400 unless every query parameter is declared by the route and given once."""
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return
    known = set(declared_query(route.dependant))
    given = [name for name, _ in request.query_params.multi_items()]
    if unknown := sorted({name for name in given if name not in known}):
        names = ", ".join(name[:40] for name in unknown[:5]).encode("utf-8", "replace").decode()
        accepts = ", ".join(sorted(known)) or "nenhum"
        raise Problem("parametro-desconhecido", f"Parâmetro desconhecido: {names}. Este endereço aceita: {accepts}.")
    if repeated := sorted({name for name in given if given.count(name) > 1}):
        raise Problem("requisicao-invalida", f"Parâmetro repetido: {', '.join(repeated)}.")


def declared_query(dependant: Dependant) -> Iterator[str]:
    """Names of the query parameters that a route and its dependencies declare."""
    for param in dependant.query_params:
        fields = getattr(param.field_info.annotation, "model_fields", None)
        if fields:
            yield from (info.alias or name for name, info in fields.items())
        else:
            yield param.alias
    for inner in dependant.dependencies:
        yield from declared_query(inner)


def gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, str | list[str]]:
    """All that was said under each name: what is said twice is all of it looked at."""
    said: dict[str, list[str]] = {}
    for name, value in pairs:
        said.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in said.items()}


def refuse_bad_text(value: Any, where: str = "") -> None:
    """422 naming every place of `value` whose text or number cannot be recorded."""
    errors = tuple(
        FieldError(field=path, code="conteudo-invalido", message=message) for path, message in _faults(value, where)
    )
    if errors:
        raise invalid(errors[:20])


def _faults(root: Any, where: str) -> Iterator[tuple[str, str]]:
    pending: list[tuple[str, Any, int]] = [(where, root, 0)]
    while pending:
        path, value, depth = pending.pop()
        if depth > MAX_DEPTH:
            yield path, "Os dados estão aninhados demais."
        elif isinstance(value, str):
            if fault := text_fault(value):
                yield path, fault
        elif isinstance(value, float) and not math.isfinite(value):
            yield path, "Informe um número finito."
        elif isinstance(value, int) and abs(value) >= 2**63:
            yield path, "O número é grande demais."
        elif isinstance(value, dict):
            for key, inner in value.items():
                if fault := text_fault(str(key)):
                    yield path, fault
                else:
                    pending.append((f"{path}.{key}" if path else str(key)[:100], inner, depth + 1))
        elif isinstance(value, list):
            pending.extend(
                (f"{path}.{index}" if path else str(index), inner, depth + 1) for index, inner in enumerate(value)
            )


def text_fault(text: str) -> str | None:
    """Why `text` cannot be stored, in pt-BR; None when it can."""
    if "\0" in text:
        return "Retire o caractere nulo do texto."
    if _SURROGATES.search(text):
        return "Há caracteres inválidos no texto."
    return None
