"""Acting in an absent person's stead: only on what they hold, only meanwhile, and barred by what bars either of the
two; also for somebody who never went through the door."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.kernel import sonda
from tests.kernel.bench import AREA, CHEFIA, COLEGA, skipping_bench
from tests.kernel.test_acts import ATENDE, HELENA, _do, _offer, _refused, case, task
from workflows.clock import ZONE
from workflows.kernel import events
from workflows.kernel.case import CarriedState, Case
from workflows.kernel.messages import RefusalCode, Verb
from workflows.kernel.state import Absence, Actor, Exclusion, FactKind, TaskState
from workflows.parcerias import pmis

__all__ = ["case", "task"]

AWAY = Absence(id="a1", since=date(2026, 6, 1), until=date(2026, 6, 5))
CAIO_FOR_HELENA = Actor(id="caio", roles=("area-tecnica",), acting_for="helena", absence=AWAY)
DECISION = pmis.DECISAO_DE_INSTAURACAO


def test_the_substitute_does_the_absent_persons_task_and_the_fact_names_both(case: Case, task: TaskState) -> None:
    _do(case, Verb.CLAIM, HELENA, task)
    done = _do(case, Verb.COMPLETE, CAIO_FOR_HELENA, task, outcome="admissivel", form=ATENDE)
    assert (done.owner, done.closed_by) == ("helena", "caio")
    fact = case.pending.facts[-1]
    assert (fact.kind, fact.actor, fact.data["acting_for"]) == (FactKind.TASK_COMPLETED, "caio", "helena")


def test_delegated_in_their_stead_it_comes_back_to_the_absent_person(case: Case, task: TaskState) -> None:
    _do(case, Verb.CLAIM, HELENA, task)
    assert _do(case, Verb.DELEGATE, CAIO_FOR_HELENA, task, to="rosa").delegated_by == "helena"


@pytest.mark.parametrize(
    ("verb", "what"),
    [
        (Verb.CLAIM, {}),
        (Verb.REASSIGN, {"to": "rosa", "reason": "Férias"}),
        (Verb.DECLARE_IMPEDIMENT, {"reason": "Sócio da parte"}),
        (Verb.SKIP, {"reason": "Não cabe"}),
    ],
)
def test_what_is_ones_own_is_not_done_for_another(
    case: Case, task: TaskState, verb: Verb, what: dict[str, Any]
) -> None:
    _do(case, Verb.CLAIM, HELENA, task)
    managing = CAIO_FOR_HELENA.model_copy(update={"roles": ("area-tecnica", "gestao")})
    assert _refused(case, verb, managing, task, **what).refusal.code is RefusalCode.INVALID_ACT


@pytest.mark.parametrize("absence", [None, AWAY.model_copy(update={"until": date(2026, 6, 1)})])
def test_nothing_lasts_beyond_the_days_of_the_absence(case: Case, task: TaskState, absence: Absence | None) -> None:
    _do(case, Verb.CLAIM, HELENA, task)
    late = CAIO_FOR_HELENA.model_copy(update={"absence": absence})
    for verb in (Verb.COMPLETE, Verb.SAVE_DRAFT, Verb.RELEASE, Verb.COMMENT):
        what = {"text": "Oi"} if verb is Verb.COMMENT else {}
        refusal = _refused(case, verb, late, task, **what).refusal
        assert refusal.code in (RefusalCode.NOT_YOURS, RefusalCode.INVALID_ACT)


def test_what_the_absent_person_does_not_hold_is_not_the_substitutes(case: Case, task: TaskState) -> None:
    assert _refused(case, Verb.COMPLETE, CAIO_FOR_HELENA, task, form=ATENDE).refusal.code is RefusalCode.NOT_YOURS


def test_no_competence_passes(case: Case, task: TaskState) -> None:
    _do(case, Verb.CLAIM, HELENA, task)
    rosa = Actor(id="rosa", roles=("publicacao",), acting_for="helena", absence=AWAY)
    refusal = _refused(case, Verb.COMPLETE, rosa, task, outcome="admissivel", form=ATENDE).refusal
    assert refusal.code is RefusalCode.WRONG_ROLE


@pytest.mark.parametrize("barred", ["helena", "caio"])
def test_an_impediment_of_either_bars_the_act(case: Case, task: TaskState, barred: str) -> None:
    _do(case, Verb.CLAIM, HELENA, task)
    case.put_header(impeded=(Exclusion(user=barred, reason="declarou impedimento"),))
    refusal = _refused(case, Verb.COMPLETE, CAIO_FOR_HELENA, task, outcome="admissivel", form=ATENDE).refusal
    assert refusal.code is RefusalCode.IMPEDED


def test_four_eyes_bar_both_from_then_on_and_outlive_the_run(case: Case, task: TaskState) -> None:
    _do(case, Verb.CLAIM, HELENA, task)
    _do(case, Verb.COMPLETE, CAIO_FOR_HELENA, task, outcome="admissivel", form=ATENDE)
    case.resume(CarriedState.model_validate(case.carry().model_dump(mode="json", by_alias=True)))
    decision = _offer(case, DECISION)
    for person in ("helena", "caio"):
        secretary = Actor(id=person, roles=("secretario",))
        refusal = _refused(case, Verb.CLAIM, secretary, decision, DECISION).refusal
        assert refusal.code is RefusalCode.EXCLUDED
    assert "em substituição" in decision.excluded[1].reason


def test_four_eyes_reach_the_task_that_the_absent_person_holds(case: Case, task: TaskState) -> None:
    decision = _offer(case, DECISION)
    _do(case, Verb.CLAIM, Actor(id="antonia", roles=("secretario",)), decision, DECISION)
    _do(case, Verb.CLAIM, HELENA, task)
    _do(case, Verb.COMPLETE, HELENA, task, outcome="admissivel", form=ATENDE)
    events.spread_exclusions(case, pmis.ANALISE_DE_ADMISSIBILIDADE, "helena")
    helena_for_antonia = Actor(id="helena", roles=("secretario",), acting_for="antonia", absence=AWAY)
    refusal = _refused(case, Verb.COMPLETE, helena_for_antonia, decision, DECISION, outcome="instaurado").refusal
    assert refusal.code is RefusalCode.EXCLUDED


async def test_going_round_the_door_gains_a_substitute_nothing(time_skipping: WorkflowEnvironment) -> None:
    bench = await skipping_bench(time_skipping, datetime(2026, 6, 8, 9, tzinfo=ZONE))
    today = (await bench.now()).astimezone(ZONE).date()
    during = Absence(id="a1", since=today, until=today)
    over = Absence(id="a1", since=today - timedelta(days=9), until=today - timedelta(days=1))
    with time_skipping.auto_time_skipping_disabled():
        async with bench.working():
            case = (await bench.start(sonda.Sonda.about.id, {"desde": "2026-06-08"})).id
            first = {"task": f"{case}-t1"}
            await bench.do(case, Verb.CLAIM, AREA, **first)
            stead = COLEGA.model_copy(update={"acting_for": AREA.id})
            for absence, code in ((None, RefusalCode.INVALID_ACT), (over, RefusalCode.NOT_YOURS)):
                refused = await bench.refused(
                    case, Verb.COMPLETE, stead.model_copy(update={"absence": absence}), **first
                )
                assert refused.code is code
            managing = CHEFIA.model_copy(update={"acting_for": AREA.id, "absence": during})
            ledger = {"deadline": f"{case}-p1", "reason": "Diligência", **first}
            assert (await bench.refused(case, Verb.SUSPEND, managing, **ledger)).code is RefusalCode.INVALID_ACT
            await bench.do(case, Verb.COMPLETE, stead.model_copy(update={"absence": during}), **first)
            for person in (AREA, COLEGA):
                secretary = person.model_copy(update={"roles": ("secretario",)})
                refused = await bench.refused(case, Verb.COMPLETE, secretary, task=f"{case}-t2")
                assert refused.code is RefusalCode.EXCLUDED
    (done,) = bench.facts(case, FactKind.TASK_COMPLETED)
    assert (done.actor, done.data["acting_for"]) == (COLEGA.id, AREA.id)
