"""A procedure that issues a document, replaces it and annuls what replaced it, for the tests of documents."""

from datetime import date
from typing import Any

from workflows.kernel import (
    About,
    Form,
    HumanTask,
    OfficialDocument,
    Outcome,
    Procedure,
    Stage,
    Template,
    procedure,
)
from workflows.kernel.roles import AREA_TECNICA
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Texto, campo

FEITO = Outcome("feito", "Feito")
PROVISION = DEC_167.art(31)


class Pedido(Form):
    objeto: Texto = campo("Objeto")


class Aviso(Form):
    objeto: Texto = campo("Objeto")
    dia: date = campo("Dia da sessão")
    contato: Texto = campo("Telefone de quem pediu", restrito=True)


AVISAR = HumanTask(
    id="papeis.avisar", title="Avisar", provision=PROVISION, role=AREA_TECNICA, form=Fundamentada, outcomes=(FEITO,),
)  # fmt: skip
AVISO = OfficialDocument(
    id="papeis.aviso", title="Aviso de sessão", provision=PROVISION, template=Template.CONVOCACAO, shows=Aviso,
    public=True,
)  # fmt: skip


@procedure
class Papeis(Procedure[Pedido]):
    """An act, its document, another in its place, and neither in the end."""

    about = About(
        id="papeis", title="Papéis", short="Papéis", norm="Decreto 167/2019", provisions=(PROVISION,), started_by=(),
        input=Pedido, stages=(Stage("curso", "Em curso"),), outcomes=(FEITO,),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """Issue, replace, annul."""
        pedido = await self.ask(AVISAR)
        said: dict[str, Any] = {"objeto": self.input.objeto, "contato": "(65) 3613-0000"}
        primeiro = self.issue(AVISO, signed=(pedido,), **said, dia=date(2026, 7, 1))
        await self.ask(AVISAR)
        segundo = self.issue(AVISO, signed=(pedido,), replaces=primeiro, **said, dia=date(2026, 7, 8))
        await self.ask(AVISAR)
        self.annul(segundo, because="a sessão foi desmarcada", provision=PROVISION)
        await self.ask(AVISAR)
        return FEITO
