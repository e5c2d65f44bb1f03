"""The forms of arts. 34, 35 and 59, VI: what is asked before a partnership is signed, and the signature."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workflows.kernel import Form
from workflows.norms import DEC_167, Provision
from workflows.parcerias.dinheiro import Dinheiro
from workflows.parcerias.formularios import Fundamentada, Texto, campo, opcional
from workflows.parcerias.formularios_inviabilidade import SISTEMAS, Sistema
from workflows.parcerias.formularios_plano import ORIGENS, Origem
from workflows.parcerias.organizacoes import Organizacao
from workflows.parcerias.regras_dispensa import TITULOS, Hipotese


class Instrumento(StrEnum):
    """The two terms of the decree."""

    COLABORACAO = "termo-de-colaboracao"
    FOMENTO = "termo-de-fomento"


INSTRUMENTOS = {"termo-de-colaboracao": "Termo de colaboração", "termo-de-fomento": "Termo de fomento"}


class PedidoDeCelebracao(Form):
    """Which partnership is to be celebrated, with whom, and what decides which of the steps it needs."""

    objeto: Texto = campo("Objeto da parceria")
    organizacao: Organizacao = campo("Organização")
    instrumento: Instrumento = campo("Instrumento", widget="radio", opcoes=INSTRUMENTOS)
    origem: Origem = campo("Como a organização foi escolhida", widget="radio", opcoes=ORIGENS)
    hipotese: Hipotese | None = opcional(
        "Na contratação direta, a hipótese", "A mesma do processo de dispensa ou inexigibilidade.", widget="radio",
        provision=DEC_167.art(25).id, opcoes={str(uma): titulo for uma, titulo in TITULOS.items()},
    )  # fmt: skip
    sistema: Sistema | None = opcional(
        "Se os usuários pagam tarifa, o sistema", "Em branco, se não pagam.", widget="radio", opcoes=SISTEMAS,
        provision=DEC_167.art(34, inciso="I", alinea="b").id,
    )  # fmt: skip
    valor_de_referencia: Dinheiro = campo(
        "Valor de referência ou teto", mask="money", provision=DEC_167.art(34, inciso="IV", alinea="h").id
    )
    usa_instalacoes: bool = campo(
        "A execução depende das instalações da organização", provision=DEC_167.art(35, inciso="I").id
    )
    usa_imovel: bool = campo("A execução depende de um imóvel", provision=DEC_167.art(35, inciso="II").id)

    @property
    def pede_documentos(self) -> bool:
        """Whether either document of art. 35 is needed."""
        return self.usa_instalacoes or self.usa_imovel

    @model_validator(mode="after")
    def _com_a_hipotese(self) -> "PedidoDeCelebracao":
        direta = {None: Origem.CHAMAMENTO, True: Origem.DISPENSA, False: Origem.INEXIGIBILIDADE}
        if direta[self.hipotese.dispensa if self.hipotese else None] is not self.origem:
            dispositivo = {"provision": DEC_167.art(25).id}
            raise PydanticCustomError("hipotese", "A hipótese é a da dispensa ou da inexigibilidade", dispositivo)
        return self


def _fase(alinea: str, titulo: str) -> bool:
    fase: bool = campo(titulo, provision=DEC_167.art(34, inciso="I", alinea=alinea).id)
    return fase


class FasesDoChamamento(Form):
    """The phases of the public call (art. 34, I), as they stand in its case."""

    edital: Texto = campo("Edital", "Número e ano.")
    edital_publicado: bool = _fase("a", "O edital foi publicado")
    propostas_recebidas: bool = _fase("c", "As propostas foram recebidas")
    propostas_classificadas: bool = _fase("d", "As propostas foram analisadas e classificadas")
    organizacao_habilitada: bool = _fase("e", "A selecionada foi habilitada")
    resultado_homologado: bool = _fase("f", "O resultado foi homologado")
    nota_tecnica: Annotated[str, Field(max_length=300)] | None = opcional(
        "Nota técnica de inviabilidade da concessão", "Se os usuários pagam tarifa: número e data.",
        provision=DEC_167.art(34, inciso="I", alinea="b").id,
    )  # fmt: skip

    def faltantes(self) -> tuple[Provision, ...]:
        """The phases that did not take place."""
        alineas = {
            "a": self.edital_publicado, "c": self.propostas_recebidas, "d": self.propostas_classificadas,
            "e": self.organizacao_habilitada, "f": self.resultado_homologado,
        }  # fmt: skip
        return tuple(DEC_167.art(34, inciso="I", alinea=um) for um, houve in alineas.items() if not houve)


class Dotacao(Form):
    """Where the money comes from (art. 34, II)."""

    classificacao: Texto = campo("Classificação orçamentária", provision=DEC_167.art(34, inciso="II").id)
    pedido_de_empenho: Texto = campo("Pedido de empenho", "Número e data.")
    valor: Dinheiro = campo("Valor", mask="money")


class Parecer(StrEnum):
    """What an opinion says of one point."""

    FAVORAVEL = "favoravel"
    DESFAVORAVEL = "desfavoravel"


def _ponto(alinea: str, titulo: str) -> Parecer:
    ponto: Parecer = campo(
        titulo, widget="radio", provision=DEC_167.art(34, inciso="IV", alinea=alinea).id,
        opcoes={"favoravel": "Favorável", "desfavoravel": "Desfavorável"},
    )  # fmt: skip
    return ponto


class ParecerTecnico(Fundamentada):
    """The technical opinion, with its eight points (art. 34, IV)."""

    objeto: Parecer = _ponto("a", "Objeto compatível com as finalidades e a capacidade da organização")
    merito: Parecer = _ponto("b", "Mérito da proposta adequado ao objeto")
    reciprocidade: Parecer = _ponto("c", "Identidade e reciprocidade de interesse")
    viabilidade: Parecer = _ponto("d", "Viabilidade de execução")
    desembolso: Parecer = _ponto("e", "Cronograma de desembolso adequado")
    fiscalizacao: Parecer = _ponto("f", "Meios de fiscalizar e monitorar")
    designacoes: Parecer = _ponto("g", "Orientação sobre o Gestor e a comissão de monitoramento")
    valores: Parecer = _ponto("h", "Valores compatíveis com o valor de referência ou teto")

    @property
    def favoravel(self) -> bool:
        """Whether none of the eight points speaks against the partnership."""
        pontos = (self.objeto, self.merito, self.reciprocidade, self.viabilidade, self.desembolso, self.fiscalizacao)
        return Parecer.DESFAVORAVEL not in (*pontos, self.designacoes, self.valores)


class Plataforma(StrEnum):
    """Where rejected accounts are looked for."""

    SIGCON = "sigcon"
    SIGPAR = "sigpar"
    OUTRAS = "outras"


class AvaliacaoDeContas(Fundamentada):
    """What the Gestor found of rejected accounts, in any sphere (art. 59, VI)."""

    consultadas: Annotated[tuple[Plataforma, ...], Field(min_length=1)] = campo(
        "Plataformas consultadas", "O que nelas consta vale mais que a declaração da organização.",
        opcoes={"sigcon": "SIGCON", "sigpar": "SIGPAR", "outras": "Outras"}, provision=DEC_167.art(59, inciso="VI").id,
    )  # fmt: skip


class Regularizacao(Form):
    """What the organisation did to be qualified again."""

    providencia: Texto = campo("O que foi feito", "Certidões renovadas, nova habilitação.")


class AssinaturaDaOrganizacao(Form):
    """The organisation's signature."""

    assinado_em: date = campo("Data da assinatura", provision=DEC_167.art(34, inciso="VIII").id)


class AssinaturaDoSecretario(AssinaturaDaOrganizacao):
    """The Secretary's signature, the last one: the instrument has its number and its date by it."""

    numero: Texto = campo("Número do instrumento", "Número e ano.")
