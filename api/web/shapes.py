"""What a form asks, read from the JSON Schema of the model that will validate it.

The hints a model gives in `json_schema_extra` are those of `workflows.kernel.words.Form`, and `opcoes`: the titles of
an enumeration's values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import BaseModel

from api.web.formatters import capital

Schema = Mapping[str, Any]


class Kind(StrEnum):
    """The control a value is asked with. Templates branch on it."""

    TEXT = "text"
    LONG = "long"
    EMAIL = "email"
    CPF = "cpf"
    CNPJ = "cnpj"
    DATE = "date"
    INSTANT = "instant"
    MONEY = "money"
    DECIMAL = "decimal"
    INTEGER = "integer"
    CHECK = "check"
    YES_NO = "yes-no"
    RADIO = "radio"
    SELECT = "select"
    MANY = "many"
    GROUP = "group"
    ROWS = "rows"

    @property
    def textual(self) -> bool:
        """Its value is a string, and an empty one may be meant."""
        return self in (Kind.TEXT, Kind.LONG, Kind.EMAIL, Kind.CPF, Kind.CNPJ)


@dataclass(frozen=True)
class Choice:
    """An option, its title, and what follows from it."""

    value: str
    title: str
    help: str = ""


@dataclass(frozen=True)
class Shape:
    """One thing asked. `children` are a group's fields; `item` is what each of several rows asks."""

    name: str
    kind: Kind
    label: str
    help: str = ""
    required: bool = True
    nullable: bool = False
    choices: tuple[Choice, ...] = ()
    provision: str | None = None
    restricted: bool = False
    default: Any = None
    min_rows: int = 0
    max_length: int | None = None
    person: bool = False
    children: tuple["Shape", ...] = ()
    item: "Shape | None" = None


@cache
def shapes(model: type[BaseModel]) -> tuple[Shape, ...]:
    """The fields of `model`, in its order. Raises TypeError for a type no control can ask."""
    return schema_shapes(model.model_json_schema())


def schema_shapes(schema: Schema) -> tuple[Shape, ...]:
    """The fields of an object's JSON Schema, with its own `$defs`."""
    return _object(schema, schema.get("$defs", {}))


def _object(schema: Schema, defs: Schema) -> tuple[Shape, ...]:
    required = set(schema.get("required", ()))
    return tuple(_shape(name, spec, name in required, defs) for name, spec in schema.get("properties", {}).items())


def _resolved(spec: Schema, defs: Schema) -> tuple[dict[str, Any], bool]:
    """The schema with its reference and its `null` alternative taken out; whether null was one."""
    nullable = False
    merged = dict(spec)
    variants = [v for v in merged.get("anyOf", ()) if v.get("type") != "null"]
    if len(variants) < len(merged.get("anyOf", ())):
        nullable = True
        merged.pop("anyOf")
        merged = {**(variants[0] if len(variants) == 1 else {"anyOf": variants}), **merged}
    if plain := [v for v in merged.get("oneOf", ()) if v.get("type") == "string"]:
        # Of several ways to say the same, people are asked the plain one (the id of a plan, not the whole plan).
        merged = {**plain[0], **{key: value for key, value in merged.items() if key != "oneOf"}}
    if "$ref" in merged:
        target = dict(defs[merged.pop("$ref").rpartition("/")[2]])
        target.pop("description", None)
        merged = {**target, **merged}
    return merged, nullable


def _shape(name: str, spec: Schema, required: bool, defs: Schema) -> Shape:
    schema, nullable = _resolved(spec, defs)
    kind = _kind(name, schema, required, nullable, defs)
    return Shape(
        name=name,
        kind=kind,
        label=_label(name, spec, schema),
        help=schema.get("description", ""),
        required=required,
        nullable=nullable,
        choices=_choices(kind, schema, defs),
        provision=schema.get("provision"),
        restricted=bool(schema.get("restrito")),
        default=schema.get("default"),
        min_rows=max(schema.get("minItems", 0), 1 if required else 0),
        max_length=schema.get("maxLength"),
        person=bool(schema.get("pessoa")),
        children=_object(schema, defs) if kind is Kind.GROUP else (),
        item=_shape(name, schema["items"], True, defs) if kind is Kind.ROWS else None,
    )


def _label(name: str, spec: Schema, schema: Schema) -> str:
    titled = "$ref" not in spec and "anyOf" not in spec
    title = spec.get("title") or (schema.get("title") if titled else None)
    return str(title) if title else capital(name.replace("_", " "))


def _kind(name: str, schema: Schema, required: bool, nullable: bool, defs: Schema) -> Kind:
    if mask := schema.get("mask"):
        return Kind(mask)
    several = schema.get("type") == "array"
    if not several and ("enum" in schema or "const" in schema or "opcoes" in schema):
        return _choice_kind(schema)
    match schema.get("type"):
        case "string":
            return _string_kind(schema)
        case "integer":
            return Kind.INTEGER
        case "number":
            return Kind.DECIMAL
        case "boolean":
            return Kind.YES_NO if required or nullable else Kind.CHECK
        case "object" if "properties" in schema:
            return Kind.GROUP
        case "array" if "items" in schema:
            item, _ = _resolved(schema["items"], defs)
            return Kind.MANY if "enum" in item or "opcoes" in schema else Kind.ROWS
    if any(variant.get("type") == "number" for variant in schema.get("anyOf", ())):
        return Kind.DECIMAL
    raise TypeError(f"no control asks for the field {name!r}: {schema}")


def _string_kind(schema: Schema) -> Kind:
    formats = {"date": Kind.DATE, "date-time": Kind.INSTANT, "email": Kind.EMAIL}
    if schema.get("format") in formats:
        return formats[schema["format"]]
    return Kind.LONG if schema.get("widget") == "textarea" else Kind.TEXT


def _choice_kind(schema: Schema) -> Kind:
    asked = schema.get("widget")
    if asked in (Kind.RADIO, Kind.SELECT):
        return Kind(asked)
    return Kind.RADIO if len(schema.get("enum", schema.get("opcoes", ()))) <= 6 else Kind.SELECT


def _choices(kind: Kind, schema: Schema, defs: Schema) -> tuple[Choice, ...]:
    if kind is Kind.YES_NO:
        return Choice("sim", "Sim"), Choice("nao", "Não")
    if kind is Kind.MANY:
        item, _ = _resolved(schema["items"], defs)
        schema = {**item, **{k: v for k, v in schema.items() if k == "opcoes"}}
    elif kind not in (Kind.RADIO, Kind.SELECT):
        return ()
    titles = schema.get("opcoes", {})
    values = schema.get("enum") or ([schema["const"]] if "const" in schema else titles)
    return tuple(Choice(str(value), titles.get(str(value)) or _spelled(str(value))) for value in values)


def _spelled(value: str) -> str:
    """An id without accents as it is read: `nao-atende` is *Não atende*."""
    return capital(" ".join({"nao": "não"}.get(word, word) for word in value.split("-")))
