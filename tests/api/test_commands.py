"""`tramita token`, `tramita user` and `tramita demo`, as an operator runs them."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from typer.testing import CliRunner, Result

from activities.parties import party_of
from tests.api.conftest import Login
from workers.cli import build
from workers.commands.demo import PASSWORD, PEOPLE, ensure_demo, welcome
from workers.settings import Settings

Run = Callable[..., Awaitable[Result]]


@pytest.fixture
async def run(people: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line on the test's records, apart from the test's own event loop."""
    for name in ("database_url", "secret_key"):
        monkeypatch.setenv(f"TRAMITA_{name.upper()}", getattr(people, name).get_secret_value())
    monkeypatch.setenv("TRAMITA_TEMPORAL_ADDRESS", people.temporal)

    async def invoke(*arguments: str, typed: str | None = None) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, build(), list(arguments), input=typed)

    return invoke


async def test_a_token_is_shown_once_and_works_until_it_is_revoked(run: Run, as_user: Login) -> None:
    made = await run("token", "create", "--name", "painel", "--user", "helena", "--scope", "read")
    assert made.exit_code == 0, made.output
    secret = made.output.strip()
    client = as_user(None, Authorization=f"Bearer {secret}")
    assert (await client.get("/api/v1/me")).json()["scopes"] == ["read"]
    listed = await run("token", "list", "--user", "helena")
    assert "painel\tread\tuntil" in listed.output
    assert secret not in listed.output
    assert (await run("token", "revoke", "--name", "painel", "--user", "helena")).exit_code == 0
    assert (await client.get("/api/v1/me")).status_code == 401
    assert (await run("token", "revoke", "--name", "painel", "--user", "helena")).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--name", "x", "--user", "nobody"), "there is no user nobody"),
        (("--name", "test", "--user", "helena"), "already has a token called test"),
        (("--name", "x", "--user", "helena", "--scope", "everything"), "unknown scope everything"),
    ],
)
async def test_a_token_that_cannot_be_made_is_explained_in_a_sentence(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    refused = await run("token", "create", *arguments)
    assert refused.exit_code == 1
    assert said in refused.output


async def test_a_user_is_made_changed_and_leaves(run: Run, as_user: Login) -> None:
    assert (await run("user", "unit", "obras", "--name", "Obras", "--role", "area-tecnica")).exit_code == 0
    person = ("--name", "Nina Paes", "--unit", "obras", "--role", "area-tecnica", "--cnpj", "12.345.678/0001-95")
    made = await run("user", "add", "nina", *person, typed="uma senha bem longa\n")
    assert made.exit_code == 0, made.output
    token = (await run("token", "create", "--name", "n", "--user", "nina")).output.strip()
    client = as_user(None, Authorization=f"Bearer {token}")
    assert (await client.get("/api/v1/me")).json()["roles"] == ["area-tecnica"]
    assert (await run("user", "change", "nina", "--role", "publicacao")).exit_code == 0
    me = (await client.get("/api/v1/me")).json()
    assert (me["name"], me["roles"], me["parties"]) == ("Nina Paes", ["publicacao"], [party_of("12345678000195")])
    assert "nina\tNina Paes\tobras\tpublicacao" in (await run("user", "list")).output
    assert (await run("user", "password", "nina", typed="outra senha bem longa\n")).exit_code == 0
    assert (await run("user", "leave", "nina")).exit_code == 0
    assert (await client.get("/api/v1/me")).status_code == 401
    assert (await run("user", "return", "nina")).exit_code == 0
    assert (await client.get("/api/v1/me")).status_code == 200


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "helena", "--name", "Outra"), "already a user helena"),
        (("add", "novo", "--name", "Novo", "--role", "rei"), "unknown role rei"),
        (("add", "novo", "--name", "Novo", "--unit", "lua"), "no unit lua"),
        (("add", "novo", "--name", "Novo", "--cnpj", "33.970.559/0001-0"), "not a CNPJ"),
        (("change", "helena"), "say what changes"),
        (("change", "nobody", "--name", "x"), "there is no user nobody"),
    ],
)
async def test_a_user_that_cannot_be_made_is_explained_in_a_sentence(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    refused = await run("user", *arguments, typed="uma senha bem longa\n")
    assert refused.exit_code == 1
    assert said in refused.output


async def test_a_short_password_is_refused(run: Run) -> None:
    refused = await run("user", "password", "helena", typed="curta\n")
    assert refused.exit_code == 1
    assert "at least 12 characters" in refused.output


async def test_the_demonstration_says_who_to_be_and_changes_nobody(run: Run, people: Settings) -> None:
    await ensure_demo(people)
    shown = await asyncio.to_thread(welcome, people)
    assert all(person.login in shown for person in PEOPLE)
    assert PASSWORD in shown
    assert (await run("demo")).output.strip() == shown.strip()


def test_an_organisation_is_named_without_its_number() -> None:
    assert party_of("12.345.678/0001-95") == party_of("12345678000195")
    assert "12345678" not in party_of("12345678000195")
