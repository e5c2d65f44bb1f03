"""Ato normativo da SINFRA (Decreto 167/2019, arts. 4º, 33, § 4º, 72, 74, 76, 82, 98, II, b, and 111).

From a draft to an act in force. What the act sets of the parameters that the decree leaves open counts from the day on
which it is in force, once the administration of Tramita has it from that very act. The decree asks for no legal
opinion on these acts: whoever drafts decides whether to hear the legal office.
"""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from workflows.kernel import (
    About,
    Decision,
    Form,
    HumanTask,
    OfficialDocument,
    Outcome,
    Procedure,
    Publication,
    Register,
    Stage,
    Template,
    exige,
    procedure,
)
from workflows.kernel.registering import Entry, OnDay
from workflows.kernel.roles import ADMINISTRADOR, AREA_TECNICA, GESTAO, PROCURADORIA, PUBLICACAO, SECRETARIO
from workflows.norms import DEC_167, Param
from workflows.parcerias.da_organizacao import DeQuemIniciou
from workflows.parcerias.formularios import EvidenciaDePublicacao, Fundamentada, Texto, TextoLongo, campo, opcional
from workflows.parcerias.regras_do_ato import (
    DO_PEDAGIO,
    MATERIAS,
    DoPedagio,
    Materia,
    desconhecidos,
    dispositivo_de,
    em_vigor_desde,
    o_que_falta,
    vem_do_ato,
)

ORIENTAR = DEC_167.art(4, par="unico")
DEVERES = ("ATO-01", "ATO-02", "ATO-03", "ATO-04", "ATO-05", "ATO-06", "ATO-07", "ATO-08", "SIG-01")
DICAS: dict[str, Any] = {"opcoes": DO_PEDAGIO, "provision": DEC_167.art(72).id}

# -- Resultados ------------------------------------------------------------------------------------------------
EM_VIGOR = Outcome("ato-em-vigor", "Ato normativo em vigor")
NAO_EXPEDIDO = Outcome("ato-nao-expedido", "Ato normativo não expedido")

MINUTA = Stage("minuta", "Minuta")
EXPEDICAO = Stage("expedicao", "Expedição")
VIGOR = Stage("vigor", "Publicação e vigência")

ATOS = Register(
    id="ato-normativo.em-vigor", title="o ato normativo da matéria", provision=ORIENTAR, question=OnDay, answer=Entry,
)  # fmt: skip
"""By matter: the last act in force on it; `details` hold its citation (`ato`) and the parameters that it set."""


class PropostaDeAto(Form):
    """What is to be ruled, and why."""

    materia: Materia = campo("Matéria", widget="radio", opcoes=MATERIAS)
    ementa: Texto = campo("Ementa", provision=ORIENTAR.id)


class Minuta(Fundamentada):
    """The text, what it deals with, and which parameters it sets."""

    texto: TextoLongo = campo("Texto da minuta", widget="textarea", provision=ORIENTAR.id)
    trata_de: Annotated[tuple[DoPedagio, ...], Field(max_length=len(DoPedagio))] = Field(
        default=(), title="Se é do pedágio, trata de", json_schema_extra=DICAS
    )
    parametros: Annotated[tuple[Texto, ...], Field(max_length=60)] = Field(
        default=(), title="Parâmetros que o ato fixa", description="O nome de cada um, como está em Parâmetros.",
    )  # fmt: skip


class Expedicao(Fundamentada):
    """The act by its number, and from when it is in force."""

    ato: Texto = campo("Ato", "Espécie, número e ano: Portaria 12/2026.")
    vigencia: date | None = opcional("Em vigor em", "Vazio: na data da publicação.")


# -- Arts. 4º e 111: a minuta ----------------------------------------------------------------------------------
PARA_PARECER = Outcome("para-parecer", "Ouvir a Procuradoria", "O decreto não exige parecer; quem redige decide.")
PARA_ASSINATURA = Outcome("para-assinatura", "Enviar à assinatura")


def _completa(caso: Any, _outcome: str, minuta: Minuta) -> None:
    faltam = o_que_falta(caso.input.materia, minuta.trata_de)
    exige(not faltam, DEC_167.art(72), f"O ato do pedágio também trata de: {', '.join(faltam)}.", "trata_de")
    estranhos = desconhecidos(minuta.parametros)
    exige(not estranhos, ORIENTAR, f"Não é parâmetro: {', '.join(estranhos)}.", "parametros")
    ha = caso.input.materia is not Materia.PARAMETROS or bool(minuta.parametros)
    exige(ha, ORIENTAR, "Diga quais parâmetros o ato fixa.", "parametros")


MINUTAR = HumanTask(
    id="ato-normativo.minuta", title="Redigir a minuta do ato normativo", provision=ORIENTAR, duties=DEVERES,
    role=AREA_TECNICA, form=Minuta, outcomes=(PARA_PARECER, PARA_ASSINATURA), check=_completa, action="Enviar",
    then="a minuta vai à Procuradoria, se quem redige a ouve, e então à assinatura",
)  # fmt: skip

FAVORAVEL = Outcome("favoravel", "Favorável")
COM_AJUSTES = Outcome("com-ajustes", "Pede ajustes", "A minuta volta a quem a redigiu.")

OPINAR = HumanTask(
    id="ato-normativo.parecer", title="Opinar sobre a minuta do ato normativo", provision=ORIENTAR, form=Fundamentada,
    role=PROCURADORIA, authority=Param("orgao_parecer_juridico"), outcomes=(FAVORAVEL, COM_AJUSTES),
    action="Assinar o parecer", then="favorável, a minuta vai à assinatura",
)  # fmt: skip

