"""Arts. 36, 37 and 81: what a draft must bring, and the numbers it may not pass. Pure; amounts in cents."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workflows.norms import DEC_167, Provision
from workflows.parcerias.dinheiro import centavos, em_reais
from workflows.parcerias.formularios_minuta import (
    CLAUSULAS,
    Clausula,
    MinutaDoInstrumento,
    Titularidade,
    TrechoDaObra,
)
from workflows.parcerias.regras_dispensa import LIMITE_DA_URGENCIA

VIGENCIA_MAXIMA_EM_MESES = 120
DEVOLUCAO_EM_DIAS = 30
AVISO_MINIMO_EM_DIAS = 60


@dataclass(frozen=True)
class Contexto:
    """What the case knows that the draft must agree with."""

    repasse: int
    tem_edital: bool
    urgencia: bool = False
    exige_suspensiva: bool = False


@dataclass(frozen=True)
class Pendencia:
    """What is missing or out of bounds: a clause in pt-BR, and the provision that asks for it."""

    dispositivo: Provision
    texto: str


def pendencias(minuta: MinutaDoInstrumento, contexto: Contexto) -> tuple[Pendencia, ...]:
    """All that keeps the draft from going on, in the order of the decree; empty when it conforms."""
    return (
        *(Pendencia(uma.dispositivo, f"falta a cláusula {CLAUSULAS[uma]}") for uma in _ausentes(minuta)),
        *_valores(minuta, contexto),
        *_vigencia(minuta, contexto),
        *_prazos(minuta),
        *_bens(minuta),
        *_condicionais(minuta, contexto),
    )


def _ausentes(minuta: MinutaDoInstrumento) -> list[Clausula]:
    return [uma for uma in Clausula if uma not in minuta.clausulas]


def _valores(minuta: MinutaDoInstrumento, contexto: Contexto) -> Iterator[Pendencia]:
    repasse = centavos(minuta.valor_do_repasse)
    if repasse != contexto.repasse:
        diverso = f"o repasse é de {em_reais(repasse)} e o plano desembolsa {em_reais(contexto.repasse)}"
        yield Pendencia(Clausula.REPASSE.dispositivo, diverso)
    if minuta.contrapartida is not None and minuta.contrapartida.em_deposito:
        yield Pendencia(DEC_167.art(36, par=3), "a contrapartida não pode ser depósito em dinheiro")


def _vigencia(minuta: MinutaDoInstrumento, contexto: Contexto) -> Iterator[Pendencia]:
    inciso = Clausula.VIGENCIA.dispositivo
    meses, dias = minuta.vigencia_em_meses, minuta.vigencia_em_dias
    if (meses is None) is (dias is None):
        yield Pendencia(inciso, "a vigência é determinada, em meses ou em dias")
    if meses is not None and meses > VIGENCIA_MAXIMA_EM_MESES:
        yield Pendencia(inciso, f"a vigência vai até {VIGENCIA_MAXIMA_EM_MESES} meses")
    if contexto.urgencia and (dias is None or dias > LIMITE_DA_URGENCIA):
        curta = f"na urgência a vigência é em dias e vai até {LIMITE_DA_URGENCIA}"
        yield Pendencia(DEC_167.art(23, inciso="I"), curta)
    autorizada = contexto.tem_edital and minuta.prorrogacao_no_edital
    if minuta.admite_prorrogacao and not autorizada:
        yield Pendencia(inciso, "só se prorroga com autorização expressa do edital")


def _prazos(minuta: MinutaDoInstrumento) -> Iterator[Pendencia]:
    if minuta.devolucao_em_dias != DEVOLUCAO_EM_DIAS:
        yield Pendencia(Clausula.SALDOS.dispositivo, f"saldos se devolvem em {DEVOLUCAO_EM_DIAS} dias")
    if minuta.aviso_de_rescisao_em_dias < AVISO_MINIMO_EM_DIAS:
        yield Pendencia(Clausula.RESCISAO.dispositivo, f"o aviso de rescisão é de ao menos {AVISO_MINIMO_EM_DIAS} dias")


def _bens(minuta: MinutaDoInstrumento) -> Iterator[Pendencia]:
    if minuta.titularidade is Titularidade.ORGANIZACAO and not minuta.clausula_do_dano:
        dano = "bens com a organização pedem a cláusula do dano"
        yield Pendencia(DEC_167.art(37, inciso="II", alinea="b"), dano)
    if minuta.compra_equipamentos and not minuta.inalienabilidade:
        yield Pendencia(DEC_167.art(37, par=2), "equipamentos pedem cláusula de inalienabilidade")


def _condicionais(minuta: MinutaDoInstrumento, contexto: Contexto) -> Iterator[Pendencia]:
    if not minuta.plano_anexo:
        yield Pendencia(DEC_167.art(36, par=1), "o plano de trabalho é anexo do termo")
    if contexto.exige_suspensiva and not minuta.clausula_suspensiva:
        yield Pendencia(DEC_167.art(33, par=3), "falta a cláusula que prende as parcelas da obra ao projeto executivo")
    for nome in repetidos(minuta.trechos):
        yield Pendencia(DEC_167.art(81, par="unico"), f"o trecho {nome} está duas vezes; cada um se entrega uma vez")


def repetidos(trechos: Iterable[TrechoDaObra]) -> tuple[str, ...]:
    """Art. 81, sole paragraph: the names that more than one stretch has, each once, however they are capitalised."""
    vistos = Counter(um.nome.casefold() for um in trechos)
    return tuple(nome for nome, vezes in vistos.items() if vezes > 1)
