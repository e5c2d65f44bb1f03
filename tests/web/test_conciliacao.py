"""A statement of a bank on the page: refused whole by line, taken whole, and beside it what was registered."""

import csv
import io

import httpx
import pytest

from tests.api.conftest import Login
from tests.api.statements import BANCO_DO_BRASIL
from tests.api.test_sheets import LUZ, registering, sent, written
from tests.execucao.test_registro_de_despesas import PARCERIA
from tests.web.conftest import Browse
from tests.web.pages import Page, faults
from tests.web.test_planilha import send
from workers.commands.demo import CNPJ
from workflows.parties import party_of

pytestmark = [pytest.mark.engines, pytest.mark.usefixtures("worker")]
MARCO = {"inicio": "2026-03-01", "fim": "2026-03-31", "conta": "12345-6"}


async def reconciling(as_user: Login, **given: str) -> tuple[str, str]:
    """The case, and the address of the organisation's task."""
    parceria = {**PARCERIA, "parte": party_of(CNPJ), "repasse": "1000000.00"}
    body = {"type": "conciliacao-bancaria", "input": {"parceria": parceria, **MARCO, **given}}
    started = await as_user("celia").post("/api/v1/procedures", json=body)
    assert started.status_code == 201, started.text
    case = started.json()["case"]
    items = (await as_user("osc").get(f"/api/v1/tasks?procedure={case}")).json()["items"]
    return f"/processos/{case}", f"/tarefas/{items[0]['id']}"


async def test_from_the_file_to_the_report(browse: Browse, as_user: Login) -> None:
    client, task = await registering(as_user)
    other = {**LUZ, "Nota ou comprovante fiscal": "NF 2", "Valor pago": "77,10"}
    done = await client.post(f"{task}/sheets", json=sent(despesas=written(LUZ, other)))
    assert done.status_code == 200, done.text

    case, page = await reconciling(as_user)
    osc, celia = await browse("osc"), await browse("celia")
    empty = await celia.get(f"{case}/conciliacao")
    assert (empty.status_code, "O extrato ainda não chegou" in empty.text, faults(empty.text)) == (200, True, [])
    assert (await celia.get(f"{case}/conciliacao.csv")).status_code == 404
    assert "Envie o arquivo do banco" in (await osc.get(page)).text
    assert 'accept=".ofx,.xlsx,.csv"' in (await osc.get(f"{page}/planilha")).text

    wrong = BANCO_DO_BRASIL.replace("<DTPOSTED>20260311", "<DTPOSTED>20260411").replace("2026031111812400", "")
    refused = await send(osc, f"{page}/planilha", linhas=wrong.encode("cp1252"))
    assert (refused.status_code, faults(refused.text)) == (422, [])
    assert "Extrato da conta, linha 53" in refused.text
    assert "Fora das contas, que vão de 01/03/2026 a 31/03/2026." in refused.text
    taken = await send(osc, f"{page}/planilha", linhas=BANCO_DO_BRASIL.encode("cp1252"))
    assert taken.status_code == 303, Page(taken.text).text[:1500]

    shown = await celia.get(f"{case}/conciliacao")
    assert faults(shown.text) == []
    said = Page(shown.text).text
    assert "Não corresponde tudo: 0 débitos sem despesa e 1 pagamento sem débito." in said
    for words in ("Pagamento: Energia da base", "10/03/2026", "11/03/2026", "R$\xa01.812,40", "NF 2", "Ordem Bancária"):
        assert words in said, words
    task = (await as_user("celia").get(f"/api/v1/tasks?procedure={case.rpartition('/')[2]}")).json()["items"][0]["id"]
    checking = await celia.get(f"/tarefas/{task}")
    assert faults(checking.text) == []
    assert "Pagamentos sem débito na conta" in checking.text
    await _every_line_is_in_the_file(celia, case)

    conclude = {"outcome": "com-diferencas", "form": {"motivo": "Falta o débito da nota 2."}}
    ended = await as_user("celia").post(f"/api/v1/tasks/{task}/complete", json=conclude)
    assert ended.status_code == 200, ended.text
    papers = (await celia.get(f"{case}/documentos")).text
    assert "Relatório de conciliação bancária" in papers
    assert (await (await browse("ivo")).get(f"{case}/conciliacao")).status_code == 404


async def _every_line_is_in_the_file(client: httpx.AsyncClient, case: str) -> None:
    answer = await client.get(f"{case}/conciliacao.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["situacao"], row["movimento"], row["valor"]) for row in rows] == [
        ("corresponde", "débito", "1812.40"), ("só no extrato", "crédito", "50000.00"),
        ("só no registro", "débito", "77.10"),
    ]  # fmt: skip
    assert (rows[0]["registrado_em"], rows[0]["no_banco_em"]) == ("2026-03-10", "2026-03-11")


async def test_another_account_is_refused_by_line(as_user: Login) -> None:
    _, page = await reconciling(as_user, conta="99.999-0")
    address = f"/api/v1{page.replace('tarefas', 'tasks')}/sheets"
    answer = await as_user("osc").post(address, json=sent(linhas=BANCO_DO_BRASIL.encode()))
    assert answer.status_code == 422
    assert [(one["line"], one["column"], one["provision"]) for one in answer.json()["lines"]] == [
        (44, "Conta", "dec-167:art-91:inc-V"), (53, "Conta", "dec-167:art-91:inc-V"),
    ]  # fmt: skip


async def test_other_cases_have_no_such_page(browse: Browse, as_user: Login) -> None:
    _, task = await registering(as_user)
    case = (await as_user("helena").get(task)).json()["case"]
    assert (await (await browse("helena")).get(f"/processos/{case}/conciliacao")).status_code == 404
