"""The inbox as it is served: its lists, its address, its counts, and several tasks acted on at once."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from activities.records.record import record
from api.web.views.tarefas import closed_days
from tests.records.make import deadline, task, turn
from tests.web.conftest import Browse
from tests.web.pages import Page, faults
from tests.web.test_pages import started, submit, task_of
from workers.commands.demo import PEOPLE
from workflows.clock import load_calendar
from workflows.kernel.state import DeadlineStatus, TaskStatus

pytestmark = [pytest.mark.engines, pytest.mark.usefixtures("worker")]

BATCH = "/tarefas/em-lote"
HELENA, CAIO = (next(one.id for one in PEOPLE if one.login == login) for login in ("helena", "caio"))


async def several(browse: Browse, count: int) -> list[str]:
    """The ids of the open tasks of `count` fresh cases."""
    found = []
    helena = await browse("helena")
    for _ in range(count):
        _, case = await started(browse)
        found.append((await task_of(helena, case)).rsplit("/", 1)[1])
    return found


async def marked(client: httpx.AsyncClient, path: str, verb: str, tasks: list[str]) -> httpx.Response:
    """What the list at `path` answers when `tasks` are marked and the button of `verb` is pressed."""
    page = Page((await client.get(path)).text)
    form = next(one for one in page.forms if one.attributes["action"] == BATCH)
    assert ("_verbo", verb) in form.buttons
    return await client.post(BATCH, data={**dict(form.fields), "_verbo": verb, "tarefa": tasks})


def counted(text: str) -> dict[str, int]:
    """How many each tab says that it holds."""
    return {name: int(count) for name, count in re.findall(r'>([^<>]+) <span class="count">(\d+)</span></a>', text)}


async def test_lists_counts_and_who_has_each(browse: Browse) -> None:
    first, second, third = await several(browse, 3)
    helena, caio = await browse("helena"), await browse("caio")
    await submit(helena, f"/tarefas/{first}", f"/tarefas/{first}/assumir", {})
    await submit(helena, f"/tarefas/{second}", f"/tarefas/{second}/assumir", {})
    given = await submit(helena, f"/tarefas/{second}/delegar", f"/tarefas/{second}/delegar", {"to": CAIO})
    assert given.status_code == 303
    shown = (await helena.get("/tarefas")).text
    assert counted(shown) == {"Comigo": 1, "Para acompanhar": 0, "Para assumir": 1, "Da equipe": 3, "Delegadas": 1}
    assert "Você tem 1 tarefa." in shown
    assert f'value="{first}"' in shown
    team = (await caio.get("/tarefas?lista=da-equipe")).text
    assert {f'href="/tarefas/{one}"' in team for one in (first, second, third)} == {True}
    assert "com você" in team
    assert "com Helena Prado" in team
    assert "na fila" in team
    delegated = (await helena.get("/tarefas?lista=delegadas")).text
    assert "com Caio Bastos" in delegated
    assert 'name="_verbo" value="retomar"' in delegated
    for page in (shown, team, delegated):
        assert faults(page) == []


async def test_the_address_says_all_and_every_filter_can_be_taken_away(browse: Browse) -> None:
    (task,) = await several(browse, 1)
    helena = await browse("helena")
    path = "/tarefas?lista=para-assumir&q=gleba&procedimento=pmis&prazo=mes&ordem=recentes"
    empty = (await helena.get(path)).text
    assert faults(empty) == []
    assert "Nenhuma tarefa com este filtro" in empty
    removals = re.findall(r'<a href="(/tarefas\?[^"]+)"><span class="sr">Remover filtro', empty)
    assert len(removals) == 4
    assert any("prazo" not in one for one in removals)
    found = (await helena.get("/tarefas?lista=para-assumir&q=GLEBA&ordem=antigas")).text
    assert task in found
    assert "mais antigas primeiro" in found
    assert "Até 30 dias (0)" in found
    assert task not in (await helena.get("/tarefas?lista=para-assumir&q=nenhures")).text
    for wrong in ("lista=outra", "prazo=ontem", "ordem=x"):
        assert (await helena.get(f"/tarefas?{wrong}")).status_code == 422, wrong
    assert (await helena.get("/tarefas?cursor=x")).status_code == 400


async def test_what_is_late_and_due_today_is_counted_and_linked(app: FastAPI, browse: Browse) -> None:
    (task,) = await several(browse, 1)
    helena = await browse("helena")
    await submit(helena, f"/tarefas/{task}", f"/tarefas/{task}/assumir", {})
    day = re.search(r'class="task-when">.*?<time datetime="([\d-]+)"', (await helena.get("/tarefas")).text)
    assert day
    due = datetime.fromisoformat(day[1]).replace(hour=16, tzinfo=UTC)
    for now, said, cut in ((due, "1 vence hoje", "hoje"), (due + timedelta(days=1), "1 está vencida", "vencido")):
        app.state.door.now = lambda now=now: now
        later = await browse("helena")  # the session of before is over by then
        shown = (await later.get("/tarefas")).text
        assert re.search(rf'href="/tarefas\?prazo={cut}">{said}<', shown), shown
        assert "Para hoje" in shown
        assert task in (await later.get(f"/tarefas?prazo={cut}")).text


async def test_tasks_are_grouped_by_what_one_must_do_about_them(app: FastAPI, browse: Browse) -> None:
    app.state.door.now = lambda: datetime(2026, 4, 10, 16, tzinfo=UTC)
    mine = {"status": TaskStatus.RESERVED, "owner": HELENA}
    dues = [
        deadline("d1", due=date(2026, 4, 6)),
        deadline("d2", due=date(2026, 4, 10)),
        deadline("d3", due=None, status=DeadlineStatus.SUSPENDED, remaining=16),
    ]
    tasks = [task(f"t{n}", deadline=one.id, **mine) for n, one in enumerate(dues, start=1)]
    await record(app.state.door.sessions, turn(1, tasks=(*tasks, task("t4", deadline=None, **mine)), deadlines=dues))
    helena = await browse("helena")
    shown = (await helena.get("/tarefas")).text
    assert faults(shown) == []
    heads = re.findall(r'<h2 id="g\d">([^<]+)</h2><span>([^<]+)</span>', shown)
    assert heads == [
        ("Para hoje", "2 tarefas"),
        ("Sem prazo próprio", "1 tarefa, da mais antiga para a mais nova"),
        ("Suspensas", "1 tarefa, nada a fazer agora"),
    ]
    assert "restam 16 dos 30 dias" in shown
    assert ">1 está vencida</a></b> e <b><a" in shown
    assert ">1 vence hoje</a></b>." in shown
    late = (await helena.get("/tarefas?prazo=vencido")).text
    assert 'value="pmis-1.t1"' in late
    assert 'value="pmis-1.t2"' not in late
    assert "Vencido (1)" in late
    assert "Até hoje (2)" in late


@pytest.mark.parametrize(
    ("today", "said"),
    [(date(2026, 6, 2), "Quinta e sexta não há expediente."), (date(2026, 6, 8), ""), (date(2026, 4, 20), "Terça não")],
)
def test_days_without_work_are_told_ahead(today: date, said: str) -> None:
    told = closed_days(load_calendar("mt-cuiaba"), today)
    assert told.startswith(said)
    assert bool(told) is bool(said)


async def test_empty_lists_say_what_to_do(browse: Browse) -> None:
    rosa, joana = await browse("rosa"), await browse("joana")
    for lista in ("", "?lista=para-assumir", "?lista=da-equipe", "?lista=delegadas", "?lista=concluidas"):
        shown = (await rosa.get(f"/tarefas{lista}")).text
        assert re.search(r'class="empty"><h2>[^<]{10,}</h2><p>[^<]{20,}', shown), lista
    assert "Da equipe" not in (await joana.get("/tarefas")).text


async def test_several_are_taken_at_once_and_a_repeated_post_repeats_nothing(browse: Browse) -> None:
    tasks = await several(browse, 3)
    helena, caio = await browse("helena"), await browse("caio")
    page = Page((await helena.get("/tarefas?lista=para-assumir")).text)
    form = next(one for one in page.forms if one.attributes["action"] == BATCH)
    await submit(caio, f"/tarefas/{tasks[2]}", f"/tarefas/{tasks[2]}/assumir", {})
    sent: dict[str, Any] = {**dict(form.fields), "_verbo": "assumir", "tarefa": [*tasks, "nenhuma"]}
    answer = await helena.post(BATCH, data=sent)
    assert answer.status_code == 200
    assert faults(answer.text) == []
    assert "<h1>2 de 4 tarefas assumidas</h1>" in answer.text
    assert "Caio Bastos" in answer.text
    assert "não existe ou não é visível" in answer.text
    assert 'href="/tarefas?lista=para-assumir"' in answer.text
    given = await submit(helena, f"/tarefas/{tasks[0]}/devolver", f"/tarefas/{tasks[0]}/devolver", {})
    assert given.status_code == 303
    again = await helena.post(BATCH, data=sent)
    assert "<h1>2 de 4 tarefas assumidas</h1>" in again.text
    assert counted((await helena.get("/tarefas")).text)["Comigo"] == 1


async def test_several_are_given_up_with_a_reason(browse: Browse) -> None:
    tasks = await several(browse, 2)
    helena = await browse("helena")
    assert (await marked(helena, "/tarefas?lista=para-assumir", "assumir", tasks)).status_code == 200
    asked = await marked(helena, "/tarefas", "devolver", tasks)
    assert asked.status_code == 200
    assert faults(asked.text) == []
    assert counted((await helena.get("/tarefas")).text)["Comigo"] == 2
    form = next(one for one in Page(asked.text).forms if one.attributes["action"] == BATCH)
    sent: dict[str, Any] = {**dict(form.fields), "tarefa": tasks, "reason": "Férias a partir de amanhã."}
    done = await helena.post(BATCH, data=sent)
    assert "<h1>2 tarefas devolvidas</h1>" in done.text
    assert counted((await helena.get("/tarefas")).text)["Comigo"] == 0
    case = tasks[0].rsplit("-", 1)[0]
    assert "Férias a partir de amanhã." in (await helena.get(f"/processos/{case}/fatos")).text


async def test_who_manages_hands_over_several(browse: Browse) -> None:
    tasks = await several(browse, 2)
    marta, helena = await browse("marta"), await browse("helena")
    asked = await marked(marta, "/tarefas?lista=da-equipe", "redistribuir", tasks)
    form = next(one for one in Page(asked.text).forms if one.attributes["action"] == BATCH)
    sent: dict[str, Any] = {**dict(form.fields), "tarefa": tasks, "to": CAIO}
    unsaid = await marta.post(BATCH, data=sent)
    assert unsaid.status_code == 422
    assert Page(unsaid.text).title.startswith("Erro: ")
    assert f'<option value="{CAIO}" selected>' in unsaid.text
    done = await marta.post(BATCH, data={**sent, "reason": "Volume."})
    assert "<h1>2 tarefas redistribuídas</h1>" in done.text
    assert counted((await (await browse("caio")).get("/tarefas")).text)["Comigo"] == 2
    refused = await helena.post(BATCH, data={**sent, "csrf": _csrf((await helena.get("/tarefas")).text), "reason": "X"})
    assert refused.status_code == 409
    assert "<h1>Nenhuma tarefa redistribuída</h1>" in refused.text


async def test_nothing_marked_is_told(browse: Browse) -> None:
    helena = await browse("helena")
    csrf = _csrf((await helena.get("/tarefas")).text)
    assert (await helena.get(BATCH)).headers["location"] == "/tarefas"
    nothing = await helena.post(BATCH, data={"csrf": csrf, "_verbo": "assumir", "de": "//alhures.example"})
    assert nothing.status_code == 422
    assert "Marque ao menos uma tarefa" in nothing.text
    assert "alhures" not in nothing.text
    many = [f"t{n}" for n in range(51)]
    assert (await helena.post(BATCH, data={"csrf": csrf, "_verbo": "assumir", "tarefa": many})).status_code == 422
    assert (await helena.post(BATCH, data={"csrf": csrf, "_verbo": "destruir", "tarefa": ["t"]})).status_code == 422


def _csrf(text: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', text)
    assert found
    return found[1]
