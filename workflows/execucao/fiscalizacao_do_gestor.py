"""Acompanhamento e fiscalização pelo Gestor (Decreto 167/2019, arts. 59, I and II, and 55, § 5º).

One verification of the execution by whoever manages the partnership, which is not the technical visit of the
commission. What compromises the partnership, or is a sign of irregularity, is told to the superior at once.
"""

from datetime import date
from typing import Any

from workflows.execucao.agentes_da_parceria import ComAgentes, pela_chefia
from workflows.execucao.comunicacao_de_irregularidade import (
    ComunicacaoDeIrregularidade,
    FatoConhecido,
    QuemAcompanha,
)
from workflows.execucao.sob_parceria import DaParceria
from workflows.kernel import About, HumanTask, Outcome, Stage, exige, procedure
from workflows.kernel.roles import AREA_TECNICA, GESTAO, GESTOR_DA_PARCERIA, INTEGRACAO
from workflows.norms import DEC_167
from workflows.parcerias.da_organizacao import DeQuemIniciou
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo, opcional

INCISO_I = DEC_167.art(59, inciso="I")

# -- Resultados ------------------------------------------------------------------------------------------------
REGULAR = Outcome("execucao-regular", "Execução acompanhada, sem fato a comunicar")
COMUNICADA = Outcome("execucao-com-fato-comunicado", "Fato comunicado ao superior")

VERIFICACAO = Stage("verificacao", "Verificação")
COMUNICACAO = Stage("comunicacao", "Comunicação ao superior")


class PedidoDeFiscalizacao(DaParceria):
    """What of the execution is looked at."""

    o_que: TextoLongo = campo("O que acompanhar", widget="textarea", provision=INCISO_I.id)


class Fiscalizacao(Fundamentada):
    """What the Gestor saw, when and how; the fact to be told, if there is one."""

    verificado_em: date = campo("Verificado em", provision=INCISO_I.id)
    como: Texto = campo("Como", "No local, em documentos, em reunião.")
    achados: TextoLongo = campo("Andamento das metas e achados", widget="textarea", provision=INCISO_I.id)
    fato: TextoLongo | None = opcional(
        "Fato que compromete a parceria, ou indício de irregularidade", "Só se houver.", widget="textarea",
        provision=DEC_167.art(59, inciso="II").id,
    )  # fmt: skip


# -- Art. 59, I: acompanhar e fiscalizar ------------------------------------------------------------------------
SEM_FATO = Outcome("sem-fato", "Nada a comunicar", "O processo se encerra.")
COM_FATO = Outcome("com-fato", "Há fato a comunicar", "Abre-se a comunicação ao superior.")


def _como_se_viu(caso: Any, outcome: str, vista: Fiscalizacao) -> None:
    futuro = "A data da verificação ainda não chegou."
    exige(vista.verificado_em <= caso.today, INCISO_I, futuro, "verificado_em")
    antes = f"A vigência começa em {caso.parceria.inicio:%d/%m/%Y}; antes não há execução."
    exige(vista.verificado_em >= caso.parceria.inicio, INCISO_I, antes, "verificado_em")
    diga = "Diga o fato se há o que comunicar, e só então."
    exige((outcome == COM_FATO) is bool(vista.fato), DEC_167.art(59, inciso="II"), diga, "fato")


ACOMPANHAR = HumanTask(
    id="fiscalizacao-do-gestor.verificacao", title="Acompanhar e fiscalizar a execução", provision=INCISO_I,
    duties=("GES-04",), role=GESTOR_DA_PARCERIA, form=Fiscalizacao, outcomes=(SEM_FATO, COM_FATO), check=_como_se_viu,
    action="Assinar", instructions="Esta verificação é sua e não se confunde com a visita da comissão (art. 55, § 5º).",
    then="havendo fato que comprometa a parceria, informa-se o superior",
)  # fmt: skip
ACOMPANHAR_PELA_CHEFIA = pela_chefia(ACOMPANHAR)


@procedure
class FiscalizacaoDoGestor(DeQuemIniciou, ComAgentes[PedidoDeFiscalizacao]):
    """One look at the execution, and what follows from what was seen."""

    about = About(
        id="fiscalizacao-do-gestor", title="Acompanhamento da execução pelo Gestor", short="Fiscalização do Gestor",
        norm="Decreto 167/2019", provisions=(DEC_167.art(59), DEC_167.art(55)),
        started_by=(AREA_TECNICA, GESTAO, INTEGRACAO), input=PedidoDeFiscalizacao, stages=(VERIFICACAO, COMUNICACAO),
        outcomes=(REGULAR, COMUNICADA),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """Art. 59, I and II: seen and, if need be, told."""
        self.concern(self.osc)
        self.enter(VERIFICACAO)
        sobre = {"o que acompanhar": self.input.o_que}
        vista = await self.pelo_gestor(ACOMPANHAR, ACOMPANHAR_PELA_CHEFIA, about=sobre)
        if vista == SEM_FATO:
            return REGULAR
        self.enter(COMUNICACAO)
        lida = vista.read(Fiscalizacao)
        conhecido = self.made(
            FatoConhecido, parceria=self.parceria, quem=QuemAcompanha.GESTOR, conhecido_em=lida.verificado_em,
            fato=lida.fato,
        )  # fmt: skip
        await self.child(ComunicacaoDeIrregularidade, conhecido)
        return COMUNICADA
