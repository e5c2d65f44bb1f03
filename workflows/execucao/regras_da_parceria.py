"""Arts. 36, 38 and 80: from the instrument to the partnership as it runs: its term, its calendar, its money. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from workflows.clock import MonthRule, add_months, local_date
from workflows.execucao.formularios_alteracao import PedidoDeAlteracao
from workflows.execucao.formularios_da_parceria import InstrumentoACumprir
from workflows.execucao.mudancas import LINHAS, Mudanca, ParcelaPrevista, Vigente, depois_de, mudada
from workflows.execucao.parceria_em_curso import ParceriaEmCurso
from workflows.execucao.razao import Lugar, Natureza, Razao, linha
from workflows.execucao.regras_alteracao import NADA_A_REPASSAR, diferenca
from workflows.execucao.regras_ciclos import UM_DIA, Ciclo, DaLiberacao, ciclos, virada
from workflows.execucao.regras_dos_meses import valem
from workflows.kernel.messages import CaseResult
from workflows.norms import DEC_167, Provision
from workflows.parcerias.dinheiro import centavos, em_reais, soma
from workflows.parcerias.formularios_plano import Parcela
from workflows.parcerias.instrumento import InstrumentoEficaz


def fim_da_vigencia(instrumento: InstrumentoEficaz) -> date:
    """The last day of the term, counted from the day on which the instrument has effect (Civil Code, art. 132).

    A term of months ends on the day of the same number, or on the next when the month has none.
    """
    meses, dias = instrumento.minuta.vigencia_em_meses, instrumento.minuta.vigencia_em_dias
    if meses is not None:
        return add_months(instrumento.eficaz_desde, meses, MonthRule.DIA_SEGUINTE)
    return instrumento.eficaz_desde + timedelta(days=dias or 0)


def em_curso(instrumento: InstrumentoEficaz) -> ParceriaEmCurso:
    """The partnership that the instrument begins. Raises `ValueError` when it has no term."""
    if instrumento.minuta.vigencia_em_meses is None and instrumento.minuta.vigencia_em_dias is None:
        raise ValueError("an instrument has a term, of months or of days")
    return ParceriaEmCurso(
        numero=instrumento.numero, tipo=instrumento.tipo, objeto=instrumento.objeto,
        organizacao=instrumento.organizacao, parte=instrumento.parte, inicio=instrumento.eficaz_desde,
        fim=fim_da_vigencia(instrumento), repasse=instrumento.minuta.valor_do_repasse,
        gestores=instrumento.gestores, suplentes=instrumento.suplentes, comissao=instrumento.comissao,
        posicao=instrumento.minuta.posicao,
    )  # fmt: skip


def por_meses(desembolso: Iterable[Parcela], inicio: date) -> tuple[ParcelaPrevista, ...]:
    """A plan's calendar, by months of the partnership, as one by days: the first month begins with the term."""
    na_ordem = sorted(desembolso, key=lambda uma: uma.mes)
    return tuple(
        ParcelaPrevista(numero=numero, dia=add_months(inicio, uma.mes - 1), valor=uma.valor, obra=uma.obra)
        for numero, uma in enumerate(na_ordem, start=1)
    )


def a_cumprir(instrumento: InstrumentoEficaz, desembolso: Iterable[Parcela]) -> InstrumentoACumprir:
    """What the execution of an instrument starts from, with the plan's calendar by months as one by days.

    A calendar that is not the instrument's, or that nobody knows, is left to be recorded in the case.
    """
    previstas = por_meses(desembolso, instrumento.eficaz_desde)
    errada = any(desacertos(previstas, em_curso(instrumento)))
    return InstrumentoACumprir(instrumento=instrumento, parcelas=() if errada else previstas)


def em_vigor(instrumento: InstrumentoEficaz, dia: date) -> bool:
    """Whether the instrument may still be executed on a day: its term has begun, and is not over."""
    return instrumento.eficaz_desde <= dia <= fim_da_vigencia(instrumento)


