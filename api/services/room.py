"""The room of an organisation: what it must do, what it waits for, and everything it sent, for one of its people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.organizations import get_organization, organization_names
from activities.records.queries.sent import Sent, asked_of, open_cases_of, papers_of, sent_by
from activities.records.queries.viewer import Viewer
from activities.records.queries.views import CaseFull, TaskView
from api.identity.principal import Principal
from api.problems import not_found
from api.services.reading import states_of
from workflows.kernel.roles import ROLES
from workflows.kernel.state import DeadlineState

LAST_SENT = 5


@dataclass(frozen=True)
class Organization:
    """An organisation as its room names it. `cnpj` is empty where nobody registered it."""

    id: str
    name: str
    cnpj: str = ""


@dataclass(frozen=True)
class Room:
    """What stands in the room: open tasks, the open cases, their deadlines by id, the last acts sent."""

    tasks: tuple[TaskView, ...]
    cases: tuple[CaseFull, ...]
    deadlines: Mapping[str, DeadlineState]
    sent: tuple[Sent, ...]
    papers: Mapping[str, Sequence[str]] = field(default_factory=dict)


async def organization_of(session: AsyncSession, who: Principal, id: str) -> Organization:
    """One of the organisations that `who` answers for. Raises `Problem` 404 for any other, whether it exists or not."""
    if id not in who.parties:
        raise not_found("Não há essa organização entre as suas.")
    known = await get_organization(session, id)
    return Organization(id, known.name, known.cnpj) if known else Organization(id, _unregistered(id))


async def organizations_of(session: AsyncSession, who: Principal) -> tuple[Organization, ...]:
    """The organisations that `who` answers for, by name."""
    named = await organization_names(session, who.parties)
    found = (Organization(id, named.get(id) or _unregistered(id)) for id in who.parties)
    return tuple(sorted(found, key=lambda one: one.name))


def viewer_in(who: Principal, organization: str) -> Viewer:
    """Whoever looks, as one of this organisation's people and nothing else."""
    roles = tuple(role for role in who.roles if role in ROLES and ROLES[role].external)
    return Viewer(user_id="", roles=roles, parties=(organization,))


async def room_of(session: AsyncSession, who: Principal, organization: str) -> Room:
    """The room as it stands now."""
    viewer = viewer_in(who, organization)
    tasks = await asked_of(session, organization, viewer.roles)
    cases = await open_cases_of(session, organization)
    waits = [wait for case in cases for wait in case.waits]
    return Room(
        tasks=tasks,
        cases=cases,
        deadlines=await states_of(session, viewer, waits),
        sent=(await sent_by(session, organization, limit=LAST_SENT)).items,
        papers=await papers_of(session, [task.id for task in tasks]),
    )


def _unregistered(id: str) -> str:
    return "Organização ainda sem nome no cadastro" if id.startswith("org-") else id
