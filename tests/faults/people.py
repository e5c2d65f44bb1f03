"""People who carry PMIS cases to their end through the API, and ask again, with the same key, when nobody answers."""

from __future__ import annotations

import asyncio
import random
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

import httpx

from api.services.keys import act_id
from workers.commands.demo import PEOPLE
from workflows.clock import local_date
from workflows.kernel.state import FactKind

USERS = {person.login: person.id for person in PEOPLE}
MOTIVE = "Razões de interesse público, expostas no processo."
TODAY = local_date(datetime.now(UTC)).isoformat()
PROPOSAL = {
    "titulo": "Manutenção da estrada vicinal",
    "subscritor": {"nome": "Joana Teles", "cpf": "529.982.247-25", "contato": "joana@example.org"},
    "interesse_publico": "A estrada serve às escolas do distrito.",
    "diagnostico": "Há trechos intransitáveis na estação das chuvas.",
}
CHECKS = ("subscritor_identificado", "interesse_publico_indicado", "diagnostico_apresentado")
STEPS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("helena", "pmis.analise-de-admissibilidade", "inadmissivel",
     {"motivo": MOTIVE, **dict.fromkeys(CHECKS, "nao-atende")}),
    ("rosa", "pmis.resposta-ao-proponente", "enviada",
     {"enviada_em": TODAY, "meio": "carta", "resposta": MOTIVE}),
    ("rosa", "pmis.publicacao-do-resultado", "publicado",
     {"publicado_em": TODAY, "endereco": "https://example.org/rol"}),
)  # fmt: skip
NO_ANSWER = 500


class Request(NamedTuple):
    """Something asked of the API, and under which key."""

    login: str
    path: str
    body: dict[str, Any]
    key: str


@dataclass
class Case:
    """One case, and the acts on it that were acknowledged.

    `acknowledged` has the kind of fact that each act, by its id, must have left; `answers` what each was answered with.
    """

    id: str
    acknowledged: dict[str, FactKind] = field(default_factory=dict)
    answers: list[tuple[Request, Any]] = field(default_factory=list)


@dataclass
class Office:
    """The people, each with a client. `cut` counts requests whose connection broke, `refused` those answered 503."""

    clients: dict[str, httpx.AsyncClient]
    patience: float = 60
    cut: int = 0
    refused: int = 0
    acknowledged: int = 0

    async def acts(self, more: int) -> None:
        """Wait until `more` acts have been acknowledged; raises TimeoutError when that takes longer than patience."""
        wanted = self.acknowledged + more
        for _ in range(int(self.patience / 0.05)):
            if self.acknowledged >= wanted:
                return
            await asyncio.sleep(0.05)
        raise TimeoutError(f"{wanted - self.acknowledged} acts short after {self.patience} s")

    async def start(self) -> Case:
        """A new case."""
        started = await self.insist("joana", "POST", "/api/v1/procedures", {"type": "pmis", "input": PROPOSAL})
        return Case(started["case"])

    async def carry(self, case: Case, pauses: random.Random, steps: int = len(STEPS)) -> Case:
        """Do the first `steps` tasks of a case, each commented on and claimed before."""
        for login, decl, outcome, form in STEPS[:steps]:
            await asyncio.sleep(pauses.uniform(0.0, 0.4))
            task = await self._task(login, case.id, decl)
            await self._act(case, login, f"{task}/comment", FactKind.COMMENTED, text="Visto.")
            await self._act(case, login, f"{task}/claim", FactKind.TASK_CLAIMED)
            await self._act(case, login, f"{task}/complete", FactKind.TASK_COMPLETED, outcome=outcome, form=form)
        return case

    async def _act(self, case: Case, login: str, path: str, kind: FactKind, **body: Any) -> None:
        request = Request(login, f"/api/v1/tasks/{path}", body, secrets.token_hex(16))
        case.answers.append((request, await self.ask(request)))
        case.acknowledged[act_id(USERS[login], case.id, request.key)] = kind
        self.acknowledged += 1

    async def ask(self, request: Request) -> Any:
        """The answer to an act, which may have been asked before."""
        return await self.insist(request.login, "POST", request.path, request.body, request.key)

    async def _task(self, login: str, case: str, decl: str) -> str:
        """The open task of a kind, which must be there: what led to it was acknowledged."""
        open_tasks = (await self.insist(login, "GET", f"/api/v1/procedures/{case}"))["tasks"]
        found: list[str] = [task["id"] for task in open_tasks if task["decl"] == decl]
        assert len(found) == 1, (case, decl, open_tasks)
        return found[0]

    async def insist(
        self, login: str, method: str, path: str, body: dict[str, Any] | None = None, key: str | None = None
    ) -> Any:
        """The answer to a request, asked again with the same key until there is one; refusals are errors."""
        headers = {} if body is None else {"Idempotency-Key": key or secrets.token_hex(16)}
        until = asyncio.get_running_loop().time() + self.patience
        while asyncio.get_running_loop().time() < until:
            try:
                answer = await self.clients[login].request(method, path, json=body, headers=headers)
                if answer.status_code < NO_ANSWER:
                    assert answer.is_success, (method, path, answer.status_code, answer.text)
                    return answer.json()
                assert _asks_for_patience(answer), (method, path, answer.status_code, answer.text)
                self.refused += 1
            except httpx.TransportError:
                self.cut += 1
            await asyncio.sleep(0.3)
        raise AssertionError(f"{method} {path}: no answer in {self.patience} s")


def _asks_for_patience(answer: httpx.Response) -> bool:
    """Whether it is the only kind of failure that may be shown: a 503 that says when to ask again."""
    is_problem = answer.headers["Content-Type"] == "application/problem+json"
    return answer.status_code == 503 and is_problem and int(answer.headers["Retry-After"]) > 0
