"""Cases with deadlines of every kind, recorded as a worker would, for the tests of pages and calendars."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from fastapi import FastAPI

from activities.records.engine import Sessions
from activities.records.record import record
from tests.records.make import deadline, fact, header, task, turn
from workers.commands.demo import PEOPLE
from workflows.clock import Binds, Counting, Nature, Term, dias, meses
from workflows.kernel.state import DeadlineState, DeadlineStatus, FactKind

NOW = datetime(2026, 6, 2, 16, tzinfo=UTC)
TODAY = date(2026, 6, 2)
IDS = {person.login: person.id for person in PEOPLE}
ORGANISATION = next(person.parties[0] for person in PEOPLE if person.login == "osc")
APPEAL = "recorrer da classificação; com razões, em até 5 dias, contados da publicação da lista"


def owed(id: str, case: str, due: date | None, *, binds: Binds = Binds.ADMINISTRACAO, **more: Any) -> DeadlineState:
    """A deadline of an act inside a procedure, of five days unless `budget` says otherwise."""
    term = Term(
        budget=more.pop("budget", dias(5)),
        anchor=date(2026, 5, 20),
        nature=more.pop("nature", Nature.ADMINISTRATIVE),
        counting=Counting.PROCESSUAL,
        binds=binds,
    )
    return deadline(id, case=case, due=due, term=term, **more)


def appeal(due: date, **more: Any) -> DeadlineState:
    """A right of the organisation to appeal, in working days."""
    return owed("d3", "c0", due, binds=Binds.PARTICULAR, nature=Nature.PEREMPTORY, title=APPEAL, **more)


async def moved(sessions: Sessions, seq: int, kind: FactKind, became: DeadlineState, at: datetime) -> None:
    """Record that a deadline of `c0` changed, as its fact number `seq`."""
    said = fact(seq, kind, at=at, data={"deadline": became.id})
    await record(sessions, turn(seq, (said,), case="c0", at=seq, deadlines=(became,)))


async def populate(app: FastAPI) -> Sessions:
    """Helena's case `c0`, one of the publication's with the organisation as a party, `c1`, and joana's `c2`."""
    app.state.door.now = lambda: NOW
    sessions: Sessions = app.state.door.sessions
    dues = (
        owed("d1", "c0", TODAY - timedelta(days=4), status=DeadlineStatus.LAPSED, title="analisar"),
        owed("d2", "c0", TODAY, title="instruir a impugnação"),
        appeal(date(2026, 6, 8)),
        owed("d4", "c0", None, remaining=16, title="esclarecer"),
        owed("d5", "c0", date(2026, 8, 20), provisional=True, budget=meses(3), title="prestar contas"),
        owed("d6", "c0", date(2026, 6, 1), status=DeadlineStatus.MET, closed_at=NOW, title="regularizar certidões"),
    )
    mine = task("t1", case="c0", owner=IDS["helena"], status="reserved")
    await record(sessions, turn(1, case="c0", tasks=(mine,), deadlines=dues))
    theirs = header("c1", parties=(ORGANISATION,), subject="Ponte do rio Manso")
    publish = task("t1", case="c1", role="publicacao")
    later = owed("d1", "c1", date(2026, 6, 19), title="publicar o extrato")
    await record(sessions, turn(1, case="c1", tasks=(publish,), deadlines=(later,)).model_copy(update={"case": theirs}))
    hers = fact(1, actor=IDS["joana"])
    await record(sessions, turn(1, (hers,), case="c2", deadlines=(owed("d1", "c2", date(2026, 6, 3)),)))
    return sessions
