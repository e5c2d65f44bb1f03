"""A work plan read for its pages: its acts with their evidence, what happened, and who stood for whom, in a year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Literal

from pydantic import ValidationError
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.identity import parties_of
from activities.records.queries.family import all_tasks, brought, family_tasks, told
from activities.records.queries.viewer import Viewer
from activities.records.queries.views import CaseFull, CaseSummary, FactView
from api.problems import not_found
from api.web.lookups import inputs
from api.web.views.cumprimento import ActLine, Running, act_lines, running_plan
from api.web.views.fatos import Names
from api.web.views.partes import names_in
from workflows.clock import local_date
from workflows.cooperacao.acontecimentos import EVIDENCIA
from workflows.cooperacao.formularios import EvidenciaDeAcaoContinua
from workflows.cooperacao.representacao import Representacao
from workflows.kernel.state import FactKind

UNSAID = "partícipe não informado"


@dataclass(frozen=True)
class Evidence:
    """What a party sent of an act: what was done, when, where it can be seen; `hours` where the plan counts them."""

    said: str
    on: date
    document: str = ""
    address: str = ""
    hours: int | None = None
    agreement: str = ""


@dataclass(frozen=True)
class Continuous:
    """One piece of evidence of an action that is owed all through the term; `party` in words, `owed_by` by ids."""

    action: str
    title: str
    party: str
    axes: tuple[str, ...]
    evidence: Evidence
    owed_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanYear:
    """A plan in one year, or in its whole term (no `year`): `acts` of it, the evidence of those that were done (by
    task), what was shown of its continuous actions, what else was brought (day and fact), and who stood for a party on
    any day of it."""

    case: CaseSummary
    running: Running
    names: Names
    year: int | None
    years: tuple[int, ...]
    acts: tuple[ActLine, ...]
    evidence: Mapping[str, Evidence]
    continuous: tuple[Continuous, ...]
    happened: tuple[FactView, ...]
    stood: tuple[Representacao, ...]


async def plan_acts(
    session: AsyncSession, viewer: Viewer, case: CaseFull, today: date
) -> tuple[Running, Names, list[ActLine], tuple[FactView, ...]]:
    """The plan of a case, its parties by name, its acts and those of who joined, and all that was brought to it.

    A party sees how the acts of the others stand, and the evidence of its own alone.

    Raises:
        Problem: 404 when the case has no plan that this build reads.
    """
    happened = await brought(session, case.id)
    running = running_plan(happened)
    if running is None:
        raise not_found("Só planos de trabalho e anos do NGER têm esta página.")
    started, tasks = await family_tasks(session, viewer, case.id)
    names = await _names(session, running, started)
    if viewer.internal:
        return running, names, act_lines(running.axes, names, tasks, today), happened
    every = await all_tasks(session, (case.id, *(one.id for one in started)))
    return running, names, act_lines(running.axes, names, every, today, {task.id for task in tasks}), happened


async def read_year(
    session: AsyncSession, viewer: Viewer, case: CaseFull, today: date, year: int | Literal["todos"] | None
) -> PlanYear:
    """The plan in `year`, or in its whole term ("todos"); without one, in the last year in which there is something to
    tell. Raises as `plan_acts`."""
    running, names, lines, happened = await plan_acts(session, viewer, case, today)
    ids = {case.id, *(line.case for line in lines)}
    facts = await told(session, ids, FactKind.TASK_COMPLETED, FactKind.EVENT_RECEIVED)
    brought_or_done = [one.fact for one in facts]
    shown = await shown_always(session, viewer, running, names, brought_or_done)
    past = [line.year for line in lines if line.year <= today.year]
    years = sorted({*past, *(one.evidence.on.year for one in shown), *(local_date(one.at).year for one in happened)})
    chosen = None if year == "todos" else year or years[-1]
    order = {action: place for place, action in enumerate(running.actions)}
    acts = [line for line in lines if chosen in (None, line.year)]
    acts.sort(key=lambda line: (line.party, line.due or line.since))
    acts.sort(key=lambda line: order.get(line.action, len(order)))
    return PlanYear(
        case, running, names, chosen, tuple(years), tuple(acts),
        evidence_of(brought_or_done, {line.task for line in acts if line.shown}),
        tuple(one for one in shown if chosen in (None, one.evidence.on.year)),
        tuple(one for one in happened
              if one.kind is FactKind.EVENT_RECEIVED and chosen in (None, local_date(one.at).year)),
        tuple(one for one in running.stood if chosen is None or _stood_in(one, chosen)),
    )  # fmt: skip


def _stood_in(one: Representacao, year: int) -> bool:
    return one.desde <= date(year, 12, 31) and (one.ate is None or one.ate >= date(year, 1, 1))


async def _names(session: AsyncSession, running: Running, started: tuple[CaseSummary, ...]) -> Names:
    """The parties of the plan and those that joined it, by id."""
    given = await inputs(session, (one.id for one in started))
    joined = (names_in(one.type, given[one.id]) for one in started if one.id in given)
    return dict(chain(running.names.items(), *(found.items() for found in joined)))


def evidence_of(facts: Iterable[FactView], tasks: set[str]) -> dict[str, Evidence]:
    """What was sent of those of `tasks` that were done, by task."""
    done = (fact for fact in facts if fact.kind is FactKind.TASK_COMPLETED)
    return {task: _read(fact) for fact in done if (task := str(fact.data.get("task"))) in tasks}


def _read(fact: FactView) -> Evidence:
    form: Mapping[str, Any] = fact.data.get("form") or {}
    hours = form.get("horas")
    return Evidence(
        said=str(form.get("descricao") or ""), on=_day(form.get("data")) or local_date(fact.at),
        document=str(form.get("documento") or ""), address=str(form.get("endereco") or ""),
        hours=hours if isinstance(hours, int) else None, agreement=str(form.get("acordo") or ""),
    )  # fmt: skip


async def shown_always(
    session: AsyncSession, viewer: Viewer, running: Running, names: Names, facts: Iterable[FactView]
) -> tuple[Continuous, ...]:
    """The evidence of continuous actions. Of whom it is, the action says, or else for whom its author answers; of what
    another party sent, a party sees when it came."""
    actions, axes = running.actions, running.axes
    shown = [one for one in facts if one.data.get("event") == EVIDENCIA.id]
    whose = await parties_of(session, sorted({one.actor for one in shown if one.actor}))
    found = []
    for fact in shown:
        try:
            action = actions.get(EvidenciaDeAcaoContinua.model_validate(fact.data.get("form")).acao)
        except ValidationError:
            continue
        if action is None:
            continue
        owed = action.responsible if len(action.responsible) == 1 else whose.get(fact.actor or "", ())
        owed = tuple(party for party in owed if party in names)
        evidence = _read(fact)
        if not (viewer.internal or fact.actor == viewer.user_id or set(owed) & set(viewer.parties)):
            evidence = Evidence("", evidence.on)
        by = " e ".join(names[party] for party in owed) or UNSAID
        found.append(Continuous(action.id, action.description, by, axes[action.id], evidence, owed))
    return tuple(found)


def _day(given: object) -> date | None:
    return date.fromisoformat(given) if isinstance(given, str) and given else None