def parcela_seguinte(vigente: Vigente, numero: int) -> ParcelaPrevista | None:
    """The instalment of that number; None when there is none that the term still lets be released."""
    uma = vigente.parcela(numero)
    return uma if uma is not None and uma.dia <= vigente.ultimo_dia else None


def desacertos(parcelas: Sequence[ParcelaPrevista], parceria: ParceriaEmCurso) -> Iterator[tuple[Provision, str]]:
    """What keeps a calendar of disbursement from being the partnership's, each with its provision."""
    if [uma.numero for uma in parcelas] != list(range(1, len(parcelas) + 1)):
        yield DEC_167.art(38), "As parcelas são numeradas de 1 em diante, na ordem."
    dias = [uma.dia for uma in parcelas]
    if dias != sorted(dias):
        yield DEC_167.art(38), "As parcelas vêm na ordem das datas."
    if any(not parceria.inicio <= dia <= parceria.fim for dia in dias):
        vigencia = f"As parcelas são de {parceria.inicio:%d/%m/%Y} a {parceria.fim:%d/%m/%Y}, a vigência."
        yield DEC_167.art(36, inciso="VI"), vigencia
    total, repasse = soma(uma.valor for uma in parcelas), centavos(parceria.repasse)
    if total != repasse:
        yield DEC_167.art(36, inciso="III"), f"As parcelas somam {em_reais(total)} e o repasse é {em_reais(repasse)}."


def desacertos_da_alteracao(
    vigente: Vigente, pedido: PedidoDeAlteracao, abertas: int
) -> Iterator[tuple[Provision, str]]:
    """What keeps a change of value or of instalments from leaving a calendar that is the partnership's, each with its
    provision; none where it changes neither, nor of what was already so before it.

    `abertas`: how many instalments were opened, from the first on; they go on as they are.
    """
    if not (pedido.parcelas or pedido.acrescimo or pedido.reducao):
        return
    if pedido.reducao and pedido.reducao >= vigente.parceria.repasse:
        yield NADA_A_REPASSAR
        return
    if mexidas := [uma.numero for uma in pedido.parcelas if uma.numero <= abertas]:
        ja = f"A {mexidas[0]}ª parcela já foi aberta e segue como está; mudam as que vêm depois."
        yield DEC_167.art(36, inciso="III"), ja
    mudanca = Mudanca(fim=pedido.novo_fim, diferenca=diferenca(pedido), parcelas=pedido.parcelas)
    depois, antes = mudada(vigente, mudanca), set(desacertos(vigente.parcelas, vigente.parceria))
    for dispositivo, desacerto in desacertos(depois.parcelas, depois.parceria):
        if (dispositivo, desacerto) not in antes:
            yield dispositivo, f"Depois da alteração: {desacerto[0].lower()}{desacerto[1:]}"


def razao_da(pedido: InstrumentoACumprir, resultados: Iterable[CaseResult]) -> Razao:
    """The ledger: what was agreed, what was released before the case, and what the cases under it came to, in order;
    of each month, as it was registered last."""
    vigente = Vigente(em_curso(pedido.instrumento), ())
    pactuado = centavos(vigente.parceria.repasse)
    linhas = [
        linha(vigente.parceria.inicio, Natureza.PACTUADO, pactuado, "Valor total do repasse", DEC_167.art(36)),
        *(
            linha(uma.dia, Natureza.REPASSE, centavos(uma.valor), f"Parcela {numero}", DEC_167.art(38))
            for numero, uma in enumerate(pedido.liberadas, start=1)
        ),
    ]
    for resultado in valem(list(resultados)):
        vigente = depois_de(vigente, [resultado.data])
        linhas += Razao.from_json(resultado.data.get(LINHAS) or ()).linhas
        mudou, pactuado = centavos(vigente.parceria.repasse) - pactuado, centavos(vigente.parceria.repasse)
        if mudou:
            natureza = Natureza.PACTUADO if mudou > 0 else Natureza.REDUZIDO
            dia = local_date(resultado.ended_at)
            linhas.append(linha(dia, natureza, abs(mudou), "Mudança do valor do repasse", DEC_167.art(49)))
    return Razao().with_line(*linhas)


