"""The register of links that keep persons out of an organisation's matters, as pages and commands enter it."""

from dataclasses import dataclass
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.parties import party_of
from activities.records import identity
from activities.records.organizations import get_organization
from activities.records.queries.links import LinkView
from activities.records.tables import UserRow
from api.door import Door
from api.handlers import invalid
from api.services import decreeing
from api.services.decreeing import Told
from api.services.people import checked_cnpj
from workflows.clock import local_date
from workflows.kernel.messages import FieldError
from workflows.kernel.state import Link
from workflows.kernel.words import Forbidden
from workflows.parcerias.regras_impedimento import Atuacao, Vinculo, dispositivo, exige_datas, ultimo_dia


@dataclass(frozen=True)
class Entering:
    """A link about to be entered: whose, with which organisation as it is called, and until when it reaches."""

    user: UserRow
    organization: str
    link: Link
    ended: date | None


async def checked(
    door: Door, session: AsyncSession, login: str, cnpj: str, kind: Vinculo, acting: Atuacao, since: date,
    ended: date | None, act: str,
) -> Entering:  # fmt: skip
    """What would be entered.

    Raises:
        Problem: 422 for a login that is nobody's, and for days that cannot be.
        Refused: the check digits of the CNPJ do not fit.
    """
    number = checked_cnpj(cnpj, "cnpj")
    user = await identity.user_by_login(session, login.lower())
    if user is None:
        raise invalid((FieldError(field="login", code="pessoa", message=f"Não há pessoa com o usuário {login}"),))
    dated(door, since, ended)
    party = party_of(number)
    known = await get_organization(session, party)
    link = Link(
        user=user.id, party=party, since=since, until=ultimo_dia(kind, ended), act=act, kind=kind.value,
        provision=dispositivo(acting, kind).id,
    )  # fmt: skip
    return Entering(user, known.name if known else party, link, ended)


def dated(door: Door, since: date, ended: date | None) -> None:
    """Raises `Problem` 422 for days that a link cannot have."""
    try:
        exige_datas(since, ended, local_date(door.now()))
    except Forbidden as forbidden:
        raise invalid((forbidden.error,)) from None


async def enter(door: Door, by: str, found: Entering) -> Told:
    """Enter the link; the open cases are told after the answer."""
    return await decreeing.set_link(door, by, found.user.login, found.link, found.ended, aside=True)


async def end(door: Door, by: str, known: LinkView, ended: date, act: str) -> Told:
    """Say when a known link ended; it keeps the person out for as long as the norm wants. Raises `Problem` 422."""
    dated(door, known.since, ended)
    kind = Vinculo(known.kind) if known.kind else Vinculo.ASSOCIADO
    link = Link(
        user=known.user_id, party=known.party, since=known.since, until=ultimo_dia(kind, ended), act=act,
        kind=known.kind, provision=known.provision,
    )  # fmt: skip
    return await decreeing.set_link(door, by, known.login, link, ended, aside=True)
