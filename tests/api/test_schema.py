"""The published description is what the API does: a fuzzer made from it finds no answer that it does not announce."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI

from tests.api.conftest import Login, secret_of
from tests.api.test_procedures import start

pytestmark = [pytest.mark.engines, pytest.mark.usefixtures("worker")]
# Not run: what a stranger may reach is told by test_access; a resource that is not there is 404, whatever was sent.
LEFT_OUT = "ignored_auth,positive_data_acceptance,missing_required_header"


@pytest.fixture
async def address(app: FastAPI) -> AsyncIterator[str]:
    """The application on a loopback port, with nobody slowed down."""
    door = app.state.door
    door.settings = door.settings.model_copy(update={"public_limit": "100000/minute"})
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        await serving


@pytest.mark.parametrize(("login", "phases"), [("ada", "coverage,stateful"), ("joana", "fuzzing")])
async def test_the_api_answers_only_what_it_announces(
    address: str, as_user: Login, login: str, phases: str, tmp_path: Path
) -> None:
    case = (await start(as_user))["case"]
    sent = await as_user(login).post("/api/v1/documents", files={"file": ("a.txt", b"text")})
    names = {"procedures": case, "tasks": f"{case}-t1", "deadlines": f"{case}-p1", "documents": sent.json()["id"]}
    config = [
        f'[[operations]]\ninclude-path-regex = "^/api/v1/{what}/.id"\nparameters = {{ "path.id" = "{id}" }}\n'
        for what, id in names.items()
    ]
    (tmp_path / "schemathesis.toml").write_text("\n".join(config))
    command = [
        *(str(Path(sys.executable).with_name("schemathesis")), "run", f"{address}/api/v1/openapi.json"),
        *("--header", f"Authorization: Bearer {secret_of(login)}"),
        *("--phases", phases, "--max-examples", "10", "--seed", "167", "--exclude-checks", LEFT_OUT, "--no-color"),
    ]
    running = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, cwd=tmp_path
    )
    output, _ = await running.communicate()
    assert running.returncode == 0, output.decode()[-20_000:]
