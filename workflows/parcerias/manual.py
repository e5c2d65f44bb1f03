"""Manual de orientação das parcerias (Decreto 167/2019, art. 106).

SINFRA coordinates its making, for public managers and organisations, and puts it on its site. The first one was due
within 240 days of the decree; an edition that follows has no term.
"""

from typing import Annotated, Any

from pydantic import Field

from workflows.clock import Binds, Counting, Nature, dias
from workflows.kernel import About, Deadline, Form, HumanTask, Outcome, Procedure, Publication, Stage, exige, procedure
from workflows.kernel.roles import AREA_TECNICA, GESTAO, PUBLICACAO, SECRETARIO
from workflows.norms import DEC_167
from workflows.parcerias.da_organizacao import DeQuemIniciou
from workflows.parcerias.formularios import EvidenciaDePublicacao, Fundamentada, TextoLongo, campo

ARTIGO = DEC_167.art(106)
PRAZO_EM_DIAS = 240

DISPONIVEL = Outcome("manual-disponivel", "Manual disponível no sítio")

ELABORACAO = Stage("elaboracao", "Elaboração")
SITIO = Stage("sitio", "Disponibilização")


class EdicaoDoManual(Form):
    """Which edition of the manual."""

    edicao: Annotated[int, Field(ge=1, le=100)] = campo("Edição", "A primeira tem prazo no decreto.")


class Manual(Fundamentada):
    """What the manual has, and for whom."""

    sumario: TextoLongo = campo("Sumário", widget="textarea", provision=ARTIGO.id)
    para_gestores: bool = campo("Orienta os gestores públicos", provision=ARTIGO.id)
    para_organizacoes: bool = campo("Orienta as organizações", provision=ARTIGO.id)


PRAZO = Deadline(
    id="manual.prazo", title="manual no sítio da SINFRA", provision=ARTIGO, duties=("R-106",),
    budget=dias(PRAZO_EM_DIAS), nature=Nature.ADMINISTRATIVE, counting=Counting.MATERIAL, binds=Binds.ADMINISTRACAO,
    on_lapse="o manual continua devido e a chefia é avisada", reminders=(60, 15), escalations=(1,), escalates_to=GESTAO,
)  # fmt: skip


def _para_os_dois(_caso: Any, _outcome: str, manual: Manual) -> None:
    ambos = "O manual orienta os gestores públicos e as organizações, os dois."
    exige(manual.para_gestores and manual.para_organizacoes, ARTIGO, ambos)


ELABORAR = HumanTask(
    id="manual.elaboracao", title="Coordenar a elaboração do manual", provision=ARTIGO, duties=("ATO-09",),
    role=AREA_TECNICA, form=Manual, outcomes=(Outcome("elaborado", "Elaborado"),), within=PRAZO, check=_para_os_dois,
    action="Concluir", instructions="Anexe o texto do manual.", then="o manual vai ao sítio da SINFRA",
)  # fmt: skip
DISPONIBILIZAR = Publication(
    id="manual.disponibilizacao", title="Pôr o manual no sítio da SINFRA", what="manual", provision=ARTIGO,
    duties=("ATO-09", "R-106"), role=PUBLICACAO, form=EvidenciaDePublicacao, within=PRAZO,
    outcomes=(Outcome("publicado", "Publicado"),), action="Registrar a publicação", then="o processo se encerra",
)  # fmt: skip


@procedure
class ManualDasParcerias(DeQuemIniciou, Procedure[EdicaoDoManual]):
    """One edition, from its making to the site."""

    about = About(
        id="manual", title="Manual das parcerias", short="Manual", norm="Decreto 167/2019", provisions=(ARTIGO,),
        started_by=(AREA_TECNICA, GESTAO, SECRETARIO), input=EdicaoDoManual, stages=(ELABORACAO, SITIO),
        outcomes=(DISPONIVEL,),
    )  # fmt: skip

    @classmethod
    def subject_of(cls, entrada: EdicaoDoManual) -> str:
        """The edition."""
        return f"Edição {entrada.edicao}"

    async def run(self) -> Outcome:
        """Art. 106: made, and on the site."""
        self.enter(ELABORACAO)
        if self.input.edicao == 1:
            self.begin(PRAZO, since=DEC_167.since, because="entrada em vigor do decreto")
        elaborado = await self.ask(ELABORAR)
        self.enter(SITIO)
        publicado = await self.publish(DISPONIBILIZAR, sumario=elaborado.form["sumario"])
        self.met(PRAZO)
        self.show(edicao=self.input.edicao, no_sitio_em=publicado.on.isoformat())
        return DISPONIVEL