def ciclo_seguinte(
    vigente: Vigente,
    abertos: int,
    contas_ate: date | None,
    cada: int | Sequence[tuple[date, int]],
    fim_do_exercicio: str,
    contagem: DaLiberacao | None = None,
) -> Ciclo | None:
    """The period of partial accounts that comes after as many as were opened; None when the term has no other.

    Periods that ended by `contas_ate` were accounted for elsewhere; one that ends with the term belongs to the final
    accounts (art. 83).
    """
    todos = ciclos(vigente.parceria.inicio, vigente.ultimo_dia, cada, fim_do_exercicio, contagem=contagem)
    na_vigencia = [um for um in todos if um.abre <= vigente.ultimo_dia]
    devidos = [um for um in na_vigencia if contas_ate is None or um.fim > contas_ate]
    return devidos[abertos] if abertos < len(devidos) else None


def contas_dadas_ate(contas_ate: date | None, comecou: date, segue_desde: date) -> date | None:
    """Until when the accounts of a partnership were told elsewhere; None when none were.

    A case that came to open the periods itself only on `segue_desde`, after it had begun, opens none that ended before.
    """
    if segue_desde <= comecou:
        return contas_ate
    return max(contas_ate or comecou, segue_desde - UM_DIA)


def primeira_liberacao(pedido: InstrumentoACumprir, repasses: Iterable[CaseResult]) -> DaLiberacao:
    """Art. 80: the first instalment that was released, before the partnership was followed here or under it."""
    if pedido.liberadas:
        return DaLiberacao(pedido.liberadas[0].dia)
    for repasse in repasses:
        if dia := repasse.data.get("liberada_em"):
            return DaLiberacao(date.fromisoformat(dia), local_date(repasse.ended_at))
    return DaLiberacao()


def intervalo_das_contas(
    instrumento: InstrumentoEficaz, do_orgao: Sequence[tuple[date, int]]
) -> int | Sequence[tuple[date, int]]:
    """Art. 81: every how many days partial accounts are due, by the instrument, or else as the body has it from each
    day on."""
    return instrumento.minuta.contas_parciais_em_dias or do_orgao


def periodo_de_contas(pedido: InstrumentoACumprir, parceria: ParceriaEmCurso, ciclo: Ciclo) -> dict[str, Any]:
    """Art. 80: whose accounts, of which period, and which of its documents there are to ask for."""
    return {
        "parceria": parceria, "numero": ciclo.numero, "inicio": ciclo.inicio, "fim": ciclo.fim,
        "encerra_exercicio": ciclo.encerra_exercicio, "so_projetos": pedido.so_projetos,
        "tem_contrapartida": pedido.instrumento.minuta.contrapartida is not None,
    }  # fmt: skip


def virada_seguinte(vigente: Vigente, depois: date, fim_do_exercicio: str) -> date | None:
    """The next last day of a financial year after a day, when the partnership goes on beyond it."""
    viradas = (virada(ano, fim_do_exercicio) for ano in range(depois.year, vigente.ultimo_dia.year + 1))
    return next((dia for dia in viradas if depois < dia < vigente.ultimo_dia), None)


def tudo_liberado(razao: Razao) -> bool:
    """Whether nothing of what was agreed is still to be released."""
    return razao.balance(Lugar.A_LIBERAR) <= 0


def dinheiro_ou_nada(quantia: int) -> Decimal | None:
    """Cents as an amount of a form; None when there is nothing."""
    return Decimal(quantia) / 100 if quantia > 0 else None
