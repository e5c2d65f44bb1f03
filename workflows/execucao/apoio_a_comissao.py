"""Apoio à Comissão de Monitoramento e Avaliação (Decreto 167/2019, art. 59, V; art. 8º, parágrafo único).

What the commission needs to work, the Gestor puts at its disposal; what the Gestor has not got, the unit provides, or
says that it cannot. The decree gives no term.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from workflows.execucao.agentes_da_parceria import ComAgentes, pela_chefia
from workflows.execucao.sob_parceria import DaParceria
from workflows.kernel import About, HumanTask, Outcome, Stage, exige, procedure
from workflows.kernel.roles import AREA_TECNICA, GESTAO, GESTOR_DA_PARCERIA, INTEGRACAO
from workflows.norms import DEC_167
from workflows.parcerias.da_organizacao import DeQuemIniciou
from workflows.parcerias.formularios import Fundamentada, TextoLongo, campo, opcional

INCISO_V = DEC_167.art(59, inciso="V")
MEIOS_DO_ORGAO = DEC_167.art(8, par="unico")

# -- Resultados ------------------------------------------------------------------------------------------------
DADO = Outcome("apoio-disponibilizado", "Apoio à comissão disponibilizado")
FALTOU = Outcome("apoio-sem-meios", "O órgão não tem os meios pedidos")

PEDIDO = Stage("pedido", "Apoio do Gestor")
PROVIMENTO = Stage("provimento", "Provimento pela unidade")


class Meio(StrEnum):
    """What the Gestor puts at the commission's disposal."""

    OPERACIONAL = "apoio-operacional"
    MATERIAIS = "materiais"
    EQUIPAMENTOS = "equipamentos"


MEIOS = {
    "apoio-operacional": "Apoio operacional", "materiais": "Materiais", "equipamentos": "Equipamentos tecnológicos",
}  # fmt: skip
Meios = Annotated[tuple[Meio, ...], Field(max_length=len(Meio))]
AoMenosUm = Annotated[tuple[Meio, ...], Field(min_length=1, max_length=len(Meio))]


class PedidoDeApoio(DaParceria):
    """What the commission needs, for what, and by when."""

    meios: AoMenosUm = campo("De que a comissão precisa", opcoes=MEIOS, provision=INCISO_V.id)
    para: TextoLongo = campo("Para que atividade", "Visita, relatório, verificação.", widget="textarea")
    ate: date | None = opcional("Necessário até")


DICAS: dict[str, Any] = {"opcoes": MEIOS, "provision": INCISO_V.id}


class Disponibilizado(Fundamentada):
    """What was put at its disposal."""

    meios: Meios = Field(default=(), title="Disponibilizados", json_schema_extra=DICAS)


TUDO = Outcome("tudo", "Tudo disponibilizado")
FALTA = Outcome("falta", "Falta algum meio", "A chefia da unidade providencia o que falta.")


def _o_que_se_pediu(caso: Any, outcome: str, dado: Disponibilizado) -> None:
    faltam = [MEIOS[um].lower() for um in caso.input.meios if um not in dado.meios]
    exige(outcome == FALTA or not faltam, INCISO_V, f"Ainda falta: {', '.join(faltam)}.", "meios")
    exige(outcome == TUDO or bool(faltam), INCISO_V, "Nada falta do que se pediu.", "meios")


DISPONIBILIZAR = HumanTask(
    id="apoio-a-comissao.disponibilizacao", title="Disponibilizar o apoio de que a comissão precisa",
    provision=INCISO_V, duties=("GES-04",), role=GESTOR_DA_PARCERIA, form=Disponibilizado, outcomes=(TUDO, FALTA),
    check=_o_que_se_pediu, action="Registrar", then="o que faltar, a chefia da unidade providencia",
)  # fmt: skip
DISPONIBILIZAR_PELA_CHEFIA = pela_chefia(DISPONIBILIZAR)

PROVIDO = Outcome("provido", "Providenciado")
SEM_MEIOS = Outcome("sem-meios", "O órgão não tem os meios", "Fica registrado por quê.")

PROVER = HumanTask(
    id="apoio-a-comissao.provimento", title="Providenciar os meios que faltam", provision=MEIOS_DO_ORGAO, role=GESTAO,
    duties=("ATO-10",), form=Fundamentada, outcomes=(PROVIDO, SEM_MEIOS), action="Registrar",
    instructions="Cabe à administração prover os recursos materiais e tecnológicos.", then="o processo se encerra",
)  # fmt: skip


@procedure
class ApoioAComissao(DeQuemIniciou, ComAgentes[PedidoDeApoio]):
    """From what the commission needs to what it got."""

    about = About(
        id="apoio-a-comissao", title="Apoio à Comissão de Monitoramento e Avaliação", short="Apoio à comissão",
        norm="Decreto 167/2019", provisions=(DEC_167.art(59), DEC_167.art(8)),
        started_by=(AREA_TECNICA, GESTAO, INTEGRACAO), input=PedidoDeApoio, stages=(PEDIDO, PROVIMENTO),
        outcomes=(DADO, FALTOU),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """Arts. 59, V, and 8º, parágrafo único: by the Gestor; what is missing, by the unit."""
        self.concern(self.osc)
        self.enter(PEDIDO)
        sobre = {"meios": self.reckon(em_palavras, self.input.meios), "para": self.input.para, "até": self.input.ate}
        dado = await self.pelo_gestor(DISPONIBILIZAR, DISPONIBILIZAR_PELA_CHEFIA, about=sobre)
        if dado == TUDO:
            return DADO
        self.enter(PROVIMENTO)
        provido = await self.ask(PROVER, about={**sobre, "disponibilizado": dado.form})
        return DADO if provido == PROVIDO else FALTOU


def em_palavras(meios: Sequence[Meio]) -> list[str]:
    """What was asked for, as people call it."""
    return [MEIOS[um] for um in meios]
