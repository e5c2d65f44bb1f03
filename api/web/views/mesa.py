"""What stands beside somebody's lists of tasks: filters by name, what mentions them, days to see a task again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from activities.records.queries.desk import DeskView, FilterView, MentionView
from activities.records.queries.views import FollowUpView
from activities.records.tables import SavedFilterRow
from api.web.formatters import date_br, relative

MENTIONS = "/tarefas/mencoes"


@dataclass(frozen=True)
class Chip:
    """A filter kept under a name, as a link to its list."""

    title: str
    href: str
    current: bool = False
    shared: bool = False


@dataclass(frozen=True)
class Mentioned:
    """A comment that mentions whoever looks."""

    act: str
    by: str
    at: datetime
    title: str
    subject: str
    href: str
    text: str
    seen: bool


@dataclass(frozen=True)
class Again:
    """When (`day`) a task is to be seen again and why, in words; `back` when the day has come."""

    said: str
    note: str
    href: str
    day: date
    back: bool = False


@dataclass(frozen=True)
class KeptFilter:
    """A filter on the page where they are looked after; who may not change it only follows it."""

    id: str
    name: str
    href: str
    said: str
    mine: bool


@dataclass(frozen=True)
class Beside:
    """All that a list of tasks shows beside its rows. `keep` is where the list shown is given a name."""

    chips: tuple[Chip, ...] = ()
    keep: str = ""
    mentions: tuple[Mentioned, ...] = ()
    more_mentions: bool = False
    keys: bool = True


SHOWN_MENTIONS = 3


def beside(desk: DeskView, path: str, query: str, own: bool) -> Beside:
    """What stands beside the list at `path` whose address asks for `query` (nothing for the plain one).

    What mentions somebody stands beside their `own` tasks.
    """
    return Beside(
        chips=chips(desk.filters, path, query),
        keep=f"{path}/filtros?{query}" if query else "",
        mentions=mentioned(desk.mentions[:SHOWN_MENTIONS]) if own else (),
        more_mentions=len(desk.mentions) > SHOWN_MENTIONS,
        keys=desk.single_keys,
    )


def chips(filters: Iterable[FilterView], path: str, query: str) -> tuple[Chip, ...]:
    """The filters as links, the one that is shown marked."""
    return tuple(
        Chip(one.name, f"{path}?{one.query}" if one.query else path, one.query == query, one.shared) for one in filters
    )


def mentioned(mentions: Iterable[MentionView]) -> tuple[Mentioned, ...]:
    """Comments that mention somebody, each with the way to where it stands."""
    return tuple(
        Mentioned(
            act=one.act,
            by=one.by or "Alguém",
            at=one.at,
            title=one.title or "Processo",
            subject=one.subject or "",
            href=f"/tarefas/{one.task}#c-{one.act}" if one.task else f"/processos/{one.case_id}",
            text=one.text,
            seen=one.seen,
        )
        for one in mentions
    )


def again(paper: FollowUpView, today: date) -> Again:
    """`Volta em 10/04/2026, em 3 dias`; once the day has come, `Para rever hoje`."""
    back = paper.until <= today
    day = date_br(paper.until)
    if back:
        said = "Para rever hoje" if paper.until == today else f"Para rever desde {day}"
    else:
        said = f"Volta em {day}, {relative(paper.until, today)}"
    return Again(said, paper.note, f"/tarefas/{paper.task}/acompanhar", paper.until, back)


def overtaken(one: Again | None, due: date | None) -> Again | None:
    """`one`, saying so when the task's deadline has since come to end before the day: nothing hides the task then."""
    if one is None or one.back or due is None or due >= one.day:
        return one
    return replace(one, said=f"O prazo passou a vencer antes do dia que você marcou, {date_br(one.day)}")


def agains(papers: Iterable[FollowUpView], today: date) -> Mapping[str, Again]:
    """By task, when it is to be seen again."""
    return {one.task: again(one, today) for one in papers}


def kept_filters(
    rows: Sequence[SavedFilterRow], path: str, said: Mapping[str, str], editable: Iterable[str]
) -> tuple[KeptFilter, ...]:
    """The filters to look after: `said` is what each query asks for, `editable` the ids of those one may change."""
    mine = set(editable)
    return tuple(
        KeptFilter(one.id, one.name, f"{path}?{one.query}" if one.query else path, said[one.query], one.id in mine)
        for one in rows
    )
