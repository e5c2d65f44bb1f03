"""The forms of arts. 17 to 21: what is called for, the edital with each item of art. 18, and its publication."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from workflows.clock import local_date
from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.formularios import (
    EvidenciaDePublicacao,
    Fundamentada,
    Motivo,
    Texto,
    TextoLongo,
    campo,
    opcional,
)

Dinheiro = Annotated[Decimal, Field(gt=0, max_digits=15, decimal_places=2)]
Dias = Annotated[int, Field(ge=1, le=365)]


def _art(numero: int, **onde: Any) -> str:
    return DEC_167.art(numero, **onde).id


class Exploracao(StrEnum):
    """Whether users will pay for what the partnership runs (arts. 70 to 76)."""

    SEM_TARIFA = "sem-tarifa"
    RODOVIA = "rodovia-com-pedagio"
    TRAVESSIA = "travessia"
    AEROPORTO = "aeroporto"


EXPLORACOES = {
    "sem-tarifa": "Sem cobrança de usuários", "rodovia-com-pedagio": "Rodovia com pedágio",
    "travessia": "Travessia por balsa", "aeroporto": "Aeroporto",
}  # fmt: skip


class Planejamento(Form):
    """What is called for, and that a call is what the decree asks for here (arts. 17 and 22)."""

    objeto: Texto = campo("Objeto da parceria", "Uma linha, como sairá no extrato.", provision=_art(18, inciso="II"))
    sem_excecao: bool = campo(
        "Não há caso de dispensa nem de inexigibilidade", "O chamamento é obrigatório fora dos arts. 23 e 24.",
        provision=_art(22),
    )  # fmt: skip
    exploracao: Exploracao = campo(
        "Cobrança de usuários", provision=_art(34, inciso="I", alinea="b"), opcoes=EXPLORACOES
    )
    nota_tecnica: Texto | None = opcional(
        "Nota técnica de inviabilidade da concessão", "Número e data; obrigatória quando há cobrança de usuários.",
        provision=_art(34, inciso="I", alinea="b"),
    )  # fmt: skip
    pmis: Texto | None = opcional(
        "PMIS realizado", "Número, se houve: o preâmbulo o menciona.", provision=_art(16, par=3)
    )

    @model_validator(mode="after")
    def _cabe_chamamento(self) -> "Planejamento":
        if not self.sem_excecao:
            raise _errado("Havendo dispensa ou inexigibilidade, o processo é o da contratação direta", 22)
        if self.exploracao is not Exploracao.SEM_TARIFA and not self.nota_tecnica:
            raise PydanticCustomError(
                "nota_tecnica", "Com cobrança de usuários, indique a nota técnica que mostra inviável a concessão",
                {"provision": _art(34, inciso="I", alinea="b")},
            )  # fmt: skip
        return self


class TipoDeParceria(StrEnum):
    """Art. 18, I."""

    FOMENTO = "fomento"
    COLABORACAO = "colaboracao"


class CriterioDoEdital(Form):
    """A criterion of selection with its weight and highest mark (art. 18, IV)."""

    codigo: Annotated[str, Field(min_length=1, max_length=8)] = campo("Código", "Uma letra ou sigla, como A ou EXP.")
    nome: Texto = campo("O que se avalia")
    peso: Annotated[Decimal, Field(gt=0, le=100, decimal_places=2)] = campo("Peso")
    nota_maxima: Annotated[Decimal, Field(gt=0, le=100, decimal_places=2)] = campo("Nota máxima")


class Fundamento(StrEnum):
    """On which of the grounds of art. 19 a clause that narrows the dispute rests."""

    OBJETO = "exigencia-do-objeto"
    REGIAO = "sede-ou-atuacao-na-regiao"
    TERRITORIO = "territorio-da-execucao"
    NENHUM = "nenhum"


class ClausulaRestritiva(Form):
    """A clause that narrows who may dispute, and why the decree admits it (art. 19)."""

    clausula: Texto = campo("Cláusula")
    fundamento: Fundamento = campo("Por que se admite", provision=_art(19, par="unico"), opcoes={
        "exigencia-do-objeto": "É necessária para cumprir o objeto",
        "sede-ou-atuacao-na-regiao": "Limita a quem tem sede ou atuação na região do objeto",
        "territorio-da-execucao": "Delimita o território da execução, pela política do setor",
        "nenhum": "Nenhuma destas razões",
    })  # fmt: skip
    justificativa: Motivo = campo("Justificativa", widget="textarea")


class MinutaDoEdital(Form):
    """The draft, item by item of art. 18, with what other articles ask the edital to say."""

    tipo: TipoDeParceria = campo("Tipo de parceria", widget="radio", provision=_art(18, inciso="I"), opcoes={
        "fomento": "Fomento", "colaboracao": "Colaboração",
    })  # fmt: skip
    legislacao: Texto = campo("Legislação aplicável", provision=_art(18, inciso="I"))
    objeto: TextoLongo = campo(
        "Objeto", "Com a SINFRA como órgão celebrante.", widget="textarea", provision=_art(18, inciso="II")
    )
    fim_das_propostas: date = campo(
        "Último dia para propostas", "Ao menos trinta dias depois da publicação (art. 20).",
        provision=_art(18, inciso="III"),
    )  # fmt: skip
    condicoes_das_propostas: TextoLongo = campo(
        "Condições, local e forma das propostas", widget="textarea", provision=_art(18, inciso="III")
    )
    criterios: Annotated[tuple[CriterioDoEdital, ...], Field(min_length=1, max_length=20)] = campo(
        "Critérios de julgamento", provision=_art(18, inciso="IV")
    )
    metodologia: TextoLongo = campo("Metodologia de pontuação", widget="textarea", provision=_art(18, inciso="IV"))
    nota_minima: Annotated[Decimal, Field(ge=0, max_digits=9, decimal_places=2)] | None = opcional(
        "Pontos mínimos para classificar", "Se o edital fixar.", provision=_art(18, inciso="IV")
    )
    desempate: tuple[Annotated[str, Field(max_length=8)], ...] = Field(
        default=(), max_length=20, title="Critérios de desempate, em ordem", description="Os códigos dos critérios.",
        json_schema_extra={"provision": _art(18, inciso="IV")},
    )  # fmt: skip
    valor_de_referencia: Dinheiro = campo("Valor de referência ou teto", mask="money", provision=_art(18, inciso="V"))
    parametros_do_valor: Texto = campo(
        "Parâmetros usados no valor", "Os do art. 16 da Lei 10.861/2019.", provision=_art(18, par=4)
    )
    exige_contrapartida: bool = campo(
        "Exige contrapartida", "Em bens ou serviços, nunca em dinheiro.", provision=_art(18, inciso="VI")
    )
    dotacao: Texto = campo(
        "Dotação orçamentária", "De preferência, o Pedido de Empenho.", provision=_art(18, inciso="VII")
    )
    minuta_do_instrumento: Texto = campo(
        "Minuta do instrumento", "Onde se encontra.", provision=_art(18, inciso="VIII")
    )
    atuacao_em_rede: bool = campo("Permite atuação em rede", provision=_art(18, inciso="IX"))
    condicoes_de_recurso: TextoLongo = campo(
        "Condições para recurso", widget="textarea", provision=_art(18, inciso="X")
    )
    capacidade_tecnica: TextoLongo = campo(
        "Como se comprova a experiência anterior", widget="textarea", provision=_art(11, par="unico")
    )
    prazo_de_habilitacao: Dias = campo("Dias para comprovar a habilitação", provision=_art(30))
    prazo_para_atender: Dias = campo("Dias para atender à convocação para celebrar", provision=_art(32, par=2))
    clausulas_restritivas: Annotated[tuple[ClausulaRestritiva, ...], Field(max_length=30)] = Field(
        default=(), title="Cláusulas que restringem a disputa", json_schema_extra={"provision": _art(19)}
    )
    validade_em_meses: Annotated[int, Field(ge=1, le=60)] | None = opcional(
        "Validade do resultado, em meses", "Facultativa.", provision=_art(18, par=3)
    )
    justificativa_da_validade: Motivo | None = opcional(
        "Justificativa técnica da validade", widget="textarea", provision=_art(18, par=3)
    )
    prorrogacao: Texto | None = opcional("Prorrogação excepcional que se autoriza", provision=_art(36, inciso="VI"))
    projeto_executivo: Texto | None = opcional(
        "Cláusula suspensiva, se a organização fará o projeto executivo", provision=_art(33, par=3)
    )
    ressarcimento: Texto | None = opcional("Ressarcimento de projetos executivos", provision=_art(35, par="unico"))

    @model_validator(mode="after")
    def _coerente(self) -> "MinutaDoEdital":
        codigos = [criterio.codigo for criterio in self.criterios]
        if len(set(codigos)) != len(codigos):
            raise _errado("Cada critério precisa de um código só seu", 18, inciso="IV")
        if set(self.desempate) - set(codigos):
            raise _errado("Só desempata um critério que o edital traz", 18, inciso="IV")
        if self.validade_em_meses and not self.justificativa_da_validade:
            raise _errado("A validade do resultado pede justificativa técnica", 18, par=3)
        for clausula in self.clausulas_restritivas:
            if clausula.fundamento is Fundamento.NENHUM:
                raise _errado(f"A cláusula “{clausula.clausula}” direciona a disputa; retire-a", 19)
        return self


def _errado(mensagem: str, artigo: int, **onde: Any) -> PydanticCustomError:
    return PydanticCustomError("edital", mensagem, {"provision": _art(artigo, **onde)})


class Contrapartida(Fundamentada):
    """The percentage of goods or services that the Secretário asks of the organisation (art. 18, VI and § 5)."""

    com_repasse: bool = campo("A parceria recebe dinheiro público", provision=_art(18, par=5))
    percentual: Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)] = campo(
        "Percentual", "Zero, se não se exige.", provision=_art(18, inciso="VI")
    )
    bens_ou_servicos: Texto | None = opcional(
        "Em que bens ou serviços", "Mensurados em reais.", provision=_art(36, par=3)
    )


class Parecer(Fundamentada):
    """An opinion on the draft (art. 21)."""

    numero: Texto = campo("Número do parecer")


class ParecerTecnico(Parecer):
    """The technical opinion, which also looks for clauses that direct the dispute (arts. 19 and 21)."""

    sem_direcionamento: bool = campo("Nenhuma cláusula direciona a disputa", provision=_art(19))


class EvidenciaDoEdital(EvidenciaDePublicacao):
    """Proof of a publication to the minute: what art. 21 wants before it is compared by instants."""

    disponivel_desde: AwareDatetime = campo("Dia e hora em que ficou disponível", provision=_art(21))

    @model_validator(mode="after")
    def _mesmo_dia(self) -> "EvidenciaDoEdital":
        if local_date(self.disponivel_desde) != self.publicado_em:
            raise PydanticCustomError("dia", "O dia e a hora têm de ser do dia da publicação", {"provision": _art(20)})
        return self

    @property
    def instante(self) -> datetime:
        """The instant from which anybody could read the text."""
        return self.disponivel_desde


class NovaData(Fundamentada):
    """Another last day for proposals, since the one of the edital no longer keeps the thirty days (art. 20)."""

    fim_das_propostas: date = campo("Novo último dia para propostas", provision=_art(20))
