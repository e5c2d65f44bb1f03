"""The caseworker's desk as it is served: what was handed over, kept to be seen again, kept by name, and said to one."""

import pytest

from tests.api.conftest import Login
from tests.web.conftest import Browse
from tests.web.pages import faults
from tests.web.test_pages import submit
from tests.web.test_tarefas import CAIO, several

pytestmark = [pytest.mark.engines, pytest.mark.usefixtures("worker")]


async def test_what_was_delegated_is_taken_back_with_a_reason(browse: Browse, as_user: Login) -> None:
    first, second = await several(browse, 2)
    helena, caio = await browse("helena"), await browse("caio")
    for one in (first, second):
        await submit(helena, f"/tarefas/{one}", f"/tarefas/{one}/assumir", {})
        await submit(helena, f"/tarefas/{one}/delegar", f"/tarefas/{one}/delegar", {"to": CAIO})
    page = f"/tarefas/{first}/retomar"
    assert f'href="{page}"' in (await helena.get(f"/tarefas/{first}")).text
    assert f'href="{page}"' not in (await caio.get(f"/tarefas/{first}")).text
    assert faults((await helena.get(page)).text) == []
    assert (await submit(helena, page, page, {})).status_code == 422
    assert (await submit(helena, page, page, {"reason": "Caio está de férias."})).status_code == 303
    shown = (await helena.get(f"/tarefas/{first}")).text
    assert "Caio está de férias." in (await helena.get(f"/processos/{first.rsplit('-', 1)[0]}/fatos")).text
    assert "Devolver a quem delegou" not in shown
    api = f"/api/v1/tasks/{second}/take-back"
    assert (await as_user("caio").post(api, json={"reason": "Minha."})).json()["code"] == "tarefa-de-outra-pessoa"
    assert (await as_user("helena").post(api, json={})).status_code == 422
    assert "take-back" in (await as_user("helena").get(f"/api/v1/tasks/{second}")).json()["verbs"]
    assert (await as_user("helena").post(api, json={"reason": "Urgente."})).json()["status"] == "reserved"
    assert (await as_user("helena").post(api, json={"reason": "De novo."})).json()["code"] == "ato-invalido"
