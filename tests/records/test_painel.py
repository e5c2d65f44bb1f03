"""The figures of whoever manages, against small records made by hand: each figure, and the list behind it."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import queries
from activities.records.context import set_link
from activities.records.engine import Sessions
from activities.records.identity import put_unit, put_user
from activities.records.queries import CaseFilter, DeadlineFilter, TaskFilter, Viewer, panel, panel_times
from activities.records.queries.incidents import Orphan, incidents
from activities.records.record import record
from activities.records.tables import UnitRow, UserRow
from api.services.incidents import EngineState
from api.services.panel import Incidents
from api.web.views.incidentes import incident_lines
from tests.records.make import START, deadline, done, fact, header, task, turn, wait
from workflows.clock import Binds, Nature, Term, dias
from workflows.kernel.messages import NotificationOut
from workflows.kernel.state import CaseStatus, DeadlineStatus, Exclusion, FactKind, Link, TaskStatus

pytestmark = pytest.mark.engines
TODAY = date(2026, 4, 10)
NOW = datetime(2026, 4, 10, 16, tzinfo=UTC)
CHIEF = Viewer(user_id="marta", roles=("gestao",))
approx: Any = pytest.approx
NO_ONE: Any = ()


@pytest.fixture
async def session(sessions: Sessions) -> AsyncIterator[AsyncSession]:
    async with sessions() as opened:
        yield opened


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def term(nature: Nature = Nature.ADMINISTRATIVE, binds: Binds = Binds.ADMINISTRACAO, amount: int = 30) -> Term:
    return Term(budget=dias(amount), anchor=date(2026, 3, 2), nature=nature, binds=binds)


async def put(sessions: Sessions, case: str, due: date | None = None, *, seq: int = 1, **parts: Any) -> None:
    """A case that waits until `due`. Parts of a turn, and `head` for its header."""
    shown = header(case, waits=(wait(f"{case}.t1", due),) if due else (), **parts.pop("head", {}))
    facts = parts.pop("facts", 1)
    await record(sessions, turn(seq, facts, case=case, at=seq, **parts).model_copy(update={"case": shown}))


async def test_an_empty_body_counts_nothing(session: AsyncSession) -> None:
    assert await panel.stage_counts(session, TODAY) == NO_ONE
    assert await panel.role_counts(session, TODAY) == NO_ONE
    assert await panel.owner_counts(session, TODAY) == NO_ONE
    assert await panel.act_counts(session, TODAY, NOW) == NO_ONE
    assert (await panel.deadline_counts(session, TODAY)).oldest is None
    assert [one.open for one in await panel.age_counts(session, TODAY)] == [0] * 5
    months = await panel_times.month_counts(session, TODAY)
    assert [one.month for one in (months[0], months[-1])] == [date(2025, 5, 1), date(2026, 4, 1)]
    assert {(one.started, one.ended) for one in months} == {(0, 0)}
    assert await panel_times.stage_times(session, day(-365), NOW) == NO_ONE
    assert await panel_times.deadline_uses(session, day(-365)) == NO_ONE
    found = await incidents(session, NOW)
    assert (found.orphan_count, found.undelivered_count, found.stuck_count) == (0, 0, 0)


async def test_cases_by_stage_as_their_lists_have_them(sessions: Sessions, session: AsyncSession) -> None:
    dues = [day(-1), day(0), day(7), day(8), None]
    for n, due in enumerate(dues):
        await put(sessions, f"c{n}", due)
    await put(sessions, "d", day(-3), head={"stage": "oitiva"})
    await put(sessions, "e", None, head={"status": CaseStatus.ENDED, "ended_at": NOW, "outcome": "x"})
    first, second = await panel.stage_counts(session, TODAY)
    assert (first.stage, first.open, first.overdue, first.soon) == ("admissibilidade", 5, 1, 2)
    assert (second.stage, second.open, second.overdue, second.soon) == ("oitiva", 1, 1, 0)
    near = {"due_after": day(-1), "due_before": day(8)}
    for wanted, expected in (
        ({"stage": "admissibilidade", "status": CaseStatus.OPEN}, {"c0", "c1", "c2", "c3", "c4"}),
        ({"stage": "admissibilidade", "overdue": True}, {"c0"}),
        ({"stage": "admissibilidade", "status": CaseStatus.OPEN, **near}, {"c1", "c2"}),
    ):
        page = await queries.list_cases(session, CHIEF, CaseFilter.model_validate(wanted), today=TODAY)
        assert {one.id for one in page.items} == expected


async def test_tasks_by_role_person_and_act(sessions: Sessions, session: AsyncSession) -> None:
    await put_unit(session, UnitRow(id="u", name="Unidade", roles=["area-tecnica", "publicacao"]))
    await session.commit()
    late, near = deadline("d1", case="a", due=day(-1)), deadline("d2", case="a", due=day(7))
    held = {"status": TaskStatus.RESERVED, "owner": "rui"}
    waited = {"offered_at": NOW - timedelta(days=10)}
    asked = (
        task("t1", case="a", deadline="a.d1", **held, offered_at=NOW - timedelta(days=4)),
        task("t2", case="a", deadline="a.d2", **waited),
        task("t3", case="a", deadline=None, decl="pmis.outra", role="publicacao", **held, offered_at=NOW),
        done(task("t4", case="a")),
    )
    await put(sessions, "a", tasks=asked, deadlines=(late, near))
    roles = {one.role: one for one in await panel.role_counts(session, TODAY)}
    clerk = roles["area-tecnica"]
    assert (clerk.open, clerk.free, clerk.overdue, clerk.soon) == (2, 1, 1, 1)
    assert (roles["publicacao"].open, roles["publicacao"].free) == (1, 0)
    (rui,) = await panel.owner_counts(session, TODAY)
    assert (rui.owner, rui.open, rui.overdue, rui.soon) == ("rui", 2, 1, 0)
    first, second = await panel.act_counts(session, TODAY, NOW)
    assert (first.decl, first.open, first.overdue) == ("pmis.analise", 2, 1)
    assert (first.mean_days, first.longest_days) == (approx(7), approx(10))
    assert (second.decl, second.longest_days) == ("pmis.outra", approx(0))
    for wanted, expected in (
        ({"unit": "u"}, {"a.t1", "a.t2", "a.t3"}),
        ({"unit": "u", "free": True}, {"a.t2"}),
        ({"owner": "rui", "overdue": True}, {"a.t1"}),
        ({"decl": "pmis.analise"}, {"a.t1", "a.t2"}),
        ({"due_after": day(-1), "due_before": day(8)}, {"a.t2"}),
    ):
        page = await queries.list_tasks(session, CHIEF, TaskFilter.model_validate(wanted), today=TODAY)
        assert {one.id for one in page.items} == expected


async def test_deadlines_that_ask_for_an_act(sessions: Sessions, session: AsyncSession) -> None:
    lapsed = {"status": DeadlineStatus.LAPSED}
    made = (
        deadline("late", case="a", due=day(-19), term=term(), **lapsed),
        deadline("today", case="a", due=day(0), term=term()),
        deadline("week", case="a", due=day(7), term=term(binds=Binds.PARTICULAR), provisional=True),
        deadline("later", case="a", due=day(30), term=term()),
        deadline("held", case="a", due=None, term=term()),
        deadline("minimum", case="a", due=day(1), term=term(Nature.MINIMUM)),
        deadline("lost", case="a", due=day(-2), term=term(Nature.PEREMPTORY), closed_at=NOW, **lapsed),
        deadline("far", case="a", due=day(400), term=term(), provisional=True),
    )
    await put(sessions, "a", deadlines=made)
    found = await panel.deadline_counts(session, TODAY)
    assert (found.overdue, found.today, found.soon, found.suspended, found.provisional) == (1, 1, 2, 1, 2)
    assert found.oldest == day(-19)
    weeks = await panel.week_counts(session, TODAY)
    assert len(weeks) == 12
    assert [one.monday for one in weeks[:2]] == [date(2026, 4, 6), date(2026, 4, 13)]
    counted = {one.monday: (one.administration, one.others) for one in weeks if one.administration or one.others}
    assert counted == {date(2026, 4, 6): (1, 0), date(2026, 4, 13): (0, 1), date(2026, 5, 4): (1, 0)}
    for wanted, expected in (
        ({"overdue": True}, {"a.late"}),
        ({"due_after": day(-1), "due_before": day(8)}, {"a.today", "a.week"}),
        ({"due_after": day(-1), "due_before": day(8), "binds": Binds.PARTICULAR}, {"a.week"}),
        ({"status": DeadlineStatus.SUSPENDED}, {"a.held"}),
        ({"provisional": True}, {"a.week", "a.far"}),
    ):
        asked = DeadlineFilter.model_validate({"asks": True, **wanted})
        page = await queries.list_deadlines(session, CHIEF, asked, today=TODAY)
        assert {one.id for one in page.items} == expected, wanted


async def test_cases_by_age_and_by_month(sessions: Sessions, session: AsyncSession) -> None:
    for n, back in enumerate((0, 30, 31, 365, 366)):
        await put(sessions, f"a{n}", head={"started_on": day(-back)})
    # Half past eleven at night of the 31st in Cuiaba is already the 1st elsewhere.
    ended = {"status": CaseStatus.ENDED, "outcome": "x", "started_on": date(2024, 1, 1)}
    await put(sessions, "e1", head={**ended, "ended_at": datetime(2026, 4, 1, 3, 30, tzinfo=UTC)})
    await put(sessions, "e2", head={**ended, "ended_at": datetime(2026, 4, 1, 4, 0, tzinfo=UTC)})
    assert [one.open for one in await panel.age_counts(session, TODAY)] == [2, 1, 0, 1, 1]
    months = {one.month: (one.started, one.ended) for one in await panel_times.month_counts(session, TODAY)}
    assert {month: counts for month, counts in months.items() if counts != (0, 0)} == {
        date(2026, 3, 1): (2, 1),
        date(2026, 4, 1): (1, 1),
    }
    for wanted, expected in (
        ({"status": CaseStatus.OPEN, "started_before": day(-365)}, {"a4"}),
        ({"started_after": date(2026, 2, 28), "started_before": date(2026, 4, 1)}, {"a1", "a2"}),
        ({"ended_after": date(2026, 2, 28), "ended_before": date(2026, 4, 1)}, {"e1"}),
        ({"ended_after": date(2026, 3, 31)}, {"e2"}),
    ):
        page = await queries.list_cases(session, CHIEF, CaseFilter.model_validate(wanted), today=TODAY)
        assert {one.id for one in page.items} == expected, wanted


def entered(seq: int, stage: str, days: float) -> Any:
    return fact(seq, FactKind.STAGE_ENTERED, at=START + timedelta(days=days), data={"stage": stage})


async def test_stays_in_stages(sessions: Sessions, session: AsyncSession) -> None:
    began = fact(1, at=START)
    await put(sessions, "a", facts=[began, entered(2, "um", 0)])
    await put(sessions, "a", seq=3, facts=[entered(3, "dois", 4)])
    await put(sessions, "b", facts=[began, entered(2, "um", 2), entered(3, "dois", 8)])
    over = {"status": CaseStatus.ENDED, "ended_at": START + timedelta(days=20), "outcome": "x"}
    ending = fact(4, FactKind.CASE_ENDED, at=START + timedelta(days=20))
    await put(sessions, "b", seq=4, facts=[ending], head={**over, "started_at": START})
    found = {one.stage: one for one in await panel_times.stage_times(session, day(-365), NOW)}
    before, one, two = found[""], found["um"], found["dois"]
    assert (before.left, before.here, before.median_days) == (1, 0, approx(2))
    assert (one.left, one.here, one.median_days, one.most_days) == (2, 0, approx(5), approx(5.8))
    assert (two.left, two.here, two.median_days) == (1, 1, approx(12))
    assert two.longest_days == approx((NOW - START).total_seconds() / 86400 - 4)
    (whole,) = await panel_times.case_times(session, day(-365))
    assert (whole.ended, whole.median_days) == (1, approx(20))


async def test_a_stay_that_never_became_history_is_taken_back(sessions: Sessions, session: AsyncSession) -> None:
    await put(sessions, "a", facts=[fact(1, at=START), entered(2, "um", 0)])
    await put(sessions, "a", seq=3, facts=[entered(3, "dois", 4)])
    again = turn(3, [entered(3, "tres", 5)], case="a", at=2, run=1)
    await record(sessions, again.model_copy(update={"case": header("a")}))
    found = {one.stage: one for one in await panel_times.stage_times(session, day(-365), NOW)}
    assert found.keys() == {"um", "tres"}
    assert (found["um"].median_days, found["tres"].here) == (approx(5), 1)


async def test_use_of_deadlines(sessions: Sessions, session: AsyncSession) -> None:
    anchor = datetime(2026, 3, 2, 13, tzinfo=UTC)

    def closed(id: str, used: int, status: DeadlineStatus, amount: int = 30, **more: Any) -> Any:
        at = anchor + timedelta(days=used)
        return deadline(id, case="a", term=term(amount=amount), status=status, closed_at=at, **more)

    made = (
        closed("1", 10, DeadlineStatus.MET),
        closed("2", 12, DeadlineStatus.MET),
        closed("3", 31, DeadlineStatus.MET_LATE),
        closed("4", 20, DeadlineStatus.CANCELLED),
        closed("5", 5, DeadlineStatus.MET, decl="pmis.b"),
        closed("6", 8, DeadlineStatus.MET, decl="pmis.b", amount=15),
    )
    await put(sessions, "a", deadlines=made)
    first, second = await panel_times.deadline_uses(session, day(-365))
    assert (first.decl, first.in_time, first.late, first.median_days) == ("pmis.prazo-analise", 2, 1, 12)
    assert (first.amount, first.unit) == (30, "dia")
    assert (second.decl, second.in_time, second.late, second.median_days) == ("pmis.b", 2, 0, 6.5)
    assert (second.amount, second.unit) == (None, None)
    for in_time, expected in ((True, {"a.1", "a.2"}), (False, {"a.3"})):
        wanted = DeadlineFilter(closed_after=day(-366), in_time=in_time, decl="pmis.prazo-analise")
        page = await queries.list_deadlines(session, CHIEF, wanted, today=TODAY)
        assert {one.id for one in page.items} == expected


async def person(
    session: AsyncSession, id: str, *roles: str, parties: tuple[str, ...] = (), active: bool = True
) -> None:
    row = UserRow(id=id, login=id, name=id, roles=list(roles), parties=list(parties), active=active)
    await put_user(session, row)
    await session.commit()


async def test_tasks_that_nobody_may_do(sessions: Sessions, session: AsyncSession) -> None:
    await person(session, "ana", "area-tecnica", "publicacao")
    await person(session, "rui", "area-tecnica", active=False)
    await person(session, "osc", "osc", parties=("org-1",))
    barred = (Exclusion(user="ana", reason="atuou antes"),)
    ready: dict[str, Any] = {"deadline": None}
    asked = (
        task("fine", case="a", **ready),
        task("nobody", case="a", role="secretario", **ready),
        task("barred", case="a", excluded=barred, **ready),
        task("gone", case="a", status=TaskStatus.RESERVED, owner="rui", **ready),
        task("theirs", case="a", role="osc", party="org-1", **ready),
        task("others", case="a", role="osc", party="org-2", **ready),
        done(task("closed", case="a", role="secretario", **ready)),
    )
    await put(sessions, "a", tasks=asked)
    await put(sessions, "b", tasks=(task("t", case="b", **ready),), head={"impeded": barred})
    found = await incidents(session, NOW)
    assert {one.id for one in found.orphans} == {"a.nobody", "a.barred", "a.gone", "a.others", "b.t"}
    assert found.orphan_count == 5
    assert {one.id: (one.held, one.barred) for one in found.orphans if one.held or one.barred} == {
        "a.barred": (False, 1),
        "a.gone": (True, 0),
        "b.t": (False, 1),
    }
    cut = await incidents(session, NOW, limit=2)
    assert (len(cut.orphans), cut.orphan_count) == (2, 5)


def _alone(orphan: Orphan) -> Incidents:
    """What the panel finds when there is nothing else."""
    working = EngineState(answers=True, workers=True, faulty=(), cut_off=())
    none: dict[str, Any] = {"undelivered": (), "undelivered_count": 0, "stuck": (), "stuck_count": 0, "stopped": ()}
    return Incidents(engine=working, orphans=(orphan,), orphan_count=1, **none)


async def test_a_link_of_everybody_who_might_is_why_nobody_may_and_a_named_person_is_somebody(
    sessions: Sessions, session: AsyncSession
) -> None:
    await person(session, "ana", "area-tecnica")
    await person(session, "carla")
    ready: dict[str, Any] = {"deadline": None}
    named: dict[str, Any] = {"role": "membro-comissao", "owner": "carla", "status": TaskStatus.RESERVED, **ready}
    await put(sessions, "a", tasks=(task("t", case="a", **ready),), head={"organizations": ("org-1",)})
    await put(sessions, "b", tasks=(task("n", case="b", **named),), head={"parties": ("org-2",)})
    assert (await incidents(session, NOW)).orphans == ()
    since = NOW.date() - timedelta(days=9)
    rule = {"provision": "dec-167:art-27:inc-I", "act": "Declaração 1/2026", "since": since}
    await set_link(sessions, author="adm", link=Link(user="ana", party="org-1", **rule))
    await set_link(sessions, author="adm", link=Link(user="carla", party="org-2", until=since, **rule))
    (found,) = (await incidents(session, NOW)).orphans
    assert (found.id, found.held, [(one.user, one.provision) for one in found.bars]) == (
        "a.t", False, [("ana", "dec-167:art-27:inc-I")],
    )  # fmt: skip
    said = " ".join(one.said for one in incident_lines(_alone(found)))
    assert "A norma exige outra pessoa: há vínculo registrado com organização deste processo" in said
    assert "art.\xa027, I" in said


async def test_messages_given_up_and_cases_that_do_not_note_a_lapse(sessions: Sessions, session: AsyncSession) -> None:
    message = NotificationOut(
        key="k", kind="lembrete", subject="Prazo", body="Vence.", to_role="gestao", task=None, at=START
    )
    stuck = deadline("d1", case="a", due=day(-1), term=term())
    await put(sessions, "a", deadlines=(stuck,), notifications=(message,))
    await put(sessions, "b", deadlines=(deadline("d1", case="b", due=TODAY, term=term()),))
    connection = await session.connection()
    await connection.exec_driver_sql("UPDATE notifications SET status = 'failed', tries = 10, error = 'SMTP 550'")
    await session.commit()
    found = await incidents(session, NOW)
    assert [(one.case_id, one.tries, one.error) for one in found.undelivered] == [("a", 10, "SMTP 550")]
    assert [(one.case_id, one.since) for one in found.stuck] == [("a", datetime(2026, 4, 10, 4, tzinfo=UTC))]
    just_over = datetime(2026, 4, 10, 4, 10, tzinfo=UTC)
    assert (await incidents(session, just_over)).stuck_count == 0
