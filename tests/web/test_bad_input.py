"""What people get wrong: each time a whole page in Portuguese that says what to do, and nothing half-written."""

import re

import httpx
import pytest
from fastapi import FastAPI

from tests.web.conftest import Browse
from tests.web.pages import Page, faults
from tests.web.test_pages import ADMIT, PROPOSAL, started, submit, task_of

pytestmark = [pytest.mark.engines, pytest.mark.usefixtures("worker")]
NEW = "/processos/novo/pmis"


async def _cases(client: httpx.AsyncClient) -> int:
    return len(set(re.findall(r'href="(/processos/pmis-[0-9a-f]+)"', (await client.get("/processos")).text)))


async def _facts(client: httpx.AsyncClient, case: str) -> str:
    """How many facts the case has, as its page counts them."""
    found = re.search(r"Ver os (\d+)", (await client.get(case)).text)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (dict.fromkeys(PROPOSAL, ""), "Do que trata a proposta"),
        ({**PROPOSAL, "titulo": "p" * 100_000}, "no máximo"),
        ({**PROPOSAL, "subscritor.cnpj": "12.345.678/0001-99"}, "CNPJ"),
        ({**PROPOSAL, "subscritor.cpf": "111.111.111-11"}, "CPF"),
    ],
    ids=["empty", "huge", "wrong CNPJ", "wrong CPF"],
)
async def test_a_proposal_that_cannot_be_starts_nothing(browse: Browse, typed: dict[str, str], said: str) -> None:
    joana = await browse("joana")
    answer = await submit(joana, NEW, NEW, typed)
    assert answer.status_code == 422
    assert faults(answer.text) == []
    page = Page(answer.text)
    assert page.title.startswith("Erro: ")
    summary = answer.text.split('class="error-summary"')[1].split("</ul>")[0]
    assert said in summary
    assert await _cases(joana) == 0


async def test_what_no_record_can_hold_is_refused_though_said_twice(browse: Browse) -> None:
    """The first of two values is the one that is read."""
    joana = await browse("joana")
    answer = await submit(joana, NEW, NEW, {**PROPOSAL, "titulo": ["pon\0tes", "pontes"]})
    assert answer.status_code == 422
    assert faults(answer.text) == []
    assert (await joana.get("/prazos?q=%00&q=a")).status_code == 422
    assert await _cases(joana) == 0


@pytest.mark.parametrize("name", ["parcelas.².valor", f"parcelas.{'9' * 5000}.valor"])
async def test_a_row_that_has_no_number_is_no_row(browse: Browse, name: str) -> None:
    marta = await browse("marta")
    new = "/processos/novo/parceria"
    answer = await submit(marta, new, new, {name: "1"})
    assert answer.status_code == 422
    assert faults(answer.text) == []


async def test_more_than_a_form_may_hold_is_refused_whole(browse: Browse) -> None:
    joana = await browse("joana")
    answer = await submit(joana, NEW, NEW, {**PROPOSAL, "diagnostico": "p" * 1_100_000})
    assert answer.status_code == 413
    assert faults(answer.text) == []
    assert await _cases(joana) == 0


@pytest.mark.parametrize("day", ["0", "1700000000", "0000-00-00", "2026-02-30", "9999-12-31", "02/03/2026x"])
async def test_a_day_that_does_not_exist_is_not_published(browse: Browse, day: str) -> None:
    _, case = await started(browse)
    helena, rosa = await browse("helena"), await browse("rosa")
    task = await task_of(helena, case)
    assert (await submit(helena, task, task, ADMIT)).status_code == 303
    before, task = await _facts(rosa, case), await task_of(rosa, case)
    evidence = {"publicado_em": day, "endereco": "https://exemplo.mt.gov.br/pmis", "_verbo": "concluir"}
    answer = await submit(rosa, task, task, evidence)
    assert answer.status_code in (409, 422), answer.headers
    assert faults(answer.text) == []
    assert "Traceback" not in answer.text
    assert await _facts(rosa, case) == before


