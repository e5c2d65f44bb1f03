"""Destinação dos bens remanescentes (Decreto 167/2019, arts. 36, X, and 37).

Where the instrument leaves them to SINFRA it decides within sixty days of the end: kept, given to the organisation when
nobody needs them to go on, or given to others for a social purpose. The organisation has custody until they leave.
"""

from datetime import date
from typing import Any

from workflows.clock import Binds, Counting, Nature, dias
from workflows.execucao.formularios_fim import AtoDeDoacao, Destinacao, Levantamento, ParaDestinarBens, Retirada
from workflows.execucao.regras_fim import obices_da_doacao
from workflows.execucao.sob_parceria import SobParceria
from workflows.kernel import About, Deadline, Decision, HumanTask, Notice, Outcome, Stage, exige, procedure, veda
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO, SECRETARIO
from workflows.kernel.state import Context
from workflows.norms import DEC_167
from workflows.parcerias.formularios_minuta import Titularidade

CAPUT, PAR_1 = DEC_167.art(37), DEC_167.art(37, par=1)
DE_MANTER, DE_DOAR, A_TERCEIROS = (DEC_167.art(37, par=1, inciso=um) for um in ("I", "II", "III"))

RETIRADOS = Outcome("bens-retirados", "Bens mantidos e retirados pela SINFRA")
DOADOS_A_OSC = Outcome("bens-doados-a-organizacao", "Bens doados à organização")
DOADOS_A_TERCEIROS = Outcome("bens-doados-a-terceiros", "Bens doados a terceiros")
DA_OSC = Outcome("bens-da-organizacao", "Bens da organização, pelo instrumento")
SEM_BENS = Outcome("sem-bens", "Não havia bens remanescentes")

DECISAO = Stage("decisao", "Destinação")
CUMPRIMENTO = Stage("cumprimento", "Retirada ou doação")

# -- Art. 37, § 1º: sessenta dias para decidir -----------------------------------------------------------------------
PRAZO_DA_DECISAO = Deadline(
    id="bens-remanescentes.prazo-da-decisao", title="decisão sobre os bens remanescentes", provision=PAR_1,
    duties=("R-037-60D",), budget=dias(60), nature=Nature.ADMINISTRATIVE, counting=Counting.MATERIAL,
    binds=Binds.ADMINISTRACAO, reminders=(15, 5), escalations=(1, 15), escalates_to=GESTAO,
    on_lapse="a decisão continua devida, os bens seguem com a organização e a chefia é avisada",
)  # fmt: skip


def _levantado(_caso: Any, outcome: str, levantamento: Levantamento) -> None:
    dito = "Liste os bens levantados." if outcome == HA_BENS else "Sem bens, não há o que listar."
    exige((outcome == HA_BENS) is bool(levantamento.bens), PAR_1, dito, "bens")


HA_BENS = Outcome("ha-bens", "Há bens remanescentes", "O Secretário decide o destino deles.")
NAO_HA = Outcome("nao-ha-bens", "Não há bens remanescentes", "Nada mais há a decidir.")

LEVANTAR = HumanTask(
    id="bens-remanescentes.levantamento", title="Levantar os bens que a parceria deixou", provision=PAR_1,
    role=AREA_TECNICA, duties=("BEN-02",), form=Levantamento, outcomes=(HA_BENS, NAO_HA), within=PRAZO_DA_DECISAO,
    check=_levantado, action="Concluir o levantamento",
    instructions="Veja o que se adquiriu, produziu ou transformou com recursos da parceria.",
    then="havendo bens, o Secretário decide o destino deles no mesmo prazo",
)  # fmt: skip

MANTER = Outcome("manter", "Manter com a SINFRA", "Retiram-se em noventa dias do término.")
DOAR = Outcome("doar-a-organizacao", "Doar à organização", "Se não são necessários para continuar o objeto.")
DOAR_A_TERCEIROS = Outcome("doar-a-terceiros", "Doar a terceiros", "Só para fins de interesse social.")


def _destinacao(_caso: Any, outcome: str, destinacao: Destinacao) -> None:
    if outcome != MANTER:
        for dispositivo, obice in obices_da_doacao(destinacao, a_terceiros=outcome == DOAR_A_TERCEIROS):
            veda(dispositivo, obice)


