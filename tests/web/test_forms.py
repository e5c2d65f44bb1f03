"""A form made of a model shows it, reads it back, keeps what was typed, and says what is wrong where it is wrong."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from api.typed import read_date, read_decimal, read_integer
from api.web.forms import (
    ADD_ROW,
    DROP_ROW,
    compact,
    fields,
    parse,
    posted,
    typed,
)
from api.web.shapes import Kind, schema_shapes, shapes
from api.web.templating import ENVIRONMENT
from api.web.views.erros import worded
from tests.web.pages import Page
from workflows.kernel import registry
from workflows.kernel.forms import validate
from workflows.kernel.words import Event, Form, HumanTask
from workflows.procedures import procedures


class Cor(StrEnum):
    AZUL = "azul"
    NAO_SEI = "nao-sei"


class Item(Form):
    nome: Annotated[str, Field(min_length=1)]
    valor: Annotated[Decimal, Field(decimal_places=2, ge=0)] = Field(json_schema_extra={"mask": "money"})
    conferido: bool = False


class Endereco(Form):
    rua: Annotated[str, Field(min_length=1)]
    numero: int | None = None


class Tudo(Form):
    """One of each control."""

    texto: Annotated[str, Field(min_length=1)]
    longo: Annotated[str, Field(min_length=1)] = Field(json_schema_extra={"widget": "textarea"})
    dia: date
    talvez: date | None = None
    valor: Decimal
    quantos: int
    aceita: bool
    avisar: bool = False
    cor: Cor = Field(title="Cor preferida", json_schema_extra={"opcoes": {"azul": "Azul-marinho"}})
    cores: tuple[Cor, ...] = ()
    cnpj: str | None = Field(default=None, json_schema_extra={"mask": "cnpj"})
    endereco: Endereco
    outro: Endereco | None = None
    itens: tuple[Item, ...] = ()
    nomes: tuple[Annotated[str, Field(min_length=1)], ...] = ()


words = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=20).filter(
    lambda text: text == text.strip() != ""
)
lines = st.lists(words, min_size=1, max_size=3).map("\n".join)
days = st.dates(date(1900, 1, 1), date(2200, 1, 1))
money = st.decimals(0, 10**9, places=2, allow_nan=False)
addresses = st.builds(Endereco, rua=words, numero=st.none() | st.integers(-(10**9), 10**9))
everything = st.builds(
    Tudo,
    texto=words,
    longo=lines,
    dia=days,
    talvez=st.none() | days,
    valor=money,
    quantos=st.integers(-(10**12), 10**12),
    aceita=st.booleans(),
    avisar=st.booleans(),
    cor=st.sampled_from(Cor),
    cores=st.lists(st.sampled_from(Cor), unique=True).map(lambda found: tuple(c for c in Cor if c in found)),
    cnpj=st.none() | st.from_regex(r"\A[0-9A-Z]{12}[0-9]{2}\Z"),
    endereco=addresses,
    outro=st.none() | addresses,
    itens=st.lists(st.builds(Item, nome=words, valor=money, conferido=st.booleans()), max_size=3).map(tuple),
    nomes=st.lists(words, max_size=3).map(tuple),
)
SHOW = ENVIRONMENT.from_string(
    '{% from "components/formulario.html" import campos %}<form>{{ campos(perguntas) }}</form>'
)


def shown(model: type[BaseModel], raw: dict[str, Any], errors: dict[str, str] | None = None, extra: str = "") -> Page:
    return Page(SHOW.render(perguntas=fields(shapes(model), raw, errors, extra)))


@given(everything)
def test_what_a_page_shows_comes_back_the_same(value: Tudo) -> None:
    asked = shapes(Tudo)
    page = shown(Tudo, typed(asked, value.model_dump(mode="json")))
    sent = posted(page.forms[0].fields)
    assert Tudo.model_validate(parse(asked, compact(asked, sent))) == value


@pytest.mark.parametrize("type_id", sorted(procedures()))
def test_every_form_of_the_procedures_can_be_asked(type_id: str) -> None:
    forms = [registry.about(type_id).input]
    forms += [one.form for one in registry.declared(type_id, HumanTask)]
    forms += [one.form for one in registry.declared(type_id, Event)]
    for form in forms:
        page = shown(form, {})
        assert {one["id"] for one in page.controls} <= page.labels, form


def test_each_kind_of_value_has_its_control() -> None:
    kinds = {shape.name: shape.kind for shape in shapes(Tudo)}
    assert kinds == {
        "texto": Kind.TEXT,
        "longo": Kind.LONG,
        "dia": Kind.DATE,
        "talvez": Kind.DATE,
        "valor": Kind.DECIMAL,
        "quantos": Kind.INTEGER,
        "aceita": Kind.YES_NO,
        "avisar": Kind.CHECK,
        "cor": Kind.RADIO,
        "cores": Kind.MANY,
        "cnpj": Kind.CNPJ,
        "endereco": Kind.GROUP,
        "outro": Kind.GROUP,
        "itens": Kind.ROWS,
        "nomes": Kind.ROWS,
    }


def test_titles_of_options() -> None:
    cor = next(shape for shape in shapes(Tudo) if shape.name == "cor")
    assert [(choice.value, choice.title) for choice in cor.choices] == [
        ("azul", "Azul-marinho"),
        ("nao-sei", "Não sei"),
    ]
    assert cor.label == "Cor preferida"


def test_a_type_that_no_control_asks_is_an_error_of_ours() -> None:
    with pytest.raises(TypeError, match="mapa"):
        schema_shapes({"properties": {"mapa": {"type": "object", "additionalProperties": True}}})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.620.000,50", "1620000.50"),
        ("R$ 1.620,5", "1620.5"),
        ("1.620", "1620"),
        ("1620.50", "1620.50"),
        ("1.5", "1.5"),
        ("0,99", "0.99"),
        ("dez reais", "dez reais"),
    ],
)
def test_amounts_as_typed(text: str, expected: str) -> None:
    assert read_decimal(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("1.787", 1787), (" 15 ", 15), ("-3", -3), ("1,5", "1,5"), ("x", "x")])
def test_whole_numbers_as_typed(text: str, expected: object) -> None:
    assert read_integer(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("8/6/2026", "2026-06-08"), ("2026-06-08", "2026-06-08"), ("amanhã", "amanhã")]
)
def test_dates_as_typed(text: str, expected: str) -> None:
    assert read_date(text) == expected


def test_what_was_typed_stays_with_its_complaint() -> None:
    asked = shapes(Tudo)
    raw = posted(
        [("texto", ""), ("dia", "31/02/2026"), ("endereco.rua", ""), ("itens.0.nome", "ponte"), ("aceita", "")]
    )
    read = validate(Tudo, parse(asked, raw))
    assert isinstance(read, tuple)
    errors = worded(read, asked)
    assert errors["texto"] == "Preencha “Texto”"
    assert errors["aceita"] == "Responda “Aceita”"
    assert errors["endereco.rua"] == "Preencha “Rua”"
    assert errors["itens.0.valor"] == "Preencha “Valor”"
    page = shown(Tudo, raw, errors)
    sent = dict(page.forms[0].fields)
    assert sent["dia"] == "31/02/2026"
    assert sent["itens.0.nome"] == "ponte"
    for path, message in errors.items():
        assert message in page.text, path
        assert f"f-{path.replace('.', '-').replace('_', '-')}" in page.ids


def test_a_line_is_added_and_another_taken_out() -> None:
    asked = shapes(Tudo)
    pairs = [("itens.0.nome", "a"), ("itens.1.nome", "b"), ("itens.2.nome", ""), (ADD_ROW, "itens"), ("csrf", "x")]
    raw = posted(pairs)
    assert set(raw) == {"itens.0.nome", "itens.1.nome", "itens.2.nome"}
    kept = compact(asked, raw, without="itens.0")
    assert kept == {"itens.0.nome": ("b",)}
    page = shown(Tudo, dict(kept), extra="itens")
    names = {name for name, _ in page.forms[0].fields}
    assert "itens.1.nome" in names
    assert "itens.2.nome" not in names
    assert (DROP_ROW, "itens.1") in page.forms[0].buttons


def test_a_blank_row_is_no_item() -> None:
    asked = shapes(Tudo)
    assert parse(asked, posted([("itens.0.nome", " "), ("itens.0.valor", "")]))["itens"] == []


@pytest.mark.parametrize("name", ["texto", "longo", "dia", "valor", "quantos", "cnpj", "endereco.rua", "itens.0.nome"])
def test_markup_typed_into_a_field_stays_text(name: str) -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    page = shown(Tudo, {name: (evil,)}, {name: evil})
    assert "script" not in {tag for tag, _ in page.tags}
    assert "img" not in {tag for tag, _ in page.tags}
    assert dict(page.forms[0].fields)[name] == evil


class Marcadas(Form):
    """Several of a list, with words for each."""

    cores: Annotated[tuple[Cor, ...], Field(min_length=1)] = Field(
        json_schema_extra={"opcoes": {"azul": "Azul do céu", "nao-sei": "Ainda não sei"}}
    )


def test_several_of_a_list_are_asked_with_boxes_also_where_each_has_words_of_its_own() -> None:
    (asked,) = shapes(Marcadas)
    assert asked.kind is Kind.MANY
    assert {one.value: one.title for one in asked.choices} == {"azul": "Azul do céu", "nao-sei": "Ainda não sei"}
    read = validate(Marcadas, parse((asked,), {"cores": ("azul", "nao-sei")}))
    assert read == Marcadas(cores=(Cor.AZUL, Cor.NAO_SEI))


def test_whatever_takes_several_values_can_be_given_several() -> None:
    declared = (one for type in procedures() for kind in (HumanTask, Event) for one in registry.declared(type, kind))
    forms = {one.form for one in declared if isinstance(one, HumanTask | Event)}
    alone = [
        (form.__name__, asked.name)
        for form in forms
        for asked in shapes(form)
        if form.model_json_schema()["properties"][asked.name].get("type") == "array"
        and asked.kind not in (Kind.MANY, Kind.ROWS)
    ]
    assert alone == []
