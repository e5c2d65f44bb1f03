"""News of a case or of a desk, each in one sentence with a way on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activities.records.queries.views import CaseFull, FactView
from api.web.formatters import clock_time, counted, date_short, plural
from api.web.views.fatos import MESSAGES, Names
from api.web.views.processo import fact_lines
from workflows.clock import local_date

READ = 50
"""So many of the last facts are read to say what happened."""


@dataclass(frozen=True)
class News:
    """What is said, and where it leads; an empty `href` is the same page, seen again."""

    said: str = ""
    href: str = ""
    link: str = ""


def case_moved(case: CaseFull, happened: Sequence[FactView], known: Names, today: date) -> News:
    """`Este processo andou às 14h32: …`, of what happened; nothing when nothing did."""
    if not happened:
        return News()
    told = next((fact for fact in reversed(happened) if fact.kind not in MESSAGES), happened[-1])
    sentence = fact_lines((told,), known)[0].sentence.rstrip(".")
    others = len(happened) - 1
    more = f", e mais {plural(others, 'registro', 'registros')}" if others else ""
    day = "" if local_date(told.at) == today else f"em {date_short(told.at)}, "
    when = f"{day}às {clock_time(told.at)}"
    return News(f"Este processo andou {when}: {sentence}{more}.", f"/processos/{case.id}", "Ver")


def desk_moved(new: int) -> News:
    """`Há 2 tarefas novas.`; that the list changed, when none is new."""
    said = f"Há {counted(new, 'tarefa nova', 'tarefas novas')}." if new else "Esta lista mudou desde que foi aberta."
    return News(said, "", "Atualizar")
