"""What a case enters in a register is found there on a given day: the latest entry begun by then, while it lasts."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.execucao.contas_apresentadas import APRESENTADAS, OMITIDAS, PENDENTES
from workflows.execucao.registros import CONTAS_PARCIAIS
from workflows.kernel.registering import Entry, Registering, WhileAny, WhileEmpty, entry_on

DAYS = st.integers(0, 60).map(lambda days: date(2026, 3, 1) + timedelta(days=days))


def _data(since: date, until: date | None = None, state: str = "plena", holds: bool = True) -> dict[str, Any]:
    ends = {"until": until.isoformat()} if until else {}
    return {"since": since.isoformat(), "state": state, "state_title": state.title(), "holds": holds, **ends}


def test_an_entry_holds_to_its_last_day() -> None:
    found = [("caso-1", _data(date(2026, 3, 10), date(2026, 6, 9)))]
    assert entry_on(found, date(2026, 3, 9)) == Entry()
    assert [entry_on(found, day).holds for day in (date(2026, 3, 10), date(2026, 6, 9))] == [True, True]
    after = entry_on(found, date(2026, 6, 10))
    assert (after.holds, after.state, after.case) == (False, "plena", "caso-1")
    assert after.words() == "plena, de 10/03/2026 a 09/06/2026 (sem efeito na data)"


def test_a_later_entry_takes_the_place_of_an_earlier_one_from_its_day_on() -> None:
    found = [
        ("caso-1", _data(date(2026, 3, 10), date(2026, 6, 9))),
        ("caso-2", _data(date(2026, 5, 4), state="parcial", holds=False)),
    ]
    assert entry_on(found, date(2026, 5, 3)).holds
    assert (entry_on(found, date(2026, 5, 4)).state, entry_on(found, date(2026, 5, 4)).holds) == ("parcial", False)
    same_day = [*found, ("caso-3", _data(date(2026, 5, 4)))]
    assert entry_on(same_day, date(2026, 5, 4)).case == "caso-3"


@given(st.lists(st.tuples(DAYS, st.one_of(st.none(), DAYS), st.booleans()), max_size=6), DAYS)
def test_what_holds_began_and_has_not_ended(entries: list[tuple[date, date | None, bool]], on: date) -> None:
    found = [(f"caso-{number}", _data(*one[:2], holds=one[2])) for number, one in enumerate(entries)]
    entry = entry_on(found, on)
    assert entry.since is None or entry.since <= on
    assert not entry.holds or entry.until is None or on <= entry.until
    assert (entry.since is None) == (not any(since <= on for since, _, _ in entries))


class Inscribing(Registering):
    """What inscribes without an engine, as the case `number`, and keeps the data of what it inscribed."""

    def __init__(self, number: int, today: date) -> None:
        self.number, self.entered = number, list[tuple[str, dict[str, Any]]]()
        self._case: Any = SimpleNamespace(today=today, emit=lambda _, **data: self.entered.append((str(number), data)))

    def _once(self, _name: str) -> bool:
        return True

    def leave(self, consta: Entry, *, pending: bool, rule: WhileEmpty | WhileAny) -> tuple[str, dict[str, Any]]:
        """Enter that its own number pends or does not, beside those that it found."""
        before = consta.details.get(PENDENTES, ())
        after = sorted({*before, self.number} if pending else {*before} - {self.number})
        state = OMITIDAS if pending else APRESENTADAS
        self.inscribe(CONTAS_PARCIAIS, state, party="p", holds=rule, shared={PENDENTES: (before, after)})
        return self.entered[-1]


@pytest.mark.parametrize("rule", [WhileEmpty(PENDENTES), WhileAny(PENDENTES)])
@given(
    steps=st.lists(st.tuples(st.integers(1, 4), st.booleans(), st.integers(0, 5), st.integers(0, 1)), max_size=12),
    old=st.none() | st.sets(st.integers(1, 4)),
)
def test_none_of_those_who_keep_a_detail_up_together_undoes_what_another_entered_since_it_looked(
    rule: WhileEmpty | WhileAny, steps: list[tuple[int, bool, int, int]], old: set[int] | None
) -> None:
    day, model = date(2026, 3, 1), set(old or ())
    found: list[tuple[str, dict[str, Any]]] = []
    if old is not None:  # as entries were before any said what it changes
        found.append(("antes", {**_data(day, holds=not old), "details": {PENDENTES: sorted(old)}}))
    for number, pending, ago, later in steps:
        day += timedelta(days=later)
        own = max((at for at, (case, _) in enumerate(found) if case in (str(number), "antes")), default=-1)
        seen = entry_on(found[: max(len(found) - ago, own + 1)], day)
        found.append(Inscribing(number, day).leave(seen, pending=pending, rule=rule))
        model = model | {number} if pending else model - {number}
        now = entry_on(found, day)
        assert set(now.details[PENDENTES]) == model
        assert len(now.details[PENDENTES]) == len(model)
        assert now.holds is (bool(model) is isinstance(rule, WhileAny))
    assert found == [] or entry_on(found, day + timedelta(days=400)) == entry_on(found, day)
