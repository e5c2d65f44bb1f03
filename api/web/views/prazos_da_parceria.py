"""The deadlines of each side of a partnership, in words: SINFRA's and the organisation's in the same table."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from activities.records.queries.partnerships import OwedDeadline
from api.services.partnership_deadlines import Bound, Side, Stand
from api.web.formatters import capital, date_br, plural
from api.web.views.citacoes import Cite, cite
from api.web.views.procedimentos import case_name
from api.web.views.situacao import State, amount, remaining, state_on
from workflows.clock import Late, Nature, Unit

Linked = Callable[[OwedDeadline], bool]
TITLES = {Side.SINFRA: "Prazos da SINFRA", Side.ORGANIZATION: "Prazos da organização"}
NOTHING = {
    Side.SINFRA: "Nenhum prazo correu nem corre para a SINFRA.",
    Side.ORGANIZATION: "Nenhum prazo correu nem corre para a organização.",
}
FIRST = (Stand.LATE, Stand.RUNNING, Stand.HELD, Stand.NEVER, Stand.MET_LATE)
"""What is shown at once, in this order; what was met in time, or is simply over, is folded."""
STATES = {
    Stand.LATE: State.LATE, Stand.NEVER: State.LATE, Stand.HELD: State.HELD, Stand.MET: State.MET,
    Stand.MET_LATE: State.MET, Stand.OVER: State.MET,
}  # fmt: skip
COUNTED = {
    Stand.LATE: ("vencido", "vencidos"),
    Stand.NEVER: ("não cumprido", "não cumpridos"),
    Stand.MET_LATE: ("cumprido com atraso", "cumpridos com atraso"),
    Stand.MET: ("cumprido no prazo", "cumpridos no prazo"),
    Stand.RUNNING: ("em curso", "em curso"),
    Stand.HELD: ("suspenso", "suspensos"),
}


@dataclass(frozen=True)
class BoundLine:
    """A deadline: what, in which case, by which provision, until when (None while suspended), how it stands in a word,
    by how many days it is late and what else there is to say, and the way to its proof, '' where none is shown."""

    title: str
    case: str
    cite: Cite
    due: date | None
    state: State
    word: str
    late: str
    said: str
    href: str


@dataclass(frozen=True)
class SideView:
    """The deadlines of a side: its title, their sum in a sentence, what is shown at once, what is folded."""

    id: str
    title: str
    sum: str
    shown: tuple[BoundLine, ...]
    folded: tuple[BoundLine, ...]


def sides(found: Iterable[Bound], today: date, linked: Linked = lambda _: False) -> tuple[SideView, ...]:
    """Both sides, SINFRA first. `linked`: whether whoever reads may see the case of a deadline, and so its proof."""
    told = [one for one in found if one.stand is not Stand.DROPPED]
    return tuple(_side(side, [one for one in told if one.side is side], today, linked) for side in Side)


def _side(side: Side, found: list[Bound], today: date, linked: Linked) -> SideView:
    counts = Counter(one.stand for one in found)
    words = [plural(counts[stand], *named) for stand, named in COUNTED.items() if counts[stand]]
    first = sorted((one for one in found if one.stand in FIRST), key=lambda one: (FIRST.index(one.stand), _by(one)))
    last = sorted((one for one in found if one.stand not in FIRST), key=_by, reverse=True)
    return SideView(
        id=side.value,
        title=TITLES[side],
        sum=f"{', '.join(words)}." if words else NOTHING[side],
        shown=tuple(_line(one, today, linked) for one in first),
        folded=tuple(_line(one, today, linked) for one in last),
    )


def _by(one: Bound) -> tuple[date, str]:
    return one.deadline.due or date.max, one.deadline.id


def _line(one: Bound, today: date, linked: Linked) -> BoundLine:
    deadline = one.deadline
    word, late, said = _words(one)
    running = state_on(deadline.due, deadline.provisional, today) if deadline.due else State.NONE
    return BoundLine(
        title=capital(deadline.title),
        case=case_name(deadline.case_type, f"{deadline.number}/{deadline.year}"),
        cite=cite(deadline.provision),
        due=deadline.due,
        state=STATES.get(one.stand, running),
        word=word,
        late=late,
        said=said,
        href=f"/prazos/{deadline.id}" if linked(deadline) else "",
    )


def _words(one: Bound) -> tuple[str, str, str]:
    """The word of the chip, by how much it is late, and what else is to be said."""
    on = f"em {date_br(one.closed)}" if one.closed else ""
    match one.stand:
        case Stand.RUNNING:
            provisional = "a data passa por um ano cujo calendário ainda não foi decretado"
            return "Em curso", "", provisional if one.deadline.provisional else ""
        case Stand.HELD:
            return "Suspenso", "", remaining(one.deadline)
        case Stand.LATE:
            return "Vencido", days_late(one.late, "há "), ""
        case Stand.MET_LATE:
            return "Cumprido com atraso", days_late(one.late, "", " depois"), on
        case Stand.NEVER:
            over = f"o processo seguiu sem ele {on}" if one.late else "até o fim do prazo"
            return "Não cumprido", days_late(one.late, "", " de atraso"), over
        case Stand.MET:
            return "Cumprido", "", on
    return "Terminado" if one.deadline.term.nature is Nature.VALIDITY else "Encerrado", "", on


def days_late(late: Late | None, before: str = "", after: str = "") -> str:
    """`há 12 dias úteis`, `40 dias depois`; before the first working day passed, that none did."""
    if late is None:
        return ""
    if late.days == 0:
        return "sem dia útil de atraso"
    unit = Unit.DIA if late.unit is Unit.DIA_CORRIDO else late.unit
    return f"{before}{amount(late.days, unit)}{after}"
