"""Art. 81: stretches of the object, delivered in the order of the instrument, and the periods that they end. Pure.

A period of accounts ends on the day on which the Gestor confirmed a delivery, on the last day of each financial year
(art. 80) and, where the instrument also has an interval of its own, at the end of each. The next begins on the day
after: no day is told twice, none is left out. What comes after the last belongs to the final accounts (art. 83).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any, NamedTuple

from workflows.execucao.mudancas import MUDANCA
from workflows.execucao.regras_ciclos import UM_DIA, Ciclo, Motivo, motivo, virada
from workflows.kernel.messages import CaseResult
from workflows.parcerias.formularios_minuta import TrechoDaObra
from workflows.parcerias.regras_clausulas import repetidos

TRECHO, CONFIRMADA_EM = "trecho", "confirmada_em"


@dataclass(frozen=True)
class Entrega:
    """A stretch, by its number from 1 in the order of the instrument, and the day its delivery was confirmed."""

    trecho: int
    dia: date


@dataclass(frozen=True)
class Combinado:
    """What ends a period without anything being delivered: the year, `MM-DD`, and the instrument's interval, if any."""

    fim_do_exercicio: str
    cada: int | None = None


class Primeiro(NamedTuple):
    """The number and the first day of a period."""

    numero: int
    desde: date


@dataclass(frozen=True)
class PorEntrega:
    """A period, and the numbers of the stretches whose delivery was confirmed by its end and that no other names."""

    ciclo: Ciclo
    trechos: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        """As plain data."""
        um = self.ciclo
        return {
            "numero": um.numero, "inicio": um.inicio.isoformat(), "fim": um.fim.isoformat(), "motivo": str(um.motivo),
            "trechos": list(self.trechos),
        }  # fmt: skip

    @classmethod
    def from_json(cls, dito: dict[str, Any]) -> "PorEntrega":
        """From plain data, as `as_json` writes it."""
        inicio, fim = date.fromisoformat(dito["inicio"]), date.fromisoformat(dito["fim"])
        return cls(Ciclo(dito["numero"], inicio, fim, Motivo(dito["motivo"])), tuple(dito["trechos"]))


def obice_da_entrega(
    trecho: int, combinados: int, entregues: int, em_exame: bool, muda_desde: int | None = None
) -> str | None:
    """Art. 81, sole paragraph: why a stretch may not be delivered now, of so many agreed and so many already delivered.

    `em_exame`: the delivery of the next one was communicated, and the Gestor has not answered yet. `muda_desde`: from
    which stretch on a request that is not decided draws them anew.
    """
    proximo = entregues + 1
    if not 1 <= trecho <= combinados:
        return f"O instrumento não tem o trecho {trecho}: os seus trechos vão de 1 a {combinados}."
    if trecho < proximo:
        return f"O trecho {trecho} já foi entregue; cada trecho se entrega uma vez."
    if trecho > proximo:
        return f"Os trechos se entregam na ordem do instrumento: antes do {trecho} vem o {proximo}."
    if em_exame:
        return f"A entrega do trecho {trecho} já foi comunicada e espera a resposta do Gestor."
    if muda_desde is not None and trecho >= muda_desde:
        return f"Há um pedido que muda o trecho {trecho}; comunique a entrega depois que ele for decidido."
    return None


def trechos_de(do_instrumento: tuple[TrechoDaObra, ...], relatos: Iterable[dict[str, Any]]) -> tuple[TrechoDaObra, ...]:
    """The stretches of the object, as the last of the alterations that drew them anew left them."""
    for relato in relatos:
        ditos = (relato.get(MUDANCA) or {}).get("trechos")
        do_instrumento = tuple(TrechoDaObra.model_validate(um) for um in ditos) if ditos else do_instrumento
    return do_instrumento


def primeiro_que_muda(como_estao: Sequence[TrechoDaObra], como_ficam: Sequence[TrechoDaObra]) -> int | None:
    """The number of the first stretch that is another in the new drawing; None when it is the same drawing."""
    pares = enumerate(zip_longest(como_estao, como_ficam), start=1)
    return next((numero for numero, (antes, depois) in pares if antes != depois), None)


