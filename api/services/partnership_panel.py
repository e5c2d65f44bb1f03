"""A partnership under way at one look: its money, the next instalment and its gate, accounts, alterations, deadlines.

All of it is read from the cases under the partnership of which its organisation is a party, so that whoever sees the
case of the partnership may see all that is told here; of appeals, what everybody may read of their deadlines.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries import partnerships as records
from activities.records.queries.family import Told, told
from activities.records.queries.partnerships import UnderCase
from api.services.partnership_deadlines import Bound, bound
from api.services.partnerships import Account, partnership, reading
from workflows.clock import local_date
from workflows.execucao.portas_do_repasse import DO_REPASSE
from workflows.execucao.razao import Lugar, Natureza, Razao
from workflows.kernel.state import CaseStatus, FactKind
from workflows.kernel.words import Requirement
from workflows.parcerias.dinheiro import centavos

INSTALMENT, DELIVERY = "repasse-de-parcela", "entrega-de-trecho"
CHANGES = ("alteracao", "apostila-de-oficio", "variacao-inflacionaria")


class Standing(StrEnum):
    """Where a requirement of the gate stands."""

    OPEN = "aberta"
    CLOSED = "fechada"
    WAIVED = "dispensada"


STANDS = {
    FactKind.REQUIREMENT_MET: Standing.OPEN,
    FactKind.REQUIREMENT_WAIVED: Standing.WAIVED,
    FactKind.REQUIREMENT_LOST: Standing.CLOSED,
}


@dataclass(frozen=True)
class Money:
    """Where the money is, in cents: agreed, released, spent, in the account, still to be released, held back by a
    retention, given back, and what the account earned."""

    agreed: int
    released: int
    spent: int
    account: int
    ahead: int
    held: int
    returned: int
    earned: int


@dataclass(frozen=True)
class Instalment:
    """The next instalment: cents, the day before which it does not go, its case ('' while none is open) and gate; and
    since when SINFRA alone keeps it waiting, None while anything else does (art. 49, § 1º, I)."""

    number: int
    day: date
    cents: int
    case: str
    gate: tuple[tuple[Requirement, Standing], ...]
    ours_since: date | None = None


@dataclass(frozen=True)
class Delay:
    """An instalment that SINFRA released late: its number, on how many days, which these were in words, and its
    case."""

    number: int
    days: int
    said: str
    case: str


@dataclass(frozen=True)
class Stretch:
    """A stretch of the object, in the order of the instrument: whether it was delivered, when that was confirmed here
    (None: before, or not yet), and the case in which its delivery is being examined ('' when it is not)."""

    number: int
    name: str
    size: str
    delivered: bool
    confirmed: date | None
    case: str


@dataclass(frozen=True)
class Panel:
    """What is looked at; `bound` is what binds SINFRA and the organisation by a day, as it was opened."""

    money: Money
    last_day: date
    next: Instalment | None
    delays: tuple[Delay, ...]
    accounts: tuple[Account, ...]
    changes: tuple[UnderCase, ...]
    bound: tuple[Bound, ...]
    stretches: tuple[Stretch, ...] = ()


async def panel(session: AsyncSession, case_id: str, today: date) -> Panel | None:
    """The panel of the partnership whose execution is the case `case_id`; None when it is no such case."""
    named = await records.instrument_of(session, case_id)
    by = await reading(session, today)
    one = await partnership(session, case_id, by)
    if named is None or one is None or named.id != case_id:
        return None
    cases = await records.under(session, named.party, named.number)
    deadlines = await bound(session, {"": (named.party, named.number)}, by, public=False)
    return Panel(
        money=_money(Razao.from_json(named.public.get("razao") or ())),
        last_day=one.last_day,
        next=await _next(session, cases, named.public),
        delays=tuple(_delays(cases)),
        accounts=one.accounts,
        changes=tuple(case for case in cases if case.type in CHANGES),
        bound=deadlines.get("", ()),
        stretches=_stretches(named.public.get("trechos") or (), cases),
    )


async def delays(session: AsyncSession, party: str, number: str) -> tuple[Delay, ...]:
    """The instalments of a partnership, by its organisation and number, that SINFRA released late."""
    return tuple(_delays(await records.under(session, party, number, (INSTALMENT,))))


def _stretches(shown: Collection[Mapping[str, Any]], cases: Collection[UnderCase]) -> tuple[Stretch, ...]:
    examined = {
        int(case.input["trecho"]["numero"]): case.id
        for case in cases
        if case.type == DELIVERY and case.status is CaseStatus.OPEN
    }
    return tuple(
        Stretch(
            number=int(one["numero"]),
            name=str(one["nome"]),
            size=str(one["extensao"]),
            delivered=bool(one["entregue"]),
            confirmed=date.fromisoformat(said) if (said := one.get("confirmada_em")) else None,
            case=examined.get(int(one["numero"]), ""),
        )
        for one in shown
    )


def _money(razao: Razao) -> Money:
    return Money(
        agreed=razao.total(Natureza.PACTUADO) - razao.total(Natureza.REDUZIDO),
        released=razao.total(Natureza.REPASSE),
        spent=razao.balance(Lugar.GASTO),
        account=razao.balance(Lugar.CONTA),
        ahead=razao.balance(Lugar.A_LIBERAR),
        held=razao.retained(),
        returned=razao.balance(Lugar.DEVOLVIDO),
        earned=razao.total(Natureza.RENDIMENTO),
    )


def _delays(cases: Iterable[UnderCase]) -> Iterator[Delay]:
    for case in cases:
        days = int(case.public.get("dias_de_atraso_da_sinfra") or 0)
        if case.type == INSTALMENT and days:
            yield Delay(int(case.public["parcela"]), days, str(case.public.get("atraso_da_sinfra", "")), case.id)


async def _next(session: AsyncSession, cases: Collection[UnderCase], public: Mapping[str, Any]) -> Instalment | None:
    """The instalment that is open, or else the first of the calendar that was not released."""
    begun = [case for case in cases if case.type == INSTALMENT]
    under_way = next((case for case in begun if case.status is CaseStatus.OPEN), None)
    if under_way is not None:
        return _instalment(under_way.input["parcela"], under_way.id, await told(session, (under_way.id,), *STANDS))
    released = {int(case.public["parcela"]) for case in begun if "liberada_em" in case.public}
    ahead = [one for one in public.get("cronograma") or () if int(one["numero"]) not in released]
    return _instalment(ahead[0], "", ()) if ahead and not public.get("terminou_em") else None


def _instalment(planned: Mapping[str, Any], case: str, facts: Collection[Told]) -> Instalment:
    stands = {str(one.fact.data.get("requirement")): STANDS[one.fact.kind] for one in facts}
    gate = tuple((one, stands.get(one.id, Standing.CLOSED)) for one in DO_REPASSE.requirements) if case else ()
    day = date.fromisoformat(str(planned["dia"]))
    waits = bool(gate) and all(standing is not Standing.CLOSED for _, standing in gate)
    return Instalment(
        number=int(planned["numero"]),
        day=day,
        cents=centavos(Decimal(str(planned["valor"]))),
        case=case,
        gate=gate,
        ours_since=max((day, *(local_date(one.fact.at) for one in facts))) if waits else None,
    )
