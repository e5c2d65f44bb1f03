"""Texts of messages as they are served: another by an act that shows first how it reads, and as it goes out."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlmodel import select

from activities.notifications import Dispatcher
from activities.records.administration import list_admin, verify_admin
from activities.records.engine import Sessions
from activities.records.record import record
from activities.records.tables import MessageTextRow, NotificationRow
from activities.records.texts import set_text, worded
from tests.api.test_commands import Run, run
from tests.records.make import START, turn
from tests.web.conftest import Browse
from tests.web.pages import faults
from tests.web.test_administracao import resent, sent
from workflows.clock import local_date
from workflows.kernel.messages import NotificationOut
from workflows.kernel.texts import REMINDED

__all__ = ["run"]
pytestmark = pytest.mark.engines

PATH = "/administracao/mensagens"
ONE = f"{PATH}/Reminded"
NEW = f"{ONE}/texto"
OTHER = {
    "subject": "Atenção: {prazo}",
    "body": "Faltam {dias} dias para {prazo}, no {processo}.\n\n<b>Não deixe para depois.</b>",
    "act": "Portaria 9/2026",
    "since": "01/03/2026",
}
TOLD = {
    "prazo": "resposta ao PMIS", "dias": "5", "dispositivo": "art. 14", "vencimento": "30/03/2026",
    "consequencia": "há atraso",
}  # fmt: skip


@pytest.fixture
def sessions(app: FastAPI) -> Sessions:
    found: Sessions = app.state.door.sessions
    return found


def message(key: str, at: datetime = START, **values: str) -> NotificationOut:
    return NotificationOut(key=key, kind="Reminded", to_role="gestao", at=at, **REMINDED.filled(**{**TOLD, **values}))


def text(at: datetime, subject: str | None = None, body: str | None = None) -> MessageTextRow:
    """What an act says of reminders from the day of `at` on."""
    since = local_date(at)
    return MessageTextRow(kind="Reminded", since=since, subject=subject, body=body, act="Portaria 9/2026", admin_seq=0)


async def kept(sessions: Sessions, key: str) -> NotificationRow:
    async with sessions() as session:
        return (await session.exec(select(NotificationRow).where(NotificationRow.key == key))).one()


async def test_another_text_is_shown_with_a_sample_recorded_and_given_back(browse: Browse, sessions: Sessions) -> None:
    ada = await browse("ada")
    assert "Lembrete de prazo" in (await ada.get(PATH)).text
    asking = await sent(ada, NEW, NEW, OTHER)
    assert "Atenção: resposta ao proponente" in asking.text
    assert "Faltam 5 dias para resposta ao proponente, no PMIS 17/2026." in asking.text
    assert (await resent(ada, asking.text, NEW, {"_verbo": "confirmar"})).headers["location"] == ONE
    shown = (await ada.get(ONE)).text
    assert faults(shown) == []
    assert "no texto do órgão" in shown
    assert "Texto original" in shown
    restored = await sent(ada, NEW, NEW, {**OTHER, "restore": "sim", "since": "02/03/2026"})
    assert "volta ao texto original" in restored.text
    assert (await resent(ada, restored.text, NEW, {"_verbo": "confirmar"})).status_code == 303
    assert "no texto original" in (await ada.get(ONE)).text
    async with sessions() as session:
        second, first = await list_admin(session, limit=2)
        assert await verify_admin(session) == []
    assert (first.what, first.act, first.data["before"]) == ("message-text", "Portaria 9/2026", None)
    assert (second.data["before"]["subject"], second.data["after"]) == ("Atenção: {prazo}", None)
    assert "Trocou o texto de um aviso" in (await ada.get("/administracao/registro")).text
    assert (await (await browse("marta")).get(ONE)).status_code == 403
    assert (await ada.get(f"{PATH}/nada")).status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"body": "Faltam {dias} dias, {nome}."}, "body"),
        ({"body": "Faltam poucos dias para {prazo}."}, "body"),
        ({"subject": "{prazo.x}"}, "subject"),
        ({"subject": ""}, "subject"),
        ({"act": ""}, "act"),
        ({"since": ""}, "since"),
    ],
)
async def test_what_is_wrong_is_said_beside_the_field(browse: Browse, change: dict[str, str], field: str) -> None:
    refused = await sent(await browse("ada"), NEW, NEW, {**OTHER, **change})
    assert refused.status_code == 422
    assert re.search(rf'id="f-{field}-e"', refused.text)


async def test_messages_go_out_in_the_text_of_their_day_and_older_ones_in_their_own(sessions: Sessions) -> None:
    later = START + timedelta(days=30)
    seq = await set_text(sessions, "ada", text(START, OTHER["subject"], OTHER["body"]))
    await set_text(sessions, "ada", text(later))
    bare = message("n2").model_copy(update={"values": {}})
    early = message("n4", START - timedelta(days=2))
    await record(sessions, turn(1, notifications=(message("n1"), bare, message("n3", later), early)))
    async with sessions() as session:
        said = {key: await worded(session, await kept(sessions, key)) for key in ("n1", "n2", "n3", "n4")}
    assert said["n1"].subject == "Atenção: resposta ao PMIS"
    assert said["n1"].body.startswith("Faltam 5 dias para resposta ao PMIS, no PMIS 1/2026.")
    for key in ("n2", "n3", "n4"):
        assert (said[key].subject, said[key].text_seq) == ("resposta ao PMIS: vence em 5 dia(s)", None)
    await Dispatcher(sessions, "https://tramita.example.org").round(datetime(2026, 9, 1, tzinfo=UTC))
    assert ((await kept(sessions, "n1")).text_seq, (await kept(sessions, "n2")).text_seq) == (seq, None)
    assert (await kept(sessions, "n1")).subject == "resposta ao PMIS: vence em 5 dia(s)"


async def test_by_command_too(run: Run, sessions: Sessions, tmp_path: Path) -> None:
    body = tmp_path / "texto.txt"
    body.write_text("A resposta saiu em {enviada_em}: {resultado}.", encoding="utf-8")
    kind, since = "pmis.aviso-da-resposta", ("--since", "2026-03-01", "--act", "Portaria 9/2026")
    made = await run("message", "set", kind, "--subject", "Resposta ao {processo}", "--body", str(body), *since)
    assert made.exit_code == 0, made.output
    assert "Resposta ao {processo}" in (await run("message", "show", kind)).output
    body.write_text("A resposta saiu.", encoding="utf-8")
    refused = await run("message", "set", kind, "--subject", "Resposta", "--body", str(body), *since)
    assert refused.exit_code == 2
    assert "{enviada_em}" in refused.output
    assert (await run("message", "restore", kind, "--since", "2026-04-01", "--act", "Portaria 10/2026")).exit_code == 0
    assert "{resultado}*" in (await run("message", "list")).output
    async with sessions() as session:
        rows = (await session.exec(select(MessageTextRow))).all()
    assert sorted((row.since, row.subject) for row in rows) == [
        (date(2026, 3, 1), "Resposta ao {processo}"), (date(2026, 4, 1), None),
    ]  # fmt: skip
