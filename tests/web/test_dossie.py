"""The dossier and the panel in PDF: whole, bound in volumes when long, and never printed while somebody waits."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime

import pikepdf
import pytest

from activities.records import prints
from activities.records.engine import Sessions
from activities.records.record import record
from api.door import Door
from api.web.routers import dossie as pages
from api.web.views import dossie
from tests.api.conftest import Login
from tests.fixtures.living import HEARING
from tests.records.make import deadline, fact, turn
from tests.web.conftest import Browse
from tests.web.test_pages import submit
from tests.web.test_papeis import answered
from workers import printing
from workflows.kernel.state import Fact

pytestmark = pytest.mark.engines


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody prints in the background of these tests, so that waiting for it would be in vain."""
    monkeypatch.setattr(pages, "PATIENCE", 0)


def facts_of(count: int) -> Sequence[Fact]:
    return [fact(seq) for seq in range(1, count + 1)]


async def asked(browse: Browse, case: str) -> str:
    """The page of a dossier that marta has just asked for."""
    marta = await browse("marta")
    answer = await submit(marta, f"/processos/{case}/fatos", f"/processos/{case}/dossie", {})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


@pytest.mark.usefixtures("worker")
async def test_a_dossier_is_asked_for_waited_for_and_fetched(door: Door, as_user: Login, browse: Browse) -> None:
    case = await answered(as_user, HEARING)
    where = await asked(browse, case)
    marta = await browse("marta")
    waiting = (await marta.get(where)).text
    assert "Na fila" in waiting
    assert "espera" in waiting
    assert (await marta.get(f"{where}/arquivo")).status_code == 404
    assert await printing.print_next(door.sessions)
    assert not await printing.print_next(door.sessions)
    assert "Baixar o dossiê" in (await marta.get(where)).text
    got = await marta.get(f"{where}/arquivo")
    assert got.headers["content-type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(got.content)) as pdf, pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "2A"
        assert str(pdf.docinfo.Title) == "Dossiê do processo PMIS 1/2026"
    assert await asked(browse, case) == where
    assert (await (await browse("helena")).get(where)).status_code == 404
    assert (await (await browse("osc")).get(f"{where}/arquivo")).status_code == 404


async def test_a_long_dossier_is_bound_in_volumes_and_says_how_far_it_is(
    door: Door, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossie, "FACTS_IN_VOLUME", 4)
    monkeypatch.setattr("api.web.dossie.FACTS_IN_VOLUME", 4)
    await record(door.sessions, turn(1, facts_of(9), deadlines=(deadline(),)))
    where = await asked(browse, "pmis-1")
    told: list[tuple[int, int]] = []
    tell = prints.tell

    async def listening(session: object, id: str, done: int, total: int) -> None:
        told.append((done, total))
        await tell(session, id, done, total)  # type: ignore[arg-type]

    monkeypatch.setattr(prints, "tell", listening)
    assert await printing.print_next(door.sessions)
    assert told == [(0, 3), (1, 3), (2, 3)]
    got = (await (await browse("marta")).get(f"{where}/arquivo")).content
    with zipfile.ZipFile(io.BytesIO(got)) as bound:
        assert bound.namelist() == ["volume-01.pdf", "volume-02.pdf", "volume-03.pdf"]
        with pikepdf.open(io.BytesIO(bound.read("volume-03.pdf"))) as pdf:
            assert "volume 3 de 3" in str(pdf.docinfo.Title)


async def _ask(sessions: Sessions) -> str:
    async with sessions() as session:
        return (await prints.ask(session, "pmis-1", "k", "p-marta")).id


async def test_what_cannot_be_printed_is_given_up_and_may_be_asked_for_again(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_report: object) -> bytes:
        raise printing.PressError("no paper")

    await record(door.sessions, turn(1, facts_of(1)))
    id = await _ask(door.sessions)
    monkeypatch.setattr(printing, "press_apart", broken)
    tries = [await printing.print_next(door.sessions) for _ in range(prints.MOST_TRIES + 1)]
    assert tries == [True] * prints.MOST_TRIES + [False]
    async with door.sessions() as session:
        found = await prints.find(session, id, "p-marta")
        assert found is not None
        assert found.status == "failed"
    assert await _ask(door.sessions) == id
    monkeypatch.undo()
    assert await printing.print_next(door.sessions)


async def test_prints_are_forgotten_with_their_bytes(door: Door) -> None:
    await record(door.sessions, turn(1, facts_of(1)))
    await _ask(door.sessions)
    await printing.print_next(door.sessions)
    async with door.sessions() as session:
        await prints.forget(session, datetime.now(UTC))
        await session.commit()
        connection = await session.connection()
        left = await connection.exec_driver_sql(
            "SELECT (SELECT count(*) FROM prints) + (SELECT count(*) FROM contents)"
        )
        assert left.scalar_one() == 0


async def test_the_panel_is_printed_for_whoever_manages(door: Door, browse: Browse) -> None:
    await record(door.sessions, turn(1, facts_of(2), deadlines=(deadline(),)))
    got = await (await browse("marta")).get("/painel.pdf")
    assert (got.status_code, got.headers["content-type"]) == (200, "application/pdf")
    with pikepdf.open(io.BytesIO(got.content)) as pdf:
        assert str(pdf.docinfo.Title) == "Painel"
    assert (await (await browse("helena")).get("/painel.pdf")).status_code == 403
