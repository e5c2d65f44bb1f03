"""A monitoring meeting of the NGER: agenda, preparation, minutes, and each referral followed up to its end.

Process XVIII of the guide, for one meeting of its schedule.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from workflows.clock import Binds, Counting, Nature
from workflows.kernel import (
    About,
    Answer,
    Deadline,
    Event,
    HumanTask,
    Notice,
    Outcome,
    Procedure,
    Stage,
    exige,
    procedure,
    veda,
)
from workflows.kernel.roles import GESTAO, INTEGRACAO, NUCLEO
from workflows.kernel.state import Context
from workflows.nger.formularios import Andamento, Ata, Encaminhamento, Interrupcao, Preparo, Registro, Reuniao
from workflows.norms import NGER

# -- Resultados ------------------------------------------------------------------------------------------------
TUDO_ENCAMINHADO = Outcome("encaminhada", "Realizada, com todos os encaminhamentos cumpridos")
COM_PENDENCIAS = Outcome("com-pendencias", "Realizada, com encaminhamento não cumprido")
CANCELADA = Outcome("cancelada", "Cancelada")

PREPARACAO = Stage("preparacao", "Preparação")
REALIZACAO = Stage("realizacao", "Realização")
ENCAMINHAMENTOS = Stage("encaminhamentos", "Encaminhamentos")

XVIII = NGER.at("processo-XVIII")


def _atividade(ordem: int) -> Any:
    return NGER.at(f"processo-XVIII:atividade-{ordem}")


# -- Atividade 2: a pauta ----------------------------------------------------------------------------------------
DIVULGAR_PAUTA = HumanTask(
    id="nger-reuniao.pauta", title="Divulgar a pauta da reunião", provision=_atividade(2), role=NUCLEO, form=Registro,
    outcomes=(Outcome("divulgada", "Pauta divulgada"),), action="Registrar a divulgação",
    then="prepara-se o material da reunião",
)  # fmt: skip


# -- Atividades 3 a 6: o preparo -----------------------------------------------------------------------------------
def _tudo_pronto(_caso: Any, _outcome: str, preparo: Preparo) -> None:
    pronto = {
        3: ("relatorios_verificados", preparo.relatorios_verificados),
        4: ("responsaveis_ouvidos", preparo.responsaveis_ouvidos),
        5: ("material_compreensivel", preparo.material_compreensivel),
        6: ("local_verificado", preparo.local_verificado),
    }
    for ordem, (field, feito) in pronto.items():
        exige(feito, _atividade(ordem), "O guia pede isto antes da reunião.", field)


PREPARAR = HumanTask(
    id="nger-reuniao.preparo", title="Preparar a reunião", provision=_atividade(3), role=NUCLEO, form=Preparo,
    outcomes=(Outcome("preparada", "Reunião preparada"),), check=_tudo_pronto, action="Registrar o preparo",
    then="chegado o dia, registra-se a reunião",
)  # fmt: skip

# -- Atividade 7: a ata ---------------------------------------------------------------------------------------------
REALIZADA = Outcome("realizada", "Realizada")
ADIADA = Outcome("adiada", "Adiada", "Diga a nova data; a reunião volta a ser esperada.")


def _registrada(caso: Any, outcome: str, ata: Ata) -> None:
    if outcome == ADIADA:
        depois = ata.nova_data is not None and ata.nova_data > caso.today
        exige(depois, _atividade(7), "Diga a nova data, depois de hoje.", "nova_data")
        return
    exige(bool(ata.registro), _atividade(7), "Registre o que se discutiu.", "registro")
    exige(ata.nova_data is None, _atividade(7), "Uma reunião realizada não tem nova data.", "nova_data")
    for n, encaminhamento in enumerate(ata.encaminhamentos):
        if encaminhamento.ate < caso.today:
            veda(_atividade(7), "Esta data já passou.", f"encaminhamentos.{n}.ate")


REGISTRAR = HumanTask(
    id="nger-reuniao.ata", title="Registrar a reunião e seus encaminhamentos", provision=_atividade(7), role=NUCLEO,
    form=Ata, outcomes=(REALIZADA, ADIADA), check=_registrada, action="Registrar",
    instructions="O que se discutiu, o que ficou para fazer, quem faz e até quando.",
    then="o registro é divulgado e cada encaminhamento é acompanhado",
)  # fmt: skip

# -- Atividade 8: divulgação e acompanhamento ------------------------------------------------------------------------
DIVULGAR_REGISTRO = HumanTask(
    id="nger-reuniao.divulgacao", title="Divulgar o registro da reunião", provision=_atividade(8), role=NUCLEO,
    form=Registro, outcomes=(Outcome("divulgado", "Registro divulgado"),), action="Registrar a divulgação",
    then="seguem os encaminhamentos",
)  # fmt: skip

ATE = Deadline(
    id="nger-reuniao.ate", title="encaminhamento da reunião", provision=_atividade(8), nature=Nature.ADMINISTRATIVE,
    counting=Counting.MATERIAL, binds=Binds.ADMINISTRACAO, reminders=(3,), escalations=(1, 15), escalates_to=GESTAO,
    on_lapse="o encaminhamento fica em atraso e segue devido",
)  # fmt: skip

CUMPRIDO = Outcome("cumprido", "Cumprido")
NAO_CUMPRIDO = Outcome("nao-cumprido", "Não cumprido", "O encaminhamento se encerra sem ter sido cumprido.")

ACOMPANHAR = HumanTask(
    id="nger-reuniao.encaminhamento", title="Acompanhar o encaminhamento", provision=_atividade(8), role=NUCLEO,
    form=Andamento, outcomes=(CUMPRIDO, NAO_CUMPRIDO), deadline=ATE, action="Encerrar o encaminhamento",
    then="encerrados todos, a reunião termina",
)  # fmt: skip

CANCELAMENTO = Event(
    id="nger-reuniao.cancelamento", title="cancelamento da reunião", provision=XVIII, who=(GESTAO, NUCLEO),
    form=Interrupcao,
)  # fmt: skip

ADIAMENTO = Notice(
    id="nger-reuniao.adiamento", title="Reunião adiada", provision=XVIII, to=NUCLEO,
    body="A reunião “{tema}” foi adiada para {data:%d/%m/%Y}.",
)  # fmt: skip


@procedure
class ReuniaoDoNger(Procedure[Reuniao]):
    """One meeting, from its agenda to the end of what it referred."""

    about = About(
        id="nger-reuniao", title="Reunião de monitoramento do NGER", short="Reunião do NGER",
        norm="Guia de Atuação dos NGER", provisions=(XVIII,), started_by=(NUCLEO, GESTAO, INTEGRACAO), input=Reuniao,
        stages=(PREPARACAO, REALIZACAO, ENCAMINHAMENTOS), outcomes=(TUDO_ENCAMINHADO, COM_PENDENCIAS, CANCELADA),
    )  # fmt: skip

    @classmethod
    def subject_of(cls, dados: Reuniao) -> str:
        """The meeting's theme."""
        return dados.tema

    @classmethod
    def admit(cls, dados: Reuniao, on: date, _context: Context) -> None:
        """A meeting is prepared before it is held."""
        exige(dados.data >= on, _atividade(2), "A data da reunião já passou.", "data")

    async def run(self) -> Outcome:
        """Activities 2 to 8."""
        return await self.unless(CANCELAMENTO, self.reunir(), then=CANCELADA)

    async def reunir(self) -> Outcome:
        """Before, on the day, and after."""
        self.enter(PREPARACAO)
        await self.ask(DIVULGAR_PAUTA)
        await self.ask(PREPARAR)
        self.enter(REALIZACAO)
        ata = await self.realizar()
        self.enter(ENCAMINHAMENTOS)
        await self.ask(DIVULGAR_REGISTRO)
        encaminhamentos = ata.read(Ata).encaminhamentos
        ends = await self.together(*(self.acompanhar(n, um) for n, um in enumerate(encaminhamentos, 1)))
        return COM_PENDENCIAS if NAO_CUMPRIDO in ends else TUDO_ENCAMINHADO

    async def realizar(self) -> Answer:
        """The minutes, on the day of the meeting or on the one it was put off to."""
        await self.until(self.input.data)
        while (ata := await self.ask(REGISTRAR)) == ADIADA:
            nova_data = ata.day("nova_data")
            self.notify(ADIAMENTO, tema=self.input.tema, data=nova_data)
            await self.until(nova_data)
        return ata

    async def acompanhar(self, numero: int, encaminhamento: Encaminhamento) -> Outcome:
        """One referral, until somebody says how it ended."""
        return await self.ask(
            replace(ACOMPANHAR, deadline=replace(ATE, budget=encaminhamento.prazo)), subject=str(numero),
            about={"o que fazer": encaminhamento.o_que, "quem faz": encaminhamento.quem},
        )  # fmt: skip
