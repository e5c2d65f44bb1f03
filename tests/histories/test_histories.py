"""What was promised to cases under way: today's code replays every stored history, and the net that says so catches."""

from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer
from temporalio.workflow import NondeterminismError

from activities.engine_client import DATA_CONVERTER
from workers.sandbox import workflow_runner
from workers.settings import SandboxMode
from workers.simulation.histories import AlreadyStored, recorded, store, stored
from workers.simulation.scenario import load
from workflows.kernel import Outcome
from workflows.parcerias.pmis import Pmis
from workflows.procedures import pmis, procedures

HERE = Path(__file__).parent
SCENARIOS = sorted((HERE.parents[1] / "docs" / "scenarios").glob("*.yaml"))
STORED = [path for path, _ in stored(HERE)]
LARGEST = 300_000
SHIPPED = tuple(procedures().values())


async def _replay(history: WorkflowHistory, sandbox: SandboxMode) -> None:
    replayer = Replayer(
        workflows=list(SHIPPED), workflow_runner=workflow_runner(sandbox), data_converter=DATA_CONVERTER
    )
    await replayer.replay_workflow(history)


def _of(path: Path) -> WorkflowHistory:
    return next(history for kept, history in stored(path.parent) if kept == path)


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.name.removesuffix(".json.gz"))
async def test_todays_code_replays_it(path: Path) -> None:
    await _replay(_of(path), SandboxMode.PASSTHROUGH)


def _one_of_each_room() -> list[Path]:
    """The strict sandbox loads every procedure anew, whichever the case is of: one of each room shows that it can."""
    rooms: dict[str, Path] = {}
    for path in STORED:
        rooms.setdefault(procedures()[path.parent.name].__module__.split(".")[1], path)
    return list(rooms.values())


@pytest.mark.parametrize("path", _one_of_each_room(), ids=lambda path: path.name.removesuffix(".json.gz"))
async def test_the_strict_sandbox_replays_it_too(path: Path) -> None:
    await _replay(_of(path), SandboxMode.STRICT)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_every_shipped_scenario_has_its_history(scenario: Path) -> None:
    procedure = yaml.safe_load(scenario.read_text(encoding="utf-8"))["procedure"]
    assert HERE / procedure / f"{scenario.stem}.1.json.gz" in STORED


def test_no_history_is_large() -> None:
    assert [path.name for path in STORED if path.stat().st_size > LARGEST] == []


STEPS = Pmis.steps_of_the_norm


async def _ending_later(case: Pmis) -> Outcome:
    outcome = await STEPS(case)  # type: ignore[call-arg]
    await case.until(case.today + timedelta(days=1))
    return outcome


async def _without_a_step(_case: Pmis) -> Outcome:
    return pmis.INADMITIDO


@pytest.mark.parametrize("changed", [_ending_later, _without_a_step])
async def test_a_procedure_changed_for_cases_under_way_is_caught(
    changed: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = _of(HERE / "pmis" / "pmis-instaurado.1.json.gz")
    monkeypatch.setattr(Pmis, "steps_of_the_norm", changed)
    with pytest.raises(NondeterminismError):
        await _replay(history, SandboxMode.PASSTHROUGH)


async def test_a_stored_history_is_never_made_again(tmp_path: Path) -> None:
    loaded = load(next(path for path in SCENARIOS if path.stem == "pmis-nao-admitido"))
    run, histories = await recorded(loaded)
    assert run.failures == []
    (written,) = store(tmp_path, loaded, histories)
    before = written.read_bytes()
    with pytest.raises(AlreadyStored):
        store(tmp_path, loaded, histories)
    assert written.read_bytes() == before
    await _replay(_of(written), SandboxMode.PASSTHROUGH)
