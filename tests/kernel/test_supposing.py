"""What is supposed of a case moves the deadlines that hang on it, by the clock's own rules, and no other."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.clock import (
    Binds,
    Budget,
    Calendar,
    Extension,
    LedgerError,
    Nature,
    Term,
    Unit,
    count,
    dias,
    shipped_calendar_data,
)
from workflows.kernel.flow import flow_of
from workflows.kernel.state import DeadlineState, DeadlineStatus
from workflows.kernel.supposing import Act, Outcome, Supposition, acts_of, foresee, suppose
from workflows.kernel.words import Deadline

CALENDARS = {"mt-cuiaba": shipped_calendar_data("mt-cuiaba")}
PLAIN = Calendar(CALENDARS["mt-cuiaba"])
TODAY = date(2026, 6, 2)
PUBLISHED, ASKED = Act("publicação", date(2026, 5, 28)), Act("protocolo", date(2026, 5, 20))


def running(id: str, act: Act, days: int, binds: Binds = Binds.ADMINISTRACAO) -> DeadlineState:
    term = Term(
        budget=Budget(amount=days, unit=Unit.DIA_UTIL), anchor=act.on, nature=Nature.ADMINISTRATIVE, binds=binds
    )
    due = count(term, PLAIN).due
    told = due if binds is Binds.PARTICULAR else None
    return DeadlineState(
        id=id, decl="x", title=id, provision="dec-167:art-14", term=term, anchor_of=act.what, due=due, announced=told,
        on_lapse="", opened_at=datetime(2026, 5, 28, 12, tzinfo=UTC),
    )  # fmt: skip


THREE = (
    running("recorrer", PUBLISHED, 5, Binds.PARTICULAR),
    running("julgar", PUBLISHED, 10),
    running("analisar", ASKED, 20),
)


def became(wanted: Supposition, deadlines: tuple[DeadlineState, ...] = THREE) -> dict[str, Outcome]:
    return {one.deadline.id: one for one in suppose(deadlines, CALENDARS, wanted, TODAY)}


def test_another_day_of_an_act_moves_what_is_counted_from_it() -> None:
    found = became(Supposition(act=PUBLISHED, on=date(2026, 6, 1)))
    assert [id for id, one in found.items() if one.moves] == ["recorrer", "julgar"]
    assert found["julgar"].due == date(2026, 6, 17)
    assert {act: len(ones) for act, ones in acts_of(THREE).items()} == {PUBLISHED: 2, ASKED: 1}


def test_what_was_announced_to_a_private_party_stays_when_the_act_would_be_earlier() -> None:
    found = became(Supposition(act=PUBLISHED, on=date(2026, 5, 26)))
    assert not found["recorrer"].moves
    assert found["recorrer"].kept_because
    assert found["recorrer"].computed < found["recorrer"].due  # type: ignore[operator]
    assert found["julgar"].moves


def test_a_suspension_or_an_extension_moves_one_deadline() -> None:
    held = became(Supposition(deadline="julgar", held_from=TODAY))
    assert [id for id, one in held.items() if one.moves] == ["julgar"]
    assert held["julgar"].due is None
    resumed = became(Supposition(deadline="julgar", held_from=TODAY, held_until=date(2026, 6, 12)))
    assert resumed["julgar"].due == date(2026, 6, 23)
    more = became(Supposition(deadline="julgar", more=Extension(amount=5, unit=Unit.DIA_UTIL, act="x")))
    assert more["julgar"].due == date(2026, 6, 22)


def test_what_the_clock_does_not_admit_is_refused_in_its_words() -> None:
    with pytest.raises(LedgerError, match="venceu"):
        became(Supposition(deadline="julgar", held_from=date(2026, 12, 1)))


def test_what_is_over_cannot_move() -> None:
    over = THREE[1].model_copy(update={"status": DeadlineStatus.LAPSED})
    assert became(Supposition(act=PUBLISHED, on=date(2026, 6, 1)), (over,)) == {}


@given(day=st.dates(date(2026, 5, 1), date(2026, 8, 1)))
def test_a_closed_day_never_shortens_and_touches_only_what_counts_through_it(day: date) -> None:
    for one in became(Supposition(closed=day)).values():
        before = one.deadline.due
        assert before is not None
        assert one.due is not None
        assert one.due >= before
        if not one.deadline.term.anchor < day <= before or not PLAIN.is_working(day):
            assert not one.moves


def test_what_has_not_begun_is_foreseen_in_the_order_of_the_flow() -> None:
    flow, here = flow_of("plano-da-parceria"), "plano-da-parceria.apresentacao"

    def term(decl: Deadline, budget: Budget, since: date) -> Term:
        return Term(budget=budget, anchor=since, nature=decl.nature, counting=decl.counting, binds=decl.binds)

    def names(begun: tuple[str, ...], until: date, budget: Budget | None = dias(10)) -> dict[str, tuple[date, date]]:
        found = foresee(flow, {here: (date(2026, 6, 10), until)}, lambda _: budget, term, (PLAIN, PLAIN), begun)
        return {one.decl.id.removeprefix("plano-da-parceria.prazo-de-"): (one.before, one.after) for one in found}

    later = names(("plano-da-parceria.prazo-de-apresentacao",), date(2026, 6, 17))
    assert list(later) == ["analise", "ajuste"]
    assert date(2026, 6, 10) < later["analise"][0] < later["analise"][1] < later["ajuste"][1], "one after the other"
    assert all(before == after for before, after in names((), date(2026, 6, 10)).values())
    assert "analise" not in names(("plano-da-parceria.prazo-de-analise",), date(2026, 6, 17)), "counted already"
    assert names((), date(2026, 6, 17), None) == {}, "without a budget nothing can be foreseen"
