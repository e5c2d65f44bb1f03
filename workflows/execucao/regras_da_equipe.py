"""Art. 46: when the people who carry out the plan may be paid with the money of a partnership. Money in cents."""

from collections import Counter
from collections.abc import Iterable, Iterator

from workflows.execucao.apontamentos import Apontamento, a_julgar, vedada
from workflows.execucao.formularios_despesa import Despesa, Tipo
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import centavos, em_reais

INTEIRA = 100
"""Per cent of the time that leaves nothing to be shared."""


def da_equipe(despesa: Despesa, teto: int | None) -> Iterator[Apontamento]:
    """Art. 46, I to IV, and §§ 2º and 4º. `teto` is the ceiling of the state Executive in cents, None when unknown."""
    if despesa.tipo is not Tipo.EQUIPE:
        return
    if despesa.demonstracao is None:
        texto = "Diga onde se demonstram a qualificação e o valor de mercado da região."
        yield vedada(DEC_167.art(46), texto, "demonstracao")
    if despesa.remuneracao is None or despesa.dedicacao is None:
        texto = "Diga a remuneração inteira e a parte do tempo dedicada à parceria."
        yield vedada(DEC_167.art(46, inciso="IV"), texto, "dedicacao")
        return
    yield from _abaixo_do_teto(centavos(despesa.remuneracao), teto)
    yield from _proporcional(despesa, centavos(despesa.remuneracao), despesa.dedicacao)


def _abaixo_do_teto(remuneracao: int, teto: int | None) -> Iterator[Apontamento]:
    inciso = DEC_167.art(46, inciso="III")
    if teto is None:
        yield a_julgar(inciso, "Cabe comparar a remuneração com o teto do Executivo estadual.", "remuneracao")
    elif remuneracao > teto:
        yield vedada(inciso, f"A remuneração passa do teto do Executivo estadual, {em_reais(teto)}.", "remuneracao")


def _proporcional(despesa: Despesa, remuneracao: int, dedicacao: int) -> Iterator[Apontamento]:
    if despesa.quantia * 100 > remuneracao * dedicacao:
        texto = f"{dedicacao}% de {em_reais(remuneracao)} é menos do que se pagou."
        yield vedada(DEC_167.art(46, inciso="IV"), texto, "valor")
    if dedicacao < INTEIRA and despesa.memoria is None:
        texto = "Remuneração rateada pede a memória de cálculo."
        yield vedada(DEC_167.art(46, par=2), texto, "memoria")


def sem_parentes(despesa: Despesa) -> Iterator[Apontamento]:
    """Art. 46, § 6º: no spouse, partner or relative up to the second degree of those who decide is paid."""
    if despesa.parente:
        texto = "Não se remunera cônjuge, companheiro ou parente até o segundo grau de quem decide na parceria."
        yield vedada(DEC_167.art(46, par=6), texto, "parente")


def sem_duplicidade(despesas: Iterable[Despesa]) -> Iterator[tuple[int, Apontamento]]:
    """Art. 46, § 2º: each expense by which one function is paid more than the whole of it, by its position."""
    pago = Counter[tuple[str, str | None]]()
    for indice, despesa in enumerate(despesas):
        if despesa.tipo is not Tipo.EQUIPE or despesa.remuneracao is None:
            continue
        pago[despesa.documento, despesa.funcao] += despesa.quantia
        if pago[despesa.documento, despesa.funcao] > centavos(despesa.remuneracao):
            texto = (
                "Os pagamentos do mês passam da remuneração inteira; cabe conferir se uma parcela foi paga duas vezes."
            )
            yield indice, a_julgar(DEC_167.art(46, par=2), texto, "valor")
