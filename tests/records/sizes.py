"""A database the size of a busy body, made quickly: for measuring queries, here and in benchmarks.

`python -m tests.records.sizes postgresql+psycopg://…` fills a migrated database with 10,000 open cases, 100,000 tasks
and 1,000,000 facts. The facts are not chained: their hashes are filler.
"""

import asyncio
import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

import psycopg

from activities.records.words import case_number, fold

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TODAY = date(2026, 6, 1)
TYPES = ("pmis", "chamamento-publico", "prestacao-de-contas-parcial", "termo-de-fomento", "plano-de-trabalho")
ROLES = ("area-tecnica", "publicacao", "secretario", "gestao", "osc")
STAGES = ("instrucao", "analise", "decisao", "publicacao")
PLACES = ("Cáceres", "Sinop", "Rondonópolis", "Várzea Grande", "Alta Floresta", "Barra do Garças", "Tangará da Serra")
WORKS = ("Manutenção da estrada", "Reforma da escola", "Ponte sobre o rio", "Feira do livro", "Coleta seletiva")


class Size(NamedTuple):
    """How many of each; tasks and facts are shared out evenly over the cases. A fifth of the tasks is open."""

    cases: int = 10_000
    tasks: int = 100_000
    facts: int = 1_000_000


Rows = Iterator[tuple[Any, ...]]

_CASES = (
    "id type year number subject status stage started_on started_at started_by policy calendar parties waits next_due "
    "search last_seq last_hash fence_run fence_len context_version"
)
_TASKS = (
    "id case_id case_type case_subject decl title role provision status party owner offered_at deadline due "
    "provisional outcome closed_by closed_at search version"
)
_DEADLINES = (
    "id case_id case_type decl title provision term anchor_of due provisional status on_lapse opened_at closed_at"
)
_FACTS = "case_id seq kind at actor act provision data prev_hash hash"
_VISITS = "case_id seq case_type stage entered_at left_at"
_USERS = "id login name roles parties active"
_MESSAGES = "key case_id kind subject body to_role at turn_seq status tries"
_TERM = json.dumps(
    {
        **{"budget": {"amount": 30, "unit": "dia"}, "anchor": "2026-03-02", "calendar": "mt-cuiaba"},
        **{"nature": "administrative", "binds": "administracao"},
    }
)


def subject(n: int) -> str:
    return f"{WORKS[n % len(WORKS)]} {n % 997} em {PLACES[n % len(PLACES)]}"


def due(n: int) -> date:
    return TODAY + timedelta(days=n * 7919 % 200 - 20)


def case_rows(size: Size) -> Rows:
    for n in range(size.cases):
        started = NOW - timedelta(hours=n)
        number = n // len(TYPES) + 1
        waits = [
            {"kind": "task", "decl": "a", "ref": f"c{n}.t0", "title": "Analisar", "on": "gestao", "provision": "x"}
        ]
        yield (
            f"c{n}", TYPES[n % 5], 2026, number, subject(n), "aberto", STAGES[n % 4], started.date(), started,
            f"u{n % 300}", "prudente", "mt-cuiaba", [f"osc-{n % 500}"], json.dumps(waits), due(n),
            fold(f"{subject(n)} {case_number(number, 2026)}"), size.facts // size.cases, "0" * 64, 0, 9, 0,
        )  # fmt: skip


def task_rows(size: Size) -> Rows:
    each = size.tasks // size.cases
    for n in range(size.cases):
        for t in range(each):
            k = n * each + t
            opened, role = t % 5 == 0, ROLES[k // 5 % 5]
            owner = f"u{k % 300}" if k % 3 == 0 or not opened else None
            status = ("reserved" if owner else "ready") if opened else "completed"
            yield (
                f"c{n}.t{t}", f"c{n}", TYPES[n % 5], subject(n), f"{TYPES[n % 5]}.t{t}", f"Analisar a etapa {t}", role,
                "x", status, f"osc-{n % 500}" if role == "osc" else None, owner, NOW - timedelta(hours=k % 4000),
                f"c{n}.d{t % 5}", due(k), k % 10 == 0, None if opened else "aprovado", None if opened else owner,
                None if opened else NOW, fold(f"Analisar a etapa {t} {subject(n)}"), 1,
            )  # fmt: skip


def deadline_rows(size: Size) -> Rows:
    for n in range(size.cases):
        for d in range(5):
            status = "aberto" if d < 2 else "cumprido"
            yield (
                f"c{n}.d{d}", f"c{n}", TYPES[n % 5], f"{TYPES[n % 5]}.d{d}", "resposta ao proponente", "x", _TERM,
                "protocolo", due(n * 5 + d), d == 1, status, "está em atraso", NOW, None if d < 2 else NOW,
            )  # fmt: skip


def fact_rows(size: Size) -> Rows:
    each = size.facts // size.cases
    data = json.dumps({"task": "c1.t1", "decl": "pmis.analise", "title": "Analisar a admissibilidade", "outcome": "ok"})
    for n in range(size.cases):
        for seq in range(1, each + 1):
            yield (f"c{n}", seq, "TaskCompleted", NOW, f"u{n % 300}", f"ato-{seq}", "x", data, "0" * 64, "1" * 64)


def visit_rows(size: Size) -> Rows:
    for n in range(size.cases):
        for s in range(n % 4 + 1):
            entered = NOW - timedelta(days=(n + s * 37) % 300 + 1)
            left = None if s == n % 4 else entered + timedelta(hours=(n * 31 + s) % 2000)
            yield (f"c{n}", s + 1, TYPES[n % 5], STAGES[s], entered, left)


def user_rows(size: Size) -> Rows:
    for n in range(min(size.cases, 300)):
        yield (f"u{n}", f"login-{n}", f"Servidora {n}", [ROLES[n % 4]], [], True)
    for n in range(min(size.cases, 500)):
        yield (f"e{n}", f"osc-{n}", f"Associação {n}", ["osc"], [f"osc-{n}"], True)


def message_rows(size: Size) -> Rows:
    for n in range(size.cases):
        yield (f"m{n}", f"c{n}", "lembrete", "Prazo", "Vence.", "gestao", NOW, 1, "pending" if n % 50 else "failed", 3)


async def fill(database_url: str, size: Size = Size()) -> None:
    """Fill the migrated, empty database at `database_url`; about half a minute for the whole size."""
    url = database_url.replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(url) as connection:
        for table, columns, rows in (
            ("cases", _CASES, case_rows(size)),
            ("tasks", _TASKS, task_rows(size)),
            ("deadlines", _DEADLINES, deadline_rows(size)),
            ("facts", _FACTS, fact_rows(size)),
            ("stage_visits", _VISITS, visit_rows(size)),
            ("users", _USERS, user_rows(size)),
            ("notifications", _MESSAGES, message_rows(size)),
        ):
            named = ", ".join(columns.split())
            async with connection.cursor().copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                for row in rows:
                    await copy.write_row(row)
        await connection.execute(
            "INSERT INTO case_numbers SELECT type, year, max(number) FROM cases GROUP BY type, year"
        )
        await connection.commit()
        await connection.set_autocommit(True)
        await connection.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    asyncio.run(fill(sys.argv[1]))
