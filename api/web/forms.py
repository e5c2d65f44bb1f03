"""From a model to a page's form and back: what was typed, what it means, and what is wrong with it.

`Raw` is a form as a browser sends it: dotted names (`itens.0.valor`) and the strings typed. A page is always rendered
from it, so that nobody loses what they wrote; the model's input is always parsed from it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.identity.csrf import FIELD as CSRF
from api.typed import read_date, read_decimal, read_integer
from api.web.formatters import ZONE, cnpj, decimal_input
from api.web.shapes import Choice, Kind, Shape

Raw = Mapping[str, Sequence[str]]

_INDEX = re.compile(r"0|[1-9][0-9]{0,5}")
"""The number of a row, as the pages write it; another writing of one names no row."""

ADD_ROW = "_linha"
DROP_ROW = "_remover"


@dataclass(frozen=True)
class Field:
    """A control ready to be shown: its shape, its name in the form, what stands in it and what is wrong with it."""

    shape: Shape
    name: str
    values: tuple[str, ...] = ()
    error: str = ""
    children: tuple["Field", ...] = ()
    rows: tuple["Field", ...] = ()

    @property
    def id(self) -> str:
        """The control's `id`, and the address of its error."""
        return "f-" + self.name.replace(".", "-").replace("_", "-")

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    def chosen(self, choice: Choice) -> bool:
        return choice.value in self.values


def _path(prefix: str, name: str) -> str:
    return f"{prefix}.{name}" if prefix else name


