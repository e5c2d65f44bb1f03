"""Every provision can be found, is cited as lawyers write it, and says what was in force on a given day."""

import copy
import pickle
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from workflows.norms import (
    AC_4_2026,
    ACT_129_2025,
    ACT_142_2024,
    DEC_167,
    LEI_7692,
    LEI_10861,
    Norm,
    NotInForce,
    Provision,
    UnknownProvision,
    norm,
    norms,
    provision,
)

NBSP = "\u00a0"


def every_provision() -> Iterator[Provision]:
    for each in norms():
        yield from each


CITATIONS = [
    (DEC_167.art(14, par=1), "dec-167:art-14:par-1", "Decreto 167/2019, art. 14, § 1º"),
    (DEC_167.art(14, inciso="III"), "dec-167:art-14:inc-III", "Decreto 167/2019, art. 14, III"),
    (DEC_167.art(13, par="unico"), "dec-167:art-13:par-unico", "Decreto 167/2019, art. 13, parágrafo único"),
    (DEC_167.art(31, inciso="I", alinea="a"), "dec-167:art-31:inc-I:ali-a", "Decreto 167/2019, art. 31, I, a"),
    (DEC_167.art(9), "dec-167:art-9", "Decreto 167/2019, art. 9º"),
    (DEC_167.art(10), "dec-167:art-10", "Decreto 167/2019, art. 10"),
    (DEC_167.art(100), "dec-167:art-100", "Decreto 167/2019, art. 100"),
    (DEC_167.art(37, par=1, inciso="II"), "dec-167:art-37:par-1:inc-II", "Decreto 167/2019, art. 37, § 1º, II"),
    (
        DEC_167.art(80, par="unico", inciso="I"),
        "dec-167:art-80:par-unico:inc-I",
        "Decreto 167/2019, art. 80, parágrafo único, I",
    ),
    (DEC_167.art(54, inciso="III-2"), "dec-167:art-54:inc-III-2", "Decreto 167/2019, art. 54, III (segundo)"),
    (
        DEC_167.art(5, inciso="XIII-2", alinea="f"),
        "dec-167:art-5:inc-XIII-2:ali-f",
        "Decreto 167/2019, art. 5º, XIII (segundo), f",
    ),
    (LEI_7692.art(87, par=2), "lei-7692:art-87:par-2", "Lei 7.692/2002, art. 87, § 2º"),
    (LEI_10861.art(8, inciso="X"), "lei-10861:art-8:inc-X", "Lei 10.861/2019, art. 8º, X"),
    (ACT_129_2025.item("1.2"), "act-129-2025:item-1.2", "ACT 129/2025, ação 1.2"),
    (AC_4_2026.item("C4"), "ac-4-2026:item-C4", "AC 4/2026, ação C4"),
    (ACT_142_2024.item("A5"), "act-mgi-142-2024:item-A5", "ACT MGI 142/2024, ação A5"),
]


@pytest.mark.parametrize(("place", "id", "text"), CITATIONS, ids=[id for _, id, _ in CITATIONS])
def test_cited_as_lawyers_write(place: Provision, id: str, text: str) -> None:
    assert place.id == id
    assert place.citation.replace(NBSP, " ") == text
    assert place.citation == f"{place.norm.title}, {place.short}"


def test_number_never_parts_from_its_sign() -> None:
    for place in every_provision():
        for sign in ("art. ", "§ ", "ação "):
            assert sign not in place.short


def test_ids_are_unique_and_resolve_to_the_same_object() -> None:
    places = list(every_provision())
    assert len({place.id for place in places}) == len(places)
    for place in places:
        assert provision(place.id) is place
        assert norm(place.norm.id) is place.norm


def test_whole_decree_is_there() -> None:
    articles = [place.path for place in DEC_167 if place.parent is None]
    assert articles == [f"art-{number}" for number in range(1, 113)]
    assert len(DEC_167) == 567


def test_work_plans_are_whole() -> None:
    items = [[one for one in plan if one.path.startswith("item-")] for plan in (ACT_129_2025, AC_4_2026, ACT_142_2024)]
    assert [len(found) for found in items] == [23, 20, 7]


def test_children_follow_their_parent() -> None:
    assert [child.short for child in DEC_167.art(31, inciso="I").children] == [
        f"art.{NBSP}31, I, a",
        f"art.{NBSP}31, I, b",
    ]
    for place in every_provision():
        for child in place.children:
            assert child.parent is place


