"""Partnerships as the law discloses them (Decreto 167/2019, arts. 102 and 104), put together from their cases.

Nothing here is typed in for the portal: the instrument comes from its celebration, money from the ledger of the
execution, accounts and deadlines from their own cases. What no case says yet, such as the day on which accounts are
foreseen, is counted by the legal clock. No field names a person.
"""

from bisect import bisect_left
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.context import load_context
from activities.records.queries import partnerships as records
from activities.records.queries.disclosed import Disclosed, Standing, list_disclosed
from activities.records.queries.partnerships import Dated, Instrument, UnderCase
from api.calendars import calendar_in
from workflows.clock import local_date
from workflows.contas import atos_da_analise_parcial as analise_parcial
from workflows.contas import atos_das_contas_finais as finais
from workflows.contas import atos_das_contas_parciais as parciais
from workflows.contas import atos_do_julgamento as julgamento
from workflows.contas.prestacoes_devidas import Contagem, Intervalos, Prestacao, prestacoes
from workflows.execucao.atos_da_divulgacao import PRAZO
from workflows.execucao.contas_da_parceria import FIM_DO_EXERCICIO
from workflows.execucao.formularios_divulgacao import Funcao
from workflows.execucao.parceria_em_curso import ParceriaEmCurso
from workflows.execucao.razao import Natureza, Razao
from workflows.execucao.registros import ALTERACOES, TERMINO
from workflows.execucao.regras_ciclos import DaLiberacao
from workflows.execucao.regras_da_divulgacao import DIAS_DE_DIVULGACAO, como_esta
from workflows.execucao.regras_da_parceria import em_curso
from workflows.kernel.case import DEFAULT_CALENDAR
from workflows.kernel.parameters import parameter_in
from workflows.kernel.registering import Entry
from workflows.kernel.registry import about
from workflows.kernel.state import CaseStatus, Context
from workflows.norms import Param, Parameter
from workflows.parcerias.dinheiro import centavos
from workflows.parcerias.instrumento import InstrumentoEficaz

SLICE = 200
"""Partnerships read together, where all are told."""
INTERVALO = Param("intervalo_pc_parcial_dias")
PARTIAL, FINAL, JUDGED, DISCLOSED = "contas-parciais", "contas-finais", "julgamento", "divulgacao-da-parceria"
PRESENTED = (parciais.APRESENTAR.id, finais.APRESENTAR.id)
DUE = (parciais.PRAZO.id, finais.PRAZO.id)
EXAMINED_BY = (analise_parcial.PRAZO_DA_ANALISE.id, finais.PRAZO_DA_ANALISE.id, julgamento.PRAZO_DA_APRECIACAO.id)


@dataclass(frozen=True)
class Release:
    """An instalment that was released: its day, and cents."""

    day: date
    cents: int
    words: str


@dataclass(frozen=True)
class Account:
    """The accounts of a period (`number` None: the final ones), as art. 104, V, wants them told. `case` is theirs."""

    number: int | None
    since: date
    until: date
    foreseen: date
    presented: date | None = None
    examine_by: date | None = None
    result: str = ""
    case: str = ""


@dataclass(frozen=True)
class Team:
    """Who is paid in a financial year, by functions; `functions` empty: nobody."""

    year: int
    functions: tuple[Funcao, ...]


@dataclass(frozen=True)
class Partnership:
    """What is disclosed of a partnership. Money in cents; `last_day` is the last of the partnership, `kept_until` that
    of its disclosure; `plan` and `own_page` are addresses, empty when nobody gave them."""

    id: str
    key: str
    instrument: InstrumentoEficaz
    cnpj: str
    transfer: int
    counterpart: int
    released: int
    releases: tuple[Release, ...]
    last_day: date
    kept_until: date
    accounts: tuple[Account, ...] = ()
    team: Team | None = None
    plan: str = ""
    own_page: str = ""

    @property
    def total(self) -> int:
        """The whole value: what is transferred, and what the organisation gives in goods and services."""
        return self.transfer + self.counterpart


@dataclass(frozen=True)
class Reading:
    """What partnerships are read by: the day, and what the body decreed."""

    today: date
    context: Context
    counting: Contagem

    def disclosed(self, one: Partnership) -> bool:
        """Whether the law still wants it disclosed."""
        return self.today <= one.kept_until

    def kept_until(self, last_day: date) -> date:
        """The last day on which a partnership that ends, or ended, on `last_day` is disclosed."""
        assert PRAZO.budget is not None
        return self.counting.ultimo_dia(PRAZO, last_day, PRAZO.budget)

    def earliest_end(self) -> date:
        """The earliest last day of a partnership that is still disclosed: who ends later is disclosed for longer."""
        far = DIAS_DE_DIVULGACAO
        while self.kept_until(self.today - timedelta(far)) >= self.today:
            far *= 2
        days = range(-far, 1)
        found = bisect_left(days, self.today, key=lambda ago: self.kept_until(self.today + timedelta(ago)))
        return self.today + timedelta(days[found])


