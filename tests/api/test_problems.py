"""What refusals look like, and that no request, however odd, is answered by anything else."""

import json

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI

from api.deps import public
from api.door import Door
from api.problems import KINDS, Problem, refused
from api.strictness import strict
from tests.api.conftest import Login
from workflows.kernel.messages import Refusal, RefusalCode

COUNT = "/api/v1/deadlines/count"
QUESTION = {
    "budget": {"amount": 5, "unit": "dia"},
    "anchor": "2026-03-02",
    "counting": "processual",
    "binds": "particular",
    "nature": "peremptory",
}


def assert_problem(answer: httpx.Response, status: int, code: str) -> dict[str, object]:
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    body: dict[str, object] = answer.json()
    assert (answer.status_code, body["status"], body["code"]) == (status, status, code), body
    assert body["type"] == f"/problemas/{code}"
    assert body["instance"] == f"urn:uuid:{answer.headers['x-request-id']}"
    return body


@pytest.mark.parametrize("code", list(RefusalCode))
async def test_every_refusal_of_a_case_has_a_status(code: RefusalCode) -> None:
    problem = refused(Refusal(code=code, message="Não."))
    assert problem.status in (403, 404, 409, 422, 503)
    assert problem.body()["detail"] == "Não."


async def test_each_code_is_explained_where_its_type_leads(as_user: Login) -> None:
    client = as_user()
    for code in KINDS:
        answer = await client.get(Problem(code).body()["type"])
        assert answer.status_code == 200
        assert answer.json()["advice"]
    assert (await client.get("/problemas")).json()[0]["code"] in KINDS


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nothing", 404, "nao-encontrado"),
        ("GET", "/api/v1/procedures/nope", 404, "nao-encontrado"),
        ("GET", "/api/v1/tasks/nope", 404, "tarefa-inexistente"),
        ("GET", "/api/v1/deadlines/nope/proof", 404, "prazo-inexistente"),
        ("GET", "/api/v1/procedures/a%00b", 422, "dados-invalidos"),
        ("GET", "/api/v1/tasks?statuz=1&mine=true", 400, "parametro-desconhecido"),
        ("GET", "/api/v1/tasks?mine=true&mine=false", 400, "requisicao-invalida"),
        ("GET", "/api/v1/tasks?q=%00", 422, "dados-invalidos"),
        ("GET", "/api/v1/tasks?limit=0", 422, "dados-invalidos"),
        ("GET", "/api/v1/tasks?cursor=abc", 400, "cursor-invalido"),
        ("GET", "/api/v1/procedures?cursor=bnVsbA", 400, "cursor-invalido"),
        ("GET", "/api/v1/deadlines?cursor=%C3%A9", 400, "cursor-invalido"),
        ("PUT", "/api/v1/tasks", 405, "metodo-nao-permitido"),
        ("POST", "/api/v1/tasks/nope/claim", 404, "tarefa-inexistente"),
        ("POST", "/api/v1/tasks/nope/complete", 422, "dados-invalidos"),
        ("GET", "/api/v1/procedures/x/facts?after=99999999999999", 422, "dados-invalidos"),
    ],
)
async def test_refusals_name_themselves(as_user: Login, method: str, path: str, status: int, code: str) -> None:
    assert_problem(await as_user("helena").request(method, path), status, code)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "requisicao-invalida"),
        (b"\xff\xfe", 400, "requisicao-invalida"),
        (b"[]", 422, "dados-invalidos"),
        (b"null", 422, "dados-invalidos"),
        (b"", 422, "dados-invalidos"),
        (b'{"type": "pmis\\u0000"}', 422, "dados-invalidos"),
        (b'{"type": "pmis", "input": {"a": "\\ud800"}}', 422, "dados-invalidos"),
        (b'{"type": "pmis", "input": {"\\u0000": 1}}', 422, "dados-invalidos"),
        (b'{"type": "pmis", "input": {"a": NaN}}', 422, "dados-invalidos"),
        (b'{"type": "pmis", "input": {"a": ' + b"9" * 30 + b"}}", 422, "dados-invalidos"),
        (b'{"type": "pmis", "input": {"a": ' + b"9" * 5000 + b"}}", 400, "requisicao-invalida"),
        (b'{"type": "pmis", "input": ' + b'{"a":' * 40 + b"1" + b"}" * 41, 422, "dados-invalidos"),
        (b'{"type": "pmis", "input": ' + b"[" * 100_000, 400, "requisicao-invalida"),
        (b'{"type": "inexistente"}', 422, "dados-invalidos"),
        (b'{"type": "pmis", "extra": 1}', 422, "dados-invalidos"),
    ],
)
async def test_odd_bodies_are_refused(as_user: Login, body: bytes, status: int, code: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await as_user("joana").post("/api/v1/procedures", content=body, headers=headers)
    assert_problem(answer, status, code)


async def test_405_names_every_method_of_the_path(as_user: Login) -> None:
    answer = await as_user("helena").put("/api/v1/procedures")
    assert_problem(answer, 405, "metodo-nao-permitido")
    assert answer.headers["Allow"] == "GET, POST"


async def test_a_body_beyond_the_limit_is_413(as_user: Login, door: Door) -> None:
    content = json.dumps({"type": "pmis", "input": {"a": "x" * door.settings.max_body}})
    headers = {"Content-Type": "application/json"}
    assert_problem(
        await as_user("joana").post("/api/v1/procedures", content=content, headers=headers), 413, "grande-demais"
    )

    async def pieces() -> object:
        for _ in range(20):
            yield b" " * 100_000

    answer = await as_user("joana").post("/api/v1/procedures", content=pieces(), headers=headers)  # type: ignore[arg-type]
    assert_problem(answer, 413, "grande-demais")


async def test_field_errors_are_in_portuguese_and_echo_nothing(as_user: Login) -> None:
    wrong = {**QUESTION, "anchor": "segredo", "binds": "ninguem"}
    body = assert_problem(await as_user().post(COUNT, json=wrong), 422, "dados-invalidos")
    assert {error["field"] for error in body["errors"]} == {"anchor", "binds"}  # type: ignore[attr-defined]
    assert "segredo" not in json.dumps(body)
    assert "ninguem" not in json.dumps(body)


async def test_what_is_unexpected_says_nothing_of_the_inside(app: FastAPI, as_user: Login) -> None:
    router = APIRouter(dependencies=[Depends(strict), public()])

    @router.get("/api/v1/broken")
    async def broken() -> None:
        raise RuntimeError("a secret of the inside")

    app.include_router(router)
    answer = await as_user().get("/api/v1/broken")
    assert_problem(answer, 500, "erro-interno")
    assert "secret" not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_records_that_do_not_answer_are_503(
    app: FastAPI, as_user: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    from activities.records.engine import make_engine, make_sessions

    monkeypatch.setattr("api.door.RECORDS_PATIENCE", 0.0)
    app.state.door.readings = make_sessions(make_engine("postgresql+psycopg://x:y@127.0.0.1:1/z", 1))
    answer = await as_user("helena").get("/api/v1/me")
    assert_problem(answer, 503, "registros-indisponiveis")
    assert answer.headers["Retry-After"] == "5"


async def test_every_answer_carries_the_envelope(as_user: Login) -> None:
    client = as_user()
    for path in ("/healthz", "/api/v1/nothing", "/api/v1/procedure-types"):
        answer = await client.get(path)
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Request-Id"]
        assert path == "/healthz" or answer.headers["Cache-Control"] == "no-store"


async def test_a_sane_request_id_is_kept_and_another_is_not(as_user: Login) -> None:
    client = as_user()
    assert (await client.get("/healthz", headers={"X-Request-Id": "abc-12345"})).headers["X-Request-Id"] == "abc-12345"
    made = (await client.get("/healthz", headers={"X-Request-Id": "a b\t<script>"})).headers["X-Request-Id"]
    assert len(made) == 36


async def test_strangers_may_knock_so_often(app: FastAPI, as_user: Login) -> None:
    door = app.state.door
    door.settings = door.settings.model_copy(update={"public_limit": "3/minute"})
    client = as_user()
    statuses = [(await client.get("/api/v1/procedure-types")).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    answer = await client.post(COUNT, json=QUESTION)
    assert_problem(answer, 429, "limite-excedido")
    assert 1 <= int(answer.headers["Retry-After"]) <= 61
    assert (await client.get("/healthz")).status_code == 200
