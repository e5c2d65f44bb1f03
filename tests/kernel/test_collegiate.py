"""Sealed contents, acts of named persons and the end of what hangs on a course that is left, under the engine."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.kernel import colegiado
from tests.kernel.bench import CHEFIA, MOTIVO, OSC, SECRETARIO, Bench, at_work, sleep_until
from workflows.clock import ZONE
from workflows.kernel.flow import flow_of
from workflows.kernel.messages import RefusalCode, Verb
from workflows.kernel.seals import seal_of
from workflows.kernel.state import Actor, FactKind, Link

BEGAN = datetime(2026, 6, 1, 9, tzinfo=ZONE)
CARLA = Actor(id="carla", roles=("area-tecnica",))
DAVI = Actor(id="davi", roles=("area-tecnica",))
OFFER = {"texto": "O que só se lê depois.", "valor": "dez"}


@pytest.fixture
async def bench(time_skipping: WorkflowEnvironment) -> AsyncIterator[Bench]:
    async with at_work(time_skipping, BEGAN) as made:
        yield made


async def _called(bench: Bench) -> Any:
    data = {"ate": "2026-06-02", "membro": "carla", "colega": "davi"}
    return await bench.start(colegiado.Colegiado.about.id, data)


async def _judging(bench: Bench, env: WorkflowEnvironment) -> Any:
    handle = await _called(bench)
    await bench.do(handle.id, Verb.EVENT, OSC, event="colegiado.oferta", form=OFFER)
    await sleep_until(bench, env, datetime(2026, 6, 3, 0, 0, 1, tzinfo=ZONE))
    await bench.fact(handle.id, FactKind.TASK_OFFERED)
    return handle


async def test_what_is_sealed_is_read_by_nobody_until_it_is_opened(
    bench: Bench, time_skipping: WorkflowEnvironment
) -> None:
    handle = await _called(bench)
    for _ in range(200):
        await bench.do(handle.id, Verb.EVENT, OSC, event="colegiado.oferta", form=OFFER)
    kept = repr([bench.records.facts, bench.records.headers, bench.records.tasks, await bench.snapshot(handle.id)])
    assert OFFER["texto"] not in kept
    assert all(fact.actor is None for fact in bench.facts(handle.id, FactKind.EVENT_RECEIVED))
    assert bench.facts(handle.id, FactKind.CONTENTS_OPENED) == []
    await sleep_until(bench, time_skipping, datetime(2026, 6, 3, 0, 0, 1, tzinfo=ZONE))
    await bench.fact(handle.id, FactKind.TASK_OFFERED)
    sealed, opened = (bench.facts(handle.id, kind) for kind in (FactKind.EVENT_RECEIVED, FactKind.CONTENTS_OPENED))
    assert [fact.data["protocol"] for fact in opened] == [f"{number:03}" for number in range(1, 201)]
    for before, after in zip(sealed, opened, strict=True):
        seal = seal_of(str(after.actor), datetime.fromisoformat(after.data["brought_at"]), after.data["form"])
        assert (before.data["seal"], after.data["form"], after.actor) == (seal, OFFER, OSC.id)


async def test_what_is_kept_open_is_read_at_once_and_goes_on_all_the_same(
    bench: Bench, time_skipping: WorkflowEnvironment
) -> None:
    data = {"ate": "2026-06-02", "membro": "carla", "colega": "davi", "lacrada": False}
    handle = await bench.start(colegiado.Colegiado.about.id, data)
    await bench.do(handle.id, Verb.EVENT, OSC, event="colegiado.oferta", form=OFFER)
    (received,) = bench.facts(handle.id, FactKind.EVENT_RECEIVED)
    assert (received.actor, received.data["form"], received.data["protocol"]) == (OSC.id, OFFER, "001")
    await sleep_until(bench, time_skipping, datetime(2026, 6, 3, 0, 0, 1, tzinfo=ZONE))
    await bench.fact(handle.id, FactKind.TASK_OFFERED)
    assert bench.facts(handle.id, FactKind.CONTENTS_OPENED) == []
    await bench.do(handle.id, Verb.COMPLETE, CARLA, task=f"{handle.id}-t1")
    assert bench.records.headers[handle.id].public["valores"] == [OFFER["valor"]]


async def test_the_act_is_of_who_was_named_and_passes_to_nobody(
    bench: Bench, time_skipping: WorkflowEnvironment
) -> None:
    case = (await _judging(bench, time_skipping)).id
    task = f"{case}-t1"
    member_in_name = Actor(id="ana", roles=("membro", "gestao"))
    assert (await bench.refused(case, Verb.COMPLETE, member_in_name, task=task)).code is RefusalCode.NOT_YOURS
    assert (await bench.refused(case, Verb.CLAIM, DAVI, task=task)).code is RefusalCode.NOT_YOURS
    for by, verb in ((CARLA, Verb.DELEGATE), (CARLA, Verb.RELEASE), (CHEFIA, Verb.REASSIGN)):
        refusal = await bench.refused(case, verb, by, task=task, to="davi", reason="férias")
        assert refusal.code is RefusalCode.RULE
    done = await bench.do(case, Verb.COMPLETE, CARLA, task=task)
    assert done.outcome == "feito"


@pytest.mark.parametrize("who", ["carla", "davi"])
async def test_an_impediment_of_anyone_the_act_depends_on_ends_the_wait_for_it(
    who: str, bench: Bench, time_skipping: WorkflowEnvironment
) -> None:
    handle = await _judging(bench, time_skipping)
    task = f"{handle.id}-t1"
    await bench.do(handle.id, Verb.DECLARE_IMPEDIMENT, Actor(id=who), task=task, reason="Fui empregada da proponente.")
    result = await handle.result()
    assert (result.outcome, result.data["impedidos"]) == ("sem-membro", [who])


async def test_a_registered_link_with_an_organisation_of_the_case_bars_before_anything_is_declared(
    bench: Bench, time_skipping: WorkflowEnvironment
) -> None:
    link = Link(user="carla", party="org-1", since=date(2021, 6, 4), until=date(2026, 6, 3), act="Declaração 1/2026")
    bench.context = bench.context.model_copy(update={"links": (link,)})
    handle = await _called(bench)
    await bench.do(handle.id, Verb.EVENT, OSC, event="colegiado.oferta", form=OFFER)
    await sleep_until(bench, time_skipping, datetime(2026, 6, 3, 0, 0, 1, tzinfo=ZONE))
    assert (await handle.result()).data["impedidos"] == ["carla"]


async def test_what_nobody_confirms_before_the_day_it_served_until_lapses_and_the_case_above_takes_the_others_with_it(
    bench: Bench, time_skipping: WorkflowEnvironment
) -> None:
    handle = await _judging(bench, time_skipping)
    await bench.do(handle.id, Verb.COMPLETE, CARLA, task=f"{handle.id}-t1")
    await sleep_until(bench, time_skipping, datetime(2026, 6, 10, 0, 0, 1, tzinfo=ZONE))
    started = await bench.fact(handle.id, FactKind.CHILD_STARTED)
    assert bench.facts(handle.id, FactKind.TASK_WITHDRAWN)[-1].at.astimezone(ZONE).date() == date(2026, 6, 10)
    await bench.fact(str(started.data["child"]), FactKind.CASE_STARTED)
    await bench.do(handle.id, Verb.EVENT, SECRETARIO, event="colegiado.desfazer", form=MOTIVO)
    assert (await handle.result()).outcome == "anulado"
    assert (await bench.fact(str(started.data["child"]), FactKind.CASE_ENDED)).data["outcome"] == "prejudicado"


def test_the_flow_shows_what_may_become_of_a_named_act() -> None:
    flow = flow_of("colegiado")
    assert flow.partial == ""
    assert {edge.outcome for edge in flow.after("colegiado.julgar")} == {"Feito", "Impedimento de quem foi designado"}
    assert {edge.outcome for edge in flow.after("colegiado.confirmar")} == {"Feito", "Prazo decorrido"}