EXPEDIR = Outcome("expedir", "Expedir o ato")
NAO_EXPEDIR = Outcome("nao-expedir", "Não expedir", "O processo se encerra.")

ASSINAR = Decision(
    id="ato-normativo.expedicao", title="Expedir o ato normativo", provision=ORIENTAR, duties=DEVERES,
    role=SECRETARIO, form=Expedicao, outcomes=(EXPEDIR, NAO_EXPEDIR), excludes=(MINUTAR,), action="Assinar",
    then="o ato é publicado",
)  # fmt: skip
PUBLICAR = Publication(
    id="ato-normativo.publicacao", title="Publicar o ato normativo", what="ato-normativo", provision=ORIENTAR,
    duties=DEVERES, role=PUBLICACAO, form=EvidenciaDePublicacao, outcomes=(Outcome("publicado", "Publicado"),),
    action="Registrar a publicação", then="o ato entra em vigor, e o que ele fixa é lançado na administração",
)  # fmt: skip


# -- O que o ato fixa vale desde que ele vigora ------------------------------------------------------------------
def _lancados(caso: Any, _outcome: str, _form: Form) -> None:
    faltam = [
        chave for chave in caso.minuta.parametros
        if not vem_do_ato(caso.set_by_an_act(chave, caso.desde), caso.ato, caso.desde)
    ]  # fmt: skip
    desde = f"{caso.desde:%d/%m/%Y}"
    exige(not faltam, ORIENTAR, f"Lance por “{caso.ato}”, em vigor em {desde}: {', '.join(faltam)}.")


LANCAR = HumanTask(
    id="ato-normativo.lancamento", title="Lançar na administração o que o ato fixa", provision=ORIENTAR,
    duties=("ATO-08",), role=ADMINISTRADOR, outcomes=(Outcome("lancados", "Lançados"),), check=_lancados,
    action="Confirmar", instructions="Em Administração, Parâmetros, lance cada valor com a citação do ato e o dia em "
    "que ele entra em vigor, como estão aqui.", then="os processos passam a contar com o que o ato fixa",
)  # fmt: skip
ATO_EM_PAPEL = OfficialDocument(
    id="ato-normativo.documento-da-expedicao", title="Expedição de ato normativo", provision=ORIENTAR, public=True,
    template=Template.DESPACHO, of="ato-normativo.expedicao",
)  # fmt: skip


@procedure
class AtoNormativo(DeQuemIniciou, Procedure[PropostaDeAto]):
    """One act, from its draft to the day from which it counts."""

    about = About(
        id="ato-normativo", title="Ato normativo sobre parcerias", short="Ato normativo", norm="Decreto 167/2019",
        provisions=(DEC_167.art(4), *(DEC_167.art(artigo) for artigo in (5, 33, 72, 74, 76, 82, 98, 111))),
        started_by=(AREA_TECNICA, GESTAO, SECRETARIO), input=PropostaDeAto, stages=(MINUTA, EXPEDICAO, VIGOR),
        outcomes=(EM_VIGOR, NAO_EXPEDIDO), documents=(ATO_EM_PAPEL,),
    )  # fmt: skip
    minuta: Minuta
    ato: str = ""
    desde: date

    @classmethod
    def subject_of(cls, proposta: PropostaDeAto) -> str:
        """What it is about."""
        return proposta.ementa

    async def run(self) -> Outcome:
        """Arts. 4º, parágrafo único, and 111: drafted, heard if wanted, issued, published, in force."""
        self.enter(MINUTA)
        await self.redigir()

        self.enter(EXPEDICAO)
        expedido = await self.ask(ASSINAR, about=self.minuta.model_dump(mode="json"))
        if expedido == NAO_EXPEDIR:
            return NAO_EXPEDIDO
        lido = expedido.read(Expedicao)
        self.ato = lido.ato

        self.enter(VIGOR)
        publicado = await self.publish(PUBLICAR, ato=self.ato)
        self.desde = self.reckon(em_vigor_desde, publicado.on, lido.vigencia)
        if self.minuta.parametros:
            await self.ask(LANCAR, about={"ato": self.ato, "em vigor em": self.desde, "parâmetros": self.fixados()})
        self.inscribe(ATOS, EM_VIGOR, party=self.input.materia, since=self.desde, ato=self.ato, fixa=self.fixados())
        self.show(ato=self.ato, materia=self.input.materia, em_vigor_desde=self.reckon(date.isoformat, self.desde))
        return EM_VIGOR

    async def redigir(self) -> None:
        """Arts. 4º and 111: by the technical area, again as often as the legal office, if heard, asks for it."""
        cita = self.reckon(dispositivo_de, self.input.materia)
        sobre: dict[str, Any] = {"dispositivo": self.reckon(str, cita)}
        while True:
            redigida = await self.ask(MINUTAR, about=sobre)
            self.minuta = redigida.read(Minuta)
            if redigida == PARA_ASSINATURA:
                return
            opinado = await self.ask(OPINAR, about=redigida.form)
            if opinado == FAVORAVEL:
                return
            sobre = {**sobre, "ajustes pedidos": opinado.form}

    def fixados(self) -> list[str]:
        """The parameters that the act sets."""
        return self.reckon(list, self.minuta.parametros)
