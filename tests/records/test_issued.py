"""Numbers, codes and bytes of the body's documents, in a real PostgreSQL."""

import asyncio
from typing import Any

import pytest
from sqlmodel import col, select

from activities.records import issued
from activities.records.engine import Sessions
from activities.records.record import RecordActivities, record
from activities.records.tables import IssuedRow
from tests.records.make import START, fact, turn
from workflows.kernel.messages import Turn
from workflows.kernel.state import Fact, FactKind

pytestmark = pytest.mark.engines


def paper(seq: int, template: str = "despacho", **changes: Any) -> Fact:
    data = {"document": "x.ato", "title": "Ato", "template": template, "version": 1, "shows": {}, "public": False}
    return fact(seq, FactKind.DOCUMENT_ISSUED, **{"data": data, **changes})


async def stored(sessions: Sessions) -> list[IssuedRow]:
    async with sessions() as session:
        order = (col(IssuedRow.template), col(IssuedRow.year), col(IssuedRow.number))
        return list((await session.exec(select(IssuedRow).order_by(*order))).all())


async def test_each_template_counts_for_itself_and_begins_anew_with_the_year(sessions: Sessions) -> None:
    worker = RecordActivities(sessions)
    next_year = paper(3, at=START.replace(year=2027))
    await worker.record(turn(1, [fact(1), paper(2), next_year], case="a"))
    await worker.record(turn(1, [fact(1), paper(2, "edital"), paper(3)], case="b"))
    await worker.record(turn(4, [paper(4)], case="b", at=2))
    rows = await stored(sessions)
    assert [(row.case_id, row.template, row.year, row.number) for row in rows] == [
        ("a", "despacho", 2026, 1), ("b", "despacho", 2026, 2), ("b", "despacho", 2026, 3), ("a", "despacho", 2027, 1),
        ("b", "edital", 2026, 1),
    ]  # fmt: skip
    assert len({row.code for row in rows}) == 5


async def test_a_turn_recorded_again_finds_its_number_and_its_code(sessions: Sessions) -> None:
    sent = turn(1, [fact(1), paper(2)])
    await record(sessions, sent)
    before = await stored(sessions)
    await record(sessions, sent)
    await RecordActivities(sessions).record(sent)
    assert await stored(sessions) == before


async def test_a_number_whose_fact_was_set_aside_is_never_given_again(sessions: Sessions) -> None:
    await record(sessions, turn(1, [fact(1), paper(2)]))
    await record(sessions, turn(2, [paper(2, act="outro")], at=2))
    lost, kept = await stored(sessions)
    assert (lost.number, kept.number, lost.seq == kept.seq) == (1, 2, True)
    back = Turn(**{**dict(turn(2, [paper(2)], at=3)), "full": True})
    await record(sessions, back)
    assert [row.code for row in await stored(sessions)] == [lost.code, kept.code]


async def test_cases_that_issue_at_once_share_no_number(sessions: Sessions) -> None:
    def made(case: str, *templates: str) -> Turn:
        return turn(1, [fact(1), *(paper(2 + at, one) for at, one in enumerate(templates))], case=case)

    turns = [made(f"c{n}", *(("edital", "despacho") if n % 2 else ("despacho", "edital"))) for n in range(8)]
    await asyncio.gather(*(record(sessions, one) for one in turns))
    rows = await stored(sessions)
    assert [row.number for row in rows] == [*range(1, 9), *range(1, 9)]


async def test_bytes_are_kept_once_and_for_good(sessions: Sessions) -> None:
    await record(sessions, turn(1, [fact(1), paper(2)]))
    (row,) = await stored(sessions)
    async with sessions() as session:
        first = await issued.keep_bytes(session, row.code, b"%PDF one")
        assert await issued.keep_bytes(session, row.code, b"%PDF two") == first


def test_a_code_is_read_however_it_was_typed() -> None:
    code = issued.new_code()
    assert issued.as_code(f" {code.lower().replace('-', ' ')} ") == code
    assert issued.as_code("7k3q-ozfa-il00-0000") == "7K3Q-0ZFA-1100-0000"
    assert issued.as_code("7K3Q") is None
    assert issued.as_code("7K3Q-0ZFA-UUUU-0000") is None
