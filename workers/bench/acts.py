"""Acts of people through the door: starting cases and completing tasks, as a client of the API does."""

from __future__ import annotations

import uuid
from collections import deque
from datetime import UTC, datetime
from typing import Any, NamedTuple

from workers.bench.load import Load, OutOfWork, Work, drive
from workers.bench.wire import Wire
from workflows.clock import local_date

MOTIVE = "Medida do sistema, sem efeito."
PROPOSAL = {
    "titulo": "Manutenção da estrada vicinal",
    "subscritor": {"nome": "Joana Teles", "cpf": "529.982.247-25", "contato": "joana@example.org"},
    "interesse_publico": "A estrada serve às escolas do distrito e ao escoamento da produção.",
    "diagnostico": "Há trechos intransitáveis na estação das chuvas.",
}
CHECKS = ("subscritor_identificado", "interesse_publico_indicado", "diagnostico_apresentado")


class Step(NamedTuple):
    """How one kind of task is completed, and by whom."""

    login: str
    outcome: str
    form: dict[str, Any]


def steps() -> dict[str, Step]:
    """The three tasks of a proposal that is not admitted."""
    today = local_date(datetime.now(UTC)).isoformat()
    refused = {"motivo": MOTIVE, **dict.fromkeys(CHECKS, "nao-atende")}
    sent = {"enviada_em": today, "meio": "carta", "resposta": MOTIVE}
    published = {"publicado_em": today, "endereco": "https://example.org/rol"}
    return {
        "pmis.analise-de-admissibilidade": Step("helena", "inadmissivel", refused),
        "pmis.resposta-ao-proponente": Step("rosa", "enviada", sent),
        "pmis.publicacao-do-resultado": Step("rosa", "publicado", published),
    }


class Open(NamedTuple):
    """A task that waits for somebody: its id and its kind."""

    task: str
    decl: str


class Office:
    """The cases started so far and what each waits for; `tokens` by login."""

    def __init__(self, port: int, tokens: dict[str, str]) -> None:
        self._port, self._tokens = port, tokens
        self._steps = steps()
        self.waiting: deque[Open] = deque()

    async def start_cases(self, clients: int, seconds: float, most: int) -> Load:
        """Start cases for `seconds`, or until `most` of them wait."""
        wires = [Wire(self._port, self._tokens["joana"]) for _ in range(clients)]
        try:
            return await drive([self._starter(wire, most) for wire in wires], seconds)
        finally:
            _close(wires)

    async def complete_tasks(self, clients: int, seconds: float) -> Load:
        """Complete tasks; each client goes on with the task that its last act opened."""
        wires = [{login: Wire(self._port, token) for login, token in self._tokens.items()} for _ in range(clients)]
        try:
            return await drive([self._completer(mine) for mine in wires], seconds)
        finally:
            _close([wire for mine in wires for wire in mine.values()])

    def _starter(self, wire: Wire, most: int) -> Work:
        async def start() -> None:
            if len(self.waiting) >= most:
                raise OutOfWork
            answer = await wire.post("/api/v1/procedures", {"type": "pmis", "input": PROPOSAL}, uuid.uuid4().hex)
            self._note(answer)

        return start

    def _completer(self, wires: dict[str, Wire]) -> Work:
        async def complete() -> None:
            if not self.waiting:
                raise OutOfWork
            opened = self.waiting.popleft()
            step = self._steps[opened.decl]
            body = {"outcome": step.outcome, "form": step.form}
            answer = await wires[step.login].post(f"/api/v1/tasks/{opened.task}/complete", body, uuid.uuid4().hex)
            self._note(answer)

        return complete

    def _note(self, answer: dict[str, Any]) -> None:
        self.waiting.extend(Open(wait["ref"], wait["decl"]) for wait in answer["waits"] if wait["decl"] in self._steps)


def _close(wires: list[Wire]) -> None:
    for wire in wires:
        wire.close()
