"""The deadlines of whoever looks: as a month, as lists, and as calendars that other programs read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records import identity
from activities.records.context import load_calendars
from activities.records.queries import agenda as records
from activities.records.queries.agenda import AgendaFilter, Reach, Standing
from activities.records.queries.cases import get_case
from activities.records.queries.views import DeadlineView
from activities.records.tables import UnitRow
from api.deps import MANAGERS, DoorDep, Reader, SessionDep
from api.identity.principal import Principal
from api.problems import Problem
from api.web.cuts import Cut, Day, Word
from api.web.formatters import about_so_many, counted
from api.web.inputs import clean
from api.web.templating import page
from api.web.views import agenda as views
from api.web.views.listas import TabLink, address, applied, pager
from api.web.views.procedimentos import all_types, case_name
from workflows.clock import Binds, Calendar, Nature, local_date

router = APIRouter(dependencies=[Depends(clean)])
PATH = "/prazos"
HOME = "mt-cuiaba"
LIMIT = 50
Shown = Literal["mes", "lista", "suspensos", "recontados"]
UNTIL = (
    ("", "Em aberto"),
    ("vencidos", "Vencidos"),
    ("7", "Próximos 7 dias"),
    ("30", "Próximos 30 dias"),
    ("todos", "Todos, cumpridos também"),
)
TABS: Mapping[Shown, str] = {"mes": "Mês", "lista": "Lista", "suspensos": "Suspensos", "recontados": "Recontados"}
STANDINGS = {"suspensos": Standing.SUSPENDED, "recontados": Standing.RECOUNTED}
OWN, UNIT, ALL = "meus", "unidade", "todos"


@dataclass(frozen=True)
class Asked(Cut):
    """What the filter bar says, by the names of the address. `ambito` is whose deadlines: of the person, their unit,
    or all that they may see."""

    q: Annotated[str, Query(max_length=200)] = ""
    procedimento: Word = ""
    processo: Word = ""
    natureza: Literal["", "peremptory", "administrative", "minimum", "validity", "cycle"] = ""
    obriga: Literal["", "administracao", "particular"] = ""
    ambito: Literal["", "meus", "unidade", "todos"] = ""
    prazo: Literal["", "vencidos", "7", "30", "todos"] = ""
    vence_de: Day = None
    vence_ate: Day = None

    def filter(self, reach: Reach | None, **more: Any) -> AgendaFilter:
        """What it asks of the records; `more` is said over it."""
        said: dict[str, Any] = {
            "reach": reach,
            "q": self.q or None,
            "type": self.procedimento or None,
            "case": self.processo or None,
            "nature": Nature(self.natureza) if self.natureza else None,
            "binds": Binds(self.obriga) if self.obriga else None,
        }
        return AgendaFilter(**{**said, **more})

    def listed(self, reach: Reach | None, today: date) -> AgendaFilter:
        """As `filter`, with how the list wants them to stand and when due."""
        near = timedelta(days=int(self.prazo)) if self.prazo.isdigit() else None
        standing = {"vencidos": Standing.OVERDUE, "todos": Standing.ANY}.get(self.prazo, Standing.OPEN)
        first, last = (today, today + near) if near else (self.vence_de, self.vence_ate)
        return self.filter(reach, standing=standing, due_from=first, due_until=last)


AskedDep = Annotated[Asked, Depends()]


@dataclass(frozen=True)
class Sight:
    """Whoever looks, and what is needed to show them deadlines."""

    session: AsyncSession
    who: Principal
    today: date
    asked: Asked
    unit: UnitRow | None
    calendars: Mapping[str, Calendar]

    @property
    def scopes(self) -> tuple[tuple[str, str], ...]:
        """Whose deadlines can be chosen; the first is what is meant when nothing is. Outside the body, one's own."""
        if not self.who.internal:
            return ()
        own, all_seen = (OWN, "Meus"), (ALL, "Todos")
        unit = ((UNIT, self.unit.name),) if self.unit else ()
        if self.who.holds(*(role.id for role in MANAGERS)):
            return ((ALL, "Todos"), own, *unit)
        return (("", "Meus e da unidade" if unit else "Meus"), own, *unit, all_seen)

    @property
    def reach(self) -> Reach | None:
        """Whom the deadlines concern; None for all that may be seen, which outside the body are one's own."""
        known = [id for id, _ in self.scopes] or [ALL]
        scope = self.asked.ambito if self.asked.ambito in known else known[0]
        if scope == ALL or self.asked.processo:
            return None
        roles = tuple(self.unit.roles) if self.unit and scope != OWN else ()
        return Reach(user=None if scope == UNIT else self.who.id, roles=roles)

    @property
    def home(self) -> Calendar:
        """The calendar of the unit, or of the body."""
        return self.calendar((self.unit.calendar if self.unit else None) or HOME)

    def calendar(self, id: str) -> Calendar:
        return self.calendars[id]

    async def count(self, wanted: AgendaFilter) -> int:
        return await records.count_agenda(self.session, self.who.viewer, wanted, today=self.today)

    async def names(self, deadlines: list[DeadlineView]) -> dict[str, str]:
        labels = await records.case_labels(self.session, (one.case_id for one in deadlines))
        return {id: case_name(*label) for id, label in labels.items()}


