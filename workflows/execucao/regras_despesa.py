"""Arts. 43 to 45 and 47: which expenses the money of a partnership may pay, when, and by which means. Money in cents.

Each rule yields what it finds in one expense; what depends on other expenses, too, is at the end.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from workflows.execucao.apontamentos import Apontamento, a_julgar, vedada
from workflows.execucao.formularios_despesa import Contrapartida, Despesa, Excecao, Fundamento, Meio, Tipo
from workflows.norms import DEC_167, Bound
from workflows.parcerias.dinheiro import centavos, em_reais

ESPECIE_POR_BENEFICIARIO = Bound(amount=1_000_00, provision=DEC_167.art(43, par=1))
"""Cents that one beneficiary may be paid in cash, over the whole partnership."""
ESPECIE_NO_TOTAL = Bound(amount=1, provision=DEC_167.art(43, par=2))
"""Per cent of the global value that may be paid in cash in all."""

BANCARIOS = frozenset({Meio.TRANSFERENCIA, Meio.CREDITO_EM_CONTA, Meio.BOLETO})
NO_PLANO = frozenset({Tipo.EQUIPE, Tipo.EQUIPAMENTOS, Tipo.COMPRAS, Tipo.SERVICOS, Tipo.OBRAS})
"""What is paid only when the plan foresees it."""
PERMISSOES = {
    Tipo.EQUIPE: DEC_167.art(45, inciso="I"), Tipo.DIARIAS: DEC_167.art(45, inciso="II"),
    Tipo.CUSTOS_INDIRETOS: DEC_167.art(45, inciso="III"), Tipo.EQUIPAMENTOS: DEC_167.art(45, inciso="IV"),
    Tipo.COMPRAS: DEC_167.art(42, par=2), Tipo.SERVICOS: DEC_167.art(42, par=7), Tipo.OBRAS: DEC_167.art(42, par=2),
}  # fmt: skip
"""What lets it be paid: art. 45 or, for what the plan has bought from others, art. 42, which art. 45 does not close
out."""


@dataclass(frozen=True)
class Vigencia:
    """The term of a partnership, both days included."""

    inicio: date
    fim: date

    def cobre(self, dia: date) -> bool:
        """Whether the day is in the term."""
        return self.inicio <= dia <= self.fim


def ate(quantia: int, total: int, limite: Bound) -> bool:
    """Whether an amount is at most `limite` per cent of `total`. Both in cents; nothing is rounded."""
    return quantia * 100 <= total * limite.amount


# -- Art. 47: o que não se paga --------------------------------------------------------------------------------------
def da_natureza(despesa: Despesa) -> Iterator[Apontamento]:
    """Art. 47, II, IV and V, and sole paragraph: fees, late charges and publicity."""
    if despesa.tipo is Tipo.TAXA_DE_ADMINISTRACAO:
        yield vedada(DEC_167.art(47, inciso="II"), "Não se paga taxa de administração ou gerência.", "tipo")
    if despesa.tipo is Tipo.ENCARGOS:
        if despesa.excecao is not Excecao.ATRASO_DA_ADMINISTRACAO:
            texto = "Não se pagam juros, multas e correção, salvo se o atraso foi da administração."
            yield vedada(DEC_167.art(47, inciso="IV"), texto, "tipo")
        else:
            texto = "Cabe provar que o atraso na liberação causou o encargo."
            yield a_julgar(DEC_167.art(47, par="unico"), texto, "excecao")
    if despesa.tipo is Tipo.PUBLICIDADE:
        inciso = DEC_167.art(47, inciso="V")
        if despesa.excecao is not Excecao.DIVULGACAO or despesa.item_do_plano is None:
            texto = "Só se paga divulgação informativa ou educativa que o plano preveja, sem promoção pessoal."
            yield vedada(inciso, texto, "tipo")
        else:
            texto = "Cabe conferir que a divulgação não traz nomes, símbolos ou imagens de promoção pessoal."
            yield a_julgar(inciso, texto, "excecao")


def a_servidor(despesa: Despesa) -> Iterator[Apontamento]:
    """Art. 47, III: no public servant or employee is paid, but where a law lets it."""
    if not despesa.servidor_publico:
        return
    inciso = DEC_167.art(47, inciso="III")
    if despesa.excecao is not Excecao.LEI:
        yield vedada(inciso, "Não se paga servidor ou empregado público, salvo lei ou LDO.", "servidor_publico")
    else:
        yield a_julgar(inciso, "Cabe conferir a lei que permite pagar o servidor.", "excecao")


def no_tempo(despesa: Despesa, vigencia: Vigencia) -> Iterator[Apontamento]:
    """Art. 47, VI and VII: nothing born before the term; after it, only what was born in it."""
    if despesa.fato_gerador < vigencia.inicio:
        texto = f"O fato gerador é anterior à vigência, que começou em {vigencia.inicio:%d/%m/%Y}."
        yield vedada(DEC_167.art(47, inciso="VI"), texto, "fato_gerador")
    if despesa.pago_em > vigencia.fim and not vigencia.cobre(despesa.fato_gerador):
        texto = f"Depois do fim, em {vigencia.fim:%d/%m/%Y}, só se paga o que nasceu na vigência."
        yield vedada(DEC_167.art(47, inciso="VII"), texto, "pago_em")
    elif despesa.fato_gerador > vigencia.fim:
        texto = "O fato gerador é posterior à vigência; cabe explicar o pagamento adiantado."
        yield a_julgar(DEC_167.art(45), texto, "fato_gerador")


# -- Art. 45 e art. 47, I: o que se paga -----------------------------------------------------------------------------
def no_plano(despesa: Despesa) -> Iterator[Apontamento]:
    """Arts. 45 and 47, I: what the plan must foresee, and what must be needed for the object."""
    if despesa.item_do_plano is not None:
        return
    if despesa.tipo in NO_PLANO:
        texto = "Diga o item do plano de trabalho que prevê a despesa."
        yield vedada(PERMISSOES[despesa.tipo], texto, "item_do_plano")
    elif despesa.tipo in PERMISSOES:
        texto = "Fora do plano, cabe demonstrar que a execução do objeto exigiu a despesa."
        yield a_julgar(DEC_167.art(47, inciso="I"), texto, "item_do_plano")


# -- Art. 43: como se paga -------------------------------------------------------------------------------------------
def do_meio(despesa: Despesa, *, especie_autorizada: bool, reembolso_autorizado: bool) -> Iterator[Apontamento]:
    """Art. 43: by bank; in cash if the plan or the Secretário lets it; reimbursed if the Secretário does."""
    if despesa.meio in BANCARIOS:
        return
    if despesa.meio is Meio.REEMBOLSO:
        if despesa.fundamento is not Fundamento.SECRETARIO or not reembolso_autorizado:
            texto = "O reembolso depende de decisão motivada do Secretário, com o crédito comprovado."
            yield vedada(DEC_167.art(43, par=3), texto, "fundamento")
        return
    if despesa.fundamento is None:
        texto = "Em espécie só se paga com previsão no plano ou decisão do Secretário."
        yield vedada(DEC_167.art(43, par=1), texto, "fundamento")
    elif despesa.fundamento is Fundamento.SECRETARIO and not especie_autorizada:
        texto = "Não há decisão do Secretário que autorize pagar em espécie."
        yield vedada(DEC_167.art(43, par=1, inciso="II"), texto, "fundamento")
    elif despesa.fundamento is Fundamento.PLANO and despesa.item_do_plano is None:
        texto = "Diga o item do plano que prevê o pagamento em espécie."
        yield vedada(DEC_167.art(43, par=1, inciso="I"), texto, "item_do_plano")


def comprovada(despesa: Despesa) -> Iterator[Apontamento]:
    """Art. 44: the voucher names the organisation, and is not of a day after the payment without saying why."""
    if not despesa.em_nome_da_organizacao:
        texto = "O comprovante precisa trazer o nome e o CNPJ da organização."
        yield vedada(DEC_167.art(44), texto, "em_nome_da_organizacao")
    if despesa.comprovante_em > despesa.pago_em:
        texto = "O comprovante é posterior ao pagamento; cabe explicar."
        yield a_julgar(DEC_167.art(44), texto, "comprovante_em")


def da_contrapartida(uma: Contrapartida) -> Iterator[Apontamento]:
    """Art. 44, sole paragraph: valued as in the plan."""
    if uma.valor != uma.valor_no_plano:
        texto = f"O plano mede esta contrapartida em {em_reais(centavos(uma.valor_no_plano))}."
        yield vedada(DEC_167.art(44, par="unico"), texto, "valor")


# -- Art. 43, §§ 1º e 2º: os limites do pagamento em espécie ---------------------------------------------------------
def em_especie(
    despesas: Iterable[Despesa], pagas_antes: Iterable[tuple[str, int]], valor_global: int
) -> Iterator[tuple[int, Apontamento]]:
    """Each expense by which a limit of cash is passed, by its position. `pagas_antes`: beneficiary and cents."""
    por_beneficiario = Counter[str]()
    for documento, quantia in pagas_antes:
        por_beneficiario[documento] += quantia
    total = por_beneficiario.total()
    for indice, despesa in enumerate(despesas):
        if despesa.meio is not Meio.ESPECIE:
            continue
        por_beneficiario[despesa.documento] += despesa.quantia
        total += despesa.quantia
        recebido = por_beneficiario[despesa.documento]
        if recebido > ESPECIE_POR_BENEFICIARIO.amount:
            texto = f"Com esta, o beneficiário recebe {em_reais(recebido)} em espécie; o limite é R$ 1.000,00."
            yield indice, vedada(ESPECIE_POR_BENEFICIARIO.provision, texto, "valor")
        if not ate(total, valor_global, ESPECIE_NO_TOTAL):
            texto = f"Com esta, a espécie soma {em_reais(total)}, mais de 1% de {em_reais(valor_global)}."
            yield indice, vedada(ESPECIE_NO_TOTAL.provision, texto, "valor")
