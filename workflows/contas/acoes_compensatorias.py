"""Ressarcimento por ações compensatórias de interesse público (Decreto 167/2019, art. 98, II, b, and § 2º).

The organisation proposes a plan, the Gestor is heard, and the Secretary alone authorises it, where all four conditions
hold; then it is carried out and attested. Only the judgment of the accounts starts it.
"""

from datetime import date
from typing import Any

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from workflows.contas.com_gestor import ComGestor, da_chefia
from workflows.contas.regras_ressarcimento import Acoes, duracao, faltas_das_acoes
from workflows.execucao.sob_parceria import DaParceria
from workflows.kernel import About, Decision, Form, HumanTask, Notice, Outcome, Stage, exige, procedure, veda
from workflows.kernel.roles import GESTOR_DA_PARCERIA, OSC, SECRETARIO
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, TextoLongo, campo

EXECUTADAS = Outcome("acoes-executadas", "Ações compensatórias executadas")
NEGADAS = Outcome("acoes-negadas", "Ações compensatórias não autorizadas")
NAO_EXECUTADAS = Outcome("acoes-nao-executadas", "Ações autorizadas e não executadas")

PROPOSTA = Stage("proposta", "Plano das ações")
AUTORIZACAO = Stage("autorizacao", "Parecer e autorização")
EXECUCAO = Stage("execucao", "Execução")


class PedidoDeAcoes(DaParceria):
    """Of which partnership, and what the judgment decided that bears on it."""

    devolucao_integral: bool = campo("A decisão foi pela devolução integral")
    dolo_ou_fraude: bool = campo("Apontou-se dolo ou fraude")


class PlanoDeAcoes(Form):
    """The new work plan (art. 98, II, b): what is done, in which days, and why it matters to society."""

    acoes: TextoLongo = campo("Ações propostas", widget="textarea", provision=DEC_167.art(98, inciso="II").id)
    interesse: TextoLongo = campo("O interesse social das ações", widget="textarea")
    inicio: date = campo("Início das ações")
    fim: date = campo("Fim das ações", "No máximo a metade do prazo originalmente previsto para a execução.")

    @model_validator(mode="after")
    def _em_ordem(self) -> "PlanoDeAcoes":
        if self.fim < self.inicio:
            raise PydanticCustomError("periodo", "As ações terminam depois de começar")
        return self


class ParecerSobreAcoes(Fundamentada):
    """What the Gestor says of the plan, with the execution as originally foreseen, before any amendment."""

    execucao_de: date = campo("Execução originalmente prevista: do dia", provision=DEC_167.art(98, par=2).id)
    execucao_ate: date = campo("Execução originalmente prevista: até o dia", provision=DEC_167.art(98, par=2).id)


class DecisaoSobreAcoes(Fundamentada):
    """The Secretary's decision; the fourth condition is a judgment of theirs."""

    interesse_social: bool = campo(
        "As ações são de relevante interesse social", provision=DEC_167.art(98, par=2, inciso="IV").id
    )


PROPOR = HumanTask(
    id="acoes-compensatorias.plano", title="Apresentar o plano das ações compensatórias", role=OSC, form=PlanoDeAcoes,
    provision=DEC_167.art(98, inciso="II", alinea="b"), duties=("COMP-01",), action="Apresentar",
    outcomes=(Outcome("apresentado", "Apresentado"),), then="o Gestor opina e o Secretário decide",
)  # fmt: skip

FAVORAVEL = Outcome("favoravel", "Favorável")
CONTRARIO = Outcome("contrario", "Contrário")

OUVIR_GESTOR = HumanTask(
    id="acoes-compensatorias.parecer", title="Opinar sobre as ações compensatórias", role=GESTOR_DA_PARCERIA,
    provision=DEC_167.art(59, inciso="IV"), duties=("COMP-03",), form=ParecerSobreAcoes,
    outcomes=(FAVORAVEL, CONTRARIO), action="Assinar o parecer", then="o Secretário decide",
)  # fmt: skip
OUVIR_CHEFIA = da_chefia(OUVIR_GESTOR)

AUTORIZAR = Outcome("autorizar", "Autorizar as ações")
NAO_AUTORIZAR = Outcome("nao-autorizar", "Não autorizar", "Os recursos precisam ser devolvidos.")


