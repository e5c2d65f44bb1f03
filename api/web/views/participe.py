"""What one party owes by all its plans, as its page and its files say it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.opendata.rows import column
from api.web.party_duties import PartyDuties
from api.web.plan_year import Continuous, Evidence, PlanYear
from api.web.views.cumprimento import ActLine, Standing, table_by
from api.web.views.graficos import Table
from api.web.views.relatorio import Item, items

PARTS = {
    "Atrasados": (Standing.OVERDUE,),
    "A fazer": (Standing.OPEN,),
    "Feitos": (Standing.LATE, Standing.BELOW, Standing.IN_TIME),
    "Dispensados": (Standing.SPARED,),
}


class Duty(Item):
    """The same as in the report of one plan, with the plan."""

    plano: str = column("Plano", "O título do plano de trabalho.")
    processo: str = column("Processo", "O identificador do processo em que o plano corre.")


@dataclass(frozen=True)
class DutyLine:
    """One act, its plan, and what was sent of it."""

    act: ActLine
    plan: str
    evidence: Evidence | None


@dataclass(frozen=True)
class DutiesView:
    """The page: figures by plan, and the acts by how they stand; then the evidence of what is owed all through."""

    table: Table
    parts: tuple[tuple[str, tuple[DutyLine, ...]], ...]
    continuous: tuple[tuple[str, Continuous], ...]


def duties_view(found: PartyDuties) -> DutiesView:
    """The whole of it."""
    lines = [DutyLine(act, _called(one), one.evidence.get(act.task)) for one in found.plans for act in one.acts]
    lines.sort(key=lambda line: (line.act.due is None, line.act.due or line.act.since))
    titles = {act.case: _called(one) for one in found.plans for act in one.acts}
    parts = ((name, tuple(line for line in lines if line.act.standing in kinds)) for name, kinds in PARTS.items())
    return DutiesView(
        table_by("Por plano", "Plano", [line.act for line in lines], lambda act: (titles[act.case],)),
        tuple((name, some) for name, some in parts if some),
        tuple((_called(one), shown) for one in found.plans for shown in one.continuous),
    )


def _called(one: PlanYear) -> str:
    """Two plans may have one title; their numbers tell them apart."""
    return f"{one.running.plan.title} ({one.case.label})"


def duties(found: PartyDuties, base: str) -> Iterator[Duty]:
    """The acts and the evidence of each plan; `base` is the address of the pages."""
    for one in found.plans:
        for item in items(one, base):
            yield Duty(**item.model_dump(), plano=one.running.plan.title, processo=one.case.id)


def document(found: PartyDuties, base: str, at: datetime) -> dict[str, Any]:
    """All of it as one JSON object; `completo` is false when the party is in more plans than are told of."""
    return {
        "participe": found.party, "nome": found.name, "ano": found.year, "gerado_em": at.isoformat(),
        "completo": not found.more, "itens": [one.model_dump(mode="json") for one in duties(found, base)],
    }  # fmt: skip
