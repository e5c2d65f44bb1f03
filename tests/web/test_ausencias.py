"""Absences as they are served: entered with a preview, seen by whom they concern, and acts that carry both names."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.api.test_absences import equals
from tests.web.conftest import Browse
from tests.web.pages import faults
from tests.web.test_administracao import resent, sent
from tests.web.test_pages import started, submit, task_of
from workers.commands.demo import PEOPLE
from workflows.clock import local_date

__all__ = ["equals"]
pytestmark = [pytest.mark.engines, pytest.mark.usefixtures("worker")]

PATH = "/ausencias"
NEW = f"{PATH}/nova"
STEAD = "/tarefas?lista=em-substituicao"
HELENA, CAIO = (next(one.id for one in PEOPLE if one.login == login) for login in ("helena", "caio"))
ANSWER = {
    "motivo": "Traz os três requisitos do art. 13.",
    "subscritor_identificado": "atende",
    "interesse_publico_indicado": "atende",
    "diagnostico_apresentado": "atende",
    "_resultado": "admissivel",
    "_verbo": "concluir",
}


def days(last: int = 9) -> dict[str, str]:
    today = local_date(datetime.now(UTC))
    return {"since": str(today), "until": str(today + timedelta(days=last)), "reason": "Férias de verão"}


async def test_what_is_with_an_absent_person_is_done_in_her_stead_and_says_so(browse: Browse) -> None:
    helena, caio = await browse("helena"), await browse("caio")
    _, case = await started(browse)
    task = await task_of(helena, case)
    await submit(helena, task, f"{task}/assumir", {})
    assert "Em substituição" not in (await caio.get("/tarefas")).text
    asking = await sent(helena, NEW, NEW, {**days(), "substitute": CAIO})
    assert "Hoje há 1 tarefa com essa pessoa" in asking.text
    assert (await resent(helena, asking.text, NEW, {"_verbo": "confirmar"})).headers["location"] == PATH
    mine = (await helena.get(PATH)).text
    assert faults(mine) == []
    assert "Férias de verão" in mine
    assert "Férias de verão" not in (await caio.get(PATH)).text
    assert "Caio" not in (await (await browse("rosa")).get(PATH)).text.partition("<main")[2]
    listed = (await caio.get(STEAD)).text
    assert faults(listed) == []
    assert listed.count('<li class="task') == 1
    assert "com Helena Prado" in listed
    shown = (await caio.get(task)).text
    assert faults(shown) == []
    assert "Você age em substituição a Helena Prado" in shown
    assert "com substituição de Caio Bastos" in (await (await browse("marta")).get(task)).text
    done = await submit(caio, task, task, ANSWER)
    assert done.status_code == 303, done.text
    assert "Caio Bastos, em substituição a Helena Prado" in (await helena.get(f"{case}/fatos")).text
    assert "por Caio Bastos, em substituição a Helena Prado" in (await helena.get(task)).text
    ended = await sent(helena, PATH, f"{PATH}/encerrar")
    assert ended.status_code == 303
    assert "Nenhuma ausência em curso" in (await helena.get(PATH)).text
    record = (await (await browse("ada")).get("/administracao/registro")).text
    assert "Registrou a ausência de Helena Prado" in record
    assert "Férias de verão" not in record


async def test_what_is_wrong_is_said_beside_the_field_and_who_manages_chooses_whom(browse: Browse) -> None:
    helena, marta = await browse("helena"), await browse("marta")
    refused = await sent(helena, NEW, NEW, {**days(-3), "substitute": CAIO})
    assert refused.status_code == 422
    assert 'id="f-until-e"' in refused.text
    form = (await helena.get(NEW)).text
    assert "Caio Bastos" in form
    assert "Rosa Ximenes" not in form
    asking = await sent(marta, NEW, NEW, {**days(), "person": CAIO, "substitute": HELENA})
    assert (await resent(marta, asking.text, NEW, {"_verbo": "confirmar"})).status_code == 303
    back = await sent(helena, NEW, NEW, {**days(), "substitute": CAIO})
    assert "circular" in back.text.lower()
    assert back.status_code == 422
    assert (await sent(await browse("joana"), NEW, NEW, {**days(), "person": HELENA})).status_code in (403, 422)
