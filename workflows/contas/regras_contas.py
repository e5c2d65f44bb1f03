"""Arts. 83 to 95: how far the final accounts may be put off, and which decision their judgment admits. Pure."""

from collections.abc import Collection, Iterator
from enum import StrEnum

from workflows.norms import DEC_167, Provision

PRAZO_FINAL_EM_DIAS = 90
PRORROGACAO_MAXIMA_EM_DIAS = 30
PRAZO_DA_OMISSA_EM_DIAS = 15
PRAZO_DA_ANALISE_EM_DIAS = 150
PRAZO_DO_RECURSO_EM_DIAS = 15
PRAZO_DA_DECISAO_EM_DIAS = 30


def resta_prorrogar(concedidos: int) -> int:
    """Art. 83, § 1º: how many days may still be granted, of the thirty that all extensions add up to at most."""
    return max(0, PRORROGACAO_MAXIMA_EM_DIAS - concedidos)


class Fundamento(StrEnum):
    """Why accounts must be rejected (art. 95, sole paragraph)."""

    OMISSAO = "omissao"
    DESCUMPRIMENTO = "descumprimento-injustificado"
    DANO = "dano-ao-erario"
    DESVIO = "desfalque-ou-desvio"

    @property
    def dispositivo(self) -> Provision:
        """The provision that gives the ground."""
        incisos = {"omissao": "I", "descumprimento-injustificado": "II", "dano-ao-erario": "III"}
        return DEC_167.art(95, par="unico", inciso=incisos.get(self.value, "IV"))


FUNDAMENTOS = {
    Fundamento.OMISSAO: "Omissão no dever de prestar contas",
    Fundamento.DESCUMPRIMENTO: "Descumprimento injustificado do objeto",
    Fundamento.DANO: "Dano ao erário por ato de gestão ilegítimo ou antieconômico",
    Fundamento.DESVIO: "Desfalque ou desvio de dinheiro, bens ou valores públicos",
}


class Peca(StrEnum):
    """What a judgment has to consider (art. 94)."""

    EXECUCAO = "execucao"
    MONITORAMENTO = "monitoramento"
    PARECER = "parecer-tecnico-final"

    @property
    def dispositivo(self) -> Provision:
        """The provision that asks for it."""
        return DEC_167.art(94, inciso={"execucao": "I", "monitoramento": "II"}.get(self.value, "III"))


PECAS = {
    Peca.EXECUCAO: "Os documentos da execução (art. 94, I)",
    Peca.MONITORAMENTO: "Os documentos do monitoramento, com os relatórios técnicos (art. 94, II)",
    Peca.PARECER: "O Parecer Técnico Final Conclusivo (art. 94, III)",
}


def pecas_que_faltam(consideradas: Collection[Peca], *, omissas: bool) -> tuple[Peca, ...]:
    """What was not considered of the three; of accounts never presented there is no opinion to consider."""
    return tuple(uma for uma in Peca if uma not in consideradas and not (omissas and uma is Peca.PARECER))


Obice = tuple[Provision, str]


def obices_do_julgamento(
    fundamentos: Collection[Fundamento], *, rejeita: bool, ressalva: bool, causas: bool, omissas: bool
) -> Iterator[Obice]:
    """Art. 95: why a decision does not hold. A ground of the sole paragraph makes a rejection, and nothing else.

    `causas` says whether reservations were written down; `omissas`, that the accounts were never presented.
    """
    if omissas and Fundamento.OMISSAO not in fundamentos:
        yield Fundamento.OMISSAO.dispositivo, "As contas não foram apresentadas: marque a omissão entre os fundamentos."
    if not omissas and Fundamento.OMISSAO in fundamentos:
        yield Fundamento.OMISSAO.dispositivo, "As contas foram apresentadas: não há omissão no dever de prestá-las."
    if fundamentos and not rejeita:
        primeiro = min(fundamentos, key=list(Fundamento).index)
        yield primeiro.dispositivo, f"Comprovada esta situação, as contas são rejeitadas: {FUNDAMENTOS[primeiro]}."
    if rejeita and not fundamentos:
        yield DEC_167.art(95, par="unico"), "As contas só são rejeitadas por um dos quatro fundamentos; diga qual."
    if ressalva is not causas:
        dito = "Escreva as causas das ressalvas." if ressalva else "Sem ressalvas na decisão, não há causas a escrever."
        yield DEC_167.art(95, inciso="II"), dito
