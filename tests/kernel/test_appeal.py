"""The reusable appeal and the appeal of art. 31, run under the engine, at each of their exits."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.kernel import apelavel
from tests.kernel.bench import AREA, CHEFIA, MOTIVO, OSC, SECRETARIO, Bench, at_work, sleep_until
from workflows.clock import ZONE
from workflows.kernel.messages import RefusalCode, Verb
from workflows.kernel.state import Actor, DeadlineStatus, FactKind

PUBLICADO = datetime(2026, 5, 28, 9, tzinfo=ZONE)
FILED = {"razoes": "A nota do item 3 não corresponde ao edital."}
EFFECT = "recurso.efeito-suspensivo"


@pytest.fixture
async def bench(time_skipping: WorkflowEnvironment) -> AsyncIterator[Bench]:
    async with at_work(time_skipping, PUBLICADO) as made:
        yield made


async def _appealable(bench: Bench) -> Any:
    return await bench.start(apelavel.Apelavel.about.id, {"publicado_em": PUBLICADO.date().isoformat()})


async def _file(bench: Bench, case: str, number: int = 1) -> str:
    """File an appeal; answer the id of its own case, once that has begun."""
    await bench.do(case, Verb.EVENT, OSC, event="apelavel.recorrer", form=FILED)
    for _ in range(200):
        started = bench.facts(case, FactKind.CHILD_STARTED)
        if len(started) == number and bench.facts(str(started[-1].data["child"])):
            break
        await asyncio.sleep(0.05)
    return str(bench.facts(case, FactKind.CHILD_STARTED)[number - 1].data["child"])


async def _decide(bench: Bench, child: str, by: Actor, task: int, outcome: str) -> None:
    await bench.do(child, Verb.COMPLETE, by, task=f"{child}-t{task}", outcome=outcome, form=MOTIVO)


async def _after_the_window(bench: Bench, env: WorkflowEnvironment) -> None:
    await sleep_until(bench, env, datetime(2026, 6, 9, 0, 0, 1, tzinfo=ZONE))


async def test_without_an_appeal_the_window_lapses_on_the_day_the_clock_gives(
    bench: Bench, time_skipping: WorkflowEnvironment
) -> None:
    handle = await _appealable(bench)
    await _after_the_window(bench, time_skipping)
    lapse = await bench.fact(handle.id, FactKind.DEADLINE_LAPSED)
    # Five working days after 28 May 2026, Corpus Christi and its bridge left out.
    assert lapse.data["due"] == date(2026, 6, 8).isoformat()
    assert (await handle.result()).outcome == "sem-recurso"


@pytest.mark.parametrize(
    ("first", "second", "of_the_appeal", "of_the_case"),
    [
        ("reconsiderar", None, "provido", "reformada"),
        ("encaminhar", "prover", "provido", "reformada"),
        ("encaminhar", "desprover", "desprovido", "mantida"),
    ],
)
async def test_each_exit_of_an_appeal(
    first: str, second: str | None, of_the_appeal: str, of_the_case: str,
    bench: Bench, time_skipping: WorkflowEnvironment,
) -> None:  # fmt: skip
    handle = await _appealable(bench)
    child = await _file(bench, handle.id)
    await _decide(bench, child, CHEFIA, 1, first)
    if second is not None:
        await _decide(bench, child, SECRETARIO, 2, second)
    assert (await bench.fact(child, FactKind.CASE_ENDED)).data["outcome"] == of_the_appeal
    await bench.fact(handle.id, FactKind.CHILD_ENDED)
    # Others may still appeal: only the end of the window closes it.
    assert bench.facts(handle.id, FactKind.CASE_ENDED) == []
    await _after_the_window(bench, time_skipping)
    assert (await handle.result()).outcome == of_the_case
    assert bench.records.headers[child].parent == handle.id


async def test_of_two_appeals_one_upheld_changes_the_decision(bench: Bench, time_skipping: WorkflowEnvironment) -> None:
    handle = await _appealable(bench)
    lost, won = await _file(bench, handle.id), await _file(bench, handle.id, 2)
    await _decide(bench, won, CHEFIA, 1, "reconsiderar")
    await _decide(bench, lost, CHEFIA, 1, "encaminhar")
    await _after_the_window(bench, time_skipping)
    await bench.fact(handle.id, FactKind.DEADLINE_LAPSED)
    assert bench.facts(handle.id, FactKind.CASE_ENDED) == []
    await _decide(bench, lost, SECRETARIO, 2, "desprover")
    assert (await handle.result()).outcome == "reformada"


async def test_the_last_second_is_in_time_and_the_next_is_not(bench: Bench, time_skipping: WorkflowEnvironment) -> None:
    case = (await _appealable(bench)).id
    await sleep_until(bench, time_skipping, datetime(2026, 6, 8, 23, 59, 59, tzinfo=ZONE))
    await bench.do(case, Verb.EVENT, OSC, event="apelavel.recorrer", form=FILED)
    await _after_the_window(bench, time_skipping)
    await bench.fact(case, FactKind.DEADLINE_LAPSED)
    refusal = await bench.refused(case, Verb.EVENT, OSC, event="apelavel.recorrer", form=FILED)
    assert refusal.code is RefusalCode.TOO_LATE
    assert len(bench.facts(case, FactKind.EVENT_RECEIVED)) == 1


async def test_who_reconsidered_does_not_judge_the_appeal(bench: Bench) -> None:
    child = await _file(bench, (await _appealable(bench)).id)
    both = Actor(id="marta", roles=("gestao", "secretario"))
    await _decide(bench, child, both, 1, "encaminhar")
    judging = {"task": f"{child}-t2", "outcome": "prover", "form": MOTIVO}
    assert (await bench.refused(child, Verb.COMPLETE, both, **judging)).code is RefusalCode.EXCLUDED


async def test_suspensive_effect_is_a_reasoned_decision_of_an_authority_and_is_given_once(bench: Bench) -> None:
    child = await _file(bench, (await _appealable(bench)).id)
    for by, form, code in (
        (OSC, MOTIVO, RefusalCode.WRONG_ROLE),
        (AREA, MOTIVO, RefusalCode.WRONG_ROLE),
        (CHEFIA, {}, RefusalCode.INVALID_FORM),
    ):
        assert (await bench.refused(child, Verb.EVENT, by, event=EFFECT, form=form)).code is code
    await bench.do(child, Verb.EVENT, CHEFIA, event=EFFECT, form=MOTIVO)
    (given,) = bench.facts(child, FactKind.EVENT_RECEIVED)
    assert (given.actor, given.provision, given.data["form"]) == (CHEFIA.id, "dec-167:art-31:par-2", MOTIVO)
    assert (await bench.refused(child, Verb.EVENT, SECRETARIO, event=EFFECT, form=MOTIVO)).code is RefusalCode.TOO_LATE
    await _decide(bench, child, CHEFIA, 1, "reconsiderar")
    assert (await bench.fact(child, FactKind.CASE_ENDED)).data["outcome"] == "provido"


async def test_a_late_reconsideration_is_late_and_still_due(bench: Bench, time_skipping: WorkflowEnvironment) -> None:
    child = await _file(bench, (await _appealable(bench)).id)
    own = bench.records.deadlines[f"{child}-p1"]
    assert own.due is not None
    await sleep_until(bench, time_skipping, datetime.combine(own.due, PUBLICADO.timetz()).replace(day=own.due.day + 3))
    await bench.fact(child, FactKind.ESCALATED)
    await _decide(bench, child, CHEFIA, 1, "encaminhar")
    assert bench.records.deadlines[own.id].status is DeadlineStatus.MET_LATE
    assert bench.records.deadlines[f"{child}-p2"].status is DeadlineStatus.OPEN
