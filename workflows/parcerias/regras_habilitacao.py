"""Art. 10: the eight certificates, what makes one of them not good enough, and until when all of them are good."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from workflows.clock import format_date
from workflows.kernel.words import Requirement
from workflows.norms import DEC_167, Provision

ANOS_DO_TCE = 8


class Certidao(StrEnum):
    """The eight certificates of art. 10, § 1º; the value is the inciso."""

    FEDERAL = "I"
    FGTS = "II"
    FAZENDA_ESTADUAL = "III"
    PGE = "IV"
    TRABALHISTA = "V"
    TCE = "VI"
    TCE_DIRIGENTES = "VII"
    CRIMINAL = "VIII"

    @property
    def dispositivo(self) -> Provision:
        """The inciso that asks for it."""
        return DEC_167.art(10, par=1, inciso=self.value)

    @property
    def campo(self) -> str:
        """Its name in forms."""
        return self.name.lower()


NOMES = {
    Certidao.FEDERAL: "a certidão de tributos federais e dívida ativa da União",
    Certidao.FGTS: "o certificado de regularidade do FGTS",
    Certidao.FAZENDA_ESTADUAL: "a certidão da Fazenda estadual",
    Certidao.PGE: "a certidão de dívida ativa da PGE",
    Certidao.TRABALHISTA: "a certidão de débitos trabalhistas",
    Certidao.TCE: "a certidão do TCE em nome da organização",
    Certidao.TCE_DIRIGENTES: "a certidão do TCE em nome dos dirigentes",
    Certidao.CRIMINAL: "a certidão criminal dos dirigentes",
}
EXIGIDAS = {
    uma: Requirement(
        id=f"habilitacao.certidao-{uma.campo.replace('_', '-')}", title=NOMES[uma], provision=uma.dispositivo,
        document=True, pdf=DEC_167.art(10, par=1),
    )
    for uma in Certidao
}  # fmt: skip


class Situacao(StrEnum):
    """What a certificate says. Of the positive ones, art. 10, § 2º takes those whose credits are not owed now."""

    NEGATIVA = "negativa"
    NAO_VENCIDO = "positiva-nao-vencido"
    PENHORA = "positiva-penhora"
    SUSPENSA = "positiva-suspensa"
    POSITIVA = "positiva"
    INDISPONIVEL = "indisponivel"

    @property
    def regular(self) -> bool:
        """Whether it is a negative certificate or has the effects of one."""
        return self not in (Situacao.POSITIVA, Situacao.INDISPONIVEL)


SITUACOES = {
    Situacao.NEGATIVA: "Negativa",
    Situacao.NAO_VENCIDO: "Positiva, mas o crédito não venceu",
    Situacao.PENHORA: "Positiva, mas o crédito está garantido por penhora",
    Situacao.SUSPENSA: "Positiva, mas a cobrança está suspensa",
    Situacao.POSITIVA: "Positiva",
    Situacao.INDISPONIVEL: "Não consegui emitir",
}

Uf = Literal[
    "AC", "AL", "AM", "AP", "BA", "CE", "DF", "ES", "GO", "MA", "MG", "MS", "MT", "PA", "PB", "PE", "PI", "PR", "RJ",
    "RN", "RO", "RR", "RS", "SC", "SE", "SP", "TO",
]  # fmt: skip


class Instancia(StrEnum):
    """Which instances a criminal certificate covers; both are asked for."""

    PRIMEIRA = "primeira"
    SEGUNDA = "segunda"
    AMBAS = "ambas"

    @property
    def abrange(self) -> frozenset[int]:
        """The instances by number."""
        return frozenset({Instancia.PRIMEIRA: {1}, Instancia.SEGUNDA: {2}}.get(self, {1, 2}))


@dataclass(frozen=True)
class Papel:
    """One certificate as presented: what it says, when it was issued and until when it is good.

    `desde` is the beginning of the period it covers, where the norm asks for one.
    """

    qual: Certidao
    situacao: Situacao
    emitida_em: date | None = None
    valida_ate: date | None = None
    desde: date | None = None


@dataclass(frozen=True)
class Pendencia:
    """Why a certificate is not good enough, in words that follow its name."""

    qual: Certidao
    motivo: str


def pendencia_de(papel: Papel, em: date) -> str:
    """What is wrong with one certificate on the day; '' when nothing is."""
    if papel.situacao is Situacao.INDISPONIVEL:
        return "não foi emitida"
    if not papel.situacao.regular:
        return "é positiva"
    if papel.emitida_em is None or papel.valida_ate is None:
        return "não tem as datas de emissão e validade"
    if papel.emitida_em > em:
        return "tem data de emissão que ainda não chegou"
    if papel.valida_ate < em:
        return f"venceu em {format_date(papel.valida_ate)}"
    if papel.qual in (Certidao.TCE, Certidao.TCE_DIRIGENTES) and not cobre_oito_anos(papel.desde, papel.emitida_em):
        return "não abrange os últimos oito anos"
    return ""


def cobre_oito_anos(desde: date | None, emitida_em: date) -> bool:
    """Art. 10, § 1º, VI and VII: the period of the certificate goes back eight years from its issue."""
    if desde is None:
        return False
    day = 28 if (emitida_em.month, emitida_em.day) == (2, 29) else emitida_em.day
    return desde <= date(emitida_em.year - ANOS_DO_TCE, emitida_em.month, day)


def pendencias(papeis: Iterable[Papel], em: date) -> tuple[Pendencia, ...]:
    """All that is wrong with the certificates on the day, in the order of the norm; empty when all are good."""
    found = [Pendencia(papel.qual, motivo) for papel in papeis if (motivo := pendencia_de(papel, em))]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: list(Certidao).index(one.qual)))


def criminais_que_faltam(
    residencias: Mapping[str, Sequence[str]], certidoes: Iterable[tuple[str, str, Instancia]]
) -> tuple[str, ...]:
    """Art. 10, § 1º, VIII: who lacks a certificate of which State and instance ("Ana, MT, 2ª instância").

    `residencias` are the States in which each head lived in the last five years; both instances of each are needed.
    """
    have: dict[tuple[str, str], frozenset[int]] = {}
    for dirigente, uf, instancia in certidoes:
        have[dirigente, uf] = have.get((dirigente, uf), frozenset()) | instancia.abrange
    return tuple(
        f"{dirigente}, {uf}, {numero}ª instância"
        for dirigente, estados in residencias.items()
        for uf in estados
        for numero in (1, 2)
        if numero not in have.get((dirigente, uf), frozenset())
    )


def limite(emitida_em: date, dias: int | None) -> date | None:
    """The last day of a full certificate whatever is renewed; None when nobody has set one."""
    return None if dias is None else emitida_em + timedelta(days=dias)


def validade(vencimentos: Iterable[date], emitida_em: date, dias: int | None) -> date:
    """The last day of a full certificate: with the first document that expires, and no later than `dias` from issue."""
    primeira, maxima = min(vencimentos), limite(emitida_em, dias)
    return primeira if maxima is None else min(primeira, maxima)
