"""Partnerships on the portal: the list, and the page of each with all that art. 104 of the decree wants told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from activities.records.words import fold
from api.services.partnerships import Account, Partnership
from api.web.formatters import cnpj, date_br, money, relative
from workflows.parcerias.dinheiro import soma
from workflows.parcerias.formularios_celebracao import INSTRUMENTOS

PATH = "/publico/parcerias"
ORGAN = "Secretaria de Estado de Infraestrutura e Logística (SINFRA-MT)"
STANDINGS = {"vigente": "Em vigor", "terminada": "Terminadas há até 180 dias"}


@dataclass(frozen=True)
class AccountLine:
    """The accounts of a period: which, the period, and the four things of art. 104, V. Empty where there is none."""

    name: str
    period: str
    foreseen: date
    presented: date | None
    late: bool
    examine_by: date | None
    result: str


@dataclass(frozen=True)
class PartnershipLine:
    """A partnership in the list."""

    href: str
    number: str
    object: str
    organization: str
    cnpj: str
    total: str
    released: str
    standing: str
    accounts: str


@dataclass(frozen=True)
class TeamLine:
    """A function of the paid team: how many, what each earns a month, what is foreseen in the year."""

    function: str
    people: int
    pay: str
    foreseen: str


@dataclass(frozen=True)
class PartnershipPage:
    """Everything that is disclosed of a partnership, in words. `team_year` None: nobody has told of the team yet."""

    line: PartnershipLine
    kind: str
    signed: date
    effective: date
    last_day: date
    ended: bool
    kept_until: date
    plan_approved: date
    transfer: str
    counterpart: str
    left: str
    releases: tuple[tuple[date, str, str], ...]
    accounts: tuple[AccountLine, ...]
    team_year: int | None
    team: tuple[TeamLine, ...]
    team_total: str
    plan: str
    own_page: str


def in_reais(cents: int) -> str:
    """An amount in cents as pages write it: `R$ 1.620.000,00`, which no line breaks."""
    return money(Decimal(cents) / 100)


def matching(found: Sequence[Partnership], q: str, standing: str, year: str, today: date) -> list[Partnership]:
    """Those that have every word of `q` in number, object, name or CNPJ, stand so, and were signed in that year."""
    return [
        one
        for one in found
        if all(word in _search(one) for word in fold(q).split())
        and (not standing or (standing == "vigente") is (today <= one.last_day))
        and (not year or str(one.instrument.assinado_em.year) == year)
    ]


def _search(one: Partnership) -> str:
    said = (one.instrument.numero, one.instrument.objeto, one.instrument.organizacao, one.cnpj, cnpj(one.cnpj))
    return fold(" ".join(said))


def page_from(found: Sequence[Partnership], cursor: str | None, limit: int) -> tuple[list[Partnership], str | None]:
    """The next `limit` after the one with the id `cursor`, and the cursor of what comes after them.

    Raises ValueError when none has that id.
    """
    start = 0 if cursor is None else [one.id for one in found].index(cursor) + 1
    shown = list(found[start : start + limit])
    return shown, shown[-1].id if start + limit < len(found) else None


def line(one: Partnership, today: date) -> PartnershipLine:
    """A partnership as the list shows it."""
    ended = one.last_day < today
    return PartnershipLine(
        href=f"{PATH}/{one.id}",
        number=one.instrument.numero,
        object=one.instrument.objeto,
        organization=one.instrument.organizacao,
        cnpj=cnpj(one.cnpj) if one.cnpj else "",
        total=in_reais(one.total),
        released=in_reais(one.released) if one.released else "nada ainda",
        standing=f"Terminou em {date_br(one.last_day)}" if ended else f"Em vigor até {date_br(one.last_day)}",
        accounts=_in_short(one.accounts, today),
    )


def _in_short(accounts: Sequence[Account], today: date) -> str:
    """The accounts that matter now: the last presented or due, else the next."""
    begun = [one for one in accounts if one.presented or one.result or one.foreseen < today]
    one = begun[-1] if begun else accounts[0] if accounts else None
    return f"{_name(one)}: {_state(one, today)}" if one else ""


def _name(one: Account) -> str:
    return "Final" if one.number is None else f"{one.number}ª parcial"


def _state(one: Account, today: date) -> str:
    if one.result:
        return one.result[:1].lower() + one.result[1:]
    if one.presented:
        return f"apresentada em {date_br(one.presented)}, em análise"
    if one.foreseen < today:
        return f"prevista para {date_br(one.foreseen)}, ainda não apresentada"
    return f"prevista para {date_br(one.foreseen)}, {relative(one.foreseen, today)}"


def page_of_partnership(one: Partnership, today: date) -> PartnershipPage:
    """Its page."""
    instrument = one.instrument
    team = one.team.functions if one.team else ()
    return PartnershipPage(
        line=line(one, today),
        kind=INSTRUMENTOS[str(instrument.tipo)],
        signed=instrument.assinado_em,
        effective=instrument.eficaz_desde,
        last_day=one.last_day,
        ended=one.last_day < today,
        kept_until=one.kept_until,
        plan_approved=instrument.plano_aprovado_em,
        transfer=in_reais(one.transfer),
        counterpart=in_reais(one.counterpart) if one.counterpart else "",
        left=in_reais(max(0, one.transfer - one.released)),
        releases=tuple((each.day, each.words, in_reais(each.cents)) for each in one.releases),
        accounts=tuple(account_line(each, today) for each in one.accounts),
        team_year=one.team.year if one.team else None,
        team=tuple(TeamLine(each.funcao, each.pessoas, money(each.remuneracao), money(each.previsto)) for each in team),
        team_total=in_reais(soma(each.previsto for each in team)),
        plan=one.plan,
        own_page=one.own_page,
    )


def account_line(one: Account, today: date) -> AccountLine:
    """The accounts of a period in words."""
    return AccountLine(
        name=_name(one),
        period=f"{date_br(one.since)} a {date_br(one.until)}",
        foreseen=one.foreseen,
        presented=one.presented,
        late=one.presented is None and one.foreseen < today,
        examine_by=one.examine_by,
        result=one.result,
    )
