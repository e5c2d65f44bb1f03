"""Histories of simulated cases, kept so that tomorrow's code can be replayed against what today's has promised.

A stored history is never made again: code that no longer replays it would stop the cases that are under way.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from temporalio.client import Client, WorkflowHistory

from workers.simulation.run import Run, simulated
from workers.simulation.scenario import Loaded

SUFFIX = ".json.gz"


class AlreadyStored(Exception):
    """The history of this scenario is stored, and stays as it is."""


async def recorded(loaded: Loaded) -> tuple[Run, list[WorkflowHistory]]:
    """Run a scenario; answer it with the history of its case, one for each run, the first run first.

    Raises:
        StalledError: when the engine makes no progress for a minute of real time.
    """
    async with simulated(loaded) as (run, client):
        return run, await runs_of(client, run.case)


async def runs_of(client: Client, case: str) -> list[WorkflowHistory]:
    """The history of each run of a case, the first run first."""
    found: list[WorkflowHistory] = []
    run_id: str | None = None
    while run_id != "":
        history = await client.get_workflow_handle(case, run_id=run_id).fetch_history()
        found.insert(0, history)
        run_id = history.events[0].workflow_execution_started_event_attributes.continued_execution_run_id
    return found


def refuse_stored(folder: Path, loaded: Loaded) -> None:
    """Raise `AlreadyStored` when `folder` has the history of this scenario."""
    if stored := sorted(folder.glob(f"{loaded.source.path.stem}.*{SUFFIX}")):
        raise AlreadyStored(f"{stored[0]} is stored and is never made again")


def store(folder: Path, loaded: Loaded, histories: list[WorkflowHistory]) -> list[Path]:
    """Write each run as `SCENARIO.NUMBER.json.gz` into `folder`. Raises `AlreadyStored`."""
    refuse_stored(folder, loaded)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number, history in enumerate(histories, start=1):
        path = folder / f"{loaded.source.path.stem}.{number}{SUFFIX}"
        kept = {"workflow": history.workflow_id, "history": json.loads(history.to_json())}
        path.write_bytes(gzip.compress(json.dumps(kept, separators=(",", ":")).encode(), mtime=0))
        written.append(path)
    return written


def stored(folder: Path) -> Iterator[tuple[Path, WorkflowHistory]]:
    """Every history stored under `folder`, with its file."""
    for path in sorted(folder.rglob(f"*{SUFFIX}")):
        kept = json.loads(gzip.decompress(path.read_bytes()))
        yield path, WorkflowHistory.from_json(kept["workflow"], kept["history"])
