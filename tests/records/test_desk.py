"""What people keep on their desks: days to see a task again, mentions, filters by name, choices."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import desk
from activities.records.engine import Sessions
from activities.records.identity import put_unit, put_user
from activities.records.queries.desk import desk_of, mentioned_in, mentions_of
from activities.records.queries.tasks import TaskFilter, list_tasks, task_view
from activities.records.queries.viewer import Viewer
from activities.records.record import record
from activities.records.tables import PreferencesRow, SavedFilterRow, UnitRow, UserRow
from tests.records.make import DUE, START, deadline, done, fact, task, turn
from workflows.kernel.messages import Comment, Draft, FollowUp
from workflows.kernel.state import TaskStatus

pytestmark = pytest.mark.engines
ANA = Viewer(user_id="ana", roles=("area-tecnica",), unit="parcerias")
RUI = Viewer(user_id="rui", roles=("area-tecnica",), unit="parcerias")
OUTSIDER = Viewer(user_id="rui", roles=("osc",))
TODAY = date(2026, 3, 10)
MINE: dict[str, Any] = {"status": TaskStatus.RESERVED, "owner": "ana"}


@pytest.fixture
async def session(sessions: Sessions) -> AsyncIterator[AsyncSession]:
    async with sessions() as opened:
        await put_unit(opened, UnitRow(id="parcerias", name="Parcerias", roles=["area-tecnica"]))
        for id in ("ana", "rui"):
            await put_user(
                opened, UserRow(id=id, login=id, name=id.title(), unit="parcerias", roles=["area-tecnica"], parties=[])
            )
        await opened.commit()
        yield opened


def again(id: str, on: date | None, note: str = "") -> FollowUp:
    return FollowUp(task=f"pmis-1.{id}", user="ana", on=on, note=note, at=START)


async def listed(session: AsyncSession, followed: bool, today: date = TODAY) -> list[str]:
    wanted = TaskFilter(mine=True, followed=followed)
    return [one.id for one in (await list_tasks(session, ANA, wanted, today=today)).items]


async def test_a_task_is_out_of_the_way_until_its_day_or_its_deadline(
    sessions: Sessions, session: AsyncSession
) -> None:
    dates = (deadline(), deadline("d2", due=DUE))
    tasks = (task(**MINE), task("t2", deadline="pmis-1.d2", **MINE), task("t3", deadline=None, **MINE))
    day = TODAY + timedelta(days=7)
    papers = (again("t1", day, "Antes"), again("t1", day, "Ligar"), again("t3", day))
    await record(sessions, turn(1, tasks=tasks, deadlines=dates, follow_ups=papers))
    assert await listed(session, True) == ["pmis-1.t1", "pmis-1.t3"]
    assert await listed(session, False) == ["pmis-1.t2"]
    assert await listed(session, True, today=day) == []
    assert [(one.task, one.note) for one in (await desk_of(session, ANA)).follow_ups] == [
        ("pmis-1.t1", "Ligar"),
        ("pmis-1.t3", ""),
    ]
    sooner = deadline(due=day - timedelta(days=1))
    await record(sessions, turn(2, at=2, deadlines=(sooner,), follow_ups=(again("t3", None),)))
    assert await listed(session, True) == []
    assert (await desk_of(session, RUI)).follow_ups == ()


async def test_days_set_on_what_is_done_are_forgotten(sessions: Sessions, session: AsyncSession) -> None:
    kept = (again("t1", DUE), again("t2", DUE), again("t3", DUE))
    tasks = tuple(task(id, **MINE) for id in ("t1", "t2", "t3"))
    await record(sessions, turn(1, tasks=tasks, deadlines=(deadline(),), follow_ups=kept))
    after = (done(tasks[0]), tasks[1].model_copy(update={"owner": "rui"}))
    await record(sessions, turn(2, at=2, tasks=after))
    assert [one.task for one in (await desk_of(session, ANA)).follow_ups] == ["pmis-1.t3"]
    await desk.forget_follow_ups(session)
    await session.commit()
    await record(sessions, turn(3, at=3, tasks=(tasks[1],)))
    assert [one.task for one in (await desk_of(session, ANA)).follow_ups] == ["pmis-1.t3"]


async def test_two_drafts_in_one_turn_leave_the_last(sessions: Sessions, session: AsyncSession) -> None:
    drafts = [Draft(task="pmis-1.t1", user="ana", form={"n": n}, saved_at=START) for n in (1, 2)]
    await record(sessions, turn(1, tasks=(task(**MINE),), drafts=drafts))
    found = await task_view(session, ANA, "pmis-1.t1")
    assert found is not None
    assert found.draft is not None
    assert found.draft.form == {"n": 2}


async def test_mentions_stand_and_fall_with_the_comment(sessions: Sessions, session: AsyncSession) -> None:
    said = Comment(task="pmis-1.t1", user="ana", text="@rui, falta o mapa.", at=START, act="ato-2", mentions=("rui",))
    await record(sessions, turn(1, tasks=(task(),)))
    await record(sessions, turn(2, at=2, comments=(said,)))
    (told,) = (await desk_of(session, RUI)).mentions
    assert (told.by, told.title, told.text) == ("Ana", "Analisar a admissibilidade", "@rui, falta o mapa.")
    assert (await desk_of(session, OUTSIDER)).mentions == ()
    assert await mentioned_in(session, "pmis-1.t1") == {"ato-2": ("Rui",)}
    await desk.note_seen(session, "ana", START, "ato-2")
    assert len((await desk_of(session, RUI)).mentions) == 1
    await desk.note_seen(session, "rui", START, "ato-2")
    assert (await desk_of(session, RUI)).mentions == ()
    assert [one.seen for one in await mentions_of(session, RUI)] == [True]
    await session.commit()
    # The turn that brought the comment never became history: another one takes its place.
    await record(sessions, turn(2, [fact(2, actor="rui")], at=2, run=1))
    assert await mentions_of(session, RUI) == ()


async def test_filters_are_ones_own_or_the_units(session: AsyncSession) -> None:
    def row(id: str, name: str, by: str = "ana", unit: str | None = None) -> SavedFilterRow:
        return SavedFilterRow(id=id, user_id=by, unit=unit, name=name, query="prazo=vencido")

    assert await desk.add_filter(session, row("f1", "Vencidas"))
    assert not await desk.add_filter(session, row("f1", "Outras"))
    assert not await desk.add_filter(session, row("f2", "VENCIDAS"))
    assert await desk.add_filter(session, row("f3", "Vencidas", unit="parcerias"))
    assert await desk.add_filter(session, row("f4", "Vencidas", by="rui"))
    assert [(one.id, one.shared) for one in (await desk_of(session, ANA)).filters] == [("f1", False), ("f3", True)]
    assert [one.id for one in await desk.list_filters(session, "rui", "parcerias")] == ["f4", "f3"]
    assert [one.id for one in await desk.list_filters(session, "rui", None)] == ["f4"]
    mine = await desk.get_filter(session, "f1")
    assert mine is not None
    assert await desk.add_filter(session, row("f5", "De hoje"))
    assert not await desk.rename_filter(session, mine, "de HOJE")
    assert await desk.rename_filter(session, mine, "VENCIDAS")
    await desk.remove_filter(session, "f5")
    assert [one.name for one in (await desk_of(session, ANA)).filters] == ["VENCIDAS", "Vencidas"]


async def test_choices_stand_for_themselves(session: AsyncSession) -> None:
    assert (await desk_of(session, ANA)).single_keys
    assert (await desk.preferences_of(session, "ana")).mail_mentions
    for keys in (False, True, False):
        await desk.put_preferences(session, PreferencesRow(user_id="ana", single_keys=keys, mail_mentions=not keys))
    assert not (await desk_of(session, ANA)).single_keys
    assert (await desk.preferences_of(session, "ana")).mail_mentions
