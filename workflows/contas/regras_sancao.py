"""Arts. 80, 84, § 2º, II, 96 and 110: when an organisation answers, and which sanctions there are. Pure.

The decree names one sanction, the warning. Any other rests on a law outside it, and only where an act of the body says
that it may be applied. Art. 110 joins plan and decree by "e"; what goes against one mostly goes against the other, so
both are recorded, one of them is enough, and the conclusion is the authority's.
"""

from collections.abc import Collection, Iterator
from enum import StrEnum

from workflows.norms import DEC_167, Provision


class Sancao(StrEnum):
    """The sanctions that an act of the body may foresee; the values are those of the parameter `catalogo_sancoes`."""

    ADVERTENCIA = "advertencia"
    SUSPENSAO = "suspensao_temporaria"
    INIDONEIDADE = "declaracao_de_inidoneidade"


SANCOES = {
    Sancao.ADVERTENCIA: "Advertência",
    Sancao.SUSPENSAO: "Suspensão temporária (só por lei, se o órgão a previu)",
    Sancao.INIDONEIDADE: "Declaração de inidoneidade (só por lei, se o órgão a previu)",
}


class Elemento(StrEnum):
    """With what mind the organisation acted (art. 110)."""

    DOLO = "dolo"
    CULPA = "culpa"
    NENHUM = "nenhum"


ELEMENTOS = {Elemento.DOLO: "Dolo", Elemento.CULPA: "Culpa", Elemento.NENHUM: "Nem dolo nem culpa"}


class Esfera(StrEnum):
    """Where the organisation answers (art. 110)."""

    ADMINISTRATIVA = "administrativa"
    CIVIL = "civil"
    CRIMINAL = "criminal"


ESFERAS = {Esfera.ADMINISTRATIVA: "Administrativa", Esfera.CIVIL: "Civil", Esfera.CRIMINAL: "Criminal"}

Obice = tuple[Provision, str, str]


def obices_da_responsabilidade(
    *, responde: bool, elemento: Elemento, contra_o_plano: bool, contra_o_decreto: bool, esferas: Collection[Esfera]
) -> Iterator[Obice]:
    """Art. 110: why a conclusion does not hold; each with its provision, a sentence and the field to blame."""
    artigo = DEC_167.art(110)
    if not responde:
        if esferas:
            yield artigo, "Afastada a responsabilidade, não há esfera em que responder.", "esferas"
        return
    if elemento is Elemento.NENHUM:
        yield artigo, "Sem culpa nem dolo, a responsabilidade é afastada.", "elemento"
    if not (contra_o_plano or contra_o_decreto):
        dito = "A organização só responde pelo que executou em desacordo com o plano de trabalho e o decreto."
        yield artigo, dito, "contra_o_plano"
    if not esferas:
        yield artigo, "Diga em que esferas a organização responde.", "esferas"


def obices_da_sancao(
    sancao: Sancao | None, catalogo: Collection[str], *, aplica: bool, lei: bool, termo: bool
) -> Iterator[Obice]:
    """Arts. 80, parágrafo único, I, and 84, § 2º, II: why a sanction cannot be applied as it was written.

    `lei` says whether a law was named for it, `termo` whether it has a last day.
    """
    inciso = DEC_167.art(84, par=2, inciso="II")
    if not aplica:
        if sancao:
            yield inciso, "Sem sanção na decisão, não há qual aplicar.", "sancao"
        return
    if sancao is None:
        yield inciso, "Diga qual é a sanção.", "sancao"
        return
    if sancao not in catalogo:
        yield inciso, f"Nenhum ato do órgão prevê esta sanção: {SANCOES[sancao].split(' (')[0]}.", "sancao"
    if sancao is Sancao.ADVERTENCIA:
        if termo:
            yield DEC_167.art(80, par="unico", inciso="I"), "A advertência não tem prazo.", "ate"
        return
    if not lei:
        yield inciso, "O decreto só nomeia a advertência: diga que lei dá esta sanção.", "lei"
    if sancao is Sancao.SUSPENSAO and not termo:
        yield inciso, "A suspensão é temporária: diga até que dia vai.", "ate"
