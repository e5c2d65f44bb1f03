"""Arts. 1º to 8º, 66, 67 and 109: whether a partnership is one of the decree's, and which instrument it takes. Pure."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from workflows.norms import DEC_167, Provision


class Exclusao(StrEnum):
    """What the decree does not apply to (art. 6º)."""

    NENHUMA = "nenhuma"
    CONTRATO_DE_GESTAO = "contrato-de-gestao"
    TERMO_DE_PARCERIA = "termo-de-parceria"
    SERVICO_SOCIAL = "servico-social-autonomo"

    @property
    def inciso(self) -> Provision:
        """The item of art. 6º; the article itself where nothing excludes."""
        achado = {"contrato-de-gestao": "I", "termo-de-parceria": "II", "servico-social-autonomo": "III"}.get(self)
        return DEC_167.art(6, inciso=achado) if achado else DEC_167.art(6)


class Acao(StrEnum):
    """What the object of a partnership may be (arts. 66 and 67)."""

    OPERACAO = "operacao"
    MANUTENCAO = "manutencao"
    CONSERVACAO = "conservacao"
    PROJETOS = "projetos"
    OBRAS = "obras"
    INVESTIMENTOS = "investimentos"
    PEDAGIO = "pedagio"
    OUTRA = "outra"


class Sistema(StrEnum):
    """The systems of art. 66, and what is none of them."""

    RODOVIARIO = "rodoviario"
    AEROPORTUARIO = "aeroportuario"
    AQUAVIARIO = "aquaviario"
    OUTRO = "outro"


class Natureza(StrEnum):
    """What the partner is (art. 5º, I); not chosen yet, where there is to be a call."""

    SEM_FINS_LUCRATIVOS = "sem-fins-lucrativos"
    COOPERATIVA = "cooperativa-listada"
    OUTRA = "outra"
    A_SELECIONAR = "a-selecionar"


class Concepcao(StrEnum):
    """Who conceived the work plan (art. 2º)."""

    SINFRA = "sinfra"
    ORGANIZACAO = "organizacao"


Motivo = tuple[Provision, str]


def fora_do_escopo(
    exclusao: Exclusao, acoes: Iterable[Acao], sistema: Sistema, natureza: Natureza, *, do_estado: bool
) -> Iterator[Motivo]:
    """Why it is no partnership of the decree, each with its provision; nothing, where it is one."""
    if exclusao is not Exclusao.NENHUMA:
        yield exclusao.inciso, "o decreto não se aplica a este ajuste"
    ditas = set(acoes)
    if not ditas or Acao.OUTRA in ditas:
        yield DEC_167.art(66), "o objeto tem ação que não é das do programa de parcerias"
    if sistema is Sistema.OUTRO:
        yield DEC_167.art(66), "o sistema não é rodoviário, aeroportuário nem aquaviário"
    if not do_estado:
        yield DEC_167.art(66), "o sistema não é do Estado nem a ele delegado"
    if Acao.PEDAGIO in ditas and sistema is not Sistema.RODOVIARIO:
        yield DEC_167.art(67), "praça de pedágio é de rodovia"
    if natureza is Natureza.OUTRA:
        yield DEC_167.art(5, inciso="I"), "o parceiro não é organização da sociedade civil"


AFASTADAS = {
    "o Decreto 446/2016": r"decreto\b.{0,20}\b446\b",
    "o Decreto 1.736/2018": r"decreto\b.{0,20}\b1\.?736\b",
    "a Instrução Normativa 1/2016": r"(?:instrução normativa|\bin)\b\D{0,12}0*1\b.{0,25}\b2016\b",
    "a Instrução Normativa 1/2015": r"(?:instrução normativa|\bin)\b\D{0,12}0*1\b.{0,25}\b2015\b",
    "a Lei 8.666/1993": r"\b8\.?666\b",
}
"""What art. 109 keeps away from these partnerships, and how a text names it."""


def normas_afastadas(texto: str) -> list[str]:
    """Art. 109: which of the norms that do not apply a text invokes, as people call them."""
    lido = texto.casefold()
    return [nome for nome, padrao in AFASTADAS.items() if re.search(padrao, lido)]
