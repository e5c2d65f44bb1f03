"""Capacitação e recursos para as parcerias (Decreto 167/2019, arts. 8º, parágrafo único, and 107).

The subject may go into SINFRA's own plan of training or have a programme of its own; what it needs in materials and
technology is provided by the administration. The decree gives no term.
"""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from workflows.kernel import About, Form, HumanTask, Outcome, Procedure, Stage, exige, procedure
from workflows.kernel.roles import AREA_TECNICA, GESTAO, NUCLEO, SECRETARIO
from workflows.norms import DEC_167
from workflows.parcerias.da_organizacao import DeQuemIniciou
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo, opcional

MEDIDAS = DEC_167.art(8, par="unico")
TEMAS = DEC_167.art(107)

REALIZADA = Outcome("capacitacao-realizada", "Capacitação realizada")
NAO_REALIZADA = Outcome("capacitacao-nao-realizada", "Capacitação não realizada")

PLANEJAMENTO = Stage("planejamento", "Planejamento")
REALIZACAO = Stage("realizacao", "Realização")


class PropostaDeCapacitacao(Form):
    """What has to be learnt."""

    tema: Texto = campo("Tema", provision=TEMAS.id)
    publico: Texto = campo("Para quem", "Gestores, comissões, equipe de contas, organizações.")


class Planejamento(Fundamentada):
    """When, and with what."""

    ate: date = campo("Realizar até")
    recursos: TextoLongo = campo(
        "Recursos materiais e tecnológicos necessários", widget="textarea", provision=MEDIDAS.id
    )
    providos: bool = campo("Os recursos estão providos", provision=MEDIDAS.id)


class Realizacao(Fundamentada):
    """What was done, if it was."""

    realizada_em: date | None = opcional("Realizada em")
    participantes: Annotated[int, Field(ge=0, le=100_000)] = campo("Participantes", "Quantos; zero, se não houve.")


NO_PLANO = Outcome("no-plano", "Entra no plano de capacitação da SINFRA")
ESPECIFICO = Outcome("programa-especifico", "Programa específico")


def _ha_recursos(caso: Any, _outcome: str, plano: Planejamento) -> None:
    exige(plano.providos, MEDIDAS, "Cabe à administração prover antes os recursos necessários.", "providos")
    exige(plano.ate >= caso.today, TEMAS, "O dia planejado já passou.", "ate")


PLANEJAR = HumanTask(
    id="capacitacao.planejamento", title="Planejar a capacitação em parcerias", provision=TEMAS, duties=("ATO-10",),
    role=GESTAO, form=Planejamento, outcomes=(NO_PLANO, ESPECIFICO), check=_ha_recursos, action="Concluir",
    then="a capacitação se realiza",
)  # fmt: skip

FEITA = Outcome("realizada", "Realizada")
NAO_FEITA = Outcome("nao-realizada", "Não realizada", "Fica registrado por quê.")


def _como_foi(caso: Any, outcome: str, feita: Realizacao) -> None:
    houve = feita.realizada_em is not None and feita.participantes > 0
    exige((outcome == FEITA) is houve, TEMAS, "Diga o dia e quantos participaram, se houve, e só então.")
    futuro = "A data da realização ainda não chegou."
    exige(feita.realizada_em is None or feita.realizada_em <= caso.today, TEMAS, futuro, "realizada_em")


REALIZAR = HumanTask(
    id="capacitacao.realizacao", title="Registrar a capacitação", provision=MEDIDAS, duties=("ATO-10",),
    role=AREA_TECNICA, form=Realizacao, outcomes=(FEITA, NAO_FEITA), check=_como_foi, action="Registrar",
    then="o processo se encerra",
)  # fmt: skip


@procedure
class Capacitacao(DeQuemIniciou, Procedure[PropostaDeCapacitacao]):
    """One training, from what has to be learnt to what was."""

    about = About(
        id="capacitacao", title="Capacitação em parcerias", short="Capacitação", norm="Decreto 167/2019",
        provisions=(TEMAS, DEC_167.art(8)), started_by=(GESTAO, AREA_TECNICA, SECRETARIO, NUCLEO),
        input=PropostaDeCapacitacao, stages=(PLANEJAMENTO, REALIZACAO), outcomes=(REALIZADA, NAO_REALIZADA),
    )  # fmt: skip

    @classmethod
    def subject_of(cls, proposta: PropostaDeCapacitacao) -> str:
        """The subject."""
        return proposta.tema

    async def run(self) -> Outcome:
        """Arts. 8º, parágrafo único, and 107: planned with what it needs, and held or not."""
        self.enter(PLANEJAMENTO)
        planejada = await self.ask(PLANEJAR, about={"para": self.input.publico})
        self.enter(REALIZACAO)
        return REALIZADA if await self.ask(REALIZAR, about=planejada.form) == FEITA else NAO_REALIZADA
