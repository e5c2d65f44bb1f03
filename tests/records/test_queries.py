"""What the pages read: filters, cursors, and who sees what."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import queries
from activities.records.engine import Sessions
from activities.records.identity import put_unit
from activities.records.queries import CaseFilter, DeadlineFilter, Page, TaskFilter, Viewer
from activities.records.record import record
from activities.records.tables import UnitRow
from tests.records.make import DUE, START, deadline, done, fact, header, task, turn, wait
from workflows.kernel.messages import Comment, DocumentRef, Draft
from workflows.kernel.state import CaseStatus, DeadlineStatus, FactKind, TaskStatus

pytestmark = pytest.mark.engines
TODAY = date(2026, 4, 10)
ANA = Viewer(user_id="ana", roles=("area-tecnica",))
OSC_1 = Viewer(user_id="maria", roles=("osc",), parties=("osc-1",))
OSC_2 = Viewer(user_id="jose", roles=("osc",), parties=("osc-2",))
CITIZEN = Viewer(user_id="cida", roles=("cidadao",))


@pytest.fixture
async def session(sessions: Sessions) -> AsyncIterator[AsyncSession]:
    async with sessions() as opened:
        yield opened


async def seven_cases(sessions: Sessions) -> None:
    """Cases c0 to c6, started a day apart, each with a task and a deadline; c0 and c1 fall due on the same day."""
    for n in range(7):
        case, due = f"c{n}", DUE + timedelta(days=max(n - 1, 0) * 5)
        party = f"osc-{n % 2 + 1}"
        subject = ("Reforma da Ponte" if n < 3 else "Manutenção da Estrada") + f" {n}"
        shown = header(
            case,
            subject=subject,
            type="pmis" if n % 2 else "chamamento-publico",
            started_at=START + timedelta(days=n),
            parties=(party,),
            waits=(wait(f"{case}.t", due),),
            events=("recurso.interpor",),
            public={"resumo": subject} if n in (1, 5) else {},
        )
        asked = task("t", case=case, role="osc" if n == 6 else "area-tecnica", party=party if n == 6 else None)
        made = turn(1, [fact(1, actor="cida" if n == 4 else "ana")], case=case, tasks=(asked,))
        await record(sessions, made.model_copy(update={"case": shown, "deadlines": (deadline(case=case, due=due),)}))


async def through(ask: Callable[[str | None], Awaitable[Page[Any]]]) -> list[str]:
    """The ids of all pages."""
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = await ask(cursor)
        found += [item.id for item in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return found


async def cases(session: AsyncSession, viewer: Viewer = ANA, sort: str = "started_at", **wanted: Any) -> list[str]:
    filtered = CaseFilter(**wanted)
    return await through(
        lambda cursor: queries.list_cases(session, viewer, filtered, today=TODAY, sort=sort, cursor=cursor, limit=2)
    )


async def tasks(session: AsyncSession, viewer: Viewer = ANA, sort: str = "due", **wanted: Any) -> list[str]:
    filtered = TaskFilter(**wanted)
    found = await through(
        lambda cursor: queries.list_tasks(session, viewer, filtered, today=TODAY, sort=sort, cursor=cursor, limit=2)
    )
    assert await queries.count_tasks(session, viewer, filtered, today=TODAY) == len(found)
    return [id.removesuffix(".t") for id in found]


async def deadlines(session: AsyncSession, viewer: Viewer = ANA, sort: str = "due", **wanted: Any) -> list[str]:
    filtered = DeadlineFilter(**wanted)
    found = await through(
        lambda cursor: queries.list_deadlines(session, viewer, filtered, today=TODAY, sort=sort, cursor=cursor, limit=2)
    )
    return [id.removesuffix(".d1") for id in found]


async def test_cases_by_what_is_asked(sessions: Sessions, session: AsyncSession) -> None:
    await seven_cases(sessions)
    ended = header("c3", type="pmis", status=CaseStatus.ENDED, ended_at=START, outcome="arquivado", stage="fim")
    await record(sessions, turn(2, at=9, case="c3").model_copy(update={"case": ended}))
    assert await cases(session, type="pmis") == ["c3", "c1", "c5"]
    assert await cases(session, status=CaseStatus.ENDED) == ["c3"]
    assert await cases(session, stage="fim") == ["c3"]
    assert await cases(session, party="osc-1") == ["c0", "c2", "c4", "c6"]
    assert await cases(session, overdue=True) == ["c0", "c1", "c2"]
    assert await cases(session, overdue=False) == ["c3", "c4", "c5", "c6"]


async def test_cases_in_each_order(sessions: Sessions, session: AsyncSession) -> None:
    await seven_cases(sessions)
    assert await cases(session) == ["c0", "c1", "c2", "c3", "c4", "c5", "c6"]
    assert await cases(session, sort="-started_at") == ["c6", "c5", "c4", "c3", "c2", "c1", "c0"]
    assert await cases(session, sort="next_due") == ["c0", "c1", "c2", "c3", "c4", "c5", "c6"]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("ponte", ["c0", "c1", "c2"]),
        ("MANUTENÇÃO  estrada 5", ["c5"]),
        ("manutencao", ["c3", "c4", "c5", "c6"]),
        ("2/2026", ["c2", "c3"]),
        ("100%", []),
        ("_", []),
        ("  ", ["c0", "c1", "c2", "c3", "c4", "c5", "c6"]),
    ],
)
async def test_text_is_found_without_accents_and_taken_literally(
    sessions: Sessions, session: AsyncSession, q: str, found: list[str]
) -> None:
    await seven_cases(sessions)
    assert await cases(session, q=q) == found


async def test_tasks_by_what_is_asked(sessions: Sessions, session: AsyncSession) -> None:
    await seven_cases(sessions)
    await record(sessions, turn(2, at=9, case="c2", tasks=(task("t", case="c2", owner="ana", status="reserved"),)))
    await record(sessions, turn(2, at=9, case="c5", tasks=(task("t", case="c5", owner="rui", status="reserved"),)))
    await record(sessions, turn(2, at=9, case="c3", tasks=(done(task("t", case="c3")),)))
    await put_unit(session, UnitRow(id="sinfra", name="Sinfra", roles=["osc", "secretario"]))
    assert await tasks(session) == ["c0", "c1", "c2", "c4", "c5", "c6"]
    assert await tasks(session, mine=True) == ["c2"]
    assert await tasks(session, available=True) == ["c0", "c1", "c2", "c4"]
    assert await tasks(session, role="osc") == ["c6"]
    assert await tasks(session, unit="sinfra") == ["c6"]
    assert await tasks(session, owner="rui") == ["c5"]
    assert await tasks(session, party="osc-1") == ["c6"]
    assert await tasks(session, procedure="chamamento-publico") == ["c0", "c2", "c4", "c6"]
    assert await tasks(session, procedure="c4") == ["c4"]
    assert await tasks(session, status=TaskStatus.COMPLETED) == ["c3"]
    assert await tasks(session, overdue=True) == ["c0", "c1", "c2"]
    assert await tasks(session, overdue=False) == ["c4", "c5", "c6"]
    assert await tasks(session, due_before=DUE + timedelta(days=5)) == ["c0", "c1"]
    assert await tasks(session, q="admissibilidade ponte") == ["c0", "c1"]
    assert await tasks(session, sort="-due") == ["c6", "c5", "c4", "c2", "c1", "c0"]


async def test_deadlines_by_what_is_asked(sessions: Sessions, session: AsyncSession) -> None:
    await seven_cases(sessions)
    met = deadline(case="c1", status=DeadlineStatus.MET, closed_at=START)
    await record(sessions, turn(2, at=9, case="c1", deadlines=(met,)))
    await record(sessions, turn(2, at=9, case="c0", deadlines=(deadline(case="c0", due=None, remaining=4),)))
    assert await deadlines(session) == ["c2", "c3", "c4", "c5", "c6", "c0"]
    assert await deadlines(session, status=DeadlineStatus.MET) == ["c1"]
    assert await deadlines(session, overdue=True) == ["c2"]
    assert await deadlines(session, due_after=DUE + timedelta(days=20)) == ["c6"]
    assert await deadlines(session, due_before=DUE + timedelta(days=11)) == ["c2", "c3"]
    assert await deadlines(session, type="pmis") == ["c3", "c5"]
    assert await deadlines(session, procedure="c4") == ["c4"]
    assert await deadlines(session, calendar="nacional") == []
    assert await deadlines(session, sort="-due") == ["c0", "c6", "c5", "c4", "c3", "c2"]


async def test_pages_neither_repeat_nor_skip_while_rows_come_and_go(sessions: Sessions, session: AsyncSession) -> None:
    await seven_cases(sessions)
    first = await queries.list_tasks(session, ANA, TaskFilter(), today=TODAY, limit=3)
    assert [item.id for item in first.items] == ["c0.t", "c1.t", "c2.t"]
    await session.commit()
    await record(sessions, turn(2, at=9, case="c1", tasks=(done(task("t", case="c1")),)))
    early = turn(1, case="a0", tasks=(task("t", case="a0"),), deadlines=(deadline(case="a0"),))
    await record(sessions, early)
    rest = await queries.list_tasks(session, ANA, TaskFilter(), today=TODAY, limit=9, cursor=first.next_cursor)
    assert [item.id for item in rest.items] == ["c3.t", "c4.t", "c5.t", "c6.t"]
    assert rest.next_cursor is None


@pytest.mark.parametrize("cursor", ["x", "", "W10", "WyJhIiwgImIiXQ", "WyIyMDI2LTA0LTAxIiwgM10", "é"])
async def test_a_cursor_of_nobody_is_refused(session: AsyncSession, cursor: str) -> None:
    with pytest.raises(ValueError, match="cursor"):
        await queries.list_tasks(session, ANA, TaskFilter(), today=TODAY, cursor=cursor)


async def test_an_unknown_sort_and_a_wrong_limit_are_refused(session: AsyncSession) -> None:
    with pytest.raises(ValueError, match="unknown sort"):
        await queries.list_cases(session, ANA, CaseFilter(), today=TODAY, sort="subject")
    with pytest.raises(ValueError, match="unknown sort"):
        await queries.list_deadlines(session, ANA, DeadlineFilter(), today=TODAY, sort="x")
    with pytest.raises(ValueError, match="limit"):
        await queries.list_tasks(session, ANA, TaskFilter(), today=TODAY, limit=0)


async def test_outsiders_see_what_they_started_or_are_a_party_of(sessions: Sessions, session: AsyncSession) -> None:
    await seven_cases(sessions)
    assert await cases(session, OSC_1) == ["c0", "c2", "c4", "c6"]
    assert await cases(session, OSC_2) == ["c1", "c3", "c5"]
    assert await cases(session, CITIZEN) == ["c4"]
    assert await deadlines(session, CITIZEN) == ["c4"]
    assert await tasks(session, OSC_1) == ["c6"]
    assert await tasks(session, OSC_2) == []
    assert await queries.get_case(session, OSC_2, "c0") is None
    assert await queries.case_view(session, OSC_2, "c0") is None
    assert await queries.get_deadline(session, OSC_2, "c0.d1") is None
    assert await queries.task_view(session, OSC_1, "c0.t") is None
    assert await queries.task_view(session, OSC_1, "c6.t") is not None
    nobody = Viewer(user_id="x", roles=("papel-inventado",))
    assert (await cases(session, nobody), await tasks(session, nobody)) == ([], [])


async def test_one_case_with_everything_on_it(sessions: Sessions, session: AsyncSession) -> None:
    await seven_cases(sessions)
    await record(sessions, turn(1, case="k").model_copy(update={"case": header("k", parent="c0")}))
    document = DocumentRef(id="doc", title="Edital", media_type="application/pdf", size=3, sha256="a" * 64)
    said = Comment(task=None, user="ana", text="ok", at=START, act="a1")
    both = (done(task("t", case="c0")), task("u", case="c0"))
    shown = await queries.get_case(session, ANA, "c0")
    assert shown is not None
    await session.commit()
    parties = {"case": header("c0", parties=("osc-1",))}
    more = turn(2, at=9, case="c0", tasks=both, comments=(said,), documents=((document, None, "ana", START),))
    await record(sessions, more.model_copy(update=parties))
    view = await queries.case_view(session, ANA, "c0")
    assert view is not None
    assert [one.id for one in view.tasks] == ["c0.u", "c0.t"]
    assert [one.id for one in view.deadlines] == ["c0.d1"]
    assert [one.id for one in view.children] == ["k"]
    assert [one.document for one in view.documents] == ["doc"]
    assert [one.text for one in view.comments] == ["ok"]
    assert (shown.label, shown.events) == ("1/2026", ("recurso.interpor",))
    outside = await queries.case_view(session, OSC_1, "c0")
    assert outside is not None
    assert (outside.comments, outside.children, outside.tasks) == ((), (), ())


async def test_one_task_with_what_is_needed_to_do_it(sessions: Sessions, session: AsyncSession) -> None:
    await seven_cases(sessions)
    drafts = tuple(Draft(task="c6.t", user=user, form={"de": user}, saved_at=START) for user in ("ana", "maria"))
    said = tuple(Comment(task="c6.t", user=user, text=user, at=START, act=user) for user in ("ana", "maria"))
    more = turn(2, at=9, case="c6", drafts=drafts, comments=said)
    kept = {"case": header("c6", parties=("osc-1",))}
    await record(sessions, more.model_copy(update=kept))
    inside, outside = await queries.task_view(session, ANA, "c6.t"), await queries.task_view(session, OSC_1, "c6.t")
    assert inside is not None
    assert outside is not None
    assert inside.deadline is not None
    assert inside.deadline.id == inside.task.deadline
    assert inside.draft is not None
    assert inside.draft.form == {"de": "ana"}
    assert [one.text for one in inside.comments] == ["ana", "maria"]
    assert outside.draft is not None
    assert outside.draft.form == {"de": "maria"}
    assert [one.text for one in outside.comments] == ["maria"]


async def test_facts_come_in_order_and_in_pages(sessions: Sessions, session: AsyncSession) -> None:
    await record(sessions, turn(1, 5))
    first = await queries.facts(session, "pmis-1", limit=2)
    assert ([one.seq for one in first.items], first.next_cursor) == ([1, 2], "2")
    rest = await queries.facts(session, "pmis-1", after=2)
    assert ([one.seq for one in rest.items], rest.next_cursor) == ([3, 4, 5], None)
    assert rest.items[0].prev_hash == first.items[1].hash
    assert first.items[0].kind is FactKind.CASE_STARTED


async def test_the_register_shows_only_what_is_public(sessions: Sessions, session: AsyncSession) -> None:
    await seven_cases(sessions)
    page = await queries.public_cases(session, limit=1)
    rest = await queries.public_cases(session, cursor=page.next_cursor)
    assert [one.id for one in (*page.items, *rest.items)] == ["c5", "c1"]
    assert not {"parties", "waits", "impeded", "started_by"} & set(type(page.items[0]).model_fields)
    assert [one.id for one in (await queries.public_cases(session, q="ponte")).items] == ["c1"]
    assert (await queries.public_cases(session, year=2025)).items == ()
    assert await queries.public_case(session, "c3") is None


async def test_only_public_documents_of_public_cases_are_public(sessions: Sessions, session: AsyncSession) -> None:
    base = {"media_type": "application/pdf", "size": 3, "sha256": "a" * 64}
    papers = tuple(
        (DocumentRef(id=id, title=id, public=id == "aberto", **base), None, "ana", START)
        for id in ("aberto", "restrito")
    )
    for case, public in (("p", {"resumo": "x"}), ("q", {})):
        made = turn(1, case=case, documents=papers)
        await record(sessions, made.model_copy(update={"case": header(case, public=public)}))
    assert [one.document for one in await queries.public_documents(session, "p")] == ["aberto"]
    assert await queries.public_documents(session, "q") == ()


async def test_without_trigrams_the_same_text_is_found(sessions: Sessions, session: AsyncSession) -> None:
    await seven_cases(sessions)
    connection = await session.connection()
    for table in ("cases", "tasks"):
        await connection.execute(text(f"DROP INDEX IF EXISTS ix_{table}_search_trgm"))
    assert await cases(session, q="manutencao") == ["c3", "c4", "c5", "c6"]
