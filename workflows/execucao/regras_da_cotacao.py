"""Art. 42: how an organisation buys and hires with the money of a partnership. Money in cents."""

from collections.abc import Iterable, Iterator
from datetime import date

from workflows.execucao.apontamentos import Apontamento, a_julgar, vedada
from workflows.execucao.formularios_despesa import Despesa, ModoDaCotacao, Orcamento, Tipo
from workflows.execucao.regras_despesa import ate
from workflows.norms import DEC_167, Bound, Provision
from workflows.parcerias.dinheiro import em_reais

ORCAMENTOS_NO_MINIMO = Bound(amount=3, provision=DEC_167.art(42))
"""Quotations of distinct suppliers."""
TERCEIROS_NO_TOTAL = Bound(amount=20, provision=DEC_167.art(42, par=7))
"""Per cent of the value of the object that may pay services of third parties."""

COTADOS = frozenset({Tipo.COMPRAS, Tipo.SERVICOS, Tipo.OBRAS, Tipo.EQUIPAMENTOS})
"""What is quoted before it is bought."""
DISPENSAS = {
    ModoDaCotacao.SEM_INTERESSADOS: (DEC_167.art(42, par=1), "Cabe conferir que não acudiram interessados à cotação."),
    ModoDaCotacao.SEM_PLURALIDADE: (DEC_167.art(42, par=3), "Cabe conferir que não havia pluralidade de opções."),
    ModoDaCotacao.REGISTRO_DE_PRECOS: (DEC_167.art(42, par=4), "Cabe conferir o registro de preços usado."),
}
"""What takes the place of three quotations: recorded, and judged with the accounts."""


def cotada(despesa: Despesa, orcamentos: Iterable[Orcamento]) -> Iterator[Apontamento]:
    """Art. 42, caput and §§ 1º, 3º and 4º: three suppliers, one of them hired; or why there were not three."""
    if despesa.tipo not in COTADOS:
        return
    da_compra = {um.documento for um in orcamentos if despesa.compra is not None and um.compra == despesa.compra}
    if despesa.cotacao is None:
        yield vedada(DEC_167.art(42), "Diga como se cotaram os preços.", "cotacao")
    elif despesa.cotacao is ModoDaCotacao.ORCAMENTOS:
        yield from _com_tres(despesa, da_compra)
    else:
        dispositivo, texto = DISPENSAS[despesa.cotacao]
        if despesa.cotacao is ModoDaCotacao.SEM_PLURALIDADE and not da_compra:
            yield vedada(dispositivo, "Sem pluralidade de opções, registre a cotação que se obteve.", "compra")
        yield a_julgar(dispositivo, texto, "cotacao")


def _com_tres(despesa: Despesa, fornecedores: set[str]) -> Iterator[Apontamento]:
    if len(fornecedores) < ORCAMENTOS_NO_MINIMO.amount:
        texto = f"A compra tem orçamentos de {len(fornecedores)} fornecedores distintos; são precisos três."
        yield vedada(ORCAMENTOS_NO_MINIMO.provision, texto, "compra")
    elif despesa.documento not in fornecedores:
        texto = "Quem recebeu não participou da cotação desta compra."
        yield vedada(DEC_167.art(42, par=1), texto, "documento")


def por_terceiros(despesa: Despesa, regulamento_desde: date | None) -> Iterator[Apontamento]:
    """Art. 42, § 8º: works through third parties only under a regulation that SINFRA approved before."""
    aprovado = regulamento_desde is not None and regulamento_desde <= despesa.fato_gerador
    if despesa.tipo is Tipo.OBRAS and not aprovado:
        texto = "Obra por terceiros pede o regulamento de compras aprovado pela SINFRA antes dela."
        yield vedada(DEC_167.art(42, par=8), texto, "tipo")


def limite_de_terceiros(
    despesas: Iterable[Despesa], gasto_antes: int, valor_do_objeto: int, *, obras_e_bens: bool = False
) -> Iterator[tuple[int, Apontamento]]:
    """Art. 42, § 7º: each expense by which 20% of the object's value is passed, by its position.

    `obras_e_bens`: works and goods count as well, as the body may have decided.
    """
    contam = COTADOS if obras_e_bens else {Tipo.SERVICOS}
    total = gasto_antes
    for indice, despesa in enumerate(despesas):
        if despesa.tipo not in contam:
            continue
        total += despesa.quantia
        if not ate(total, valor_do_objeto, TERCEIROS_NO_TOTAL):
            texto = f"Com esta, os terceiros somam {em_reais(total)}, mais de 20% de {em_reais(valor_do_objeto)}."
            yield indice, vedada(TERCEIROS_NO_TOTAL.provision, texto, "valor")


def funcao_dita(despesa: Despesa) -> Iterator[Apontamento]:
    """Art. 42, § 5º: who serves is registered with their function."""
    par_5: Provision = DEC_167.art(42, par=5)
    if despesa.tipo in (Tipo.SERVICOS, Tipo.EQUIPE) and despesa.funcao is None:
        yield vedada(par_5, "Diga a função de quem prestou o serviço.", "funcao")
