"""The indices and rates of art. 101 as a case asks for them: which months it needs, what it got, and what is missing.

A case asks once for what a computation needs, and the answer is a fact: the version that it used stays with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated

from pydantic import Field, ValidationError

from workflows.contas.formularios_debito import CasoDeDebito, Sha256
from workflows.contas.politicas_debito import FONTES, Indice, Taxa
from workflows.contas.regras_debito import calcular, linhas_do_debito
from workflows.contas.series import Mes, Serie, Tipo
from workflows.kernel import Register, Reply
from workflows.kernel.state import Value
from workflows.norms import DEC_167

NomeDoMes = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
SEM_SALDO = "As deduções cobrem todo o débito: não há o que apurar."


class Meses(Value):
    """The months from one to another, both included, as `2025-01`."""

    de: NomeDoMes
    ate: NomeDoMes


class PerguntaDeIndices(Value):
    """The months that are needed of each series, by its name."""

    series: dict[str, Meses]


class SerieRespondida(Value):
    """What is known of a series: the version in force, the act that imported it, and its values of those months."""

    tipo: Tipo
    fonte: str
    sha256: Sha256
    versao: int
    ato: str
    valores: dict[NomeDoMes, Decimal]

    def serie(self, nome: str) -> Serie:
        """The same as a series to compute with."""
        valores = {Mes.lido(mes): valor for mes, valor in self.valores.items()}
        return Serie(nome, self.tipo, self.fonte, self.sha256, valores)


class RespostaDeIndices(Reply):
    """The series by name; one that was never imported is not there."""

    series: dict[str, SerieRespondida] = Field(default_factory=dict)

    def words(self) -> str:
        """Which version of which series."""
        ditas = (f"{nome}, versão {uma.versao} ({uma.ato})" for nome, uma in self.series.items())
        return "; ".join(ditas) or "nenhum índice importado"

    def para_calcular(self) -> dict[str, Serie]:
        """The series by name."""
        return {nome: uma.serie(nome) for nome, uma in self.series.items()}


INDICES = Register(
    id="debito.indices", title="os índices e taxas importados", provision=DEC_167.art(101),
    question=PerguntaDeIndices, answer=RespostaDeIndices,
)  # fmt: skip


class _Pedidos(dict[Mes, Decimal]):
    """Has any month, of no variation, and keeps those that were asked for."""

    def __contains__(self, _: object) -> bool:
        return True

    def __missing__(self, mes: Mes) -> Decimal:
        return self.setdefault(mes, Decimal(0))


def meses_pedidos(caso: CasoDeDebito) -> dict[str, tuple[Mes, ...]]:
    """The months that the computation looks at, of each series that it needs, in order; what they hold decides none."""
    pedidos = {str(nome): _Pedidos() for nome in (*Indice, *Taxa)}
    vazias = {nome: Serie(nome, Tipo.VARIACAO, "", "", meses) for nome, meses in pedidos.items()}
    for _ in linhas_do_debito(caso, vazias):
        pass
    return {nome: tuple(sorted(meses)) for nome, meses in pedidos.items() if meses}


def pergunta(caso: CasoDeDebito) -> dict[str, Meses]:
    """What to ask of the series; an index number also needs the month before the first."""
    return {
        nome: Meses(de=meses[0].seguinte(-1).escrito, ate=meses[-1].escrito)
        for nome, meses in meses_pedidos(caso).items()
    }


def pendencias(caso: CasoDeDebito, series: Mapping[str, Serie]) -> tuple[str, ...]:
    """Why the debt cannot be computed yet, a sentence for each thing: months that are missing, and of which source."""
    falta = tuple(_faltas(caso, series))
    if falta:
        return falta
    try:
        calcular(caso, series)
    except ValidationError:
        return (SEM_SALDO,)
    return ()


def _faltas(caso: CasoDeDebito, series: Mapping[str, Serie]) -> Iterator[str]:
    for nome, pedidos in meses_pedidos(caso).items():
        tida = series.get(nome)
        numero = tida is not None and tida.tipo is Tipo.NUMERO_INDICE
        precisa = sorted({*pedidos, *(um.seguinte(-1) for um in pedidos if numero)})
        if falta := [mes for mes in precisa if tida is None or mes not in tida.valores]:
            origem = FONTES[Indice(nome) if nome in list(Indice) else Taxa(nome)]
            yield f"Falta a série “{nome}” ({origem}) de {', '.join(_corridos(falta))}."


def recusas(serie: Serie) -> list[str]:
    """Why a series cannot be imported, a sentence for each thing: one that no debt asks for, or values of another kind.

    A rate below zero is none: art. 406, § 3º, of the Civil Code takes it as zero.
    """
    nomes = (*Indice, *Taxa)
    if serie.id not in nomes:
        return [f"Nenhum débito usa a série “{serie.id}”. As que se usam: {', '.join(nomes)}."]
    if (serie.id in list(Taxa)) is not (serie.tipo is Tipo.TAXA):
        return [f"A série “{serie.id}” é de {'taxa do mês' if serie.id in list(Taxa) else 'índice'}: confira o tipo."]
    negativos = [f"{mes}" for mes, valor in serie.valores.items() if serie.tipo is Tipo.TAXA and valor < 0]
    dito = f"Taxa negativa em {', '.join(negativos)}: escreva zero (Código Civil, art. 406, § 3º)."
    return [dito] if negativos else []


def _corridos(meses: list[Mes]) -> Iterator[str]:
    """The months as stretches: `01/2025 a 03/2025`."""
    inicio = meses[0]
    for mes, proximo in zip(meses, (*meses[1:], None), strict=True):
        if proximo != mes.seguinte():
            yield f"{inicio}" if mes == inicio else f"{inicio} a {mes}"
            inicio = proximo or mes
