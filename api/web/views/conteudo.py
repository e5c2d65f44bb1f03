"""What somebody wrote in a form, to be read by others: by its labels, with numbers of persons masked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from api.web.formatters import cnpj, cpf_masked, date_br, instant_br, listed, money, number
from api.web.shapes import Kind, Shape
from workflows.parties import is_party


@dataclass(frozen=True)
class Said:
    """One answer. `long` ones keep their lines."""

    label: str
    text: str
    long: bool = False


def answers(shapes: Iterable[Shape], value: Mapping[str, Any]) -> tuple[Said, ...]:
    """The answers of `value`, in the order of the form; what was not answered is left out, and so are ids."""
    found: list[Said] = []
    for shape in shapes:
        found.extend(_answer(shape, value.get(shape.name)))
    return tuple(found)


def _answer(shape: Shape, value: Any) -> Iterable[Said]:
    if shape.person or value is None or value == "" or value == [] or is_party(value):
        return ()
    if shape.kind is Kind.GROUP and isinstance(value, Mapping):
        return answers(shape.children, value)
    if shape.kind is Kind.ROWS and shape.item and isinstance(value, Sequence):
        return (Said(shape.label, "\n".join(_row(shape.item, row) for row in value), long=True),)
    return (Said(shape.label, _text(shape, value), shape.kind is Kind.LONG),)


def _row(item: Shape, row: Any) -> str:
    if item.kind is Kind.GROUP and isinstance(row, Mapping):
        return "; ".join(f"{said.label}: {said.text}" for said in answers(item.children, row))
    return _text(item, row)


def _text(shape: Shape, value: Any) -> str:
    titles = {choice.value: choice.title for choice in shape.choices}
    match shape.kind:
        case Kind.CPF:
            return cpf_masked(str(value))
        case Kind.CNPJ:
            return cnpj(str(value))
        case Kind.MONEY:
            return money(value)
        case Kind.INTEGER if isinstance(value, int):
            return number(value)
        case Kind.DATE:
            return date_br(date.fromisoformat(str(value)))
        case Kind.INSTANT:
            return instant_br(datetime.fromisoformat(str(value)))
        case Kind.YES_NO | Kind.CHECK:
            return "Sim" if value else "Não"
        case Kind.MANY if isinstance(value, Sequence):
            return listed(titles.get(str(one), str(one)) for one in value)
    return titles.get(str(value), str(value))
