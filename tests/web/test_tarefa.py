"""The page of one task: what was done before, drafts saved by the script, documents looked at, comments on the spot."""

import gzip
import re

import httpx
import pytest

from tests.web.conftest import Browse
from tests.web.pages import Page, faults
from tests.web.test_pages import ADMIT, started, submit, task_of

pytestmark = [pytest.mark.engines, pytest.mark.usefixtures("worker")]

SCRIPT = {"Accept": "application/json"}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63000100000500010d0a2db40000"
    "000049454e44ae426082"
)


async def ready(browse: Browse) -> tuple[httpx.AsyncClient, str]:
    """Helena's browser and the address of a task in her queue."""
    _, case = await started(browse)
    helena = await browse("helena")
    return helena, await task_of(helena, case)


async def autosave(client: httpx.AsyncClient, task: str, **typed: str) -> httpx.Response:
    """What the script sends a moment after one stops writing."""
    form = next(one for one in Page((await client.get(task)).text).forms if one.attributes["action"] == task)
    sent = {name: value for name, value in form.fields if not name.startswith("_")}
    return await client.post(task, data={**sent, **typed, "_verbo": "rascunho"}, headers=SCRIPT)


async def test_a_draft_is_saved_while_one_writes(browse: Browse) -> None:
    helena, task = await ready(browse)
    for words in ("A proposta", "A proposta traz o que se pede"):
        answer = await autosave(helena, task, motivo=words, subscritor_identificado="atende")
        assert answer.status_code == 200
        assert re.fullmatch(r"Rascunho salvo às \d{1,2}h\d{2}", answer.json()["dito"])
    shown = (await helena.get(task)).text
    assert "A proposta traz o que se pede" in shown
    assert "Rascunho salvo em" in shown
    assert "A proposta traz" not in (await (await browse("caio")).get(task)).text


async def test_a_draft_refused_is_told_in_words(browse: Browse) -> None:
    helena, task = await ready(browse)
    page = Page((await helena.get(task)).text)
    csrf = next(dict(form.fields)["csrf"] for form in page.forms if form.attributes["action"] == task)
    caio = await browse("caio")
    await submit(caio, task, f"{task}/assumir", {})
    sent = {"csrf": csrf, "motivo": "x", "_verbo": "rascunho"}
    late = await helena.post(task, data=sent, headers=SCRIPT)
    assert late.status_code == 409
    assert len(late.json()["dito"]) > 10
    missing = await helena.post("/tarefas/nenhuma", data=sent, headers=SCRIPT)
    assert missing.status_code == 404
    unproven = await helena.post(task, data={**sent, "csrf": "x"}, headers=SCRIPT)
    assert unproven.status_code == 403
    over = await (await browse("")).post(task, data=sent, headers=SCRIPT)
    assert (over.status_code, over.headers["location"]) == (303, f"/entrar?depois={task}")


async def test_whoever_must_sign_in_comes_back_to_the_task(browse: Browse) -> None:
    _, task = await ready(browse)
    nobody = await browse("")
    for path in (task, f"{task}/comentar"):
        assert (await nobody.post(path, data={"x": "y"})).headers["location"] == f"/entrar?depois={task}"
    assert (await nobody.post("/tarefas/em-lote", data={"x": "y"})).headers["location"] == "/entrar?depois=/tarefas"


async def test_leaving_takes_along_what_the_browser_kept(browse: Browse) -> None:
    helena, task = await ready(browse)
    mine = re.search(r'data-rascunho="([0-9a-f]{16})"', (await helena.get(task)).text)
    theirs = re.search(r'data-rascunho="([0-9a-f]{16})"', (await (await browse("caio")).get(task)).text)
    assert mine
    assert theirs
    assert mine[1] != theirs[1]
    left = await submit(helena, task, "/sair", {})
    assert left.headers["clear-site-data"] == '"storage"'


