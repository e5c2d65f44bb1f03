"""Licenciamento ambiental da parceria (Decreto 167/2019, art. 48).

The organisation may ask the state's environmental body itself; SEMA licenses, refuses, or dispenses with the licence by
a technically reasoned decision on the concrete case.
"""

from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import Field

from workflows.kernel import About, Form, HumanTask, Outcome, Stage, exige, procedure
from workflows.kernel.roles import OSC
from workflows.kernel.state import Context
from workflows.norms import DEC_167
from workflows.parcerias.da_organizacao import DaOrganizacao
from workflows.parcerias.formularios import Texto, TextoLongo, campo, opcional
from workflows.parcerias.organizacoes import Organizacao

ARTIGO = DEC_167.art(48)
DISPENSA = DEC_167.art(48, par="unico")

# -- Resultados ------------------------------------------------------------------------------------------------------
LICENCIADO = Outcome("licenca-obtida", "Licença obtida")
DISPENSADO = Outcome("licenciamento-dispensado", "Licenciamento dispensado pela SEMA")
NEGADO = Outcome("licenca-negada", "Licença negada")

REQUERIMENTO = Stage("requerimento", "Requerimento")
DECISAO = Stage("decisao", "Decisão do órgão ambiental")


class Competencia(StrEnum):
    """Who licenses it."""

    ESTADO = "estado"
    OUTRO = "municipio-ou-uniao"


class ObjetoALicenciar(Form):
    """What needs a licence, and whose it is to give."""

    organizacao: Organizacao = campo("Organização")
    objeto: Texto = campo("Objeto da parceria")
    atividade: TextoLongo = campo("Atividade a licenciar", widget="textarea", provision=ARTIGO.id)
    competencia: Competencia = campo("De quem é a competência", widget="radio", provision=ARTIGO.id, opcoes={
        "estado": "Do Estado de Mato Grosso", "municipio-ou-uniao": "De município ou da União",
    })  # fmt: skip


class Protocolo(Form):
    """That it was asked for: the number and the day."""

    protocolo: Texto = campo("Número do protocolo no órgão ambiental")
    requerido_em: date = campo("Data do requerimento")


class DecisaoAmbiental(Form):
    """What the environmental body decided, as the organisation shows it."""

    ato: Texto = campo("Número da licença ou da decisão")
    decidido_em: date = campo("Data da decisão")
    valida_ate: date | None = opcional("Validade da licença", "Em branco, se não há.")
    fundamento_tecnico: bool = Field(
        default=False, title="A dispensa tem decisão técnica que comprova que a atividade não é poluidora",
        description="Nem potencial nem efetivamente, nos termos do Decreto 529/2016.",
        json_schema_extra={"provision": DISPENSA.id},
    )  # fmt: skip


def _requerido(caso: Any, _outcome: str, protocolo: Protocolo) -> None:
    exige(protocolo.requerido_em <= caso.today, ARTIGO, "A data do requerimento ainda não chegou.", "requerido_em")


def _decidido(caso: Any, outcome: str, decisao: DecisaoAmbiental) -> None:
    exige(decisao.decidido_em <= caso.today, ARTIGO, "A data da decisão ainda não chegou.", "decidido_em")
    antes = "A decisão é anterior ao requerimento."
    exige(decisao.decidido_em >= caso.requerido_em, ARTIGO, antes, "decidido_em")
    sem = "A dispensa pede decisão tecnicamente fundamentada de que a atividade não é poluidora."
    exige(outcome != DISPENSADA or decisao.fundamento_tecnico, DISPENSA, sem, "fundamento_tecnico")


REQUERER = HumanTask(
    id="licenciamento-ambiental.requerimento", title="Requerer o licenciamento e registrar o protocolo",
    provision=ARTIGO, duties=("LIC-01",), role=OSC, form=Protocolo, outcomes=(Outcome("requerido", "Requerido"),),
    check=_requerido, action="Registrar",
    instructions="A organização pode requerer ela mesma a documentação ao órgão estadual.",
    then="espera-se a decisão do órgão ambiental",
)  # fmt: skip

LICENCIADA = Outcome("licenciada", "Licença concedida")
DISPENSADA = Outcome("dispensada", "Licenciamento dispensado")
NEGADA = Outcome("negada", "Licença negada")

REGISTRAR = HumanTask(
    id="licenciamento-ambiental.decisao", title="Registrar a decisão do órgão ambiental", provision=ARTIGO,
    duties=("LIC-02",), role=OSC, form=DecisaoAmbiental, outcomes=(LICENCIADA, DISPENSADA, NEGADA), check=_decidido,
    action="Registrar", instructions="Anexe a licença ou a decisão.", then="o processo se encerra",
)  # fmt: skip


@procedure
class LicenciamentoAmbiental(DaOrganizacao[ObjetoALicenciar]):
    """From the request to what the environmental body decides."""

    about = About(
        id="licenciamento-ambiental", title="Licenciamento ambiental da parceria", short="Licenciamento ambiental",
        norm="Decreto 167/2019", provisions=(ARTIGO,), started_by=(OSC,), input=ObjetoALicenciar,
        stages=(REQUERIMENTO, DECISAO), outcomes=(LICENCIADO, DISPENSADO, NEGADO),
    )  # fmt: skip
    requerido_em: date

    @classmethod
    def admit(cls, objeto: ObjetoALicenciar, _on: date, _context: Context) -> None:
        """The article is about what the state of Mato Grosso licenses."""
        alheia = "O artigo cuida do licenciamento que cabe ao Estado de Mato Grosso."
        exige(objeto.competencia is Competencia.ESTADO, ARTIGO, alheia, "competencia")

    @classmethod
    def subject_of(cls, objeto: ObjetoALicenciar) -> str:
        """The partnership's object."""
        return objeto.objeto

    async def run(self) -> Outcome:
        """Art. 48: asked for by the organisation, decided case by case."""
        osc = self.input.organizacao.parte
        self.enter(REQUERIMENTO)
        self.requerido_em = (await self.ask(REQUERER, party=osc)).day("requerido_em")
        self.enter(DECISAO)
        decidido = await self.ask(REGISTRAR, party=osc)
        self.show(decidido_em=decidido.form["decidido_em"])
        if decidido == LICENCIADA:
            return LICENCIADO
        return DISPENSADO if decidido == DISPENSADA else NEGADO
