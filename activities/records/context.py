"""What the body has decreed: read as the `Context` that cases carry, and changed by administrative acts.

Each change is one transaction: the change itself, an administrative fact with its author and act, chained by hash, and
the next version of the context. Cases learn of a new version with their next turn, or when they are told to look.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.administration import DECREES, What, administer, one_at_a_time
from activities.records.engine import Sessions
from activities.records.tables import (
    AdminFactRow,
    AmendmentRow,
    CalendarDayRow,
    CalendarRow,
    CalendarYearRow,
    ContextRow,
    ParameterOverrideRow,
    PersonLinkRow,
    PolicyRow,
)
from workflows.clock import (
    CalendarData,
    ClosureKind,
    Ground,
    Policy,
    SpecialDay,
    local_date,
    shipped_calendar_data,
    shipped_calendars,
)
from workflows.kernel.state import Amendment, Context, Decree, Link, ParameterOverride
from workflows.norms import provision

DEFAULT_BASE = "nacional"
KNOWN_DECREES = 20
"""So many of the last acts travel with the context: a case that was told of more than these names the newest."""
_LINK_SAID = {"party", "kind", "provision", "since", "ended", "until"}


async def load_context(session: AsyncSession) -> Context:
    """What the body has decreed, as of now: shipped calendars with what was decreed here laid over them."""
    head = (await session.exec(select(ContextRow))).one()
    version, cause = head.version, head.cause
    today = local_date(datetime.now(UTC))
    policies = select(PolicyRow).where(col(PolicyRow.since) <= today).order_by(col(PolicyRow.since).desc()).limit(1)
    policy = (await session.exec(policies)).one_or_none()
    overrides = select(ParameterOverrideRow).order_by(col(ParameterOverrideRow.key), col(ParameterOverrideRow.since))
    return Context(
        version=version,
        policy=Policy(policy.policy) if policy else Policy.PRUDENTE,
        policy_reaches_open=policy.reaches_open if policy else False,
        cause=cause,
        calendars=await load_calendars(session),
        parameters=tuple(
            ParameterOverride.model_validate(row.model_dump(exclude={"admin_seq"}))
            for row in (await session.exec(overrides)).all()
        ),
        links=await list_links(session),
        amendments=await list_amendments(session),
        decrees=await _last_decrees(session, version),
    )


async def list_amendments(session: AsyncSession) -> tuple[Amendment, ...]:
    """The provisions amended by acts entered here, by provision and day."""
    order = (col(AmendmentRow.provision), col(AmendmentRow.since), col(AmendmentRow.decl))
    rows = (await session.exec(select(AmendmentRow).order_by(*order))).all()
    return tuple(
        Amendment.model_validate({**row.model_dump(exclude={"admin_seq"}), "decl": row.decl or None}) for row in rows
    )


async def _last_decrees(session: AsyncSession, version: int) -> tuple[Decree, ...]:
    """The last acts that made a version, newest first: each made one."""
    kinds = col(AdminFactRow.what).in_([what.value for what in DECREES])
    newest = select(AdminFactRow).where(kinds).order_by(col(AdminFactRow.seq).desc()).limit(KNOWN_DECREES)
    return tuple(
        Decree(version=version - place, cause=_cause(What(row.what), row.act, row.data), act=row.act, author=row.author)
        for place, row in enumerate((await session.exec(newest)).all())
    )


async def list_links(session: AsyncSession) -> tuple[Link, ...]:
    """The register of links between persons and organisations, by person and day."""
    order = (col(PersonLinkRow.user_id), col(PersonLinkRow.since), col(PersonLinkRow.party))
    rows = select(PersonLinkRow).order_by(*order)
    return tuple(
        Link(
            user=row.user_id,
            party=row.party,
            since=row.since,
            until=row.until,
            act=row.act,
            kind=row.kind,
            provision=row.provision,
        )
        for row in (await session.exec(rows)).all()
    )


async def list_policies(session: AsyncSession) -> Sequence[PolicyRow]:
    """Every counting policy chosen by an act, newest day first."""
    return (await session.exec(select(PolicyRow).order_by(col(PolicyRow.since).desc()))).all()


async def load_calendars(session: AsyncSession) -> dict[str, CalendarData]:
    """Every calendar by its id. A day decreed here replaces what the shipped calendar says of that day."""
    calendars = {name: shipped_calendar_data(name) for name in shipped_calendars()}
    for row in (await session.exec(select(CalendarRow).order_by(col(CalendarRow.id)))).all():
        days = select(CalendarDayRow).where(CalendarDayRow.calendar == row.id).order_by(col(CalendarDayRow.day))
        years = select(CalendarYearRow.year).where(CalendarYearRow.calendar == row.id)
        calendars[row.id] = _laid_over(row, (await session.exec(days)).all(), set((await session.exec(years)).all()))
    return calendars


def _laid_over(row: CalendarRow, decreed: Sequence[CalendarDayRow], years: set[int]) -> CalendarData:
    base = shipped_calendar_data(row.base)
    replaced = {day.day for day in decreed}
    kept = [day for day in base.days if day.day not in replaced]
    added = [
        SpecialDay(
            day=day.day,
            kind=ClosureKind(day.kind),
            name=day.name,
            act=day.act,
            decreed_on=day.decreed_on,
            ground=Ground(day.ground),
        )
        for day in decreed
    ]
    return base.model_copy(
        update={
            "id": row.id,
            "title": row.title,
            "days": tuple(sorted([*kept, *added], key=lambda day: day.day)),
            "decreed_years": tuple(sorted({*base.decreed_years, *years})),
        }
    )


async def add_calendar_days(
    sessions: Sessions, *, author: str, act: str, calendar: str, days: Sequence[SpecialDay]
) -> int:
    """Enter `days` of `calendar` as decreed by `act`; days known already are replaced. Returns the new version.

    Raises:
        ValueError: no day is given, or one day is given twice.
    """
    if not days or len({day.day for day in days}) != len(days):
        raise ValueError("give each day once, and at least one")
    async with sessions() as session:
        await one_at_a_time(session)
        known = await _known_days(session, calendar, {day.day for day in days})
        data = {"calendar": calendar, "before": known, "days": [day.model_dump(mode="json") for day in days]}
        seq = await _decree(session, author, What.CALENDAR_DAYS, act, data)
        await _keep_calendar(session, calendar)
        for day in days:
            values = {
                **day.model_dump(include={"name", "decreed_on"}),
                "kind": day.kind.value,
                "ground": day.ground.value,
                "act": day.act or act,
                "admin_seq": seq,
            }
            await _upsert(session, CalendarDayRow, {"calendar": calendar, "day": day.day}, values)
        return await _next_version(session, _cause(What.CALENDAR_DAYS, act, data))


async def decree_year(sessions: Sessions, *, author: str, act: str, calendar: str, year: int) -> int:
    """Say that `act` decrees the calendar of `year`: its dates are no longer provisional. Returns the new version."""
    async with sessions() as session:
        data = {"calendar": calendar, "year": year}
        seq = await _decree(session, author, What.CALENDAR_YEAR, act, data)
        await _keep_calendar(session, calendar)
        await _upsert(session, CalendarYearRow, {"calendar": calendar, "year": year}, {"act": act, "admin_seq": seq})
        return await _next_version(session, _cause(What.CALENDAR_YEAR, act, data))


async def set_parameter(
    sessions: Sessions, *, author: str, act: str, key: str, value: Any, since: date, reaches_open: bool = False
) -> int:
    """Set a normative parameter from `since` on; `reaches_open` when the act says so. `value` is JSON data. Returns the
    new version.

    Raises:
        ValueError: it would reach what is open on a day that is still to come: nothing would tell the cases then.
    """
    entered = _begun(since, reaches_open)
    async with sessions() as session:
        await one_at_a_time(session)
        earlier = select(ParameterOverrideRow).where(
            col(ParameterOverrideRow.key) == key, col(ParameterOverrideRow.since) <= since
        )
        found = (await session.exec(earlier.order_by(col(ParameterOverrideRow.since).desc()).limit(1))).one_or_none()
        before = found.model_dump(mode="json", include={"value", "since", "act"}) if found else None
        data = {"key": key, "before": before, "value": value, "since": since.isoformat()}
        data |= {"reaches_open": True} if reaches_open else {}
        seq = await _decree(session, author, What.PARAMETER, act, data)
        values = {"value": value, "act": act, "admin_seq": seq, "reaches_open": reaches_open, "entered_at": entered}
        await _upsert(session, ParameterOverrideRow, {"key": key, "since": since}, values)
        return await _next_version(session, _cause(What.PARAMETER, act, data))


async def amend(sessions: Sessions, *, author: str, amendment: Amendment) -> int:
    """Enter a new text, or time, of a provision by its act. Returns the new version. Raises as `set_parameter`."""
    _begun(amendment.since, amendment.reaches_open)
    key = {"provision": amendment.provision, "since": amendment.since, "decl": amendment.decl or ""}
    async with sessions() as session:
        await one_at_a_time(session)
        known = await session.get(AmendmentRow, tuple(key.values()))
        said = {"summary", "budget", "reaches_open"}
        data = {
            **{name: str(value) for name, value in key.items()},
            "before": known.model_dump(mode="json", include=said) if known else None,
            "after": amendment.model_dump(mode="json", include=said),
        }
        seq = await _decree(session, author, What.AMENDMENT, amendment.act, data)
        values = {"summary": amendment.summary, "reaches_open": amendment.reaches_open, "act": amendment.act}
        budget = amendment.budget.model_dump(mode="json") if amendment.budget else None
        await _upsert(session, AmendmentRow, key, {**values, "budget": budget, "admin_seq": seq})
        return await _next_version(session, _cause(What.AMENDMENT, amendment.act, data))


async def set_link(sessions: Sessions, *, author: str, link: Link, ended: date | None = None) -> int:
    """Enter a link between a person and an organisation, by its act; the same person, organisation and first day again
    replace all else. `ended` is the day on which the link itself ended. Returns the new version.

    Raises:
        ValueError: it ends before it begins.
        sqlalchemy.exc.IntegrityError: there is no such person.
    """
    if link.until is not None and link.until < link.since:
        raise ValueError("a link cannot end before it begins")
    async with sessions() as session:
        await one_at_a_time(session)
        key = link.model_dump(include={"party", "since"}) | {"user_id": link.user}
        known = await session.get(PersonLinkRow, (link.user, link.party, link.since))
        before = known.model_dump(mode="json", include=_LINK_SAID) if known else None
        said = {**link.model_dump(mode="json", include=_LINK_SAID), "ended": ended.isoformat() if ended else None}
        data = {"user": link.user, "before": before, "after": said}
        seq = await _decree(session, author, What.PERSON_LINK, link.act, data)
        values = {"until": link.until, "ended": ended, "kind": link.kind, "provision": link.provision}
        await _upsert(session, PersonLinkRow, key, {**values, "act": link.act, "admin_seq": seq})
        return await _next_version(session, _cause(What.PERSON_LINK, link.act, data))


async def set_policy(
    sessions: Sessions, *, author: str, act: str, policy: Policy, since: date, reaches_open: bool = False
) -> int:
    """Choose the counting policy from `since` on; `reaches_open` when the act says so. Returns the new version.

    Raises:
        ValueError: `since` is in the future: nothing would tell the cases when that day comes.
    """
    if since > local_date(datetime.now(UTC)):
        raise ValueError("a policy cannot begin in the future")
    async with sessions() as session:
        await one_at_a_time(session)
        found = next((row for row in await list_policies(session) if row.since <= since), None)
        before = found.model_dump(mode="json", include={"policy", "since", "reaches_open", "act"}) if found else None
        data = {"policy": policy.value, "before": before, "since": since.isoformat(), "reaches_open": reaches_open}
        seq = await _decree(session, author, What.POLICY, act, data)
        values = {"policy": policy.value, "reaches_open": reaches_open, "act": act, "admin_seq": seq}
        await _upsert(session, PolicyRow, {"since": since}, values)
        return await _next_version(session, _cause(What.POLICY, act, data))


def _begun(since: date, reaches_open: bool) -> datetime:
    """The present instant, when an act that holds from `since` on can be told to the cases now."""
    now = datetime.now(UTC)
    if reaches_open and since > local_date(now):
        raise ValueError("an act that reaches what is open cannot begin in the future")
    return now


def _cause(what: What, act: str, data: Mapping[str, Any]) -> str:
    """What an act did, as the facts of the cases that follow it say."""
    match what:
        case What.CALENDAR_DAYS:
            return f"{act}: calendário {data['calendar']}"
        case What.CALENDAR_YEAR:
            return f"{act}: calendário {data['calendar']} de {data['year']}"
        case What.PARAMETER:
            return f"{act}: parâmetro {data['key']}"
        case What.POLICY:
            return f"{act}: contagem {data['policy']}"
        case What.AMENDMENT:
            return f"{act}: nova redação, {provision(data['provision']).citation}"
        case _:
            return f"{act}: impedimento"


async def _decree(session: AsyncSession, author: str, what: What, act: str, data: dict[str, Any]) -> int:
    if not act.strip():
        raise ValueError("an administrative change needs its act")
    return await administer(session, author, what, data, act)


async def _known_days(session: AsyncSession, calendar: str, days: set[date]) -> list[dict[str, Any]]:
    """What the calendar says of `days` until now, shipped or decreed."""
    data = (await load_calendars(session)).get(calendar)
    return [one.model_dump(mode="json") for one in data.days if one.day in days] if data else []


async def _keep_calendar(session: AsyncSession, calendar: str) -> None:
    shipped = calendar in shipped_calendars()
    title = shipped_calendar_data(calendar).title if shipped else calendar
    values = {"id": calendar, "title": title, "base": calendar if shipped else DEFAULT_BASE}
    await session.exec(insert(CalendarRow).values(values).on_conflict_do_nothing())


async def _upsert(session: AsyncSession, table: Any, key: dict[str, Any], values: dict[str, Any]) -> None:
    statement = insert(table).values({**key, **values})
    await session.exec(statement.on_conflict_do_update(index_elements=list(key), set_=values))


async def _next_version(session: AsyncSession, cause: str) -> int:
    raised = text(
        "UPDATE context SET version = version + 1, cause = :cause, changed_at = clock_timestamp() "
        "WHERE id = 1 RETURNING version"
    )
    connection = await session.connection()
    version: int = (await connection.execute(raised, {"cause": cause})).scalar_one()
    await session.commit()
    return version
