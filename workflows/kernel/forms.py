"""Validating what people send against the form a declaration asks for, with answers a person can act on."""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from workflows.kernel.messages import FieldError

F = TypeVar("F", bound=BaseModel)

MESSAGES: dict[str, str] = {
    "missing": "Preencha este campo",
    "extra_forbidden": "Este campo não existe neste formulário",
    "string_type": "Escreva um texto",
    "string_too_short": "Escreva ao menos {min_length} caracteres",
    "string_too_long": "Escreva no máximo {max_length} caracteres",
    "string_unicode": "O texto tem um caractere que não existe",
    "string_pattern_mismatch": "O valor não tem o formato esperado",
    "date_from_datetime_parsing": "Escreva uma data válida, como 08/06/2026",
    "date_parsing": "Escreva uma data válida, como 08/06/2026",
    "date_type": "Escreva uma data válida, como 08/06/2026",
    "date_from_datetime_inexact": "Escreva só a data, sem hora, como 08/06/2026",
    "datetime_type": "Escreva data e hora válidas",
    "datetime_object_invalid": "Escreva data e hora válidas",
    "datetime_from_date_parsing": "Escreva data e hora válidas",
    "timezone_aware": "Diga o fuso da hora",
    "datetime_parsing": "Escreva data e hora válidas",
    "int_parsing": "Escreva um número inteiro",
    "int_type": "Escreva um número inteiro",
    "int_parsing_size": "O número é grande demais",
    "int_from_float": "Escreva um número inteiro",
    "decimal_parsing": "Escreva um valor, como 1.234,56",
    "decimal_type": "Escreva um valor, como 1.234,56",
    "decimal_max_digits": "Use no máximo {max_digits} algarismos",
    "decimal_whole_digits": "Use no máximo {whole_digits} algarismos antes da vírgula",
    "finite_number": "Escreva um valor, como 1.234,56",
    "float_type": "Escreva um número",
    "float_parsing": "Escreva um número",
    "decimal_max_places": "Use no máximo {decimal_places} casas decimais",
    "bool_parsing": "Responda sim ou não",
    "bool_type": "Responda sim ou não",
    "literal_error": "Escolha uma das opções",
    "enum": "Escolha uma das opções",
    "greater_than": "O valor deve ser maior que {gt}",
    "greater_than_equal": "O valor deve ser no mínimo {ge}",
    "less_than": "O valor deve ser menor que {lt}",
    "less_than_equal": "O valor deve ser no máximo {le}",
    "too_short": "Informe ao menos {min_length}",
    "too_long": "Informe no máximo {max_length}",
    "list_type": "Informe uma lista",
    "tuple_type": "Informe uma lista",
    "set_type": "Informe uma lista",
    "iterable_type": "Informe uma lista",
    "mapping_type": "Informe um objeto",
    "model_attributes_type": "Informe um objeto",
    "dict_type": "Informe um objeto",
    "model_type": "Informe um objeto",
}


def validate(form: type[F], data: Mapping[str, Any]) -> F | tuple[FieldError, ...]:
    """The form's instance, or one error per wrong field, in the order of the form. Inputs are never echoed."""
    try:
        return form.model_validate(dict(data))
    except ValidationError as failure:
        return tuple(field_error(form, cast(dict[str, Any], error)) for error in failure.errors(include_input=False))


def as_read(form: type[BaseModel], data: Mapping[str, Any]) -> dict[str, Any]:
    """Accepted `data` as the form reads it, in JSON: any spelling of a date is an ISO date; None is left out."""
    return form.model_validate(dict(data)).model_dump(mode="json", exclude_none=True)


def field_error(form: type[BaseModel], error: dict[str, Any]) -> FieldError:
    """One pydantic error as a `FieldError`; the field's declared provision says which text asks for it."""
    path = ".".join(str(part) for part in error["loc"])
    context = error.get("ctx") or {}
    return FieldError(
        field=path,
        code=error["type"],
        message=_message(error, context),
        provision=context.get("provision") or _asked_by(form, error["loc"]),
    )


def _message(error: dict[str, Any], context: dict[str, Any]) -> str:
    kind = error["type"]
    if kind == "string_too_short" and context.get("min_length") == 1:
        return MESSAGES["missing"]
    template = MESSAGES.get(kind)
    if template is None:
        return str(error["msg"]).removeprefix("Value error, ")
    return template.format(**context)


def _asked_by(form: type[BaseModel], loc: tuple[Any, ...]) -> str | None:
    field = form.model_fields.get(str(loc[0])) if loc else None
    extra = field.json_schema_extra if field else None
    return cast(str | None, extra.get("provision")) if isinstance(extra, dict) else None
