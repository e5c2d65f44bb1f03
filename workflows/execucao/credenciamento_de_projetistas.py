"""Credenciamento de projetistas (Decreto 167/2019, art. 42, § 6º).

SINFRA may publish a call to accredit beforehand professionals and companies for the projects that partnerships need.
Whoever comes until the day that the call fixes is accredited or not, with reasons; the decree ranks nobody, and gives
neither a term nor an appeal.
"""

from datetime import date
from enum import StrEnum
from typing import Any

from workflows.clock import Binds, Counting, Nature
from workflows.kernel import (
    About,
    Answer,
    Deadline,
    Decision,
    Event,
    Form,
    HumanTask,
    Outcome,
    Procedure,
    Publication,
    Stage,
    exige,
    procedure,
)
from workflows.kernel.roles import AREA_TECNICA, CIDADAO, GESTAO, PROTOCOLO, PUBLICACAO, SECRETARIO
from workflows.norms import DEC_167
from workflows.parcerias.da_organizacao import DeQuemIniciou
from workflows.parcerias.formularios import EvidenciaDePublicacao, Fundamentada, Texto, TextoLongo, campo

PAR_6 = DEC_167.art(42, par=6)

# -- Resultados ------------------------------------------------------------------------------------------------
PUBLICADO = Outcome("credenciamento-publicado", "Relação de credenciados publicada")
SEM_CREDENCIADOS = Outcome("sem-credenciados", "Ninguém foi credenciado")
NAO_ABERTO = Outcome("credenciamento-nao-aberto", "Credenciamento não aberto")

EDITAL = Stage("edital", "Edital")
PEDIDOS = Stage("pedidos", "Pedidos e análise")
RELACAO = Stage("relacao", "Relação dos credenciados")


class PropostaDeCredenciamento(Form):
    """For which projects, and why."""

    projetos: Texto = campo("Projetos", provision=PAR_6.id)
    razao: TextoLongo = campo("Por que credenciar", widget="textarea", provision=PAR_6.id)


class Edital(Fundamentada):
    """What a professional or company has to show, and until when."""

    requisitos: TextoLongo = campo("Habilitação e qualificação exigidas", widget="textarea", provision=PAR_6.id)
    pedidos_ate: date = campo("Pedidos até", "O decreto não dá prazo; o edital o fixa.", provision=PAR_6.id)


class Quem(StrEnum):
    """Who asks."""

    PROFISSIONAL = "profissional"
    EMPRESA = "empresa"


class PedidoDeCredenciamento(Form):
    """Who asks to be accredited, and what shows the habilitation and qualification."""

    quem: Quem = campo("Quem pede", widget="radio", opcoes={"profissional": "Profissional", "empresa": "Empresa"})
    nome: Texto = campo("Nome", restrito=True)
    prova: TextoLongo = campo(
        "O que comprova a habilitação e a qualificação", "Anexe os documentos.", widget="textarea", provision=PAR_6.id
    )


class AnaliseDoPedido(Fundamentada):
    """What was found of one of them."""

    habilitado: bool = campo("Habilitado", provision=PAR_6.id)
    qualificado: bool = campo("Qualificado para os projetos", provision=PAR_6.id)


ABRIR = Outcome("abrir", "Publicar o edital")
NAO_ABRIR = Outcome("nao-abrir", "Não abrir", "É uma faculdade da SINFRA.")


def _dia_que_venha(caso: Any, outcome: str, edital: Edital) -> None:
    passado = "O último dia dos pedidos precisa estar por vir."
    exige(outcome == NAO_ABRIR or edital.pedidos_ate > caso.today, PAR_6, passado, "pedidos_ate")


DECIDIR = Decision(
    id="credenciamento-de-projetistas.edital", title="Decidir se abre o credenciamento", provision=PAR_6,
    duties=("COM-08",), role=SECRETARIO, form=Edital, outcomes=(ABRIR, NAO_ABRIR), check=_dia_que_venha,
    action="Assinar", then="o edital é publicado e se recebem os pedidos",
)  # fmt: skip


def _antes_do_fim(caso: Any, _outcome: str, publicado: EvidenciaDePublicacao) -> None:
    tarde = f"Os pedidos vão até {caso.ate:%d/%m/%Y}; o edital se publica antes."
    exige(publicado.publicado_em < caso.ate, PAR_6, tarde, "publicado_em")


