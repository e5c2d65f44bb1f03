"""Relatório Técnico de Monitoramento e Avaliação (Decreto 167/2019, arts. 51, § 4º, 53, 54 and 78, I).

A member designated for it writes the report, with the six elements of art. 54; the commission examines and homologates
it, and only then does the Gestor rest an opinion on it. Nobody homologates what they wrote; any member may return it.
"""

from typing import Any

from workflows.execucao.agentes_da_parceria import ComAgentes, pela_chefia
from workflows.execucao.formularios_monitoramento import ElementosDoRelatorio, Periodo, Substituto
from workflows.execucao.registros_do_monitoramento import ALCANCADOS, RELATORIO_TECNICO
from workflows.execucao.regras_monitoramento import a_conferir, faltas, ja_declarada, onde_fica
from workflows.kernel import About, Answer, HumanTask, Outcome, Stage, exige, procedure, veda
from workflows.kernel.procedure import IMPEDIDO
from workflows.kernel.roles import AREA_TECNICA, GESTAO, GESTOR_DA_PARCERIA, INTEGRACAO, MEMBRO_DA_CMA, SECRETARIO
from workflows.norms import DEC_167, Param
from workflows.parcerias.formularios import Fundamentada

# -- Resultados ------------------------------------------------------------------------------------------------
HOMOLOGADO = Outcome("relatorio-homologado", "Relatório técnico homologado")

ELABORACAO = Stage("elaboracao", "Elaboração")
APRECIACAO = Stage("apreciacao", "Apreciação pela comissão")
REMESSA = Stage("remessa", "Remessa ao Gestor")


# -- Arts. 51, § 4º, e 54: o membro designado emite o relatório ---------------------------------------------------
DISTANCIA_MAXIMA = Param("distancia_maxima_da_foto_metros")


def _completo(caso: Any, _outcome: str, relatorio: ElementosDoRelatorio) -> None:
    for dispositivo, falta, campo in (*faltas(relatorio), *ja_declarada(caso.parceria, relatorio.posicao)):
        veda(dispositivo, falta, campo)


ELABORAR = HumanTask(
    id="relatorio-tecnico.elaboracao", title="Elaborar o relatório técnico de monitoramento e avaliação",
    provision=DEC_167.art(54), duties=("MON-01", "MON-03", "R-054"), role=MEMBRO_DA_CMA, form=ElementosDoRelatorio,
    outcomes=(Outcome("elaborado", "Elaborado"),), check=_completo, action="Assinar o relatório",
    instructions="Diga o que foi feito até aqui e o que as metas mostram. Fotos com posição, sempre que possível; "
    "redes, aplicativos e outras ferramentas podem ajudar a verificar (art. 56).",
    then="a comissão aprecia o relatório",
)  # fmt: skip


def _livre(caso: Any, _outcome: str, substituto: Substituto) -> None:
    barrado = caso.barred(substituto.pessoa)
    exige(barrado is None, DEC_167.art(52), f"{substituto.nome} está impedido: {barrado}.", "pessoa")
    outro = caso.relatorio is None or substituto.pessoa != caso.relatorio.by
    exige(outro, DEC_167.art(51, par=4), "Quem elaborou o relatório não o aprecia; indique outra pessoa.", "pessoa")


SUBSTITUIR = HumanTask(
    id="relatorio-tecnico.substituicao", title="Substituir o membro impedido", provision=DEC_167.art(52, par="unico"),
    role=SECRETARIO, form=Substituto, outcomes=(Outcome("substituido", "Substituído"),), check=_livre,
    action="Assinar o ato",
    instructions="Todos os que fariam este ato estão impedidos. A substituição é imediata e só neste processo.",
    then="quem substitui pratica o ato",
)  # fmt: skip

# -- Art. 51, § 4º: a comissão aprecia e homologa -----------------------------------------------------------------
HOMOLOGAR = Outcome("homologar", "Homologar", "O relatório vai ao Gestor e serve ao seu parecer.")
DEVOLVER = Outcome("devolver", "Devolver a quem elaborou", "O relatório volta com o que falta, e é apreciado de novo.")

