"""Papers of a task: when its holder wants to see it again, and whom a comment mentions."""

from datetime import timedelta

import pytest

from tests.kernel.test_acts import CAIO, HELENA, NOW, _do, _refused, case, task
from workflows.kernel import deadlines
from workflows.kernel.case import Case
from workflows.kernel.messages import RefusalCode, Verb
from workflows.kernel.papers import MENTION
from workflows.kernel.state import TaskState
from workflows.parcerias import pmis

__all__ = ["case", "task"]
TODAY = NOW.date()


@pytest.fixture
def mine(case: Case, task: TaskState) -> TaskState:
    return _do(case, Verb.CLAIM, HELENA, task)


def test_a_day_to_see_a_task_again_is_a_paper_and_no_fact(case: Case, mine: TaskState) -> None:
    facts = case.seq
    _do(case, Verb.FOLLOW_UP, HELENA, mine, on=TODAY + timedelta(days=3), text="  Ligar para a OSC. ")
    _do(case, Verb.FOLLOW_UP, HELENA, mine)
    set_, gone = case.pending.follow_ups
    assert (set_.on, set_.note, set_.user) == (TODAY + timedelta(days=3), "Ligar para a OSC.", "helena")
    assert gone.on is None
    assert case.seq == facts
    assert case.dirty


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_only_a_day_ahead_and_within_a_year(case: Case, mine: TaskState, days: int) -> None:
    refusal = _refused(case, Verb.FOLLOW_UP, HELENA, mine, on=TODAY + timedelta(days=days)).refusal
    assert refusal.code is RefusalCode.INVALID_ACT


def test_only_ones_own_task(case: Case, task: TaskState) -> None:
    day = TODAY + timedelta(days=3)
    assert _refused(case, Verb.FOLLOW_UP, HELENA, task, on=day).refusal.code is RefusalCode.INVALID_ACT
    _do(case, Verb.CLAIM, CAIO, task)
    assert _refused(case, Verb.FOLLOW_UP, HELENA, task, on=day).refusal.code is RefusalCode.NOT_YOURS


def test_no_day_after_the_deadline_of_the_task(case: Case, mine: TaskState) -> None:
    term = pmis.PRAZO_TOTAL
    assert term.budget is not None
    opened = deadlines.open_deadline(case, term, term.budget, since=TODAY - timedelta(days=350), because="recebimento")
    assert opened.due is not None
    case.put_task(mine.model_copy(update={"deadline": opened.id}))
    refusal = _refused(case, Verb.FOLLOW_UP, HELENA, mine, on=opened.due + timedelta(days=1)).refusal
    assert f"{opened.due:%d/%m/%Y}" in refusal.message
    assert refusal.provision == opened.provision
    _do(case, Verb.FOLLOW_UP, HELENA, mine, on=opened.due)


def test_who_is_mentioned_is_told_once_and_not_what_was_said(case: Case, mine: TaskState) -> None:
    _do(case, Verb.COMMENT, HELENA, mine, text="@caio, o mapa do Cerrado?", mentions=("caio", "caio", "helena"))
    assert case.pending.comments[-1].mentions == ("caio",)
    (told,) = [one for one in case.pending.notifications if one.kind == MENTION]
    assert told.to_user == "caio"
    assert "Cerrado" not in told.subject + told.body
    assert "mentions" not in case.pending.facts[-1].data


def test_whoever_is_impeded_is_not_mentioned(case: Case, mine: TaskState) -> None:
    _do(case, Verb.DECLARE_IMPEDIMENT, CAIO, mine, reason="Parente de quem propôs")
    refusal = _refused(case, Verb.COMMENT, HELENA, mine, text="@caio", mentions=("caio",)).refusal
    assert refusal.code is RefusalCode.EXCLUDED
    many = tuple(f"u{n}" for n in range(21))
    assert _refused(case, Verb.COMMENT, HELENA, mine, text="@", mentions=many).refusal.code is RefusalCode.INVALID_ACT