async def test_a_file_too_large_is_not_kept(app: FastAPI, browse: Browse) -> None:
    _, case = await started(browse)
    helena = await browse("helena")
    task = await task_of(helena, case)
    before = await _facts(helena, case)
    most = app.state.door.settings.max_upload
    for size in (most, most + 100_000):
        files = {"_arquivo": ("laudo.pdf", b"%PDF-1.7\n" + b"0" * size, "application/pdf")}
        answer = await submit(helena, f"{task}/anexar", f"{task}/anexar", {"title": "Laudo"}, files=files)
        assert answer.status_code in (413, 422)
        assert faults(answer.text) == []
        assert re.search(r"\d MB", answer.text), "how large it may be"
    assert await _facts(helena, case) == before


@pytest.mark.parametrize("change", [{}, {"_resultado": ""}, {"_verbo": "rascunho"}], ids=["whole", "lacking", "draft"])
async def test_a_form_from_before_the_end_acts_no_more(browse: Browse, change: dict[str, str]) -> None:
    """The back button: the page of the completed task says so, and its old form sent anew is late."""
    _, case = await started(browse)
    helena = await browse("helena")
    task = await task_of(helena, case)
    old = Page((await helena.get(task)).text)
    assert (await submit(helena, task, task, ADMIT)).status_code == 303
    before = await _facts(helena, case)
    assert [one for one in Page((await helena.get(task)).text).forms if one.attributes["action"] == task] == []
    fields = dict(next(one for one in old.forms if one.attributes["action"] == task).fields)
    again = await helena.post(task, data={**fields, **ADMIT, "_ato": "0" * 32, "motivo": "Outra coisa.", **change})
    assert again.status_code == 409
    assert faults(again.text) == []
    assert "Outra coisa." in again.text
    assert re.search(r"\d{2}/\d{2}/\d{4}", again.text), "when"
    assert await _facts(helena, case) == before


async def test_the_same_completion_sent_twice_is_one(browse: Browse) -> None:
    _, case = await started(browse)
    helena = await browse("helena")
    task = await task_of(helena, case)
    form = next(one for one in Page((await helena.get(task)).text).forms if one.attributes["action"] == task)
    data = {**dict(form.fields), **ADMIT}
    first = await helena.post(task, data=data)
    before = await _facts(helena, case)
    second = await helena.post(task, data=data)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["location"] == second.headers["location"]
    assert await _facts(helena, case) == before


async def test_who_stayed_away_too_long_signs_in_again(browse: Browse) -> None:
    _, case = await started(browse)
    helena = await browse("helena")
    task = await task_of(helena, case)
    form = next(one for one in Page((await helena.get(task)).text).forms if one.attributes["action"] == task)
    before = await _facts(helena, case)
    helena.cookies.clear()
    answer = await helena.post(task, data={**dict(form.fields), **ADMIT})
    assert answer.status_code in (303, 401, 403)
    if answer.status_code == 303:
        assert answer.headers["location"].startswith("/entrar")
    else:
        assert faults(answer.text) == []
    assert await _facts(await browse("caio"), case) == before


async def test_another_spelling_of_a_day_is_the_same_day(browse: Browse) -> None:
    _, case = await started(browse)
    helena, rosa = await browse("helena"), await browse("rosa")
    task = await task_of(helena, case)
    assert (await submit(helena, task, task, ADMIT)).status_code == 303
    task = await task_of(rosa, case)
    evidence = {"publicado_em": "2026-03-02T00:00:00", "endereco": "https://exemplo.mt.gov.br/pmis"}
    answer = await submit(rosa, task, task, evidence)
    assert answer.status_code == 303, answer.text
    assert "Publicado: proposta, em 02/03/2026" in (await rosa.get(f"{case}/fatos")).text