DECIDIR = Decision(
    id="bens-remanescentes.decisao", title="Decidir o destino dos bens remanescentes", provision=PAR_1, role=SECRETARIO,
    duties=("BEN-02", "R-037-60D", "R-037-DON"), form=Destinacao, outcomes=(MANTER, DOAR, DOAR_A_TERCEIROS),
    check=_destinacao, within=PRAZO_DA_DECISAO, action="Assinar a decisão",
    then="os bens ficam sob a guarda da organização até serem retirados ou doados",
)  # fmt: skip

AVISO_DA_GUARDA = Notice(
    id="bens-remanescentes.aviso-da-guarda", title="Guarde os bens da parceria", provision=PAR_1, duties=("BEN-02",),
    body="Os bens do {numero} ficam sob a guarda da organização: {ate}.",
)  # fmt: skip


# -- Art. 37, § 1º, I: retirada em noventa dias ----------------------------------------------------------------------
def _retirados(caso: Any, _outcome: str, retirada: Retirada) -> None:
    exige(retirada.retirados_em <= caso.today, PAR_1, "Esta data ainda não chegou.", "retirados_em")
    exige(retirada.retirados_em >= caso.desde, PAR_1, f"Só desde {caso.desde:%d/%m/%Y} se retiram.", "retirados_em")


PRAZO_DA_RETIRADA = Deadline(
    id="bens-remanescentes.prazo-da-retirada", title="retirada dos bens pela SINFRA", provision=DE_MANTER,
    duties=("BEN-03", "R-037-90D"), budget=dias(90), nature=Nature.ADMINISTRATIVE, counting=Counting.MATERIAL,
    binds=Binds.ADMINISTRACAO, reminders=(15, 5), escalations=(1, 15), escalates_to=GESTAO,
    on_lapse="a retirada continua devida e a chefia é avisada",
)  # fmt: skip

RETIRAR = HumanTask(
    id="bens-remanescentes.retirada", title="Retirar os bens mantidos", provision=DE_MANTER, role=AREA_TECNICA,
    duties=("BEN-03",), form=Retirada, outcomes=(Outcome("retirados", "Retirados"),), within=PRAZO_DA_RETIRADA,
    check=_retirados, action="Registrar", then="cessa a guarda da organização",
)  # fmt: skip


# -- Art. 37, § 1º, II e III: doação ---------------------------------------------------------------------------------
def _editado(caso: Any, _outcome: str, ato: AtoDeDoacao) -> None:
    exige(ato.editado_em <= caso.today, PAR_1, "Esta data ainda não chegou.", "editado_em")
    antes = f"A doação só foi decidida em {caso.desde:%d/%m/%Y}."
    exige(ato.editado_em >= caso.desde, PAR_1, antes, "editado_em")


EDITAR_A_OSC = HumanTask(
    id="bens-remanescentes.doacao-a-organizacao", title="Editar o ato de doação à organização", provision=DE_DOAR,
    role=SECRETARIO, duties=("BEN-04",), form=AtoDeDoacao, outcomes=(Outcome("editado", "Editado"),), check=_editado,
    action="Registrar o ato", then="os bens passam a ser da organização",
)  # fmt: skip

EDITAR_A_TERCEIROS = HumanTask(
    id="bens-remanescentes.doacao-a-terceiros", title="Editar o ato de doação a terceiros", provision=A_TERCEIROS,
    role=SECRETARIO, duties=("BEN-05",), form=AtoDeDoacao, outcomes=(Outcome("editado", "Editado"),), check=_editado,
    action="Registrar o ato", then="quem recebe retira os bens em sessenta dias do ato",
)  # fmt: skip

PRAZO_DO_DONATARIO = Deadline(
    id="bens-remanescentes.prazo-do-donatario", title="retirada dos bens doados a terceiros", provision=A_TERCEIROS,
    duties=("BEN-06", "R-037-60DON"), budget=dias(60), nature=Nature.ADMINISTRATIVE, counting=Counting.MATERIAL,
    binds=Binds.PARTICULAR, escalations=(1,), escalates_to=GESTAO,
    on_lapse="a retirada continua devida e a chefia é avisada",
)  # fmt: skip

