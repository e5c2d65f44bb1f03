"""Art. 92, II: each registered payment beside a debit of the account, and each debit beside a payment. Pure.

Two amounts correspond only to the cent and with the same sign, within a tolerance of days. First those whose document
the bank names too, the nearest day first; then, of the rest, as many pairs as there can be, and of those the ones with
the fewest days between them. Each line is in one pair at most, and the order in which lines came makes no difference.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from workflows.contas.regras_conciliacao import Conciliacao, Diferenca, Lancamento, Par, Por, Registrado, na_ordem

FEWEST_DIGITS = 3
"""With fewer digits a document's number would be found in any line of a bank."""


def conciliar(extrato: Iterable[Lancamento], registros: Iterable[Registrado], tolerancia: int) -> Conciliacao:
    """Both sides, line by line. `tolerancia`: how many days may lie between a payment and its line, either way."""
    lados = Lados(sorted(extrato, key=na_ordem), sorted(registros, key=na_ordem))
    pares = [*_pelo_documento(lados, tolerancia), *_pela_data(lados, tolerancia)]
    lancamentos, registrados = tuple(lados.extrato.values()), tuple(lados.registros.values())
    return Conciliacao(
        tuple(sorted(pares, key=lambda um: (na_ordem(um.registrado), na_ordem(um.lancamento)))), lancamentos,
        registrados, _diferencas(lancamentos, registrados),
    )  # fmt: skip


class Lados:
    """What is left of both sides, each line under its place in the order."""

    def __init__(self, extrato: Sequence[Lancamento], registros: Sequence[Registrado]) -> None:
        self.extrato, self.registros = dict(enumerate(extrato)), dict(enumerate(registros))

    def par(self, i: int, j: int, por: Por) -> Par:
        """The two as a pair; neither is left after it."""
        return Par(self.extrato.pop(i), self.registros.pop(j), por)


def numeros(texto: str) -> frozenset[str]:
    """The numbers in a text that may be a document's, without the zeros before them."""
    achados = (um.lstrip("0") for um in re.findall(r"\d+", re.sub(r"(?<=\d)[./-](?=\d)", "", texto)))
    return frozenset(um for um in achados if len(um) >= FEWEST_DIGITS)


def _citados(um: Lancamento) -> frozenset[str]:
    return numeros(um.documento) | numeros(um.historico)


def _pelo_documento(lados: Lados, tolerancia: int) -> Iterator[Par]:
    """The pairs whose document the bank names."""
    por_quantia = _por_quantia(lados.extrato)
    citados = {i: _citados(um) for i, um in lados.extrato.items()}
    for j, registrado in tuple(lados.registros.items()):
        ditos, iguais = numeros(registrado.documento), por_quantia.get(registrado.na_conta, [])
        citam = [i for i in iguais if ditos & citados[i]]
        if perto := [i for i in citam if abs((lados.extrato[i].dia - registrado.dia).days) <= tolerancia]:
            melhor = _mais_perto(perto, lados.extrato, registrado.dia)
            iguais.remove(melhor)
            yield lados.par(melhor, j, Por.DOCUMENTO)


def _pela_data(lados: Lados, tolerancia: int) -> Iterator[Par]:
    """The pairs of the rest, amount by amount."""
    lancados, registrados = _por_quantia(lados.extrato), _por_quantia(lados.registros)
    for quantia in sorted(set(lancados) & set(registrados)):
        de, para = lancados[quantia], registrados[quantia]
        dias = [lados.extrato[i].dia.toordinal() for i in de], [lados.registros[j].dia.toordinal() for j in para]
        for i, j in emparelhar(*dias, tolerancia):
            yield lados.par(de[i], para[j], Por.DATA)


def _mais_perto(lugares: Iterable[int], extrato: Mapping[int, Lancamento], dia: date) -> int:
    """The place whose day is nearest, the first of several."""
    return min(lugares, key=lambda i: (abs((extrato[i].dia - dia).days), i))


def _por_quantia(lado: Mapping[int, Lancamento | Registrado]) -> dict[int, list[int]]:
    grupos = defaultdict(list)
    for lugar, um in lado.items():
        grupos[um.centavos if isinstance(um, Lancamento) else um.na_conta].append(lugar)
    return dict(grupos)


def emparelhar(de: Sequence[int], para: Sequence[int], tolerancia: int) -> list[tuple[int, int]]:
    """Which of two ascending rows of days go together: the most pairs, and of those the fewest days between them.

    Such pairs need never cross, so the best of two beginnings is that of shorter ones, and perhaps one pair more.
    """
    par = (tolerancia + 1) * (min(len(de), len(para)) + 1)
    melhor = [[0] * (len(para) + 1)]
    for dia in de:
        antes, agora = melhor[-1], [0]
        for j, outro in enumerate(para):
            valor = antes[j + 1] if antes[j + 1] >= agora[j] else agora[j]
            if -tolerancia <= dia - outro <= tolerancia:
                valor = max(valor, antes[j] + par - abs(dia - outro))
            agora.append(valor)
        melhor.append(agora)
    pares, i, j = [], len(de), len(para)
    while i and j:
        if melhor[i][j] == melhor[i][j - 1]:
            j -= 1
        elif melhor[i][j] == melhor[i - 1][j]:
            i -= 1
        else:
            i, j = i - 1, j - 1
            pares.append((i, j))
    return pares[::-1]


def _diferencas(extrato: Sequence[Lancamento], registros: Sequence[Registrado]) -> tuple[Diferenca, ...]:
    """Of what is left, what may be the same: one document with two amounts, or one amount with days too far apart."""
    achadas, livres, sem = [], dict(enumerate(extrato)), dict(enumerate(registros))
    por_numero, por_quantia = _por_numero(livres), _por_quantia(livres)
    for pelo_documento in (True, False):
        for j, registrado in tuple(sem.items()):
            ditos = {i for numero in numeros(registrado.documento) for i in por_numero.get(numero, ())}
            iguais = ditos if pelo_documento else por_quantia.get(registrado.na_conta, ())
            if candidatos := [i for i in iguais if i in livres and livres[i].centavos * registrado.na_conta > 0]:
                melhor = _mais_perto(candidatos, livres, registrado.dia)
                achadas.append(Diferenca(livres.pop(melhor), sem.pop(j)))
    return tuple(sorted(achadas, key=lambda uma: na_ordem(uma.registrado)))


def _por_numero(lado: Mapping[int, Lancamento]) -> dict[str, list[int]]:
    grupos = defaultdict(list)
    for lugar, um in lado.items():
        for numero in _citados(um):
            grupos[numero].append(lugar)
    return dict(grupos)
