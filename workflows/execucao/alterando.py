"""What the procedures that alter a partnership share: what was altered before, and what the organisation clarifies."""

from dataclasses import dataclass

from workflows.execucao.registros import ALTERACOES
from workflows.execucao.regras_alteracao import Situacao
from workflows.execucao.sob_parceria import Entrada, SobParceria
from workflows.kernel import Answer, Deadline, HumanTask, Outcome


@dataclass(frozen=True)
class AtosDoExame:
    """The acts of an examination that may ask for something to be clarified: `pede` is its outcome that does. Its form
    says what (`esclarecer`) and, where it sets one, in how many days (`prazo_em_dias`)."""

    examinar: HumanTask
    pede: Outcome
    esclarecer: HumanTask
    prazo_do_esclarecimento: Deadline
    prazo_da_manifestacao: Deadline


class Alterando(SobParceria[Entrada]):
    """A procedure that answers a request to alter a partnership."""

    async def ate_aqui(self) -> Situacao:
        """Art. 49, I: what earlier alterations came to, which count against the limit."""
        consta = await self.consult(ALTERACOES, party=self.input.parceria.chave, on=self.today)
        return self.reckon(Situacao.de, consta, self.input.parceria)

    async def examinado(self, atos: AtosDoExame) -> Answer:
        """Art. 49, § 2º: as often as something is unclear, asked and waited for; meanwhile no day counts."""
        while (examinado := await self.enquanto_vige(atos.examinar)) == atos.pede:
            self.suspend(atos.prazo_da_manifestacao, because="esclarecimento pedido à organização")
            self.begin(
                atos.prazo_do_esclarecimento, since=examinado.on, because="pedido de esclarecimento", party=self.osc,
                fixed=examinado.form.get("prazo_em_dias"),
            )  # fmt: skip
            duvida = {"esclarecer": examinado.form.get("esclarecer")}
            await self.enquanto_vige(atos.esclarecer, party=self.osc, about=duvida)
            self.met(atos.prazo_do_esclarecimento, party=self.osc)
            self.resume(atos.prazo_da_manifestacao, because="fim da espera pelo esclarecimento")
        return examinado
