"""`tramita token` and `tramita demo`, as an operator runs them."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from typer.testing import CliRunner, Result

from tests.api.conftest import Login
from workers.cli import build
from workers.commands.demo import PASSWORD, PEOPLE, ensure_demo, party_of, welcome
from workers.settings import Settings

Run = Callable[..., Awaitable[Result]]


@pytest.fixture
async def run(people: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line on the test's records, apart from the test's own event loop."""
    for name in ("database_url", "secret_key"):
        monkeypatch.setenv(f"TRAMITA_{name.upper()}", getattr(people, name).get_secret_value())
    monkeypatch.setenv("TRAMITA_TEMPORAL_ADDRESS", people.temporal)

    async def invoke(*arguments: str) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, build(), list(arguments))

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


async def test_the_demonstration_says_who_to_be_and_changes_nobody(run: Run, people: Settings) -> None:
    await ensure_demo(people)
    shown = await asyncio.to_thread(welcome, people)
    assert all(person.login in shown for person in PEOPLE)
    assert PASSWORD in shown
    assert (await run("demo")).output.strip() == shown.strip()


def test_an_organisation_is_named_without_its_number() -> None:
    assert party_of("12.345.678/0001-95") == party_of("12345678000195")
    assert "12345678" not in party_of("12345678000195")
