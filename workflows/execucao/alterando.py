"""What the procedures that alter a partnership share: what was altered before, and what the organisation clarifies."""

from dataclasses import dataclass
from datetime import date
from operator import gt
from typing import Any

from workflows.execucao.parceria_em_curso import ParceriaEmCurso
from workflows.execucao.registros import ALTERACOES
from workflows.execucao.regras_alteracao import Situacao, pelo_registro
from workflows.execucao.sob_parceria import Entrada, SobParceria
from workflows.kernel import DECORRIDO, Answer, Deadline, HumanTask, Outcome


@dataclass(frozen=True)
class AtosDoExame:
    """The acts of an examination that may ask for something to be clarified: `pede` is its outcome that does. Its form
    says what (`esclarecer`) and, where it sets one, in how many days (`prazo_em_dias`)."""

    examinar: HumanTask
    pede: Outcome
    esclarecer: HumanTask
    prazo_do_esclarecimento: Deadline
    prazo_da_manifestacao: Deadline


OLHA_DE_NOVO = "alterar-pelo-que-consta"
"""The change by which what alters a partnership looks again at what other alterations made of it meanwhile."""


class Alterando(SobParceria[Entrada]):
    """A procedure that answers a request to alter a partnership."""

    situacao: Situacao
    prorrogada_ate: date | None = None

    @property
    def ultimo_dia(self) -> date:
        """The last day of the term, as far as it is known that it was extended."""
        return self.prorrogada_ate or self.input.parceria.fim

    async def ate_aqui(self) -> Situacao:
        """Art. 49, I: what earlier alterations came to, which count against the limit."""
        consta = await self.consult(ALTERACOES, party=self.input.parceria.chave, on=self.today)
        return self.reckon(Situacao.de, consta, self.input.parceria)

    async def como_esta(self) -> ParceriaEmCurso:
        """The partnership and, in `situacao`, what was made of it, by the register of today."""
        consta = await self.consult(ALTERACOES, party=self.input.parceria.chave, on=self.today)
        parceria: ParceriaEmCurso = self.reckon(pelo_registro, self.input.parceria, consta)
        self.situacao = self.reckon(Situacao.de, consta, parceria)
        return parceria

    async def enquanto_vige(
        self, task: HumanTask, *, party: str | None = None, about: dict[str, Any] | None = None
    ) -> Answer:
        """Ask for an act that is of use while the term runs; again where another act extended it meanwhile."""
        dito = await super().enquanto_vige(task, party=party, about=about)
        while dito == DECORRIDO and await self.prorrogou():
            dito = await super().enquanto_vige(task, party=party, about=about)
        return dito

    async def prorrogou(self) -> bool:
        """Whether the term goes on after the last day that was known, which is known from now on."""
        if not self.follows(OLHA_DE_NOVO):
            return False
        antes, consta = self.ultimo_dia, await self.consult(ALTERACOES, party=self.input.parceria.chave, on=self.today)
        self.prorrogada_ate = self.reckon(pelo_registro, self.input.parceria, consta).fim
        mais: bool = self.reckon(gt, self.prorrogada_ate, antes)
        return mais

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
