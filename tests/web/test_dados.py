"""Open data as programs read it: what is published of each dataset holds for its files, which say when they change."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi import FastAPI

from activities.records.engine import Sessions
from activities.records.record import record
from api.opendata.catalogue import DATASETS
from api.opendata.files import cell
from api.web.views.cumprimento import BELOW
from tests.records.make import START, deadline, done, fact, header, task, turn
from tests.web.conftest import Browse
from tests.web.pages import faults
from tests.web.parcerias import MANAGER, MEMBER, PARTE, partnership
from workflows.kernel.state import FactKind, TaskState, TaskStatus

pytestmark = pytest.mark.engines

BASE = "/dados-abertos/v1"
SIGNER = "Zulmira Quaresma Buriti"
PUBLIC = {
    "sintese": '=Ponte "nova", de madeira', "subscritor": SIGNER, "interesse_publico": "Passar.",
    "recebida_em": "2026-03-02", "resultado": "Chamamento público recomendado", "resposta_enviada_em": "2026-03-12",
}  # fmt: skip


@pytest.fixture
async def sessions(app: FastAPI) -> Sessions:
    """A public case with a contribution and a deadline, and one that is not public."""
    app.state.door.now = lambda: datetime(2026, 4, 1, 16, tzinfo=UTC)
    found: Sessions = app.state.door.sessions
    heard = fact(2, FactKind.EVENT_RECEIVED, actor="publico", data={"event": "pmis.contribuicao", "form": {}})
    for case, public in (("c1", PUBLIC), ("c2", {})):
        told = turn(1, (fact(1), heard), case=case, deadlines=(deadline("d1", case=case, due=date(2026, 4, 17)),))
        await record(found, told.model_copy(update={"case": header(case, public=public, subject=f"Assunto de {case}")}))
    await _a_plan(found)
    await partnership(found)
    return found


AMENDED = "2.2"
PLAN = yaml.safe_load(Path("tests/cooperacao/plano-abm.yaml").read_text(encoding="utf-8"))


async def _a_plan(sessions: Sessions) -> None:
    """A plan in which each way that an act may stand came once for its action, and from which an action was removed."""
    actions = [{**one, "axes": ["1"]} if one["id"] == AMENDED else one for one in PLAN["actions"]]
    plan = {**PLAN, "axes": {"1": "Capacitação"}, "actions": actions}
    fewer = {**plan, "actions": [one for one in plan["actions"] if one["id"] != AMENDED]}
    form = {"documento": "Aditivo 1", "a_partir_de": "2026-03-20", "motivo": SIGNER, "plano": yaml.safe_dump(fewer)}
    began = {"type": "plano-de-trabalho", "input": {"plano": plan, "assinado_em": "2026-03-02"}}
    amended = {"event": "plano-de-trabalho.alteracao", "form": form}
    facts = (fact(1, data=began), fact(2, FactKind.EVENT_RECEIVED, actor="publico", data=amended))

    def asked(n: int, due: date | None, **how: Any) -> TaskState:
        given = {"party": "ABM", "subject": f"{AMENDED} {n}/9", "deadline": f"p1.d{n}" if due else None, **how}
        return task(f"t{n}", case="p1", decl="plano-de-trabalho.acao", **given)

    days = (date(2026, 3, 3), date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 31), date(2026, 4, 1), None)
    made = [asked(n, day) for n, day in enumerate(days)]
    made[:3] = [done(one, outcome) for one, outcome in zip(made, ("cumprida", "cumprida", BELOW), strict=False)]
    spared = {"status": TaskStatus.SKIPPED, "closed_at": START, "closed_by": "ana"}
    made += [asked(6, days[0], **spared), asked(7, days[0], status=TaskStatus.WITHDRAWN, closed_at=START)]
    due = tuple(deadline(f"d{n}", case="p1", due=day) for n, day in enumerate((*days, days[0], days[0])) if day)
    told = turn(1, facts, case="p1", tasks=tuple(made), deadlines=due)
    await record(sessions, told.model_copy(update={"case": header("p1", type="plano-de-trabalho", subject="Plano")}))


async def test_the_compliance_of_plans_is_in_numbers_and_says_nothing_of_persons(
    browse: Browse, sessions: Sessions
) -> None:
    assert sessions
    answer = await (await browse("")).get(f"{BASE}/cumprimento-de-planos.json")
    (row,) = answer.json()["itens"]
    said = {name: row[name] for name in ("processo", "ano", "participe", "eixos", "acao", "o_que")}
    assert said == {
        "processo": "Plano de trabalho 1/2026", "ano": 2026, "participe": "Associação de municípios",
        "eixos": "Capacitação", "acao": AMENDED, "o_que": "Realizar cursos",
    }, "an action that an amendment removed keeps its axis"  # fmt: skip
    counted = ("no_prazo", "com_atraso", "abaixo_do_minimo", "atrasados", "a_fazer", "dispensados")
    assert [row[name] for name in counted] == [1, 1, 1, 1, 2, 1]
    assert row["pedidos"] == sum(row[name] for name in counted)
    assert SIGNER not in answer.text
    assert (row["adesao"], row["situacao_do_plano"]) == (False, "aberto")


async def test_each_file_holds_what_its_schema_says(browse: Browse, sessions: Sessions) -> None:
    assert sessions
    nobody = await browse("")
    for id in DATASETS:
        schema = (await nobody.get(f"{BASE}/{id}.schema.json")).json()
        found = (await nobody.get(f"{BASE}/{id}.json")).json()
        assert found["itens"], id
        assert list(broken(found, schema, schema["$defs"])) == [], id
        assert list(broken({**found, "itens": [{}]}, schema, schema["$defs"])), "the check finds what is wrong"
        answer = await nobody.get(f"{BASE}/{id}.csv")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
        head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8"), newline=""))
        assert head == list(found["itens"][0]), id
        assert rows == [[cell(value) for value in item.values()] for item in found["itens"]], id
        assert answer.content.count(b"\r\n") >= len(rows) + 1


async def test_the_data_package_describes_every_file(browse: Browse, sessions: Sessions) -> None:
    assert sessions
    nobody = await browse("")
    package = (await nobody.get(f"{BASE}/datapackage.json")).json()
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert [one["name"] for one in package["resources"]] == list(DATASETS)
    for one in package["resources"]:
        path = one["path"].removeprefix("http://127.0.0.1:8000")
        head, *rows = csv.reader(io.StringIO((await nobody.get(path)).text, newline=""))
        assert [field["name"] for field in one["schema"]["fields"]] == head
        keys = [tuple(row[head.index(name)] for name in one["schema"]["primaryKey"]) for row in rows]
        assert len(keys) == len(set(keys)), one["name"]
        for field in one["schema"]["fields"]:
            assert field["title"], field
            assert field["description"].endswith("."), field
            if "required" in field["constraints"]:
                at = head.index(field["name"])
                assert all(row[at] or field["type"] == "string" for row in rows), field


async def test_a_file_is_sent_again_only_when_it_changed(browse: Browse, sessions: Sessions) -> None:
    nobody = await browse("")
    address = f"{BASE}/pmis-propostas.csv"
    first = await nobody.get(address)
    tag, since = first.headers["etag"], first.headers["last-modified"]
    assert (await nobody.get(address, headers={"If-None-Match": tag})).status_code == 304
    assert (await nobody.get(address, headers={"If-Modified-Since": since})).status_code == 304
    assert (await nobody.get(address, headers={"If-Modified-Since": "yesterday"})).status_code == 200
    await record(
        sessions, turn(3, (fact(3),), case="c1", at=2).model_copy(update={"case": header("c1", public=PUBLIC)})
    )
    again = await nobody.get(address, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again.headers["etag"] != tag


async def test_nothing_personal_and_nothing_of_what_is_not_public(browse: Browse, sessions: Sessions) -> None:
    assert sessions
    nobody = await browse("")
    for id in DATASETS:
        for kind in ("csv", "json"):
            text = (await nobody.get(f"{BASE}/{id}.{kind}")).text
            for word in (SIGNER, "Zulmira", "Assunto de c2", "/pmis/c2", MANAGER, MEMBER, PARTE):
                assert word not in text, (id, word)
    item = (await nobody.get(f"{BASE}/pmis-propostas.json")).json()["itens"][0]
    assert (item["dias_ate_a_resposta"], item["contribuicoes"]) == (10, 1)
    assert "'=Ponte" in (await nobody.get(f"{BASE}/pmis-propostas.csv")).text


async def test_the_pages_say_what_each_column_means(browse: Browse) -> None:
    nobody = await browse("")
    listed = (await nobody.get("/dados-abertos")).text
    assert faults(listed) == []
    for id, one in DATASETS.items():
        assert f"{BASE}/{id}.csv" in listed
        text = (await nobody.get(f"/dados-abertos/{id}")).text
        assert faults(text) == [], id
        assert all(f"<code>{column.name}</code>" in text for column in one.columns)
    assert (await nobody.get("/dados")).headers["location"] == "/dados-abertos"
    for path in ("/dados-abertos/x", f"{BASE}/x.csv", f"{BASE}/pmis-propostas.xml", f"{BASE}/pmis-propostas"):
        assert (await nobody.get(path)).status_code == 404, path


def broken(value: Any, schema: Mapping[str, Any], defs: Mapping[str, Any], at: str = "") -> Iterator[str]:
    """Where a value does not hold what its JSON Schema says, for the words that our schemas use."""
    if "$ref" in schema:
        schema = defs[schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        if all(list(broken(value, one, defs, at)) for one in schema["anyOf"]):
            yield f"{at}: none of its forms"
        return
    if "const" in schema and value != schema["const"]:
        yield f"{at}: not {schema['const']}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value} is no option"
    types = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict, "null": type(None)}
    if "type" in schema and type(value) is not types[schema["type"]]:
        yield f"{at}: not {schema['type']}"
        return
    if schema.get("format") == "date" and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        yield f"{at}: no date"
    if schema.get("format") == "uri" and not value.startswith("http"):
        yield f"{at}: no address"
    if schema.get("type") == "array":
        for index, one in enumerate(value):
            yield from broken(one, schema["items"], defs, f"{at}[{index}]")
    if schema.get("type") == "object":
        yield from (f"{at}.{name}: missing" for name in schema["required"] if name not in value)
        yield from (f"{at}.{name}: unknown" for name in value if name not in schema["properties"])
        for name in value.keys() & schema["properties"].keys():
            yield from broken(value[name], schema["properties"][name], defs, f"{at}.{name}")
