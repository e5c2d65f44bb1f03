"""A longer term, and who represents whom: what opens when, and who stood for a party on which day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.cooperacao.agenda import Opening, TermEnd, after, agenda
from workflows.cooperacao.files import load_plan, shipped_plans
from workflows.cooperacao.formularios_da_vigencia import DesignacaoDeRepresentante
from workflows.cooperacao.plan import Plan
from workflows.cooperacao.representacao import Designado, Funcao, representacoes

SIGNED = date(2026, 1, 31)
DAY = timedelta(days=1)
PLAN = load_plan("""
id: prorrogavel
title: Plano de teste
parties: [{id: A, name: Órgão A}, {id: B, name: Órgão B}]
term: {n: 18, unit: months}
actions:
  - {id: M, description: Relatar, responsible: [A], deadline_text: mensal, recurrence: [{type: monthly}]}
  - {id: Y, description: Reunir, responsible: [A, B], deadline_text: anual, recurrence: [{type: annual}]}
""")
ENDS = st.lists(
    st.tuples(st.integers(0, 500), st.integers(1, 900)), max_size=4
)  # days after the extension before, days that each adds


def _agenda(plan: Plan, *ends: TermEnd) -> tuple[Opening, ...]:
    return agenda((plan,), SIGNED, (TermEnd(None, plan.end(SIGNED)), *ends), lambda _: plan)


def _opens(found: tuple[Opening, ...], action: str, party: str) -> list[tuple[date, str]]:
    acts = [(one.day, act) for one in found for act in one.acts]
    return [(day, act.subject) for day, act in acts if (act.action.id, act.party) == (action, party)]


def test_a_year_that_only_the_extension_makes_whole_opens_on_the_day_after_it() -> None:
    # 18 months from 31 January 2026 end on 31 July 2027: one whole year. Until 31 January 2028 there are two.
    assert _opens(_agenda(PLAN), "Y", "B") == [(SIGNED, "Y 1/1")]
    longer = _agenda(PLAN, TermEnd(date(2027, 5, 4), date(2028, 1, 31)))
    assert _opens(longer, "Y", "B") == [(SIGNED, "Y 1/1"), (date(2027, 5, 5), "Y 2/2")]
    assert longer[-1] == Opening(date(2028, 2, 1), ())


def test_what_opened_before_keeps_its_number_and_what_follows_has_the_new_one() -> None:
    opened = _opens(_agenda(PLAN, TermEnd(date(2026, 4, 30), date(2028, 1, 31))), "M", "A")
    # The fourth month begins on 30 April, on the day of the act and before it.
    assert opened[3] == (date(2026, 4, 30), "M 4/18")
    assert opened[4] == (date(2026, 5, 31), "M 5/24")
    assert len(opened) == 24


@given(ENDS)
def test_however_often_the_term_is_extended_each_act_opens_once_and_in_time(given: list[tuple[int, int]]) -> None:
    ends: list[TermEnd] = []
    decided, last = SIGNED, PLAN.end(SIGNED)
    for later, more in given:
        decided, last = min(decided + timedelta(days=later), last), last + timedelta(days=more)
        ends.append(TermEnd(decided, last))
    found = _agenda(PLAN, *ends)
    acts = [(one.day, act) for one in found for act in one.acts]
    asked = [(act.action.id, act.party, act.number) for _, act in acts]
    whole = [(act.action.id, act.party, act.number) for act in PLAN.occurrences(SIGNED, last)]
    assert sorted(asked) == sorted(whole)
    assert all(day == act.slot.opens or any(day == end.decided_on + DAY for end in ends) for day, act in acts)  # type: ignore[operator]
    assert all(act.slot.due is not None and day <= act.slot.due for day, act in acts)
    days = [one.day for one in found]
    assert days == sorted(set(days))
    assert found[-1] == Opening(last + DAY, ())


@given(st.dates(SIGNED - timedelta(days=400), SIGNED + timedelta(days=900)))
def test_the_next_opening_is_the_first_later_one(day: date) -> None:
    found = _agenda(PLAN)
    assert after(found, day) == next((one for one in found if one.day > day), None)
    assert after(found, None) == found[0]


def test_without_an_extension_the_agenda_is_what_the_plan_says() -> None:
    for plan in shipped_plans().values():
        end = date(2031, 1, 31)
        found = agenda((plan,), SIGNED, (TermEnd(None, end),), lambda _, plan=plan: plan)  # type: ignore[misc]
        said = [act for one in found for act in one.acts]
        assert said == list(plan.occurrences(SIGNED, end))
        assert all(act.slot.opens == one.day for one in found for act in one.acts)


# -- Quem representa ---------------------------------------------------------------------------------------------


def _designado(nome: str, desde: date, funcao: Funcao = Funcao.TITULAR, participe: str = "A", **mais: str) -> Designado:
    return Designado(participe=participe, funcao=funcao, nome=nome, desde=desde, documento="Ofício", **mais)


def test_whoever_is_designated_takes_the_place_from_that_day_on() -> None:
    found = representacoes(
        [
            _designado("Iara", date(2026, 2, 2)),
            _designado("Otávio", date(2026, 5, 4)),
            _designado("Lia", date(2026, 3, 2), Funcao.SUPLENTE),
            _designado("Ada", date(2026, 3, 2), participe="B"),
        ]
    )
    assert [(um.nome, um.ate) for um in found if um.funcao is Funcao.TITULAR and um.participe == "A"] == [
        ("Iara", date(2026, 5, 3)), ("Otávio", None),
    ]  # fmt: skip
    assert {um.nome for um in found if um.em(date(2026, 4, 1))} == {"Iara", "Lia", "Ada"}
    assert not any(um.em(date(2026, 2, 1)) for um in found)


def test_several_follow_the_execution_and_only_who_is_named_leaves() -> None:
    seguem = Funcao.ACOMPANHAMENTO
    found = representacoes(
        [
            _designado("Iara Nunes", date(2026, 2, 2), seguem),
            _designado("Otávio Lemos", date(2026, 2, 2), seguem),
            _designado("Lia Prado", date(2026, 6, 1), seguem, no_lugar_de="iara  nunes"),
        ]
    )
    assert {um.nome for um in found if um.em(date(2026, 5, 31))} == {"Iara Nunes", "Otávio Lemos"}
    assert {um.nome for um in found if um.em(date(2026, 6, 1))} == {"Otávio Lemos", "Lia Prado"}


def test_a_word_about_the_same_day_corrects_the_one_before() -> None:
    day = date(2026, 2, 2)
    assert [um.nome for um in representacoes([_designado("Iara", day), _designado("Iaci", day)])] == ["Iaci"]


@given(st.lists(st.tuples(st.dates(SIGNED, SIGNED + timedelta(days=60)), st.sampled_from("ABC")), max_size=12))
def test_on_no_day_a_party_has_two_in_one_place_nor_a_gap_between_them(given: list[tuple[date, str]]) -> None:
    found = representacoes([_designado(f"Pessoa {n}", day, participe=party) for n, (day, party) in enumerate(given)])
    for party in "ABC":
        mine = [um for um in found if um.participe == party]
        first = min((day for day, whose in given if whose == party), default=None)
        days = [SIGNED + timedelta(days=n) for n in range(62)]
        assert [sum(um.em(day) for um in mine) for day in days] == [
            int(first is not None and day >= first) for day in days
        ]


def test_who_is_replaced_is_said_only_where_several_stand() -> None:
    given = {"participe": "A", "funcao": "titular", "nome": "Iara", "desde": "2026-02-02", "documento": "Ofício 1"}
    assert DesignacaoDeRepresentante.model_validate(given).designado.nome == "Iara"
    with pytest.raises(ValueError, match="toma o lugar"):
        DesignacaoDeRepresentante.model_validate({**given, "no_lugar_de": "Ana"})
