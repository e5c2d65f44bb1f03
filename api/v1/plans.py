"""Work plans as data: their schema, the plans that ship, and whether one's own can be carried out."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StrictStr

from api.deps import Reader
from api.problems import not_found, responses
from api.services.plans import check, schema
from workflows.clock import load_calendar, shipped_calendars
from workflows.clock.model import LegalDate
from workflows.cooperacao.files import shipped_plans
from workflows.cooperacao.plan import Plan
from workflows.cooperacao.preview import foresee

router = APIRouter(tags=["planos de trabalho"])


class PlanIn(BaseModel):
    """A plan's file, and the days of its term, when its dates are wanted."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[StrictStr, Field(min_length=1, max_length=1_000_000, description="O plano, em YAML ou JSON.")]
    signed_on: LegalDate | None = None
    ends_on: LegalDate | None = Field(default=None, description="Último dia, se o plano não diz quanto dura.")


class ProblemOut(BaseModel):
    """Something wrong: the line of the text (from 1), the field with its path, and what to do."""

    line: int
    field: str
    message: str


class ActOut(BaseModel):
    """One act that the plan will ask: when it opens, when it is due (rolled), of which party."""

    action: str
    party: str
    subject: str
    opens: date
    due: date
    provisional: bool


class PlanOut(BaseModel):
    """What came of the check. `acts` are in the order in which they fall due; empty without the days of the term."""

    valid: bool
    id: str | None = None
    errors: list[ProblemOut] = []
    acts: list[ActOut] = []


@router.get("/plan-schema", responses=responses(401))
async def plan_schema(_reader: Reader) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a plan."""
    return schema()


@router.get("/plans/{plan}", responses=responses(401, 404))
async def get_plan(_reader: Reader, plan: str) -> dict[str, Any]:
    """A plan that ships, as data."""
    found = shipped_plans().get(plan)
    if found is None:
        raise not_found("Não há plano com esse nome.")
    return found.model_dump(mode="json", exclude_defaults=True)


@router.post("/plan-checks", responses=responses(401, 413))
async def check_plan(body: PlanIn, _reader: Reader) -> PlanOut:
    """Whether a plan can be carried out, with every complaint; with the days of its term, each date it will ask."""
    checked = check(body.text)
    if checked.plan is None:
        return PlanOut(valid=False, errors=[ProblemOut(**one._asdict()) for one in checked.problems])
    return PlanOut(valid=True, id=checked.plan.id, acts=_acts(checked.plan, body))


def _acts(plan: Plan, body: PlanIn) -> list[ActOut]:
    if body.signed_on is None or plan.calendar not in shipped_calendars():
        return []
    end = plan.end(body.signed_on) if plan.term else body.ends_on
    if end is None or end <= body.signed_on:
        return []
    return [
        ActOut(
            action=act.occurrence.action.id, party=act.occurrence.party, subject=act.occurrence.subject,
            opens=act.opens, due=act.due, provisional=act.provisional,
        )
        for act in foresee(plan, body.signed_on, end, load_calendar(plan.calendar))
    ]  # fmt: skip
