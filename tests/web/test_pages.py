"""The pages as they are served: complete for every role, careful with what they are told, and honest when late."""

import re
import uuid
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.routing import routes_of
from tests.fixtures.addresses import VALUES
from tests.web.conftest import Browse
from tests.web.pages import Page, faults
from workers.commands.demo import PEOPLE

pytestmark = pytest.mark.engines

EVIL = '"><script>alert(1)</script>'
PROPOSAL = {
    "titulo": f"Pontes da Gleba Aroeira {EVIL}",
    "subscritor.nome": f"Joana Teles {EVIL}",
    "subscritor.cpf": "529.982.247-25",
    "subscritor.contato": f"joana@example.org {EVIL}",
    "interesse_publico": f"Acesso à escola. {EVIL}",
    "diagnostico": f"Doze pontes,\ntrês interditadas. {EVIL}",
}
ADMIT = {
    "subscritor_identificado": "atende",
    "interesse_publico_indicado": "atende",
    "diagnostico_apresentado": "atende",
    "motivo": f"Atende aos três requisitos. {EVIL}",
    "_resultado": "admissivel",
}
LOGINS = ("", *(person.login for person in PEOPLE))


async def submit(
    client: httpx.AsyncClient, page: str, action: str, data: dict[str, Any], **more: Any
) -> httpx.Response:
    """Fill the form of `page` that goes to `action` and send it, as a browser would."""
    form = next(one for one in Page((await client.get(page)).text).forms if one.attributes["action"] == action)
    return await client.post(action, data={**dict(form.fields), **data}, **more)


async def started(browse: Browse) -> tuple[httpx.AsyncClient, str]:
    """A citizen's browser and the address of the case she started."""
    joana = await browse("joana")
    answer = await submit(joana, "/processos/novo/pmis", "/processos/novo/pmis", PROPOSAL)
    assert answer.status_code == 303, answer.text
    return joana, answer.headers["location"]


async def task_of(client: httpx.AsyncClient, case: str) -> str:
    """The address of the first open task of a case."""
    found = re.search(r'href="(/tarefas/[^"/]+)"', (await client.get(case)).text)
    assert found
    return found[1]


def addresses(app: FastAPI, case: str, task: str, deadline: str) -> list[str]:
    """Every page there is, with what its parameters may be."""
    values = {name: options[0] for name, options in VALUES.items()}
    values |= {"parte": "fatos", "acao": "delegar", "place": "dec-167:art-14:par-1"}
    found = []
    for path, route in routes_of(app):
        if "GET" not in (route.methods or set()):
            continue
        if not route.endpoint.__module__.startswith("api.web.routers"):
            continue
        owner = {"tarefas": task, "prazos": deadline, "pmis": case}.get(path.split("/")[1], case)
        found.append(path.format(**{**values, "id": owner.rsplit("/", 1)[1]}))
    return found


@pytest.mark.usefixtures("worker")
async def test_every_page_is_whole_for_every_role(app: FastAPI, browse: Browse) -> None:
    joana, case = await started(browse)
    helena = await browse("helena")
    task = await task_of(helena, case)
    page = (await helena.get(case)).text
    deadline = re.search(r'href="(/prazos/[^"]+)"', page)
    assert deadline
    pages = addresses(app, case, task, deadline[1])
    assert len(pages) >= 25
    for login in LOGINS:
        client = await browse(login)
        for path in pages:
            answer = await client.get(path)
            assert answer.status_code in (200, 301, 303, 403, 404), (login, path, answer.status_code)
            if answer.headers.get("content-type", "").startswith("text/html") and answer.text:
                assert faults(answer.text) == [], (login, path)
                assert "<script>alert" not in answer.text, (login, path)
    assert (await joana.get(case)).status_code == 200
    assert (await helena.get(case)).status_code == 200
    assert (await (await browse("sgd")).get(case)).status_code == 404


