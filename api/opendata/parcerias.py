"""Rows of partnerships as open data: what their pages tell, as tables (art. 104)."""

from collections.abc import AsyncIterator
from decimal import Decimal

from sqlmodel.ext.asyncio.session import AsyncSession

from api.opendata.rows import ContaDaParceria, FuncaoDaEquipe, Parceria, Row
from api.opendata.sources import Setting
from api.services.partnerships import Partnership, all_disclosed, reading
from api.web.views.parcerias import ORGAN, PATH


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


async def _all(session: AsyncSession, setting: Setting) -> AsyncIterator[Partnership]:
    async for one in all_disclosed(session, await reading(session, setting.today)):
        yield one


def _reais(cents: int) -> str:
    return f"{Decimal(cents) / 100:.2f}"
