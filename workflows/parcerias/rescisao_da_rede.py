"""Rescisão de termo de atuação em rede (Decreto 167/2019, art. 62, § 2º): told to SINFRA within sixty days of it."""

from datetime import date

from workflows.clock import Binds, Counting, Nature, dias
from workflows.kernel import About, Deadline, HumanTask, Outcome, Stage, exige, procedure
from workflows.kernel.roles import AREA_TECNICA, GESTAO, OSC, PROTOCOLO
from workflows.kernel.state import Context
from workflows.norms import DEC_167
from workflows.parcerias.da_organizacao import DaOrganizacao
from workflows.parcerias.formularios import Fundamentada
from workflows.parcerias.formularios_rede import RescisaoDoTermo
from workflows.parcerias.registros_da_rede import EXECUTANTES, REDE
from workflows.parcerias.regras_rede import PRAZO_DA_COMUNICACAO_EM_DIAS, com_rescisao

RESCINDIDA = Outcome("rede-rescindida", "Rescisão comunicada")

COMUNICADA = Stage("comunicada", "Rescisão comunicada")

PRAZO_DA_COMUNICACAO = Deadline(
    id="rescisao-da-rede.prazo-da-comunicacao", title="comunicação da rescisão do termo de rede",
    provision=DEC_167.art(62, par=2), duties=("RED-06", "R-062-60D"), budget=dias(PRAZO_DA_COMUNICACAO_EM_DIAS),
    nature=Nature.ADMINISTRATIVE, counting=Counting.MATERIAL, binds=Binds.PARTICULAR,
    on_lapse="a comunicação vem em atraso, o que é descumprimento de obrigação", escalates_to=GESTAO,
)  # fmt: skip


REGISTRAR = HumanTask(
    id="rescisao-da-rede.registro", title="Registrar a rescisão e o que muda na execução", role=AREA_TECNICA,
    provision=DEC_167.art(62, par=2), duties=("RED-06",), form=Fundamentada,
    outcomes=(Outcome("registrada", "Registrada"),), action="Registrar",
    instructions="Diga quem passa a executar as ações e se o plano de trabalho precisa de ajuste.",
    then="o processo se encerra",
)  # fmt: skip


@procedure
class RescisaoDaRede(DaOrganizacao[RescisaoDoTermo]):
    """The communication is what starts the case; whether it came in time is told by its deadline."""

    about = About(
        id="rescisao-da-rede", title="Rescisão de termo de atuação em rede", short="Rescisão da rede",
        norm="Decreto 167/2019", provisions=(DEC_167.art(62),), started_by=(OSC, AREA_TECNICA, PROTOCOLO),
        input=RescisaoDoTermo, stages=(COMUNICADA,), outcomes=(RESCINDIDA,),
    )  # fmt: skip

    @classmethod
    def admit(cls, rescisao: RescisaoDoTermo, on: date, _context: Context) -> None:
        """What has not happened yet cannot be communicated."""
        futuro = "A data da rescisão ainda não chegou."
        exige(rescisao.rescindido_em <= on, DEC_167.art(62, par=2), futuro, "rescindido_em")

    @classmethod
    def subject_of(cls, rescisao: RescisaoDoTermo) -> str:
        """The partnership under which it was."""
        return rescisao.parceria

    @classmethod
    def party_names(cls, rescisao: RescisaoDoTermo) -> dict[str, str]:
        """Both organisations by name."""
        return {uma.parte: uma.nome for uma in (rescisao.organizacao, rescisao.executante)}

    async def run(self) -> Outcome:
        """Art. 62, § 2º: told, in time or late, and noted."""
        self.begin(PRAZO_DA_COMUNICACAO, since=self.input.rescindido_em, because="rescisão do termo de rede")
        self.met(PRAZO_DA_COMUNICACAO)
        self.enter(COMUNICADA)
        await self.ask(REGISTRAR)
        await self.encerrar_no_registro()
        return RESCINDIDA

    async def encerrar_no_registro(self) -> None:
        """Art. 62, § 2º: the term ends in the register too; accounts of what it ran for still find it."""
        if not self.follows("rede-no-registro"):
            return
        osc = self.input.organizacao.parte
        consta = await self.consult(REDE, party=osc, on=self.today)
        if not consta.holds:
            return
        antes = consta.details.get(EXECUTANTES, ())
        elos = self.reckon(
            com_rescisao, antes, self.input.executante.parte, self.input.parceria, self.input.rescindido_em
        )
        self.inscribe(REDE, RESCINDIDA, party=osc, shared={EXECUTANTES: (antes, elos)})
