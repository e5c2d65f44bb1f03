"""The lists behind the figures of the panel: their rows, and what to call the cuts in use."""

from dataclasses import dataclass
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import identity
from activities.records.queries.views import DeadlineView
from api.web.cuts import DeadlineCut, TaskCut, dates_titled
from api.web.formatters import bare, capital
from api.web.views.citacoes import Cite, cite
from api.web.views.procedimentos import case_name, task_declaration
from api.web.views.situacao import Due, due_of
from workflows.kernel.roles import role_title

DUE = {"vencido": "vencidas", "proximo": "vencem em 7 dias"}
STANDINGS = {
    "vencidos": "vencidos",
    "hoje": "vencem hoje",
    "proximos": "vencem em 7 dias",
    "suspensos": "suspensos",
    "provisorios": "provisórios",
    "cumpridos": "cumpridos no prazo, em 12 meses",
    "atrasados": "encerrados fora do prazo, em 12 meses",
}
BOUND = {"administracao": "da administração", "particular": "de OSCs e interessados"}


@dataclass(frozen=True)
class DeadlineLine:
    """A row: what is due, in which case, by which provision, when."""

    title: str
    href: str
    case: str
    case_href: str
    cite: Cite
    due: Due


def deadline_line(deadline: DeadlineView, number: str, today: date) -> DeadlineLine:
    """The row of `deadline`, whose case goes by `number`."""
    return DeadlineLine(
        title=capital(deadline.title),
        href=f"/prazos/{deadline.id}",
        case=case_name(deadline.case_type, number),
        case_href=f"/processos/{deadline.case_id}",
        cite=cite(deadline.provision),
        due=due_of(deadline, today),
    )


async def task_titles(session: AsyncSession, cut: TaskCut) -> dict[str, str]:
    """What to call each parameter of `cut` that says something."""
    units = {unit.id: unit.name for unit in await identity.list_units(session)} if cut.unidade else {}
    people = await identity.names_of(session, [cut.pessoa]) if cut.pessoa else {}
    act = task_declaration(cut.ato)
    titles = {
        "procedimento": case_name(cut.procedimento, ""),
        "papel": capital(bare(role_title(cut.papel))),
        "unidade": units.get(cut.unidade, cut.unidade),
        "pessoa": people.get(cut.pessoa, cut.pessoa),
        "ato": act.title if act else cut.ato,
        "prazo": DUE.get(cut.prazo, ""),
        "livre": "na fila, com ninguém",
    }
    return {name: title for name, title in titles.items() if name in cut.given}


def deadline_titles(cut: DeadlineCut) -> dict[str, str]:
    """As `task_titles`, of deadlines."""
    titles = {"situacao": STANDINGS.get(cut.situacao, ""), "obriga": BOUND.get(cut.obriga, ""), "ato": cut.ato}
    return {name: title for name, title in titles.items() if name in cut.given} | dates_titled(cut, {"vence": "vence"})
