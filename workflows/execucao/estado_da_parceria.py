"""What a partnership knows of itself: all of it rests on its instrument and on what the cases under it came to."""

from workflows.execucao.alteracao import Alteracao
from workflows.execucao.apostila_de_oficio import ApostilaDeOficio
from workflows.execucao.denuncia import Denuncia
from workflows.execucao.formularios_da_parceria import InstrumentoACumprir
from workflows.execucao.mudancas import Vigente, depois_de
from workflows.execucao.parceria_em_curso import ParceriaEmCurso
from workflows.execucao.razao import Razao
from workflows.execucao.regras_da_parceria import em_curso, razao_da, tudo_liberado
from workflows.execucao.rescisao import Rescisao
from workflows.execucao.variacao_inflacionaria import VariacaoInflacionaria
from workflows.kernel import Procedure

MUDAM = (Alteracao, ApostilaDeOficio, VariacaoInflacionaria, Denuncia, Rescisao)
"""The procedures under a partnership that may change its term, its value or its calendar, or end it sooner."""


class EstadoDaParceria(Procedure[InstrumentoACumprir]):
    """The partnership as it stands: its term, its calendar, its money."""

    inicial: Vigente

    @property
    def osc(self) -> str:
        """The organisation."""
        return self.input.instrumento.parte

    @property
    def em_curso(self) -> ParceriaEmCurso:
        """The partnership as its instrument began it."""
        return self.reckon(em_curso, self.input.instrumento)

    @property
    def vigente(self) -> Vigente:
        """The partnership as it stands now."""
        return self.apos(len(self.ended(*MUDAM)))

    @property
    def meses(self) -> int:
        """How many months the partnership lasts, for a rule."""
        parceria = self.vigente.parceria
        return (parceria.fim.year - parceria.inicio.year) * 12 + parceria.fim.month - parceria.inicio.month

    @property
    def tudo_liberado(self) -> bool:
        """Whether all that was agreed was released."""
        return self.reckon(tudo_liberado, self.razao())

    def apos(self, mudancas: int) -> Vigente:
        """The partnership after the first so many cases that could change it."""
        return self.reckon(depois_de, self.inicial, [um.data for um in self.ended(*MUDAM)[:mudancas]])

    def razao(self, encerrados: int | None = None) -> Razao:
        """The ledger after the first so many cases under the partnership, or after all."""
        return self.reckon(razao_da, self.input, self.ended()[:encerrados])
