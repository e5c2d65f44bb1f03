"""Where the rows of each dataset come from. Every source is read in slices, so that no dataset is ever held whole."""

from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as rows_of
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.context import load_context
from activities.records.queries.register import PMIS, PUBLIC, SHOWN, PublicCase, public_cases
from activities.records.tables import CaseRow, ContextRow, DeadlineRow, FactRow
from api.opendata.rows import Dever, Dia, Numeros, Parametro, Prazo, Proposta, Row
from api.web.views.normas import value_words
from workflows.clock import Calendar, Nature, local_date
from workflows.kernel.matrix import matrix
from workflows.kernel.registry import about, procedures
from workflows.kernel.state import CaseStatus, DeadlineStatus, FactKind
from workflows.norms import UnknownProvision, parameters, provision, resolution

SLICE = 500
AROUND = 2
"""Of the calendars, the current year and so many before and after it are told."""
KINDS: Mapping[str, Any] = {"step": "ato", "rule": "regra", "deadline": "prazo"}


@dataclass(frozen=True)
class Setting:
    """What a row may depend on besides the records: the address of the pages and the legal date."""

    base: str
    today: date


@dataclass(frozen=True)
class Mark:
    """What tells one state of a source from the next, and since when it has been so."""

    word: str
    since: datetime


async def mark_of_cases(session: AsyncSession, setting: Setting) -> Mark:
    """That of the cases: it changes with each act recorded, and from day to day, for what was disclosed long enough
    leaves its list and what nobody did is late."""
    statement = rows_of(func.count(), func.sum(CaseRow.last_seq), func.max(CaseRow.recorded_at)).select_from(CaseRow)
    count, facts, last = (await session.exec(statement)).one()  # type: ignore[call-overload]
    context = await mark_of_decrees(session, setting)
    return Mark(f"{count}.{facts or 0}.{last.timestamp() if last else 0}.{setting.today}", last or context.since)


async def mark_of_decrees(session: AsyncSession, setting: Setting) -> Mark:
    """That of what the body decrees: it changes with each act of administration, and from day to day."""
    head = (await session.exec(select(ContextRow))).one()
    return Mark(f"{head.version}.{setting.today}", head.changed_at)


async def propostas(session: AsyncSession, setting: Setting) -> AsyncIterator[Row]:
    """The public register of PMIS, newest first."""
    cursor: str | None = None
    while True:
        found = await public_cases(session, cursor=cursor, limit=SLICE)
        heard = await _heard(session, [case.id for case in found.items])
        for case in found.items:
            yield _proposta(case, heard.get(case.id, 0), setting)
        cursor = found.next_cursor
        if cursor is None:
            return


def _proposta(case: PublicCase, heard: int, setting: Setting) -> Proposta:
    received = _day(case.public.get("recebida_em")) or case.started_on
    answered = _day(case.public.get("resposta_enviada_em"))
    return Proposta(
        numero=case_number(case.type, case.number, case.year),
        ano=case.year,
        sequencial=case.number,
        sintese=str(case.public.get("sintese") or case.subject),
        recebida_em=received,
        situacao=case.status,
        etapa=_stage(case.type, case.stage),
        resultado=str(case.public["resultado"]) if case.public.get("resultado") else None,
        resposta_enviada_em=answered,
        dias_ate_a_resposta=(answered - received).days if answered else None,
        contribuicoes=heard,
        endereco=f"{setting.base}/pmis/{case.id}",
    )


async def _heard(session: AsyncSession, case_ids: list[str]) -> dict[str, int]:
    """How many contributions each case received."""
    statement = (
        rows_of(FactRow.case_id, func.count())  # type: ignore[call-overload]
        .where(
            col(FactRow.case_id).in_(case_ids),
            col(FactRow.kind) == FactKind.EVENT_RECEIVED.value,
            col(FactRow.data)["event"].astext == "pmis.contribuicao",
        )
        .group_by(FactRow.case_id)
    )
    return dict(iter(await session.exec(statement)))


async def numeros(session: AsyncSession, _setting: Setting) -> AsyncIterator[Row]:
    """The cases in numbers, by procedure, year and how they stand."""
    keys = (CaseRow.type, CaseRow.year, CaseRow.status, CaseRow.stage, CaseRow.outcome)
    statement: Any = rows_of(*keys, func.count()).group_by(*keys).order_by(*keys)  # type: ignore[call-overload]
    for type, year, status, stage, outcome, count in (await session.exec(statement)).all():
        known = about(type) if type in procedures() else None
        titles = {one: one.title for one in known.outcomes} if known else {}
        yield Numeros(
            procedimento=type,
            titulo=known.title if known else type,
            ano=year,
            situacao=CaseStatus(status),
            etapa=_stage(type, stage),
            resultado=titles.get(outcome, outcome),
            quantidade=count,
        )


