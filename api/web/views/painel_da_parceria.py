"""The panel of a partnership on the page of its case, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activities.records.queries.partnerships import UnderCase
from api.services.partnership_panel import Delay, Instalment, Money, Panel, Standing, Stretch
from api.web.formatters import capital, date_br, relative
from api.web.views.citacoes import Cite, cite
from api.web.views.parcerias import AccountLine, account_line, in_reais
from api.web.views.prazos_da_parceria import SideView, sides
from api.web.views.procedimentos import about, outcome_title, stage_title
from workflows.execucao.atos_do_atraso import DO_ATRASO
from workflows.execucao.formularios_trechos import ORDEM
from workflows.kernel.state import CaseStatus

STRETCHES = cite(ORDEM.id)
WORDS = {Standing.OPEN: "aberta", Standing.CLOSED: "fechada", Standing.WAIVED: "não se aplica"}


@dataclass(frozen=True)
class Figure:
    """An amount, what it is, and a remark."""

    name: str
    amount: str
    remark: str = ""


@dataclass(frozen=True)
class GateLine:
    """A requirement of the gate: what it is, whether it stands, its provision."""

    title: str
    word: str
    open: bool
    cite: Cite


@dataclass(frozen=True)
class NextInstalment:
    """The next instalment; `href` is its case, '' while none is open; `late` says by how much SINFRA is, '' if it is
    not."""

    title: str
    said: str
    href: str
    gate: tuple[GateLine, ...]
    closed: int
    late: str
    cite: Cite


@dataclass(frozen=True)
class DelayLine:
    """An instalment that SINFRA released late, in words, and its case, '' for who may not see it."""

    said: str
    cite: Cite
    href: str


@dataclass(frozen=True)
class AccountOf:
    """The accounts of a period, and their case ('' while there is none)."""

    line: AccountLine
    href: str


@dataclass(frozen=True)
class ChangeLine:
    """An alteration: what it is, how it stands, its case."""

    title: str
    state: str
    since: date
    href: str


@dataclass(frozen=True)
class StretchLine:
    """A stretch of the object: its place and name, how much of it, how it stands, the case that examines it or ''."""

    title: str
    size: str
    word: str
    done: bool
    href: str


@dataclass(frozen=True)
class PanelView:
    """The panel as its part of the page shows it."""

    figures: tuple[Figure, ...]
    next: NextInstalment | None
    delays: tuple[DelayLine, ...]
    accounts: tuple[AccountOf, ...]
    changes: tuple[ChangeLine, ...]
    sides: tuple[SideView, ...]
    stretches: tuple[StretchLine, ...] = ()
    stretches_cite: Cite = STRETCHES


def panel_view(found: Panel, today: date, internal: bool) -> PanelView:
    """The panel in words, for the body's people (`internal`) or for those of the organisation."""
    return PanelView(
        figures=_figures(found.money),
        next=_next(found.next, today) if found.next else None,
        delays=delay_lines(found.delays, linked=True),
        accounts=tuple(
            AccountOf(account_line(each, today), f"/processos/{each.case}" if each.case else "")
            for each in found.accounts
        ),
        changes=tuple(_change(each) for each in found.changes),
        sides=sides(found.bound, today, lambda one: internal or one.party_of_case),
        stretches=_stretches(found.stretches),
    )


def _stretches(found: Sequence[Stretch]) -> tuple[StretchLine, ...]:
    following = next((one.number for one in found if not one.delivered), 0)
    return tuple(
        StretchLine(
            f"{one.number}º, {one.name}", one.size, _delivery(one, following), one.delivered,
            f"/processos/{one.case}" if one.case else "",
        )
        for one in found
    )  # fmt: skip


def _delivery(one: Stretch, following: int) -> str:
    if one.confirmed is not None:
        return f"entregue, confirmado em {date_br(one.confirmed)}"
    if one.delivered:
        return "já entregue"
    if one.case:
        return "entrega em conferência pelo Gestor"
    return "é o próximo a entregar" if one.number == following else "a entregar"


def _figures(money: Money) -> tuple[Figure, ...]:
    held = f"{in_reais(money.held)} retidos" if money.held else ""
    earned = f"com {in_reais(money.earned)} de rendimentos" if money.earned else ""
    back = f"{in_reais(money.returned)} devolvidos" if money.returned else ""
    return (
        Figure("pactuado", in_reais(money.agreed), f"faltam liberar {in_reais(money.ahead)}" if money.ahead else ""),
        Figure("liberado", in_reais(money.released), held),
        Figure("gasto", in_reais(money.spent), back),
        Figure("saldo na conta", in_reais(money.account), earned),
    )


def _next(one: Instalment, today: date) -> NextInstalment:
    gate = tuple(
        GateLine(capital(each.title), WORDS[standing], standing is not Standing.CLOSED, cite(each.provision.id))
        for each, standing in one.gate
    )
    when = f"{in_reais(one.cents)}, não antes de {date_br(one.day)}, {relative(one.day, today)}."
    later = "" if one.case else " As condições se conferem nesse dia, quando o repasse é aberto."
    return NextInstalment(
        f"Próxima parcela: a {one.number}ª", f"{when}{later}", f"/processos/{one.case}" if one.case else "", gate,
        sum(not each.open for each in gate), _late(one, today), cite(DO_ATRASO.id),
    )  # fmt: skip


def _late(one: Instalment, today: date) -> str:
    if one.ours_since is None or one.ours_since >= today:
        return ""
    days = contados((today - one.ours_since).days)
    return f"A SINFRA está atrasada: esta parcela espera só por ela há {days}, desde {date_br(one.ours_since)}."


def delay_lines(found: Sequence[Delay], linked: bool = False) -> tuple[DelayLine, ...]:
    """The instalments that SINFRA released late, in words; `linked` to their cases."""
    return tuple(_delay(one, f"/processos/{one.case}" if linked else "") for one in found)


def _delay(one: Delay, href: str) -> DelayLine:
    said = f"A {one.number}ª parcela saiu com {contados(one.days)} de atraso da SINFRA: {one.said}."
    return DelayLine(said, cite(DO_ATRASO.id), href)


def contados(days: int) -> str:
    """So many days, in words: `1 dia`, `19 dias`."""
    return "1 dia" if days == 1 else f"{days} dias"


def _change(one: UnderCase) -> ChangeLine:
    known = about(one.type)
    ended = one.status is CaseStatus.ENDED
    state = outcome_title(one.type, one.outcome) if ended else f"em andamento: {stage_title(one.type, one.stage)}"
    return ChangeLine(known.title if known else one.type, state, one.started_on, f"/processos/{one.id}")
