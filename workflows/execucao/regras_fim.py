"""Arts. 36, XIV, and 37: the notice of whoever leaves a partnership, and what may become of its goods. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from workflows.execucao.formularios_fim import ART_36_XIV, Destinacao
from workflows.norms import DEC_167, Provision
from workflows.parcerias.regras_clausulas import AVISO_MINIMO_EM_DIAS


def primeiro_ultimo_dia(comunicada_em: date, aviso_em_dias: int) -> date:
    """Art. 36, XIV: the first day that may be the last of the partnership, once the other party was told.

    The notice is what the instrument says, and never shorter than sixty days, which run from the day after.
    """
    return comunicada_em + timedelta(days=max(aviso_em_dias, AVISO_MINIMO_EM_DIAS))


def obices_da_denuncia(
    comunicada_em: date, aviso_em_dias: int, ultimo_dia: date, inicio: date, fim: date
) -> Iterator[tuple[Provision, str]]:
    """What keeps a partnership, whose term goes from `inicio` to `fim`, from ending on `ultimo_dia`; nothing when it
    may."""
    if aviso_em_dias < AVISO_MINIMO_EM_DIAS:
        yield ART_36_XIV, f"O aviso do instrumento não pode ser menor que {AVISO_MINIMO_EM_DIAS} dias."
    primeiro = primeiro_ultimo_dia(comunicada_em, aviso_em_dias)
    if ultimo_dia < primeiro:
        yield ART_36_XIV, f"O aviso corre até {primeiro:%d/%m/%Y}; a parceria não termina antes."
    if ultimo_dia < inicio:
        yield ART_36_XIV, f"A vigência começa em {inicio:%d/%m/%Y}; a parceria não termina antes."
    if ultimo_dia >= fim:
        yield ART_36_XIV, f"A vigência termina em {fim:%d/%m/%Y}; não há o que antecipar."


def obices_da_doacao(destinacao: Destinacao, *, a_terceiros: bool) -> Iterator[tuple[Provision, str]]:
    """Art. 37, § 1º, II and III: what keeps SINFRA from giving the goods away."""
    if a_terceiros:
        if not destinacao.interesse_social:
            so = "A terceiros só se doa para fins de interesse social."
            yield DEC_167.art(37, par=1, inciso="III"), so
        if not destinacao.donatario:
            yield DEC_167.art(37, par=1, inciso="III"), "Diga quem recebe os bens."
    elif destinacao.necessarios:
        precisos = "Bens necessários para continuar o objeto não se doam à organização."
        yield DEC_167.art(37, par=1, inciso="II"), precisos
