"""Art. 40: the retentions of a partnership that hold its instalments back, as one case after the other leaves them."""

from datetime import date

from workflows.execucao.registros import ATIVAS
from workflows.execucao.regras_retencao import com, sem
from workflows.kernel import Outcome, Register
from workflows.kernel.consult import Consulting
from workflows.kernel.looking import Looking
from workflows.kernel.registering import Entry, Registering, WhileAny


class RetencoesAtivas(Consulting, Registering, Looking):
    """A procedure that begins or ends the effect of a retention; the others of the partnership it leaves alone."""

    async def inscrever_retencao(
        self, registro: Register[Entry], como: Outcome, chave: str, retencao: str, hoje: date, *, retem: bool
    ) -> None:
        """Art. 40: from today the retention of that case holds the instalments back (`retem`), or no longer does."""
        ativas = (await self.consult(registro, party=chave, on=hoje)).details.get(ATIVAS, ())
        restam = self.reckon(com if retem else sem, ativas, retencao)
        self.inscribe(registro, como, party=chave, holds=WhileAny(ATIVAS), shared={ATIVAS: (ativas, restam)})
