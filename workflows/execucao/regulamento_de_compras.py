"""Regulamento próprio de compras da organização (Decreto 167/2019, art. 42, § 8º; art. 12, III).

The organisation sends it; SINFRA approves it, or gives it back with reasons. It is needed for works, investments or
projects through third parties.
"""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from workflows.clock import Binds, Counting, Nature
from workflows.execucao.registros_de_despesa import REGULAMENTO
from workflows.kernel import About, Answer, Deadline, Decision, Form, HumanTask, Outcome, Stage, exige, procedure
from workflows.kernel.roles import AREA_TECNICA, GESTAO, OSC
from workflows.norms import DEC_167, Param
from workflows.parcerias.da_organizacao import DaOrganizacao
from workflows.parcerias.formularios import Fundamentada, TextoLongo, campo
from workflows.parcerias.organizacoes import Organizacao

PAR_8 = DEC_167.art(42, par=8)

# -- Resultados ------------------------------------------------------------------------------------------------------
APROVADO = Outcome("regulamento-aprovado", "Regulamento aprovado")
RETIRADO = Outcome("regulamento-retirado", "Regulamento retirado pela organização")

ANALISE = Stage("analise", "Análise")
REVISAO = Stage("revisao", "Revisão pela organização")


class Materia(StrEnum):
    """What the regulation must say how to contract."""

    OBRAS = "obras"
    SERVICOS = "servicos"
    COMPRAS = "compras"
    ALIENACOES = "alienacoes"


MATERIAS = {"obras": "Obras", "servicos": "Serviços", "compras": "Compras", "alienacoes": "Alienações"}


class TextoDoRegulamento(Form):
    """The text, and what it deals with."""

    texto: TextoLongo = campo("Texto do regulamento", widget="textarea", provision=PAR_8.id)
    materias: Annotated[tuple[Materia, ...], Field(min_length=1, max_length=len(Materia))] = campo(
        "De que trata", opcoes=MATERIAS, provision=PAR_8.id
    )


class Regulamento(TextoDoRegulamento):
    """What the organisation sends."""

    organizacao: Organizacao = campo("Organização")


class Analise(Fundamentada):
    """What SINFRA finds of the text."""

    resguarda_os_principios: bool = campo(
        "Resguarda os princípios da administração e os critérios do art. 42", provision=PAR_8.id
    )


PRAZO = Deadline(
    id="regulamento-de-compras.prazo", title="aprovação do regulamento de compras", provision=PAR_8,
    parameter=Param("prazo_aprovacao_regulamento_dias"), nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL,
    binds=Binds.ADMINISTRACAO, on_lapse="a análise fica em atraso, continua devida e a chefia é avisada",
    escalations=(1,), escalates_to=GESTAO,
)  # fmt: skip

APROVAR = Outcome("aprovar", "Aprovar o regulamento")
DEVOLVER = Outcome("devolver", "Devolver para revisão")


def _completo(caso: Any, outcome: str, analise: Analise) -> None:
    if outcome == APROVAR:
        faltam = [MATERIAS[uma].lower() for uma in Materia if uma not in caso.texto.materias]
        exige(not faltam, PAR_8, f"O regulamento não trata de: {', '.join(faltam)}.")
        sem = "Só se aprova o que resguarda os princípios e os critérios do artigo."
        exige(analise.resguarda_os_principios, PAR_8, sem, "resguarda_os_principios")


ANALISAR = Decision(
    id="regulamento-de-compras.analise", title="Analisar o regulamento de compras", provision=PAR_8, role=AREA_TECNICA,
    duties=("COM-02", "R-042-REG"), form=Analise, outcomes=(APROVAR, DEVOLVER), deadline=PRAZO, check=_completo,
    action="Assinar a decisão", then="aprovado, a organização pode contratar obras e projetos com terceiros",
)  # fmt: skip

REVISADO = Outcome("revisado", "Apresentar o texto revisado")
DESISTIR = Outcome(
    "desistir", "Retirar o regulamento", "Sem ele, nada de obras, investimentos e projetos de terceiros."
)

REVISAR = HumanTask(
    id="regulamento-de-compras.revisao", title="Revisar o regulamento de compras", provision=PAR_8, role=OSC,
    duties=("COM-01",), form=TextoDoRegulamento, outcomes=(REVISADO, DESISTIR), action="Concluir",
    instructions="Mande o texto inteiro, já revisado.", then="a área técnica analisa o texto de novo",
)  # fmt: skip


@procedure
class RegulamentoDeCompras(DaOrganizacao[Regulamento]):
    """From the text to its approval."""

    about = About(
        id="regulamento-de-compras", title="Regulamento de compras da organização", short="Regulamento de compras",
        norm="Decreto 167/2019", provisions=(PAR_8, DEC_167.art(12, inciso="III")), started_by=(OSC, AREA_TECNICA),
        input=Regulamento, stages=(ANALISE, REVISAO), outcomes=(APROVADO, RETIRADO), duties=("COM-01",),
    )  # fmt: skip
    texto: TextoDoRegulamento

    async def run(self) -> Outcome:
        """Art. 42, § 8º: analysed, and again after each revision, until it is approved."""
        osc = self.input.organizacao.parte
        self.concern(osc)
        self.texto = self.input
        while (decidido := await self.analisar()) != APROVAR:
            self.enter(REVISAO)
            revisto = await self.ask(REVISAR, party=osc, about={"devolvido porque": decidido.form["motivo"]})
            if revisto == DESISTIR:
                return RETIRADO
            self.texto = self.made(TextoDoRegulamento, **revisto.form)
        self.show(aprovado_em=decidido.on.isoformat())
        self.inscribe(REGULAMENTO, APROVADO, party=osc, since=decidido.on)
        return APROVADO

    async def analisar(self) -> Answer:
        """Art. 42, § 8º: SINFRA's word on the text as it stands."""
        self.enter(ANALISE)
        return await self.ask(ANALISAR)
