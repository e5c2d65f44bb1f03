"""A partnership that is running, as each procedure under it is told of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import Dinheiro
from workflows.parcerias.formularios import Texto, campo, opcional
from workflows.parcerias.formularios_celebracao import INSTRUMENTOS, Instrumento
from workflows.parcerias.formularios_designacao import Agente, MembroDaCma
from workflows.parcerias.posicao import AJUDA_DA_POSICAO, Posicao

MESES_NO_MAXIMO = 120


class ParceriaEmCurso(Form):
    """The instrument by its number, its organisation, its term (both days included), and who looks after it.

    `parte` is the id of the organisation, which says nothing of it. `chave` is the partnership in the registers of the
    body: those that are kept of a partnership are inscribed and consulted with it as their `party`.
    """

    numero: Texto = campo("Número do instrumento")
    tipo: Instrumento = campo("Instrumento", opcoes=INSTRUMENTOS)
    objeto: Texto = campo("Objeto")
    organizacao: Texto = campo("Nome da organização")
    parte: Texto = campo("Organização")
    inicio: date = campo("Início da vigência", provision=DEC_167.art(36, inciso="VI").id)
    fim: date = campo("Fim da vigência", provision=DEC_167.art(36, inciso="VI").id)
    repasse: Dinheiro = campo("Valor total do repasse", mask="money")
    gestores: tuple[Agente, ...] = campo("Gestores", provision=DEC_167.art(59).id)
    suplentes: tuple[Agente, ...] = ()
    comissao: tuple[MembroDaCma, ...] = campo("Comissão de Monitoramento e Avaliação", provision=DEC_167.art(51).id)
    posicao: Posicao | None = opcional(
        "Onde fica o objeto, se o instrumento diz", AJUDA_DA_POSICAO, provision=DEC_167.art(36, inciso="I").id
    )

    @model_validator(mode="after")
    def _nao_termina_antes_de_comecar(self) -> ParceriaEmCurso:
        if self.fim < self.inicio:  # one that is ended on its first day lasts for that day
            raise PydanticCustomError("vigencia", "A vigência não termina antes de começar")
        return self

    @property
    def chave(self) -> str:
        """The partnership in the registers of the body."""
        return f"{self.parte}/{self.numero}"

    @property
    def para_gerir(self) -> tuple[Agente, ...]:
        """Whoever may act as its Gestor, in the order in which they are called (art. 59, § 1º)."""
        return (*self.gestores, *self.suplentes)

    @property
    def gestor(self) -> str:
        """The user who manages it: the first of those designated."""
        return self.gestores[0].pessoa


def partes_da_parceria(entrada: dict[str, Any], iniciada_por: str) -> tuple[str, ...]:
    """Parties of a case under a partnership: its organisation, and whoever started it; `entrada` is the input as sent,
    with the partnership under `parceria`."""
    parceria = entrada.get("parceria") or {}
    return (str(parceria.get("parte", "")), iniciada_por)
