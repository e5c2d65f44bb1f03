"""Arts. 78 to 87: what partial accounts consist of, what may be concluded of them, what may be done. Pure."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from workflows.norms import DEC_167, Provision


class Cumprimento(StrEnum):
    """What the Gestor finds of the object (art. 85)."""

    INTEGRAL = "integral"
    PARCIAL_JUSTIFICADO = "parcial-justificado"
    DESCUMPRIDO = "descumprido"

    @property
    def favoravel(self) -> bool:
        """Whether the opinion is then for the approval (art. 85, I)."""
        return self is not Cumprimento.DESCUMPRIDO


CUMPRIMENTOS = {
    str(Cumprimento.INTEGRAL): "Houve cumprimento do objeto",
    str(Cumprimento.PARCIAL_JUSTIFICADO): "Cumprimento parcial, com justificativa suficiente",
    str(Cumprimento.DESCUMPRIDO): "Não cumprido, sem justificativa suficiente",
}


class Providencia(StrEnum):
    """The measures of art. 84, § 2º, by inciso."""

    DEVOLUCAO = "I"
    SANCOES = "II"
    TOMADA_DE_CONTAS = "III"
    RESCISAO = "IV"

    @property
    def dispositivo(self) -> Provision:
        """The inciso."""
        return DEC_167.art(84, par=2, inciso=self.value)


PROVIDENCIAS = {
    str(Providencia.DEVOLUCAO): "Devolução dos recursos relacionados à irregularidade",
    str(Providencia.SANCOES): "Aplicação de sanções",
    str(Providencia.TOMADA_DE_CONTAS): "Instauração de tomada de contas especial",
    str(Providencia.RESCISAO): "Rescisão unilateral da parceria",
}


def ja_devidas(no_dia: date, fim: date) -> bool:
    """Art. 80: accounts are rendered at the end of their period, so from its last day on."""
    return no_dia >= fim


def com_pendencia(pendentes: Iterable[int], numero: int) -> list[int]:
    """The numbers of the accounts that hold the instalments back, once those of `numero` do too."""
    return sorted({*pendentes, numero})


def sem_pendencia(pendentes: Iterable[int], numero: int) -> list[int]:
    """The same, once those of `numero` no longer do: what others hold back stays held back."""
    return sorted({*pendentes} - {numero})


def fora_da_recomendacao(
    decididas: Iterable[Providencia], recomendadas: Iterable[Providencia]
) -> tuple[Providencia, ...]:
    """Art. 84, § 2º: the measures that nobody recommended, on which no defence was heard."""
    conhecidas = set(recomendadas)
    return tuple(uma for uma in decididas if uma not in conhecidas)
