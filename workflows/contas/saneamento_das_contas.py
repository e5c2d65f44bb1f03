"""Saneamento das contas parciais (Decreto 167/2019, art. 38, § 4º).

Partial accounts that were not approved hold the following instalments back until what is irregular in them is put
right. The decree does not say how that is found: the organisation proves it, and the Gestor says whether it is so.
"""

from workflows.contas.formularios_contas_parciais import PeriodoDeContas
from workflows.contas.situacao_das_contas import SituacaoDasContas
from workflows.execucao.agentes_da_parceria import pela_chefia
from workflows.kernel import About, Event, HumanTask, Notice, Outcome, Stage, procedure
from workflows.kernel.roles import GESTAO, GESTOR_DA_PARCERIA, INTEGRACAO, OSC
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada

ART_38 = DEC_167.art(38, par=4)

# -- Resultados ------------------------------------------------------------------------------------------------
SANEADAS = Outcome("irregularidades-sanadas", "Irregularidades sanadas")
NAO_SANEADAS = Outcome("irregularidades-nao-sanadas", "Irregularidades não sanadas até o término da parceria")

SANEAMENTO = Stage("saneamento", "Saneamento")

SANEAR = HumanTask(
    id="saneamento-das-contas.comprovacao", title="Comprovar o saneamento das irregularidades", provision=ART_38,
    duties=("ACP-10",), role=OSC, form=Fundamentada, outcomes=(Outcome("comprovado", "Comprovado"),),
    action="Comprovar", instructions="O decreto não dá prazo; enquanto isso, as parcelas seguintes ficam impedidas.",
    then="o Gestor verifica se as irregularidades foram sanadas",
)  # fmt: skip

SANADAS = Outcome("sanadas", "Sanadas", "As parcelas seguintes deixam de estar impedidas por estas contas.")
PERSISTEM = Outcome("persistem", "Persistem", "As parcelas seguem impedidas; a organização pode comprovar de novo.")

VERIFICAR = HumanTask(
    id="saneamento-das-contas.verificacao", title="Verificar se as irregularidades foram sanadas", provision=ART_38,
    duties=("ACP-10",), role=GESTOR_DA_PARCERIA, form=Fundamentada, outcomes=(SANADAS, PERSISTEM),
    action="Assinar a verificação", then="sanadas, as parcelas seguintes podem ser liberadas",
)  # fmt: skip
VERIFICAR_PELA_CHEFIA = pela_chefia(VERIFICAR)

TERMINO = Event(
    id="saneamento-das-contas.termino", title="término da parceria sem o saneamento", provision=DEC_167.art(83),
    who=(GESTAO, INTEGRACAO), form=Fundamentada,
    instructions="A parceria terminou: as irregularidades seguem para a prestação de contas final.",
)  # fmt: skip

AVISO = Notice(
    id="saneamento-das-contas.aviso", title="As irregularidades das contas parciais foram sanadas", provision=ART_38,
    body="Contas parciais nº {numero}: as irregularidades foram sanadas e já não impedem as parcelas seguintes.",
)  # fmt: skip


@procedure
class SaneamentoDasContas(SituacaoDasContas):
    """From accounts that were not approved to what was irregular in them put right."""

    about = About(
        id="saneamento-das-contas", title="Saneamento das contas parciais", short="Saneamento", norm="Decreto 167/2019",
        provisions=(ART_38,), started_by=(GESTAO, INTEGRACAO), input=PeriodoDeContas, stages=(SANEAMENTO,),
        outcomes=(SANEADAS, NAO_SANEADAS),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """Art. 38, § 4º: proved and verified, as often as need be."""
        self.concern(self.osc)
        self.enter(SANEAMENTO)
        return await self.unless(TERMINO, self.sanear(), then=NAO_SANEADAS)

    async def sanear(self) -> Outcome:
        """Art. 38, § 4º: nothing is free before the Gestor says that it was put right."""
        while True:
            comprovado = await self.ask(SANEAR, party=self.osc)
            verificado = await self.pelo_gestor(VERIFICAR, VERIFICAR_PELA_CHEFIA, about={"prova": comprovado.form})
            if verificado == SANADAS:
                break
        await self.liberar(SANEADAS)
        self.notify(AVISO, party=self.osc, numero=str(self.input.numero))
        return SANEADAS
