"""Representação sobre a aplicação irregular dos recursos de uma parceria (Decreto 167/2019, art. 102, II).

Anybody may bring one, from the public page of the partnership and without saying who they are. The organisation is no
party of it. What shows signs of irregularity goes on as the communication of arts. 59 and 61; the decree gives no day.
"""

from typing import Any

from workflows.clock import Binds, Counting, Nature
from workflows.execucao.comunicacao_de_irregularidade import (
    ComunicacaoDeIrregularidade,
    FatoConhecido,
    QuemAcompanha,
)
from workflows.execucao.formularios_divulgacao import Exame, FatoRepresentado
from workflows.execucao.sob_parceria import SobParceria
from workflows.kernel import About, Deadline, HumanTask, Outcome, Stage, exige, procedure
from workflows.kernel.roles import GESTAO, INTEGRACAO, PROTOCOLO
from workflows.norms import DEC_167, Param
from workflows.parcerias.da_organizacao import DeQuemIniciou

ARTIGO = DEC_167.art(102, inciso="II")

COMUNICADA = Outcome("representacao-comunicada", "Com indício: segue como comunicação de irregularidade")
DE_OUTRO_ORGAO = Outcome("representacao-de-outro-orgao", "Encaminhada ao órgão a que cabe")
SEM_INDICIO = Outcome("representacao-sem-indicio", "Examinada, sem indício de irregularidade")

EXAME = Stage("exame", "Exame")

PRAZO = Deadline(
    id="representacao.prazo", title="exame da representação", provision=ARTIGO,
    parameter=Param("prazo_exame_representacao_dias"), nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL,
    binds=Binds.ADMINISTRACAO, on_lapse="o exame continua devido",
)  # fmt: skip

HA_INDICIO = Outcome("ha-indicio", "Há indício", "Abre a comunicação de irregularidade, que o Gestor faz ao superior.")
OUTRO_ORGAO = Outcome("outro-orgao", "Cabe a outro órgão", "Diga qual; você encaminha a ele.")
NAO_HA = Outcome("nao-ha-indicio", "Não há indício", "O motivo é a resposta a quem representou.")


def _com_destino(_caso: Any, outcome: str, exame: Exame) -> None:
    exige((outcome == OUTRO_ORGAO) is (exame.destino is not None), ARTIGO, "Diga o órgão, só se cabe a ele.", "destino")


EXAMINAR = HumanTask(
    id="representacao.exame", title="Examinar a representação", provision=ARTIGO, duties=("TRA-01", "R-102"),
    role=GESTAO, form=Exame, outcomes=(HA_INDICIO, OUTRO_ORGAO, NAO_HA), within=PRAZO, check=_com_destino,
    action="Registrar", instructions="Compare o que se diz com as contas, os relatórios e as visitas da parceria.",
    then="com indício, o Gestor comunica ao superior; senão, termina aqui",
)  # fmt: skip


@procedure
class Representacao(DeQuemIniciou, SobParceria[FatoRepresentado]):
    """From what somebody says to whoever looks into it."""

    about = About(
        id="representacao", title="Representação sobre aplicação irregular de recursos", short="Representação",
        norm="Decreto 167/2019", provisions=(ARTIGO, DEC_167.art(59, inciso="II")),
        started_by=(INTEGRACAO, PROTOCOLO, GESTAO), input=FatoRepresentado, stages=(EXAME,),
        outcomes=(COMUNICADA, DE_OUTRO_ORGAO, SEM_INDICIO), duties=("TRA-01", "R-102"),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """Art. 102, II: examined, and sent to where it is looked into."""
        self.concern(self.osc)
        self.enter(EXAME)
        self.begin(PRAZO, since=self.started_on, because="recebimento da representação")
        dito = await self.ask(EXAMINAR, about={"fato": self.input.fato, "provas": self.input.provas})
        self.met(PRAZO)
        if dito == OUTRO_ORGAO:
            return DE_OUTRO_ORGAO
        if dito == NAO_HA:
            return SEM_INDICIO
        fato = self.made(
            FatoConhecido, parceria=self.input.parceria, quem=QuemAcompanha.GESTOR, conhecido_em=dito.on,
            fato=self.input.fato,
        )  # fmt: skip
        await self.launch(ComunicacaoDeIrregularidade, fato)
        return COMUNICADA
