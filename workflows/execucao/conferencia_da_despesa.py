"""Arts. 42 to 47 together: all that is found in the movement of a month, and what a month leaves to those after it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workflows.execucao import regras_da_cotacao as cotacao
from workflows.execucao import regras_da_equipe as equipe
from workflows.execucao import regras_despesa as despesa
from workflows.execucao.apontamentos import Apontamento, vedada
from workflows.execucao.formularios_despesa import Despesa, Meio, MovimentoDoMes, Tipo
from workflows.execucao.razao import Natureza, linha
from workflows.norms import DEC_167


@dataclass(frozen=True)
class Situacao:
    """What the rules must know beside the movement itself. Money in cents.

    `gasto_em_terceiros` and `pagas_em_especie` (beneficiary, cents) are of the other months; `teto` is the ceiling of
    the state Executive, None when nobody set it; `regulamento_desde` the day the regulation of purchases was approved.
    """

    mes: str
    hoje: date
    vigencia: despesa.Vigencia
    valor_global: int
    valor_do_objeto: int
    gasto_em_terceiros: int = 0
    pagas_em_especie: tuple[tuple[str, int], ...] = ()
    teto: int | None = None
    obras_e_bens: bool = False
    regulamento_desde: date | None = None
    especie_autorizada: bool = False
    reembolso_autorizado: bool = False


def achados(movimento: MovimentoDoMes, situacao: Situacao) -> tuple[Apontamento, ...]:
    """All that the norm refuses or leaves to be judged, row by row; empty when nothing is found."""
    por_linha = [
        um.em("despesas", indice)
        for indice, uma in enumerate(movimento.despesas)
        for um in _da_despesa(uma, movimento, situacao)
    ]
    juntas = [um.em("despesas", indice) for indice, um in _de_todas(movimento, situacao)]
    contrapartida = [
        um.em("contrapartida", indice)
        for indice, uma in enumerate(movimento.contrapartida)
        for um in despesa.da_contrapartida(uma)
    ]
    return tuple(sorted((*por_linha, *juntas), key=_linha)) + tuple(contrapartida)


def _linha(um: Apontamento) -> int:
    return int(um.campo.split(".")[1])


def _da_despesa(uma: Despesa, movimento: MovimentoDoMes, situacao: Situacao) -> Iterator[Apontamento]:
    yield from _do_mes(uma, situacao)
    yield from despesa.da_natureza(uma)
    yield from despesa.a_servidor(uma)
    yield from despesa.no_tempo(uma, situacao.vigencia)
    yield from despesa.no_plano(uma)
    yield from equipe.da_equipe(uma, situacao.teto)
    yield from equipe.sem_parentes(uma)
    yield from despesa.do_meio(
        uma, especie_autorizada=situacao.especie_autorizada, reembolso_autorizado=situacao.reembolso_autorizado
    )
    yield from despesa.comprovada(uma)
    yield from cotacao.cotada(uma, movimento.orcamentos)
    yield from cotacao.por_terceiros(uma, situacao.regulamento_desde)
    yield from cotacao.funcao_dita(uma)


def _do_mes(uma: Despesa, situacao: Situacao) -> Iterator[Apontamento]:
    par_5 = DEC_167.art(42, par=5)
    if uma.pago_em > situacao.hoje:
        yield vedada(par_5, "A data do pagamento ainda não chegou.", "pago_em")
    elif f"{uma.pago_em:%Y-%m}" != situacao.mes:
        yield vedada(par_5, "O pagamento é de outro mês; registre-o no mês dele.", "pago_em")


def _de_todas(movimento: MovimentoDoMes, situacao: Situacao) -> Iterator[tuple[int, Apontamento]]:
    yield from despesa.em_especie(movimento.despesas, situacao.pagas_em_especie, situacao.valor_global)
    yield from cotacao.limite_de_terceiros(
        movimento.despesas, situacao.gasto_em_terceiros, situacao.valor_do_objeto, obras_e_bens=situacao.obras_e_bens
    )
    yield from equipe.sem_duplicidade(movimento.despesas)


# -- O que um mês deixa aos outros -----------------------------------------------------------------------------------
def gasto_em_terceiros(movimento: MovimentoDoMes, *, obras_e_bens: bool) -> int:
    """What counts for the limit of art. 42, § 7º, in cents."""
    contam = cotacao.COTADOS if obras_e_bens else {Tipo.SERVICOS}
    return sum(uma.quantia for uma in movimento.despesas if uma.tipo in contam)


def pagas_em_especie(movimento: MovimentoDoMes) -> tuple[tuple[str, int], ...]:
    """What each beneficiary was paid in cash (art. 43, § 1º), in cents, by CPF or CNPJ: never to be shown."""
    por_beneficiario = Counter[str]()
    for uma in movimento.despesas:
        if uma.meio is Meio.ESPECIE:
            por_beneficiario[uma.documento] += uma.quantia
    return tuple(sorted(por_beneficiario.items()))


def linhas(mes: str, movimento: MovimentoDoMes) -> list[dict[str, Any]]:
    """What the month puts into the partnership's ledger, as plain data: one line with the sum of its payments, on its
    last day; none when nothing was paid. Each payment stays in the register itself."""
    quantos = len(movimento.despesas)
    if not quantos:
        return []
    historico = f"Despesas de {primeiro_dia(mes):%m/%Y}: {quantos} pagamento{'s' if quantos > 1 else ''}"
    total = sum(uma.quantia for uma in movimento.despesas)
    feita = linha(ultimo_dia(mes), Natureza.DESPESA, total, historico, DEC_167.art(42, par=5))
    return [feita.model_dump(mode="json")]


# -- O mês -----------------------------------------------------------------------------------------------------------
def primeiro_dia(mes: str) -> date:
    """The first day of a month written as `2026-03`."""
    return date.fromisoformat(f"{mes}-01")


def ultimo_dia(mes: str) -> date:
    """The last day of a month written as `2026-03`."""
    return (primeiro_dia(mes) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def vencimento(mes: str, dia: int) -> date:
    """The day `dia` of the month after `mes`, or the last day of it when it is shorter."""
    seguinte = ultimo_dia(f"{ultimo_dia(mes) + timedelta(days=1):%Y-%m}")
    return seguinte.replace(day=min(dia, seguinte.day))
