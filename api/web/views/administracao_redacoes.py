"""New texts of provisions, as the administration asks for one by its act and lists those entered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import Field

from api.web.shapes import Shape, shapes
from api.web.views.administracao_perguntas import CitedAct, Day
from api.web.views.alcance import reach
from api.web.views.citacoes import Cite, cite
from workflows.clock import Budget, Unit, describe_budget
from workflows.kernel import registry
from workflows.kernel.state import Amendment
from workflows.kernel.words import Deadline, Form
from workflows.norms import UnknownProvision, provision

UNITS = {
    Unit.DIA: "dias (a contagem em vigor diz quais)",
    Unit.DIA_UTIL: "dias úteis",
    Unit.DIA_CORRIDO: "dias corridos",
    Unit.MES: "meses",
    Unit.ANO: "anos",
}


class AmendmentForm(Form):
    """A new text of a provision: where, what it says, the time that it gives, by which act and from when."""

    provision: str = Field(
        min_length=1, max_length=120, title="Dispositivo",
        description="O fim do endereço da página dele em Normas, como “dec-167:art-14:par-1”.",
    )  # fmt: skip
    summary: str = Field(
        min_length=10, max_length=160, title="O que passa a dizer", description="Em uma frase, com nossas palavras."
    )
    amount: int | None = Field(
        default=None, ge=1, le=1200, title="Novo prazo", description="Só se o ato muda o prazo que o dispositivo dá."
    )
    unit: Unit | None = Field(
        default=None, title="Em",
        json_schema_extra={"widget": "select", "opcoes": {str(unit): title for unit, title in UNITS.items()}},
    )  # fmt: skip
    act: CitedAct
    since: Day = Field(title="Vale desde")
    reaches_open: bool = Field(
        default=False,
        title="O ato alcança os processos em curso",
        description="Sem isto, quem começou antes segue pelo texto anterior. O anunciado a particular nunca encurta.",
    )


@dataclass(frozen=True)
class AmendmentLine:
    """A new text that was entered."""

    cite: Cite
    summary: str
    time: str
    since: date
    act: str
    reach: str


def amendment_shapes() -> tuple[Shape, ...]:
    """What is asked of a new text."""
    return shapes(AmendmentForm)


def amendment_of(read: AmendmentForm) -> Amendment | dict[str, str]:
    """The new text, or what is wrong, by field."""
    try:
        place = provision(read.provision)
    except UnknownProvision:
        return {"provision": "Dispositivo: não há esse lugar nas normas carregadas; copie-o do endereço da página dele"}
    if (read.amount is None) != (read.unit is None):
        name = "amount" if read.amount is None else "unit"
        return {name: "Novo prazo: diga quanto e em que unidade, ou deixe os dois em branco"}
    budget = Budget(amount=read.amount, unit=read.unit) if read.amount and read.unit else None
    if budget and not timed(place.id):
        return {"amount": "Novo prazo: nenhum prazo desta versão tem o tempo fixado por este dispositivo"}
    return Amendment(
        provision=place.id, since=read.since, act=read.act, summary=read.summary, budget=budget,
        reaches_open=read.reaches_open,
    )  # fmt: skip


def timed(place: str) -> bool:
    """Whether some deadline has its time from that provision."""
    ours = (one for one in registry.declarations().values() if isinstance(one, Deadline))
    return any(one.budget is not None and one.provision.id == place for one in ours)


def amendment_lines(rows: Sequence[Amendment]) -> list[AmendmentLine]:
    """The new texts entered so far, newest first."""
    return [
        AmendmentLine(
            cite(one.provision),
            one.summary,
            describe_budget(one.budget) if one.budget else "o mesmo",
            one.since,
            one.act,
            reach(one.reaches_open),
        )
        for one in sorted(rows, key=lambda one: one.since, reverse=True)
    ]
