"""Art. 49, § 1º, I: on which days SINFRA owed an instalment and did not release it, and what of it still extends the
term. Pure.

A delay is a pair of the day on which the release was due and the last day of the delay: the first of the two is not a
day of it. No day on which the organisation held the release back is one either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workflows.clock import local_date
from workflows.execucao.formularios_alteracao import AtrasoVerificado, ParcelaAtrasada
from workflows.execucao.mudancas import ParcelaPrevista, Vigente
from workflows.execucao.regras_alteracao import dias_atrasados, dias_de_atraso
from workflows.execucao.regras_ciclos import UM_DIA
from workflows.execucao.regras_repasse import Consta, portas
from workflows.kernel.messages import CaseResult
from workflows.kernel.registering import Entry

Atraso = tuple[date, date]

ATRASOS = "atrasos"
"""What an instalment's case reports: the delays of SINFRA in releasing it, as pairs of ISO dates."""
COMPENSADOS = "compensados"
"""What an ex-officio apostille reports: the delays that it extended the term by, or found to be none of SINFRA's."""
ORIGEM = "origem"
"""What it reports too: for what it was opened."""

OLHADAS = (30, 10, 3, 1, 0)
"""How many days before the end of the term an instalment that is still not released is looked at: as often as the end
of the term is spoken of, and on its last day."""


@dataclass(frozen=True)
class Espera:
    """An instalment that waits to be released: since when nothing is missing that no register tells of.

    `anterior` is the day on which the one before was credited, None for the first.
    """

    numero: int
    devida_em: date
    desde: date
    anterior: date | None

    @classmethod
    def de(cls, consta: Entry) -> Espera:
        """As the register has it. Raises `KeyError` of an entry that is none of an instalment."""
        dita = consta.details
        anterior = date.fromisoformat(dita["anterior"]) if dita.get("anterior") else None
        return cls(
            int(dita["numero"]), date.fromisoformat(dita["devida_em"]), date.fromisoformat(dita["desde"]), anterior
        )

    def detalhes(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "numero": self.numero, "devida_em": self.devida_em.isoformat(), "desde": self.desde.isoformat(),
            "anterior": self.anterior.isoformat() if self.anterior else None,
        }  # fmt: skip


def antes_de(consta: Entry, pedido_em: date, desde: date) -> date | None:
    """The day on which a register is to be asked what it said before `consta`, its answer for `pedido_em`; None when it
    has already been asked of all days from `desde` on."""
    if consta.since is None or not desde < consta.since <= pedido_em:
        return None
    return consta.since - UM_DIA


def no_dia(historia: Sequence[Entry], dia: date) -> Entry:
    """What a register said on a day, by its answers from the newest to the oldest."""
    return next((uma for uma in historia if uma.since is None or uma.since <= dia), Entry())


def atrasos_da_sinfra(
    espera: Espera, ate: date, contas: Sequence[Entry], retencoes: Sequence[Entry]
) -> tuple[Atraso, ...]:
    """The delays from the day the release was due until `ate`, both by the answers of the registers over those days.

    The release is due on the day of the calendar, or on the one when the last of what it needs came. A day counts when
    nothing held the release back on it nor on the day before.
    """

    def aberta(dia: date) -> bool:
        consta = Consta(no_dia(contas, dia) if espera.anterior else None, no_dia(retencoes, dia), espera.anterior)
        return dia >= espera.desde and bool(portas(consta).abertas)

    dias = (espera.devida_em + timedelta(days=um) for um in range(1, (ate - espera.devida_em).days + 1))
    return em_trechos(dia for dia in dias if aberta(dia - UM_DIA) and aberta(dia))


def em_trechos(dias: Iterable[date]) -> tuple[Atraso, ...]:
    """Days of delay, in order, as delays."""
    trechos: list[Atraso] = []
    for dia in dias:
        if trechos and dia == trechos[-1][1] + UM_DIA:
            trechos[-1] = (trechos[-1][0], dia)
        else:
            trechos.append((dia - UM_DIA, dia))
    return tuple(trechos)


def dias_de(atrasos: Iterable[Atraso]) -> int:
    """How many days delays are, each counted once."""
    return dias_de_atraso(atrasos)


