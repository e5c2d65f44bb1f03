"""What followed at once from what, read from facts."""

from datetime import UTC, datetime, timedelta

from workers.docs.scenarios import transitions
from workflows.kernel.state import Fact, FactKind

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def _fact(seq: int, kind: FactKind, hours: int, **data: str) -> Fact:
    return Fact(seq=seq, kind=kind, at=NOON + timedelta(hours=hours), data=data)


def test_what_is_offered_by_the_same_act_follows_from_it() -> None:
    facts = [
        _fact(1, FactKind.TASK_OFFERED, 0, decl="a"),
        _fact(2, FactKind.TASK_COMPLETED, 1, decl="a"),
        _fact(3, FactKind.TASK_OFFERED, 1, decl="b"),
        _fact(4, FactKind.TASK_COMPLETED, 2, decl="b"),
        _fact(5, FactKind.CASE_ENDED, 2, outcome="feito"),
    ]
    assert transitions(facts) == {("a", "b"), ("b", "fim:feito")}


def test_what_time_offers_later_does_not_follow_from_the_last_act() -> None:
    facts = [_fact(1, FactKind.TASK_COMPLETED, 1, decl="a"), _fact(2, FactKind.TASK_OFFERED, 5, decl="b")]
    assert transitions(facts) == set()
