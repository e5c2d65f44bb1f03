"""Art. 33: what in a plan does not fit the ranked proposal or itself. Amounts in cents, periods in months."""

from collections.abc import Iterator
from dataclasses import dataclass

from workflows.norms import DEC_167, Provision
from workflows.parcerias.dinheiro import centavos, em_reais, soma
from workflows.parcerias.formularios_plano import PlanoDaOrganizacao, Proposta


@dataclass(frozen=True)
class Divergencia:
    """Something that keeps a plan from being approved as it is: one clause in pt-BR, and the provision it offends."""

    dispositivo: Provision
    texto: str


def divergencias(
    plano: PlanoDaOrganizacao, proposta: Proposta, *, valor_ajustado: bool = False
) -> tuple[Divergencia, ...]:
    """All that does not fit, in the order of art. 33; empty when the plan is coherent.

    `valor_ajustado`: SINFRA asked for an adjustment to the call or to its policy, so the total may differ from the
    proposal's (art. 33, § 1º).
    """
    return (*_metas(plano, proposta), *_valores(plano, proposta, valor_ajustado), *_calendario(plano, proposta))


def _em(inciso: str, texto: str) -> Divergencia:
    return Divergencia(DEC_167.art(33, inciso=inciso), texto)


def _metas(plano: PlanoDaOrganizacao, proposta: Proposta) -> Iterator[Divergencia]:
    previstas = {_igual(meta.nome) for meta in plano.metas}
    for meta in proposta.metas:
        if _igual(meta) not in previstas:
            yield _em("III", f"falta a meta da proposta “{meta}”")


def _valores(plano: PlanoDaOrganizacao, proposta: Proposta, valor_ajustado: bool) -> Iterator[Divergencia]:
    despesas = soma(one.valor for one in plano.despesas)
    prometido = centavos(proposta.valor)
    if despesas != prometido and not valor_ajustado:
        yield _em("V", f"as despesas somam {em_reais(despesas)} e a proposta é de {em_reais(prometido)}")
    recursos = soma(one.valor for one in plano.receitas) + soma(one.valor for one in plano.desembolso)
    if recursos != despesas:
        yield _em("IX", f"receitas e parcelas somam {em_reais(recursos)} e as despesas {em_reais(despesas)}")


def _calendario(plano: PlanoDaOrganizacao, proposta: Proposta) -> Iterator[Divergencia]:
    fim = proposta.duracao_em_meses
    for numero, etapa in enumerate(plano.execucao, start=1):
        if etapa.meta > len(plano.metas):
            yield _em("VIII", f"a etapa {numero} é da meta {etapa.meta}, que o plano não tem")
        if not etapa.inicio <= etapa.fim <= fim:
            yield _em("VIII", f"a etapa {numero} vai do mês {etapa.inicio} ao {etapa.fim}, e a parceria dura {fim}")
    com_etapa = {etapa.meta for etapa in plano.execucao}
    for numero in range(1, len(plano.metas) + 1):
        if numero not in com_etapa:
            yield _em("VIII", f"a meta {numero} não tem etapa no cronograma")
    for numero, parcela in enumerate(plano.desembolso, start=1):
        if parcela.mes > fim:
            yield _em("IX", f"a parcela {numero} é do mês {parcela.mes}, e a parceria dura {fim}")


def _igual(nome: str) -> str:
    return nome.casefold().strip()
