"""Rows of partnerships as open data: what their pages tell, as tables (art. 104)."""

from collections.abc import AsyncIterator
from decimal import Decimal

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.partnerships import Instrument
from api.opendata.rows import ContaDaParceria, FuncaoDaEquipe, Parceria, PrazoDaParceria, Row
from api.opendata.sources import Setting, case_number, citation
from api.services.partnership_deadlines import Bound, Stand, bound
from api.services.partnerships import Partnership, all_disclosed, disclosed_instruments, reading
from api.web.views.parcerias import ORGAN, PATH
from workflows.clock import Unit

TOGETHER = 50
"""Partnerships whose deadlines are read together: each may have some hundreds."""


async def parcerias(session: AsyncSession, setting: Setting) -> AsyncIterator[Row]:
    """The partnerships that are disclosed today, those last signed first."""
    async for one in _all(session, setting):
        instrument = one.instrument
        yield Parceria(
            parceria=one.id,
            instrumento=instrument.numero,
            tipo=instrument.tipo.value,
            orgao=ORGAN,
            assinado_em=instrument.assinado_em,
            eficaz_desde=instrument.eficaz_desde,
            ultimo_dia=one.last_day,
            divulgada_ate=one.kept_until,
            organizacao=instrument.organizacao,
            cnpj=one.cnpj or None,
            objeto=instrument.objeto,
            valor_total=_reais(one.total),
            valor_do_repasse=_reais(one.transfer),
            contrapartida=_reais(one.counterpart),
            valor_liberado=_reais(one.released),
            plano_aprovado_em=instrument.plano_aprovado_em,
            plano=one.plan or None,
            endereco=f"{setting.base}{PATH}/{one.id}",
        )


async def contas(session: AsyncSession, setting: Setting) -> AsyncIterator[Row]:
    """The accounts of each of them, by period, the final ones last."""
    async for one in _all(session, setting):
        for account in one.accounts:
            yield ContaDaParceria(
                parceria=one.id,
                instrumento=one.instrument.numero,
                contas="finais" if account.number is None else "parciais",
                numero=account.number,
                periodo_desde=account.since,
                periodo_ate=account.until,
                prevista_para=account.foreseen,
                apresentada_em=account.presented,
                analisar_ate=account.examine_by,
                resultado=account.result or None,
            )


async def equipes(session: AsyncSession, setting: Setting) -> AsyncIterator[Row]:
    """The functions that each of them pays, in the last financial year that was told."""
    async for one in _all(session, setting):
        if one.team is None:
            continue
        for function in one.team.functions:
            yield FuncaoDaEquipe(
                parceria=one.id,
                instrumento=one.instrument.numero,
                exercicio=one.team.year,
                funcao=function.funcao,
                pessoas=function.pessoas,
                remuneracao_mensal=f"{function.remuneracao:.2f}",
                previsto_no_exercicio=f"{function.previsto:.2f}",
            )


async def prazos(session: AsyncSession, setting: Setting) -> AsyncIterator[Row]:
    """What binds SINFRA and the organisation by a day, partnership by partnership, as it was opened."""
    by = await reading(session, setting.today)
    async for named in disclosed_instruments(session, by, TOGETHER):
        found = await bound(session, {one.id: (one.party, one.number) for one in named}, by, public=True)
        for one in named:
            for each in found.get(one.id, ()):
                yield _prazo(one, each, setting)


def _prazo(one: Instrument, each: Bound, setting: Setting) -> PrazoDaParceria:
    deadline, late = each.deadline, each.late
    return PrazoDaParceria(
        parceria=one.id,
        instrumento=one.number,
        organizacao=str(one.instrument["organizacao"]),
        identificador=deadline.id,
        processo=case_number(deadline.case_type, deadline.number, deadline.year),
        procedimento=deadline.case_type,
        de_quem=each.side.value,
        prazo=deadline.title,
        dispositivo=citation(deadline.provision),
        natureza=deadline.term.nature,
        contado_de=deadline.term.anchor,
        vence_em=deadline.due,
        provisorio=deadline.provisional,
        situacao=each.stand,
        cumprido_em=each.closed if each.stand in (Stand.MET, Stand.MET_LATE) else None,
        parado_em=each.closed,
        dias_de_atraso=late.days if late else None,
        unidade_do_atraso="dia_util" if late and late.unit is Unit.DIA_UTIL else "dia_corrido" if late else None,
        endereco=f"{setting.base}{PATH}/{one.id}",
    )


async def _all(session: AsyncSession, setting: Setting) -> AsyncIterator[Partnership]:
    async for one in all_disclosed(session, await reading(session, setting.today)):
        yield one


def _reais(cents: int) -> str:
    return f"{Decimal(cents) / 100:.2f}"