def em_palavras(atrasos: Iterable[Atraso]) -> str:
    """Delays in a clause: "de 02/06/2026 a 11/06/2026"."""
    return "; ".join(f"de {devida + UM_DIA:%d/%m/%Y} a {ate:%d/%m/%Y}" for devida, ate in atrasos)


def pares(parcelas: Iterable[ParcelaAtrasada]) -> tuple[Atraso, ...]:
    """The delays of releases that came late."""
    return tuple((uma.devida_em, uma.liberada_em) for uma in parcelas)


def por_escrito(atrasos: Iterable[Atraso]) -> list[list[str]]:
    """Delays as plain data."""
    return [[devida.isoformat(), ate.isoformat()] for devida, ate in atrasos]


def lidos(ditos: Iterable[Sequence[str]]) -> tuple[Atraso, ...]:
    """Delays from plain data. Raises `ValueError` when one is none."""
    return tuple((date.fromisoformat(devida), date.fromisoformat(ate)) for devida, ate in ditos)


def dos_relatos(relatos: Iterable[CaseResult], nome: str) -> tuple[Atraso, ...]:
    """All delays that ended cases reported as `nome`."""
    return tuple(um for relato in relatos for um in lidos(relato.data.get(nome) or ()))


@dataclass(frozen=True)
class PorApostilar:
    """What the term is to be extended for: for what, on which day it is looked at, and the delays that are known."""

    origem: str
    dia: date
    atrasos: tuple[Atraso, ...] = ()


def por_apostilar(
    vigente: Vigente,
    ja_liberadas: int,
    repasses: Sequence[CaseResult],
    apostilas: Sequence[CaseResult],
    encerrados: Iterable[CaseResult] = (),
) -> PorApostilar | None:
    """Art. 49, § 1º, I: what has to be apostilled next, or looked at before the term ends; None when nothing has.

    First the instalments that were released late, then the one that is due and not released, while there is a term.
    Once any of `encerrados`, the cases under it, ended after its last day, nothing is extended any more.
    `ja_liberadas` are the instalments from before the case.
    """
    if any(local_date(um.ended_at) > vigente.ultimo_dia for um in encerrados):
        return None
    compensados = dos_relatos(apostilas, COMPENSADOS)
    for repasse in repasses:
        atrasos = dos_relatos([repasse], ATRASOS)
        if dias_de_atraso(atrasos, compensados):
            return PorApostilar(f"parcela-{repasse.data['parcela']}", atrasos[-1][1], atrasos)
    liberadas = ja_liberadas + sum(1 for um in repasses if um.data.get("liberada_em"))
    return _a_olhar(vigente, vigente.parcela(liberadas + 1), apostilas)


def para_apostilar(proxima: PorApostilar | None, apostilas: Sequence[CaseResult]) -> AtrasoVerificado | None:
    """What the apostille begins with: the delays that are known, and those that others settled."""
    if proxima is None:
        return None
    contados = em_trechos(dias_atrasados(dos_relatos(apostilas, COMPENSADOS)))
    return AtrasoVerificado(
        origem=proxima.origem, atrasos=tuple(map(atrasada, proxima.atrasos)), ja_contados=tuple(map(atrasada, contados))
    )


def atrasada(atraso: Atraso) -> ParcelaAtrasada:
    """A delay as a form has it."""
    return ParcelaAtrasada(devida_em=atraso[0], liberada_em=atraso[1])


def _a_olhar(vigente: Vigente, parcela: ParcelaPrevista | None, apostilas: Iterable[CaseResult]) -> PorApostilar | None:
    """The next look at an instalment that is not released: one that ended later than a day looked at that day too."""
    if parcela is None:
        return None
    origem = f"parcela-{parcela.numero}-em-aberto"
    olhada = max((local_date(uma.ended_at) for uma in apostilas if uma.data.get(ORIGEM) == origem), default=parcela.dia)
    dias = (vigente.ultimo_dia - timedelta(days=antes) for antes in OLHADAS)
    return next((PorApostilar(origem, dia) for dia in dias if dia > olhada), None)
