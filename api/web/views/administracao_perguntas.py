"""What the administration's forms ask, and how what is refused is said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from activities.records.tables import UnitRow
from api.identity.principal import Scope
from api.services.people import LONGEST_TOKEN_DAYS, Refused, Wrong, checked_parties
from api.web.formatters import bare, capital, listed, lower_first
from api.web.shapes import Choice, Kind, Shape, shapes
from workflows.clock import ClosureKind, Ground
from workflows.clock.calendar import GROUND_WORDS
from workflows.kernel.roles import ROLES, role_title
from workflows.kernel.words import Form

CLOSURES = {
    ClosureKind.FECHADO: "Sem expediente",
    ClosureKind.FECHA_CEDO: "Fecha antes da hora",
    ClosureKind.ABRE_TARDE: "Abre depois da hora",
}
SCOPES = {
    Scope.READ: "Ler o que a pessoa pode ler",
    Scope.ACT: "Agir nas tarefas dela",
    Scope.START: "Iniciar processos",
    Scope.ADMIN: "Administrar o Tramita",
}
ACT_HELP = "Como se cita: “Decreto 2.001/2026”. Fica no registro e ao lado de cada data que ele mudar."
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
CitedAct = Annotated[str, Field(min_length=1, max_length=500, title="Ato", description=ACT_HELP)]
Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]
"""A day that an act may name."""
SENTENCES = {
    Wrong.NO_USER: "Não há pessoa com esse usuário",
    Wrong.LOGIN_TAKEN: "Já há uma pessoa com o usuário “{value}”: escolha outro",
    Wrong.LOGIN_FORM: "Usuário: use só letras sem espaço, números, ponto, hífen, sublinhado ou @",
    Wrong.ROLE: "O que pode fazer: escolha entre as opções",
    Wrong.UNIT: "Unidade: escolha entre as que existem",
    Wrong.UNIT_FORM: "Identificador: use só letras minúsculas sem acento, números e hífen",
    Wrong.NO_ORGANIZATION: "Não há essa organização",
    Wrong.ORGANIZATION_TAKEN: "CNPJ: já há uma organização com este, procure por ele na lista",
    Wrong.CNPJ: "{value} não é um CNPJ: os dígitos verificadores não conferem",
    Wrong.PARTY: "Organizações: “{value}” não é um CNPJ nem um identificador",
    Wrong.SHORT_PASSWORD: "A senha tem ao menos {known} caracteres",
    Wrong.LAST_ADMINISTRATOR: "Só esta pessoa administra o Tramita. Dê antes esse papel a outra",
    Wrong.TOKEN_TAKEN: "Nome: já houve um token com este nome, e cada nome serve uma vez. Escolha outro",
    Wrong.SCOPE: "Para que serve: escolha entre as opções",
    Wrong.NO_TOKEN: "Este token já não funcionava",
}


class PersonForm(Form):
    """Who a person is here, and what they may do."""

    name: str = Field(min_length=1, max_length=200, title="Nome", description="Como aparece nas páginas.")
    email: str | None = Field(
        default=None, max_length=200, pattern=r"^[^@\s]+@[^@\s]+$", title="E-mail",
        description="Para onde vão os avisos.", json_schema_extra={"format": "email"},
    )  # fmt: skip
    unit: str | None = Field(default=None, title="Unidade")
    roles: list[str] = Field(
        default=[], title="O que pode fazer", description="As competências decidem que tarefas a pessoa vê e assume."
    )
    parties: str = Field(
        default="", max_length=4000, title="Organizações pelas quais responde",
        description="O CNPJ de cada uma, um por linha. Fica só um identificador; o nome vem de Organizações.",
        json_schema_extra={"widget": "textarea"},
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """What is kept. Raises `Refused` for an organisation that cannot be one."""
        return {**self.model_dump(), "parties": checked_parties(self.parties.split())}


class NewPersonForm(PersonForm):
    """The same, with the name to sign in with, which stays."""

    login: str = Field(min_length=1, max_length=80, title="Usuário", description="Com que entra. Não muda depois.")


class UnitForm(Form):
    """A unit of the body."""

    name: str = Field(min_length=1, max_length=200, title="Nome")
    roles: list[str] = Field(
        default=[], title="Competências", description="A caixa da unidade é o que se pede a estas competências."
    )


class NewUnitForm(UnitForm):
    """The same, with its id, which stays."""

    id: str = Field(min_length=1, max_length=40, title="Identificador", description="Curto, como “parcerias”.")


class OrganizationForm(Form):
    """An organisation by its names."""

    name: str = Field(min_length=1, max_length=200, title="Nome", description="Como no CNPJ.")
    known_as: str | None = Field(
        default=None, max_length=80, title="Como é conhecida", description="Um nome mais curto para as páginas."
    )


class NewOrganizationForm(OrganizationForm):
    """The same, with the CNPJ, which stays."""

    cnpj: str = Field(
        min_length=1, max_length=30, title="CNPJ", description="De números ou de letras e números. Não muda depois.",
        json_schema_extra={"mask": "cnpj"},
    )  # fmt: skip


class TokenForm(Form):
    """A token for a program that acts as a person."""

    name: str = Field(min_length=1, max_length=80, title="Nome", description="Diz que programa o usa.")
    scopes: list[str] = Field(default=[], min_length=1, title="Para que serve")
    days: int = Field(default=365, ge=1, le=LONGEST_TOKEN_DAYS, title="Vale por quantos dias corridos")


class DayForm(Form):
    """One day without the normal hours."""

    day: Day = Field(title="Dia")
    kind: ClosureKind = Field(
        title="Expediente", json_schema_extra={"widget": "select", "opcoes": {str(k): v for k, v in CLOSURES.items()}}
    )
    ground: Ground = Field(
        title="Natureza",
        json_schema_extra={"widget": "select", "opcoes": {str(k): capital(v) for k, v in GROUND_WORDS.items()}},
    )
    name: str = Field(min_length=1, max_length=200, title="Motivo", description="Como “Luto oficial”.")


class DecreeForm(Form):
    """Days that an act decrees."""

    calendar: str = Field(min_length=1, title="Calendário")
    act: CitedAct
    decreed_on: Day | None = Field(default=None, title="Data do ato")
    days: list[DayForm] = Field(min_length=1, max_length=200, title="Dias")


class YearForm(Form):
    """A year whose calendar is decreed."""

    calendar: str = Field(min_length=1, title="Calendário")
    year: int = Field(ge=1900, le=2200, title="Ano")
    act: CitedAct


def person_shapes(units: Sequence[UnitRow], new: bool) -> tuple[Shape, ...]:
    """What is asked of a person; their login only of a new one."""
    asked = _listed(shapes(NewPersonForm if new else PersonForm), unit_choices(units))
    return (asked[-1], *asked[:-1]) if new else asked


def unit_shapes(new: bool) -> tuple[Shape, ...]:
    """What is asked of a unit; its id only of a new one."""
    asked = _listed(shapes(NewUnitForm if new else UnitForm), ())
    return (asked[-1], *asked[:-1]) if new else asked


def organization_shapes(new: bool) -> tuple[Shape, ...]:
    """What is asked of an organisation; its CNPJ only of a new one."""
    asked = shapes(NewOrganizationForm if new else OrganizationForm)
    return (asked[-1], *asked[:-1]) if new else asked


def token_shapes() -> tuple[Shape, ...]:
    """What is asked of a token."""
    options = tuple(Choice(str(scope), title) for scope, title in SCOPES.items())
    return tuple(
        replace(one, kind=Kind.MANY, choices=options, item=None) if one.name == "scopes" else one
        for one in shapes(TokenForm)
    )


def calendar_shapes(form: type[Form], calendars: Mapping[str, str]) -> tuple[Shape, ...]:
    """What is asked of a decree; the calendar is chosen among `calendars` (titles by id)."""
    options = tuple(Choice(id, title) for id, title in calendars.items())
    return tuple(
        replace(one, kind=Kind.SELECT, choices=options) if one.name == "calendar" else one for one in shapes(form)
    )


def unit_choices(units: Sequence[UnitRow]) -> tuple[Choice, ...]:
    """The units to choose among."""
    return tuple(Choice(unit.id, unit.name) for unit in units)


def role_names(roles: Iterable[str]) -> str:
    """The competences as a sentence lists them."""
    return listed(capital(bare(role_title(role))) for role in roles) or "nenhuma"


def said(refused: Refused) -> dict[str, str]:
    """The sentence of a refusal, by the field it is about."""
    return {refused.field: SENTENCES[refused.wrong].format(value=refused.value, known=listed(refused.known))}


def scope_names(scopes: Iterable[str]) -> str:
    """What a token serves for, as a sentence lists it."""
    given = set(scopes)
    return capital(listed(lower_first(title) for scope, title in SCOPES.items() if scope in given))


def _listed(asked: Iterable[Shape], units: tuple[Choice, ...]) -> tuple[Shape, ...]:
    return tuple(_with_choices(one, units) for one in asked)


def _with_choices(asked: Shape, units: tuple[Choice, ...]) -> Shape:
    if asked.name == "roles":
        options = tuple(Choice(id, capital(bare(role.title))) for id, role in ROLES.items() if not role.by_act)
        return replace(asked, kind=Kind.MANY, choices=options, item=None)
    if asked.name == "unit":
        return replace(asked, kind=Kind.SELECT, choices=units)
    return asked
