"""Arts. 42, §§ 5º and 7º, and 43: the months of a partnership's term, and what their registers come to together. Pure.

Months are registered side by side, so one of them may not know what another came to: what all of them pass together is
looked for once more when the accounts are.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from workflows.execucao.conferencia_da_despesa import primeiro_dia, ultimo_dia
from workflows.execucao.formularios_registro import MesRegistrado
from workflows.execucao.mudancas import Vigente
from workflows.execucao.regras_ciclos import UM_DIA
from workflows.execucao.regras_da_cotacao import TERCEIROS_NO_TOTAL
from workflows.execucao.regras_despesa import ESPECIE_NO_TOTAL, ESPECIE_POR_BENEFICIARIO, ate
from workflows.kernel.messages import CaseResult
from workflows.parcerias.dinheiro import centavos, em_reais

REGISTRADO = "registrado"
A_JULGAR = "a_julgar"


def meses_da_vigencia(inicio: date, fim: date) -> tuple[str, ...]:
    """Each month, as `2026-03`, that has a day from `inicio` to `fim` (both included), in order."""
    meses = range(inicio.year * 12 + inicio.month - 1, fim.year * 12 + fim.month)
    return tuple(f"{mes // 12}-{mes % 12 + 1:02}" for mes in meses)


def meses_devidos(vigente: Vigente, dados_ate: date | None) -> tuple[str, ...]:
    """The months of the term that are registered under the partnership: all but those that ended by `dados_ate`."""
    meses = meses_da_vigencia(vigente.parceria.inicio, vigente.ultimo_dia)
    return tuple(mes for mes in meses if dados_ate is None or ultimo_dia(mes) > dados_ate)


def abre_em(mes: str) -> date:
    """The first day on which a month may be registered: it is over."""
    return ultimo_dia(mes) + UM_DIA


# -- O que os meses registrados dizem ------------------------------------------------------------------------------
def registrados(resultados: Sequence[CaseResult]) -> dict[str, MesRegistrado]:
    """Each month that was registered, as its last register left it."""
    ditos = [resultado.data[REGISTRADO] for resultado in resultados if resultado.data.get(REGISTRADO)]
    return {dito["mes"]: MesRegistrado.model_validate(dito) for dito in ditos}


def valem(resultados: Sequence[CaseResult]) -> list[CaseResult]:
    """The results without those of a month that was registered anew later: of each month the last counts."""
    ultimos = {_mes(resultado): lugar for lugar, resultado in enumerate(resultados)}
    return [um for lugar, um in enumerate(resultados) if not _mes(um) or ultimos[_mes(um)] == lugar]


def _mes(resultado: CaseResult) -> str:
    return str((resultado.data.get(REGISTRADO) or {}).get("mes", ""))


def pedido_de_registro(vigente: Vigente, mes: str, resultados: Sequence[CaseResult]) -> dict[str, Any]:
    """What a month's register starts from: the partnership as it stands, until its last day, and of the other months
    that were registered those that count in a limit."""
    outros = [um for um in registrados(resultados).values() if um.mes != mes]
    fim = max(vigente.ultimo_dia, vigente.parceria.inicio + UM_DIA)
    return {
        "parceria": vigente.parceria.model_copy(update={"fim": fim}), "mes": mes,
        "anteriores": [um for um in outros if um.em_servicos or um.em_obras_e_bens or um.em_especie],
    }  # fmt: skip


def do_que_se_registrou(
    devidos: Collection[str], resultados: Sequence[CaseResult], vigente: Vigente, *, obras_e_bens: bool
) -> tuple[str, ...]:
    """What whoever looks at the accounts is told of the registers, in sentences that name nobody; none when nothing
    is missing, to be judged, or past a limit.

    `devidos` are the months that should have been registered; `obras_e_bens`: they count in the limit of art. 42, § 7º.
    """
    feitos = registrados(resultados)
    faltam = [mes for mes in devidos if mes not in feitos]
    a_julgar = {_mes(um): um.data[A_JULGAR] for um in valem(resultados) if _mes(um) and um.data.get(A_JULGAR)}
    ditas = []
    if faltam:
        ditas.append(f"Sem registro (art. 42, § 5º): {', '.join(_por_extenso(mes) for mes in sorted(faltam))}.")
    if a_julgar:
        ditas.append(f"Despesas a julgar (arts. 42 a 47): {_contadas(a_julgar)}.")
    return (*ditas, *_limites_passados(feitos.values(), centavos(vigente.parceria.repasse), obras_e_bens))


def _por_extenso(mes: str) -> str:
    return f"{primeiro_dia(mes):%m/%Y}"


def _contadas(a_julgar: Mapping[str, int]) -> str:
    return ", ".join(f"{a_julgar[mes]} em {_por_extenso(mes)}" for mes in sorted(a_julgar))


def _limites_passados(meses: Collection[MesRegistrado], repasse: int, obras_e_bens: bool) -> Iterator[str]:
    terceiros = sum(um.em_servicos + (um.em_obras_e_bens if obras_e_bens else 0) for um in meses)
    if not ate(terceiros, repasse, TERCEIROS_NO_TOTAL):
        yield f"Os terceiros somam {em_reais(terceiros)}, mais de 20% de {em_reais(repasse)} (art. 42, § 7º)."
    por_beneficiario = Counter[str]()
    for um in meses:
        for pago in um.em_especie:
            por_beneficiario[pago.documento] += pago.centavos
    acima = sum(quantia > ESPECIE_POR_BENEFICIARIO.amount for quantia in por_beneficiario.values())
    if acima:
        quantos = "1 beneficiário recebeu" if acima == 1 else f"{acima} beneficiários receberam"
        yield f"{quantos} mais de R$ 1.000,00 em espécie (art. 43, § 1º)."
    if not ate(por_beneficiario.total(), repasse, ESPECIE_NO_TOTAL):
        total = em_reais(por_beneficiario.total())
        yield f"A espécie soma {total}, mais de 1% de {em_reais(repasse)} (art. 43, § 2º)."
