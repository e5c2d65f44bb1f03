"""What the norms leave open, as the administration lists it and asks for it; and the counting policy."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import Field

from activities.records.tables import PolicyRow
from api.web.formatters import capital, date_br
from api.web.shapes import Choice, Kind, Shape, shapes
from api.web.views.administracao_perguntas import ACT_HELP, CitedAct, Day
from api.web.views.citacoes import Cite, cite
from api.web.views.normas import parameter_line
from api.web.views.procedimentos import all_types
from api.web.views.prova import POLICIES
from workflows.clock import Policy
from workflows.kernel.catalog import entry
from workflows.kernel.words import Form
from workflows.norms import DatedValue, Parameter, parameters
from workflows.norms.values import ParameterType

READINGS = {
    Policy.PRUDENTE: "Prudente: a leitura mais longa ao particular",
    Policy.LEI_7692: "Lei 7.692/2002: dias úteis, com recesso",
    Policy.DECRETO_LITERAL: "Literal do decreto: dias corridos",
}
UNIT_WORDS = {
    "dia": "em dias; a contagem em vigor diz quais contam",
    "mes": "em meses",
    "dia_do_mes": "um dia do mês, de 1 a 31",
    "pessoa": "em número de pessoas",
    "parceria": "em número de parcerias",
    "por_cento": "em por cento",
    "centavo": "em centavos: R$ 1,00 são 100",
    "metro": "em metros",
}


class ActForm(Form):
    """The act that sets a parameter, from when, and whether it gives the matter back to the norm."""

    restore: bool = Field(default=False, title="Devolver à norma: a partir da data, vale o que ela diz")
    act: str = Field(min_length=1, max_length=500, title="Ato normativo", description=ACT_HELP)
    since: Day = Field(title="Vale desde")
    reaches_open: bool = Field(
        default=False,
        title="O ato alcança o que já está aberto",
        description="Sem isto, o que já começou fica como está. O que já foi anunciado a particular nunca encurta.",
    )


class NumberForm(ActForm):
    """A whole number."""

    value: int | None = Field(default=None, ge=0, le=10**9, title="Valor")


class TextForm(ActForm):
    """A text, a role or a day of the year."""

    value: str | None = Field(default=None, max_length=500, title="Valor")


class YesForm(ActForm):
    """Yes or no."""

    value: bool | None = Field(default=None, title="Valor")


class ManyForm(ActForm):
    """Several of the choices."""

    value: list[str] = Field(default=[], title="Valor")


class WindowForm(Form):
    """A stretch of days, both ends included."""

    start: Day = Field(title="Do dia")
    end: Day = Field(title="Até o dia")


class WindowsForm(ActForm):
    """Stretches of days."""

    value: list[WindowForm] = Field(default=[], max_length=100, title="Períodos")


FORMS: dict[ParameterType, type[ActForm]] = {
    ParameterType.NUMERO: NumberForm,
    ParameterType.SIM_OU_NAO: YesForm,
    ParameterType.ESCOLHAS: ManyForm,
    ParameterType.JANELAS: WindowsForm,
}
"""How a parameter is asked for; the types that are not here are texts."""
TEXT_HELP = {
    ParameterType.PAPEL: "O papel, em letras minúsculas sem acento, com sublinhado entre as palavras: “secretario”.",
    ParameterType.DIA_DO_ANO: "Mês e dia, no formato MM-DD: “03-31”.",
}


class PolicyForm(Form):
    """How days are counted, by which act, from when."""

    policy: Policy = Field(
        title="Contagem",
        json_schema_extra={"widget": "select", "opcoes": {str(one): title for one, title in READINGS.items()}},
    )
    act: CitedAct
    since: Day = Field(title="Vale desde", description="Hoje ou antes.")
    reaches_open: bool = Field(
        default=False,
        title="O ato alcança os prazos já abertos",
        description="Sem isto, eles continuam como foram contados. O que já foi anunciado a particular nunca encurta.",
    )


@dataclass(frozen=True)
class ParameterRow:
    """A parameter in the list."""

    href: str
    description: str
    cite: Cite
    value: str
    origin: str
    set: bool


@dataclass(frozen=True)
class PolicyLine:
    """A counting policy that was chosen."""

    title: str
    since: date
    act: str
    reach: str
    current: bool


def parameter_rows(overrides: Sequence[DatedValue], today: date) -> list[ParameterRow]:
    """Every parameter as it stands today, in the order of the norms' places."""
    set_by_act = {one.key for one in overrides}
    rows = []
    for one in sorted(parameters(), key=lambda found: found.description):
        line = parameter_line(one, overrides, today)
        rows.append(
            ParameterRow(
                f"/administracao/parametros/{one.key}",
                one.description,
                cite(one.provision.id),
                line.value,
                line.origin,
                one.key in set_by_act,
            )
        )
    return rows


def form_of(parameter: Parameter) -> type[ActForm]:
    """The form that asks for a value of the parameter."""
    return FORMS.get(parameter.type, TextForm)


def parameter_shapes(parameter: Parameter) -> tuple[Shape, ...]:
    """What is asked: the value first, as its type asks, then the act."""
    asked = shapes(form_of(parameter))
    return (_value_shape(parameter, asked[-1]), *asked[:-1])


def _value_shape(parameter: Parameter, asked: Shape) -> Shape:
    options = tuple(Choice(one, capital(one.replace("_", " "))) for one in parameter.choices)
    if parameter.type is ParameterType.ESCOLHA:
        return replace(asked, kind=Kind.SELECT, choices=options, required=True)
    if parameter.type is ParameterType.ESCOLHAS:
        return replace(asked, kind=Kind.MANY, choices=options, item=None)
    help = TEXT_HELP.get(parameter.type) or capital(UNIT_WORDS.get(parameter.unit or "", ""))
    return replace(asked, help=help and help.rstrip(".") + ".", required=True, min_rows=int(asked.kind is Kind.ROWS))


def users_of(parameter: Parameter) -> tuple[tuple[str, str], ...]:
    """The procedures of this build that read the parameter: id and how lists call each."""
    return tuple(
        (id, title) for id, title in all_types() if any(one["key"] == parameter.key for one in entry(id)["parameters"])
    )


def chosen_value(read: ActForm) -> Any:
    """The JSON value that a form gives; None gives the matter back to the norm."""
    value = read.model_dump(mode="json")["value"]
    return None if read.restore else value


def missing(read: ActForm) -> dict[str, str]:
    """What is wrong when neither a value is given nor the norm restored."""
    if read.restore or chosen_value(read) not in (None, "", []):
        return {}
    return {"value": "Preencha o valor, ou marque que a matéria volta à norma"}


def policy_lines(rows: Sequence[PolicyRow], today: date) -> list[PolicyLine]:
    """The policies chosen so far, newest first."""
    current = next((row.id for row in rows if row.since <= today), None)
    return [
        PolicyLine(
            POLICIES[Policy(row.policy)],
            row.since,
            row.act,
            "alcançou os prazos abertos" if row.reaches_open else "só os prazos novos",
            row.id == current,
        )
        for row in rows
    ]


def policy_now(lines: Sequence[PolicyLine]) -> str:
    """The sentence that says how days are counted today."""
    found = next((line for line in lines if line.current), None)
    if found is None:
        return f"Conta-se pela leitura {POLICIES[Policy.PRUDENTE]}, a do Tramita até que um ato diga outra."
    return f"Conta-se pela leitura {found.title}, desde {date_br(found.since)}, por {found.act}."
