"""The forms of arts. 36, IX, XI and XIV, 37, 58 and 84, § 2º: how a partnership ends, and what is left of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workflows.execucao.formularios_alteracao import Iniciativa
from workflows.execucao.sob_parceria import DaParceria
from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Motivo, Texto, TextoLongo, campo, opcional
from workflows.parcerias.formularios_minuta import Titularidade

ART_36_IX, ART_36_XIV = DEC_167.art(36, inciso="IX"), DEC_167.art(36, inciso="XIV")
Dias = Annotated[int, Field(ge=1, le=3650)]


class PedidoDeDenuncia(DaParceria):
    """Who no longer wants the partnership, and from when; SINFRA says from when as it notifies."""

    quem: Iniciativa = campo("Quem denuncia", widget="radio", provision=ART_36_XIV.id, opcoes={
        "organizacao": "A organização", "sinfra": "A SINFRA",
    })  # fmt: skip
    aviso_em_dias: Dias = campo("Dias de aviso do instrumento", "Ao menos sessenta.", provision=ART_36_XIV.id)
    ultimo_dia: date | None = opcional(
        "Último dia da parceria", "Só na denúncia da organização.", provision=ART_36_XIV.id
    )
    motivo: TextoLongo | None = opcional("Motivo, se quiser dizer", widget="textarea")

    @model_validator(mode="after")
    def _com_o_ultimo_dia(self) -> PedidoDeDenuncia:
        if (self.quem is Iniciativa.ORGANIZACAO) is (self.ultimo_dia is None):
            raise PydanticCustomError("ultimo_dia", "A organização diz o último dia; a SINFRA, só ao notificar")
        return self


class NotificacaoDaDenuncia(Form):
    """The day the organisation was notified, and the last of the partnership."""

    notificada_em: date = campo("Organização notificada em", provision=ART_36_XIV.id)
    ultimo_dia: date = campo("Último dia da parceria", provision=ART_36_XIV.id)


class Desistencia(Form):
    """Why whoever denounced goes on after all."""

    motivo: Motivo = campo("Motivo", widget="textarea")


class PedidoDeRescisao(DaParceria):
    """Which breach, and what shows it."""

    motivo: Motivo = campo(
        "O que a organização descumpriu", "Com a recomendação do Gestor, se houver.", widget="textarea",
        provision=DEC_167.art(84, par=2, inciso="IV").id,
    )  # fmt: skip


class NotificacaoParaDefesa(Form):
    """The day of the notice, and the term for the defence."""

    notificada_em: date = campo("Organização notificada em", provision=DEC_167.art(84, par=2).id)
    prazo_em_dias: Annotated[int, Field(ge=1, le=365)] | None = opcional(
        "Dias para a defesa", "Em branco, vale o prazo geral, se houver.", provision=DEC_167.art(84, par=2).id
    )


class Defesa(Form):
    """What the organisation says in its defence."""

    texto: TextoLongo = campo("Defesa", widget="textarea", provision=DEC_167.art(84, par=2).id)


class DecisaoDeRescindir(Fundamentada):
    """Why, and the last day of a partnership that is rescinded."""

    ultimo_dia: date | None = opcional("Se rescinde: último dia da parceria", provision=ART_36_XIV.id)


class Causa(StrEnum):
    """How a partnership ended (art. 36, IX)."""

    CONCLUSAO = "conclusao"
    DENUNCIA = "denuncia"
    RESCISAO = "rescisao"
    EXTINCAO = "extincao"


CAUSAS = {"conclusao": "Conclusão", "denuncia": "Denúncia", "rescisao": "Rescisão", "extincao": "Extinção"}


class ParceriaTerminada(DaParceria):
    """A partnership that ended: how, and on which day, which is never after the last of its term."""

    causa: Causa = campo("Como terminou", widget="radio", provision=ART_36_IX.id, opcoes=CAUSAS)
    terminada_em: date = campo("Último dia da parceria", provision=ART_36_IX.id)

    @model_validator(mode="after")
    def _ate_o_fim_da_vigencia(self) -> ParceriaTerminada:
        if not self.parceria.inicio <= self.terminada_em <= self.parceria.fim:
            raise PydanticCustomError("fim", "O último dia da parceria é um dia da sua vigência")
        return self


class ComTitularidade(ParceriaTerminada):
    """The partnership, and who owns what remains by its instrument."""

    titularidade: Titularidade = campo(
        "Pelo instrumento, os bens ficam com", widget="radio", provision=DEC_167.art(37).id,
        opcoes={"sinfra": "A SINFRA", "organizacao": "A organização"},
    )  # fmt: skip


class ParaDestinarBens(ComTitularidade):
    """The partnership and its goods; whether there are any may still have to be found."""

    a_levantar: bool = Field(
        default=False, title="Ainda se levanta se há bens", json_schema_extra={"provision": DEC_167.art(37).id}
    )


class ParaEncerrar(ComTitularidade):
    """The partnership, and whether goods remain."""

    ha_bens: bool = campo("Há bens remanescentes", provision=DEC_167.art(37).id)


class Devolucao(Form):
    """What was given back: the balance, and what the money had earned."""

    saldo: Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)] = campo(
        "Saldo devolvido", mask="money", provision=ART_36_IX.id
    )
    rendimentos: Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)] = campo(
        "Rendimentos devolvidos", mask="money", provision=ART_36_IX.id
    )
    devolvido_em: date = campo("Dia da devolução", provision=ART_36_IX.id)

    @property
    def nada(self) -> bool:
        """Whether there was nothing to give back."""
        return not (self.saldo or self.rendimentos)


class Conferencia(Fundamentada):
    """What the statement of the account shows."""


class Levantamento(Fundamentada):
    """The goods that a partnership left, if it left any; where it was looked."""

    bens: Annotated[str, Field(max_length=20_000)] | None = opcional(
        "Bens que ficaram", "Um em cada linha, com a quantidade.", widget="textarea", provision=DEC_167.art(37).id
    )


class Destinacao(Fundamentada):
    """What becomes of the goods (art. 37, § 1º)."""

    necessarios: bool = campo(
        "São necessários para continuar o objeto", "Por execução direta ou por nova parceria.",
        provision=DEC_167.art(37, par=1, inciso="II").id,
    )  # fmt: skip
    interesse_social: bool = campo(
        "A doação a terceiros tem interesse social", provision=DEC_167.art(37, par=1, inciso="III").id
    )
    donatario: Texto | None = opcional("Se doa a terceiros: quem recebe")


class Retirada(Form):
    """The day on which the goods were taken away."""

    retirados_em: date = campo("Retirados em", provision=DEC_167.art(37, par=1).id)


class AtoDeDoacao(Form):
    """The act of donation."""

    numero: Texto = campo("Número do ato de doação", provision=DEC_167.art(37, par=1).id)
    editado_em: date = campo("Data do ato", provision=DEC_167.art(37, par=1).id)