APRECIAR = HumanTask(
    id="relatorio-tecnico.apreciacao", title="Apreciar o relatório técnico", provision=DEC_167.art(51, par=4),
    duties=("MON-04", "R-051-HOMOLOG"), role=MEMBRO_DA_CMA, form=Fundamentada, outcomes=(HOMOLOGAR, DEVOLVER),
    excludes=(ELABORAR,), action="Assinar",
    instructions="Quem elaborou não aprecia. Basta um membro devolver para que o relatório seja refeito.",
    then="homologado por todos os que o apreciam, o relatório vai ao Gestor",
)  # fmt: skip

# -- Art. 53, III: submetido ao Gestor ----------------------------------------------------------------------------
RECEBER = HumanTask(
    id="relatorio-tecnico.recebimento", title="Receber o relatório técnico homologado", role=GESTOR_DA_PARCERIA,
    provision=DEC_167.art(53, inciso="III"), duties=("MON-05", "R-059-RTMA"),
    outcomes=(Outcome("recebido", "Recebido"),), action="Receber",
    instructions="O parecer técnico conclusivo baseia-se neste relatório (art. 59, III).", then="o processo se encerra",
)  # fmt: skip
RECEBER_PELA_CHEFIA = pela_chefia(RECEBER)


@procedure
class RelatorioTecnico(ComAgentes[Periodo]):
    """One report, from its writing to the Gestor."""

    about = About(
        id="relatorio-tecnico", title="Relatório Técnico de Monitoramento e Avaliação", short="Relatório técnico",
        norm="Decreto 167/2019", provisions=(DEC_167.art(54), DEC_167.art(51), DEC_167.art(53), DEC_167.art(56)),
        started_by=(GESTAO, AREA_TECNICA, INTEGRACAO), input=Periodo, stages=(ELABORACAO, APRECIACAO, REMESSA),
        outcomes=(HOMOLOGADO,),
    )  # fmt: skip
    relatorio: Answer | None = None

    async def run(self) -> Outcome:
        """Arts. 51, § 4º, 53, III, and 54: written, homologated, submitted."""
        self.concern(self.osc)
        self.enter(ELABORACAO)
        self.relatorio = await self.pelo_membro(ELABORAR, SUBSTITUIR)
        self.enter(APRECIACAO)
        while not await self.homologado():
            self.enter(ELABORACAO)
            self.relatorio = await self.pelo_membro(ELABORAR, SUBSTITUIR)
            self.enter(APRECIACAO)
        return await self.submeter()

    async def homologado(self) -> bool:
        """Art. 51, § 4º: whether every other member who may act homologates it."""
        outros = [um for um in self.input.parceria.comissao if um.pessoa != self.escrito.by]
        ditos = await self.together(*(self.apreciar(um.pessoa, um.nome) for um in outros))
        while all(dito == IMPEDIDO for dito in ditos):
            substituto = (await self.ask(SUBSTITUIR)).read(Substituto)
            ditos = [await self.apreciar(substituto.pessoa, substituto.nome)]
        return all(dito in (HOMOLOGAR, IMPEDIDO) for dito in ditos)

    async def apreciar(self, pessoa: str, nome: str) -> Answer:
        """Art. 51, § 4º: what one member says of it, with what is not plausible in its photographs."""
        return await self.ask(APRECIAR, person=pessoa, subject=nome, about={"a conferir": self.reckon(self.a_conferir)})

    @property
    def escrito(self) -> Answer:
        """The report as it stands."""
        assert self.relatorio is not None
        return self.relatorio

    def a_conferir(self) -> list[str]:
        """The photographs whose place or day is not plausible, in words."""
        relatorio = self.escrito.read(ElementosDoRelatorio)
        onde = onde_fica(self.parceria, relatorio.posicao, self.parameter(DISTANCIA_MAXIMA))
        return a_conferir(relatorio.fotos, self.input.inicio, self.input.fim, self.escrito.on, onde)

    async def submeter(self) -> Outcome:
        """Art. 53, III: what the Gestor's opinion rests on, from the day of the homologation."""
        relatorio = self.escrito.read(ElementosDoRelatorio)
        ate = self.input.fim.isoformat()
        self.inscribe(
            RELATORIO_TECNICO, HOMOLOGADO, party=self.chave, ate=ate, metas_comprovadas=relatorio.metas_comprovadas,
            shared={ALCANCADOS: ((), (ate,))},
        )  # fmt: skip
        self.report(metas_comprovadas=relatorio.metas_comprovadas, ate=ate)
        self.enter(REMESSA)
        await self.pelo_gestor(RECEBER, RECEBER_PELA_CHEFIA)
        return HOMOLOGADO
