"""Implantação do SIGPAR (Decreto 167/2019, arts. 3º, §§ 1º and 2º, and 57).

The platform, with all its functions, within a year of the decree; by parts, each with the day on which it came.
Beside it, the application of the monitoring, open to the whole of society. The act with its guidelines (art. 5º, XI)
is a normative act as any other.
"""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from workflows.clock import Binds, Counting, Nature, anos
from workflows.kernel import About, Deadline, Form, HumanTask, Notice, Outcome, Procedure, Stage, exige, procedure
from workflows.kernel.roles import ADMINISTRADOR, AREA_TECNICA, GESTAO, INTEGRACAO, SECRETARIO
from workflows.norms import DEC_167
from workflows.parcerias.da_organizacao import DeQuemIniciou
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo
from workflows.parcerias.registros_do_sigpar import ORGAO, SIGPAR

PAR_1, PAR_2 = DEC_167.art(3, par=1), DEC_167.art(3, par=2)
ABERTO = DEC_167.art(57, par="unico")

IMPLANTADO = Outcome("sigpar-implantado", "SIGPAR e aplicativo implantados")
EM_PARTE = Outcome("sigpar-em-parte", "SIGPAR disponível em parte")

PLATAFORMA = Stage("plataforma", "Plataforma e aplicativo")


class PlanoDeImplantacao(Form):
    """What the platform has to do."""

    escopo: TextoLongo = campo("Funcionalidades previstas", widget="textarea", provision=PAR_2.id)


class Disponibilizacao(Fundamentada):
    """What became available, and when."""

    funcionalidades: Annotated[tuple[Texto, ...], Field(min_length=1, max_length=100)] = campo(
        "Funcionalidades disponibilizadas", provision=PAR_1.id
    )
    disponivel_em: date = campo("Disponíveis desde", "Deste dia se contam os sessenta da carga.", provision=PAR_1.id)


class Aplicativo(Fundamentada):
    """The application of the monitoring."""

    implantado_em: date = campo("Implantado em", provision=DEC_167.art(57).id)
    endereco: Texto = campo("Onde se obtém")
    fotos: bool = campo("Registra relatório fotográfico", provision=DEC_167.art(57).id)
    georreferencia: bool = campo("Registra o georreferenciamento", provision=DEC_167.art(57).id)
    acesso_livre: bool = campo("As informações são de acesso livre a toda a sociedade", provision=ABERTO.id)


PRAZO = Deadline(
    id="sigpar-implantacao.prazo", title="SIGPAR com toda a sua funcionalidade", provision=PAR_2,
    duties=("SIG-02", "R-003-1Y"), budget=anos(1), nature=Nature.ADMINISTRATIVE, counting=Counting.MATERIAL,
    binds=Binds.ADMINISTRACAO, escalations=(1,), escalates_to=GESTAO, reminders=(90, 30),
    on_lapse="o SIGPAR continua devido; enquanto isso os procedimentos podem correr em meio físico",
)  # fmt: skip

EM_PARTES = Outcome("em-parte", "Disponível em parte", "O restante continua devido.")
COMPLETO = Outcome("completo", "Disponível por inteiro", "O meio físico já não cabe.")


def _ja_disponivel(caso: Any, _outcome: str, dita: Disponibilizacao) -> None:
    futuro = "A data da disponibilização ainda não chegou."
    exige(dita.disponivel_em <= caso.today, PAR_1, futuro, "disponivel_em")
    antes = "A disponibilização não é anterior ao decreto."
    exige(dita.disponivel_em >= DEC_167.since, PAR_1, antes, "disponivel_em")