@pytest.mark.usefixtures("worker")
async def test_a_case_from_the_proposal_to_the_register(browse: Browse) -> None:
    joana, case = await started(browse)
    shown = await joana.get(case)
    assert "Processo iniciado. Este é o número dele." in shown.text
    assert "Por que este processo está parado?" in shown.text
    assert "529.982" not in shown.text
    assert "***.982.247-**" in shown.text
    helena = await browse("helena")
    queue = await helena.get("/tarefas?lista=para-assumir")
    assert "Analisar a admissibilidade da proposta" in queue.text
    task = await task_of(helena, case)
    taken = await submit(helena, task, f"{task}/assumir", {})
    assert taken.headers["location"] == task
    draft = await submit(helena, task, task, {"motivo": "Falta conferir", "_verbo": "rascunho"})
    assert draft.status_code == 303
    assert "Falta conferir" in (await helena.get(task)).text
    done = await submit(helena, task, task, {**ADMIT, "_verbo": "concluir"})
    assert (done.status_code, done.headers["location"]) == (303, case)
    rosa = await browse("rosa")
    evidence = {"publicado_em": "2026-03-02", "endereco": "https://exemplo.mt.gov.br/pmis"}
    published = await submit(rosa, await task_of(rosa, case), await task_of(rosa, case), evidence)
    assert published.status_code == 303, published.text
    register = (await (await browse("")).get("/")).text
    assert "PMIS 1/" in register
    assert "Joana Teles" in register
    assert "982.247" not in register
    assert EVIL not in register
    await _hear(browse, case)


async def _hear(browse: Browse, case: str) -> None:
    """The rest of the way: the hearing is opened, anybody contributes, a robot does not."""
    antonia, nobody = await browse("antonia"), await browse("")
    decided = {"motivo": "É conveniente e oportuno.", "_resultado": "instaurado"}
    task = await task_of(antonia, case)
    assert (await submit(antonia, task, task, decided)).status_code == 303
    public = f"/pmis/{case.rsplit('/', 1)[1]}"
    assert f'href="{public}#contribuir"' in (await nobody.get("/")).text
    send = f"{public}/contribuicao"
    empty = await submit(nobody, public, send, {"texto": ""})
    assert empty.status_code == 422
    assert faults(empty.text) == []
    robot = await submit(nobody, public, send, {"texto": "compre já", "_site": "http://spam.example"})
    assert robot.status_code == 303
    words = {"texto": f"A ponte do km 7 serve à escola. {EVIL}", "nome": "Zé Pequi"}
    given = await submit(nobody, public, send, words)
    assert given.status_code == 303, given.text
    shown = (await nobody.get(public)).text
    assert faults(shown) == []
    assert "A ponte do km 7 serve à escola." in shown
    assert "compre já" not in shown
    assert "Zé Pequi" not in shown
    foreign = await nobody.post(send, data=words, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    for wanted in ("fatos", "decisoes", "prazos"):
        assert faults((await antonia.get(f"{case}/{wanted}")).text) == []
    data = (await nobody.get("/publico/pmis.json")).json()["itens"]
    assert [one["resultado"] for one in data] == [""]
    assert (await nobody.get("/publico/pmis.csv")).text.startswith("numero,sintese,subscritor,")


@pytest.mark.usefixtures("worker")
async def test_what_is_missing_is_said_and_what_was_typed_stays(browse: Browse) -> None:
    _, case = await started(browse)
    helena = await browse("helena")
    task = await task_of(helena, case)
    answer = await submit(helena, task, task, {"motivo": f"curto {EVIL}", "_verbo": "concluir"})
    assert answer.status_code == 422
    assert faults(answer.text) == []
    page = Page(answer.text)
    assert page.title.startswith("Erro: ")
    assert "Escolha a conclusão" in answer.text
    assert "Responda “Há diagnóstico da realidade”" in answer.text
    assert any(dict(form.fields).get("motivo") == f"curto {EVIL}" for form in page.forms)


@pytest.mark.usefixtures("worker")
async def test_the_norm_refuses_with_its_citation(browse: Browse) -> None:
    _, case = await started(browse)
    helena = await browse("helena")
    task = await task_of(helena, case)
    answer = await submit(helena, task, task, {**ADMIT, "_resultado": "inadmissivel"})
    assert answer.status_code == 409
    assert "A norma não permite concluir assim" in answer.text
    assert "Decreto 167/2019, art.\u00a01" in answer.text
    assert faults(answer.text) == []


@pytest.mark.usefixtures("worker")
async def test_who_comes_second_learns_of_the_first(browse: Browse) -> None:
    _, case = await started(browse)
    helena, caio = await browse("helena"), await browse("caio")
    task = await task_of(helena, case)
    late = Page((await caio.get(task)).text)
    first = await submit(helena, task, task, ADMIT)
    assert first.status_code == 303
    form = next(one for one in late.forms if one.attributes["action"] == task)
    answer = await caio.post(task, data={**dict(form.fields), **ADMIT, "motivo": "Escrevi isto também."})
    assert answer.status_code == 409
    assert "Helena Prado" in answer.text
    assert "Escrevi isto também." in answer.text
    assert faults(answer.text) == []


@pytest.mark.usefixtures("worker")
async def test_the_same_form_sent_twice_acts_once(browse: Browse) -> None:
    joana = await browse("joana")
    act = str(uuid.uuid4())
    first = await submit(joana, "/processos/novo/pmis", "/processos/novo/pmis", {**PROPOSAL, "_ato": act})
    again = await submit(joana, "/processos/novo/pmis", "/processos/novo/pmis", {**PROPOSAL, "_ato": act})
    assert first.headers["location"] == again.headers["location"]


@pytest.mark.usefixtures("worker")
async def test_a_post_without_the_token_is_refused(browse: Browse) -> None:
    _, case = await started(browse)
    helena = await browse("helena")
    task = await task_of(helena, case)
    answer = await helena.post(f"{task}/assumir", data={"csrf": "outro"})
    assert answer.status_code == 403
    assert faults(answer.text) == []


async def test_who_is_not_in_is_taken_to_sign_in_and_back(browse: Browse) -> None:
    nobody = await browse("")
    answer = await nobody.get("/tarefas")
    assert (answer.status_code, answer.headers["location"]) == (303, "/entrar?depois=/tarefas")
    wrong = await nobody.post("/entrar", data={"usuario": "helena", "senha": "errada", "depois": "//mal.example"})
    assert wrong.status_code == 401
    assert "Usuário ou senha não conferem" in wrong.text
    assert faults(wrong.text) == []
    right = await nobody.post("/entrar", data={"usuario": "helena", "senha": "tramita-demo", "depois": "//mal.example"})
    assert right.headers["location"] == "/tarefas"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("amount=15&unit=dia&anchor=2026-05-18&from=2026-05-28&to=2026-06-09", "Quinta-feira, 18 de junho de 2026"),
        ("amount=5&anchor=2026-05-28&binds=administracao", "Terça-feira, 2 de junho de 2026"),
        (
            "amount=30&unit=dia&anchor=2026-03-12&counting=material&nature=minimum",
            "A partir de segunda-feira, 13 de abril",
        ),
    ],
)
async def test_the_calculator_answers_in_words(browse: Browse, asked: str, expected: str) -> None:
    answer = await (await browse("")).get(f"/calculadora?{asked}")
    assert answer.status_code == 200
    assert expected in answer.text
    assert faults(answer.text) == []


