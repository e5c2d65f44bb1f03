"""The deadlines that the norms give, to begin a count with: how much, of whom, and what lapsing does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.web.formatters import capital
from api.web.views.calculadora import Asked
from api.web.views.citacoes import Cite, cite
from api.web.views.situacao import amount as budget_words
from workflows.clock import Budget, MonthRule, Nature, Unit
from workflows.kernel.registry import declared, procedures
from workflows.kernel.words import Deadline
from workflows.norms import DatedValue, resolution

PLANS = "plano-de-trabalho"
"""Work plans give each action its own time: these are no deadlines of a norm."""
UNITS = {"dia": Unit.DIA, "mes": Unit.MES}


@dataclass(frozen=True)
class OfNorm:
    """A deadline of a norm: its name with how much it is, its provision, and what fills the form in."""

    id: str
    title: str
    cite: Cite
    fields: Mapping[str, str]


def of_norms(overrides: Sequence[DatedValue], today: date) -> tuple[tuple[str, tuple[OfNorm, ...]], ...]:
    """The deadlines whose length the norm or an act fixes on `today`, by procedure (how lists call it)."""
    groups = (
        (kind.about.short, tuple(_of_type(id, overrides, today))) for id, kind in procedures().items() if id != PLANS
    )
    return tuple((title, found) for title, found in groups if found)


def _of_type(type_id: str, overrides: Sequence[DatedValue], today: date) -> Iterable[OfNorm]:
    for one in declared(type_id, Deadline):
        budget = _budget(one, overrides, today)
        if budget is None or one.nature is Nature.CYCLE or one.month_rule is not MonthRule.ULTIMO_DIA:
            continue
        fields = {
            "amount": str(budget.amount),
            "unit": budget.unit.value,
            "binds": one.binds.value,
            "counting": one.counting.value,
            "nature": one.nature.value,
            "recess": {True: "sim", False: "nao", None: ""}[one.recess],
        }
        title = f"{capital(one.title)}: {budget_words(budget.amount, budget.unit)}"
        yield OfNorm(one.id, title, cite(one.provision.id), fields)


def _budget(one: Deadline, overrides: Sequence[DatedValue], today: date) -> Budget | None:
    if one.parameter is None:
        return one.budget if one.budget and one.budget.unit is not Unit.DATA_FIXA else None
    value, unit = resolution(one.parameter.key, overrides, today).value, UNITS.get(one.parameter.unit or "")
    return Budget(amount=value, unit=unit) if isinstance(value, int) and unit and value > 0 else None


def chosen(asked: Asked, groups: Iterable[tuple[str, Iterable[OfNorm]]]) -> OfNorm | None:
    """The deadline of a norm that the form names, if it names one."""
    return next((one for _, found in groups for one in found if one.id == asked.prazo), None)


def filled(asked: Asked, one: OfNorm | None) -> Asked:
    """What was asked, with what the norm says of the deadline in place of what was typed."""
    return asked.model_copy(update=dict(one.fields)) if one else asked
