"""People who carry PMIS cases to their end through the API, and ask again, with the same key, when nobody answers."""

from __future__ import annotations

import asyncio
import random
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

from api.services.keys import act_id
from workers.commands.demo import PEOPLE
from workflows.kernel.state import FactKind

USERS = {person.login: person.id for person in PEOPLE}
MOTIVE = "Razões de interesse público, expostas no processo."
TODAY = datetime.now(UTC).date().isoformat()
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


@dataclass
class Case:
    """One case, and the acts on it that were acknowledged: their ids, and the kind of fact each must have left."""

    id: str
    acknowledged: dict[str, FactKind] = field(default_factory=dict)


@dataclass
class Office:
    """The people, each with a client. `again` counts requests that had to be repeated."""

    clients: dict[str, httpx.AsyncClient]
    patience: float = 60
    again: int = 0
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
        key = secrets.token_hex(16)
        await self.insist(login, "POST", f"/api/v1/tasks/{path}", body, key)
        case.acknowledged[act_id(USERS[login], case.id, key)] = kind
        self.acknowledged += 1

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
        said = ""
        while asyncio.get_running_loop().time() < until:
            try:
                answer = await self.clients[login].request(method, path, json=body, headers=headers)
                if answer.status_code < NO_ANSWER:
                    assert answer.is_success, (method, path, answer.status_code, answer.text)
                    return answer.json()
                said = answer.text
            except httpx.HTTPError as error:
                said = repr(error)
            self.again += 1
            await asyncio.sleep(0.3)
        raise AssertionError(f"{method} {path}: {said}")
