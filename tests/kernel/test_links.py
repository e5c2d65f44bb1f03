"""A link of the register is looked at when a task is offered and on every act, and whenever it is entered."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.kernel import colegiado
from tests.kernel.bench import AREA, CHEFIA, COLEGA, MOTIVO, OSC, Bench, at_work, sleep_until
from workflows.clock import ZONE
from workflows.kernel.messages import CONTEXT_SIGNAL, RefusalCode, Verb
from workflows.kernel.state import Actor, Context, FactKind, Link

BEGAN = datetime(2026, 6, 1, 9, tzinfo=ZONE)
PROPOSAL = {
    "titulo": "Ponte do córrego",
    "subscritor": {"nome": "Rita Pequi", "cpf": "529.982.247-25", "contato": "rita@exemplo.invalid"},
    "interesse_publico": "A estrada leva à escola.",
    "diagnostico": "A ponte cai a cada cheia.",
}
OFFER = {"texto": "O que só se lê depois.", "valor": "dez"}


def link(user: str, **more: Any) -> Link:
    """What keeps the person out of the matters of org-1."""
    said: dict[str, Any] = {"since": date(2026, 6, 1), "act": "Declaração 1/2026", "kind": "dirigente"}
    return Link(user=user, party="org-1", provision="dec-167:art-27:inc-I", **{**said, **more})


@pytest.fixture
async def bench(time_skipping: WorkflowEnvironment) -> AsyncIterator[Bench]:
    async with at_work(time_skipping, BEGAN) as made:
        yield made


async def entered(bench: Bench, case: str, *links: Link) -> None:
    """The register has these links now, and the case is told to look."""
    known: Context = bench.context
    bench.context = known.model_copy(update={"version": known.version + 1, "links": links, "cause": links[0].act})
    bench.records.context = bench.context
    changed = len(bench.facts(case, FactKind.CONTEXT_CHANGED))
    await bench.client.get_workflow_handle(case).signal(CONTEXT_SIGNAL)
    for _ in range(200):
        await bench.snapshot(case)
        if len(bench.facts(case, FactKind.CONTEXT_CHANGED)) > changed:
            return
    raise AssertionError("the case did not learn of the register")


async def judging(bench: Bench, env: WorkflowEnvironment) -> Any:
    """A case about org-1 that waits for Carla, who acts with Davi."""
    data = {"ate": "2026-06-02", "membro": "carla", "colega": "davi"}
    handle = await bench.start(colegiado.Colegiado.about.id, data)
    await bench.do(handle.id, Verb.EVENT, OSC, event="colegiado.oferta", form=OFFER)
    await sleep_until(bench, env, datetime(2026, 6, 3, 0, 0, 1, tzinfo=ZONE))
    await bench.fact(handle.id, FactKind.TASK_OFFERED)
    return handle


@pytest.mark.parametrize("who", ["carla", "davi"])
async def test_a_link_entered_while_the_case_waits_ends_the_wait_for_whoever_it_bars(
    who: str, bench: Bench, time_skipping: WorkflowEnvironment
) -> None:
    handle = await judging(bench, time_skipping)
    await entered(bench, handle.id, link(who))
    result = await handle.result()
    assert (result.outcome, result.data["impedidos"]) == ("sem-membro", [who])
    (told,) = bench.facts(handle.id, FactKind.IMPEDIMENT_DECLARED)
    assert (told.data["person"], told.provision, told.actor) == (who, "dec-167:art-27:inc-I", None)
    assert told.data["reason"].startswith("há vínculo registrado (dirigente) com organização deste processo")


async def test_a_link_of_somebody_else_or_that_is_over_changes_nothing(
    bench: Bench, time_skipping: WorkflowEnvironment
) -> None:
    handle = await judging(bench, time_skipping)
    over = link("carla", since=date(2020, 1, 1), until=date(2026, 6, 2))
    await entered(bench, handle.id, over, link("ugo"))
    assert bench.facts(handle.id, FactKind.IMPEDIMENT_DECLARED) == []
    await bench.do(handle.id, Verb.COMPLETE, Actor(id="carla"), task=f"{handle.id}-t1")


async def test_what_a_linked_person_holds_goes_back_to_the_queue_and_they_may_do_nothing_with_it(bench: Bench) -> None:
    case = (await bench.start("pmis", PROPOSAL, OSC)).id
    task = f"{case}-t1"
    await bench.do(case, Verb.CLAIM, AREA, task=task)
    await entered(bench, case, link(AREA.id))
    released = bench.facts(case, FactKind.TASK_RELEASED)[-1]
    assert (released.data["task"], released.data["reason"]) == (task, "impedimento registrado")
    assert bench.facts(case, FactKind.IMPEDIMENT_DECLARED)[-1].data["person"] == AREA.id
    for verb, what in ((Verb.CLAIM, {}), (Verb.COMPLETE, {"outcome": "admissivel", "form": MOTIVO})):
        refusal = await bench.refused(case, verb, AREA, task=task, **what)
        assert (refusal.code, refusal.provision) == (RefusalCode.IMPEDED, "dec-167:art-27:inc-I")
    await bench.do(case, Verb.CLAIM, COLEGA, task=task)
    for verb, by in ((Verb.DELEGATE, COLEGA), (Verb.REASSIGN, CHEFIA)):
        refusal = await bench.refused(case, verb, by, task=task, to=AREA.id, reason="férias")
        assert (refusal.code, refusal.provision) == (RefusalCode.EXCLUDED, "dec-167:art-27:inc-I")
