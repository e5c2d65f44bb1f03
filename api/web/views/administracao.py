"""The administration as pages show it: its places, its people, what a decree moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from activities.records.tables import OrganizationRow, TokenRow, UnitRow, UserRow
from api.web.formatters import cnpj, date_br
from api.web.views.administracao_perguntas import role_names, scope_names
from api.web.views.listas import TabLink

PLACES = (
    ("/administracao/pessoas", "Pessoas"),
    ("/administracao/unidades", "Unidades"),
    ("/administracao/organizacoes", "Organizações"),
    ("/administracao/impedimentos", "Impedimentos"),
    ("/administracao/calendario", "Calendário"),
    ("/administracao/parametros", "Parâmetros"),
    ("/administracao/contagem", "Contagem"),
    ("/administracao/redacoes", "Redações"),
    ("/administracao/indices", "Índices"),
    ("/administracao/compromissos", "Compromissos"),
    ("/administracao/mensagens", "Mensagens"),
    ("/administracao/registro", "Registro"),
)
"""The sister pages, in the order of their tabs."""


@dataclass(frozen=True)
class Step:
    """A step of the way to a page; the last one leads nowhere."""

    title: str
    href: str


@dataclass(frozen=True)
class PersonLine:
    """A person in the list."""

    href: str
    name: str
    login: str
    unit: str
    roles: str
    active: bool


@dataclass(frozen=True)
class UnitLine:
    """A unit in the list, with how many people work in it."""

    href: str
    name: str
    roles: str
    people: int


@dataclass(frozen=True)
class OrganizationLine:
    """An organisation in the list, with how many people answer for it."""

    href: str
    name: str
    known_as: str
    cnpj: str
    people: int


@dataclass(frozen=True)
class TokenLine:
    """A token, never its secret."""

    name: str
    scopes: str
    state: str
    used: str
    works: bool


def tabs(path: str) -> tuple[TabLink, ...]:
    """The sister pages, with the one of `path` marked."""
    return tuple(TabLink(title, href, href == path) for href, title in PLACES)


def person_lines(people: Sequence[UserRow], units: Sequence[UnitRow]) -> list[PersonLine]:
    """The list of people."""
    names = {unit.id: unit.name for unit in units}
    return [
        PersonLine(
            f"/administracao/pessoas/{one.id}",
            one.name,
            one.login,
            names.get(one.unit or "", "sem unidade"),
            role_names(one.roles),
            one.active,
        )
        for one in people
    ]


def unit_lines(units: Sequence[UnitRow], people: Sequence[UserRow]) -> list[UnitLine]:
    """The list of units; people who left are not counted."""
    return [
        UnitLine(
            f"/administracao/unidades/{unit.id}",
            unit.name,
            role_names(unit.roles),
            sum(one.unit == unit.id and one.active for one in people),
        )
        for unit in units
    ]


def organization_lines(organizations: Sequence[OrganizationRow], people: Sequence[UserRow]) -> list[OrganizationLine]:
    """The list of organisations; people who left are not counted."""
    return [
        OrganizationLine(
            f"/administracao/organizacoes/{one.id}",
            one.name,
            one.known_as or "",
            cnpj(one.cnpj),
            sum(one.id in person.parties and person.active for person in people),
        )
        for one in organizations
    ]


def token_lines(tokens: Sequence[TokenRow], now: datetime) -> list[TokenLine]:
    """A person's tokens."""
    return [
        TokenLine(
            name=one.name,
            scopes=scope_names(one.scopes),
            state=_state(one, now),
            used=f"usado em {date_br(one.last_used)}" if one.last_used else "nunca usado",
            works=one.revoked_at is None and (one.expires_at is None or one.expires_at > now),
        )
        for one in tokens
    ]


def _state(token: TokenRow, now: datetime) -> str:
    if token.revoked_at:
        return f"revogado em {date_br(token.revoked_at)}"
    if token.expires_at is None:
        return "vale sem fim"
    return f"{'vale até' if token.expires_at > now else 'valeu até'} {date_br(token.expires_at)}"
