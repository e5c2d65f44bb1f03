"""Habilitação técnica (Decreto 167/2019, art. 11): proof of earlier experience in the same or a similar object.

Every partnership asks for it. Any one of four kinds of proof is enough, and others are not excluded; two of them need
the record at CREA. The call may say how experience is proved (sole paragraph).
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from workflows.clock import Binds, Counting, Nature
from workflows.kernel import (
    DECORRIDO,
    About,
    Deadline,
    Decision,
    Form,
    HumanTask,
    Notice,
    Outcome,
    Stage,
    exige,
    procedure,
)
from workflows.kernel.roles import AREA_TECNICA, INTEGRACAO, OSC
from workflows.kernel.state import Context
from workflows.norms import DEC_167, Param, Provision
from workflows.parcerias import documentos_da_celebracao as documentos
from workflows.parcerias.da_organizacao import DaOrganizacao
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo, opcional
from workflows.parcerias.organizacoes import Organizacao
from workflows.parcerias.registros import CAPACIDADE

# -- Resultados ------------------------------------------------------------------------------------------------
COMPROVADA = Outcome("capacidade-comprovada", "Capacidade comprovada")
NAO_COMPROVADA = Outcome("capacidade-nao-comprovada", "Capacidade não comprovada")

PROVAS = Stage("provas", "Provas")
AVALIACAO = Stage("avaliacao", "Avaliação")


class TipoDeProva(StrEnum):
    """The kinds of proof of art. 11, by inciso; the list is open."""

    PARCERIAS = "I"
    RELATORIOS = "II"
    CURRICULOS = "III"
    DECLARACOES = "IV"
    OUTRA = "outra"

    @property
    def dispositivo(self) -> Provision:
        """The inciso that admits it; the article, of what it does not name."""
        return DEC_167.art(11) if self is TipoDeProva.OUTRA else DEC_167.art(11, inciso=self.value)

    @property
    def pede_crea(self) -> bool:
        """Whether it counts only with its record at CREA."""
        return self in (TipoDeProva.CURRICULOS, TipoDeProva.DECLARACOES)


TIPOS = {
    TipoDeProva.PARCERIAS: "Parcerias anteriores, com as atividades comprovadas",
    TipoDeProva.RELATORIOS: "Relatórios de atividades, com as ações comprovadas",
    TipoDeProva.CURRICULOS: "Currículos da equipe, com acervo e atestado no CREA",
    TipoDeProva.DECLARACOES: "Declarações de terceiros, com acervo no CREA",
    TipoDeProva.OUTRA: "Outra",
}


class ExigenciaDeCapacidade(Form):
    """Whose capacity is to be proved, for what, and where that was foreseen."""

    organizacao: Organizacao = campo("Organização")
    objeto: Texto = campo("Objeto da parceria", "A prova é de objeto igual ou parecido.", provision=DEC_167.art(11).id)
    prevista_em: Annotated[str, Field(max_length=300)] = campo(
        "Onde a habilitação técnica está prevista", "O item do edital, ou do ato de dispensa ou inexigibilidade.",
        provision=DEC_167.art(11).id,
    )  # fmt: skip
    criterios: Annotated[str, Field(max_length=5000)] | None = opcional(
        "Critérios do edital", "Se o edital diz como se comprova.", widget="textarea",
        provision=DEC_167.art(11, par="unico").id,
    )  # fmt: skip
    prazo_em_dias: Annotated[int, Field(ge=1, le=180)] | None = opcional(
        "Prazo para comprovar, em dias", "O que o edital fixou; sem ele, não corre prazo.", provision=DEC_167.art(30).id
    )


class Prova(Form):
    """One proof."""

    tipo: TipoDeProva = campo("Tipo", widget="select", opcoes={str(um): titulo for um, titulo in TIPOS.items()})
    descricao: TextoLongo = campo("O que comprova", "Objeto, período, quem contratou.", widget="textarea")
    crea: Annotated[str, Field(max_length=100)] | None = opcional("Registro no CREA", "Número do acervo ou atestado.")


class ProvasDeCapacidade(Form):
    """What the organisation has done before."""

    provas: Annotated[tuple[Prova, ...], Field(min_length=1, max_length=30)] = campo("Provas")


class AvaliacaoDaCapacidade(Fundamentada):
    """Whether what was proved is the same object or a similar one."""

    objeto_semelhante: bool = campo("O que se provou é igual ou parecido com o objeto", provision=DEC_167.art(11).id)
    criterios_atendidos: bool = campo(
        "Atende aos critérios do edital, se os há", provision=DEC_167.art(11, par="unico").id
    )


# -- Art. 11, I a IV: as provas -----------------------------------------------------------------------------------
PRAZO = Deadline(
    id="habilitacao-tecnica.prazo", title="comprovação da capacidade técnica", provision=DEC_167.art(30),
    parameter=Param("prazo_habilitacao_edital_dias"), nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL,
    binds=Binds.PARTICULAR, on_lapse="a capacidade fica sem prova", reminders=(2,),
)  # fmt: skip


def _com_registro(_caso: Any, _outcome: str, form: ProvasDeCapacidade) -> None:
    for numero, uma in enumerate(form.provas):
        sem = "Esta prova só vale com o registro no CREA; informe o número."
        exige(bool(uma.crea) or not uma.tipo.pede_crea, uma.tipo.dispositivo, sem, f"provas.{numero}.crea")


COMPROVAR = HumanTask(
    id="habilitacao-tecnica.comprovacao", title="Comprovar experiência anterior", provision=DEC_167.art(11),
    duties=("HTE-02", "R-011-ALT"), role=OSC, form=ProvasDeCapacidade, outcomes=(Outcome("entregue", "Entregue"),),
    within=PRAZO, check=_com_registro, action="Entregar",
    instructions="Basta um dos tipos de prova. Anexe os documentos em PDF e diga o que cada um comprova.",
    then="a capacidade técnica e operacional é avaliada",
)  # fmt: skip

# -- Art. 11, caput: a avaliação -----------------------------------------------------------------------------------
PROVADA = Outcome("comprovada", "Comprovada", "A organização tem capacidade para este objeto.")
NAO_PROVADA = Outcome("nao-comprovada", "Não comprovada", "Sem ela a parceria não é celebrada.")


def _coerente(_caso: Any, outcome: str, form: AvaliacaoDaCapacidade) -> None:
    atende = form.objeto_semelhante and form.criterios_atendidos
    exige(atende is (outcome == PROVADA), DEC_167.art(11), "O resultado não combina com as respostas; confira.")


AVALIAR = Decision(
    id="habilitacao-tecnica.avaliacao", title="Avaliar a capacidade técnica e operacional", provision=DEC_167.art(11),
    duties=("HTE-03",), role=AREA_TECNICA, form=AvaliacaoDaCapacidade, outcomes=(PROVADA, NAO_PROVADA),
    check=_coerente, action="Assinar a avaliação",
    instructions="Avalie se a experiência é em atividade igual ou parecida. Na seleção, o resultado pode ser recorrido "
    "com o da habilitação (art. 31, I, b).",
    then="a organização fica habilitada, ou não, para este objeto",
)  # fmt: skip

AVISO = Notice(
    id="habilitacao-tecnica.aviso", title="A capacidade técnica da sua organização foi avaliada",
    provision=DEC_167.art(11), body="Resultado da habilitação técnica: {resultado}. Leia no processo.",
)  # fmt: skip


@procedure
class HabilitacaoTecnica(DaOrganizacao[ExigenciaDeCapacidade]):
    """From the demand to the finding."""

    about = About(
        id="habilitacao-tecnica", title="Habilitação técnica", short="Habilitação técnica", norm="Decreto 167/2019",
        provisions=(DEC_167.art(11),), started_by=(AREA_TECNICA, INTEGRACAO), input=ExigenciaDeCapacidade,
        stages=(PROVAS, AVALIACAO), outcomes=(COMPROVADA, NAO_COMPROVADA), duties=("HTE-01", "R-011-EDITAL"),
        documents=documentos.DA_CAPACIDADE,
    )  # fmt: skip

    @classmethod
    def admit(cls, exigencia: ExigenciaDeCapacidade, _on: date, _context: Context) -> None:
        """Art. 11: what was not foreseen cannot be demanded, and has to be foreseen."""
        falta = "Diga onde o edital, ou o ato, prevê a habilitação técnica; sem previsão, corrija o edital antes."
        exige(bool(exigencia.prevista_em), DEC_167.art(11), falta, "prevista_em")

    @classmethod
    def subject_of(cls, exigencia: ExigenciaDeCapacidade) -> str:
        """The object, in a line."""
        return exigencia.objeto

    async def run(self) -> Outcome:
        """Art. 11: proof, then its evaluation."""
        self.enter(PROVAS)
        self.begin(PRAZO, since=self.started_on, because="exigência da prova", fixed=self.input.prazo_em_dias)
        entregue = await self.ask(COMPROVAR, party=self.proponent)
        if entregue == DECORRIDO:
            return self.achado(NAO_COMPROVADA)
        self.met(PRAZO)

        self.enter(AVALIACAO)
        avaliada = await self.ask(AVALIAR, about={"criterios": self.input.criterios})
        return self.achado(COMPROVADA if avaliada == PROVADA else NAO_COMPROVADA)

    def achado(self, resultado: Outcome) -> Outcome:
        """What was found, for which object, on the day."""
        self.inscribe(
            CAPACIDADE, resultado, party=self.proponent, holds=resultado == COMPROVADA, objeto=self.input.objeto
        )
        self.notify(AVISO, party=self.proponent, resultado=resultado.title)
        return resultado
