"""Turns for the tests of the records: plain, and each with only what a test is about said."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from workflows.clock import Policy, Term, dias
from workflows.kernel.messages import CaseSnapshot, Turn
from workflows.kernel.state import (
    CaseHeader,
    DeadlineState,
    DeadlineStatus,
    Fact,
    FactKind,
    TaskState,
    TaskStatus,
    Wait,
    WaitKind,
)

START = datetime(2026, 3, 2, 13, tzinfo=UTC)
DUE = date(2026, 4, 1)
CASE = "pmis-1"


def fact(seq: int, kind: FactKind | None = None, **changes: Any) -> Fact:
    """A fact; the first one of a case starts it."""
    kind = kind or (FactKind.CASE_STARTED if seq == 1 else FactKind.STAGE_ENTERED)
    values: dict[str, Any] = {"actor": "ana", "act": f"ato-{seq}", "data": {"título": "análise", "n": seq}}
    return Fact(**{"seq": seq, "kind": kind, "at": START + timedelta(minutes=seq), **values, **changes})


def header(case: str = CASE, **changes: Any) -> CaseHeader:
    values: dict[str, Any] = {
        "type": "pmis",
        "subject": "Manutenção da estrada",
        "stage": "admissibilidade",
        "started_on": date(2026, 3, 2),
        "started_at": START,
        "policy": Policy.PRUDENTE,
        "calendar": "mt-cuiaba",
    }
    return CaseHeader(**{"id": case, **values, **changes})


def task(id: str = "t1", *, case: str = CASE, **changes: Any) -> TaskState:
    values: dict[str, Any] = {
        "decl": "pmis.analise",
        "title": "Analisar a admissibilidade",
        "role": "area-tecnica",
        "provision": "dec-167:art-14",
        "offered_at": START,
        "deadline": f"{case}.d1",
    }
    return TaskState(**{"id": f"{case}.{id}", **values, **changes})


def done(of: TaskState, outcome: str = "admissivel", by: str = "ana") -> TaskState:
    closed = {"status": TaskStatus.COMPLETED, "owner": by, "outcome": outcome, "closed_by": by}
    return of.model_copy(update={**closed, "closed_at": START + timedelta(days=1)})


def deadline(id: str = "d1", *, case: str = CASE, due: date | None = DUE, **changes: Any) -> DeadlineState:
    values: dict[str, Any] = {
        "decl": "pmis.prazo-analise",
        "title": "resposta ao proponente",
        "provision": "dec-167:art-14",
        "term": Term(budget=dias(30), anchor=date(2026, 3, 2)),
        "anchor_of": "protocolo",
        "on_lapse": "a análise está em atraso",
        "opened_at": START,
        "status": DeadlineStatus.OPEN if due else DeadlineStatus.SUSPENDED,
    }
    return DeadlineState(**{"id": f"{case}.{id}", "due": due, **values, **changes})


def wait(ref: str, until: date | None = DUE) -> Wait:
    return Wait(
        kind=WaitKind.TASK,
        decl="pmis.analise",
        ref=ref,
        title="Analisar a admissibilidade",
        on="area-tecnica",
        provision="dec-167:art-14",
        until=until,
    )


def turn(
    first: int, facts: Iterable[Fact] | int = 1, *, case: str = CASE, at: int = 1, run: int = 0, **parts: Any
) -> Turn:
    """A turn whose facts begin at `first`, of a history `at` events long."""
    made = tuple(fact(first + i) for i in range(facts)) if isinstance(facts, int) else tuple(facts)
    return Turn(**{"case": header(case), "fence": (run, at), "first_seq": first, "facts": made, **parts})


def snapshot(last_seq: int, **parts: Any) -> CaseSnapshot:
    return CaseSnapshot(**{"case": header(), "last_seq": last_seq, "tasks": (), "deadlines": (), **parts})
