"""What to do with a turn, branch by branch, without a database."""

import pytest

from activities.records.chain import chain, genesis
from activities.records.turns import Fenced, Plan, Stored, StoredLink, plan
from tests.records.make import CASE, fact, turn
from workflows.kernel.messages import Turn
from workflows.kernel.state import Fact


def recorded(facts: list[Fact]) -> list[StoredLink]:
    links: list[StoredLink] = []
    prev = genesis(CASE)
    for one in facts:
        links.append(StoredLink(one.seq, prev, chain(prev, one)))
        prev = links[-1].hash
    return links


FOUR = [fact(n) for n in range(1, 5)]
OTHER = fact(4, actor="outra")


def against(stored: list[Fact], made: Turn, *, at: int = 10, raced: bool = False) -> Plan:
    links = recorded(stored)
    end = links[-1].hash if links else genesis(CASE)
    return plan(made, Stored(len(links), end, (0, at), raced), links[made.first_seq - 1 :])


def seqs(todo: Plan) -> list[int]:
    return [link.fact.seq for link in todo.new]


def test_the_next_facts_are_appended() -> None:
    todo = against(FOUR, turn(5, 2, at=11))
    assert (seqs(todo), todo.cut, todo.last_seq, todo.diverged) == ([5, 6], None, 6, False)
    assert todo.new[0].prev_hash == recorded(FOUR)[-1].hash
    assert todo.last_hash == todo.new[-1].hash


@pytest.mark.parametrize("at", [10, 11])
def test_the_same_turn_again_adds_nothing_and_refreshes(at: int) -> None:
    todo = against(FOUR, turn(3, 2, at=at))
    assert (seqs(todo), todo.cut, todo.last_seq, todo.refresh, todo.diverged) == ([], None, 4, True, False)
    assert todo.last_hash == recorded(FOUR)[-1].hash


def test_an_overlapping_turn_adds_what_is_new() -> None:
    todo = against(FOUR, turn(3, 4, at=11))
    assert (seqs(todo), todo.cut, todo.last_seq, todo.diverged) == ([5, 6], None, 6, False)


def test_other_facts_displace_what_never_became_history() -> None:
    todo = against(FOUR, turn(3, [fact(3), OTHER, fact(5)], at=11))
    assert (seqs(todo), todo.cut, todo.last_seq, todo.diverged) == ([4, 5], 4, 5, True)


def test_an_equal_fence_is_not_older() -> None:
    assert against(FOUR, turn(4, [OTHER], at=10)).cut == 4


def test_records_ahead_of_a_workflow_that_agrees_are_cut_back() -> None:
    todo = against(FOUR, turn(1, 2, at=11))
    assert (seqs(todo), todo.cut, todo.last_seq, todo.diverged) == ([], 3, 2, True)
    assert todo.last_hash == recorded(FOUR)[1].hash


def test_records_ahead_of_a_turn_without_facts_are_cut_back() -> None:
    todo = against(FOUR, turn(3, 0, at=11))
    assert (todo.cut, todo.last_seq, todo.last_hash, todo.diverged) == (3, 2, recorded(FOUR)[1].hash, True)


def test_a_full_turn_is_not_asked_for_again() -> None:
    assert not against(FOUR, turn(3, 1, at=11, full=True)).diverged


def test_an_attempt_that_waited_while_its_successor_recorded_changes_nothing() -> None:
    todo = against(FOUR, turn(1, 2, at=10), raced=True)
    assert (todo.refresh, todo.cut, todo.last_seq, todo.diverged) == (False, None, 4, False)


def test_an_older_history_may_not_append() -> None:
    with pytest.raises(Fenced):
        against(FOUR, turn(5, 1, at=9))


def test_an_older_history_may_not_displace() -> None:
    with pytest.raises(Fenced):
        against(FOUR, turn(4, [OTHER], at=9))


def test_an_older_history_that_brings_nothing_new_changes_nothing() -> None:
    todo = against(FOUR, turn(3, 2, at=9))
    assert (todo.refresh, todo.last_seq) == (False, 4)


def test_a_later_run_is_newer_however_short_its_history() -> None:
    assert against(FOUR, turn(5, 1, at=3, run=1)).refresh


def test_a_case_goes_on_after_a_hole_and_is_rebuilt() -> None:
    todo = against(FOUR, turn(7, 2, at=11))
    assert (seqs(todo), todo.cut, todo.last_seq, todo.diverged) == ([7, 8], None, 8, True)
    assert todo.new[0].prev_hash == recorded(FOUR)[-1].hash
    assert not against(FOUR, turn(7, 0, at=11, full=True)).diverged