async def test_the_calculator_says_what_is_wrong(browse: Browse) -> None:
    answer = await (await browse("")).get(f"/calculadora?amount=quinze&anchor={EVIL}")
    assert answer.status_code == 422
    assert "Escreva a quantidade em número inteiro, como 15" in answer.text
    assert faults(answer.text) == []


async def test_a_wrong_address_is_told_in_the_same_look(browse: Browse) -> None:
    answer = await (await browse("")).get("/nao-existe")
    assert answer.status_code == 404
    assert faults(answer.text) == []
    assert answer.headers["x-request-id"] in answer.text


async def test_files_are_kept_for_ever_by_their_content(browse: Browse) -> None:
    nobody = await browse("")
    page = (await nobody.get("/ajuda")).text
    for path in re.findall(r'(?:href|src)="(/estatico/[^"]+)"', page):
        answer = await nobody.get(path)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        stale = await nobody.get(re.sub(r"/estatico/[0-9a-f]+", "/estatico/0000", path))
        assert stale.headers["cache-control"] == "no-cache"
    assert (await nobody.get("/estatico/0/../routes.py")).status_code == 404


async def test_problems_are_read_by_people_and_by_programs_at_one_address(browse: Browse) -> None:
    nobody = await browse("")
    for path in ("/problemas", "/problemas/vedado-pela-norma"):
        read = await nobody.get(path)
        assert faults(read.text) == []
        assert (await nobody.get(path, headers={"Accept": "*/*"})).headers["content-type"] == "application/json"
