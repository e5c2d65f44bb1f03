"""Whoever goes round the door, with Updates of their own, meets the same rules; two at once, one wins."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.testing import WorkflowEnvironment

from tests.kernel import sonda
from tests.kernel.bench import AREA, CHEFIA, COLEGA, OSC, SECRETARIO, at_work
from workflows.clock import ZONE
from workflows.kernel.messages import ActResult, RefusalCode, Verb
from workflows.kernel.state import Actor, FactKind

BEGAN = datetime(2026, 6, 8, 9, tzinfo=ZONE)
SINCE = {"desde": "2026-06-08"}
BOTH = Actor(id="helena", roles=("area-tecnica", "secretario"))


async def test_of_two_who_complete_at_once_one_wins_and_the_other_learns_who_and_when(
    time_skipping: WorkflowEnvironment,
) -> None:
    async with at_work(time_skipping, BEGAN) as bench:
        case = (await bench.start(sonda.Sonda.about.id, SINCE)).id
        answers = await asyncio.gather(
            *(bench.do(case, Verb.COMPLETE, who, task=f"{case}-t1") for who in (AREA, COLEGA)),
            return_exceptions=True,
        )
        late = await bench.refused(case, Verb.COMPLETE, COLEGA, task=f"{case}-t1")
    (done,) = bench.facts(case, FactKind.TASK_COMPLETED)
    assert [type(one) for one in answers].count(ActResult) == 1
    (lost,) = (one for one in answers if isinstance(one, WorkflowUpdateFailedError))
    assert getattr(lost.cause, "type", None) == RefusalCode.ALREADY_DONE
    assert (late.code, late.by, late.at) == (RefusalCode.ALREADY_DONE, done.actor, done.at)


async def test_one_act_sent_many_times_acts_once_and_is_answered_the_same(time_skipping: WorkflowEnvironment) -> None:
    async with at_work(time_skipping, BEGAN) as bench:
        case = (await bench.start(sonda.Sonda.about.id, SINCE)).id
        sent = {"act": "ato-unico", "task": f"{case}-t1"}
        answers = await asyncio.gather(
            *(bench.do(case, Verb.COMPLETE, AREA, again=f"vez-{n}", **sent) for n in range(4))
        )
        answers.append(await bench.do(case, Verb.COMPLETE, AREA, again="depois", **sent))
    assert len(bench.facts(case, FactKind.TASK_COMPLETED)) == 1
    assert len({answer.model_dump_json() for answer in answers}) == 1


@pytest.mark.parametrize(
    ("by", "verb", "what", "code"),
    [
        (SECRETARIO, Verb.COMPLETE, {"task": "t1"}, RefusalCode.WRONG_ROLE),
        (AREA, Verb.COMPLETE, {"task": "t9"}, RefusalCode.UNKNOWN_TASK),
        (AREA, Verb.COMPLETE, {"task": "t1", "form": {"a_mais": 1}}, RefusalCode.INVALID_FORM),
        (AREA, Verb.REASSIGN, {"task": "t1", "to": "caio", "reason": "Quero"}, RefusalCode.WRONG_ROLE),
        (AREA, Verb.SUSPEND, {"deadline": "p1", "reason": "Diligência"}, RefusalCode.WRONG_ROLE),
        (CHEFIA, Verb.SUSPEND, {"deadline": "p1"}, RefusalCode.INVALID_ACT),
        (AREA, Verb.EVENT, {"event": "sonda.relato", "form": {"texto": "Oi"}}, RefusalCode.WRONG_ROLE),
        (OSC, Verb.EVENT, {"event": "pmis.contribuicao"}, RefusalCode.UNKNOWN_EVENT),
    ],
)
async def test_an_act_that_the_rules_refuse_is_refused_without_the_door(
    by: Actor, verb: Verb, what: dict[str, Any], code: RefusalCode, time_skipping: WorkflowEnvironment
) -> None:
    async with at_work(time_skipping, BEGAN) as bench:
        case = (await bench.start(sonda.Sonda.about.id, SINCE)).id
        on = {key: f"{case}-{value}" if key in ("task", "deadline") else value for key, value in what.items()}
        assert (await bench.refused(case, verb, by, **on)).code is code


async def test_four_eyes_and_impediments_hold_without_the_door(time_skipping: WorkflowEnvironment) -> None:
    async with at_work(time_skipping, BEGAN) as bench:
        case = (await bench.start(sonda.Sonda.about.id, SINCE)).id
        await bench.do(case, Verb.COMPLETE, BOTH, task=f"{case}-t1")
        for verb in (Verb.CLAIM, Verb.COMPLETE):
            assert (await bench.refused(case, verb, BOTH, task=f"{case}-t2")).code is RefusalCode.EXCLUDED
        stand_in = Actor(id="caio", roles=("secretario",), acting_for="helena")
        assert (await bench.refused(case, Verb.COMPLETE, stand_in, task=f"{case}-t2")).code is RefusalCode.EXCLUDED
        await bench.do(case, Verb.DECLARE_IMPEDIMENT, SECRETARIO, task=f"{case}-t2", reason="Sócia da parte")
        assert (await bench.refused(case, Verb.COMPLETE, SECRETARIO, task=f"{case}-t2")).code is RefusalCode.IMPEDED


@pytest.mark.parametrize("off", [timedelta(days=-1, minutes=-1), timedelta(minutes=6)])
async def test_nobody_chooses_when_their_act_was_received(off: timedelta, time_skipping: WorkflowEnvironment) -> None:
    async with at_work(time_skipping, BEGAN) as bench:
        case = (await bench.start(sonda.Sonda.about.id, SINCE)).id
        at = await bench.now() + off
        refusal = await bench.refused(case, Verb.COMPLETE, AREA, task=f"{case}-t1", received_at=at)
    assert refusal.code is RefusalCode.INVALID_ACT
