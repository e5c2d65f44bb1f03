"""Art. 49, § 1º, I: what the registers said, over all the days since an instalment was due, of what held it back."""

from datetime import date
from typing import Any

from workflows.execucao.registros import CONTAS_PARCIAIS, RETENCAO
from workflows.execucao.regras_atraso import Atraso, Espera, antes_de, atrasos_da_sinfra
from workflows.kernel import Register
from workflows.kernel.consult import Consulting
from workflows.kernel.looking import Looking
from workflows.kernel.registering import Entry


class HistoriaDoRepasse(Consulting, Looking):
    """A procedure that tells whose delay it was that an instalment was released late."""

    async def da_sinfra(self, chave: str, espera: Espera, ate: date) -> tuple[Atraso, ...]:
        """Art. 49, § 1º, I: the delays of SINFRA from the day it was due to `ate`, by the registers of `chave`."""
        desde = self.reckon(max, espera.devida_em, espera.desde)
        contas = [] if espera.anterior is None else await self.historia(CONTAS_PARCIAIS, chave, desde, ate)
        retencoes = await self.historia(RETENCAO, chave, desde, ate)
        return self.reckon(atrasos_da_sinfra, espera, ate, contas, retencoes)

    async def historia(self, registro: Register[Entry], chave: str, desde: date, ate: date) -> list[Entry]:
        """What a register said of the partnership on each day, from the newest entry to the one of `desde`."""
        ditas: list[Any] = []
        dia: date | None = ate
        while dia is not None:
            ditas.append(await self.consult(registro, party=chave, on=dia))
            dia = self.reckon(antes_de, ditas[-1], dia, desde)
        return ditas