@pytest.mark.parametrize(
    "cite",
    [
        lambda: DEC_167.art(113),
        lambda: DEC_167.art(14, par=3),
        lambda: DEC_167.art(14, inciso="VI"),
        lambda: DEC_167.art(31, inciso="I", alinea="c"),
        lambda: DEC_167.art(14, par="unico"),
        lambda: ACT_142_2024.item("A8"),
        lambda: provision("dec-167"),
        lambda: provision("dec-168:art-1"),
        lambda: norm("dec-168"),
    ],
)
def test_what_is_not_written_cannot_be_cited(cite: object) -> None:
    with pytest.raises(UnknownProvision):
        cite()  # type: ignore[operator]


def test_summaries_are_one_short_sentence() -> None:
    for place in every_provision():
        for version in place.versions:
            assert len(version.summary) <= 160, place.id
            assert version.summary.endswith("."), place.id
            assert version.summary[0].isupper(), place.id
            assert "\n" not in version.summary, place.id


AMENDED = [
    (DEC_167.art(18, inciso="VI"), date(2019, 8, 30), "Decreto 227/2019"),
    (DEC_167.art(30, par="unico"), date(2019, 8, 30), "Decreto 227/2019"),
    (DEC_167.art(32, par=2), date(2019, 8, 30), "Decreto 227/2019"),
    (LEI_7692.art(87, par=2), date(2019, 9, 30), "Lei 10.946/2019"),
]


@pytest.mark.parametrize(("place", "first_day", "act"), AMENDED, ids=[place.id for place, _, _ in AMENDED])
def test_amendment_switches_on_its_day(place: Provision, first_day: date, act: str) -> None:
    before, after = place.vigente_em(first_day - timedelta(days=1)), place.vigente_em(first_day)
    assert before.summary != after.summary
    assert before.act is None
    assert before.ended_by is not None
    assert before.ended_by.citation == act
    assert after.act == before.ended_by
    assert before.until == first_day - timedelta(days=1)
    assert place.vigente_em(date(2026, 3, 2)) is after
    assert place.summary == after.summary


def test_counterpart_has_a_floor_only_since_the_amendment() -> None:
    counterpart = DEC_167.art(18, inciso="VI")
    assert "15%" not in counterpart.vigente_em(date(2019, 8, 29)).summary
    assert "15%" in counterpart.vigente_em(date(2019, 8, 30)).summary


def test_suppressed_letters_end_and_the_new_paragraph_begins() -> None:
    for letter in "ab":
        suppressed = DEC_167.art(18, inciso="VI", alinea=letter)
        assert suppressed.vigente_em(date(2019, 8, 29)).ended_by is not None
        with pytest.raises(NotInForce):
            suppressed.vigente_em(date(2019, 8, 30))
    waiver = DEC_167.art(18, par=5)
    with pytest.raises(NotInForce, match="03/09/2020"):
        waiver.vigente_em(date(2020, 9, 3))
    act = waiver.vigente_em(date(2020, 9, 4)).act
    assert act is not None
    assert act.citation == "Decreto 627/2020"


def test_nothing_is_in_force_before_its_norm() -> None:
    with pytest.raises(NotInForce):
        DEC_167.art(14).vigente_em(date(2019, 7, 10))
    assert DEC_167.art(14).vigente_em(date(2019, 7, 11)).until is None


@given(on=st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_at_most_one_text_is_in_force_on_any_day(on: date) -> None:
    for place in every_provision():
        assert sum(version.covers(on) for version in place.versions) <= 1


def test_a_wrong_reference_in_the_decree_is_told() -> None:
    for article in (50, 8):
        assert DEC_167.art(article).note
    assert DEC_167.art(14).note is None


class Cites(BaseModel):
    place: Provision


def test_travels_in_models_as_its_id() -> None:
    cites = Cites(place=DEC_167.art(14, par=1))
    assert cites.model_dump_json() == '{"place":"dec-167:art-14:par-1"}'
    assert Cites.model_validate_json(cites.model_dump_json()).place is DEC_167.art(14, par=1)
    assert Cites.model_json_schema()["properties"]["place"]["type"] == "string"
    with pytest.raises(ValidationError, match="não tem o dispositivo"):
        Cites.model_validate({"place": "dec-167:art-999"})


@pytest.mark.parametrize("value", [DEC_167, DEC_167.art(14, par=1)])
def test_copies_are_the_same_object(value: Norm | Provision) -> None:
    assert copy.deepcopy(value) is value
    assert pickle.loads(pickle.dumps(value)) is value
