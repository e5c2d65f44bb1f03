"""Who takes no part, and by what: the register of links as the administration keeps it, and what a case says of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from activities.records.queries.links import LinkView, Reach
from activities.records.queries.views import FactView
from api.web.formatters import capital, date_br, plural
from api.web.shapes import Shape, shapes
from api.web.views.citacoes import Cite, maybe_cite
from api.web.views.fatos import Names, fact_line
from api.web.views.tarefa import barred
from workflows.kernel.state import Exclusion, Fact, FactKind
from workflows.kernel.words import Form
from workflows.parcerias.regras_impedimento import Atuacao, Vinculo

PATH = "/administracao/impedimentos"
ACTING = {
    Atuacao.SELECAO: "Comissão de Seleção (art. 27)",
    Atuacao.MONITORAMENTO: "Comissão de Monitoramento e Avaliação (art. 52)",
    Atuacao.GESTOR: "Gestão da parceria (art. 59, § 5º)",
}
ACTS = frozenset({
    FactKind.TASK_COMPLETED, FactKind.TASK_SKIPPED, FactKind.DECISION_TAKEN, FactKind.PUBLISHED,
    FactKind.REQUIREMENT_WAIVED, FactKind.DEADLINE_SUSPENDED, FactKind.DEADLINE_EXTENDED,
})  # fmt: skip
"""What of a person's doings in a case may have to be done again once an impediment is known."""
ACT_HELP = "Como se cita o que o fez saber: “Declaração 3/2026”. Fica no registro e em cada processo."
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]


class EndForm(Form):
    """The end of a link."""

    ended: Day = Field(title="Fim do vínculo", description="O dia em que a pessoa deixou a organização.")
    act: str = Field(min_length=1, max_length=500, title="Ato ou declaração", description=ACT_HELP)


class LinkForm(Form):
    """A link between a person and an organisation."""

    login: str = Field(min_length=1, max_length=80, title="Usuário da pessoa", description="Com que ela entra.")
    cnpj: str = Field(min_length=1, max_length=30, title="CNPJ da organização", json_schema_extra={"mask": "cnpj"})
    kind: Vinculo = Field(
        title="Vínculo", json_schema_extra={"widget": "select", "opcoes": {one.value: capital(one) for one in Vinculo}}
    )
    acting: Atuacao = Field(
        title="Em que a pessoa atuaria", description="Diz qual artigo a impede; o vínculo vale em todos os processos.",
        json_schema_extra={"widget": "select", "opcoes": {one.value: title for one, title in ACTING.items()}},
    )  # fmt: skip
    since: Day = Field(title="Início do vínculo")
    ended: Day | None = Field(
        default=None, title="Fim do vínculo",
        description="Em branco se continua. O impedimento dura mais cinco anos; o conflito de interesse acaba com ele.",
    )  # fmt: skip
    act: str = Field(min_length=1, max_length=500, title="Ato ou declaração", description=ACT_HELP)


@dataclass(frozen=True)
class LinkLine:
    """A link in the list. `href` leads to its end; empty when it has ended."""

    name: str
    person: str
    organization: str
    party: str
    kind: str
    cite: Cite | None
    days: str
    reach: str
    act: str
    href: str


@dataclass(frozen=True)
class PastAct:
    """An act that somebody did in a case before it was known that they may not."""

    said: str
    on: date
    href: str


@dataclass(frozen=True)
class Impeded:
    """Who takes no part in a case, why, and what they had done in it."""

    name: str
    reason: str
    cite: Cite | None
    acts: tuple[PastAct, ...]


def link_shapes() -> tuple[Shape, ...]:
    """What is asked of a link."""
    return shapes(LinkForm)


def end_shapes() -> tuple[Shape, ...]:
    """What is asked of the end of a link."""
    return shapes(EndForm)


def link_lines(found: Iterable[LinkView]) -> list[LinkLine]:
    """The register, as the administration lists it."""
    return [
        LinkLine(
            name=one.name,
            person=f"/administracao/pessoas/{one.user_id}",
            organization=one.organization or one.party,
            party=f"/administracao/organizacoes/{one.party}" if one.organization else "",
            kind=capital(one.kind or "vínculo"),
            cite=maybe_cite(one.provision),
            days=_days(one.since, one.ended),
            reach=reach_words(one.until),
            act=one.act,
            href="" if one.until else f"{PATH}/{one.user_id}/{one.party}/{one.since}",
        )
        for one in found
    ]


def reach_words(until: date | None) -> str:
    """Until when a link keeps somebody out."""
    return f"impede até {date_br(until)}" if until else "impede enquanto durar"


def _days(since: date, ended: date | None) -> str:
    return f"de {date_br(since)} a {date_br(ended)}" if ended else f"desde {date_br(since)}"


def told_of(read: LinkForm, name: str, organization: str, until: date | None) -> list[tuple[str, str]]:
    """What would be entered, as terms and what stands for each."""
    return [
        ("Pessoa", name),
        ("Organização", organization),
        ("Vínculo", f"{capital(read.kind)}, {_days(read.since, read.ended)}"),
        ("Alcance", capital(reach_words(until))),
        ("Ato", read.act),
    ]


def reach_said(reach: Reach) -> str:
    """What a link would find among the open cases."""
    if not reach.open:
        return "Nenhum processo aberto trata desta organização. O vínculo vale para os que vierem."
    cases = plural(reach.open, "processo aberto trata", "processos abertos tratam")
    text = f"{cases} desta organização: neles a pessoa não assume, não recebe e não conclui tarefa alguma."
    if not reach.acted:
        return text
    done = plural(reach.acted, "deles", "deles")
    return f"{text} Em {done} ela já teve tarefa: a página do processo lista os atos a convalidar ou refazer."


def impeded_here(impeded: Sequence[Exclusion], facts: Iterable[FactView], names: Names) -> tuple[Impeded, ...]:
    """Who takes no part in the case whose facts these are, each with the acts that they had done in it."""
    done: dict[str, list[PastAct]] = {one.user: [] for one in impeded}
    for fact in facts:
        if fact.kind in ACTS and fact.actor in done:
            done[fact.actor].append(_past(fact, names))
    return tuple(
        Impeded(shown.name, shown.reason, shown.cite, tuple(done[one.user]))
        for one, shown in zip(impeded, barred(impeded, names), strict=True)
    )


def _past(fact: FactView, names: Names) -> PastAct:
    line = fact_line(Fact(**{name: getattr(fact, name) for name in Fact.model_fields}), names, fact.hash)
    return PastAct(line.sentence, fact.at.date(), f"fatos#fato-{fact.seq}")
