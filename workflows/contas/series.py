"""The series that a debt is updated by: an index or a rate, month by month, as a file of the body gives it.

The file is UTF-8 text: lines `# serie:`, `# tipo:` and `# fonte:`, then `mes;valor`, then a line for each month, as
`2025-01;0.42`. No month is missing between the first and the last. Its SHA-256 says which file was used.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

MES = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")
CABECALHO = "mes;valor"


class Tipo(StrEnum):
    """What the values are: an index number, how much an index varied (%), or a rate of interest of the month (%)."""

    NUMERO_INDICE = "numero-indice"
    VARIACAO = "variacao-mensal"
    TAXA = "taxa-mensal"


class SerieInvalida(ValueError):
    """What is wrong in the file of a series, one sentence in pt-BR for each thing."""

    def __init__(self, problemas: list[str]) -> None:
        super().__init__("; ".join(problemas))
        self.problemas = problemas


class MesSemValor(ValueError):
    """A month that the computation needs and the series does not have."""


@dataclass(frozen=True, order=True)
class Mes:
    """A month of a year."""

    ano: int
    mes: int

    @classmethod
    def lido(cls, texto: str) -> Mes:
        """From `2025-01`."""
        return cls(int(texto[:4]), int(texto[5:]))

    def seguinte(self, passos: int = 1) -> Mes:
        """The month so many steps on; before, when negative."""
        ano, mes = divmod(self.ano * 12 + self.mes - 1 + passos, 12)
        return Mes(ano, mes + 1)

    @property
    def escrito(self) -> str:
        """As `2025-01`."""
        return f"{self.ano}-{self.mes:02}"

    def __str__(self) -> str:
        return f"{self.mes:02}/{self.ano}"


@dataclass(frozen=True)
class Serie:
    """A series by its name, with its source and the SHA-256 of the file it came in."""

    id: str
    tipo: Tipo
    fonte: str
    sha256: str
    valores: Mapping[Mes, Decimal]

    def valor(self, mes: Mes) -> Decimal:
        """The value of a month. Raises `MesSemValor`."""
        if mes not in self.valores:
            raise MesSemValor(f"A série “{self.id}” não tem o mês {mes}.")
        return self.valores[mes]

    def fator(self, mes: Mes) -> Decimal:
        """By how much the month multiplies: of an index number, what it is over that of the month before."""
        if self.tipo is Tipo.NUMERO_INDICE:
            return self.valor(mes) / self.valor(mes.seguinte(-1))
        return 1 + self.valor(mes) / 100


def ler_serie(conteudo: bytes) -> Serie:
    """The series that a file holds.

    Raises:
        SerieInvalida: with each thing that is wrong, and its line.
    """
    try:
        linhas = conteudo.decode("utf-8").splitlines()
    except UnicodeDecodeError as erro:
        raise SerieInvalida(["O arquivo não é texto UTF-8."]) from erro
    ditos = dict(re.findall(r"^#\s*(serie|tipo|fonte):\s*(\S.*?)\s*$", "\n".join(linhas), flags=re.MULTILINE))
    problemas = [f"Falta a linha “# {nome}:”." for nome in ("serie", "tipo", "fonte") if nome not in ditos]
    if "tipo" in ditos and ditos["tipo"] not in list(Tipo):
        problemas.append(f"O tipo é um destes: {', '.join(Tipo)}.")
    valores = _valores(linhas, problemas, positivo=ditos.get("tipo") == Tipo.NUMERO_INDICE)
    if problemas:
        raise SerieInvalida(problemas)
    return Serie(ditos["serie"], Tipo(ditos["tipo"]), ditos["fonte"], hashlib.sha256(conteudo).hexdigest(), valores)


def _valores(linhas: list[str], problemas: list[str], *, positivo: bool) -> dict[Mes, Decimal]:
    dados = [(numero, um.strip()) for numero, um in enumerate(linhas, 1) if um.strip() and not um.startswith("#")]
    if not dados or dados[0][1] != CABECALHO:
        problemas.append(f"A primeira linha de dados é “{CABECALHO}”.")
        return {}
    valores: dict[Mes, Decimal] = {}
    anterior: Mes | None = None
    for numero, texto in dados[1:]:
        nome, _, escrito = texto.partition(";")
        valor = _numero(escrito)
        if not MES.match(nome) or valor is None or (positivo and valor <= 0):
            problemas.append(f"Linha {numero}: escreva como 2025-01;0.42.")
            continue
        mes = Mes.lido(nome)
        if anterior is not None and mes != anterior.seguinte():
            problemas.append(f"Linha {numero}: depois de {anterior} vem {anterior.seguinte()}, e não {mes}.")
        valores[mes] = valor
        anterior = mes
    if not valores:
        problemas.append("A série não tem mês nenhum.")
    return valores


def _numero(escrito: str) -> Decimal | None:
    try:
        valor = Decimal(escrito)
    except InvalidOperation:
        return None
    return valor if valor.is_finite() else None
