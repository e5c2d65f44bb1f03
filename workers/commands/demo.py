"""`tramita demo`: invented people to try Tramita with."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from activities.parties import party_of
from workers.commands.records import author

if TYPE_CHECKING:
    from sqlmodel.ext.asyncio.session import AsyncSession

    from workers.settings import Settings

PASSWORD = "tramita-demo"
CNPJ = "12.345.678/0001-95"
ORGANIZATION = ("Instituto Caminhos do Cerrado", "Caminhos do Cerrado")
OTHER_CNPJ = "22.333.444/0001-81"
_NAMESPACE = uuid.UUID("0f5a3c0e-7c1e-4b52-8a52-6d2b7f1c9e10")


@dataclass(frozen=True)
class Person:
    """An invented person: who they are, what they may do, and what they are for here."""

    login: str
    name: str
    roles: tuple[str, ...]
    unit: str | None = None
    parties: tuple[str, ...] = ()
    does: str = ""

    @property
    def id(self) -> str:
        """Opaque, and the same in every demonstration."""
        return f"u-{uuid.uuid5(_NAMESPACE, self.login).hex[:16]}"


UNITS = {
    "parcerias": ("Equipe de Parcerias", ("area-tecnica", "cadastro", "responsavel-tecnico")),
    "publicacao": ("Equipe de Publicação", ("publicacao",)),
    "gabinete": ("Gabinete do Secretário", ("secretario",)),
    "orcamento": ("Equipe de Orçamento", ("orcamento",)),
    "contas": ("Equipe de Prestação de Contas", ("equipe-contas", "chefia-contas")),
    "contabilidade": ("Contabilidade", ("contabilidade",)),
    "chefia": ("Chefia de Parcerias", ("gestao",)),
    "juridico": ("Procuradoria-Geral do Estado", ("procuradoria",)),
    "ti": ("Administração do Tramita", ("administrador",)),
    "nger": ("Núcleo de Gestão Estratégica para Resultados", ("nger",)),
}
TECHNICAL = ("area-tecnica", "cadastro", "responsavel-tecnico")
PEOPLE = (
    Person(
        "helena", "Helena Prado", ("area-tecnica", "cadastro"), "parcerias", does="technical area: analyses, opinions"
    ),
    Person("caio", "Caio Bastos", TECHNICAL, "parcerias", does="technical area: a second pair of eyes, endorsements"),
    Person("rosa", "Rosa Ximenes", ("publicacao",), "publicacao", does="publications and their evidence"),
    Person("antonia", "Antônia Leal", ("secretario",), "gabinete", does="decisions of the Secretary"),
    Person("otto", "Otto Lemos", ("orcamento",), "orcamento", does="budget: where the money comes from"),
    Person("celia", "Célia Moura", ("equipe-contas",), "contas", does="accounts: analyses what was spent"),
    Person("nuno", "Nuno Faria", ("chefia-contas",), "contas", does="above the accounts team: financial opinions"),
    Person("tais", "Taís Lobo", ("contabilidade",), "contabilidade", does="books what tolls bring in"),
    Person("marta", "Marta Figueira", ("gestao",), "chefia", does="manages: reassigns, skips, sees the panel"),
    Person("ada", "Ada Moreira", ("administrador", "gestao"), "ti", does="administers: calendar, parameters"),
    Person("osc", "Rita Pequi", ("osc",), None, (party_of(CNPJ),), "of a civil society organisation"),
    Person("ivo", "Ivo Tuiuiú", ("osc",), None, (party_of(OTHER_CNPJ),), "of another organisation, to dispute a call"),
    Person("paulo", "Paulo Siqueira", ("procuradoria",), "juridico", does="legal opinions, doubts about appeals"),
    Person("joana", "Joana Teles", ("cidadao",), does="a citizen: proposes a PMIS"),
    Person("sgd", "Ponto focal da SGD/MGI", ("participe",), None, ("SGD_MGI",), "party of the cooperation plans"),
    Person("nair", "Nair Coelho", ("nger",), "nger", does="strategic management: the processes of the NGER"),
    Person("serpro", "Ponto focal do Serpro", ("participe",), None, ("SERPRO",), "party of the cooperation plans"),
)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(demo)


def demo() -> None:
    """Create the demonstration users, and say who they are."""
    from workers.settings import load

    typer.echo(welcome(load()))


def welcome(settings: Settings) -> str:
    """Make sure that the demonstration users exist; returns who they are and what to click first."""
    asyncio.run(ensure_demo(settings))
    width = max(len(person.login) for person in PEOPLE)
    lines = [f"  {person.login:<{width}}  {person.name}: {person.does}" for person in PEOPLE]
    base = settings.base_url
    return "\n".join(
        [
            f"Demonstration users, all with the password {PASSWORD}:",
            *lines,
            f"First: sign in at {base}/entrar as joana, start a PMIS; then as helena, and open Minhas tarefas.",
        ]
    )


async def ensure_demo(settings: Settings) -> None:
    """Create the units, users and organisation that are missing. What exists stays as it is, passwords included."""
    from activities.records import identity
    from activities.records.engine import make_engine, make_sessions
    from api.identity.passwords import Passwords
    from api.services import people

    engine = make_engine(settings.database, 1)
    try:
        async with make_sessions(engine)() as session:
            await _ensure_organization(session)
            missing = [person for person in PEOPLE if await identity.user_by_login(session, person.login) is None]
            if not missing:
                await session.commit()
                return
            known = {unit.id for unit in await identity.list_units(session)}
            for id, (name, roles) in UNITS.items():
                if id not in known:
                    await people.put_unit(session, author(), id, name, roles)
            password_hash = Passwords().hash(PASSWORD)
            for person in missing:
                await people.add_user(session, author(), _values(person), password_hash, person.id)
            await session.commit()
    finally:
        await engine.dispose()


async def _ensure_organization(session: AsyncSession) -> None:
    from activities.records.organizations import get_organization
    from api.services.organizations import add_organization

    if await get_organization(session, party_of(CNPJ)) is None:
        await add_organization(session, author(), CNPJ, *ORGANIZATION)


def _values(person: Person) -> dict[str, Any]:
    return {
        "login": person.login,
        "name": person.name,
        "unit": person.unit,
        "roles": list(person.roles),
        "parties": list(person.parties),
    }
