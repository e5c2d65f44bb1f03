"""The accounts of a partnership executed in network (Decreto 167/2019, arts. 64, § 3º, and 79).

Whoever celebrated presents them, and for the others too; and proves with them that it verified each of the others. The
proof holds the accounts back no day: whoever gives an opinion on them is told whether it is there.
"""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from workflows.execucao.agentes_da_parceria import ComAgentes
from workflows.execucao.sob_parceria import Entrada
from workflows.kernel import Form, Gate, HumanTask, Notice, Outcome, Requirement, exige
from workflows.kernel.roles import OSC
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Cnpj, TextoLongo, campo
from workflows.parcerias.registros_da_rede import EXECUTANTES, REDE
from workflows.parcerias.regras_rede import Elo, no_periodo, nomes, partes_que_faltam
from workflows.parties import party_of

PAR_3 = DEC_167.art(64, par=3)


class ExecutanteVerificada(Form):
    """One executing organisation: when it was verified, and what it carried out."""

    cnpj: Cnpj = campo("CNPJ da executante", mask="cnpj")
    verificada_em: date = campo("Regularidade verificada em", "Ao firmar o termo de rede (art. 64).")
    realizado: TextoLongo = campo("O que a executante realizou", provision=DEC_167.art(79).id)


class VerificacaoDaRede(Form):
    """What the supervising organisation says of each of those who executed."""

    executantes: Annotated[tuple[ExecutanteVerificada, ...], Field(min_length=1, max_length=100)] = campo(
        "Executantes", "Uma linha por executante.", provision=PAR_3.id
    )


def _todas(caso: Any, _outcome: str, form: VerificacaoDaRede) -> None:
    for uma in form.executantes:
        exige(uma.verificada_em <= caso.today, PAR_3, "A data da verificação ainda não chegou.", "executantes")
    faltam = partes_que_faltam(caso.elos, [party_of(uma.cnpj) for uma in form.executantes])
    exige(not faltam, PAR_3, f"Falta a executante: {', '.join(faltam)}.", "executantes")


def verificacao_da_rede(de: str) -> HumanTask:
    """The proof of art. 64, § 3º, in the accounts that the procedure `de` is of."""
    prova = Requirement(
        id=f"{de}.prova-da-rede", title="a prova de que a celebrante verificou as executantes", provision=PAR_3,
        document=True,
    )  # fmt: skip
    gate = Gate(
        id=f"{de}.documentos-da-rede", title="o que comprova a verificação", provision=PAR_3, requirements=(prova,)
    )
    return HumanTask(
        id=f"{de}.verificacao-da-rede", title="Comprovar a verificação das executantes da rede", provision=PAR_3,
        duties=("RED-07", "R-079"), role=OSC, form=VerificacaoDaRede, outcomes=(Outcome("comprovada", "Comprovada"),),
        check=_todas, gate=gate, action="Comprovar",
        instructions="Anexe os documentos do art. 64, I a VII, de cada executante, e diga o que ela realizou. Só a "
        "celebrante presta contas, também pelas executantes (art. 79).",
        then="o Gestor considera a comprovação no seu parecer",
    )  # fmt: skip


def aviso_da_rede(de: str) -> Notice:
    """The supervising organisation is told, as it presents the accounts, that it owes the proof too."""
    return Notice(
        id=f"{de}.aviso-da-rede", title="Comprove a verificação das executantes", provision=PAR_3, duties=("RED-07",),
        body="As contas do instrumento {numero} são de parceria em rede, com {executantes}. Comprove a verificação de "
        "cada uma.",
    )  # fmt: skip


COMPROVAR_NAS_PARCIAIS = verificacao_da_rede("contas-parciais")
AVISO_NAS_PARCIAIS = aviso_da_rede("contas-parciais")
COMPROVAR_NAS_FINAIS = verificacao_da_rede("contas-finais")
AVISO_NAS_FINAIS = aviso_da_rede("contas-finais")


class ComRede(ComAgentes[Entrada]):
    """A procedure in which accounts are presented, maybe of a partnership executed in network."""

    elos: list[Elo] | None = None

    async def cobrar_da_rede(self, comprovar: HumanTask, aviso: Notice, inicio: date, fim: date) -> None:
        """Arts. 64, § 3º, and 79: where others executed in the period, the proof is asked for with the accounts."""
        if not self.follows("rede-nas-contas"):
            return
        consta = await self.consult(REDE, party=self.osc, on=self.today)
        numero = self.parceria.numero
        self.elos = self.reckon(no_periodo, consta.details.get(EXECUTANTES, ()), numero, inicio, fim)
        if self.elos:
            self.notify(aviso, party=self.osc, numero=numero, executantes=self.reckon(nomes, self.elos))
            self.offer(comprovar, party=self.osc, about={"executantes": self.reckon(nomes, self.elos)})

    def da_rede(self, comprovar: HumanTask) -> dict[str, Any]:
        """What whoever gives an opinion is told of the network; nothing, where there is none."""
        if not self.elos:
            return {}
        feita = self.kept("rede-comprovada", self.done_at(comprovar) is not None)
        dito = "comprovada" if feita else "não comprovada (art. 64, § 3º)"
        return {"executantes": self.reckon(nomes, self.elos), "verificação das executantes": dito}
