"""The page of one case: where it stands and why, its deadlines, facts, decisions, and what may be brought to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from activities.records.queries.views import CaseFull, CaseSummary, FactView
from api.web.formatters import alternatives, bare, capital, date_short
from api.web.views.citacoes import Cite, cite, maybe_cite
from api.web.views.fatos import FactLine, Names, covering, fact_line, who
from api.web.views.listas import TabLink
from api.web.views.procedimentos import about, case_name, event_declaration, outcome_title, stage_title
from api.web.views.situacao import WORDS, Due, State, state_on
from workflows.cooperacao.acontecimentos import ADESAO, PRORROGACAO
from workflows.kernel.explain import explain
from workflows.kernel.roles import role_title
from workflows.kernel.state import CaseStatus, DeadlineState, Fact, FactKind, Wait, WaitKind


class Part(StrEnum):
    """The tabs of a case, as its addresses name them."""

    SUMMARY = "resumo"
    DIAGRAM = "diagrama"
    DEADLINES = "prazos"
    FACTS = "fatos"
    DOCUMENTS = "documentos"
    DECISIONS = "decisoes"
    CHILDREN = "filhos"


PARTS = {
    Part.SUMMARY: "Resumo",
    Part.DIAGRAM: "Diagrama",
    Part.DEADLINES: "Prazos",
    Part.FACTS: "Fatos",
    Part.DOCUMENTS: "Documentos",
    Part.DECISIONS: "Decisões",
    Part.CHILDREN: "Filhos",
}


@dataclass(frozen=True)
class Way:
    """A page that cases of a type have besides their parts: its name, and its address below that of the case.

    `running`: only while the case runs. `event`: only while that may be brought to it.
    """

    title: str
    address: str
    running: bool = False
    event: str = ""


WAYS = {
    "plano-de-trabalho": (
        Way("Cumprimento por partícipe, eixo e ação", "cumprimento"),
        Way("Relatório", "relatorio"),
        Way("Alterar o plano", "alterar-plano", running=True),
        Way("Prorrogar a vigência", "prorrogar-plano", event=PRORROGACAO.id),
        Way("Registrar adesão", "aderir-ao-plano", event=ADESAO.id),
    ),
    "conciliacao-bancaria": (Way("O extrato ao lado dos registros, linha por linha", "conciliacao"),),
    "nger-ano": (
        Way("O ano inteiro: feito, atrasado e por vir", "cumprimento"),
        Way("Relatório do ano", "relatorio-do-nger"),
    ),
}


@dataclass(frozen=True)
class Stage:
    """A stage on the thread: walked, current or ahead."""

    title: str
    state: str
    spoken: str
    when: str


@dataclass(frozen=True)
class StageBar:
    """The thread: `now` is the position of the current stage from one, zero when all are walked."""

    stages: tuple[Stage, ...]
    now: int
    title: str


@dataclass(frozen=True)
class WaitBox:
    """One thing the case waits for, typed."""

    sentence: str
    title: str
    on: str
    cite: Cite
    until: date | None
    then: str


@dataclass(frozen=True)
class DecisionCard:
    """An authority's act: what, by whom, why, whether it can be appealed and changed. `fact` is the act's own."""

    what: str
    title: str
    by: str
    at: date
    reasons: str
    appeal: str
    change: str
    cite: Cite | None
    fact: int = 0


@dataclass(frozen=True)
class Bringing:
    """What may be brought now, and whether this person may."""

    title: str
    instructions: str
    who: str
    cite: Cite
    until: date | None
    href: str


@dataclass(frozen=True)
class CaseLine:
    """A case in a list."""

    name: str
    subject: str
    href: str
    stage: str
    started_on: date
    due: Due


STATES = {"feita": ", concluída", "atual": ", etapa atual", "futura": ", ainda não começou"}


def ways(case: CaseFull) -> tuple[Way, ...]:
    """The further pages that a case of its type has now."""
    ended = case.status is CaseStatus.ENDED
    return tuple(
        way
        for way in WAYS.get(case.type, ())
        if not (ended and (way.running or way.event)) and (not way.event or way.event in case.events)
    )


def stage_bar(case: CaseFull, facts: Iterable[Fact | FactView]) -> StageBar:
    """The stages as walked. A stage passed over is drawn as walked only when it was entered."""
    found = about(case.type)
    stages = found.stages if found else ()
    entered = {fact.data.get("stage"): fact.at for fact in facts if fact.kind is FactKind.STAGE_ENTERED}
    entered.setdefault(stages[0].id if stages else "", case.started_at)
    ended = case.status is CaseStatus.ENDED
    drawn = []
    for one in stages:
        current = one.id == case.stage and not ended
        state = "atual" if current else "feita" if one.id in entered else "futura"
        when = _walked(one.id, entered, current)
        drawn.append(Stage(one.title, state, STATES[state], when))
    ids = [one.id for one in stages]
    now = ids.index(case.stage) + 1 if case.stage in ids and not ended else 0
    return StageBar(tuple(drawn), now, stage_title(case.type, case.stage))


def _walked(stage: str, entered: Mapping[Any, datetime], current: bool) -> str:
    """`desde 28/05` of the current stage; `12/03 a 13/04` of one that gave way to the next."""
    if stage not in entered:
        return ""
    start = entered[stage]
    if current:
        return f"desde {date_short(start)}"
    after = [at for one, at in entered.items() if at >= start and one != stage]
    end = min(after, default=start)
    same = date_short(start) == date_short(end)
    return date_short(start) if same else f"{date_short(start)} a {date_short(end)}"


def wait_boxes(
    case: CaseFull, deadlines: Mapping[str, DeadlineState], today: date, names: Names
) -> tuple[WaitBox, ...]:
    """What the case waits for, those with a task or a child first; what third parties may bring has its own place.
    `names` are those of the parties, by id."""
    waits = [wait for wait in case.waits if wait.kind is not WaitKind.EVENT] or list(case.waits)
    return tuple(_box(wait, deadlines.get(wait.deadline or ""), today, names) for wait in waits)


def _box(wait: Wait, deadline: DeadlineState | None, today: date, names: Names) -> WaitBox:
    lapse = deadline.on_lapse if deadline else ""
    party = names.get(wait.on, wait.on)
    # "União, pela Secretaria" is closed by a comma before the verb that follows.
    called = f"{party}," if "," in party else party
    return WaitBox(
        sentence=explain(wait.model_copy(update={"on": called}), deadline, today),
        title=wait.title,
        on=capital(bare(role_title(party))),
        cite=cite(wait.provision),
        until=wait.until or (deadline.due if deadline else None),
        then=lapse or (wait.then or "" if wait.kind is WaitKind.CONSULT else "nada muda: a norma não fixa prazo"),
    )


def ended_sentence(case: CaseFull) -> str:
    """When and with what result a case ended."""
    when = f" em {date_short(case.ended_at)}/{case.ended_at.year}" if case.ended_at else ""
    outcome = outcome_title(case.type, case.outcome)
    return f"Este processo terminou{when}" + (f": {outcome[:1].lower()}{outcome[1:]}." if outcome else ".")


def fact_lines(facts: Iterable[FactView], names: Names) -> tuple[FactLine, ...]:
    """The timeline, newest first."""
    lines = [fact_line(_fact(fact), names, fact.hash) for fact in facts]
    return tuple(reversed(lines))


def _fact(fact: FactView) -> Fact:
    return Fact(**{name: getattr(fact, name) for name in Fact.model_fields})


def people_in(facts: Iterable[FactView]) -> set[str | None]:
    """Whom the sentences of facts name."""
    found: set[str | None] = set()
    for fact in facts:
        found |= {fact.actor, *(fact.data.get(name) for name in ("owner", "person", "acting_for"))}
    return {one for one in found if isinstance(one, str)}


def decisions(facts: Iterable[FactView], names: Names) -> tuple[DecisionCard, ...]:
    """The acts of authorities, newest first."""
    found = [_decision(fact, names) for fact in facts if fact.kind is FactKind.DECISION_TAKEN]
    return tuple(reversed(found))


def _decision(fact: FactView, names: Names) -> DecisionCard:
    return DecisionCard(
        what=str(fact.data.get("outcome_title") or fact.data.get("outcome") or ""),
        title=str(fact.data.get("title") or ""),
        by=who(fact.actor, names) + covering(fact.data, names),
        at=fact.at.date(),
        reasons=str(fact.data.get("reasons") or ""),
        appeal="sim" if fact.data.get("appealable") else "não, pela norma",
        change="sim, por quem decidiu" if fact.data.get("revocable") else "não",
        cite=maybe_cite(fact.provision),
        fact=fact.seq - 1,
    )


def bringings(case: CaseFull, roles: Sequence[str]) -> tuple[Bringing, ...]:
    """What may be brought now; `href` only for those who may."""
    found = []
    for decl in case.events:
        event = event_declaration(decl)
        if event is None:
            continue
        until = next((wait.until for wait in case.open_events if wait.decl == decl), None)
        may = bool({role.id for role in event.who} & set(roles))
        found.append(
            Bringing(
                title=capital(event.title),
                instructions=event.instructions,
                who=capital(alternatives(bare(role.title) for role in event.who)),
                cite=cite(event.provision.id),
                until=until,
                href=f"/processos/{case.id}/apresentar/{event.id}" if may else "",
            )
        )
    return tuple(found)


def case_line(case: CaseSummary, today: date) -> CaseLine:
    """The row of a case."""
    return CaseLine(
        name=case_name(case.type, case.label),
        subject=case.subject,
        href=f"/processos/{case.id}",
        stage=stage_title(case.type, case.stage) if case.status is CaseStatus.OPEN else _result(case),
        started_on=case.started_on,
        due=case_due(case, today),
    )


def _result(case: CaseSummary) -> str:
    return f"Encerrado: {outcome_title(case.type, case.outcome)}"


def case_due(case: CaseSummary, today: date) -> Due:
    """How the nearest date of what the case waits for stands."""
    if case.status is CaseStatus.ENDED:
        return Due(State.MET, "Encerrado", case.ended_at.date() if case.ended_at else None)
    if case.next_due is None:
        return Due(State.NONE, WORDS[State.NONE])
    state = state_on(case.next_due, False, today)
    return Due(state, WORDS[state], case.next_due)


def parts(case_id: str, current: Part, counts: Mapping[Part, int]) -> tuple[TabLink, ...]:
    """The tabs of a case."""
    base = f"/processos/{case_id}"
    return tuple(
        TabLink(title, base if part is Part.SUMMARY else f"{base}/{part.value}", part is current, counts.get(part))
        for part, title in PARTS.items()
    )
