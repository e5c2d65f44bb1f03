"""What one party owes by every work plan that it is in: its own acts, with what shows that they were done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.cases import CaseFilter, list_cases
from activities.records.queries.family import party_tasks, told
from activities.records.queries.views import CaseSummary, FactView
from api.identity.principal import Principal
from api.problems import not_found
from api.web.plan_year import PlanYear, evidence_of, shown_always
from api.web.views.cumprimento import PLAN, act_lines, running_plan
from workflows.kernel.state import FactKind

MOST_PLANS = 200
_KINDS = (FactKind.CASE_STARTED, FactKind.EVENT_RECEIVED, FactKind.TASK_COMPLETED)


@dataclass(frozen=True)
class PartyDuties:
    """A party with its part of each plan, the newest plan first; `more`: it is in older ones too, which are not here.

    `years` are those in which it owed or did something, and `year` the one that is told of, None for all.
    """

    party: str
    name: str
    year: int | None
    years: tuple[int, ...]
    plans: tuple[PlanYear, ...]
    more: bool


async def party_duties(session: AsyncSession, who: Principal, party: str, today: date, year: int | None) -> PartyDuties:
    """The part of `party` in each of the newest `MOST_PLANS` plans, in one year or in all.

    Raises:
        Problem: 404 for who neither answers for it nor works for the body, and for a party of no plan.
    """
    nowhere = not_found("Este partícipe não está em nenhum plano, ou o que ele deve não é visível a você.")
    if not (who.viewer.internal or party in who.parties):
        raise nowhere
    found = await list_cases(
        session, who.viewer, CaseFilter(type=PLAN, party=party), today=today, limit=MOST_PLANS
    )  # fmt: skip
    whole = await _parts(session, who, found.items, party, today)
    if not whole:
        raise nowhere
    years = {act.year for one in whole for act in one.acts} | {
        shown.evidence.on.year for one in whole for shown in one.continuous
    }
    name = whole[0].names[party]
    plans = tuple(_in_year(one, year) for one in whole)
    return PartyDuties(party, name, year, tuple(sorted(years)), plans, found.next_cursor is not None)


async def _parts(
    session: AsyncSession, who: Principal, cases: Sequence[CaseSummary], party: str, today: date
) -> list[PlanYear]:
    ids = [case.id for case in cases]
    facts: dict[str, list[FactView]] = {id: [] for id in ids}
    for one in await told(session, ids, *_KINDS):
        facts[one.case].append(one.fact)
    tasks = await party_tasks(session, who.viewer, ids, party)
    parts = []
    for case in cases:
        running = running_plan(facts[case.id])
        if running is None or party not in running.names:
            continue
        names = running.names
        acts = act_lines(running.axes, names, (task for task in tasks if task.case_id == case.id), today)
        acts.sort(key=lambda line: (line.due is None, line.due or line.since))
        always = await shown_always(session, who.viewer, running, names, facts[case.id])
        parts.append(PlanYear(
            case, running, names, None, (), tuple(acts), evidence_of(facts[case.id], {line.task for line in acts}),
            tuple(one for one in always if party in one.owed_by), (), (),
        ))  # fmt: skip
    return parts


def _in_year(one: PlanYear, year: int | None) -> PlanYear:
    acts = tuple(act for act in one.acts if year in (None, act.year))
    always = tuple(shown for shown in one.continuous if year in (None, shown.evidence.on.year))
    return replace(one, year=year, acts=acts, continuous=always)
