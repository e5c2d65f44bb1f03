"""Every form that a procedure declares, given what no person means: it is refused in Portuguese or read for what it is,
and never breaks. The forms are the declared ones, the answers to begin from are those of the shipped scenarios."""

import copy
import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from pydantic_core.core_schema import ErrorType

from api.strictness import text_fault
from api.web.forms import compact, fields, filled_rows, parse, posted, typed
from api.web.shapes import Kind, Shape, shapes
from api.web.views.erros import worded
from tests.simulation.conftest import SHIPPED
from workers.simulation.scenario import load
from workflows.kernel import registry
from workflows.kernel.forms import MESSAGES, as_read, validate
from workflows.kernel.words import Event, HumanTask
from workflows.procedures import procedures

ENDLESS = "9" * 5000
"""More digits than Python makes a whole number of."""
NUMBERS = (
    "NaN", "sNaN", "-Infinity", "Infinity", "1e999999", "-1e999999", "1e-999999", "0.0000001", "-0", "1E+13",
    "999999999999.99", ENDLESS, "²", "٣", "1_000", "0x10", "1.2.3", "R$", "--1", 1e308, 2**63 - 1, -(2**63), True, 1.5,
)  # fmt: skip
DAYS = (
    "0001-01-01", "1899-12-31", "9999-12-31", "10000-01-01", "0000-00-00", "2026-02-30", "31/12/9999", "20260608",
    "-001-01-01", "٢٠٢٦-٠١-٠١", "2026-06-08T23:59:59.999999", "2026-01-01T00:00:00-12:00", 0, 1e18,
)  # fmt: skip
TEXTS = (
    "", " ", "a", "a" * 20_001, "\u202e", "\u2028", "{x}", "{0}", "%s", "%(a)s", "0" * 11, "0" * 14, "٣" * 11, "²" * 14,
    "2026-13", "9999-12", "0000-00", "https://[::1", "//", "<script>", "999999999999/2026", "..", "é" * 400,
)  # fmt: skip
TYPED = ("NaN", "Infinity", "-1e999999", ENDLESS, "²", "9999-12-31", "31/12/9999", "01/01/0001", "\u2028", "{x}", "//")
SHAPES: tuple[Any, ...] = (None, [], {}, [[]], [None], [{}], {"a": 1}, False)
HOSTILE: tuple[Any, ...] = (*NUMBERS, *DAYS, *TEXTS, *SHAPES)
OURS = frozenset({"value_error", "assertion_error"})
"""Errors of pydantic whose sentence a model of ours wrote."""


def forms_of(type_id: str) -> dict[type[BaseModel], None]:
    """Every form of a procedure, each once."""
    asked = [one.form for one in registry.declared(type_id, HumanTask)]
    brought = [one.form for one in registry.declared(type_id, Event)]
    return dict.fromkeys([registry.about(type_id).input, *asked, *brought])


@cache
def answers() -> dict[type[BaseModel], dict[str, Any]]:
    """For each form that a shipped scenario answers, its fullest answer."""
    found: dict[type[BaseModel], dict[str, Any]] = {}
    for path in sorted(SHIPPED.glob("*.yaml")):
        scenario = load(path).scenario
        said = [(registry.about(scenario.procedure).input, scenario.input)]
        done = [(one.task, one.form) for one in scenario.people] + [(one.event, one.form) for one in scenario.events]
        known = registry.declarations()
        asked = ((known.get(id), form) for id, form in done)
        said += [(one.form, form) for one, form in asked if isinstance(one, HumanTask | Event)]
        for form, data in said:
            if len(str(data)) > len(str(found.get(form, ""))) and not isinstance(validate(form, data), tuple):
                found[form] = as_read(form, data)
    return found


def places(data: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value in `data`; of rows, only into the first."""
    members = data.items() if isinstance(data, dict) else enumerate(data[:1]) if isinstance(data, list) else ()
    for name, value in members:
        yield (*before, name)
        yield from places(value, (*before, name))


def put(data: dict[str, Any], place: tuple[Any, ...], value: Any) -> dict[str, Any]:
    changed: Any = copy.deepcopy(data)
    inner = changed
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = value
    return dict(changed)


def names(asked: tuple[Shape, ...], before: str = "") -> Iterator[str]:
    """The names of the controls of a form, with one row of each table."""
    for shape in asked:
        name = f"{before}.{shape.name}" if before else shape.name
        yield name
        if shape.kind is Kind.GROUP:
            yield from names(shape.children, name)
        elif shape.kind is Kind.ROWS and shape.item:
            inner = shape.item.children if shape.item.kind is Kind.GROUP else ()
            yield f"{name}.0"
            yield from names(inner, f"{name}.0")


def judge(form: type[BaseModel], data: dict[str, Any]) -> None:
    """Refused with sentences of ours, or read into what can be recorded and is read the same again."""
    read = validate(form, data)
    if isinstance(read, tuple):
        built_in = set(get_args(ErrorType)) - OURS
        assert [one for one in read if one.code in built_in - set(MESSAGES)] == [], "words of the library"
        assert all(one.message.strip() for one in read)
        worded(read, shapes(form))
        return
    written = as_read(form, data)
    assert json.dumps(written, allow_nan=False)
    assert validate(form, written) == read
    for value in written.values():
        if isinstance(value, str):
            assert text_fault(value) is None


@pytest.mark.parametrize("type_id", sorted(procedures()))
def test_whatever_stands_in_a_field_is_refused_or_read(type_id: str) -> None:
    for form in forms_of(type_id):
        known = answers().get(form, {})
        absent = ((name,) for name in form.model_fields if name not in known)
        for place in (*places(known), *absent):
            for value in HOSTILE:
                judge(form, put(known, place, value))


@pytest.mark.parametrize("type_id", sorted(procedures()))
def test_whatever_is_typed_into_a_control_comes_back_with_its_complaint(type_id: str) -> None:
    for form in forms_of(type_id):
        asked = shapes(form)
        known = dict(typed(asked, answers().get(form, {})))
        for name in names(asked):
            others = [(other, value) for other, values in known.items() if other != name for value in values]
            for value in TYPED:
                raw = compact(asked, posted([*others, (name, value)]))
                data = parse(asked, raw)
                judge(form, data)
                fields(asked, raw)
                fields(asked, typed(asked, data))


@pytest.mark.parametrize("index", ["²", "٣", ENDLESS, "-1", "01", "1e3", "", " 1", "9999999"])
def test_what_is_no_number_of_a_row_names_none(index: str) -> None:
    raw = {f"itens.{index}.nome": ("ponte",), "itens.2.nome": ("estrada",)}
    assert filled_rows("itens", raw) == [2]


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2201, 1, 1), date.max])
def test_a_day_from_which_nothing_can_be_counted_is_refused_in_every_form(day: date) -> None:
    refused = 0
    for form, known in answers().items():
        for shape in shapes(form):
            if shape.kind is Kind.DATE and shape.name in known:
                read = validate(form, {**known, shape.name: day.isoformat()})
                assert isinstance(read, tuple), (form, shape.name)
                refused += shape.name in {one.field for one in read}
    assert refused > 30
