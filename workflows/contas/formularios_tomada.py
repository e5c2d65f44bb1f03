"""The forms of the special accounts: the fact that calls for them, the court's requirements, the sending."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from workflows.contas.formularios_debito import Inercia
from workflows.execucao.sob_parceria import DaParceria
from workflows.kernel import Form
from workflows.norms import DEC_167, Provision
from workflows.parcerias.formularios import Fundamentada, Texto, campo


class FatoDaTomada(StrEnum):
    """What calls for special accounts."""

    SALDO_NAO_DEVOLVIDO = "saldo-nao-devolvido"
    RECOMENDACAO = "recomendacao-do-gestor"
    CONTAS_REJEITADAS = "contas-rejeitadas"

    @property
    def dispositivo(self) -> Provision:
        """The provision that says so."""
        return {
            FatoDaTomada.SALDO_NAO_DEVOLVIDO: DEC_167.art(36, inciso="IX"),
            FatoDaTomada.RECOMENDACAO: DEC_167.art(84, par=2, inciso="III"),
            FatoDaTomada.CONTAS_REJEITADAS: DEC_167.art(95, inciso="III"),
        }[self]


FATOS = {
    FatoDaTomada.SALDO_NAO_DEVOLVIDO: "Saldo não devolvido em trinta dias (art. 36, IX)",
    FatoDaTomada.RECOMENDACAO: "Recomendação do Gestor, acolhida (art. 84, § 2º, III)",
    FatoDaTomada.CONTAS_REJEITADAS: "Contas finais rejeitadas (art. 95, III)",
}


class PedidoDeTomada(DaParceria):
    """Of which partnership, and for which fact."""

    fato: FatoDaTomada = campo(
        "Fato que a motiva", widget="radio", opcoes={str(um): dito for um, dito in FATOS.items()},
        provision=DEC_167.art(100).id,
    )  # fmt: skip
    inercia: tuple[Inercia, ...] = Field(
        default=(), title="Inércia da SINFRA na análise das contas",
        description="O julgamento das contas a conta sozinho; aqui, só se a tomada não vem dele.",
        json_schema_extra={"provision": DEC_167.art(101, inciso="II", alinea="b").id},
    )  # fmt: skip


class Requisitos(Fundamentada):
    """Whether what the court's resolution asks for is there."""

    preenchidos: bool = campo("Os requisitos estão preenchidos", provision=DEC_167.art(100).id)


class Encaminhamento(Form):
    """The proof that the court received it."""

    protocolo: Texto = campo("Protocolo no Tribunal de Contas")
    remetido_em: date = campo("Remetido em")
