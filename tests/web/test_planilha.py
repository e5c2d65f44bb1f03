"""A month registered by sheets on the page: the wrong lines named, nothing half taken, the template, the end."""

import httpx
import pytest

from tests.api.conftest import Login
from tests.api.test_sheets import BOOKED, DESPESAS, LUZ, registering, workbook, written
from tests.web.conftest import Browse
from tests.web.pages import Page, faults

pytestmark = [pytest.mark.engines, pytest.mark.usefixtures("worker")]


async def send(client: httpx.AsyncClient, address: str, **contents: bytes) -> httpx.Response:
    form = next(one for one in Page((await client.get(address)).text).forms if one.attributes["action"] == address)
    files = {f"_planilha.{name}": (f"{name}.csv", content, "text/csv") for name, content in contents.items()}
    return await client.post(address, data=dict(form.fields), files=files or {"_planilha.despesas": ("", b"")})


async def test_from_the_task_to_the_register(browse: Browse, as_user: Login) -> None:
    _, task = await registering(as_user)
    page = f"/tarefas/{task.rpartition('/')[2]}"
    osc = await browse("osc")
    assert f'href="{page}/planilha"' in (await osc.get(page)).text
    shown = await osc.get(f"{page}/planilha")
    assert faults(shown.text) == []
    assert "Colunas de Orçamentos das compras" in shown.text
    template = await osc.get(f"{page}/planilha/modelo?lista=despesas")
    assert (template.content, template.headers["content-type"]) == (DESPESAS.template, "text/csv; charset=utf-8")
    assert (await osc.get(f"{page}/planilha/modelo?lista=outra")).status_code == 404

    taxa = {**LUZ, "Tipo da despesa": "Taxa de administração ou gerência"}
    refused = await send(osc, f"{page}/planilha", despesas=written(LUZ, taxa, {**LUZ, "Valor pago": "mil"}))
    assert refused.status_code == 422
    assert faults(refused.text) == []
    assert "Despesas pagas, linha 4" in Page(refused.text).text.replace("<b>", "")
    refused = await send(osc, f"{page}/planilha", despesas=written(LUZ, taxa))
    assert refused.status_code == 422
    assert "Despesas pagas, linha 3" in refused.text
    assert "Não se paga taxa de administração ou gerência." in refused.text
    empty = await send(osc, f"{page}/planilha")
    assert (empty.status_code, "Escolha ao menos uma planilha" in empty.text) == (422, True)

    sem_item = {title: value for title, value in BOOKED.items() if title != "Item do plano de trabalho"}
    done = await send(osc, f"{page}/planilha", despesas=workbook({2: BOOKED, 3: sem_item}))
    assert done.status_code == 303, done.text
    case = (await osc.get(done.headers["location"])).text
    assert "Mês registrado, com despesas a julgar" in case
    assert "Despesa 2: Fora do plano, cabe demonstrar que a execução do objeto exigiu a despesa." in case
    assert (await (await browse("ivo")).get(f"{page}/planilha")).status_code == 404


async def test_on_the_form_each_refusal_stands_beside_its_field_with_its_provision(
    browse: Browse, as_user: Login
) -> None:
    _, task = await registering(as_user)
    page = f"/tarefas/{task.rpartition('/')[2]}"
    osc = await browse("osc")
    rows = {
        f"despesas.{index}.{column.name}": str(column.read(LUZ[column.title]))
        for index in range(2)
        for column in DESPESAS.columns
        if column.title in LUZ
    }
    rows |= {f"despesas.{index}.em_nome_da_organizacao": "sim" for index in range(2)}
    typed = {**rows, "despesas.1.tipo": "taxa-de-administracao", "_resultado": "com-movimento", "_verbo": "concluir"}
    form = next(one for one in Page((await osc.get(page)).text).forms if one.attributes["action"] == page)
    guards = dict(form.fields)
    refused = await osc.post(page, data={**guards, **typed})
    assert refused.status_code == 409
    assert faults(refused.text) == []
    assert 'id="f-despesas-1-tipo-e"' in refused.text
    assert "não se paga taxa de administração ou gerência. (art.\xa047, II)" in refused.text
    again = dict(next(one for one in Page(refused.text).forms if one.attributes["action"] == page).fields)
    right = {"despesas.1.tipo": "custos-indiretos", "_resultado": "com-movimento", "_verbo": "concluir"}
    done = await osc.post(page, data={**again, **right})
    assert done.status_code == 303, Page(done.text).text[:2000]
