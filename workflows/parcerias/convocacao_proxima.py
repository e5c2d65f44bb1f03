"""Convocação por ordem de classificação (Decreto 167/2019, art. 32, § 2º, com o art. 30).

Before the homologation each in turn proves its qualification; after it each in turn is called to celebrate, and proves
its qualification first where it has not yet. The next one is called only after what the one before may appeal against
is settled: our reading, since the decree has the appeal suspend nothing. A call starts it, and so may whoever finds,
after the homologation, that the plan was rejected or the partnership is not feasible.
"""

from datetime import date, timedelta
from typing import Any

from workflows.clock import Binds, Counting, Nature
from workflows.kernel import About, Deadline, HumanTask, Outcome, Procedure, Stage, exige, procedure
from workflows.kernel.roles import AREA_TECNICA, GESTAO, OSC
from workflows.norms import DEC_167
from workflows.parcerias import documentos_do_chamamento as documentos
from workflows.parcerias.formularios_chamamento import Classificada
from workflows.parcerias.formularios_convocacao import Atendimento, EnvioDaConvocacao, ParaConvocar, ParaHabilitar
from workflows.parcerias.habilitacao_selecionada import HABILITADA, HabilitacaoDaSelecionada

CONVOCADA = Outcome("proxima-convocada", "Organização convocada atendeu")
ESGOTADA = Outcome("lista-esgotada", "Ninguém mais a convocar")

POR_ORDEM = Stage("por-ordem", "Convocação por ordem")

# -- Art. 18, § 3º: validade do resultado ------------------------------------------------------------------------------
VALIDADE = Deadline(
    id="convocacao-proxima.validade", title="validade do resultado do chamamento", provision=DEC_167.art(18, par=3),
    nature=Nature.VALIDITY, counting=Counting.MATERIAL, binds=Binds.ADMINISTRACAO,
    on_lapse="ninguém mais pode ser convocado por este chamamento",
)  # fmt: skip

# -- Art. 32, § 2º: convocação para celebrar -------------------------------------------------------------------------
CHAMADA = Outcome("convocada", "Convocada")


def _ja_convocada(caso: Any, _outcome: str, envio: EnvioDaConvocacao) -> None:
    depois = "A convocação ainda não aconteceu; registre-a quando a organização for convocada."
    exige(envio.enviada_em <= caso.today, DEC_167.art(32, par=2), depois, "enviada_em")


CONVOCAR = HumanTask(
    id="convocacao-proxima.convocacao", title="Convocar a organização para celebrar a parceria", role=AREA_TECNICA,
    provision=DEC_167.art(32, par=2), duties=("PRX-02", "R-032-NEXT"), form=EnvioDaConvocacao,
    outcomes=(CHAMADA,), check=_ja_convocada, action="Registrar a convocação",
    instructions="Convoque a que a ordem indica; nenhuma outra pode passar à frente (art. 32, § 1º).",
    then="corre o prazo do edital para a organização atender",
)  # fmt: skip

PRAZO_PARA_ATENDER = Deadline(
    id="convocacao-proxima.prazo-para-atender", title="atendimento à convocação", provision=DEC_167.art(32, par=2),
    duties=("PRX-03",), nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR,
    on_lapse="é convocada a próxima na ordem", reminders=(2,),
)  # fmt: skip

ATENDE = Outcome("atende", "Atende à convocação", "Segue para apresentar o plano de trabalho (art. 33).")
RECUSA = Outcome("recusa", "Não vai celebrar", "É convocada a próxima na ordem.")

ATENDER = HumanTask(
    id="convocacao-proxima.atendimento", title="Atender à convocação para celebrar a parceria", role=OSC,
    provision=DEC_167.art(32, par=2), duties=("PRX-03",), within=PRAZO_PARA_ATENDER, form=Atendimento,
    outcomes=(ATENDE, RECUSA), action="Responder", then="a parceria segue com quem atende; senão, chama-se a próxima",
)  # fmt: skip


@procedure
class ConvocacaoProxima(Procedure[ParaConvocar]):
    """Down the order, until somebody is there or nobody is left."""

    about = About(
        id="convocacao-proxima", title="Convocação por ordem de classificação", short="Convocação",
        norm="Decreto 167/2019", provisions=(DEC_167.art(32), DEC_167.art(30)), started_by=(AREA_TECNICA, GESTAO),
        input=ParaConvocar, stages=(POR_ORDEM,), outcomes=(CONVOCADA, ESGOTADA), duties=("PRX-01",),
    )  # fmt: skip

    @classmethod
    def subject_of(cls, entrada: ParaConvocar) -> str:
        """The object of the call."""
        return entrada.objeto

    @classmethod
    def party_names(cls, entrada: ParaConvocar) -> dict[str, str]:
        """The organisations of the order by name."""
        return {uma.organizacao.parte: uma.organizacao.nome for uma in entrada.lista}

    async def run(self) -> Outcome:
        """Art. 32, § 2º: one after the other, while the result is valid."""
        self.enter(POR_ORDEM)
        if self.input.valida_ate:
            self.begin(VALIDADE, since=self.started_on, because="resultado homologado", fixed=self.input.valida_ate)
        restam = self.input.lista
        while restam:
            primeira, restam = restam[0], restam[1:]
            if await self.serve(primeira):
                self.show(convocada={**primeira.model_dump(mode="json"), "habilitada": True})
                return CONVOCADA
        return ESGOTADA

    async def serve(self, uma: Classificada) -> bool:
        """Whether the organisation attends, and is qualified."""
        if self.input.homologada and await self.convocar(uma) != ATENDE:
            return False
        return uma.habilitada or await self.habilitar(uma)

    async def convocar(self, uma: Classificada) -> Outcome:
        """Called, and answered in the term of the edital; nobody is called once the result is valid no more."""
        depois = self.input.valida_ate + timedelta(days=1) if self.input.valida_ate else None
        quem, quando = uma.organizacao.parte, await self.chamar(uma, depois)
        if quando is None:
            return RECUSA
        self.admit_parties(quem)
        prazo = self.input.prazo_para_atender
        self.begin(PRAZO_PARA_ATENDER, since=quando, because="convocação da organização", party=quem, fixed=prazo)
        resposta = await self.ask(ATENDER, party=quem)
        self.met(PRAZO_PARA_ATENDER, party=quem)
        return resposta

    async def chamar(self, uma: Classificada, depois: date | None) -> date | None:
        """The day of the call; None when the validity of the result ended first."""
        self.issue_since(
            documentos.EM_PAPEL, documentos.CONVOCACAO_PARA_CELEBRAR, party=uma.organizacao.parte,
            prazo=self.reckon(documentos.prazo_da_convocacao, self.input.prazo_para_atender),
            para=f"Celebrar a parceria. Objeto: {self.input.objeto}",
            senao="É convocada a próxima organização na ordem de classificação (art. 32, § 2º).",
        )  # fmt: skip
        chamada = await self.ask(CONVOCAR, about={"organizacao": uma.organizacao.nome}, before=depois)
        return chamada.read(EnvioDaConvocacao).enviada_em if chamada == CHAMADA else None

    async def habilitar(self, uma: Classificada) -> bool:
        """Art. 30: whether it proves its qualification."""
        entrada = self.made(
            ParaHabilitar, objeto=self.input.objeto, organizacao=uma.organizacao,
            prazo_em_dias=self.input.prazo_de_habilitacao,
            participantes=tuple(outra.organizacao for outra in self.input.lista),
        )  # fmt: skip
        feita = await self.child(HabilitacaoDaSelecionada, entrada, subject=uma.protocolo)
        return bool(feita.outcome == HABILITADA)
