"""Who represents each party of a plan, in which function, on which days: read from the designations, as they came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

from workflows.kernel.state import Value

DAY = dt.timedelta(days=1)


class Funcao(StrEnum):
    """For what somebody is designated, in the words of the three plans."""

    TITULAR = "titular"
    SUPLENTE = "suplente"
    ACOMPANHAMENTO = "acompanhamento"
    ACESSO = "acesso"


NOMES = {
    Funcao.TITULAR: "Titular",
    Funcao.SUPLENTE: "Suplente",
    Funcao.ACOMPANHAMENTO: "Acompanha a execução",
    Funcao.ACESSO: "Responde pelo acesso ao painel gerencial",
}
VARIOS = frozenset({Funcao.ACOMPANHAMENTO})
"""The functions that several hold at a time; in any other, who is designated takes the place of who was."""


class Designado(Value):
    """What one designation says. `no_lugar_de` names whom it replaces, in a function that several hold."""

    participe: str
    funcao: Funcao
    nome: str
    desde: dt.date
    documento: str
    no_lugar_de: str | None = None


class Representacao(Value):
    """Somebody in a function from one day to another, both included; `ate` None: until somebody else comes."""

    participe: str
    funcao: Funcao
    nome: str
    desde: dt.date
    ate: dt.date | None
    documento: str

    def em(self, dia: dt.date) -> bool:
        """Whether it holds on that day."""
        return self.desde <= dia and (self.ate is None or dia <= self.ate)


def representacoes(designados: Iterable[Designado]) -> tuple[Representacao, ...]:
    """All of them, by the day each began. Two that begin on one day in one place: the later word stands alone."""
    found: list[Representacao] = []
    for um in sorted(designados, key=lambda one: one.desde):
        for place, antes in enumerate(found):
            if _substitui(um, antes):
                found[place] = antes.model_copy(update={"ate": um.desde - DAY})
        found.append(Representacao(ate=None, **um.model_dump(exclude={"no_lugar_de"})))
    return tuple(one for one in found if one.ate is None or one.desde <= one.ate)


def _substitui(novo: Designado, antes: Representacao) -> bool:
    mesmo_lugar = (novo.participe, novo.funcao) == (antes.participe, antes.funcao) and antes.ate is None
    return mesmo_lugar and (novo.funcao not in VARIOS or _mesmo(novo.no_lugar_de, antes.nome))


def _mesmo(um: str | None, outro: str) -> bool:
    return um is not None and " ".join(um.split()).casefold() == " ".join(outro.split()).casefold()
