"""What a form about a running work plan may be answered with: the plan's own parties, actions and events, by name."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.family import brought
from api.identity.principal import Principal
from api.web.shapes import Choice, Kind, Shape, shapes
from api.web.views.cumprimento import Running, running_plan
from workflows.cooperacao.acontecimentos import ACONTECIMENTO, EVIDENCIA, REPRESENTACAO
from workflows.cooperacao.representacao import VARIOS
from workflows.kernel.roles import GESTAO
from workflows.kernel.words import Event

CHOSEN = {
    REPRESENTACAO.id: ("participe", "no_lugar_de"),
    EVIDENCIA.id: ("acao",),
    ACONTECIMENTO.id: ("acontecimento",),
}
"""The fields of each event that the plan itself answers."""


async def asked_in(session: AsyncSession, who: Principal, case: str, event: Event) -> tuple[Shape, ...]:
    """What bringing `event` to `case` asks of `who`: of a work plan, with what it has to choose among."""
    asked = shapes(event.form)
    if event.id not in CHOSEN:
        return asked
    running = running_plan(await brought(session, case))
    if running is None:
        return asked
    return tuple(
        _chosen(one, _choices(one.name, running, who)) if one.name in CHOSEN[event.id] else one for one in asked
    )


def not_chosen(event: Event, asked: Iterable[Shape], form: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong, by field, of the answers that are none of those to choose among."""
    return {
        one.name: f"{one.label}: escolha entre as opções"
        for one in asked
        if one.name in CHOSEN.get(event.id, ()) and one.choices
        and form.get(one.name) not in (None, "", *(choice.value for choice in one.choices))
    }  # fmt: skip


def _chosen(asked: Shape, choices: tuple[Choice, ...]) -> Shape:
    return replace(asked, kind=Kind.SELECT, choices=choices, help="") if choices else asked


def _choices(field: str, running: Running, who: Principal) -> tuple[Choice, ...]:
    plan, manages = running.given.plan, GESTAO.id in who.roles
    ours = {party.id for party in plan.parties if manages or party.id in who.parties}
    if field == "participe":
        return tuple(Choice(party.id, party.name) for party in plan.parties if party.id in ours)
    if field == "acao":
        always = {one.id: one for plan in running.plans for one in plan.continuous}
        own = (one for one in always.values() if {*one.responsible} & {*who.parties})
        return tuple(Choice(one.id, f"{one.id} · {one.description}") for one in own)
    if field == "acontecimento":
        joining = plan.adhesion.event if plan.adhesion else ""
        foreseen = {one.id: one.title for plan in running.plans for one in plan.events}
        return tuple(Choice(id, title) for id, title in foreseen.items() if id != joining)
    standing = (one for one in running.stood if one.ate is None and one.funcao in VARIOS and one.participe in ours)
    return tuple(Choice(nome, nome) for nome in dict.fromkeys(one.nome for one in standing))
