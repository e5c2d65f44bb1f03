"""Work plans as data, for pages and integrators: their schema, and what is wrong with one."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.context import load_calendars
from api.calendars import calendar_in
from workflows.clock import Calendar
from workflows.clock.model import LAST_YEAR
from workflows.cooperacao.files import PlanErrors, PlanProblem, load_plan
from workflows.cooperacao.plan import Plan
from workflows.cooperacao.preview import Foreseen, foresee
from workflows.kernel.messages import FieldError


@dataclass(frozen=True)
class Sound:
    """A plan that can be carried out here, and the calendar its dates are rolled on."""

    plan: Plan
    calendar: Calendar


async def check(session: AsyncSession, text: str) -> Sound | tuple[PlanProblem, ...]:
    """The plan that a text (YAML, of which JSON is a part) says, or everything wrong with it, in the order of lines."""
    try:
        return await sound(session, load_plan(text))
    except PlanErrors as errors:
        return tuple(errors.problems)


async def sound(session: AsyncSession, plan: Plan) -> Sound:
    """`plan` with its calendar. Raises PlanErrors when the body has no such calendar."""
    calendars = await load_calendars(session)
    if plan.calendar not in calendars:
        said = f"Não há calendário “{plan.calendar}”; há: {', '.join(sorted(calendars))}"
        raise PlanErrors([PlanProblem(1, "calendar", said)])
    return Sound(plan, calendar_in(calendars, plan.calendar))


class Run(NamedTuple):
    """A plan over its term, both days included, and every act that it dates."""

    signed_on: date
    ends_on: date
    acts: tuple[Foreseen, ...]


def run_through(found: Sound, signed_on: date | None, ends_on: date | None) -> Run | FieldError | None:
    """The plan as it would run; `ends_on` is for one that does not say how long it lasts. None without both days."""
    plan = found.plan
    signed_on = signed_on or (plan.term.starts_on if plan.term else None)
    if signed_on is None or not (end := plan.end(signed_on) if plan.term else ends_on):
        return None
    if end <= signed_on:
        return FieldError(field="ends_on", code="vedado", message="A vigência termina depois da assinatura.")
    if end.year > LAST_YEAR:
        return FieldError(field="signed_on", code="vedado", message=f"A vigência vai além de {LAST_YEAR}.")
    return Run(signed_on, end, foresee(plan, signed_on, end, found.calendar))


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a plan."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Plan.model_json_schema()}
