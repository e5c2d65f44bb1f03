"""Work plans as data: their schema, the plans that ship, and whether one's own can be carried out."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StrictStr

from api.deps import Reader, SessionDep
from api.handlers import invalid
from api.problems import not_found, responses
from api.services.plans import Sound, check, run_through, schema
from workflows.clock.model import LegalDate
from workflows.cooperacao.files import shipped_plans
from workflows.cooperacao.preview import Foreseen
from workflows.kernel.messages import FieldError

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
async def check_plan(body: PlanIn, _reader: Reader, session: SessionDep) -> PlanOut:
    """Whether a plan can be carried out, with every complaint; with the days of its term, each date it will ask."""
    found = await check(session, body.text)
    if not isinstance(found, Sound):
        return PlanOut(valid=False, errors=[ProblemOut(**one._asdict()) for one in found])
    run = run_through(found, body.signed_on, body.ends_on)
    if isinstance(run, FieldError):
        raise invalid((run,))
    return PlanOut(valid=True, id=found.plan.id, acts=[_act(act) for act in run.acts] if run else [])


def _act(act: Foreseen) -> ActOut:
    one = act.occurrence
    return ActOut(
        action=one.action.id, party=one.party, subject=one.subject, opens=act.opens, due=act.due,
        provisional=act.provisional,
    )  # fmt: skip
