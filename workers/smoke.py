"""One PMIS from the proposal to the published answer, through the API of a running `tramita up`: the shortest proof
of life.

    TRAMITA_HOME=… TRAMITA_HTTP_PORT=… python -m workers.smoke

Ends with status 0 when the case was answered; prints what failed and ends with 1 otherwise.
"""

import secrets
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import httpx

from workers.settings import load
from workflows.clock import local_date

TITLE = "Manutenção comunitária das pontes da Gleba Aroeira"
PROPOSAL = {
    "titulo": TITLE,
    "subscritor": {"nome": "Joana Teles", "cpf": "529.982.247-25", "contato": "joana@exemplo.invalid"},
    "interesse_publico": "Manter aberta a estrada por onde passam a escola e a produção.",
    "diagnostico": "Três pontes de madeira caem a cada cheia.",
}
REASON = {"motivo": "Atende ao que o decreto pede e convém à região."}
MET = {"subscritor_identificado": "atende", "interesse_publico_indicado": "atende", "diagnostico_apresentado": "atende"}


def main() -> int:
    """Drive the case; the exit status says whether it reached its answer."""
    base = load().base_url
    today = local_date(datetime.now(UTC)).isoformat()
    with httpx.Client(base_url=f"{base}/api/v1", timeout=30) as client:
        case = _post(client, "joana", "/procedures", {"type": "pmis", "input": PROPOSAL}, 201)["case"]
        published = {"publicado_em": today, "endereco": "/pmis"}
        _complete(client, "helena", case, "admissivel", {**REASON, **MET})
        _complete(client, "rosa", case, "divulgada", published)
        _complete(client, "antonia", case, "instaurado", REASON)
        _post(client, "joana", f"/procedures/{case}/events/pmis.contribuicao", {"form": {"texto": "Apoio."}})
        _complete(client, "helena", case, "realizada", {"relatorio": "Ouvimos quem passa pelas pontes."})
        _complete(client, "antonia", case, "realizar", REASON)
        answer = {"enviada_em": today, "meio": "e-mail", "resposta": "O chamamento foi recomendado."}
        _complete(client, "rosa", case, "enviada", answer)
        _complete(client, "rosa", case, "publicado", published)
        ended = _get(client, "joana", f"/procedures/{case}")
        register = httpx.get(f"{base}/publico/pmis.json", timeout=30).text
    if ended["outcome"] != "chamamento-recomendado" or TITLE not in register:
        sys.stderr.write(f"the case did not reach its answer: {ended['status']} {ended['outcome']}\n")
        return 1
    sys.stdout.write(f"answered and published: {ended['number']}\n")
    return 0


_tokens: dict[str, str] = {}


def _headers(user: str) -> dict[str, str]:
    if user not in _tokens:
        name = f"smoke-{secrets.token_hex(4)}"
        made = subprocess.run(
            [sys.executable, "-m", "workers.cli", "token", "create", "--name", name, "--user", user],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        _tokens[user] = made.stdout.split()[-1]
    return {"Authorization": f"Bearer {_tokens[user]}"}


def _get(client: httpx.Client, user: str, path: str) -> dict[str, Any]:
    answer = client.get(path, headers=_headers(user))
    return _read(answer, 200)


def _post(client: httpx.Client, user: str, path: str, body: dict[str, Any], status: int = 200) -> dict[str, Any]:
    return _read(client.post(path, json=body, headers=_headers(user)), status)


def _complete(client: httpx.Client, user: str, case: str, outcome: str, form: dict[str, Any]) -> None:
    tasks = _get(client, user, f"/procedures/{case}")["tasks"]
    _post(client, user, f"/tasks/{tasks[0]['id']}/complete", {"outcome": outcome, "form": form})


def _read(answer: httpx.Response, status: int) -> dict[str, Any]:
    if answer.status_code != status:
        raise SystemExit(f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {answer.text}")
    read: dict[str, Any] = answer.json()
    return read


if __name__ == "__main__":
    sys.exit(main())
