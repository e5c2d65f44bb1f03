"""Importing series of indices and rates by an administrative act, and computing a debt with those in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import indices as records
from activities.records.queries.views import TaskView
from api.door import Door
from api.handlers import invalid
from workflows.contas.apuracao_do_debito import CONTADA
from workflows.contas.formularios_debito import CasoDeDebito, Inercia, MemoriaDoDebito
from workflows.contas.indices import PerguntaDeIndices, pendencias, pergunta, recusas
from workflows.contas.regras_debito import calcular, com_inercia
from workflows.contas.series import Serie, SerieInvalida, ler_serie
from workflows.kernel.forms import validate
from workflows.kernel.messages import FieldError
from workflows.kernel.words import HumanTask

LARGEST = 500_000
"""Bytes of a file: a century of months takes a tenth of it."""


@dataclass(frozen=True)
class Preview:
    """What a form would come to: the memória, or why it cannot be computed, a sentence for each thing."""

    memoria: MemoriaDoDebito | None = None
    missing: Sequence[str] = ()


def read_series(content: bytes) -> Serie:
    """The series of a file that may be imported. Raises `Problem` 422 with each thing that is wrong."""
    try:
        if len(content) > LARGEST:
            raise SerieInvalida(["O arquivo é maior do que uma série chega a ser."])
        serie = ler_serie(content)
        if wrong := recusas(serie):
            raise SerieInvalida(wrong)
    except SerieInvalida as error:
        raise invalid(tuple(FieldError(field="file", code="serie", message=one) for one in error.problemas)) from None
    return serie


async def import_series(door: Door, by: str, act: str, content: bytes) -> tuple[Serie, records.Imported]:
    """Enter a file as the next version of its series. `by` is the author. Raises `Problem` 422, by field."""
    serie = read_series(content)
    if not act.strip():
        raise invalid((FieldError(field="act", code="texto", message="Diga o ato"),))
    done = await records.import_series(door.sessions, author=by, act=act.strip(), serie=serie, content=content)
    return serie, done


def foresees(declared: HumanTask | None) -> bool:
    """Whether a task asks for what a debt is computed from, so that what it comes to can be shown before."""
    return declared is not None and declared.form is CasoDeDebito


async def previewed(
    session: AsyncSession, declared: HumanTask | None, task: TaskView, form: Mapping[str, Any]
) -> Preview | None:
    """What the debt stated in `form` comes to today; None of a task that states none, or a form that is not right."""
    if not foresees(declared):
        return None
    read = validate(CasoDeDebito, form)
    if isinstance(read, tuple):
        return None
    known = tuple(Inercia(de=one["de"], ate=one["até"]) for one in task.about.get(CONTADA) or ())
    caso = com_inercia(read, known)
    asked = PerguntaDeIndices(series=pergunta(caso))
    series = records.answered(await records.series_in_force(session, asked.series), asked).para_calcular()
    missing = pendencias(caso, series)
    return Preview(missing=missing) if missing else Preview(calcular(caso, series))
