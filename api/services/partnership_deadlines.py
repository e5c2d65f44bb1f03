"""What binds each side of a partnership by a day, and how late it is: SINFRA as plainly as the organisation.

Everybody reads what is told in public: all that binds SINFRA in the cases that the portal tells of, and what the
organisation owes. When it defends itself, or answers what it is accused of, is not told before there is a decision. Who
signs in to see the partnership reads the rest too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries import partnerships as records
from activities.records.queries.partnerships import OwedDeadline
from api.calendars import calendar_in
from api.services.partnerships import Reading
from workflows.clock import Binds, Calendar, Late, Nature, late_by, local_date
from workflows.contas import atos_das_contas_finais as finais
from workflows.execucao import restituicao_de_saldos as saldos
from workflows.execucao.bens_remanescentes import PRAZO_DO_DONATARIO
from workflows.kernel.state import DeadlineStatus

APPEALS = ("recurso", "recurso-da-retencao", "recurso-das-contas", "recurso-das-contas-parciais")
"""The cases of appeals (arts. 31, 40 and 97): under the case that was appealed, and of no partnership by themselves."""
TOLD = (
    "celebracao", "parceria", "alteracao", "variacao-inflacionaria", "apostila-de-oficio", "registro-de-despesas",
    "balancete-mensal", "entrega-de-trecho", "contas-parciais", "contas-finais", "julgamento", "restituicao-de-saldos",
    "bens-remanescentes", "divulgacao-da-parceria", "atuacao-em-rede", "rescisao-da-rede", *APPEALS,
)  # fmt: skip
"""The kinds of cases whose deadlines everybody may read."""
OWED = (saldos.PRAZO.id, finais.PRAZO_DA_OMISSA.id)
"""What the organisation owes although its day is peremptory: money and accounts, not the use of a right. Whatever binds
SINFRA is owed."""
OF_NEITHER = (PRAZO_DO_DONATARIO.id,)
"""What binds somebody else: who is given the goods."""
LATE_LATER = (Nature.ADMINISTRATIVE, Nature.CYCLE)
"""What is still owed once its day is over; a right is lost and a validity ends, and neither is late."""


class Side(StrEnum):
    """Whom a deadline binds."""

    SINFRA = "sinfra"
    ORGANIZATION = "organizacao"


class Stand(StrEnum):
    """How a deadline stands: running, suspended, over and still owed, met, met late, over for good, not met (its case
    went on without it once it was over) or no longer asked for while there was time."""

    RUNNING = "em-curso"
    HELD = "suspenso"
    LATE = "vencido"
    MET = "cumprido"
    MET_LATE = "cumprido-em-atraso"
    OVER = "encerrado"
    NEVER = "nao-cumprido"
    DROPPED = "dispensado"


@dataclass(frozen=True)
class Bound:
    """A deadline, whom it binds, how it stands today, the day on which it stopped running, and by how much it is late,
    or was when it stopped."""

    deadline: OwedDeadline
    side: Side
    stand: Stand
    closed: date | None = None
    late: Late | None = None


async def bound(
    session: AsyncSession, partnerships: Mapping[str, tuple[str, str]], by: Reading, *, public: bool
) -> dict[str, tuple[Bound, ...]]:
    """What binds each side of these partnerships (organisation and number, by key), as it was opened: what everybody
    may read, or else all. Raises UnknownCalendarError for what is counted on a calendar that is no more."""
    found = await records.owed(session, partnerships, APPEALS, TOLD if public else ())
    calendars = {id: calendar_in(by.context.calendars, id) for id in {one.term.calendar for one in found}}
    told: dict[str, list[Bound]] = {}
    for one in found:
        side = side_of(one)
        if side is not None and (not public or tellable(one, side)):
            told.setdefault(one.key, []).append(standing(one, side, by.today, calendars[one.term.calendar]))
    return {key: tuple(ones) for key, ones in told.items()}


def side_of(one: OwedDeadline) -> Side | None:
    """Whom the deadline binds; None for somebody who is neither."""
    if one.term.binds is Binds.ADMINISTRACAO:
        return Side.SINFRA
    return Side.ORGANIZATION if one.party in (None, one.owner) and one.decl not in OF_NEITHER else None


def tellable(one: OwedDeadline, side: Side) -> bool:
    """Whether everybody may read it, in a case that is `TOLD`."""
    return side is Side.SINFRA or one.term.nature in LATE_LATER or one.decl in OWED


def standing(one: OwedDeadline, side: Side, today: date, calendar: Calendar) -> Bound:
    """How it stands on the legal date `today`, counted on its calendar."""
    closed = local_date(one.closed_at) if one.closed_at else None
    until = today if one.status.running else closed or today
    late = late_by(one.term, one.due, until, calendar) if one.due else None
    match one.status:
        case DeadlineStatus.MET:
            return Bound(one, side, Stand.MET, closed)
        case DeadlineStatus.MET_LATE:
            return Bound(one, side, Stand.MET_LATE, closed, late)
        case DeadlineStatus.CANCELLED if late is None or one.term.nature not in LATE_LATER:
            return Bound(one, side, Stand.DROPPED, closed)
        case DeadlineStatus.CANCELLED:
            return Bound(one, side, Stand.NEVER, closed, late)
        case DeadlineStatus.SUSPENDED:
            return Bound(one, side, Stand.HELD)
    if late is None and one.status is not DeadlineStatus.LAPSED:
        return Bound(one, side, Stand.RUNNING)
    if one.term.nature not in LATE_LATER:
        owed = side is Side.SINFRA or one.decl in OWED
        return Bound(one, side, Stand.NEVER if owed else Stand.OVER, one.due)
    return Bound(one, side, Stand.LATE, late=late)
