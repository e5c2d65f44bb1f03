"""What is wrong with a request, said in Portuguese, field by field, without echoing what was sent."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from workflows.kernel import forms
from workflows.kernel.messages import FieldError

MESSAGES: dict[str, str] = forms.MESSAGES | {
    "extra_forbidden": "Este campo não existe aqui",
    "finite_number": "Informe um número finito",
    "float_type": "Informe um número",
    "float_parsing": "Informe um número",
    "int_parsing_size": "O número é grande demais",
    "decimal_max_digits": "O número tem dígitos demais",
    "decimal_whole_digits": "O número tem dígitos demais",
    "literal_error": "Escolha uma das opções: {expected}",
    "enum": "Escolha uma das opções: {expected}",
    "date_from_datetime_inexact": "Informe uma data sem hora, como 2026-03-31",
    "date_parsing": "Informe uma data, como 2026-03-31",
    "date_type": "Informe uma data, como 2026-03-31",
    "date_from_datetime_parsing": "Informe uma data, como 2026-03-31",
    "datetime_from_date_parsing": "Informe data e hora com fuso, como 2026-03-31T14:00:00-04:00",
    "timezone_aware": "Informe também o fuso, como -04:00",
    "tuple_type": "Informe uma lista",
    "model_attributes_type": "Informe um objeto",
    "union_tag_invalid": "O tipo informado não existe",
    "union_tag_not_found": "Informe o tipo",
}
"""Sentences by pydantic's error type: those of the forms, and what only a program gets wrong."""

_OTHER = "O valor não é válido"
_SOURCES = ("body", "query", "path", "header", "cookie")


def field_errors(errors: Iterable[ErrorDetails | Mapping[str, Any]]) -> tuple[FieldError, ...]:
    """Translate pydantic's errors; the field is a dotted path without the part of the request it is in."""
    found = []
    for error in errors:
        location = list(error["loc"])
        if location and location[0] in _SOURCES:
            location.pop(0)
        found.append(FieldError(field=".".join(map(str, location)), code=str(error["type"]), message=sentence(error)))
    return tuple(found)


def errors_of(failure: ValidationError) -> tuple[FieldError, ...]:
    """The same for what a model of ours refused."""
    return field_errors(failure.errors(include_input=False, include_url=False))


def sentence(error: ErrorDetails | Mapping[str, Any]) -> str:
    """One pt-BR sentence. An error raised by a model of ours already carries its own."""
    context = error.get("ctx") or {}
    if error["type"] in ("value_error", "assertion_error"):
        return str(context.get("error") or _OTHER)
    template = MESSAGES.get(str(error["type"]), _OTHER)
    return template.format_map({key: str(value).replace(" or ", " ou ") for key, value in context.items()})
