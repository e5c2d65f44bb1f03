"""The forms of arts. 60 to 65: who supervises a network, who executes in it, and the term between them."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import Dinheiro
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo, opcional
from workflows.parcerias.formularios_plano import ORIGENS, Origem
from workflows.parcerias.organizacoes import Organizacao


class PedidoDeRede(Form):
    """Which organisation wants to execute with which other, under which partnership."""

    parceria: Texto = campo("Parceria", "Número do instrumento e objeto.")
    organizacao: Organizacao = campo("Celebrante", "Supervisiona a rede.", provision=DEC_167.art(60, inciso="I").id)
    executante: Organizacao = campo("Executante", provision=DEC_167.art(60, inciso="II").id)
    origem: Origem = campo("Como a celebrante foi escolhida", widget="radio", opcoes=ORIGENS)


class Previsao(Form):
    """Whether the call lets and the proposal says that there is a network (art. 61)."""

    no_edital: bool = campo("O edital prevê a atuação em rede", provision=DEC_167.art(61).id)
    na_proposta: bool = campo("A proposta informou a atuação em rede", provision=DEC_167.art(61).id)


class Capacidade(StrEnum):
    """The documents that prove that the organisation can supervise a network (art. 63, II); any of them will do."""

    DECLARACOES = "declaracoes"
    REGISTROS = "registros"
    RELATORIOS = "relatorios"


class RequisitosDaCelebrante(Form):
    """What the supervising organisation proves before any term is signed (art. 63)."""

    cnpj_desde: date = campo("Inscrição no CNPJ desde", "Mais de cinco anos.", provision=DEC_167.art(63, inciso="I").id)
    provas: tuple[Capacidade, ...] = campo(
        "Provas da capacidade de supervisionar", "Ao menos uma; anexe à tarefa.",
        provision=DEC_167.art(63, inciso="II").id,
        opcoes={
            "declaracoes": "Declarações de organizações da rede", "registros": "Cartas, registros e documentos da rede",
            "relatorios": "Relatórios de atividades em rede",
        },
    )  # fmt: skip


class Certidao(StrEnum):
    """What a certificate says (art. 64, II to VI, and § 1º)."""

    NEGATIVA = "negativa"
    NAO_VENCIDOS = "creditos-nao-vencidos"
    PENHORA = "penhora-integral"
    SUSPENSA = "exigibilidade-suspensa"
    POSITIVA = "positiva"


CERTIDOES = {
    "negativa": "Negativa, ou regular", "creditos-nao-vencidos": "Créditos não vencidos",
    "penhora-integral": "Penhora integral", "exigibilidade-suspensa": "Exigibilidade suspensa",
    "positiva": "Positiva, sem esses efeitos",
}  # fmt: skip


def _certidao(inciso: str, titulo: str) -> Certidao:
    certidao: Certidao = campo(
        titulo, widget="radio", opcoes=CERTIDOES, provision=DEC_167.art(64, inciso=inciso).id
    )  # fmt: skip
    return certidao


class VerificacaoDaExecutante(Form):
    """The seven documents that the supervising organisation checks of the other (art. 64)."""

    estatuto: bool = campo(
        "Há estatuto e alterações ou, na cooperativa, certidão da junta", provision=DEC_167.art(64, inciso="I").id
    )
    tributos_federais: Certidao = _certidao("II", "Tributos federais e dívida da União")
    fgts: Certidao = _certidao("III", "FGTS")
    fazenda_estadual: Certidao = _certidao("IV", "Fazenda estadual")
    divida_ativa: Certidao = _certidao("V", "Dívida ativa, PGE")
    trabalhistas: Certidao = _certidao("VI", "Débitos trabalhistas")
    adimplente: bool = campo(
        "Declara não estar inadimplente em prestações de contas", provision=DEC_167.art(64, inciso="VII").id
    )


class TermoDeRede(Form):
    """The term between the two (art. 62, § 1º)."""

    assinado_em: date = campo("Data da assinatura", provision=DEC_167.art(62).id)
    direitos_e_obrigacoes: TextoLongo = campo(
        "Direitos e obrigações", widget="textarea", provision=DEC_167.art(62, par=1).id
    )
    acoes: TextoLongo = campo("Ações da executante", widget="textarea", provision=DEC_167.art(62, par=1).id)
    valor: Dinheiro = campo("Valor a repassar", mask="money", provision=DEC_167.art(62, par=1).id)


class ComunicacaoDaAssinatura(Form):
    """What SINFRA is told of a signed term, with the proof of the other's capacity (arts. 62, § 2º, and 64, § 2º)."""

    capacidade: TextoLongo = campo(
        "Como se comprova a capacidade técnica da executante", "Na forma do art. 11; anexe as provas.",
        widget="textarea", provision=DEC_167.art(64, par=2).id,
    )  # fmt: skip


class Aferimento(Fundamentada):
    """What the technical area finds of the proof."""


class RescisaoDoTermo(Form):
    """What SINFRA is told of a term that was rescinded (art. 62, § 2º)."""

    parceria: Texto = campo("Parceria", "Número do instrumento e objeto.")
    organizacao: Organizacao = campo("Celebrante")
    executante: Organizacao = campo("Executante")
    rescindido_em: date = campo("Data da rescisão", provision=DEC_167.art(62, par=2).id)
    motivo: Annotated[str, Field(max_length=4000)] | None = opcional("Motivo", widget="textarea")