async def get_sight(reader: Reader, door: DoorDep, session: SessionDep, asked: AskedDep) -> Sight:
    """Whoever looks at the deadlines asked for."""
    units = await identity.list_units(session)
    calendars = {id: Calendar(data) for id, data in (await load_calendars(session)).items()}
    unit = next((one for one in units if one.id == reader.unit), None)
    return Sight(session, reader, local_date(door.now()), asked, unit, calendars)


@router.get(PATH)
async def prazos(
    request: Request,
    sight: Annotated[Sight, Depends(get_sight)],
    ver: Shown = "mes",
    mes: Annotated[str, Query(max_length=7)] = "",
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """The deadlines of whoever looks."""
    month = views.month_named(mes, sight.today)
    given = {"ver": "" if ver == "mes" else ver, "mes": mes and month.key, **sight.asked.given}
    shown = await _month(sight, month, given) if ver == "mes" else await _list(sight, ver, given, cursor)
    return page(
        request,
        sight.who,
        "pages/prazos.html",
        ver=ver,
        abas=await _tabs(sight, ver, given),
        filtro=sight.asked,
        mes=given["mes"],
        procedimentos=all_types(),
        naturezas=[(nature.value, title) for nature, title in views.NATURES.items()],
        obrigados=[(bound.value, title) for bound, title in views.BOUND.items()],
        ambitos=sight.scopes,
        situacoes=UNTIL,
        filtros=applied(PATH, given, await _titles(sight)),
        agendas=address(f"{PATH}/agendas", {"processo": sight.asked.processo}),
        **shown,
    )


async def _month(sight: Sight, month: views.Month, given: Mapping[str, str]) -> dict[str, Any]:
    """What the month's page says."""
    reach, viewer, today = sight.reach, sight.who.viewer, sight.today
    wanted = sight.asked.filter(reach, standing=Standing.ANY, due_from=month.start, due_until=month.end)
    found = await records.by_day(sight.session, viewer, wanted, today=today, most=views.MOST_A_DAY)
    within = wanted.model_copy(update={"due_from": month.first, "due_until": month.last})
    tally = await records.tally(sight.session, viewer, within, today=today)
    before = min(month.first, today) - views.DAY
    late = await sight.count(sight.asked.filter(reach, standing=Standing.OVERDUE, due_until=before))
    names = await sight.names([one for day in found.values() for one in day.deadlines])
    weeks = views.weeks(month, found, names, sight.home, today)
    return {
        "titulo": f"Prazos de {month.title.lower()}",
        "resumo": views.month_lead(month, tally, today),
        "mes_visto": month,
        "semanas": weeks,
        "quieto": all(day.quiet for week in weeks for day in week),
        "cabecas": views.heads(),
        "anterior": _to(month, -1, given),
        "seguinte": _to(month, 1, given),
        "vencidos": views.overdue_note(late, month, today),
        "ver_vencidos": address(PATH, {**given, "ver": "lista", "mes": "", "prazo": "vencidos"}),
        "dia_em": address(PATH, {**given, "ver": "lista", "mes": "", "prazo": "todos"}),
        "provisorio": month.last.year if sight.home.is_provisional_year(month.last.year) else 0,
    }


def _to(month: views.Month, step: int, given: Mapping[str, str]) -> Mapping[str, str] | None:
    other = month.beside(step)
    if other is None:
        return None
    return {"title": views.neighbour(other, month), "href": address(PATH, {**given, "mes": other.key})}


async def _list(sight: Sight, shown: Shown, given: Mapping[str, str], cursor: str | None) -> dict[str, Any]:
    """What the page of a list says."""
    asked, today = sight.asked, sight.today
    reach = sight.reach
    kept = asked.filter(reach, standing=STANDINGS[shown]) if shown in STANDINGS else asked.listed(reach, today)
    viewer = sight.who.viewer
    try:
        found = await records.list_agenda(sight.session, viewer, kept, today=today, cursor=cursor, limit=LIMIT)
    except ValueError:
        raise Problem("cursor-invalido") from None
    names = await sight.names(list(found.items))
    total = await sight.count(kept)
    said = f"{len(found.items)} de {counted(total, 'prazo', 'prazos', records.MOST_DUE)}"
    return {
        "titulo": "Prazos" if shown == "lista" else f"Prazos {TABS[shown].lower()}",
        "resumo": "",
        "linhas": [
            views.deadline_line(one, names.get(one.case_id, ""), sight.calendar(one.term.calendar), today)
            for one in found.items
        ],
        "pager": pager(PATH, given, said, cursor, found.next_cursor),
    }


async def _tabs(sight: Sight, current: Shown, given: Mapping[str, str]) -> list[TabLink]:
    """The four ways to look, with the same filters; dates and standing belong to the list alone.

    While somebody searches the sisters are not searched too, merely to say how many they would find.
    """
    alone = {**given, "prazo": "", "vence_de": "", "vence_ate": ""}
    counts = {
        name: about_so_many(await sight.count(sight.asked.filter(sight.reach, standing=how)), records.MOST_DUE)
        for name, how in STANDINGS.items()
        if not sight.asked.q
    }
    return [
        TabLink(
            title, address(PATH, {**alone, "ver": "" if name == "mes" else name}), name == current, counts.get(name)
        )
        for name, title in TABS.items()
    ]


async def _titles(sight: Sight) -> dict[str, str]:
    """What to call each filter in use."""
    asked = sight.asked
    found = {"q": f"“{asked.q}”", "procedimento": dict(all_types()).get(asked.procedimento, asked.procedimento)}
    if asked.processo:
        found["processo"] = (await _case(sight, asked.processo)) or "Um processo"
    if asked.natureza:
        found["natureza"] = views.NATURES[Nature(asked.natureza)]
    if asked.obriga:
        found["obriga"] = views.BOUND[Binds(asked.obriga)]
    if asked.ambito and sight.scopes:
        found["ambito"] = dict(sight.scopes).get(asked.ambito, "Todos")
    if asked.prazo:
        found["prazo"] = dict(UNTIL)[asked.prazo]
    if asked.vence_de:
        found["vence_de"] = f"vence {views.days_said(asked.vence_de, None)}"
    if asked.vence_ate:
        found["vence_ate"] = f"vence {views.days_said(None, asked.vence_ate)}"
    return found


async def _case(sight: Sight, id: str) -> str:
    """The name of a case, if whoever looks may see it."""
    found = await get_case(sight.session, sight.who.viewer, id)
    return case_name(found.type, found.label) if found else ""
