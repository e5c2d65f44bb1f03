"""What a case enters in a register is found there on a given day: the latest entry begun by then, while it lasts."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workflows.kernel.registering import Entry, entry_on

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