async def test_what_was_done_before_stands_beside_the_form(browse: Browse) -> None:
    helena, task = await ready(browse)
    case = "/processos/" + task.rsplit("/", 1)[1].rsplit("-", 1)[0]
    await submit(helena, task, f"{task}/assumir", {})
    assert "Helena Prado assumiu" in (await helena.get(task)).text
    assert (await submit(helena, task, task, {**ADMIT, "_verbo": "concluir"})).status_code == 303
    rosa = await browse("rosa")
    second = await task_of(rosa, case)
    shown = (await rosa.get(second)).text
    assert "Analisar a admissibilidade da proposta: admissível" in shown
    assert "Helena Prado" in shown
    assert "Atende aos três requisitos." in shown
    assert f'href="{case}/fatos"' in shown
    evidence = {"publicado_em": "2026-03-02", "endereco": "https://exemplo.mt.gov.br/pmis"}
    assert (await submit(rosa, second, second, evidence)).status_code == 303
    antonia = await browse("antonia")
    third = await task_of(antonia, case)
    decided = {"motivo": "É conveniente e oportuno.", "_resultado": "instaurado"}
    assert (await submit(antonia, third, third, decided)).status_code == 303
    hearing = (await helena.get(await task_of(helena, case))).text
    assert "Decisões deste processo" in hearing
    assert hearing.count("É conveniente e oportuno.") == 1
    assert faults(hearing) == []


async def test_a_comment_is_left_on_the_spot(browse: Browse) -> None:
    helena, task = await ready(browse)
    said = await submit(helena, task, f"{task}/comentar", {"text": "Falta ouvir a escola."})
    assert said.headers["location"] == task
    assert "Falta ouvir a escola." in (await helena.get(task)).text
    empty = await submit(helena, task, f"{task}/comentar", {"text": " "})
    assert empty.status_code == 422
    assert faults(empty.text) == []


async def test_a_picture_is_looked_at_and_a_text_is_saved(browse: Browse) -> None:
    helena, task = await ready(browse)
    form = next(one for one in Page((await helena.get(f"{task}/anexar")).text).forms if "anexar" in str(one.attributes))
    for name, content in (("ponte.png", PNG), ("laudo.txt", b"As pontes foram vistas.")):
        sent = {**dict(form.fields), "title": name, "_ato": ""}
        answer = await helena.post(f"{task}/anexar", data=sent, files={"_arquivo": (name, content)})
        assert answer.status_code == 303, answer.text
    shown = (await helena.get(task)).text
    looks = re.findall(r'href="(/documentos/[^"]+)"', shown)
    assert len(looks) == 1
    seen = await helena.get(looks[0])
    assert seen.content == PNG
    assert seen.headers["content-disposition"].startswith("inline;")
    assert seen.headers["content-security-policy"].startswith("default-src 'none'")
    assert seen.headers["x-content-type-options"] == "nosniff"
    assert seen.headers["cache-control"] == "no-store"
    saved = next(id for id in re.findall(r'href="/api/v1/documents/([^"]+)"', shown) if id not in looks[0])
    text = await helena.get(f"/documentos/{saved}")
    assert (text.status_code, text.headers["location"]) == (303, f"/api/v1/documents/{saved}")
    assert (await (await browse("sgd")).get(looks[0])).status_code == 404
    assert (await (await browse("")).get(looks[0])).status_code == 303


BUDGET = 150_000
"""Bytes, compressed, of a page of the desk with everything that it loads."""


async def test_the_desk_is_light_and_asks_nobody_else(browse: Browse) -> None:
    helena, task = await ready(browse)
    for path in ("/tarefas", "/tarefas?lista=para-assumir", task, f"{task}/delegar"):
        page = Page((await helena.get(path)).text)
        loads = [got["href"] for tag, got in page.tags if tag == "link"]
        loads += [got["src"] for _, got in page.tags if "src" in got]
        assert len(loads) >= 5
        assert all(one.startswith("/estatico/") for one in loads), loads
        files = [(await helena.get(one)).content for one in loads]
        assert not any(re.search(rb"url\(\s*['\"]?https?:|@import|fetch\(['\"]https?:", one) for one in files)
        weight = sum(len(gzip.compress(one)) for one in (page.text.encode(), *files))
        assert weight <= BUDGET, (path, weight)
