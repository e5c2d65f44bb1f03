"""The worst that may be sent to any form of any procedure: it is taken in or refused in Portuguese, never more."""

from datetime import date
from typing import Any, get_args

import pytest
from pydantic_core.core_schema import ErrorType

from api.web.forms import parse
from api.web.shapes import shapes
from workflows.kernel import Event, Form, HumanTask
from workflows.kernel.forms import MESSAGES, as_read, validate
from workflows.kernel.registry import about, declared
from workflows.procedures import procedures

HOSTILE: tuple[Any, ...] = (
    10**400, -(10**400), 2**63, -1, 0, 0.5, float("nan"), float("inf"), -0.0, True, None, [], {}, [[]], [{}], {"a": 1},
    "", " ", "NaN", "sNaN", "Infinity", "-0.01", "1e999999", "0.001", "9" * 5_000, "31/02/2026", "2026-02-31",
    "0001-01-01", "9999-12-31", "1899-12-31", "2201-01-01", "2026-03-02T00:00:00", "2026-03-02T10:00:00", "20260302",
    "x" * 100_000, "\x00", "a\x07b", "\u202e", "=1+1", "<script>", "../../etc", ["a", "a"], [None] * 300,
    [{"valor": "NaN"}] * 300, "2026-W10-1", "१२", "true", "sim",
)  # fmt: skip
PYDANTICS = frozenset(get_args(ErrorType)) - {"value_error"}


def models() -> list[type[Form]]:
    """Every form that a procedure asks, and every one within another, each once."""
    found: dict[type[Form], None] = {}
    for known in procedures():
        tasks, brought = declared(known, HumanTask), declared(known, Event)
        for form in (about(known).input, *(one.form for one in tasks), *(one.form for one in brought)):
            _gather(form, found)
    return list(found)


def _gather(asked: Any, found: dict[type[Form], None]) -> None:
    """The models in an annotation, and those in the annotations of their fields."""
    if isinstance(asked, type) and issubclass(asked, Form):
        if asked not in found:
            found[asked] = None
            for field in asked.model_fields.values():
                _gather(field.annotation, found)
        return
    for part in get_args(asked):
        _gather(part, found)


ALL = models()


def english(form: type[Form], sent: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The errors that pydantic says, and not we."""
    read = validate(form, sent)
    if not isinstance(read, tuple):
        return []
    return [(one.field, one.code, one.message) for one in read if one.code in PYDANTICS - set(MESSAGES)]


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.__name__)
def test_every_refusal_of_every_form_is_ours(form: type[Form]) -> None:
    for name in form.model_fields:
        for value in HOSTILE:
            assert english(form, {name: value}) == [], (name, repr(value)[:40])


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.__name__)
def test_what_is_typed_is_refused_or_read(form: type[Form]) -> None:
    asked = shapes(form)
    for shape in asked:
        for value in HOSTILE:
            if isinstance(value, str):
                assert english(form, parse(asked, {shape.name: (value,)})) == []


def test_they_are_many() -> None:
    assert len(ALL) > 200


class Day(Form):
    """A day, and perhaps another."""

    um: date
    outro: date | None = None


@pytest.mark.parametrize("day", ["1900-01-01", "2200-12-31", "2026-02-28"])
def test_days_that_people_have(day: str) -> None:
    assert as_read(Day, {"um": day, "outro": day}) == {"um": day, "outro": day}


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_days_that_nobody_has(day: str) -> None:
    refused = validate(Day, {"um": day, "outro": day})
    assert isinstance(refused, tuple)
    assert [(one.field, one.message) for one in refused] == [
        (name, "Escreva uma data entre 01/01/1900 e 31/12/2200") for name in ("um", "outro")
    ]
