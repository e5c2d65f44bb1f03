"""Recurso da decisão sobre contas parciais (Decreto 167/2019, arts. 85, parágrafo único, and 97).

The decree says of no appeal against this decision. Where an act of the body admits one (`recurso_contas_parciais`), its
road is that of art. 97, the only one that the chapter on accounts gives against a decision on them: arts. 85, I, and
87, parágrafo único, call this one a judgment of accounts too. Art. 31 lists the acts that it is for, and art. 40, § 1º,
is for retentions alone. It goes to the Secretário, who decided, and who decides it within thirty days.
"""

from dataclasses import replace

from workflows.contas import recurso_das_contas as do_artigo_97
from workflows.contas.formularios_contas_parciais import RecursoDasContasParciais as Pedido
from workflows.kernel import About, Outcome, Procedure, Stage, procedure
from workflows.kernel.appeal import DESPROVIDO, PROVIDO
from workflows.norms import DEC_167

EM_DECISAO = Stage("decisao", "Decisão do recurso")

PRAZO_DA_DECISAO = replace(
    do_artigo_97.PRAZO_DA_DECISAO, id="recurso-das-contas-parciais.prazo-da-decisao", duties=(),
    title="decisão do recurso das contas parciais",
    on_lapse="o recurso continua pendente, as parcelas seguem impedidas e a chefia é avisada",
)  # fmt: skip

PROVER = Outcome(
    "prover", "Prover o recurso", "A decisão deixa de impedir as parcelas, e as contas são decididas de novo."
)
DESPROVER = Outcome("desprover", "Negar provimento", "A decisão fica como está.")

DECIDIR = replace(
    do_artigo_97.DECIDIR, id="recurso-das-contas-parciais.decisao", duties=(), outcomes=(PROVER, DESPROVER),
    title="Decidir o recurso das contas parciais", within=PRAZO_DA_DECISAO,
    instructions="Um ato normativo admite o recurso; o decreto não diz por que caminho. Segue-se o do art. 97.",
    then="provido, as contas são decididas de novo",
)  # fmt: skip


@procedure
class RecursoDasContasParciais(Procedure[Pedido]):
    """One appeal, from its receipt to its decision."""

    about = About(
        id="recurso-das-contas-parciais", title="Recurso da decisão sobre contas parciais",
        short="Recurso das contas parciais", norm="Decreto 167/2019",
        provisions=(DEC_167.art(85, par="unico"), DEC_167.art(97)), started_by=(), input=Pedido,
        stages=(EM_DECISAO,), outcomes=(PROVIDO, DESPROVIDO),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """Art. 97, sole paragraph: decided by whoever took the decision."""
        self.enter(EM_DECISAO)
        self.begin(PRAZO_DA_DECISAO, since=self.input.recebido_em, because="recebimento do recurso")
        decidido = await self.ask(DECIDIR, about={"razões": self.input.razoes})
        self.met(PRAZO_DA_DECISAO)
        self.show(decisao=decidido.form["motivo"])
        return PROVIDO if decidido == PROVER else DESPROVIDO