async def prazos(session: AsyncSession, setting: Setting) -> AsyncIterator[Row]:
    """The deadlines of the cases that are public, by id."""
    last = ""
    while True:
        statement: Any = (
            rows_of(DeadlineRow, CaseRow.number, CaseRow.year)  # type: ignore[call-overload]
            .join(CaseRow, col(CaseRow.id) == col(DeadlineRow.case_id))
            .where(PUBLIC, col(CaseRow.type).in_(SHOWN), col(DeadlineRow.party).is_(None), col(DeadlineRow.id) > last)
            .order_by(col(DeadlineRow.id))
            .limit(SLICE)
        )
        found = (await session.exec(statement)).all()
        for row, number, year in found:
            yield _prazo(row, case_number(row.case_type, number, year), setting)
        if len(found) < SLICE:
            return
        last = found[-1][0].id


def _prazo(row: DeadlineRow, case: str, setting: Setting) -> Prazo:
    return Prazo(
        processo=case,
        procedimento=row.case_type,
        prazo=row.title,
        dispositivo=citation(row.provision),
        natureza=Nature(row.term["nature"]),
        contado_de=date.fromisoformat(row.term["anchor"]),
        vence_em=row.due,
        provisorio=row.provisional,
        situacao=DeadlineStatus(row.status),
        encerrado_em=local_date(row.closed_at) if row.closed_at else None,
        endereco=f"{setting.base}/{'pmis' if row.case_type == PMIS else 'publico/processos'}/{row.case_id}",
    )


async def dias(session: AsyncSession, setting: Setting) -> AsyncIterator[Row]:
    """The days without the normal hours, by calendar and date."""
    for id, data in sorted((await load_context(session)).calendars.items()):
        calendar = Calendar(data)
        for year in range(setting.today.year - AROUND, setting.today.year + AROUND + 1):
            for row in year_of(id, calendar, year):
                yield row


def year_of(id: str, calendar: Calendar, year: int) -> Iterable[Dia]:
    """The days of a year without the normal hours."""
    day = date(year, 1, 1)
    while day.year == year:
        if (found := calendar.special(day)) is not None:
            yield Dia(
                calendario=id,
                dia=day,
                nome=found.name,
                natureza=found.ground,
                efeito=found.kind,
                ato=found.act,
                ato_de=found.decreed_on,
                a_confirmar=found.unconfirmed,
                ano_decretado=not calendar.is_provisional_year(year),
            )
        day += timedelta(days=1)


async def deveres(_session: AsyncSession, _setting: Setting) -> AsyncIterator[Row]:
    """Every duty of the norms, in their order."""
    for row in matrix():
        first = row.duty.provisions[0]
        yield Dever(
            dever=row.duty.id,
            norma=first.norm.title,
            dispositivos="; ".join(one.short for one in row.duty.provisions),
            tipo=KINDS[row.duty.kind],
            grupo=row.duty.procedure,
            o_que_pede=row.duty.title,
            situacao=row.met.value,
            cumprido_por="; ".join(one.id for one in row.by) or None,
            motivo=row.reason or None,
        )


async def parametros(session: AsyncSession, setting: Setting) -> AsyncIterator[Row]:
    """What the norms leave open, by key, as it stands today."""
    overrides = (await load_context(session)).parameters
    for one in parameters():
        found = resolution(one.key, overrides, setting.today)
        fixed = "norma" if one.default_is_law else "sugestao"
        yield Parametro(
            chave=one.key,
            descricao=one.description,
            dispositivo=one.provision.citation,
            unidade=one.unit,
            valor=value_words(one, found.value) if found.value is not None else None,
            origem="ato" if found.act else "nao-fixado" if found.value is None else fixed,
            ato=found.act,
            desde=found.since if found.act else None,
        )


def case_number(type: str, number: int, year: int) -> str:
    """`PMIS 14/2026`."""
    short = about(type).short if type in procedures() else type
    return f"{short} {number}/{year}"


def _stage(type: str, stage: str) -> str:
    stages = about(type).stages if type in procedures() else ()
    return next((one.title for one in stages if one.id == stage), stage)


def citation(id: str) -> str:
    """A provision by its name, `Decreto 167/2019, art. 88`; an unknown one as it stands."""
    try:
        return provision(id).citation
    except UnknownProvision:
        return id


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None
