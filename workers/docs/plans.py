"""The page of the work plans that ship: every act of their whole term, with its date."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import yaml

from workers.docs.text import GENERATED_BY, table
from workflows.clock import format_date, load_calendar
from workflows.cooperacao.formularios import ExecucaoDoPlano
from workflows.cooperacao.parts import Action
from workflows.cooperacao.plan import Plan
from workflows.cooperacao.preview import Foreseen, foresee

RUN_THROUGH = ("act-142-cumprido", "act-129-cumprido", "ac-4-com-adesao")
"""The scenarios that run each plan to the end of its term; their signatures are those of the page."""


def dates_page(scenarios: Path) -> str:
    """Each plan's acts by action and party, as its scenario signs it. Raises OSError when a scenario is not there."""
    lines = [GENERATED_BY, "", "# As datas dos planos de trabalho", ""]
    lines += [
        "Cada ato dos três planos, do começo ao fim da vigência, na data em que vence: a do plano, contada da "
        "assinatura e passada ao dia útil seguinte do calendário dele. O cenário de cada um o percorre até o fim.",
    ]
    for name in RUN_THROUGH:
        given = yaml.safe_load((scenarios / f"{name}.yaml").read_text(encoding="utf-8"))["input"]
        lines += _section(name, ExecucaoDoPlano.model_validate(given))
    return "\n".join(lines) + "\n"


def _section(name: str, signed: ExecucaoDoPlano) -> list[str]:
    plan = signed.plan
    acts = foresee(plan, signed.assinado_em, signed.fim, load_calendar(plan.calendar))
    decreed = [act.due.year for act in acts if not act.provisional]
    until = f" As datas depois de {max(decreed)} são provisórias." if decreed and len(decreed) < len(acts) else ""
    told = (
        f"Assinado em {format_date(signed.assinado_em)}, em vigor até {format_date(signed.fim)}: {len(acts)} atos com "
        f"data, no cenário [{name}](scenarios/{name}.yaml).{until}"
    )
    head = ("Ação", "O que pede", "No plano", "Partícipe", "Vence em")
    return ["", f"## {plan.title}", "", told, "", *table(head, _rows(plan, acts))]


def _rows(plan: Plan, acts: tuple[Foreseen, ...]) -> list[tuple[str, ...]]:
    names = {party.id: party.name for party in plan.parties}
    owed = sorted(acts, key=lambda act: (act.occurrence.action.id, act.occurrence.party))
    found = {
        key: ", ".join(format_date(act.due) for act in group)
        for key, group in groupby(owed, key=lambda act: (act.occurrence.action.id, act.occurrence.party))
    }
    return [
        (action.id, action.description, action.deadline_text, names.get(party, party),
         found.get((action.id, party)) or _undated(action))
        for action in plan.actions for party in action.responsible
    ]  # fmt: skip


def _undated(action: Action) -> str:
    return "enquanto vigora o plano" if action.continuous else "quando acontece o que o plano diz"
