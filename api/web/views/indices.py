"""Indices and rates as the administration lists them, and the preview of a debt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from activities.records.tables import IndexSeriesRow
from api.services.indexing import Preview
from workflows.contas.politicas_debito import FONTES
from workflows.contas.regras_debito import escrito
from workflows.contas.series import ler_serie

PATH = "/administracao/indices"


@dataclass(frozen=True)
class VersionLine:
    """A version of a series: its months, where the file says it is from, its hash, and by which act it came."""

    number: int
    months: str
    source: str
    sha256: str
    act: str
    at: datetime
    current: bool


@dataclass(frozen=True)
class SeriesGroup:
    """A series that debts ask for, who publishes it, and its versions, newest first."""

    id: str
    publisher: str
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True)
class PreviewCard:
    """What the form comes to: lines with their amounts and their sum, or what is missing."""

    lines: tuple[tuple[str, str], ...]
    total: str
    missing: tuple[str, ...]


def series_groups(rows: Sequence[IndexSeriesRow]) -> list[SeriesGroup]:
    """Every series that a debt may ask for, imported or not; `rows` are newest first."""
    return [
        SeriesGroup(str(name), publisher, tuple(_versions([row for row in rows if row.series == name])))
        for name, publisher in FONTES.items()
    ]


def _versions(rows: Sequence[IndexSeriesRow]) -> list[VersionLine]:
    return [_version(row, current=row is rows[0]) for row in rows]


def _version(row: IndexSeriesRow, *, current: bool) -> VersionLine:
    serie = ler_serie(row.content)
    months = list(serie.valores)
    stretch = f"{months[0]} a {months[-1]}"
    return VersionLine(row.version, stretch, serie.fonte, row.sha256, row.act, row.imported_at, current)


def preview_card(preview: Preview | None) -> PreviewCard | None:
    """The preview as the page of a task shows it."""
    if preview is None:
        return None
    memoria = preview.memoria
    lines = tuple((one.texto, escrito(one.valor)) for one in memoria.linhas) if memoria else ()
    return PreviewCard(lines, escrito(memoria.total) if memoria else "", tuple(preview.missing))