def posted(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """A form's pairs gathered by name, line ends as ours, buttons and guards left out."""
    raw: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        if not name.startswith("_") and name != CSRF:
            raw[name] = (*raw.get(name, ()), value.replace("\r\n", "\n"))
    return raw


# What stands in the form


def typed(shapes: Iterable[Shape], value: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The raw form that shows `value`, a model dumped in JSON mode or a draft of one."""
    raw: dict[str, tuple[str, ...]] = {}
    for shape in shapes:
        if shape.name in value:
            raw.update(_typed(shape, shape.name, value[shape.name]))
    return raw


def _typed(shape: Shape, path: str, value: Any) -> dict[str, tuple[str, ...]]:
    if value is None:
        return {path: ("",)}
    if shape.kind is Kind.GROUP and isinstance(value, Mapping):
        return {
            name: text
            for child in shape.children
            if child.name in value
            for name, text in _typed(child, _path(path, child.name), value[child.name]).items()
        }
    if shape.kind is Kind.ROWS and shape.item and isinstance(value, Sequence) and not isinstance(value, str):
        return {
            name: text
            for index, row in enumerate(value)
            for name, text in _typed(shape.item, f"{path}.{index}", row).items()
        }
    if shape.kind is Kind.MANY and isinstance(value, Sequence) and not isinstance(value, str):
        return {path: tuple(str(item) for item in value)}
    return {path: (_text(shape.kind, value),)}


def _text(kind: Kind, value: Any) -> str:
    if kind is Kind.YES_NO:
        return {True: "sim", False: "nao"}.get(value, str(value))
    if kind is Kind.CHECK:
        return "sim" if value is True else ""
    if kind in (Kind.MONEY, Kind.DECIMAL):
        return decimal_input(value)
    if kind is Kind.CNPJ:
        return cnpj(str(value))
    if kind is Kind.INSTANT:
        return _wall(str(value))
    return str(value)


def _wall(value: str) -> str:
    """An instant as the `datetime-local` control wants it: Cuiabá's wall time."""
    try:
        return datetime.fromisoformat(value).astimezone(ZONE).replace(tzinfo=None).isoformat(timespec="minutes")
    except (ValueError, OverflowError):
        return value


# What was meant


def parse(shapes: Iterable[Shape], raw: Raw, prefix: str = "") -> dict[str, Any]:
    """The model's input that `raw` means. What cannot be read is passed on as typed, for the model to refuse."""
    result: dict[str, Any] = {}
    for shape in shapes:
        result.update(_parsed(shape, _path(prefix, shape.name), raw))
    return result


def _parsed(shape: Shape, path: str, raw: Raw) -> dict[str, Any]:
    """The shape's entry, or none when nothing was said and the default speaks."""
    match shape.kind:
        case Kind.GROUP:
            blank = shape.nullable and not _said(path, raw)
            return {shape.name: None if blank else parse(shape.children, raw, path)}
        case Kind.ROWS:
            return {shape.name: _rows(shape, path, raw)}
        case Kind.MANY:
            return {shape.name: [value for value in raw.get(path, ()) if value]}
        case Kind.CHECK:
            return {shape.name: any(raw.get(path, ()))}
    text = (list(raw.get(path, ())) or [""])[0]
    if text.strip():
        return {shape.name: _meant(shape.kind, text)}
    if path in raw and shape.nullable:
        return {shape.name: None}
    if path in raw and shape.kind.textual and not shape.required:
        return {shape.name: ""}
    return {}


def _rows(shape: Shape, path: str, raw: Raw) -> list[Any]:
    found = []
    for index in filled_rows(path, raw):
        if shape.item:
            # The item is parsed as a field called by its index, so that groups, texts and numbers go one way.
            found.append(_parsed(shape.item, f"{path}.{index}", raw).get(shape.item.name))
    return found


def filled_rows(path: str, raw: Raw) -> list[int]:
    """The indexes of the rows of `path` in which something was typed, in order."""
    start = len(path) + 1
    said = (name[start:].partition(".")[0] for name, values in raw.items() if _under(path, name) and _any(values))
    return sorted({int(head) for head in said if _INDEX.fullmatch(head)})


def _said(path: str, raw: Raw) -> bool:
    return any(name == path or _under(path, name) for name, values in raw.items() if _any(values))


def _under(path: str, name: str) -> bool:
    return name.startswith(path + ".")


def _any(values: Sequence[str]) -> bool:
    return any(value.strip() for value in values)


def _meant(kind: Kind, text: str) -> Any:
    match kind:
        case Kind.YES_NO:
            return {"sim": True, "nao": False}.get(text, text)
        case Kind.DATE:
            return read_date(text)
        case Kind.INSTANT:
            return _read_instant(text)
        case Kind.MONEY | Kind.DECIMAL:
            return read_decimal(text)
        case Kind.INTEGER:
            return read_integer(text)
        case Kind.CPF | Kind.CNPJ:
            return re.sub(r"[.\-/\s]", "", text).upper()
    return text


def _read_instant(text: str) -> str:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=ZONE).isoformat()
    except ValueError:
        return text


# What is shown


def fields(
    shapes: Iterable[Shape], raw: Raw, errors: Mapping[str, str] | None = None, extra: str = "", prefix: str = ""
) -> tuple[Field, ...]:
    """The controls of a form. `errors` are sentences by dotted path; the rows at the path `extra` get one more."""
    told = errors or {}
    return tuple(_field(shape, _path(prefix, shape.name), raw, told, extra) for shape in shapes)


def _field(shape: Shape, path: str, raw: Raw, errors: Mapping[str, str], extra: str) -> Field:
    error = errors.get(path, "")
    if shape.kind is Kind.GROUP:
        return Field(shape, path, error=error, children=fields(shape.children, raw, errors, extra, path))
    if shape.kind is Kind.ROWS and shape.item:
        item, count = shape.item, len(filled_rows(path, raw))
        shown = max(count + (extra == path), shape.min_rows)
        return Field(
            shape,
            path,
            error=error,
            rows=tuple(_field(item, f"{path}.{index}", raw, errors, extra) for index in range(shown)),
        )
    return Field(shape, path, values=tuple(raw.get(path, _default(shape))), error=error)


def _default(shape: Shape) -> tuple[str, ...]:
    if shape.default is None:
        return ()
    return _typed(shape, "", shape.default)[""]


def compact(shapes: Iterable[Shape], raw: Raw, without: str = "") -> dict[str, Sequence[str]]:
    """`raw` without the empty rows and the row at the path `without`, the others counted again from zero."""
    kept = {
        name: values
        for name, values in raw.items()
        if not (without and (name == without or name.startswith(without + ".")))
    }
    for path in _row_paths(shapes):
        kept = _renumbered(path, kept)
    return kept


def _row_paths(shapes: Iterable[Shape], prefix: str = "") -> list[str]:
    """Where rows are asked, inside groups too."""
    paths: list[str] = []
    for shape in shapes:
        path = _path(prefix, shape.name)
        if shape.kind is Kind.ROWS:
            paths.append(path)
        elif shape.kind is Kind.GROUP:
            paths.extend(_row_paths(shape.children, path))
    return paths


def _renumbered(path: str, raw: Raw) -> dict[str, Sequence[str]]:
    new = {old: index for index, old in enumerate(filled_rows(path, raw))}
    result: dict[str, Sequence[str]] = {}
    for name, values in raw.items():
        if not name.startswith(path + "."):
            result[name] = values
            continue
        head, dot, rest = name[len(path) + 1 :].partition(".")
        if _INDEX.fullmatch(head) and int(head) in new:
            result[f"{path}.{new[int(head)]}{dot}{rest}"] = values
    return result
