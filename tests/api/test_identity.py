"""Signing in and out, sessions and their forms, tokens and what they may be used for."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from argon2 import extract_parameters
from fastapi import APIRouter, FastAPI, Form, Request, Response
from pwdlib.hashers.argon2 import Argon2Hasher

from activities.records import identity
from api.deps import Doer, DoorDep, Reader, public
from api.door import Door
from api.identity import authentication
from api.identity.passwords import Passwords
from api.identity.secrets import digest
from tests.api.conftest import Login
from tests.api.test_problems import assert_problem
from workers.commands.demo import PASSWORD, PEOPLE

router = APIRouter(prefix="/api/test")


@router.post("/in", dependencies=[public()])
async def enter(request: Request, door: DoorDep, login: str = Form(), password: str = Form()) -> Response:
    response = Response()
    authentication.remember(response, door, await authentication.sign_in(door, request, login, password))
    return response


@router.post("/out")
async def leave(door: DoorDep, who: Doer) -> None:
    await authentication.sign_out(door, who)


@router.get("/csrf")
async def token(who: Reader) -> str:
    return who.csrf


@router.post("/form")
async def form(who: Doer, text: str = Form()) -> str:
    return f"{who.login}: {text}"


@pytest.fixture
def browser(app: FastAPI, as_user: Login) -> httpx.AsyncClient:
    app.include_router(router)
    return as_user()


async def sign_in(browser: httpx.AsyncClient, login: str = "helena", password: str = PASSWORD) -> httpx.Response:
    return await browser.post("/api/test/in", data={"login": login, "password": password})


async def test_a_session_is_a_cookie_that_scripts_cannot_read(browser: httpx.AsyncClient, door: Door) -> None:
    answer = await sign_in(browser, " Helena ")
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    secret = browser.cookies[authentication.COOKIE]
    async with door.records() as session:
        assert await identity.session_user(session, digest(secret), door.now()) is not None
        assert await identity.session_user(session, secret, door.now()) is None
    assert (await browser.get("/api/v1/me")).json()["via"] == "session"


async def test_behind_tls_the_cookie_is_secure(browser: httpx.AsyncClient, door: Door) -> None:
    door.settings = door.settings.model_copy(update={"cookie_secure": True})
    assert "Secure" in (await sign_in(browser)).headers["set-cookie"]


async def test_signing_in_again_ends_the_session_before(browser: httpx.AsyncClient) -> None:
    await sign_in(browser)
    first = browser.cookies[authentication.COOKIE]
    await sign_in(browser)
    assert browser.cookies[authentication.COOKIE] != first
    browser.cookies.clear()
    assert_problem(
        await browser.get("/api/v1/me", headers={"Cookie": f"{authentication.COOKIE}={first}"}), 401, "nao-autenticado"
    )


async def test_a_session_expires(browser: httpx.AsyncClient, door: Door) -> None:
    await sign_in(browser)
    door.now = lambda: datetime.now(UTC) + timedelta(hours=door.settings.session_hours, seconds=1)
    assert_problem(await browser.get("/api/v1/me"), 401, "nao-autenticado")


async def test_a_form_needs_its_sessions_token(browser: httpx.AsyncClient) -> None:
    await sign_in(browser)
    csrf = (await browser.get("/api/test/csrf")).json()
    assert_problem(await browser.post("/api/test/form", data={"text": "a"}), 403, "origem-nao-confiavel")
    wrong = {"text": "a", "csrf": csrf[:-1] + "x"}
    assert_problem(await browser.post("/api/test/form", data=wrong), 403, "origem-nao-confiavel")
    assert (await browser.post("/api/test/form", data={"text": "a", "csrf": csrf})).json() == "helena: a"
    assert (await browser.post("/api/test/form", data={"text": "a"}, headers={"X-CSRF-Token": csrf})).status_code == 200


@pytest.mark.parametrize(
    "header", [{"Origin": "http://evil.test"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
async def test_a_form_from_elsewhere_is_refused_even_with_its_token(
    browser: httpx.AsyncClient, header: dict[str, str]
) -> None:
    await sign_in(browser)
    csrf = (await browser.get("/api/test/csrf")).json()
    answer = await browser.post("/api/test/form", data={"text": "a", "csrf": csrf}, headers=header)
    assert_problem(answer, 403, "origem-nao-confiavel")
    refused = await browser.post("/api/test/in", data={"login": "helena", "password": PASSWORD}, headers=header)
    assert_problem(refused, 403, "origem-nao-confiavel")


async def test_signing_out_ends_the_session_on_the_server(browser: httpx.AsyncClient) -> None:
    await sign_in(browser)
    csrf = (await browser.get("/api/test/csrf")).json()
    assert (await browser.post("/api/test/out", headers={"X-CSRF-Token": csrf})).status_code == 200
    assert_problem(await browser.get("/api/v1/me"), 401, "nao-autenticado")


@pytest.mark.parametrize("login", ["helena", "nobody", " ", "a\x00b", "x" * 5000])
async def test_a_wrong_password_and_an_unknown_login_are_answered_alike(browser: httpx.AsyncClient, login: str) -> None:
    answer = await sign_in(browser, login, "wrong")
    assert_problem(answer, 401, "credenciais-invalidas")
    assert authentication.COOKIE not in browser.cookies


async def test_an_unknown_login_costs_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords, worked = Passwords(), []
    true = Argon2Hasher.verify

    def verify(self: Argon2Hasher, password: str | bytes, hashed: str | bytes) -> bool:
        worked.append(extract_parameters(str(hashed)))
        return true(self, password, hashed)

    monkeypatch.setattr(Argon2Hasher, "verify", verify)
    assert not await passwords.verify("wrong", passwords.hash("right"))
    assert not await passwords.verify("wrong", None)
    known, unknown = worked
    assert known == unknown


async def test_guessing_is_slowed_per_login_and_per_address(browser: httpx.AsyncClient, door: Door) -> None:
    door.settings = door.settings.model_copy(update={"login_limit": "2/minute"})
    assert [(await sign_in(browser, "helena", "wrong")).status_code for _ in range(3)] == [401, 401, 429]
    assert (await sign_in(browser, "caio")).status_code == 429


async def test_a_token_does_only_what_its_scopes_say(door: Door, as_user: Login) -> None:
    ada = next(person for person in PEOPLE if person.login == "ada")
    async with door.records() as session:
        await identity.add_token(session, digest("only-read"), name="read", user_id=ada.id, scopes=["read"])
        await session.commit()
    client = as_user(None, Authorization="Bearer only-read")
    assert (await client.get("/api/v1/me")).json()["scopes"] == ["read"]
    assert_problem(await client.post("/api/v1/tasks/x/claim"), 403, "sem-permissao")
    assert_problem(await client.post("/api/v1/procedures", json={"type": "pmis"}), 403, "sem-permissao")
    decree = {"act": "Decreto 1", "days": [{"day": "2026-08-10"}]}
    assert_problem(await client.post("/api/v1/calendar/days", json=decree), 403, "sem-permissao")


async def test_a_token_ends_when_it_expires_is_revoked_or_its_user_leaves(door: Door, as_user: Login) -> None:
    helena = next(person for person in PEOPLE if person.login == "helena")
    client = as_user("helena")
    assert (await client.get("/api/v1/me")).status_code == 200
    async with door.records() as session:
        assert await identity.revoke_token(session, helena.id, "test", door.now())
        soon = door.now() + timedelta(minutes=1)
        await identity.add_token(
            session, digest("brief"), name="brief", user_id=helena.id, scopes=["read"], expires_at=soon
        )
        await session.commit()
    assert_problem(await client.get("/api/v1/me"), 401, "token-invalido")
    brief = as_user(None, Authorization="Bearer brief")
    assert (await brief.get("/api/v1/me")).status_code == 200
    door.now = lambda: datetime.now(UTC) + timedelta(minutes=2)
    assert_problem(await brief.get("/api/v1/me"), 401, "token-invalido")
    door.now = lambda: datetime.now(UTC)
    async with door.records() as session:
        caio = await identity.user_by_login(session, "caio")
        assert caio is not None
        caio.active = False
        await identity.put_user(session, caio)
        await session.commit()
    assert_problem(await as_user("caio").get("/api/v1/me"), 401, "token-invalido")
