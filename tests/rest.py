"""Waiting until nothing is under way in any case, whatever the pace of the machine."""

import asyncio
from collections.abc import Iterable

from temporalio.client import Client

GLANCE = 0.05
"""Seconds between two looks."""


async def at_rest(client: Client, cases: Iterable[str]) -> None:
    """Return once no case, nor any that these have begun, has a turn of the engine or an activity before it.

    What one sends another may be on its way between two looks, so that two in a row must find the same turns taken.
    """
    seen, before = await _turns(client, cases), None
    while seen is None or seen != before:
        await asyncio.sleep(GLANCE)
        seen, before = await _turns(client, cases), seen


async def _turns(client: Client, cases: Iterable[str]) -> dict[str, int] | None:
    """How long the history of each is; `None` while something is under way in one of them."""
    turns: dict[str, int] = {}
    to_see = list(cases)
    while to_see:
        case = to_see.pop()
        if case in turns:
            continue
        found = (await client.get_workflow_handle(case).describe()).raw_description
        if found.HasField("pending_workflow_task") or found.pending_activities:
            return None
        turns[case] = found.workflow_execution_info.history_length
        to_see += [child.workflow_id for child in found.pending_children]
    return turns
