"""The forms of arts. 49 and 50: what is to change in a partnership, what is found of it, how it is formalised."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workflows.execucao.mudancas import ParcelaPrevista
from workflows.execucao.sob_parceria import DaParceria
from workflows.kernel import Form
from workflows.norms import DEC_167, Provision
from workflows.parcerias.dinheiro import Dinheiro
from workflows.parcerias.formularios import Fundamentada, Motivo, Texto, TextoLongo, campo, opcional
from workflows.parcerias.formularios_minuta import Titularidade, TrechoDaObra

ART_49 = DEC_167.art(49)


class TipoDeMudanca(StrEnum):
    """What may change by request or agreement (art. 49, I and II)."""

    AMPLIACAO = "ampliacao-do-valor"
    REDUCAO = "reducao-do-valor"
    PRORROGACAO = "prorrogacao-da-vigencia"
    BENS = "destinacao-dos-bens"
    SALDOS = "uso-de-rendimentos-ou-saldos"
    EXECUCAO = "ajuste-da-execucao"
    REMANEJAMENTO = "remanejamento"
    OUTRA = "outra"

    @property
    def dispositivo(self) -> Provision:
        """The item of art. 49 that it falls under."""
        inciso, alinea = _ITENS[self]
        return DEC_167.art(49, inciso=inciso, alinea=alinea) if alinea else DEC_167.art(49, inciso=inciso)


_ITENS: dict[TipoDeMudanca, tuple[str, str]] = {
    TipoDeMudanca.AMPLIACAO: ("I", "a"), TipoDeMudanca.REDUCAO: ("I", "b"), TipoDeMudanca.PRORROGACAO: ("I", "c"),
    TipoDeMudanca.BENS: ("I", "d"), TipoDeMudanca.SALDOS: ("II", "a"), TipoDeMudanca.EXECUCAO: ("II", "b"),
    TipoDeMudanca.REMANEJAMENTO: ("II", "c"), TipoDeMudanca.OUTRA: ("II", ""),
}  # fmt: skip

MUDANCAS = {
    "ampliacao-do-valor": "Ampliar o valor global, até 30%", "reducao-do-valor": "Reduzir o valor global",
    "prorrogacao-da-vigencia": "Prorrogar a vigência", "destinacao-dos-bens": "Mudar a destinação dos bens",
    "uso-de-rendimentos-ou-saldos": "Usar rendimentos ou saldos", "ajuste-da-execucao": "Ajustar a execução no plano",
    "remanejamento": "Remanejar recursos, sem mudar o valor", "outra": "Outra mudança, sem mudar o objeto",
}  # fmt: skip


class Iniciativa(StrEnum):
    """Whose idea it is (art. 49): the organisation asks, or SINFRA proposes and the organisation consents."""

    ORGANIZACAO = "organizacao"
    SINFRA = "sinfra"


class PedidoDeAlteracao(DaParceria):
    """What is to change, and why. Each change brings what it needs; the object itself is not among them."""

    iniciativa: Iniciativa = campo("Iniciativa", widget="radio", provision=ART_49.id, opcoes={
        "organizacao": "Solicitação da organização", "sinfra": "Proposta da SINFRA, com anuência da organização",
    })  # fmt: skip
    mudancas: Annotated[tuple[TipoDeMudanca, ...], Field(min_length=1, max_length=8)] = campo(
        "O que muda", "O reajuste por inflação tem processo próprio.", opcoes=MUDANCAS, provision=ART_49.id
    )
    motivo: Motivo = campo("Motivo", "A solicitação é fundamentada.", widget="textarea", provision=ART_49.id)
    acrescimo: Dinheiro | None = opcional(
        "Valor acrescido", mask="money", provision=TipoDeMudanca.AMPLIACAO.dispositivo.id
    )
    reducao: Dinheiro | None = opcional("Valor reduzido", mask="money", provision=TipoDeMudanca.REDUCAO.dispositivo.id)
    novo_fim: date | None = opcional("Novo fim da vigência", provision=TipoDeMudanca.PRORROGACAO.dispositivo.id)
    novo_destino: Titularidade | None = opcional(
        "Bens remanescentes passam a ficar com", widget="radio", provision=TipoDeMudanca.BENS.dispositivo.id,
        opcoes={"sinfra": "A SINFRA", "organizacao": "A organização"},
    )  # fmt: skip
    descricao: TextoLongo | None = opcional(
        "O que muda no plano", "Uso de saldos, ajuste, remanejamento ou outra mudança.", widget="textarea",
        provision=DEC_167.art(49, inciso="II").id,
    )  # fmt: skip
    parcelas: Annotated[tuple[ParcelaPrevista, ...], Field(max_length=120)] = Field(
        default=(), title="Parcelas que mudam ou entram", description="As outras continuam como estão.",
        json_schema_extra={"provision": DEC_167.art(36, inciso="III").id},
    )  # fmt: skip
    trechos: Annotated[tuple[TrechoDaObra, ...], Field(max_length=100)] = Field(
        default=(), title="Os trechos do objeto, se mudam",
        description="Todos, na ordem em que se entregam: os já entregues como estão, e os que faltam como ficam.",
        json_schema_extra={"provision": DEC_167.art(81, par="unico").id},
    )  # fmt: skip

    @model_validator(mode="after")
    def _cada_mudanca_com_o_seu(self) -> PedidoDeAlteracao:
        if len(set(self.mudancas)) != len(self.mudancas):
            raise PydanticCustomError("repetida", "Cada mudança entra uma vez só")
        pedido = {
            TipoDeMudanca.AMPLIACAO: (self.acrescimo, "O valor acrescido"),
            TipoDeMudanca.REDUCAO: (self.reducao, "O valor reduzido"),
            TipoDeMudanca.PRORROGACAO: (self.novo_fim, "O novo fim da vigência"),
            TipoDeMudanca.BENS: (self.novo_destino, "O novo destino dos bens"),
        }  # fmt: skip
        for mudanca, (dado, nome) in pedido.items():
            if (mudanca in self.mudancas) is (dado is None):
                raise PydanticCustomError("mudanca", "{nome} se diz quando ele muda, e só então", {"nome": nome})
        if self.acrescimo is not None and self.reducao is not None:
            raise PydanticCustomError("valor", "O valor se amplia ou se reduz, não os dois")
        no_plano = any(uma.dispositivo.id.startswith(DEC_167.art(49, inciso="II").id) for uma in self.mudancas)
        if no_plano and self.descricao is None:
            raise PydanticCustomError("descricao", "Diga o que muda no plano")
        if self.novo_fim is not None and self.novo_fim <= self.parceria.fim:
            raise PydanticCustomError("vigencia", "A prorrogação leva a vigência além do fim de hoje")
        return self


class Exame(Fundamentada):
    """What the technical area finds of the request, by the instrument and the edital."""

    objeto_mantido: bool = campo("O objeto da parceria não muda", provision=ART_49.id)
    excepcional: bool | None = opcional(
        "Se prorroga: a hipótese é excepcional", provision=DEC_167.art(36, inciso="VI").id
    )
    prorrogacao_no_edital: bool | None = opcional(
        "Se prorroga: o edital a autorizou expressamente", provision=DEC_167.art(36, inciso="VI").id
    )
    duvida_juridica: Annotated[str, Field(max_length=4000)] | None = opcional(
        "Dúvida jurídica específica, se houver", "Com ela a Procuradoria é ouvida.", widget="textarea",
        provision=DEC_167.art(50).id,
    )  # fmt: skip
    esclarecer: Annotated[str, Field(max_length=4000)] | None = opcional(
        "O que a organização precisa esclarecer", widget="textarea", provision=DEC_167.art(49, par=2).id
    )
    prazo_em_dias: Annotated[int, Field(ge=1, le=365)] | None = opcional(
        "Dias para esclarecer", "Em branco, vale o prazo geral, se houver.", provision=DEC_167.art(49, par=2).id
    )


class Esclarecimento(Form):
    """What the organisation answers."""

    texto: TextoLongo = campo("Esclarecimento", widget="textarea", provision=DEC_167.art(49, par=2).id)


class Anuencia(Form):
    """Whether the organisation agrees to what SINFRA proposes."""

    observacao: Annotated[str, Field(max_length=4000)] | None = opcional("Observação", widget="textarea")


class Apostila(Form):
    """A certificate of apostille: its number and day."""

    numero: Texto = campo("Número da certidão de apostilamento", provision=DEC_167.art(49, inciso="II").id)
    emitida_em: date = campo("Data da certidão", provision=DEC_167.art(49, inciso="II").id)


class Causa(StrEnum):
    """Why SINFRA apostilles on its own motion (art. 49, § 1º)."""

    ATRASO = "atraso-na-liberacao"
    CREDITOS = "creditos-de-exercicios-futuros"


class ParcelaAtrasada(Form):
    """A release that came late: when it was due, and when it was made."""

    devida_em: date = campo("Dia em que era devida")
    liberada_em: date = campo("Dia em que foi liberada")

    @model_validator(mode="after")
    def _atrasou(self) -> ParcelaAtrasada:
        if self.liberada_em <= self.devida_em:
            raise PydanticCustomError("atraso", "Só atrasou a parcela liberada depois do dia em que era devida")
        return self


class AtrasoVerificado(Form):
    """What a partnership's own registers show: for what the term is to be extended, the delays in it as far as they are
    known, and those that are settled already. With none known, they are looked for: the instalment is not released.
    """

    origem: Texto = campo("Parcela")
    atrasos: tuple[ParcelaAtrasada, ...] = Field(default=(), title="Atrasos na liberação")
    ja_contados: tuple[ParcelaAtrasada, ...] = Field(default=(), title="Atrasos que já se resolveram")


class ParaApostilar(DaParceria):
    """Which partnership, and why."""

    causa: Causa = campo("Causa", widget="radio", provision=DEC_167.art(49, par=1).id, opcoes={
        "atraso-na-liberacao": "A administração atrasou a liberação de recursos",
        "creditos-de-exercicios-futuros": "Indicar créditos orçamentários de exercícios futuros",
    })  # fmt: skip
    atraso: AtrasoVerificado | None = opcional(
        "Atraso que os registros da parceria mostram", "Em branco, a área técnica diz o que constatou.",
        provision=DEC_167.art(49, par=1, inciso="I").id,
    )  # fmt: skip


class Atraso(Fundamentada):
    """The delay that was found, release by release, and whose doing it was."""

    parcelas: Annotated[tuple[ParcelaAtrasada, ...], Field(max_length=120)] = Field(
        default=(), title="Parcelas liberadas com atraso",
        json_schema_extra={"provision": DEC_167.art(49, par=1, inciso="I").id},
    )  # fmt: skip
    causa_da_administracao: bool = campo(
        "A administração deu causa ao atraso", provision=DEC_167.art(49, par=1, inciso="I").id
    )


class Creditos(Form):
    """The budget credits of a future year."""

    exercicio: Annotated[int, Field(ge=2019, le=2100)] = campo(
        "Exercício", provision=DEC_167.art(49, par=1, inciso="II").id
    )
    classificacao: Texto = campo("Classificação orçamentária", provision=DEC_167.art(36, inciso="IV").id)
    nota: Texto = campo("Nota de empenho ou dotação", "Número e data.")
    valor: Dinheiro = campo("Valor", mask="money")