async def reading(session: AsyncSession, today: date) -> Reading:
    """By what partnerships are read today."""
    context = await load_context(session)
    calendar = calendar_in(context.calendars, DEFAULT_CALENDAR)
    return Reading(today, context, Contagem(context.policy, calendar))


def wanted(by: Reading, q: str = "", standing: Standing | None = None, year: int | None = None) -> Disclosed:
    """What is asked of the list: all that is disclosed on the day of the reading, or some of it."""
    return Disclosed(today=by.today, ended_since=by.earliest_end(), q=q, standing=standing, year=year)


async def listed(
    session: AsyncSession, by: Reading, asked: Disclosed, cursor: str | None, limit: int
) -> tuple[list[Partnership], str | None]:
    """Some of the partnerships that are disclosed, those last signed first, whole, and the cursor of what comes after.

    Raises ValueError for an unknown cursor.
    """
    named, after = await _instruments(session, asked, cursor, limit)
    return await _whole(session, named, by), after


async def _instruments(
    session: AsyncSession, asked: Disclosed, cursor: str | None, limit: int
) -> tuple[list[Instrument], str | None]:
    found = await list_disclosed(session, asked, cursor=cursor, limit=limit)
    named = await records.instruments(session, [one.id for one in found.items])
    return [named[one.id] for one in found.items if one.id in named], found.next_cursor


async def all_disclosed(session: AsyncSession, by: Reading) -> AsyncIterator[Partnership]:
    """Every partnership that is disclosed today, whole, in the same order; a few at a time are held."""
    cursor: str | None = None
    while True:
        found, cursor = await listed(session, by, wanted(by), cursor, SLICE)
        for one in found:
            yield one
        if cursor is None:
            return


async def disclosed_instruments(session: AsyncSession, by: Reading, limit: int) -> AsyncIterator[list[Instrument]]:
    """The instruments of all of them, in the same order, so many at a time."""
    cursor: str | None = None
    while True:
        found, cursor = await _instruments(session, wanted(by), cursor, limit)
        yield found
        if cursor is None:
            return


async def partnership(session: AsyncSession, case_id: str, by: Reading) -> Partnership | None:
    """The whole of one partnership, by the case of its celebration or execution; None when there is none to tell."""
    named = await records.instrument_of(session, case_id)
    if named is None:
        return None
    (one,) = await _whole(session, (named,), by)
    return one


async def _whole(session: AsyncSession, found: Sequence[Instrument], by: Reading) -> list[Partnership]:
    """These partnerships, each with what the cases under it say of its accounts, its team and its disclosure."""
    ones = await _read(session, found, by)
    named = {one.key: (each.party, each.number) for one, each in zip(ones, found, strict=True)}
    under = await records.under_each(session, named, (PARTIAL, FINAL, JUDGED, DISCLOSED), PRESENTED)
    ids = [case.id for cases in under.values() for case in cases]
    dates: dict[str, list[Dated]] = {}
    for day in await records.dated(session, ids, (*DUE, *EXAMINED_BY)):
        dates.setdefault(day.case_id, []).append(day)
    return [_told_whole(one, each, under.get(one.key, ()), dates, by) for one, each in zip(ones, found, strict=True)]


def _told_whole(
    one: Partnership, named: Instrument, cases: Sequence[UnderCase], dates: Mapping[str, list[Dated]], by: Reading
) -> Partnership:
    said = [case.public for case in cases if case.type == DISCLOSED]
    teams = [public for public in said if "equipe" in public]
    pages = [str(public["endereco_da_organizacao"]) for public in said if "endereco_da_organizacao" in public]
    days = [day for case in cases for day in dates.get(case.id, ())]
    return replace(
        one,
        accounts=_accounts(one, cases, days, named, by),
        team=_team(teams[-1]) if teams else None,
        plan=next((str(public["plano"]) for public in reversed(said) if public.get("plano")), ""),
        own_page=pages[-1] if pages else "",
    )


def running(one: Partnership) -> ParceriaEmCurso:
    """The partnership as cases under it are told of it: its instrument, with the term and the value as they stand."""
    begun = em_curso(one.instrument)
    fim = max(one.last_day, begun.inicio)
    return begun.model_copy(update={"fim": fim, "repasse": Decimal(one.transfer) / 100})


async def _read(session: AsyncSession, found: Collection[Instrument], by: Reading) -> list[Partnership]:
    keys = [f"{one.party}/{one.number}" for one in found]
    entries = await records.entries(session, keys, (ALTERACOES.id, TERMINO.id), by.today)
    numbers = await records.numbers_of(session, {one.party for one in found})
    return [_partnership(one, entries, numbers.get(one.party, ""), by) for one in found]


