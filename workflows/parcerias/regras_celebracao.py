"""Arts. 10, 25 and 34: on which day an instrument may be signed. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from workflows.norms import DEC_167, Provision
from workflows.parcerias.regras_dispensa import nulidades


@dataclass(frozen=True)
class ContratacaoDireta:
    """The days of a direct hiring: of its act, of both publications, and of its release."""

    ato: date
    no_sitio: date
    no_diario: date
    liberada: date

    @classmethod
    def de(cls, detalhes: Mapping[str, str], liberada: date | None) -> Self:
        """As the register of direct hirings says them, released since that day."""
        dias = {nome: date.fromisoformat(detalhes[nome]) for nome in ("ato", "no_sitio", "no_diario")}
        return cls(liberada=liberada or dias["no_diario"], **dias)


@dataclass(frozen=True)
class Condicoes:
    """What bounds the day of a signature: today, the last of what art. 34 asks, the certificate, a direct hiring."""

    hoje: date
    pronta: date
    certidao_ate: date | None = None
    direta: ContratacaoDireta | None = None


Obice = tuple[Provision, str]


def obices(assinatura: date, condicoes: Condicoes) -> Iterator[Obice]:
    """Why the instrument may not be signed on that day, each with its provision; nothing when it may."""
    if assinatura > condicoes.hoje:
        yield DEC_167.art(34, inciso="VIII"), "A data da assinatura ainda não chegou."
    if assinatura < condicoes.pronta:
        antes = f"As providências anteriores só terminaram em {condicoes.pronta:%d/%m/%Y}."
        yield DEC_167.art(34), antes
    if condicoes.certidao_ate is not None and assinatura > condicoes.certidao_ate:
        vencida = f"A certidão de habilitação venceu em {condicoes.certidao_ate:%d/%m/%Y}; renove-a antes de assinar."
        yield DEC_167.art(10), vencida
    if condicoes.direta is not None:
        yield from _da_contratacao_direta(assinatura, condicoes.direta)


def _da_contratacao_direta(assinatura: date, direta: ContratacaoDireta) -> Iterator[Obice]:
    for nulo in nulidades(direta.ato, direta.no_sitio, direta.no_diario, assinatura):
        yield DEC_167.art(25, par=1), f"A parceria seria nula: {nulo}."
    if assinatura < direta.liberada:
        espera = f"A contratação direta só foi liberada em {direta.liberada:%d/%m/%Y}."
        yield DEC_167.art(25, par=2), espera
