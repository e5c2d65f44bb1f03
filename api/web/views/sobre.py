"""What a case tells a task of itself, in words: labels for names, titles for codes, dates and amounts as people write.

Procedures hand over what they know as plain data, often a whole form. The forms of the procedure say what its names and
codes are called; where they do not know a name, all the forms of this build do, if they agree.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import BaseModel

from api.web.formatters import MONTHS, capital, cnpj, cpf_masked, date_br, instant_br, money, number
from api.web.shapes import Kind, Shape, shapes
from api.web.views.partes import LABELS
from workflows.kernel import Event, HumanTask
from workflows.kernel.registry import about, declared, procedures
from workflows.norms import parameters
from workflows.parties import is_party

Words = str | list["Words"] | dict[str, "Words"]
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
MONTH = re.compile(r"(?P<y>[0-9]{4})-(?P<m>0[1-9]|1[0-2])|(?P<m2>0[1-9]|1[0-2])-(?P<y2>[0-9]{4})")
NAMES = {
    **LABELS,
    "debito": "Débito",
    "duvida": "Dúvida",
    "endereco": "Endereço",
    "hipotese": "Hipótese",
    "mes": "Mês",
    "sigcon": "SIGCon",
}
"""What names are called where a capital and spaces are not enough, and no form says."""
LARGE = 10_000
"""From here on, thousands are set apart: below, a number may be a year."""
AMOUNT = re.compile(r"-?[0-9]{1,15}\.[0-9]{2}")


def in_words(case_type: str, told: Mapping[str, Any]) -> dict[str, Words]:
    """What a case of the procedure `case_type` told, its structure kept. What is empty is left out, and so are ids."""
    said: dict[str, Words] = {}
    for name, value in told.items():
        shape = _shape(case_type, name)
        if value is None or is_party(value) or (shape and shape.person):
            continue
        label = _label(case_type, name, value)
        if words := _said(case_type, shape, value):
            said[_spelled(name) if label in said else label] = words
    return said


def about_lines(case_type: str, told: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The same as lines, each of a name and a text."""
    return tuple((name, _line(said)) for name, said in in_words(case_type, told).items())


def _line(said: Words) -> str:
    if isinstance(said, dict):
        return "; ".join(f"{name}: {_line(one)}" for name, one in said.items())
    return said if isinstance(said, str) else "; ".join(map(_line, said))


def _said(case_type: str, shape: Shape | None, value: Any) -> Words:
    if isinstance(value, Mapping):
        return in_words(case_type, value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_said(case_type, shape.item if shape and shape.item else shape, one) for one in value]
    return _shaped(shape, value) or _plain(case_type, value)


def _shaped(shape: Shape | None, value: Any) -> str:
    """`value` as its form writes it; empty when the form does not say more of it than it says itself."""
    if shape is None or isinstance(value, bool):
        return ""
    if title := next((one.title for one in shape.choices if one.value == str(value)), ""):
        return title
    if shape.kind is Kind.CPF:
        return cpf_masked(str(value))
    if shape.kind is Kind.CNPJ:
        return cnpj(str(value))
    if shape.kind is Kind.MONEY:
        # Facts and registers hold amounts in whole cents, forms in reais.
        return money(Decimal(value) / 100 if isinstance(value, int) else value)
    return ""


def _plain(case_type: str, value: Any) -> str:
    if isinstance(value, bool):
        return "Sim" if value else "Não"
    if isinstance(value, int):
        return number(value) if abs(value) >= LARGE else str(value)
    text = str(value)
    if found := MONTH.fullmatch(text):
        year, month = (found["y"] or found["y2"]), (found["m"] or found["m2"])
        return f"{MONTHS[int(month) - 1]} de {year}"
    if AMOUNT.fullmatch(text):
        return money(text)
    try:
        return date_br(date.fromisoformat(text))
    except ValueError:
        return _instant(text) or _title(case_type, text)


def _instant(text: str) -> str:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return instant_br(instant) if instant.tzinfo else ""


def _title(case_type: str, text: str) -> str:
    """What a code is called; the text itself when it is none."""
    if text in _set_by_acts():
        return _set_by_acts()[text]
    if not CODE.fullmatch(text):
        return text
    for titles in (_titles(case_type), _titles("")):
        if len(found := titles.get(text, frozenset())) == 1:
            return next(iter(found))
    return text


def _label(case_type: str, name: str, value: Any) -> str:
    """What the forms of the procedure call it, if they agree and ask for such a value; else the name, spelled."""
    own = {one.label for one in _named(case_type).get(name, ()) if _asks_for(one.kind, value)}
    return next(iter(own)) if len(own) == 1 else _spelled(name)


def _spelled(name: str) -> str:
    return NAMES.get(name) or capital(name.replace("_", " "))


def _asks_for(kind: Kind, value: Any) -> bool:
    match value:
        case bool():
            return kind in (Kind.YES_NO, Kind.CHECK)
        case Mapping():
            return kind is Kind.GROUP
        case list() | tuple():
            return kind in (Kind.ROWS, Kind.MANY)
    return kind not in (Kind.YES_NO, Kind.CHECK, Kind.GROUP, Kind.ROWS, Kind.MANY)


def _shape(case_type: str, name: str) -> Shape | None:
    for known in (_named(case_type), _named("")):
        found = known.get(name, ())
        if found and len({(one.kind, one.choices) for one in found}) == 1:
            return found[0]
    return None


@cache
def _set_by_acts() -> dict[str, str]:
    """What each parameter is, by its key."""
    return {one.key: one.description.rstrip(".") for one in parameters()}


@cache
def _named(case_type: str) -> dict[str, tuple[Shape, ...]]:
    """The fields of the procedure's forms by name; of all forms when `case_type` is empty."""
    found: dict[str, list[Shape]] = {}
    for shape in (one for form in _forms(case_type) for one in _within(shapes(form))):
        found.setdefault(shape.name, []).append(shape)
    return {name: tuple(same) for name, same in found.items()}


@cache
def _titles(case_type: str) -> dict[str, frozenset[str]]:
    """What the procedure calls each code of its choices and results; what all of them do when `case_type` is empty."""
    said: dict[str, set[str]] = {}
    for one in (choice for same in _named(case_type).values() for shape in same for choice in shape.choices):
        said.setdefault(one.value, set()).add(one.title)
    for outcome in (one for known in _types(case_type) for one in _outcomes(known)):
        said.setdefault(str(outcome), set()).add(outcome.title)
    return {code: frozenset(titles) for code, titles in said.items()}


def _types(case_type: str) -> tuple[str, ...]:
    return tuple(procedures()) if not case_type else (case_type,) if case_type in procedures() else ()


def _outcomes(case_type: str) -> Iterator[Any]:
    yield from about(case_type).outcomes
    for task in declared(case_type, HumanTask):
        yield from task.outcomes


def _forms(case_type: str) -> Iterator[type[BaseModel]]:
    for known in _types(case_type):
        yield about(known).input
        for task in declared(known, HumanTask):
            if task.form is not None:
                yield task.form
        for event in declared(known, Event):
            if event.form is not None:
                yield event.form


def _within(asked: Iterable[Shape]) -> Iterator[Shape]:
    for shape in asked:
        yield shape
        yield from _within(shape.children)
        if shape.item is not None:
            yield from _within(shape.item.children)
