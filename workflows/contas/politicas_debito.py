"""How a debt is updated: named, versioned readings of art. 101, of which the body signs one.

Art. 406 of the Civil Code changed on 30 August 2024 (Lei 14.905/2024): before, the rate is the SELIC (STJ, Tema 1.368);
from then on, the legal rate, which is the SELIC less the IPCA, never below zero (§§ 1º and 3º; Resolução CMN
5.171/2024). The SELIC already holds the loss of value of money, so whether it may run beside an index is disputed.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LEI_14905 = date(2024, 8, 30)


class Taxa(StrEnum):
    """A rate of art. 406, by the name of its series."""

    SELIC = "selic"
    LEGAL = "taxa-legal"


class Indice(StrEnum):
    """An index of art. 101, by the name of its series."""

    OBRAS_RODOVIARIAS = "obras-rodoviarias"
    IPCA = "ipca"


FONTES = {
    Indice.OBRAS_RODOVIARIAS: "Fundação Getúlio Vargas, índice de reajustamento de obras rodoviárias",
    Indice.IPCA: "IBGE, IPCA, variação mensal",
    Taxa.SELIC: "Banco Central, SELIC acumulada no mês",
    Taxa.LEGAL: "Banco Central, taxa legal do mês (Código Civil, art. 406, § 1º)",
}
"""Who publishes what each series holds."""


def indice_de(*, obra_rodoviaria: bool) -> Indice:
    """Art. 101: the FGV's index of road works for road works; the IPCA for all else."""
    return Indice.OBRAS_RODOVIARIAS if obra_rodoviaria else Indice.IPCA


@dataclass(frozen=True)
class Politica:
    """A reading. `cumula` says whether the index runs in months in which the SELIC does."""

    id: str
    titulo: str
    cumula: bool
    fundamento: str

    def taxa(self, dia: date) -> Taxa:
        """The rate of a day."""
        return Taxa.SELIC if dia < LEI_14905 else Taxa.LEGAL

    def corrige(self, taxa: Taxa) -> bool:
        """Whether the index runs where interest is counted by this rate."""
        return self.cumula or taxa is Taxa.LEGAL


POLITICAS = {
    uma.id: uma
    for uma in (
        Politica(
            "literal-2024", "Índice do art. 101 por todo o período, mais os juros do art. 406", True,
            "Decreto 167/2019, art. 101, à letra: atualização monetária acrescida de juros.",
        ),
        Politica(
            "selic-sem-cumulacao-2024", "Até 29/08/2024, onde corre a SELIC não corre o índice", False,
            "Código Civil, art. 406, na redação anterior, e STJ, Tema 1.368: a SELIC não se cumula com outro índice.",
        ),
    )
}  # fmt: skip
