"""Vigência da habilitação (Decreto 167/2019, art. 10): watching a full certificate while it lasts.

A full certificate ends with the first of the eight that expires. The organisation is reminded of it, renews what is
about to expire, and once a person has checked the renewal the certificate goes on to the next date. Who neither renews
nor asks anew loses it on a day that everybody knew.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any, NamedTuple

from pydantic import Field

from workflows.clock import Binds, Counting, Nature
from workflows.kernel import (
    DECORRIDO,
    About,
    Deadline,
    Decision,
    Form,
    HumanTask,
    Notice,
    Outcome,
    Stage,
    exige,
    procedure,
)
from workflows.kernel.roles import CADASTRO as EQUIPE
from workflows.kernel.roles import OSC
from workflows.norms import DEC_167
from workflows.parcerias.da_organizacao import DaOrganizacao
from workflows.parcerias.formularios import Fundamentada, campo, opcional
from workflows.parcerias.formularios_habilitacao import CertidaoApresentada
from workflows.parcerias.organizacoes import Organizacao
from workflows.parcerias.registros import HABILITACAO
from workflows.parcerias.regras_habilitacao import NOMES, Certidao, pendencia_de

# -- Resultados ------------------------------------------------------------------------------------------------
VENCIDA = Outcome("vencida", "Certidão vencida")
SUBSTITUIDA = Outcome("substituida", "Certidão substituída por outra")
RENOVADA = Outcome("habilitacao-plena", "Habilitação plena")

VIGENTE = Stage("vigente", "Em vigor")
_TITULOS = {str(uma): nome[:1].upper() + nome[1:] for uma, nome in NOMES.items()}


class Vencimento(Form):
    """Until when one kind of certificate is good."""

    qual: Certidao = campo("Certidão", widget="select", opcoes=_TITULOS)
    valida_ate: date = campo("Válida até")


class CertidaoPlena(Form):
    """The full certificate to be watched: what it rests on, and its last day whatever is renewed, if it has one."""

    organizacao: Organizacao = campo("Organização")
    vencimentos: Annotated[tuple[Vencimento, ...], Field(min_length=1)] = campo("Certidões")
    limite: date | None = opcional("Vale no máximo até")


class DoTipo(Form):
    """Which of the eight it is."""

    qual: Certidao = campo("Certidão", widget="select", opcoes=_TITULOS)


class CertidaoRenovada(CertidaoApresentada, DoTipo):
    """A certificate that takes the place of another of its kind."""

    desde: date | None = opcional("Abrange desde", "Só as do TCE: oito anos antes da emissão.")


class Renovacao(Form):
    """What the organisation renews."""

    certidoes: Annotated[tuple[CertidaoRenovada, ...], Field(min_length=1, max_length=50)] = campo(
        "Certidões renovadas"
    )


# -- Art. 10: a validade -------------------------------------------------------------------------------------------
VALIDADE = Deadline(
    id="vigencia-da-habilitacao.validade", title="validade da certidão de habilitação", provision=DEC_167.art(10),
    nature=Nature.VALIDITY, counting=Counting.MATERIAL, binds=Binds.PARTICULAR,
    on_lapse="a certidão plena vence e não se celebra parceria sem outra", reminders=(30, 15, 7, 1),
)  # fmt: skip

ENVIADA = Outcome("enviada", "Enviada", "A equipe confere a renovação.")
RENOVAR = HumanTask(
    id="vigencia-da-habilitacao.renovacao", title="Renovar as certidões que vencem", provision=DEC_167.art(10, par=1),
    role=OSC, form=Renovacao, outcomes=(ENVIADA,), within=VALIDADE, action="Enviar",
    instructions="Anexe em PDF as certidões novas e copie delas as datas e o código. Envie antes do vencimento.",
    then="a equipe confere e a certidão de habilitação passa a valer até o vencimento seguinte",
)  # fmt: skip

ACEITAR = Outcome("aceita", "Aceitar", "A certidão plena vale até o vencimento seguinte.")
RECUSAR = Outcome("recusada", "Recusar", "A organização pode enviar outra enquanto a certidão vale.")


def _boas(caso: Any, outcome: str, _form: Fundamentada) -> None:
    for uma in caso.renovacao.certidoes if outcome == ACEITAR else ():
        motivo = pendencia_de(uma.papel(uma.qual), caso.today)
        exige(not motivo, uma.qual.dispositivo, f"{_TITULOS[uma.qual]} {motivo}; recuse.")


CONFERIR = Decision(
    id="vigencia-da-habilitacao.conferencia", title="Conferir a renovação", provision=DEC_167.art(10, par=1),
    role=EQUIPE, form=Fundamentada, outcomes=(ACEITAR, RECUSAR), check=_boas, action="Assinar a conferência",
    instructions="Confira a autenticidade e as datas de cada certidão renovada.",
    then="a certidão de habilitação passa a valer até o vencimento seguinte",
)  # fmt: skip

AVISO_DE_VENCIMENTO = Notice(
    id="vigencia-da-habilitacao.aviso-de-vencimento", title="A habilitação da sua organização venceu",
    provision=DEC_167.art(10), body="A certidão plena venceu em {dia:%d/%m/%Y}, com {qual}. Peça outra habilitação.",
)  # fmt: skip
AVISO_A_EQUIPE = Notice(
    id="vigencia-da-habilitacao.aviso-a-equipe", title="Uma habilitação venceu", provision=DEC_167.art(10), to=EQUIPE,
    body="Uma certidão plena venceu em {dia:%d/%m/%Y}, com {qual}. Confira se há parceria à espera dela.",
)  # fmt: skip


@procedure
class VigenciaDaHabilitacao(DaOrganizacao[CertidaoPlena]):
    """From the day a full certificate is issued to the day it ends."""

    about = About(
        id="vigencia-da-habilitacao", title="Vigência da habilitação", short="Vigência da habilitação",
        norm="Decreto 167/2019", provisions=(DEC_167.art(10),), started_by=(), input=CertidaoPlena, stages=(VIGENTE,),
        outcomes=(VENCIDA, SUBSTITUIDA),
    )  # fmt: skip
    vencimentos: Mapping[Certidao, date]
    renovacao: Renovacao

    @classmethod
    def subject_of(cls, certidao: CertidaoPlena) -> str:
        """The organisation's name."""
        return certidao.organizacao.nome

    async def run(self) -> Outcome:
        """Art. 10: renewed in time it goes on, else it ends."""
        self.vencimentos = {um.qual: um.valida_ate for um in self.input.vencimentos}
        self.enter(VIGENTE)
        while True:
            fim = self.reckon(primeiro, self.vencimentos, self.input.limite)
            self.begin(VALIDADE, since=self.today, because=f"vence primeiro {fim.qual}", fixed=fim.dia)
            enviada = await self.ask(
                RENOVAR, party=self.proponent, before=fim.seguinte, about={"vence_primeiro": fim.qual}
            )
            if enviada == DECORRIDO:
                return await self.terminar(fim)
            self.renovacao = enviada.read(Renovacao)
            if await self.ask(CONFERIR) == ACEITAR:
                self.prolongar()
            self.cancel(VALIDADE)

    def prolongar(self) -> None:
        """What was renewed counts from now on; the register says until when."""
        self.vencimentos = self.reckon(renovados, self.vencimentos, self.renovacao)
        fim = self.reckon(primeiro, self.vencimentos, self.input.limite)
        self.inscribe(HABILITACAO, RENOVADA, party=self.proponent, until=fim.dia)

    async def terminar(self, fim: "Fim") -> Outcome:
        """The last day is over. Unless another certificate was issued meanwhile, who must know is told."""
        outra = await self.consult(HABILITACAO, party=self.proponent, on=fim.seguinte)
        if outra.holds:
            return SUBSTITUIDA
        self.notify(AVISO_DE_VENCIMENTO, party=self.proponent, dia=fim.dia, qual=fim.qual)
        self.notify(AVISO_A_EQUIPE, dia=fim.dia, qual=fim.qual)
        return VENCIDA


class Fim(NamedTuple):
    """The last day of a certificate, and what ends with it, in words."""

    dia: date
    qual: str

    @property
    def seguinte(self) -> date:
        """The first day without it."""
        return self.dia + timedelta(days=1)


def primeiro(vencimentos: Mapping[Certidao, date], limite: date | None) -> Fim:
    """When the certificate ends: with the first of the eight, or at its own limit when that comes no later."""
    qual = min(vencimentos, key=lambda uma: vencimentos[uma])
    if limite is not None and limite <= vencimentos[qual]:
        return Fim(limite, "a validade máxima da certidão")
    return Fim(vencimentos[qual], NOMES[qual])


def renovados(vencimentos: Mapping[Certidao, date], renovacao: Renovacao) -> dict[Certidao, date]:
    """Until when each kind is good after a renewal: of several of one kind, the first to expire."""
    novos: dict[Certidao, date] = {}
    for uma in renovacao.certidoes:
        assert uma.valida_ate is not None
        novos[uma.qual] = min(uma.valida_ate, novos.get(uma.qual, uma.valida_ate))
    return {**vencimentos, **novos}
