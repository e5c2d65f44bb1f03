"""Art. 108: which law an instrument of before answers to, and what of this decree may be applied besides. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from workflows.norms import DEC_167, LEI_10861, Provision

LEI_EM_VIGOR = LEI_10861.since
"""The day on which the law came into force: the transition is counted from it, and not from the decree (art. 108)."""


class Situacao(StrEnum):
    """Where an instrument stands in time."""

    EXISTENTE = "existente"
    POSTERIOR = "posterior"
    EXTINTO = "extinto-antes"


class Materia(StrEnum):
    """What of the law or of the decree may help the object of an earlier instrument along; the list is of examples."""

    CONTAS_PELO_OBJETO = "contas-pelo-objeto"
    APURACAO_DO_DEBITO = "apuracao-do-debito"
    OUTRA = "outra"


def situacao(celebrado_em: date, extinto_em: date | None, lei: date = LEI_EM_VIGOR) -> Situacao:
    """Art. 108, caput: whether the instrument existed on the day `lei` on which the law came into force.

    `extinto_em` is the last day on which it existed; None while it does.
    """
    if celebrado_em > lei:
        return Situacao.POSTERIOR
    return Situacao.EXTINTO if extinto_em is not None and extinto_em < lei else Situacao.EXISTENTE


Falta = tuple[Provision, str]


def faltas_da_aplicacao(materias: Sequence[tuple[Materia, str | None]], *, indicio: bool) -> Iterator[Falta]:
    """Art. 108, I and II: why what was chosen cannot be applied; each matter goes with the provision it names."""
    caput = DEC_167.art(108)
    if not materias:
        yield caput, "Diga o que se aplica, e em que isso ajuda o objeto."
    nomeadas = [materia for materia, _ in materias if materia is not Materia.OUTRA]
    if len(set(nomeadas)) < len(nomeadas):
        yield caput, "Cada matéria se diz uma vez só."
    if any(materia is Materia.OUTRA and not dispositivo for materia, dispositivo in materias):
        yield caput, "Na outra matéria, diga o dispositivo da lei ou do decreto."
    if indicio and Materia.CONTAS_PELO_OBJETO in nomeadas:
        sem = "Há indício de irregularidade: as contas não se aprovam só pelo objeto."
        yield DEC_167.art(108, inciso="I"), sem
