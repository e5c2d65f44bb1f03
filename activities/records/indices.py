"""The series of indices and rates: each file that an act imported, and what the cases are answered from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.administration import What, administer, one_at_a_time
from activities.records.engine import Sessions
from activities.records.tables import IndexSeriesRow
from workflows.contas.indices import Meses, PerguntaDeIndices, RespostaDeIndices, SerieRespondida
from workflows.contas.series import Mes, Serie, ler_serie


class Imported(NamedTuple):
    """A version of a series, and whether it was made now: the file in force, sent again, makes none."""

    version: int
    new: bool


async def list_series(session: AsyncSession) -> Sequence[IndexSeriesRow]:
    """Every version of every series, the newest of each first."""
    order = (col(IndexSeriesRow.series), col(IndexSeriesRow.version).desc())
    return (await session.exec(select(IndexSeriesRow).order_by(*order))).all()


async def series_in_force(session: AsyncSession, names: Iterable[str]) -> dict[str, IndexSeriesRow]:
    """The latest version of each of the series that was imported, by name."""
    wanted = select(IndexSeriesRow).where(col(IndexSeriesRow.series).in_(list(names)))
    rows = (await session.exec(wanted.order_by(col(IndexSeriesRow.version)))).all()
    return {row.series: row for row in rows}


async def import_series(sessions: Sessions, *, author: str, act: str, serie: Serie, content: bytes) -> Imported:
    """Enter the file of `serie` as its next version, by its act.

    Raises:
        ValueError: there is no act.
    """
    if not act.strip():
        raise ValueError("an administrative change needs its act")
    async with sessions() as session:
        await one_at_a_time(session)
        last = (await series_in_force(session, (serie.id,))).get(serie.id)
        if last is not None and last.sha256 == serie.sha256:
            return Imported(last.version, False)
        version = last.version + 1 if last else 1
        before = {"version": last.version, "sha256": last.sha256} if last else None
        after = {"version": version, "sha256": serie.sha256, "source": serie.fonte}
        data: dict[str, Any] = {"series": serie.id, "before": before, "after": after}
        seq = await administer(session, author, What.INDEX_SERIES, data, act)
        session.add(
            IndexSeriesRow(
                series=serie.id, version=version, sha256=serie.sha256, content=content, act=act,
                imported_at=datetime.now(UTC), admin_seq=seq,
            )
        )  # fmt: skip
        await session.commit()
    return Imported(version, True)


class IndexSource:
    """Answers which values the series have, of the versions in force when it is asked."""

    name = "registros do Tramita"

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def answer(self, question: dict[str, Any]) -> RespostaDeIndices:
        """The series asked for, with the months asked for that they have.

        Raises `sqlalchemy.exc.DBAPIError` while the database is away.
        """
        asked = PerguntaDeIndices.model_validate(question)
        async with self._sessions() as session:
            return answered(await series_in_force(session, asked.series), asked)


def answered(rows: dict[str, IndexSeriesRow], asked: PerguntaDeIndices) -> RespostaDeIndices:
    """What `rows` say to the question."""
    return RespostaDeIndices(series={name: _cut(row, asked.series[name]) for name, row in rows.items()})


def _cut(row: IndexSeriesRow, months: Meses) -> SerieRespondida:
    serie = ler_serie(row.content)
    first, last = Mes.lido(months.de), Mes.lido(months.ate)
    values = {mes.escrito: valor for mes, valor in serie.valores.items() if first <= mes <= last}
    return SerieRespondida(
        tipo=serie.tipo, fonte=serie.fonte, sha256=row.sha256, versao=row.version, ato=row.act, valores=values
    )