DISPONIBILIZAR = HumanTask(
    id="sigpar-implantacao.disponibilizacao", title="Registrar o que o SIGPAR já disponibiliza", provision=PAR_1,
    duties=("SIG-02", "SIG-03"), role=ADMINISTRADOR, form=Disponibilizacao, outcomes=(EM_PARTES, COMPLETO),
    within=PRAZO, check=_ja_disponivel, action="Registrar",
    instructions="Registre cada parte no dia em que fica disponível.",
    then="os processos em meio físico se carregam em sessenta dias",
)  # fmt: skip
AVISO_DE_CARGA = Notice(
    id="sigpar-implantacao.aviso-de-carga", title="Carregue os processos em meio físico", provision=PAR_1, to=GESTAO,
    duties=("SIG-03",), body="O SIGPAR disponibiliza desde {dia:%d/%m/%Y}: {funcionalidades}. Abra a carga de cada "
    "processo físico; o prazo é de sessenta dias.",
)  # fmt: skip


def _livre(caso: Any, _outcome: str, aplicativo: Aplicativo) -> None:
    futuro = "A data da implantação ainda não chegou."
    exige(aplicativo.implantado_em <= caso.today, DEC_167.art(57), futuro, "implantado_em")
    exige(aplicativo.acesso_livre, ABERTO, "O aplicativo garante acesso livre a toda a sociedade.", "acesso_livre")
    funcoes = "O aplicativo registra fotos e georreferenciamento."
    exige(aplicativo.fotos and aplicativo.georreferencia, DEC_167.art(57), funcoes, "fotos")


IMPLANTAR_APP = HumanTask(
    id="sigpar-implantacao.aplicativo", title="Implantar o APP SIGPAR Monitoramento", provision=DEC_167.art(57),
    duties=("SIG-05", "R-057"), role=ADMINISTRADOR, form=Aplicativo, outcomes=(Outcome("implantado", "Implantado"),),
    check=_livre, action="Registrar", instructions="O decreto não dá prazo ao aplicativo.",
    then="a comissão envia por ele o que vê, e todos podem ler",
)  # fmt: skip


@procedure
class SigparImplantacao(DeQuemIniciou, Procedure[PlanoDeImplantacao]):
    """From the decree to a platform and an application that work."""

    about = About(
        id="sigpar-implantacao", title="Implantação do SIGPAR", short="SIGPAR", norm="Decreto 167/2019",
        provisions=(DEC_167.art(3), DEC_167.art(57)), started_by=(SECRETARIO, GESTAO, AREA_TECNICA, INTEGRACAO),
        input=PlanoDeImplantacao, stages=(PLATAFORMA,), outcomes=(IMPLANTADO,),
    )  # fmt: skip

    @classmethod
    def subject_of(cls, _plano: PlanoDeImplantacao) -> str:
        """The platform."""
        return "SIGPAR e APP SIGPAR Monitoramento"

    async def run(self) -> Outcome:
        """Arts. 3º, §§ 1º and 2º, and 57: the platform, part by part, and the application beside it."""
        self.enter(PLATAFORMA)
        self.begin(PRAZO, since=DEC_167.since, because="entrada em vigor do decreto")
        await self.together(self.plataforma(), self.aplicativo())
        return IMPLANTADO

    async def plataforma(self) -> None:
        """Art. 3º, §§ 1º and 2º: each part with its day, until all of it is there."""
        prontas: list[str] = []
        while True:
            disponivel = await self.ask(DISPONIBILIZAR, about={"previstas": self.input.escopo, "já": prontas})
            lida = disponivel.read(Disponibilizacao)
            prontas = self.reckon(com_mais, prontas, lida.funcionalidades)
            completo = disponivel == COMPLETO
            self.inscribe(
                SIGPAR, IMPLANTADO if completo else EM_PARTE, party=ORGAO, since=lida.disponivel_em, holds=completo,
                funcionalidades=prontas,
            )  # fmt: skip
            ditas = self.reckon(", ".join, lida.funcionalidades)
            self.notify(AVISO_DE_CARGA, dia=lida.disponivel_em, funcionalidades=ditas)
            if completo:
                break
        self.met(PRAZO)

    async def aplicativo(self) -> None:
        """Art. 57: the application, open to all."""
        implantado = await self.ask(IMPLANTAR_APP)
        self.show(aplicativo=implantado.form["endereco"])


def com_mais(prontas: list[str], novas: tuple[str, ...]) -> list[str]:
    """What is available with what became so."""
    return list(dict.fromkeys((*prontas, *novas)))