PUBLICAR_EDITAL = Publication(
    id="credenciamento-de-projetistas.publicacao-do-edital", title="Publicar o edital de credenciamento",
    what="edital-de-credenciamento", provision=PAR_6, duties=("COM-08",), role=PUBLICACAO,
    form=EvidenciaDePublicacao, outcomes=(Outcome("publicado", "Publicado"),), check=_antes_do_fim,
    action="Registrar a publicação", then="recebem-se os pedidos até o dia do edital",
)  # fmt: skip
PRAZO = Deadline(
    id="credenciamento-de-projetistas.prazo", title="pedidos de credenciamento", provision=PAR_6,
    nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR,
    on_lapse="não se recebem mais pedidos",
)  # fmt: skip
PEDIR = Event(
    id="credenciamento-de-projetistas.pedido", title="pedido de credenciamento", provision=PAR_6, many=True,
    awaited=True, who=(CIDADAO, PROTOCOLO), form=PedidoDeCredenciamento, files=True,
    instructions="Comprove a habilitação e a qualificação que o edital exige.",
)  # fmt: skip

CREDENCIAR = Outcome("credenciar", "Credenciar")
RECUSAR = Outcome("recusar", "Não credenciar")


def _habilitado_e_qualificado(_caso: Any, outcome: str, analise: AnaliseDoPedido) -> None:
    ambos = analise.habilitado and analise.qualificado
    diz = "Credencia-se quem está habilitado e qualificado, e só por faltar uma das duas se recusa."
    exige((outcome == CREDENCIAR) is ambos, PAR_6, diz)


ANALISAR = HumanTask(
    id="credenciamento-de-projetistas.analise", title="Analisar o pedido de credenciamento", provision=PAR_6,
    duties=("COM-08",), role=AREA_TECNICA, form=AnaliseDoPedido, outcomes=(CREDENCIAR, RECUSAR),
    check=_habilitado_e_qualificado, action="Concluir", then="credenciado, entra na relação que se publica",
)  # fmt: skip
PUBLICAR_RELACAO = Publication(
    id="credenciamento-de-projetistas.relacao", title="Publicar a relação dos credenciados",
    what="relacao-de-credenciados", provision=PAR_6, duties=("COM-08",), role=PUBLICACAO, form=EvidenciaDePublicacao,
    outcomes=(Outcome("publicada", "Publicada"),), action="Registrar a publicação", then="o processo se encerra",
)  # fmt: skip


@procedure
class CredenciamentoDeProjetistas(DeQuemIniciou, Procedure[PropostaDeCredenciamento]):
    """From the call to the list of whoever is accredited."""

    about = About(
        id="credenciamento-de-projetistas", title="Credenciamento de projetistas", short="Credenciamento",
        norm="Decreto 167/2019", provisions=(PAR_6,), started_by=(AREA_TECNICA, GESTAO),
        input=PropostaDeCredenciamento, stages=(EDITAL, PEDIDOS, RELACAO),
        outcomes=(PUBLICADO, SEM_CREDENCIADOS, NAO_ABERTO),
    )  # fmt: skip
    ate: date

    @classmethod
    def subject_of(cls, proposta: PropostaDeCredenciamento) -> str:
        """The projects."""
        return proposta.projetos

    async def run(self) -> Outcome:
        """Art. 42, § 6º: a call, each request on its own, and the list."""
        self.enter(EDITAL)
        decidido = await self.ask(DECIDIR, about={"razão": self.input.razao})
        if decidido == NAO_ABRIR:
            return NAO_ABERTO
        self.ate = decidido.read(Edital).pedidos_ate
        publicado = await self.publish(PUBLICAR_EDITAL, requisitos=decidido.form["requisitos"])
        self.show(requisitos=decidido.form["requisitos"], pedidos_ate=decidido.form["pedidos_ate"])

        self.enter(PEDIDOS)
        self.begin(PRAZO, since=publicado.on, because="publicação do edital", fixed=self.ate)
        analisados = await self.each_arrival(PEDIR, until=PRAZO, course=self.analisar)
        if not self.reckon(any, analisados):
            return SEM_CREDENCIADOS

        self.enter(RELACAO)
        await self.publish(PUBLICAR_RELACAO, credenciados=self.reckon(sum, analisados))
        return PUBLICADO

    async def analisar(self, pedido: Answer, numero: int) -> bool:
        """Art. 42, § 6º: whether this one is accredited; habilitation and qualification, nothing else."""
        return await self.ask(ANALISAR, subject=str(numero), about=pedido.form) == CREDENCIAR
