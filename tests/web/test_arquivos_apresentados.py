"""Files that people send with what they bring: checked, kept with it, and while it is sealed seen by nobody else."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pikepdf
import pytest
from fastapi import FastAPI

from activities.records.record import record
from api.door import Door
from api.identity.csrf import FIELD as CSRF
from api.routing import routes_of
from tests.api.conftest import Login
from tests.records.make import fact, header, turn
from tests.web.conftest import Browse
from workflows.clock import local_date
from workflows.kernel.messages import DocumentRef
from workflows.kernel.state import FactKind

pytestmark = pytest.mark.engines
CSV = b"item;valor\nPlanilha que ninguem le antes;10\n"
CASE = "chamamento-1"
ENDLESS = "/ao-vivo"
"""Streams that never end; they hold ids of cases and tasks alone."""
CNPJ = "11222333000181"


def a_pdf() -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made)
    return made.getvalue()


async def upload(client: httpx.AsyncClient, content: bytes, name: str) -> dict[str, Any]:
    sent = await client.post("/api/v1/documents", files={"file": (name, content)})
    assert sent.status_code == 201, sent.text
    return dict(sent.json())


def places(app: FastAPI, document: str) -> Iterator[str]:
    """Every address that may be looked at, about the case and about the document."""
    for path, route in routes_of(app):
        if "GET" not in (route.methods or ()) or path.startswith(ENDLESS):
            continue
        for named in (CASE, document) if "{" in path else ("",):
            for seq in ("1", "2") if "{fato" in path or "{seq" in path else ("1",):
                yield re.sub(r"\{[^}]*\}", named, re.sub(r"\{(fato|seq)[^}]*\}", seq, path))


def sealed() -> Any:
    """A turn as the case records it: a protocol and a seal, of nobody and nothing."""
    brought = {"event": "chamamento-publico.proposta", "title": "proposta", "protocol": "001", "seal": "0" * 64}
    of_all = fact(2, FactKind.EVENT_RECEIVED, data=brought, actor=None, act="ato-da-proposta")
    kind = {"type": "chamamento-publico", "id": CASE}
    return turn(1, [fact(1, data={"type": "chamamento-publico", "input": {}}), of_all], case=CASE) \
        .model_copy(update={"case": header(CASE, **{"type": kind["type"]})})  # fmt: skip


async def test_a_sealed_file_is_shown_to_its_author_alone_by_every_address(
    app: FastAPI, door: Door, browse: Browse, as_user: Login
) -> None:
    kept = await upload(as_user("osc"), CSV, "planilha-de-custos.csv")
    await record(door.sessions, sealed())
    tells = (kept["sha256"], "planilha-de-custos", "ninguem le antes")
    asked = list(places(app, kept["id"]))
    assert len(asked) > 100
    for login in ("helena", "ada", "joana", ""):
        pages, api = await browse(login), as_user(login or None)
        for place in asked:
            answer = await (api if place.startswith("/api/") else pages).get(place)
            assert answer.status_code != 429, place
            said = answer.content.decode("utf-8", "replace")
            assert not any(word in said for word in tells), (login, place)
            assert kept["id"] in place or kept["id"] not in said, (login, place)
        assert (await as_user(login or None).get(f"/api/v1/documents/{kept['id']}")).status_code in (401, 404)
        assert (await (await browse(login)).get(f"/documentos/{kept['id']}")).status_code in (303, 404)
    assert (await as_user("osc").get(f"/api/v1/documents/{kept['id']}")).content == CSV

    ref = DocumentRef.model_validate({name: kept[name] for name in DocumentRef.model_fields})
    opened = fact(3, FactKind.CONTENTS_OPENED, data={"protocol": "001", "title": "proposta", "form": {}}, actor="p-osc")
    attached = (ref, None, "p-osc", datetime.now(UTC))
    later = turn(3, [opened], case=CASE, at=2, documents=(attached,))
    await record(door.sessions, later.model_copy(update={"case": header(CASE, type="chamamento-publico")}))
    assert (await as_user("helena").get(f"/api/v1/documents/{kept['id']}")).content == CSV
    assert (await as_user("joana").get(f"/api/v1/documents/{kept['id']}")).status_code == 404


async def objectable(as_user: Login) -> str:
    """A direct hiring whose extract was published today: anybody may object to it. Its id."""
    today = local_date(datetime.now(UTC)).isoformat()
    asked = {
        "objeto": "Ponte", "necessidade": "A ponte caiu.", "organizacao": {"nome": "Instituto", "cnpj": CNPJ},
    }  # fmt: skip
    start = {"type": "dispensa-inexigibilidade", "input": asked}
    case = str((await as_user("helena").post("/api/v1/procedures", json=start)).json()["case"])
    motivo = {"motivo": "É o que os fatos mostram."}
    acts: tuple[tuple[str, str | None, dict[str, Any]], ...] = (
        ("helena", "dispensavel", {**motivo, "hipotese": "calamidade-publica"}),
        ("helena", None, {"justificativa": "Só ela está no local.", "extrato": "Dispensa."}),
        ("antonia", "homologada", motivo),
        ("rosa", None, {"publicado_em": today, "endereco": "Sítio oficial"}),
    )
    for who, outcome, form in acts:
        tasks = (await as_user("marta").get(f"/api/v1/procedures/{case}")).json()["tasks"]
        task = next(one for one in tasks if one["status"] in ("ready", "reserved"))
        done = await as_user(who).post(f"/api/v1/tasks/{task['id']}/complete", json={"outcome": outcome, "form": form})
        assert done.status_code == 200, done.text
    return case


@pytest.mark.usefixtures("worker")
async def test_who_brings_something_sends_files_with_it_by_the_api(as_user: Login) -> None:
    case = await objectable(as_user)
    event = f"/api/v1/procedures/{case}/events/dispensa-inexigibilidade.impugnacao"
    kept = await upload(as_user("osc"), content := a_pdf(), "prova.pdf")
    body = {"form": {"razoes": "Há outra no local."}, "files": [kept["id"]]}
    assert (await as_user("joana").post(event, json=body)).status_code == 422
    assert (await as_user("osc").post(event, json={**body, "files": ["nao-existe"]})).status_code == 422
    assert (await as_user("osc").post(event, json={**body, "files": [kept["id"]] * 21})).status_code == 422
    assert (await as_user("osc").post(event, json=body)).status_code == 200
    seen = (await as_user("helena").get(f"/api/v1/procedures/{case}")).json()["documents"]
    assert [(one["id"], one["sha256"]) for one in seen] == [(kept["id"], kept["sha256"])]
    assert (await as_user("helena").get(f"/api/v1/documents/{kept['id']}")).content == content
    facts = (await as_user("helena").get(f"/api/v1/procedures/{case}/facts")).json()["items"]
    assert [one["data"]["sha256"] for one in facts if one["kind"] == "DocumentAttached"] == [kept["sha256"]]
    antecipar = event.replace("impugnacao", "antecipacao")
    refused = await as_user("antonia").post(antecipar, json={"form": body["form"], "files": []})
    assert refused.status_code in (409, 422)


@pytest.mark.usefixtures("worker")
async def test_who_brings_something_sends_files_with_it_on_the_page_and_loses_none(
    as_user: Login, browse: Browse
) -> None:
    case = await objectable(as_user)
    place = f"/processos/{case}/apresentar/dispensa-inexigibilidade.impugnacao"
    browser = await browse("osc")
    asked = (await browser.get(place)).text
    assert 'enctype="multipart/form-data"' in asked
    assert 'name="_arquivos" type="file" multiple' in asked
    guards = dict(re.findall(r'name="(\w+)" value="([^"]*)"', asked))
    given = {CSRF: guards[CSRF], "_ato": guards["_ato"], "razoes": "Há outra."}
    mixed = [("_arquivos", ("planta.pdf", a_pdf())), ("_arquivos", ("programa.exe", b"MZ\x90\x00\x03"))]
    refused = await browser.post(place, data=given, files=mixed)
    assert refused.status_code == 415
    assert "programa.exe: " in refused.text
    (kept,) = re.findall(r'name="_anexo" value="([0-9a-f]+)" checked', refused.text)
    assert "planta.pdf" in refused.text
    sent = await browser.post(place, data={**given, "_anexo": kept}, files=[("_arquivos", ("dados.csv", CSV))])
    assert sent.status_code == 303, sent.text
    documents = (await as_user("helena").get(f"/api/v1/procedures/{case}")).json()["documents"]
    assert {one["title"] for one in documents} == {"planta.pdf", "dados.csv"}
