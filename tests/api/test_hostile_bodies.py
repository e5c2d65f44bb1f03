"""Whatever a program sends, to whichever address of the API: a success or a problem that says what is wrong, never a
failure of ours."""

import json
import re
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.problems import MEDIA_TYPE
from api.routing import routes_of
from tests.api.conftest import Login
from tests.web.test_hostile_forms import ENDLESS, HOSTILE, answers, places, put
from workers.commands.demo import PEOPLE
from workflows.kernel import registry
from workflows.procedures import procedures

pytestmark = pytest.mark.engines
DEEP = 20_000
BODIES = {
    "nothing": b"", "null": b"null", "a list": b"[]", "a text": b'"a"', "a number": b"1", "no JSON": b"{a: 1}",
    "cut off": b'{"form": {"a": ', "not a number": b'{"form": {"a": NaN}}', "no end": b'{"form": {"a": -Infinity}}',
    "beyond a float": b'{"form": {"a": 1e999999}}', "beyond a whole number": b'{"form": {"a": %s}}' % ENDLESS.encode(),
    "deep lists": b"[" * DEEP + b"]" * DEEP, "deep objects": b'{"form":' * DEEP + b"1" + b"}" * DEEP,
    "deep within": b'{"form": {"a": ' + b"[" * 40 + b"]" * 40 + b"}}", "NUL": b'{"form": {"a": "\\u0000"}}',
    "NUL in a name": b'{"form": {"a\\u0000": 1}}', "half a character": b'{"form": {"a": "\\ud800"}}',
    "half a name": b'{"\\udfff": 1}', "Latin": b'{"form": {"a": "\xff"}}', "UTF-16": '{"form": {}}'.encode("utf-16"),
    "a mark before": b'\xef\xbb\xbf{"form": {}}', "twice the same": b'{"form": {}, "form": 1}',
    "unknown": b'{"__proto__": {}, "constructor": 1}', "a long name": b'{"%s": 1}' % (b"a" * 100_000),
}  # fmt: skip


def answered(answer: httpx.Response, what: object) -> None:
    assert answer.status_code < 500, (what, answer.status_code, answer.text[:300])
    if answer.is_error:
        assert answer.headers["content-type"] == MEDIA_TYPE, what
        assert answer.json()["detail"].strip(), what


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=latin-1", "text/plain", ""])
async def test_a_body_that_is_none_is_a_problem_at_every_address(app: FastAPI, as_user: Login, kind: str) -> None:
    ada = as_user("ada", **({"Content-Type": kind} if kind else {}))
    for path, route in routes_of(app):
        for method in sorted((route.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}):
            if path.startswith("/api/"):
                address = re.sub(r"{.*?}", "pmis-0", path)
                for name, body in BODIES.items():
                    answered(await ada.request(method, address, content=body), (method, path, name))


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("type_id", sorted(procedures()))
async def test_a_start_with_a_hostile_input_is_a_case_or_a_problem(as_user: Login, type_id: str) -> None:
    about = registry.about(type_id)
    roles = {role.id for role in about.started_by}
    login = next((one.login for one in PEOPLE if roles & set(one.roles)), "ada")
    client, known = as_user(login), answers().get(about.input, {})
    turn = 0
    for place in (*places(known), *((name,) for name in about.input.model_fields if name not in known)):
        for _ in range(2):
            turn += 7  # another part of the list at each place, the same in every run
            value: Any = HOSTILE[turn % len(HOSTILE)]
            body = json.dumps({"type": type_id, "input": put(known, place, value)})
            said = await client.post("/api/v1/procedures", content=body, headers={"Content-Type": "application/json"})
            answered(said, (type_id, place, str(value)[:40]))
