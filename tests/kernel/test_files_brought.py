"""Files that come with what is brought: of the case at once, or, brought sealed, once it is opened and not before."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from temporalio.testing import WorkflowEnvironment

from tests.kernel import colegiado
from tests.kernel.bench import OSC, SECRETARIO, Bench, skipping_bench, sleep_until
from workflows.clock import ZONE
from workflows.kernel.events import MOST_FILES
from workflows.kernel.messages import DocumentRef, RefusalCode, Turn, Verb
from workflows.kernel.seals import seal_of
from workflows.kernel.state import FactKind

BEGAN = datetime(2026, 6, 1, 9, tzinfo=ZONE)
OFFER = {"texto": "O que só se lê depois.", "valor": "dez"}
HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)


def _file(number: int = 1) -> DocumentRef:
    return DocumentRef(
        id=f"arquivo-{number}", title=f"Planta {number}.pdf", media_type="application/pdf", size=9,
        sha256=f"{number:064x}",
    )  # fmt: skip


@pytest.fixture
async def turns() -> list[Turn]:
    return []


@pytest.fixture
async def bench(time_skipping: WorkflowEnvironment, turns: list[Turn]) -> AsyncIterator[Bench]:
    made = await skipping_bench(time_skipping, BEGAN)

    async def listen(turn: Turn) -> None:
        turns.append(turn)

    made.records.listen = listen
    with time_skipping.auto_time_skipping_disabled():
        async with made.working():
            yield made


async def _called(bench: Bench, **more: Any) -> str:
    data = {"ate": "2026-06-02", "membro": "carla", "colega": "davi", **more}
    return str((await bench.start(colegiado.Colegiado.about.id, data)).id)


async def _bring(bench: Bench, case: str, *files: DocumentRef) -> None:
    await bench.do(case, Verb.EVENT, OSC, event="colegiado.oferta", form=OFFER, documents=files)


def _attached(turns: list[Turn]) -> list[tuple[str, str | None, str]]:
    return [(ref.id, task, by) for turn in turns for ref, task, by, _ in turn.documents]


async def test_sealed_files_are_nowhere_until_the_case_opens_them_and_then_the_seal_is_theirs(
    bench: Bench, turns: list[Turn], time_skipping: WorkflowEnvironment
) -> None:
    case = await _called(bench)
    await _bring(bench, case, _file(1), _file(2), _file(1))
    known = repr([turns, bench.records.facts, bench.records.headers, await bench.snapshot(case)])
    assert not any(word in known for word in ("arquivo-1", "Planta", _file(1).sha256, _file(2).sha256))
    assert _attached(turns) == []
    await sleep_until(bench, time_skipping, datetime(2026, 6, 3, 0, 0, 1, tzinfo=ZONE))
    await bench.fact(case, FactKind.TASK_OFFERED)
    assert _attached(turns) == [("arquivo-1", None, OSC.id), ("arquivo-2", None, OSC.id)]
    (before,), (after,) = (bench.facts(case, kind) for kind in (FactKind.EVENT_RECEIVED, FactKind.CONTENTS_OPENED))
    brought_at = datetime.fromisoformat(after.data["brought_at"])
    assert after.data["files"] == [_file(1).sha256, _file(2).sha256]
    assert before.data["seal"] == seal_of(OSC.id, brought_at, OFFER, after.data["files"])
    assert before.data["seal"] != seal_of(OSC.id, brought_at, OFFER)
    told = bench.facts(case, FactKind.DOCUMENT_ATTACHED)
    assert [(one.data["document"], one.data["sha256"], one.actor) for one in told] == [
        (one.id, one.sha256, OSC.id) for one in (_file(1), _file(2))
    ]


async def test_files_of_what_is_not_sealed_are_of_the_case_at_once(bench: Bench, turns: list[Turn]) -> None:
    case = await _called(bench, lacrada=False)
    await _bring(bench, case, _file())
    assert _attached(turns) == [("arquivo-1", None, OSC.id)]
    (told,) = bench.facts(case, FactKind.DOCUMENT_ATTACHED)
    assert (told.data["title"], told.data["event"], told.provision) == (
        "Planta 1.pdf",
        "colegiado.oferta",
        "dec-167:art-27",
    )


async def test_a_second_late_too_many_or_where_none_are_asked_they_are_refused(
    bench: Bench, turns: list[Turn], time_skipping: WorkflowEnvironment
) -> None:
    case = await _called(bench)
    many = tuple(_file(number) for number in range(MOST_FILES + 1))
    sent = {"event": "colegiado.oferta", "form": OFFER}
    assert (await bench.refused(case, Verb.EVENT, OSC, **sent, documents=many)).code is RefusalCode.INVALID_ACT
    undone = {"event": "colegiado.desfazer", "form": {"motivo": "Não se faz mais assim."}, "documents": (_file(),)}
    assert (await bench.refused(case, Verb.EVENT, SECRETARIO, **undone)).code is RefusalCode.INVALID_ACT
    await sleep_until(bench, time_skipping, datetime(2026, 6, 3, 0, 0, 0, tzinfo=ZONE))
    late = await bench.refused(case, Verb.EVENT, OSC, **sent, documents=(_file(),))
    assert late.code is RefusalCode.TOO_LATE
    assert _attached(turns) == []


@given(st.lists(HASHES, max_size=4, unique=True), st.lists(HASHES, max_size=4, unique=True))
def test_a_seal_is_of_these_files_in_this_order_and_of_no_others(one: list[str], other: list[str]) -> None:
    first, second = (seal_of("ana", BEGAN, OFFER, files) for files in (one, other))
    assert (first == second) is (one == other)