RETIRADA_PELO_DONATARIO = HumanTask(
    id="bens-remanescentes.retirada-pelo-donatario", title="Registrar a retirada por quem recebeu os bens",
    provision=A_TERCEIROS, role=AREA_TECNICA, duties=("BEN-06",), form=Retirada, within=PRAZO_DO_DONATARIO,
    outcomes=(Outcome("retirados", "Retirados"),), check=_retirados, action="Registrar",
    then="cessa a guarda da organização",
)  # fmt: skip


@procedure
class BensRemanescentes(SobParceria[ParaDestinarBens]):
    """From the end to whoever has the goods at last."""

    about = About(
        id="bens-remanescentes", title="Destinação dos bens remanescentes", short="Bens remanescentes",
        norm="Decreto 167/2019", provisions=(CAPUT, PAR_1), started_by=(AREA_TECNICA, GESTAO, INTEGRACAO),
        input=ParaDestinarBens, stages=(DECISAO, CUMPRIMENTO), duties=("BEN-01",),
        outcomes=(RETIRADOS, DOADOS_A_OSC, DOADOS_A_TERCEIROS, DA_OSC, SEM_BENS),
    )  # fmt: skip
    desde: date

    @classmethod
    def admit(cls, entrada: ParaDestinarBens, on: date, _context: Context) -> None:
        """Only of a partnership that is over."""
        exige(entrada.terminada_em < on, PAR_1, "A parceria ainda não terminou.", "terminada_em")

    async def run(self) -> Outcome:
        """Art. 37: whose they are; if SINFRA's, what it makes of them."""
        self.concern(self.osc)
        self.enter(DECISAO)
        if self.input.titularidade == Titularidade.ORGANIZACAO:
            return DA_OSC
        self.begin(PRAZO_DA_DECISAO, since=self.input.terminada_em, because="término da parceria")
        if self.input.a_levantar and await self.ask(LEVANTAR) == NAO_HA:
            self.met(PRAZO_DA_DECISAO)
            return SEM_BENS
        decidido = await self.ask(DECIDIR)
        self.met(PRAZO_DA_DECISAO)
        self.desde = decidido.on
        self.enter(CUMPRIMENTO)
        if decidido == MANTER:
            return await self.retirar()
        return await (self.doar() if decidido == DOAR else self.doar_a_terceiros())

    def avisar_da_guarda(self, ate: str) -> None:
        """Tell the organisation until when it keeps the goods."""
        self.notify(AVISO_DA_GUARDA, party=self.osc, numero=self.input.parceria.numero, ate=ate)

    async def retirar(self) -> Outcome:
        """Art. 37, § 1º, I: taken away within ninety days of the end, whenever the decision came."""
        self.avisar_da_guarda("até a SINFRA os retirar")
        self.desde = self.input.terminada_em
        self.begin(PRAZO_DA_RETIRADA, since=self.input.terminada_em, because="término da parceria")
        await self.ask(RETIRAR)
        self.met(PRAZO_DA_RETIRADA)
        return RETIRADOS

    async def doar(self) -> Outcome:
        """Art. 37, § 1º, II: by an act; until it is issued the organisation only keeps them."""
        self.avisar_da_guarda("até o ato de doação")
        ato = (await self.ask(EDITAR_A_OSC)).read(AtoDeDoacao)
        self.show(ato=ato.numero, editado_em=ato.editado_em.isoformat())
        return DOADOS_A_OSC

    async def doar_a_terceiros(self) -> Outcome:
        """Art. 37, § 1º, III: by an act; sixty days from it to take them away."""
        self.avisar_da_guarda("até quem os recebe os retirar")
        ato = (await self.ask(EDITAR_A_TERCEIROS)).read(AtoDeDoacao)
        self.show(ato=ato.numero, editado_em=ato.editado_em.isoformat())
        self.desde = ato.editado_em
        self.begin(PRAZO_DO_DONATARIO, since=ato.editado_em, because="ato de doação")
        await self.ask(RETIRADA_PELO_DONATARIO)
        self.met(PRAZO_DO_DONATARIO)
        return DOADOS_A_TERCEIROS
