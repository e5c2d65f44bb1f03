"""Who may use which route."""

import pytest
from fastapi import FastAPI

from api.deps import Allow, Public, access_of
from api.identity.principal import Scope
from api.routing import routes_of
from tests.api.conftest import Login

PUBLIC = {
    "/api/v1/procedure-types",
    "/api/v1/procedure-types/{type}",
    "/api/v1/deadlines/count",
    "/api/v1/calendar",
    "/api/v1/official-documents/{code}",
    "/api/v1/healthz",
    "/api/v1/readyz",
    "/api/v1/openapi.json",
}


async def test_every_route_says_who_may_use_it(app: FastAPI) -> None:
    routes = list(routes_of(app))
    assert len(routes) > 35
    assert [path for path, route in routes if access_of(route.dependant) is None] == []


async def test_only_these_routes_of_the_api_are_public(app: FastAPI) -> None:
    public = {path for path, route in routes_of(app) if isinstance(access_of(route.dependant), Public)}
    assert {path for path in public if path.startswith("/api/")} == PUBLIC


WRITES_NOTHING = {"/api/v1/plan-checks"}
"""What is sent is only looked at."""


async def test_writing_asks_for_a_scope_beyond_reading(app: FastAPI) -> None:
    writing = [
        (path, access_of(route.dependant))
        for path, route in routes_of(app)
        if path.startswith("/api/") and route.methods != {"GET"} and path not in PUBLIC | WRITES_NOTHING
    ]
    assert len(writing) > 15
    assert [path for path, access in writing if not isinstance(access, Allow) or access.scope is Scope.READ] == []


@pytest.mark.parametrize("path", ["/api/v1/me", "/api/v1/tasks", "/api/v1/procedures", "/api/v1/deadlines.ics"])
async def test_nobody_is_told_to_say_who_they_are(as_user: Login, path: str) -> None:
    answer = await as_user().get(path)
    assert answer.status_code == 401
    assert answer.json()["code"] == "nao-autenticado"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("header", ["Bearer wrong", "Bearer", "Basic YTpi", "Bearer tramita_test_helenaX"])
async def test_a_wrong_credential_is_refused_and_never_ignored(as_user: Login, header: str) -> None:
    answer = await as_user(None, Authorization=header).get("/api/v1/me")
    assert answer.status_code == 401
    assert answer.json()["code"] == "token-invalido"


async def test_only_an_administrator_decrees_days(as_user: Login) -> None:
    day = {"act": "Decreto 1", "days": [{"day": "2026-08-10"}], "dry_run": True}
    assert (await as_user("helena").post("/api/v1/calendar/days", json=day)).status_code == 403
    assert (await as_user("ada").post("/api/v1/calendar/days", json=day)).status_code == 200


async def test_me_shows_who_asks(as_user: Login) -> None:
    me = (await as_user("osc").get("/api/v1/me")).json()
    assert me["login"] == "osc"
    assert me["roles"] == ["osc"]
    assert me["parties"][0].startswith("org-")
    assert me["via"] == "token"
