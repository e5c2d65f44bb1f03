"""What keeps cases from going on, as rows: each says what happened, where, and what one can do."""

from dataclasses import dataclass
from datetime import date, datetime

from activities.records.queries.incidents import Orphan, Stuck, Undelivered
from api.services.panel import Incidents, StoppedCase
from api.web.formatters import capital, date_short, lower_first, plural
from api.web.views.citacoes import Cite, cite
from api.web.views.procedimentos import case_name
from api.web.views.situacao import Due, State
from workflows.kernel.roles import role_title


@dataclass(frozen=True)
class Incident:
    """A row. `href` is empty when there is no page to go to; `about` is what it concerns."""

    title: str
    about: str
    where: str
    said: str
    due: Due
    href: str = ""
    cite: Cite | None = None


def incident_lines(found: Incidents) -> tuple[Incident, ...]:
    """All that are told, what stops most first."""
    return (
        *_engine(found),
        *(_stopped(one) for one in found.stopped),
        *(_stuck(one) for one in found.stuck),
        *(_orphan(one) for one in found.orphans),
        *(_undelivered(one) for one in found.undelivered),
    )


def said(found: Incidents) -> str:
    """How many there are."""
    return plural(found.total, "assunto", "assuntos") if found.total else "nada agora"


def unknown(found: Incidents) -> str:
    """What could not be found out, as a sentence; empty when all could."""
    if found.engine.answers and None in (found.engine.workers, found.engine.faulty, found.engine.cut_off):
        return "O motor de processos não disse se há processos parados por falha; veja de novo em alguns minutos."
    return ""


def _engine(found: Incidents) -> tuple[Incident, ...]:
    late = Due(State.LATE, "Fora do ar")
    if not found.engine.answers:
        said = "Nenhum ato é aceito e nenhum prazo é acompanhado até que ele volte. Nada se perde."
        return (Incident("O motor de processos não responde", "Todos os processos", "Temporal", said, late),)
    if found.engine.workers is False:
        said = "Os atos esperam e os prazos não são acompanhados até que um trabalhador volte. Nada se perde."
        return (Incident("Nenhum trabalhador atende os processos", "Todos os processos", "Temporal", said, late),)
    return ()


def _stopped(one: StoppedCase) -> Incident:
    title = "Processo interrompido no motor" if one.cut_off else "Processo parado por falha do sistema"
    said = (
        "A execução terminou sem que o processo terminasse. Avise quem administra o Tramita."
        if one.cut_off
        else "O passo seguinte falha a cada tentativa. Avise quem administra o Tramita: corrigido, ele segue sozinho."
    )
    where = case_name(one.type, one.number)
    return Incident(title, one.subject, where, said, Due(State.LATE, "Parado"), f"/processos/{one.case}")


def _stuck(one: Stuck) -> Incident:
    return Incident(
        title=f"O prazo acabou e o processo não o notou: {lower_first(one.title)}",
        about=one.case_subject,
        where=case_name(one.case_type, ""),
        said="O processo pode estar parado por falha, ou sem trabalhador que o atenda.",
        due=Due(State.LATE, "Sem registro", after=since(one.since)),
        href=f"/processos/{one.case_id}",
    )


def _orphan(one: Orphan) -> Incident:
    role = role_title(one.role)
    said = f"{capital(role)} não tem ninguém ativo que possa praticar o ato. Designe alguém para ele."
    if one.held:
        said = "Está com quem não tem mais acesso ao sistema. Redistribua a tarefa."
    elif one.bars:
        everybody = f"Todos os que respondem por {role} estão excluídos ou impedidos."
        said = f"{everybody} A norma exige outra pessoa: {_why(one)}."
    return Incident(
        title=one.title,
        about="Ninguém pode agir",
        where=f"{case_name(one.case_type, '')}: {one.case_subject}",
        said=said,
        due=Due(State.LATE, "Sem responsável", after=since(one.offered_at)),
        href=f"/tarefas/{one.id}",
        cite=cite(one.provision),
    )


def _why(one: Orphan) -> str:
    """By which rules nobody may act: each once, with the provision behind it."""
    rules = {bar.reason.rstrip("."): bar.provision for bar in one.bars}
    return "; ".join(f"{reason} ({cite(place).short})" if place else reason for reason, place in rules.items())


def _undelivered(one: Undelivered) -> Incident:
    reason = f" Erro: {one.error}." if one.error else ""
    return Incident(
        title=f"Aviso não entregue: {one.subject}",
        about=one.case_subject,
        where=case_name(one.case_type, ""),
        said=f"Ficou só no aplicativo, depois de {plural(one.tries, 'tentativa', 'tentativas')}.{reason} "
        "Avise por outro meio.",
        due=Due(State.NONE, "Não entregue", after=since(one.at)),
        href=f"/tarefas/{one.task}" if one.task else f"/processos/{one.case_id}",
    )


def since(moment: date | datetime) -> str:
    """`desde 01/06`."""
    return f"desde {date_short(moment)}"
