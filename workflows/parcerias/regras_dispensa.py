"""Arts. 23 to 25: the grounds on which no public call is held, and when what rests on them may be signed."""

from datetime import date, timedelta
from enum import StrEnum

from workflows.norms import DEC_167, Provision

LIMITE_DA_URGENCIA = 180
ANTECEDENCIA_NO_DIARIO = 10


class Hipotese(StrEnum):
    """A ground of art. 23 (the call may be dispensed with) or of art. 24 (no competition is possible)."""

    URGENCIA = "urgencia"
    GUERRA = "guerra"
    CALAMIDADE = "calamidade-publica"
    PERTURBACAO = "grave-perturbacao-da-ordem"
    AMEACA = "ameaca-a-paz-social"
    OBJETO_SINGULAR = "objeto-singular"
    ENTIDADE_ESPECIFICA = "entidade-especifica"

    @property
    def dispositivo(self) -> Provision:
        """The provision that gives the ground."""
        if self is Hipotese.URGENCIA:
            return DEC_167.art(23, inciso="I")
        return DEC_167.art(23, inciso="II") if self.dispensa else DEC_167.art(24)

    @property
    def dispensa(self) -> bool:
        """Whether it is a ground of art. 23; else it is one of art. 24."""
        return self not in (Hipotese.OBJETO_SINGULAR, Hipotese.ENTIDADE_ESPECIFICA)


TITULOS = {
    Hipotese.URGENCIA: "Urgência por paralisação, ou risco dela, de atividade relevante, até 180 dias (art. 23, I)",
    Hipotese.GUERRA: "Guerra (art. 23, II)",
    Hipotese.CALAMIDADE: "Calamidade pública (art. 23, II)",
    Hipotese.PERTURBACAO: "Grave perturbação da ordem pública (art. 23, II)",
    Hipotese.AMEACA: "Ameaça à paz social (art. 23, II)",
    Hipotese.OBJETO_SINGULAR: "Competição inviável: objeto de natureza singular (art. 24)",
    Hipotese.ENTIDADE_ESPECIFICA: "Competição inviável: só uma entidade pode atingir as metas (art. 24)",
}


def cabe_na_urgencia(hipotese: Hipotese, vigencia_em_dias: int | None) -> bool:
    """Art. 23, I, read as a cap on the term of the partnership: at most 180 days; other grounds cap none."""
    if hipotese is not Hipotese.URGENCIA:
        return True
    return vigencia_em_dias is not None and 0 < vigencia_em_dias <= LIMITE_DA_URGENCIA


def primeiro_dia(publicado_no_diario: date) -> date:
    """Art. 25, § 1º: the first day on which the partnership may be celebrated, ten continuous days from the Diário."""
    return publicado_no_diario + timedelta(days=ANTECEDENCIA_NO_DIARIO)


def nulidades(ato: date, no_sitio: date, no_diario: date, assinatura: date) -> tuple[str, ...]:
    """Art. 25, § 1º: why a partnership signed on that day would be void; empty when nothing makes it so."""
    found = []
    if no_sitio != ato:
        found.append(f"o extrato saiu no sítio em {no_sitio:%d/%m/%Y}, e não na data do ato, {ato:%d/%m/%Y}")
    if assinatura < primeiro_dia(no_diario):
        found.append(f"os dez dias do Diário Oficial terminam em {primeiro_dia(no_diario):%d/%m/%Y}")
    return tuple(found)
