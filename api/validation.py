"""What pydantic found wrong, said in Portuguese, field by field, without echoing what was sent."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from workflows.kernel.messages import FieldError

MESSAGES: dict[str, str] = {
    "missing": "Preencha este campo.",
    "extra_forbidden": "Este campo não existe aqui.",
    "json_invalid": "O conteúdo não é um JSON válido.",
    "string_type": "Informe um texto.",
    "string_too_short": "Informe ao menos {min_length} caractere(s).",
    "string_too_long": "Informe no máximo {max_length} caractere(s).",
    "string_pattern_mismatch": "O formato não é o esperado.",
    "int_type": "Informe um número inteiro.",
    "int_parsing": "Informe um número inteiro.",
    "int_parsing_size": "O número é grande demais.",
    "int_from_float": "Informe um número inteiro.",
    "float_type": "Informe um número.",
    "float_parsing": "Informe um número.",
    "finite_number": "Informe um número finito.",
    "decimal_type": "Informe um valor em reais, como 1234.56.",
    "decimal_parsing": "Informe um valor em reais, como 1234.56.",
    "decimal_max_places": "Use no máximo {decimal_places} casas decimais.",
    "decimal_max_digits": "O número tem dígitos demais.",
    "decimal_whole_digits": "O número tem dígitos demais.",
    "bool_type": "Responda sim ou não.",
    "bool_parsing": "Responda sim ou não.",
    "enum": "Escolha uma das opções: {expected}.",
    "literal_error": "Escolha uma das opções: {expected}.",
    "greater_than": "Informe um valor maior que {gt}.",
    "greater_than_equal": "Informe um valor a partir de {ge}.",
    "less_than": "Informe um valor menor que {lt}.",
    "less_than_equal": "Informe um valor até {le}.",
    "date_type": "Informe uma data, como 2026-03-31.",
    "date_parsing": "Informe uma data, como 2026-03-31.",
    "date_from_datetime_parsing": "Informe uma data, como 2026-03-31.",
    "date_from_datetime_inexact": "Informe uma data sem hora, como 2026-03-31.",
    "datetime_type": "Informe data e hora com fuso, como 2026-03-31T14:00:00-04:00.",
    "datetime_parsing": "Informe data e hora com fuso, como 2026-03-31T14:00:00-04:00.",
    "datetime_from_date_parsing": "Informe data e hora com fuso, como 2026-03-31T14:00:00-04:00.",
    "timezone_aware": "Informe também o fuso, como -04:00.",
    "list_type": "Informe uma lista.",
    "tuple_type": "Informe uma lista.",
    "too_short": "Informe ao menos {min_length} item(ns).",
    "too_long": "Informe no máximo {max_length} item(ns).",
    "dict_type": "Informe um objeto.",
    "model_type": "Informe um objeto.",
    "model_attributes_type": "Informe um objeto.",
    "uuid_parsing": "O identificador não é válido.",
    "union_tag_invalid": "O tipo informado não existe.",
    "union_tag_not_found": "Informe o tipo.",
}
"""Sentences by pydantic's error type. Types that are not here get `_OTHER`."""

_OTHER = "O valor não é válido."
_LOCATIONS = {"body", "query", "path", "header", "cookie"}


def field_errors(
    errors: Iterable[ErrorDetails | Mapping[str, Any]], model: type[BaseModel] | None = None, prefix: str = ""
) -> tuple[FieldError, ...]:
    """Translate pydantic's `errors`; with `model`, each carries the provision that its field names."""
    found = []
    for error in errors:
        location = error["loc"]
        where = ".".join(str(part) for part in location if part not in _LOCATIONS or location.index(part) > 0)
        found.append(
            FieldError(
                field=f"{prefix}{where}",
                code=str(error["type"]),
                message=sentence(error),
                provision=provision_of(model, location) if model else None,
            )
        )
    return tuple(found)


def sentence(error: ErrorDetails | Mapping[str, Any]) -> str:
    """One pt-BR sentence for one of pydantic's errors.

    A `ValueError` raised by a model of ours already carries its sentence; everything else is translated by its type.
    """
    context = error.get("ctx") or {}
    if error["type"] in ("value_error", "assertion_error"):
        return str(context.get("error") or _OTHER)
    if template := MESSAGES.get(str(error["type"])):
        return template.format_map({key: str(value).replace(" or ", " ou ") for key, value in context.items()})
    return _OTHER


def provision_of(model: type[BaseModel], location: Sequence[int | str]) -> str | None:
    """The provision named by the deepest field of `model` on the way to `location`, if any."""
    current: type[BaseModel] | None = model
    provision = None
    for part in location:
        info = current.model_fields.get(part) if current and isinstance(part, str) else None
        if info is None:
            continue
        extra = info.json_schema_extra
        if isinstance(extra, dict) and isinstance(extra.get("provision"), str):
            provision = str(extra["provision"])
        current = _model_in(info)
    return provision


def _model_in(info: FieldInfo) -> type[BaseModel] | None:
    pending: list[Any] = [info.annotation]
    while pending:
        annotation = pending.pop()
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return annotation
        pending.extend(getattr(annotation, "__args__", ()))
    return None
