"""A call for offers that are sealed, judged by a member named for it, for the tests of both under the engine."""

from datetime import date

from workflows.clock import Binds, Counting, Nature
from workflows.kernel import About, Deadline, Event, Form, HumanTask, Outcome, Procedure, Stage, procedure
from workflows.kernel.procedure import IMPEDIDO
from workflows.kernel.roles import OSC, SECRETARIO
from workflows.kernel.words import Role
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Texto, campo

PROVISION = DEC_167.art(27)
FEITO = Outcome("feito", "Feito")
SEM_MEMBRO = Outcome("sem-membro", "Sem membro")
DESFEITO = Outcome("desfeito", "Desfeito")
ANULADO = Outcome("anulado", "Anulado")


class Chamada(Form):
    ate: date = campo("Até")
    membro: Texto = campo("Membro")
    colega: Texto = campo("Colega")
    lacrada: bool = True


class Oferta(Form):
    texto: Texto = campo("Texto")
    valor: Texto = campo("Valor")


PRAZO = Deadline(
    id="colegiado.prazo", title="ofertas", provision=PROVISION, nature=Nature.PEREMPTORY, counting=Counting.MATERIAL,
    binds=Binds.PARTICULAR, on_lapse="nada mais se recebe",
)  # fmt: skip
OFERTA = Event(
    id="colegiado.oferta", title="oferta", provision=PROVISION, who=(OSC,), form=Oferta, many=True, files=True,
)  # fmt: skip
DESFAZER = Event(id="colegiado.desfazer", title="ato que desfaz", provision=PROVISION, who=(SECRETARIO,),
                 form=Fundamentada)  # fmt: skip
JULGAR = HumanTask(
    id="colegiado.julgar", title="Julgar as ofertas", provision=PROVISION, outcomes=(FEITO,),
    role=Role("membro", "o membro", by_act=True),
)  # fmt: skip
CONFIRMAR = HumanTask(
    id="colegiado.confirmar", title="Confirmar", provision=PROVISION, role=SECRETARIO, outcomes=(FEITO,)
)

ESPERAR = HumanTask(id="espera.esperar", title="Esperar", provision=PROVISION, role=SECRETARIO, outcomes=(FEITO,))


@procedure
class Espera(Procedure[Chamada]):
    """What hangs on the call."""

    about = About(
        id="espera", title="Espera", short="Espera", norm="Decreto 167/2019", provisions=(PROVISION,), started_by=(),
        input=Chamada, stages=(Stage("curso", "Em curso"),), outcomes=(FEITO,),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """Whatever comes."""
        return await self.ask(ESPERAR)


@procedure
class Colegiado(Procedure[Chamada]):
    """Offers until a day, then judged by one, who acts with another."""

    about = About(
        id="colegiado", title="Colegiado", short="Colegiado", norm="Decreto 167/2019", provisions=(PROVISION,),
        started_by=(), input=Chamada, stages=(Stage("curso", "Em curso"),), outcomes=(FEITO, SEM_MEMBRO, ANULADO),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """Unless undone."""
        return await self.unless(
            DESFAZER, self.julgar(), then=lambda answer: ANULADO if answer.form["motivo"] else FEITO
        )

    async def julgar(self) -> Outcome:
        self.begin(PRAZO, since=self.today, because="abertura", fixed=self.input.ate)
        self.open(OFERTA, until=PRAZO, sealed=self.input.lacrada)
        await self.elapse(PRAZO)
        ofertas = await self.unseal(OFERTA, keep=lambda form: {"valor": form["valor"]})
        self.concern(*(one.party for one in ofertas if one.party))
        if await self.ask(JULGAR, person=self.input.membro, panel=(self.input.colega,)) == IMPEDIDO:
            self.show(impedidos=list(self.impeded_among((self.input.membro, self.input.colega))))
            return SEM_MEMBRO
        self.show(valores=[one.form["valor"] for one in ofertas])
        depois = await self.ask(CONFIRMAR, before=date(2026, 6, 10))
        if depois != FEITO:
            await self.child(Espera, self.input)
        return FEITO
