"""Who acts for the body in a running partnership, and who does when they are impeded (arts. 51, § 4º, 52 and 59)."""

from dataclasses import replace
from typing import Any

from workflows.execucao.sob_parceria import Entrada, SobParceria
from workflows.kernel import Answer, HumanTask
from workflows.kernel.procedure import IMPEDIDO
from workflows.kernel.roles import GESTAO


def pela_chefia(ato: HumanTask) -> HumanTask:
    """The same act of the Gestor, by the immediate head: art. 59, § 2º."""
    return replace(ato, id=f"{ato.id}-pela-chefia", role=GESTAO)


class ComAgentes(SobParceria[Entrada]):
    """A procedure under a partnership in which its Gestor or its commission acts."""

    @property
    def chave(self) -> str:
        """The partnership in the registers of the body."""
        return self.input.parceria.chave

    async def pelo_gestor(self, ato: HumanTask, na_falta: HumanTask, **como: Any) -> Answer:
        """Art. 59, §§ 1º and 2º: by the Gestor; impeded, by a substitute; without any, by the immediate head."""
        for um in (*self.input.parceria.gestores, *self.input.parceria.suplentes):
            dito = await self.ask(ato, person=um.pessoa, subject=um.nome, **como)
            if dito != IMPEDIDO:
                return dito
        return await self.ask(na_falta, **como)

    async def pelo_membro(self, ato: HumanTask, substituir: HumanTask, **como: Any) -> Answer:
        """Arts. 51, § 4º, and 52: by a member designated for it; impeded, by whoever takes their place at once."""
        for um in self.input.parceria.comissao:
            if um.faz_visitas:
                dito = await self.ask(ato, person=um.pessoa, subject=um.nome, **como)
                if dito != IMPEDIDO:
                    return dito
        while True:
            substituto = (await self.ask(substituir)).form
            dito = await self.ask(ato, person=substituto["pessoa"], subject=substituto["nome"], **como)
            if dito != IMPEDIDO:
                return dito
