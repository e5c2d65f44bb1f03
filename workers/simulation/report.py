"""What a simulation prints: the facts as JSON lines in the shape of the API, or one readable line each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from activities.records.chain import Link
from workers.simulation.director import wording
from workers.simulation.run import Run
from workers.simulation.scenario import Loaded
from workflows.clock import ZONE, local_date
from workflows.kernel.explain import explain_case
from workflows.kernel.registry import about
from workflows.kernel.state import CaseStatus
from workflows.norms import provision

_SAID = ("title", "outcome_title", "outcome", "due", "before", "after", "days", "what", "on", "person", "reason", "why")


def as_json(loaded: Loaded, run: Run) -> Iterator[str]:
    """One JSON object for each fact, then one that says how it ended."""
    for case, link in run.records.log:
        yield _dump({"case": case, **_fact(link)})
    header = run.records.headers.get(run.case)
    yield _dump(
        {
            "scenario": loaded.scenario.name,
            "case": run.case,
            "status": header.status if header else "recusado",
            "outcome": run.outcome,
            "ended_at": header.ended_at.astimezone(ZONE).isoformat() if header and header.ended_at else None,
            "refused": run.refused.model_dump(mode="json") if run.refused else None,
            "waits_for": waits_for(run),
            "failures": run.failures,
        }
    )


def as_text(loaded: Loaded, run: Run) -> Iterator[str]:
    """The facts, the outcome, and what the scenario expected."""
    yield f"{loaded.scenario.name}: {about(loaded.scenario.procedure).title}, desde {_when(run)}"
    for case, link in run.records.log:
        yield _line(case, link)
    yield ""
    yield _ending(run)
    expected = loaded.scenario.expect
    if expected.model_fields_set and not run.failures:
        yield "Tudo o que o cenário espera se confirmou."


def waits_for(run: Run) -> list[str]:
    """Why each open case stands where it stands, one sentence each."""
    last = run.records.log[-1][1].fact.at if run.records.log else None
    today = local_date(last) if last else date.min
    return [
        explain_case(header, run.records.deadlines, today)
        for header in run.records.headers.values()
        if header.status is CaseStatus.OPEN
    ]


def _when(run: Run) -> str:
    return f"{run.records.log[0][1].fact.at.astimezone(ZONE):%d/%m/%Y %H:%M}" if run.records.log else "nunca"


def _ending(run: Run) -> str:
    if run.refused is not None:
        return f"O início foi recusado: {wording(run.refused)}"
    header = run.records.headers[run.case]
    if header.outcome is None:
        return "\n".join(waits_for(run))
    titles = {str(outcome): outcome.title for outcome in about(header.type).outcomes}
    assert header.ended_at is not None
    return f"Resultado: {titles[header.outcome]} ({header.outcome}), em {local_date(header.ended_at):%d/%m/%Y}"


def _fact(link: Link) -> dict[str, Any]:
    shown = link.fact.model_dump(mode="json")
    shown["fact"] = shown.pop("kind")
    shown["at"] = link.fact.at.astimezone(ZONE).isoformat()
    order = ("seq", "fact", "at", "actor", "provision", "act", "data")
    return {**{name: shown[name] for name in order}, "prev_hash": link.prev_hash, "hash": link.hash}


def _line(case: str, link: Link) -> str:
    fact = link.fact
    said = [str(fact.data[name]) for name in _SAID if fact.data.get(name) not in (None, "")]
    by = f" · {fact.actor}" if fact.actor else ""
    cited = f" · {_cite(fact.provision)}" if fact.provision else ""
    at = f"{fact.at.astimezone(ZONE):%Y-%m-%d %H:%M}"
    return f"{at}  {case}  {fact.kind:<18} {' · '.join(dict.fromkeys(said))}{by}{cited}"


def _cite(id: str) -> str:
    try:
        return provision(id).citation
    except LookupError:
        return id


def _dump(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)
