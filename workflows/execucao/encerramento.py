"""Encerramento da parceria (Decreto 167/2019, arts. 36, IX and XIV, 37, § 1º, 83 and 104).

The end sets off what the decree counts from it: thirty days for the balance, sixty and ninety for the goods, ninety for
the final accounts, a hundred and eighty of publicity. How the partnership ended is told by what ended it.
"""

from datetime import date

from workflows.execucao.bens_remanescentes import BensRemanescentes
from workflows.execucao.formularios_fim import (
    ART_36_IX,
    ART_36_XIV,
    CAUSAS,
    Causa,
    ParaDestinarBens,
    ParaEncerrar,
    ParceriaTerminada,
)
from workflows.execucao.mudancas import LINHAS
from workflows.execucao.registros import TERMINO
from workflows.execucao.restituicao_de_saldos import RestituicaoDeSaldos
from workflows.execucao.sob_parceria import SobParceria
from workflows.kernel import About, Notice, Outcome, Stage, exige, procedure
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO
from workflows.kernel.state import Context
from workflows.norms import DEC_167

CONCLUIDA = Outcome("concluida", "Parceria concluída")
DENUNCIADA = Outcome("rescindida-por-desinteresse", "Parceria rescindida por desinteresse")
RESCINDIDA = Outcome("rescindida-unilateralmente", "Parceria rescindida pela SINFRA")
EXTINTA = Outcome("extinta", "Parceria extinta")
POR_CAUSA: dict[str, Outcome] = {
    Causa.CONCLUSAO: CONCLUIDA, Causa.DENUNCIA: DENUNCIADA, Causa.RESCISAO: RESCINDIDA, Causa.EXTINCAO: EXTINTA,
}  # fmt: skip

EFEITOS = Stage("efeitos", "Efeitos do término")

AVISO_A_ORGANIZACAO = Notice(
    id="encerramento.aviso-a-organizacao", title="A parceria terminou", provision=ART_36_IX, duties=("RES-03",),
    body=(
        "O {numero} terminou em {dia:%d/%m/%Y}. Desse dia se contam trinta dias para devolver o saldo e noventa para a "
        "prestação de contas final. A relação de parcerias fica divulgada por mais cento e oitenta dias."
    ),
)  # fmt: skip
AVISO_A_SINFRA = Notice(
    id="encerramento.aviso-a-sinfra", title="A parceria terminou", to=GESTAO, provision=DEC_167.art(104),
    duties=("RES-03",),
    body="O {numero} terminou em {dia:%d/%m/%Y}. Mantenham a divulgação por mais cento e oitenta dias, ao menos.",
)  # fmt: skip


@procedure
class Encerramento(SobParceria[ParaEncerrar]):
    """From the last day to the money and the goods, side by side."""

    about = About(
        id="encerramento", title="Encerramento da parceria", short="Encerramento", norm="Decreto 167/2019",
        provisions=(ART_36_IX, ART_36_XIV, DEC_167.art(37, par=1)), started_by=(AREA_TECNICA, GESTAO, INTEGRACAO),
        input=ParaEncerrar, stages=(EFEITOS,), outcomes=(CONCLUIDA, DENUNCIADA, RESCINDIDA, EXTINTA),
        duties=("RES-03", "RES-04"),
    )  # fmt: skip

    @classmethod
    def admit(cls, entrada: ParaEncerrar, on: date, _context: Context) -> None:
        """Only of a partnership that is over."""
        exige(entrada.terminada_em < on, ART_36_IX, "A parceria ainda não terminou.", "terminada_em")

    async def run(self) -> Outcome:
        """Art. 36, IX: what counts from the end begins; what ended it names the end."""
        self.concern(self.osc)
        self.enter(EFEITOS)
        numero, dia = self.input.parceria.numero, self.input.terminada_em
        self.notify(AVISO_A_ORGANIZACAO, party=self.osc, numero=numero, dia=dia)
        self.notify(AVISO_A_SINFRA, numero=numero, dia=dia)
        self.show(terminada_em=dia.isoformat(), causa=self.one_of(CAUSAS, self.input.causa))
        if self.follows("termino-inscrito"):
            self.inscribe(TERMINO, self.one_of(POR_CAUSA, self.input.causa), party=self.input.parceria.chave, since=dia)
        await self.together(self.restituir(), self.destinar())
        return self.one_of(POR_CAUSA, self.input.causa)

    async def restituir(self) -> None:
        """Arts. 36, IX, and 83, VI: the balance."""
        entrada = self.made(
            ParceriaTerminada, parceria=self.input.parceria, causa=self.input.causa,
            terminada_em=self.input.terminada_em,
        )  # fmt: skip
        feita = await self.child(RestituicaoDeSaldos, entrada)
        self.report(**{LINHAS: feita.data.get(LINHAS, []), "saldo": feita.outcome})

    async def destinar(self) -> None:
        """Art. 37: the goods, if any remain."""
        if not self.input.ha_bens:
            return
        entrada = self.made(
            ParaDestinarBens, parceria=self.input.parceria, causa=self.input.causa,
            terminada_em=self.input.terminada_em, titularidade=self.input.titularidade,
        )  # fmt: skip
        feita = await self.child(BensRemanescentes, entrada)
        self.report(bens=feita.outcome)
