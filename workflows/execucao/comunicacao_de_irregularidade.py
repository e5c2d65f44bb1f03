"""Comunicação de irregularidade ao superior (Decreto 167/2019, arts. 51, 53, I and II, and 59, I and II).

Whoever follows the partnership, its Gestor or the commission, tells their superior what compromises it or may do so,
and signs of irregularity, with what was or will be done about it. The decree gives no day; an act may.
"""

from datetime import date
from enum import StrEnum
from typing import Any

from workflows.clock import Binds, Counting, Nature
from workflows.execucao.agentes_da_parceria import ComAgentes, pela_chefia
from workflows.execucao.formularios_monitoramento import Substituto
from workflows.execucao.sob_parceria import DaParceria
from workflows.kernel import About, Answer, Deadline, HumanTask, Outcome, Stage, exige, procedure
from workflows.kernel.roles import AREA_TECNICA, GESTAO, GESTOR_DA_PARCERIA, INTEGRACAO, MEMBRO_DA_CMA, SECRETARIO
from workflows.kernel.state import Context
from workflows.norms import DEC_167, Param
from workflows.parcerias.da_organizacao import DeQuemIniciou
from workflows.parcerias.formularios import Fundamentada, Motivo, TextoLongo, campo

# -- Resultados ------------------------------------------------------------------------------------------------
COMUNICADA = Outcome("irregularidade-comunicada", "Irregularidade comunicada ao superior")

COMUNICACAO = Stage("comunicacao", "Comunicação")
CIENCIA = Stage("ciencia", "Ciência do superior")


class QuemAcompanha(StrEnum):
    """Who learnt of it."""

    GESTOR = "gestor"
    COMISSAO = "comissao"


class FatoConhecido(DaParceria):
    """What was learnt, by whom, and when."""

    quem: QuemAcompanha = campo("Quem soube", widget="radio", opcoes={
        "gestor": "O Gestor da parceria", "comissao": "A Comissão de Monitoramento e Avaliação",
    })  # fmt: skip
    conhecido_em: date = campo("Conhecido em")
    fato: TextoLongo = campo("Fato ou indício", widget="textarea")


class Comunicacao(Fundamentada):
    """What is told, and what was or will be done."""

    providencias: Motivo = campo(
        "Providências adotadas ou necessárias", widget="textarea", provision=DEC_167.art(59, inciso="II").id
    )


# -- Arts. 53, II, e 59, II: informar ao superior hierárquico ---------------------------------------------------
PRAZO = Deadline(
    id="comunicacao-de-irregularidade.prazo", title="comunicação ao superior", provision=DEC_167.art(53, inciso="II"),
    parameter=Param("prazo_comunicacao_irregularidade_dias"), nature=Nature.ADMINISTRATIVE, binds=Binds.ADMINISTRACAO,
    counting=Counting.PROCESSUAL, on_lapse="a comunicação continua devida e a chefia é avisada", escalations=(1,),
    escalates_to=GESTAO,
)  # fmt: skip
FEITA = (Outcome("feita", "Comunicada"),)
PELO_GESTOR = HumanTask(
    id="comunicacao-de-irregularidade.pelo-gestor", title="Informar o superior do que compromete a parceria",
    provision=DEC_167.art(59, inciso="II"), duties=("GES-04", "GES-06"), role=GESTOR_DA_PARCERIA, form=Comunicacao,
    outcomes=FEITA, within=PRAZO, action="Comunicar",
    instructions="Diga o fato ou o indício e as providências adotadas ou que serão adotadas.",
    then="o superior toma ciência e encaminha",
)  # fmt: skip
PELA_CHEFIA = pela_chefia(PELO_GESTOR)
PELA_COMISSAO = HumanTask(
    id="comunicacao-de-irregularidade.pela-comissao", title="Informar o superior do que compromete a parceria",
    provision=DEC_167.art(53, inciso="II"), duties=("MON-01", "MON-02"), role=MEMBRO_DA_CMA, form=Comunicacao,
    outcomes=FEITA, within=PRAZO, action="Comunicar",
    instructions="Diga o fato ou o indício e indique as providências necessárias.",
    then="o superior toma ciência e encaminha",
)  # fmt: skip
SUBSTITUIR = HumanTask(
    id="comunicacao-de-irregularidade.substituicao", title="Substituir o membro impedido", role=SECRETARIO,
    provision=DEC_167.art(52, par="unico"), form=Substituto, outcomes=(Outcome("substituido", "Substituído"),),
    action="Assinar o ato", then="quem substitui faz a comunicação",
)  # fmt: skip

TOMAR_CIENCIA = HumanTask(
    id="comunicacao-de-irregularidade.ciencia", title="Tomar ciência e encaminhar", role=GESTAO, form=Fundamentada,
    provision=DEC_167.art(59, inciso="II"), outcomes=(Outcome("ciente", "Ciente"),), action="Registrar",
    instructions="Diga o encaminhamento: retenção de parcelas (art. 40), visita técnica (art. 55), análise das contas "
    "ou outro. Quem comunicou responde pelas providências que disse.",
    then="o processo se encerra",
)  # fmt: skip


@procedure
class ComunicacaoDeIrregularidade(DeQuemIniciou, ComAgentes[FatoConhecido]):
    """From what was learnt to the superior who knows of it."""

    about = About(
        id="comunicacao-de-irregularidade", title="Comunicação de irregularidade na parceria",
        short="Comunicação de irregularidade", norm="Decreto 167/2019",
        provisions=(DEC_167.art(53), DEC_167.art(59), DEC_167.art(51)), started_by=(AREA_TECNICA, GESTAO, INTEGRACAO),
        input=FatoConhecido, stages=(COMUNICACAO, CIENCIA), outcomes=(COMUNICADA,),
    )  # fmt: skip

    @classmethod
    def admit(cls, fato: FatoConhecido, on: date, _context: Context) -> None:
        """What has not been learnt yet cannot be told."""
        futuro = "A data em que se soube ainda não chegou."
        exige(fato.conhecido_em <= on, DEC_167.art(53, inciso="II"), futuro, "conhecido_em")

    async def run(self) -> Outcome:
        """Arts. 53, II, and 59, II: told, known, sent on."""
        self.concern(self.osc)
        self.enter(COMUNICACAO)
        self.begin(PRAZO, since=self.input.conhecido_em, because="conhecimento do fato")
        dita = await self.comunicar()
        self.met(PRAZO)

        self.enter(CIENCIA)
        await self.ask(TOMAR_CIENCIA, about={"fato": self.input.fato, "comunicação": dita.form})
        return COMUNICADA

    async def comunicar(self) -> Answer:
        """Arts. 53, II, and 59, II: by the Gestor, or by a member of the commission."""
        sobre: dict[str, Any] = {"fato": self.input.fato}
        if self.input.quem == QuemAcompanha.GESTOR:
            return await self.pelo_gestor(PELO_GESTOR, PELA_CHEFIA, about=sobre)
        return await self.pelo_membro(PELA_COMISSAO, SUBSTITUIR, about=sobre)
