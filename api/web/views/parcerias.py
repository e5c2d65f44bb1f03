"""Partnerships on the portal: the list, and the page of each with all that art. 104 of the decree wants told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from activities.records.queries.disclosed import Standing
from api.services.partnerships import Account, Partnership
from api.web.formatters import cnpj, date_br, money, relative
from workflows.parcerias.dinheiro import soma
from workflows.parcerias.formularios_celebracao import INSTRUMENTOS

PATH = "/publico/parcerias"
ORGAN = "Secretaria de Estado de Infraestrutura e Logística (SINFRA-MT)"
STANDINGS = {Standing.RUNNING: "Em vigor", Standing.ENDED: "Terminadas há até 180 dias"}


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