def _com_os_quatro(caso: Any, outcome: str, decisao: DecisaoSobreAcoes) -> None:
    if outcome != AUTORIZAR:
        return
    for dispositivo, falta in faltas_das_acoes(caso.acoes(decisao.interesse_social)):
        veda(dispositivo, falta)


DECIDIR = Decision(
    id="acoes-compensatorias.autorizacao", title="Autorizar o ressarcimento por ações compensatórias",
    provision=DEC_167.art(98, par=2), duties=("COMP-02", "COMP-04", "R-098-COMP", "R-098-HALF", "R-098-INDELEG"),
    role=SECRETARIO, form=DecisaoSobreAcoes, outcomes=(AUTORIZAR, NAO_AUTORIZAR), check=_com_os_quatro,
    action="Assinar a decisão", instructions="Competência indelegável, em juízo de conveniência e oportunidade.",
    then="autorizadas, a organização executa as ações; senão, devolve os recursos",
)  # fmt: skip

FEITAS = Outcome("executadas", "Executadas", "O débito está ressarcido.")
NAO_FEITAS = Outcome("nao-executadas", "Não executadas", "Os recursos precisam ser devolvidos.")


def _so_no_fim(caso: Any, outcome: str, _form: Fundamentada) -> None:
    cedo = f"O plano vai até {caso.plano.fim:%d/%m/%Y}; antes disso, só se atesta o que foi executado."
    exige(outcome == FEITAS or caso.today > caso.plano.fim, DEC_167.art(98, inciso="II", alinea="b"), cedo)


ATESTAR = HumanTask(
    id="acoes-compensatorias.atesto", title="Atestar a execução das ações compensatórias", role=GESTOR_DA_PARCERIA,
    provision=DEC_167.art(98, inciso="II", alinea="b"), form=Fundamentada, outcomes=(FEITAS, NAO_FEITAS),
    check=_so_no_fim, action="Atestar", then="executadas, o débito está ressarcido",
)  # fmt: skip
ATESTAR_PELA_CHEFIA = da_chefia(ATESTAR)

AVISO = Notice(
    id="acoes-compensatorias.aviso", title="Decisão sobre as ações compensatórias", provision=DEC_167.art(98, par=2),
    body="O plano de ações do instrumento {numero} foi decidido: {decisao}.",
)  # fmt: skip


@procedure
class AcoesCompensatorias(ComGestor[PedidoDeAcoes]):
    """From the plan to actions carried out, or to money that has to be returned."""

    about = About(
        id="acoes-compensatorias", title="Ressarcimento por ações compensatórias", short="Ações compensatórias",
        norm="Decreto 167/2019", provisions=(DEC_167.art(98),), started_by=(), input=PedidoDeAcoes,
        stages=(PROPOSTA, AUTORIZACAO, EXECUCAO), outcomes=(EXECUTADAS, NEGADAS, NAO_EXECUTADAS),
    )  # fmt: skip
    plano: PlanoDeAcoes
    parecer: ParecerSobreAcoes

    def acoes(self, interesse_social: bool) -> Acoes:
        """What the four conditions are looked for in."""
        return Acoes(
            devolucao_integral=self.input.devolucao_integral, dolo_ou_fraude=self.input.dolo_ou_fraude,
            plano_em_dias=duracao(self.plano.inicio, self.plano.fim), interesse_social=interesse_social,
            execucao_em_dias=duracao(self.parecer.execucao_de, self.parecer.execucao_ate),
        )  # fmt: skip

    async def run(self) -> Outcome:
        """Art. 98, II, b, and § 2º: proposed, heard, decided and, if authorised, carried out."""
        self.concern(self.osc)
        self.enter(PROPOSTA)
        self.plano = (await self.ask(PROPOR, party=self.osc)).read(PlanoDeAcoes)

        self.enter(AUTORIZACAO)
        self.parecer = (await self.pelo_gestor(OUVIR_GESTOR, OUVIR_CHEFIA)).read(ParecerSobreAcoes)
        decidido = await self.ask(DECIDIR)
        autorizadas = decidido == AUTORIZAR
        dito = "autorizado" if autorizadas else "não autorizado"
        self.notify(AVISO, party=self.osc, numero=self.parceria.numero, decisao=dito)
        if not autorizadas:
            return NEGADAS

        self.enter(EXECUCAO)
        atestado = await self.pelo_gestor(ATESTAR, ATESTAR_PELA_CHEFIA)
        return EXECUTADAS if atestado == FEITAS else NAO_EXECUTADAS
