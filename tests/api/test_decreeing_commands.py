"""`tramita calendar`, `parameter` and `policy` as an operator runs them, and what the record says of who did it."""

import getpass

from sqlalchemy import text

from activities.records.administration import OS_USER, list_admin, verify_admin
from api.door import Door
from tests.api.test_commands import Run, run

__all__ = ["run"]


async def test_what_is_decreed_by_a_command_is_recorded_with_the_user_of_the_system(run: Run, door: Door) -> None:
    closed = await run("calendar", "close", "08/02/2027", "--act", "Decreto 1/2027", "--name", "Ponto facultativo")
    assert closed.exit_code == 0, closed.output
    assert "version 1: 0 deadlines move, 0 open cases told" in closed.output
    assert "2027-02-08" in (await run("calendar", "show")).output
    year = await run("calendar", "decree", "2027", "--act", "Decreto 2/2026")
    assert "version 2: 0 open cases told" in year.output
    since = ("--since", "01/12/2026", "--act", "Portaria 1/2026")
    assert (await run("parameter", "set", "prazo_oitiva_pmis_dias", "30", *since)).exit_code == 0
    assert (await run("policy", "lei_7692", "--since", "2026-01-01", "--act", "Portaria 2/2026")).exit_code == 0
    text = ("A resposta sai em até dez meses.", "--time", "10mes")
    amended = await run("amend", "dec-167:art-14:par-1", *text, "--since", "2026-01-01", "--act", "Decreto 3/2026")
    assert "version 5: 0 open cases told" in amended.output
    async with door.records() as session:
        found = list(reversed(await list_admin(session, limit=5)))
        assert await verify_admin(session) == []
    assert [one.what for one in found] == [
        "calendar-days", "calendar-year", "parameter", "policy", "norm-amendment",
    ]  # fmt: skip
    assert {one.author for one in found} == {OS_USER + getpass.getuser()}
    assert found[2].data == {
        "key": "prazo_oitiva_pmis_dias", "before": None, "value": 30, "since": "2026-12-01",
    }  # fmt: skip


async def test_what_an_act_would_move_is_printed_as_a_sheet_and_nothing_is_entered(run: Run, door: Door) -> None:
    act = ("--act", "Portaria 1/2026")
    since = ("--since", "2026-01-01", *act)
    asked = (
        ("calendar", "08/02/2027", *act),
        ("parameter", "intervalo_pc_parcial_dias", "60", "--reaches-open", *since),
        ("policy", "lei_7692", *since),
        ("article", "dec-167:art-14:par-1", "10mes", *since),
    )
    for words in asked:
        told = await run("preview", *words)
        assert told.exit_code == 0, told.output
        assert "processo,tipo,prazo,dispositivo,data_atual,data_nova,alcancado,motivo" in told.output
        assert "0 live cases read: 0 dates move in 0 cases, 0 would differ and stay" in told.output
    assert (await run("preview", "parameter", "nada", "1", *since)).exit_code == 2
    assert (await run("preview", "article", "dec-167:art-999", "10mes", *since)).exit_code == 2
    assert (await run("preview", "article", "dec-167:art-14:par-1", "dez meses", *since)).exit_code == 2
    assert (await run("preview", "calendar", "08/02/2027", "--calendar", "marte", *act)).exit_code == 2
    reaching = ("parameter", "set", "prazo_oitiva_pmis_dias", "30", "--since", "2199-01-01", "--reaches-open", *act)
    assert "registre o ato no dia" in " ".join((await run(*reaching)).output.replace("│", " ").split())
    async with door.records() as session:
        assert {one.what for one in await list_admin(session)} <= {"unit", "user-added", "organization"}


async def test_what_cannot_be_decreed_is_refused_in_a_sentence(run: Run, door: Door) -> None:
    since = ("--since", "2026-12-01", "--act", "Portaria 1/2026")
    wrong = {
        ("parameter", "set", "prazo_oitiva_pmis_dias", "0", *since): "um prazo tem ao menos 1",
        ("parameter", "set", "nada", "1", *since): "nada",
        ("parameter", "set", "prazo_oitiva_pmis_dias", "trinta", *since): "is not JSON",
        ("impediment", "add", "ana", "12.345.678/0001-95", "--kind", "amigo", *since): "no link is called 'amigo'",
        ("policy", "prudente", "--since", "2199-01-01", "--act", "x"): "futuro",
        ("calendar", "close", "08/02/2027", "--act", "x", "--name", "y", "--calendar", "marte"): "não existe",
    }
    for words, said in wrong.items():
        refused = await run(*words)
        assert refused.exit_code == 2, words
        assert said in " ".join(refused.output.replace("│", " ").split()), words
    async with door.records() as session:
        assert {one.what for one in await list_admin(session)} <= {"unit", "user-added", "organization"}


async def test_reconciling_tells_where_the_record_of_administration_breaks(run: Run, door: Door) -> None:
    assert (await run("reconcile")).output.strip().endswith("everything agrees")
    async with door.records() as session:
        await (await session.connection()).execute(text("UPDATE admin_facts SET author = 'outro' WHERE seq = 2"))
    found = await run("reconcile")
    assert found.exit_code == 1
    assert "administration: fact 2: chain: content does not match its hash" in found.output
