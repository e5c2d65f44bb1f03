"""Restituição de saldos remanescentes (Decreto 167/2019, arts. 36, IX, 83, VI, and 100).

Balance and yields are given back within thirty days of the end, whatever ended the partnership; nothing extends them.
What was not given back goes to a special taking of accounts, whether or not it came late.
"""

from datetime import date
from typing import Any

from workflows.clock import Binds, Counting, Nature, dias
from workflows.execucao.formularios_fim import ART_36_IX, Conferencia, Devolucao, ParceriaTerminada
from workflows.execucao.mudancas import LINHAS
from workflows.execucao.razao import Natureza, linha
from workflows.execucao.sob_parceria import SobParceria
from workflows.kernel import (
    DECORRIDO,
    About,
    Deadline,
    Decision,
    Gate,
    HumanTask,
    Outcome,
    Requirement,
    Stage,
    exige,
    procedure,
)
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO, ORCAMENTO, OSC, SECRETARIO
from workflows.kernel.state import Context
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import centavos
from workflows.parcerias.formularios import Fundamentada

RESTITUIDO = Outcome("saldo-restituido", "Saldo restituído")
SEM_SALDO = Outcome("sem-saldo", "Não havia saldo")
NAO_RESTITUIDO = Outcome("saldo-nao-restituido", "Saldo não restituído, com tomada de contas especial")

DEVOLUCAO = Stage("devolucao", "Devolução")
TOMADA = Stage("tomada", "Tomada de contas especial")

# -- Arts. 36, IX, e 83, VI: trinta dias improrrogáveis --------------------------------------------------------------
PRAZO = Deadline(
    id="restituicao-de-saldos.prazo", title="devolução do saldo e dos rendimentos", provision=ART_36_IX,
    duties=("SAL-01",), budget=dias(30), nature=Nature.PEREMPTORY, counting=Counting.MATERIAL, binds=Binds.PARTICULAR,
    reminders=(10, 3), on_lapse="instaura-se tomada de contas especial",
)  # fmt: skip

COMPROVANTE = Requirement(
    id="restituicao-de-saldos.comprovante", title="o comprovante da devolução, ou o extrato sem saldo",
    provision=DEC_167.art(83, inciso="VI"), duties=("SAL-01",), document=True,
)  # fmt: skip
PROVA = Gate(
    id="restituicao-de-saldos.prova", title="a prova da devolução", provision=DEC_167.art(83, inciso="VI"),
    requirements=(COMPROVANTE,),
)  # fmt: skip


def _no_seu_dia(caso: Any, _outcome: str, devolucao: Devolucao) -> None:
    exige(devolucao.devolvido_em <= caso.today, ART_36_IX, "Esta data ainda não chegou.", "devolvido_em")


DEVOLVER = HumanTask(
    id="restituicao-de-saldos.devolucao", title="Devolver o saldo e os rendimentos", provision=ART_36_IX, role=OSC,
    duties=("SAL-01",), form=Devolucao, outcomes=(Outcome("devolvido", "Devolvido"),), within=PRAZO, gate=PROVA,
    check=_no_seu_dia, action="Comprovar",
    instructions="Devolva também os rendimentos da aplicação. O prazo não se prorroga. Sem saldo, diga zero.",
    then="a SINFRA confere com o extrato da conta",
)  # fmt: skip

CONFERE = Outcome("confere", "Confere com o extrato")
FALTA = Outcome("falta", "Falta devolver", "Enquanto corre o prazo, a organização completa a devolução.")

CONFERIR = HumanTask(
    id="restituicao-de-saldos.conferencia", title="Conferir a devolução com o extrato da conta", provision=ART_36_IX,
    role=ORCAMENTO, duties=("SAL-01",), form=Conferencia, outcomes=(CONFERE, FALTA), action="Concluir",
    then="o que falta depois do prazo vai a tomada de contas especial",
)  # fmt: skip

# -- Arts. 36, IX, e 100: tomada de contas especial ------------------------------------------------------------------
ENCAMINHAR = Decision(
    id="restituicao-de-saldos.encaminhamento", title="Determinar a tomada de contas especial", role=SECRETARIO,
    provision=ART_36_IX, duties=("SAL-02",), form=Fundamentada, outcomes=(Outcome("determinada", "Determinada"),),
    action="Assinar a decisão", instructions="O saldo não foi devolvido inteiro nos trinta dias.",
    then="instaura-se a tomada de contas especial",
)  # fmt: skip


@procedure
class RestituicaoDeSaldos(SobParceria[ParceriaTerminada]):
    """From the end to the money, which the case above learns as lines of the ledger."""

    about = About(
        id="restituicao-de-saldos", title="Restituição de saldos", short="Restituição", norm="Decreto 167/2019",
        provisions=(ART_36_IX, DEC_167.art(83, inciso="VI")), started_by=(AREA_TECNICA, GESTAO, INTEGRACAO),
        input=ParceriaTerminada, stages=(DEVOLUCAO, TOMADA), outcomes=(RESTITUIDO, SEM_SALDO, NAO_RESTITUIDO),
    )  # fmt: skip
    devolvido: tuple[Devolucao, ...] = ()

    @classmethod
    def admit(cls, entrada: ParceriaTerminada, on: date, _context: Context) -> None:
        """Only of a partnership that is over."""
        exige(entrada.terminada_em < on, ART_36_IX, "A parceria ainda não terminou.", "terminada_em")

    async def run(self) -> Outcome:
        """Art. 36, IX: given back in time and whole, or a special taking of accounts."""
        self.concern(self.osc)
        self.enter(DEVOLUCAO)
        self.begin(PRAZO, since=self.input.terminada_em, because="término da parceria", party=self.osc)
        inteiro = await self.devolver()
        self.report(**{LINHAS: self.reckon(self.linhas)})
        if inteiro:
            self.met(PRAZO, party=self.osc)
            return SEM_SALDO if self.reckon(self.nada_havia) else RESTITUIDO
        self.enter(TOMADA)
        await self.ask(ENCAMINHAR)
        return NAO_RESTITUIDO

    async def devolver(self) -> bool:
        """Art. 36, IX: whether all of it was given back while the thirty days ran."""
        while self.kept("prazo", bool(self.earliest(PRAZO, party=self.osc))):
            devolvido = await self.ask(DEVOLVER, party=self.osc)
            if devolvido == DECORRIDO:
                return False
            self.devolvido = (*self.devolvido, devolvido.read(Devolucao))
            if await self.ask(CONFERIR) == CONFERE:
                return True
        return False

    def nada_havia(self) -> bool:
        """Whether nothing was there to give back."""
        return all(uma.nada for uma in self.devolvido)

    def linhas(self) -> list[dict[str, Any]]:
        """What was given back, as lines of the ledger."""
        feitas = [(uma.devolvido_em, centavos(uma.saldo + uma.rendimentos)) for uma in self.devolvido]
        return [
            linha(dia, Natureza.DEVOLUCAO, quanto, "Devolução do saldo", ART_36_IX).model_dump(mode="json")
            for dia, quanto in feitas
            if quanto
        ]
