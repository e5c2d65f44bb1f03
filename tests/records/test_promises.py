"""Service promises: from which day, until when on the body's working days, and how they were kept."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.records.administration import list_admin, verify_admin
from activities.records.engine import Sessions
from activities.records.promises import Promises, is_stage, load_promises, set_promise, stage_target
from activities.records.queries.promised import DoneCut, Kept, PromiseCount, list_stays, promise_counts
from activities.records.queries.tasks import TaskFilter, list_tasks
from activities.records.queries.viewer import Viewer
from activities.records.record import record
from activities.records.tables import ServicePromiseRow
from tests.records.make import done, fact, header, task, turn
from workflows.clock import ZONE, Calendar, load_calendar
from workflows.kernel.state import FactKind, TaskState

MARTA = Viewer(user_id="marta", roles=("gestao",))
KIND = "pmis.analise"
STAGE = stage_target("pmis", "admissibilidade")


def promise(since: date, amount: int | None = 5, target: str = KIND, unit: str = "dia_util") -> ServicePromiseRow:
    return ServicePromiseRow(
        target=target, since=since, amount=amount, unit=unit, text="Respondemos em uma semana.", act="Portaria 7/2026",
        decided_on=since, admin_seq=1,
    )  # fmt: skip


def promises(*rows: ServicePromiseRow) -> Promises:
    return Promises(rows, Calendar(load_calendar("mt-cuiaba").data))


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("amount", "unit", "offered", "due"),
    [
        (5, "dia_util", date(2026, 3, 2), date(2026, 3, 9)),
        (1, "dia_util", date(2026, 4, 2), date(2026, 4, 6)),  # over Good Friday
        (5, "dia_corrido", date(2026, 3, 2), date(2026, 3, 9)),  # the seventh is a Saturday
        (3, "dia_corrido", date(2026, 12, 21), date(2026, 12, 28)),  # the recess does not matter, Christmas does
    ],
)
def test_the_promised_day_is_counted_on_the_bodys_working_days(
    amount: int, unit: str, offered: date, due: date
) -> None:
    found = promises(promise(date(2026, 1, 1), amount, unit=unit)).of(KIND, at(offered, 23))
    assert found is not None
    assert found.due == due


def test_what_was_offered_keeps_the_promise_of_its_day() -> None:
    known = promises(promise(date(2026, 3, 1), 5), promise(date(2026, 3, 10), 2), promise(date(2026, 3, 20), None))
    amounts = {
        day: found.promise.amount if (found := known.of(KIND, at(date(2026, 3, day)))) else None
        for day in (1, 9, 10, 19, 20, 31)
    }
    assert amounts == {1: 5, 9: 5, 10: 2, 19: 2, 20: None, 31: None}
    assert known.of(KIND, at(date(2026, 2, 28))) is None
    assert known.of("pmis.outra", at(date(2026, 3, 5))) is None


@given(
    amount=st.integers(1, 40),
    unit=st.sampled_from(["dia_util", "dia_corrido"]),
    ahead=st.integers(0, 90),
    stops=st.integers(1, 60),
)
def test_who_is_late_is_the_same_by_stretches_and_one_by_one(amount: int, unit: str, ahead: int, stops: int) -> None:
    first = date(2026, 11, 2)
    known = promises(promise(first, amount, unit=unit), promise(first + timedelta(days=stops), None))
    today = first + timedelta(days=ahead)
    stretches = known.late(today)
    for day in (first + timedelta(days=n) for n in range(ahead + 1)):
        found = known.of(KIND, at(day))
        late = found is not None and found.due < today
        assert late is any(one.first <= day <= one.last for one in stretches)


def _tasks(begun: Sequence[tuple[date, date | None]]) -> tuple[TaskState, ...]:
    found = []
    for n, (offered, closed) in enumerate(begun):
        one = task(f"t{n}", decl=KIND, offered_at=at(offered), deadline=None)
        found.append(done(one).model_copy(update={"closed_at": at(closed)}) if closed else one)
    return tuple(found)


@pytest.fixture
async def worked(sessions: Sessions) -> Promises:
    """Five days promised from 2 March on; tasks in time, too late, open, late, and from before."""
    await set_promise(sessions, "ada", promise(date(2026, 3, 2)))
    await set_promise(sessions, "ada", promise(date(2026, 3, 2), 3, STAGE))
    day = {n: date(2026, 3, n) for n in range(1, 32)}
    begun = [
        (date(2026, 2, 27), day[31]), (day[2], day[9]), (day[2], day[10]), (day[3], day[4]), (day[9], None),
        (day[2], None), (date(2026, 2, 27), None),
    ]  # fmt: skip
    steps = [(FactKind.CASE_STARTED, {}), (FactKind.STAGE_ENTERED, {"stage": "admissibilidade"})]
    facts = [fact(n, kind, at=at(day[2]), data=data) for n, (kind, data) in enumerate(steps, 1)]
    facts.append(fact(3, FactKind.STAGE_ENTERED, at=at(day[6]), data={"stage": "oitiva"}))
    await record(sessions, turn(1, facts, tasks=_tasks(begun)))
    started = [one.model_copy(update={"at": at(day[5])}) for one in facts[:2]]
    await record(sessions, turn(1, started, case="pmis-2").model_copy(update={"case": header("pmis-2")}))
    async with sessions() as session:
        return await load_promises(session)


@pytest.mark.engines
async def test_the_counts_and_the_lists_behind_them_agree(sessions: Sessions, worked: Promises) -> None:
    today, since = date(2026, 3, 12), date(2026, 3, 1)
    async with sessions() as session:
        counts = {one.target: one for one in await promise_counts(session, worked, since, today)}

        async def listed(**wanted: Any) -> list[str]:
            page = await list_tasks(session, MARTA, TaskFilter(decl=KIND, **wanted), today=today)
            return sorted(one.id.rpartition(".")[2] for one in page.items)

        days = worked.days(KIND, today)
        assert counts[KIND] == PromiseCount(target=KIND, open=2, late=1, kept=2, missed=1)
        assert await listed(promised=worked.late(today)) == ["t5"]
        assert await listed(promised=worked.stretches(today)) == ["t4", "t5"]
        assert await listed(status="completed", done=DoneCut(days=days, kept=True, since=since)) == ["t1", "t3"]
        assert await listed(status="completed", done=DoneCut(days=days, kept=False, since=since)) == ["t2"]
        assert await listed(status="completed", done=DoneCut(days=days, kept=True, since=date(2026, 3, 9))) == ["t1"]
        assert is_stage(STAGE)
        assert counts[STAGE] == PromiseCount(target=STAGE, open=1, late=1, kept=0, missed=1)
        for standing, cases in ((Kept.LATE, ["pmis-2"]), (Kept.MISSED, ["pmis-1"]), (Kept.KEPT, [])):
            stays = await list_stays(session, worked, STAGE, standing, since, today)
            assert [one.case_id for one in stays] == cases


@pytest.mark.engines
async def test_a_promise_is_an_act_of_the_chain_with_what_stood_before(sessions: Sessions) -> None:
    await set_promise(sessions, "ada", promise(date(2026, 3, 2), 5))
    await set_promise(sessions, "ada", promise(date(2026, 3, 2), 4))
    await set_promise(sessions, "ada", promise(date(2026, 5, 1), None))
    async with sessions() as session:
        acts = list(reversed(await list_admin(session)))
        known = await load_promises(session)
        assert await verify_admin(session) == []
    assert [(one.what, one.author, one.act) for one in acts] == [("promise", "ada", "Portaria 7/2026")] * 3
    assert [(one.data["before"] or {}).get("amount") for one in acts] == [None, 5, 4]
    assert acts[1].data["after"] == {
        "since": "2026-03-02", "amount": 4, "unit": "dia_util", "text": "Respondemos em uma semana.",
        "decided_on": "2026-03-02",
    }  # fmt: skip
    assert [(row.since.month, row.amount, row.admin_seq) for row in known.rows] == [(3, 4, 2), (5, None, 3)]
