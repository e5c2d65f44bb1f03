"""Arts. 54 and 55: what a technical report must contain, and which photographs are plausible. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date

from workflows.execucao.formularios_monitoramento import ElementosDoRelatorio, Foto
from workflows.execucao.parceria_em_curso import ParceriaEmCurso
from workflows.execucao.regras_fotografias import Fotografia, Onde, marcas
from workflows.norms import DEC_167, Provision
from workflows.parcerias.posicao import Posicao, pontos

Falta = tuple[Provision, str, str]


def faltas(relatorio: ElementosDoRelatorio) -> Iterator[Falta]:
    """Art. 54: what the report lacks, each with its provision and field."""
    if not relatorio.metas_comprovadas and not relatorio.despesas:
        sem = "Sem as metas comprovadas, o relatório analisa os comprovantes das despesas."
        yield DEC_167.art(54, inciso="IV"), sem, "despesas"
    if not relatorio.fotos and not relatorio.sem_fotos_porque:
        sem = "Junte as fotos georreferenciadas, ou diga por que não foi possível."
        yield DEC_167.art(54, par="unico"), sem, "sem_fotos_porque"


def onde_fica(parceria: ParceriaEmCurso, relatorio: Posicao | None, limite: int | None) -> Onde:
    """Where the work is declared to be: by the instrument or, while it says nothing, by who reports; `limite` metres
    is how far a photograph may be from there, None where no act says."""
    return Onde(pontos(parceria.posicao or relatorio), limite)


def ja_declarada(parceria: ParceriaEmCurso, relatorio: Posicao | None) -> Iterator[Falta]:
    """Art. 36, I: nobody says anew where the instrument says that the work is."""
    if parceria.posicao and relatorio:
        ja = "O instrumento já diz onde fica a obra; deixe em branco."
        yield DEC_167.art(36, inciso="I"), ja, "posicao"


def a_conferir(fotos: Iterable[Foto], inicio: date, fim: date, hoje: date, onde: Onde) -> list[str]:
    """The photographs whose place or day is not plausible for a period (both days included), in words in pt-BR."""
    return [
        f"{foto.descricao}: {', '.join(achadas)}" for foto in fotos
        if (achadas := list(marcas(Fotografia(foto.descricao, foto.tirada_em, foto.ponto), hoje, inicio, fim, onde)))
    ]  # fmt: skip
