"""An act changes every how many days accounts are due while a partnership runs: its next periods go by the act."""

from datetime import datetime, timedelta
from typing import Any

from temporalio.testing import WorkflowEnvironment

from tests.execucao.test_parceria_costuras import SCENARIO
from tests.kernel.bench import CHEFIA, Bench, skipping_bench, sleep_until
from workers.simulation.registers import SimulatedRegisters
from workers.simulation.scenario import load
from workflows.clock import ZONE
from workflows.kernel.messages import CONTEXT_SIGNAL
from workflows.kernel.state import Decree, FactKind, ParameterOverride

BEGAN = datetime(2026, 3, 26, 9, tzinfo=ZONE)
ACT = "Portaria 7/2026"


async def decree(bench: Bench, case: str, version: int, reaches: bool) -> None:
    act = ParameterOverride(
        key="intervalo_pc_parcial_dias", value=60, since=(await bench.now()).date(), act=ACT, reaches_open=reaches,
        entered_at=await bench.now(),
    )  # fmt: skip
    told = Decree(version=version, cause=f"{ACT}: parâmetro", act=ACT, author="u-ada")
    changes = {"version": version, "parameters": (act,), "decrees": (told,)}
    bench.records.context = bench.context.model_copy(update=changes)
    await bench.client.get_workflow_handle(case).signal(CONTEXT_SIGNAL)
    await bench.fact(case, FactKind.CONTEXT_CHANGED)


async def periods(time_skipping: WorkflowEnvironment, reaches: bool) -> tuple[list[str], dict[str, Any]]:
    """The last days of the periods whose accounts are opened, and the fact of the act."""
    scenario = load(SCENARIO).scenario
    bench = await skipping_bench(time_skipping, BEGAN)

    async def refused(said: str) -> None:
        raise AssertionError(said)

    bench.activities = [SimulatedRegisters(scenario, bench.records, bench.now, refused).consult]
    draft = scenario.input["instrumento"]["minuta"]
    draft.pop("contas_parciais_em_dias", None)
    input: dict[str, Any] = {**scenario.input, "parcelas": [{"numero": 1, "dia": "2027-02-01", "valor": "950000.00"}]}
    with time_skipping.auto_time_skipping_disabled():
        async with bench.working():
            case = (await bench.start("parceria", input, CHEFIA)).id
            await sleep_until(bench, time_skipping, BEGAN + timedelta(45))
            await decree(bench, case, 2, reaches)
            await sleep_until(bench, time_skipping, datetime(2026, 12, 20, 12, tzinfo=ZONE))
            begun = [bench.facts(id, FactKind.CASE_STARTED)[0] for id in bench.records.headers]
            inputs = [fact.data["input"] for fact in begun if fact.data["type"] == "contas-parciais"]
            return [one["fim"] for one in inputs], bench.facts(case, FactKind.CONTEXT_CHANGED)[0].data


async def test_the_period_under_way_keeps_its_end_and_the_next_ones_go_by_the_act(
    time_skipping: WorkflowEnvironment,
) -> None:
    # By hand: from 25 Mar, 90 days end on 22 Jun; then 60 days end on 21 Aug, 20 Oct and 19 Dec.
    opened, told = await periods(time_skipping, reaches=True)
    assert opened == ["2026-06-22", "2026-08-21", "2026-10-20", "2026-12-19"]
    assert (told["decreed"], told["authors"]) == ([ACT], ["u-ada"])
    moved = [(one["before"], one["after"]) for one in told["agenda"]]
    assert moved[:3] == [("2026-09-20", "2026-08-21"), ("2026-12-19", "2026-10-20"), ("2026-12-31", "2026-12-19")]


async def test_an_act_that_does_not_reach_partnerships_under_way_leaves_their_periods(
    time_skipping: WorkflowEnvironment,
) -> None:
    opened, told = await periods(time_skipping, reaches=False)
    assert opened == ["2026-06-22", "2026-09-20", "2026-12-19"]
    assert "agenda" not in told
