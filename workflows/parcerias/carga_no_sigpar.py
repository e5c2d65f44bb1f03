"""Carga de processo físico no SIGPAR (Decreto 167/2019, art. 3º, § 1º).

What was processed on paper while the platform was not available goes into it, all of it, within sixty days of the day
on which it became available.
"""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from workflows.clock import Binds, Counting, Nature, dias
from workflows.kernel import About, Deadline, Form, HumanTask, Outcome, Procedure, Stage, exige, procedure
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO
from workflows.kernel.state import Context
from workflows.norms import DEC_167
from workflows.parcerias.da_organizacao import DeQuemIniciou
from workflows.parcerias.formularios import Fundamentada, Texto, campo

PAR_1 = DEC_167.art(3, par=1)
PRAZO_EM_DIAS = 60

CONCLUIDA = Outcome("carga-concluida", "Processo carregado no SIGPAR")

CARGA = Stage("carga", "Carga")

Quantos = Annotated[int, Field(ge=1, le=1_000_000)]


class ProcessoFisico(Form):
    """A process on paper, and the day on which the platform was available for it."""

    processo: Texto = campo("Número do processo", provision=PAR_1.id)
    documentos: Quantos = campo("Documentos processados em meio físico", provision=PAR_1.id)
    disponivel_em: date = campo("SIGPAR disponível desde", provision=PAR_1.id)


class DocumentosCarregados(Fundamentada):
    """What was put into the platform."""

    carregados: Quantos = campo("Documentos carregados, ao todo", provision=PAR_1.id)


PRAZO = Deadline(
    id="carga-no-sigpar.prazo", title="carga do processo físico no SIGPAR", provision=PAR_1,
    duties=("SIG-04", "R-003-60D"), budget=dias(PRAZO_EM_DIAS), nature=Nature.ADMINISTRATIVE,
    counting=Counting.MATERIAL, binds=Binds.ADMINISTRACAO, reminders=(15, 3), escalations=(1,), escalates_to=GESTAO,
    on_lapse="a carga continua devida e a chefia é avisada",
)  # fmt: skip


def _toda(caso: Any, _outcome: str, feita: DocumentosCarregados) -> None:
    faltam = caso.input.documentos - feita.carregados
    exige(faltam <= 0, PAR_1, f"Toda a documentação se carrega: faltam {faltam}.", "carregados")


CARREGAR = HumanTask(
    id="carga-no-sigpar.carga", title="Carregar no SIGPAR o que correu em meio físico", provision=PAR_1,
    duties=("SIG-04", "R-003-60D"), role=AREA_TECNICA, form=DocumentosCarregados, within=PRAZO, check=_toda,
    outcomes=(Outcome("carregado", "Carregado"),), action="Concluir", then="o processo segue no SIGPAR",
)  # fmt: skip


@procedure
class CargaNoSigpar(DeQuemIniciou, Procedure[ProcessoFisico]):
    """One process, from paper to the platform."""

    about = About(
        id="carga-no-sigpar", title="Carga de processo físico no SIGPAR", short="Carga no SIGPAR",
        norm="Decreto 167/2019", provisions=(PAR_1,), started_by=(GESTAO, AREA_TECNICA, INTEGRACAO),
        input=ProcessoFisico, stages=(CARGA,), outcomes=(CONCLUIDA,),
    )  # fmt: skip

    @classmethod
    def admit(cls, processo: ProcessoFisico, on: date, _context: Context) -> None:
        """The platform has to be available first."""
        ainda = "O SIGPAR ainda não está disponível nessa data."
        exige(processo.disponivel_em <= on, PAR_1, ainda, "disponivel_em")

    @classmethod
    def subject_of(cls, processo: ProcessoFisico) -> str:
        """The process on paper."""
        return f"Processo {processo.processo}"

    async def run(self) -> Outcome:
        """Art. 3º, § 1º: all of it, in sixty days, late or not."""
        self.enter(CARGA)
        self.begin(PRAZO, since=self.input.disponivel_em, because="disponibilização do SIGPAR")
        await self.ask(CARREGAR, about={"documentos": self.input.documentos})
        self.met(PRAZO)
        return CONCLUIDA