def _partnership(one: Instrument, entries: Mapping[tuple[str, str], Entry], cnpj: str, by: Reading) -> Partnership:
    instrument = InstrumentoEficaz.model_validate(one.instrument)
    key = f"{one.party}/{one.number}"
    altered = entries.get((key, ALTERACOES.id), Entry())
    ended, fim = entries.get((key, TERMINO.id), Entry()), em_curso(instrument).fim
    last = como_esta(fim, altered, ended, one.public.get("terminou_em"))
    releases = _releases(one)
    extra = instrument.minuta.contrapartida
    return Partnership(
        id=one.id,
        key=key,
        instrument=instrument,
        cnpj=cnpj,
        transfer=int(altered.details.get("repasse") or centavos(instrument.minuta.valor_do_repasse)),
        counterpart=centavos(extra.valor) if extra else 0,
        released=sum(release.cents for release in releases),
        releases=releases,
        last_day=last,
        kept_until=by.kept_until(last),
    )


def _releases(one: Instrument) -> tuple[Release, ...]:
    lines = Razao.from_json(one.public.get("razao") or ()).linhas
    return tuple(
        Release(line.dia, line.centavos, line.historico) for line in lines if line.natureza is Natureza.REPASSE
    )


def _team(public: Mapping[str, object]) -> Team:
    rows = public["equipe"]
    assert isinstance(rows, list)
    return Team(int(str(public["exercicio"])), tuple(Funcao.model_validate(row) for row in rows))


def _accounts(
    one: Partnership, cases: Collection[UnderCase], dates: Collection[Dated], named: Instrument, by: Reading
) -> tuple[Account, ...]:
    before = named.began.get("contas_ate")
    partial = {date.fromisoformat(case.input["fim"]): case for case in cases if case.type == PARTIAL}
    intervals = _intervals(one, by, tuple(partial), named.public.get("contagem_das_contas"))
    owed = [
        each for each in prestacoes(em_curso(one.instrument).inicio, one.last_day, intervals, by.counting)
        if each.numero is None or before is None or each.fim > date.fromisoformat(before)
    ]  # fmt: skip
    final = next((case for case in cases if case.type == FINAL), None)
    judged = next((case for case in cases if case.type == JUDGED), None)
    told = [_told(each, final if each.numero is None else partial.get(each.fim), judged, dates) for each in owed]
    foreseen = {each.fim for each in owed if each.numero is not None}
    others = [_own(case, dates) for day, case in partial.items() if day not in foreseen]
    return tuple(sorted((*told, *others), key=lambda account: (account.number is None, account.until)))


def _intervals(
    one: Partnership, by: Reading, opened: tuple[date, ...], released: Mapping[str, str | None] | None
) -> Intervalos:
    def fixed(parameter: Parameter) -> object:
        return parameter_in(by.context, parameter, by.today)

    own, by_act = one.instrument.minuta.contas_parciais_em_dias, fixed(parciais.PRAZO_POR_ATO)
    by_delivery = bool(one.instrument.minuta.trechos)
    return Intervalos(
        cada=own or (None if by_delivery else int(str(fixed(INTERVALO)))),
        para_enviar=None if by_act is None else int(str(by_act)),
        fim_do_exercicio=str(fixed(FIM_DO_EXERCICIO)),
        abertas=opened if by_delivery else (),
        contagem=None if released is None else DaLiberacao.from_json(released),
    )


def _told(each: Prestacao, case: UnderCase | None, judged: UnderCase | None, dates: Collection[Dated]) -> Account:
    plain = Account(each.numero, each.inicio, each.fim, each.prevista)
    if case is not None and each.numero is not None:
        since = date.fromisoformat(case.input["inicio"])
        plain = replace(plain, number=int(case.input["numero"]), since=since)
    decided = judged if each.numero is None else None
    if case is None and decided is None:
        return plain
    ids = [one.id for one in (case, decided) if one is not None]
    examine = [one.due for one in dates if one.case_id in ids and one.decl in EXAMINED_BY and one.due]
    foreseen = [one.due for one in dates if one.case_id in ids and one.decl in DUE and one.due]
    return replace(
        plain,
        foreseen=foreseen[-1] if foreseen else each.prevista,
        presented=local_date(case.done_at) if case and case.done_at else None,
        examine_by=examine[-1] if examine else None,
        result=_result(case, decided),
        case=ids[0],
    )


def _own(case: UnderCase, dates: Collection[Dated]) -> Account:
    """Partial accounts of a period that the calendar does not have any more."""
    since, until = (date.fromisoformat(case.input[name]) for name in ("inicio", "fim"))
    return _told(Prestacao(int(case.input["numero"]), since, until, until), case, None, dates)


def _result(case: UnderCase | None, judged: UnderCase | None) -> str:
    """The conclusive result: that of the judgment for the final accounts, once no appeal is left."""
    last = judged or case
    if last is None or last.status is not CaseStatus.ENDED or (last.type == FINAL):
        return ""
    return next((one.title for one in about(last.type).outcomes if one == last.outcome), "")
