"""Arts. 54 and 55: what a technical report must contain, and which photographs are plausible. Pure."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from workflows.execucao.formularios_monitoramento import ElementosDoRelatorio, Foto
from workflows.norms import DEC_167, Provision

Falta = tuple[Provision, str, str]

SUL, NORTE = Decimal("-18.1"), Decimal("-7.3")
OESTE, LESTE = Decimal("-61.7"), Decimal("-50.2")
"""The box around Mato Grosso, in decimal degrees, rounded outwards."""


def faltas(relatorio: ElementosDoRelatorio) -> Iterator[Falta]:
    """Art. 54: what the report lacks, each with its provision and field."""
    if not relatorio.metas_comprovadas and not relatorio.despesas:
        sem = "Sem as metas comprovadas, o relatório analisa os comprovantes das despesas."
        yield DEC_167.art(54, inciso="IV"), sem, "despesas"
    if not relatorio.fotos and not relatorio.sem_fotos_porque:
        sem = "Junte as fotos georreferenciadas, ou diga por que não foi possível."
        yield DEC_167.art(54, par="unico"), sem, "sem_fotos_porque"


def estranhezas(foto: Foto, desde: date, hoje: date) -> Iterator[str]:
    """What is not plausible in a photograph taken for a period that began on `desde`, as clauses in pt-BR."""
    if not (SUL <= foto.latitude <= NORTE and OESTE <= foto.longitude <= LESTE):
        yield "posição fora de Mato Grosso"
    if foto.tirada_em > hoje:
        yield "data que ainda não chegou"
    elif foto.tirada_em < desde:
        yield "tirada antes do período"
