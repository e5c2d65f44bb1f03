"""Arts. 47, V, and 103 to 105: what a disclosure must have, and until when a partnership runs. Pure."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from workflows.execucao.formularios_divulgacao import (
    ART_105,
    EQUIPE,
    INFORMACOES,
    PUBLICIDADE_PAGA,
    Funcao,
    Informacao,
    PecaDePublicidade,
)
from workflows.execucao.regras_ciclos import UM_DIA
from workflows.kernel.registering import Entry
from workflows.norms import Provision

DIAS_DE_DIVULGACAO = 180
"""Art. 104: for so many days after the term the list is kept, the last of them included."""

UM_MES_AO_MENOS = timedelta(days=31)
"""From the first day of any month it is a day of the next, whichever it is."""


def que_faltam(presentes: Collection[Informacao]) -> Iterator[tuple[Provision, str]]:
    """Of the six informations of art. 104, those that are not there, each with its inciso."""
    for uma in Informacao:
        if uma not in presentes:
            yield uma.dispositivo, f"Falta na relação da organização: {INFORMACOES[uma.value]}."


def da_equipe(equipe: Collection[Funcao]) -> Iterator[tuple[Provision, str]]:
    """Why a team cannot be told as it is: each function stands in one row."""
    vezes = Counter(uma.funcao.casefold() for uma in equipe)
    for uma in equipe:
        if vezes[uma.funcao.casefold()] > 1:
            yield EQUIPE, f"A função “{uma.funcao}” está repetida; some as pessoas em uma linha só."
            return


def da_peca(peca: PecaDePublicidade) -> Iterator[tuple[Provision, str]]:
    """What keeps a piece from being shown or paid (arts. 105 and 47, V)."""
    if peca.promocao_pessoal:
        dispositivo = PUBLICIDADE_PAGA if peca.paga else ART_105
        yield dispositivo, "Não pode haver nomes, símbolos ou imagens que caracterizem promoção pessoal."
    if peca.paga and not peca.prevista:
        yield (
            PUBLICIDADE_PAGA,
            (
                "Só se paga com recursos da parceria a publicidade que o plano de trabalho prevê, informativa ou de "
                "orientação social."
            ),
        )


def ultimo_dia(fim: date, alteracoes: Entry, termino: Entry) -> date:
    """The last day of a partnership: that of its instrument, as it was altered, or the earlier one on which it ended.

    `alteracoes` and `termino` are what the registers say, empty when they say nothing.
    """
    dito = alteracoes.details.get("fim")
    vigencia = date.fromisoformat(dito) if dito else fim
    return min(vigencia, termino.since) if termino.holds and termino.since else vigencia


def olhada(desde: date | None, fim: date) -> date:
    """The next day, after the month of `desde`, on which it is looked whether the partnership is over: the second of
    the month, when what ended with the one before is inscribed, or the first after its term, whichever is sooner; only
    this one where `desde` is None."""
    depois = fim + UM_DIA
    return depois if desde is None else min((desde.replace(day=1) + UM_MES_AO_MENOS).replace(day=2), depois)


def como_esta(fim: date, alteracoes: Entry, termino: Entry, terminou_em: str | None) -> date:
    """The last day of a partnership as it is disclosed: `ultimo_dia`, or that on which its execution ended before."""
    dia = ultimo_dia(fim, alteracoes, termino)
    return min(dia, date.fromisoformat(terminou_em)) if terminou_em else dia