def obices_do_redesenho(
    como_estao: Sequence[TrechoDaObra], como_ficam: Sequence[TrechoDaObra], entregues: int, em_curso: bool
) -> Iterator[str]:
    """Art. 81: why the stretches may not be drawn anew so; nothing where it may, or where nothing is drawn anew.

    `entregues` were delivered, the one that the Gestor examines among them; `em_curso`: another request draws them so.
    """
    if not como_ficam:
        return
    if not como_estao:
        yield "O instrumento desta parceria não tem trechos: as suas contas parciais seguem o intervalo."
        return
    if em_curso:
        yield "Já há um pedido que muda os trechos; espere o seu fim para pedir outra mudança deles."
    mudado = primeiro_que_muda(como_estao, como_ficam)
    if mudado is None:
        yield "Os trechos ditos são os de hoje; deixe em branco o que não muda."
    elif mudado <= entregues:
        yield f"O trecho {mudado} já foi entregue, ou a sua entrega está em exame: ele fica como está."
    if nomes := repetidos(como_ficam):
        yield f"Cada trecho tem um nome só seu; há mais de um “{nomes[0]}”."


def entregas(resultados: Iterable[CaseResult]) -> tuple[Entrega, ...]:
    """The deliveries that were confirmed, of what their cases came to, in the order in which they ended."""
    confirmadas = (um.data for um in resultados if CONFIRMADA_EM in um.data)
    return tuple(Entrega(int(uma[TRECHO]), date.fromisoformat(uma[CONFIRMADA_EM])) for uma in confirmadas)


def periodo_seguinte(
    numero: int, desde: date, vigencia: tuple[date, date], feitas: Sequence[Entrega], como: Combinado
) -> PorEntrega | None:
    """The period that begins on `desde`; None while nothing known ends it within the term, whose days are `vigencia`.

    `feitas` are the deliveries that no period names yet: one that came to be known after the period of its day was
    closed counts in the next. A period that ends with the term belongs to the final accounts.
    """
    inicio, ultimo_dia = vigencia
    dias = [max(uma.dia, desde) for uma in feitas]
    exercicios, intervalos = set(_viradas(desde, ultimo_dia, como)), set(_intervalos(inicio, desde, como))
    fim = min((*dias, *exercicios, *intervalos), default=None)
    if fim is None or fim + UM_DIA > ultimo_dia:
        return None
    nomeados = tuple(uma.trecho for uma, dia in zip(feitas, dias, strict=True) if dia <= fim)
    return PorEntrega(Ciclo(numero, desde, fim, motivo(fim in intervalos, fim in exercicios, bool(nomeados))), nomeados)


def _viradas(desde: date, ate: date, como: Combinado) -> Iterator[date]:
    todas = (virada(ano, como.fim_do_exercicio) for ano in range(desde.year, ate.year + 1))
    return (dia for dia in todas if desde <= dia)


def _intervalos(inicio: date, desde: date, como: Combinado) -> Iterator[date]:
    if como.cada is not None:
        decorridos = (desde - inicio).days // como.cada
        yield inicio + timedelta(days=como.cada * (decorridos + 1) - 1)


def primeiro_periodo(inicio: date, contas_ate: date | None, entregues: int, fim_do_exercicio: str) -> Primeiro:
    """The first period that is opened here, in the term that began on `inicio`.

    Accounts that were told elsewhere, until `contas_ate`, have the numbers before: one of each stretch that was already
    delivered and of each year that ended.
    """
    if contas_ate is None or contas_ate < inicio:
        return Primeiro(entregues + 1, inicio)
    viradas = [dia for dia in _viradas(inicio, contas_ate, Combinado(fim_do_exercicio)) if dia <= contas_ate]
    return Primeiro(entregues + len(viradas) + 1, contas_ate + UM_DIA)


def trechos_ditos(trechos: Sequence[TrechoDaObra], numeros: Collection[int]) -> list[dict[str, Any]]:
    """The stretches of these numbers, in order, with what the instrument says of each."""
    return [{"numero": n, **um.model_dump()} for n, um in enumerate(trechos, start=1) if n in numeros]


def situacao(trechos: Sequence[TrechoDaObra], feitas: Sequence[Entrega], antes: int) -> list[dict[str, Any]]:
    """What anybody may see of each stretch, as plain data: its number and name, how much of it there is, whether it was
    delivered and, where that was confirmed here, when. `antes` were delivered before the case."""
    dias = {uma.trecho: uma.dia.isoformat() for uma in feitas}
    return [
        {
            "numero": n, "nome": um.nome, "extensao": um.extensao, "entregue": n <= antes or n in dias,
            CONFIRMADA_EM: dias.get(n),
        }
        for n, um in enumerate(trechos, start=1)
    ]  # fmt: skip
