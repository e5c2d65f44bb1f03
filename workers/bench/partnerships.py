"""Ten thousand live partnerships: what their pages cost, what an act on all of them would move, and the engine's part.

The records are made inside PostgreSQL, as those of `workers.bench.seed`: their facts are not chained, and each case is
a partnership under way with its term and one open act, two accounts that were presented and weighed late, and its
disclosure; one in five was altered. Beside them stand a third as many that ended, three in ten of these so lately that
they are still disclosed. The engine's part runs real cases, as many as the knob says.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg

from workers.bench.load import Load, OutOfWork, Work, drive
from workers.bench.pages import FLOOR, Address
from workers.bench.processes import memory_mb
from workers.bench.wire import Wire
from workflows.clock import local_date

if TYPE_CHECKING:
    from api.door import Door
    from workers.stack.stack import Stack

INTERVAL = "intervalo_pc_parcial_dias"
STARTERS = 8
PATIENCE = 300.0
"""Seconds that a start or an act may take besides a time for each case."""
THIS_YEAR = local_date(datetime.now(UTC)).year
ADDRESSES = (
    Address("helena", FLOOR),
    *(
        Address(login, path)
        for login, path in (
            ("marta", "/painel"),
            ("marta", "/painel/tarefas"),
            ("marta", "/painel/prazos"),
            ("helena", "/tarefas"),
            ("helena", "/tarefas?lista=para-assumir"),
            ("marta", "/tarefas?lista=da-equipe"),
            ("marta", "/prazos"),
            ("marta", "/prazos?ver=lista"),
            ("helena", "/processos"),
            ("helena", "/processos?q=9876"),
            ("helena", "/processos?q=ponte"),
            ("helena", "/processos?q=inexistente"),
            ("helena", "/processos/b0"),
            ("helena", "/publico/parcerias?q=9876"),
            ("helena", "/publico/parcerias?q=ponte"),
            ("helena", "/publico/parcerias?q=inexistente"),
            ("helena", "/publico/parcerias?situacao=terminada"),
            ("helena", f"/publico/parcerias?ano={THIS_YEAR}&situacao=vigente"),
            ("helena", "/publico/parcerias/b0"),
            ("helena", "/"),
            ("helena", "/publico/pmis.csv"),
            ("helena", "/calendario.ics"),
            ("helena", "/dados-abertos"),
            ("helena", "/dados-abertos/parcerias"),
            ("helena", "/dados-abertos/v1/datapackage.json"),
            ("helena", "/dados-abertos/v1/processos-em-numeros.csv"),
            ("helena", "/dados-abertos/v1/contas-das-parcerias.csv"),
            ("helena", "/dados-abertos/v1/prazos-das-parcerias.csv"),
        )
    ),
    *(Address("helena", "/publico/parcerias", further) for further in (False, True)),
)

CASES = """
INSERT INTO cases (id, type, year, number, subject, status, stage, started_on, started_at, started_by, policy,
                   calendar, parties, concerned, waits, next_due, search, last_seq, last_hash, fence_run, fence_len,
                   context_version)
SELECT 'b' || n, 'parceria', extract(year FROM current_date)::int, n + 1,
       'Termo de Fomento ' || n || ': ponte sobre o rio', 'aberto', 'execucao', current_date - n %% 300,
       now() - (n %% 300) * interval '1 day', 'u-bench', 'prudente', 'mt-cuiaba', ARRAY['org-' || n %% 500, 'u-bench'],
       ARRAY['p:org-' || n %% 500, 'r:area-tecnica', 'u:u-bench'],
       jsonb_build_array(jsonb_build_object('kind', 'task', 'decl', 'parceria.saldo-do-exercicio', 'ref',
         'b' || n || '.t1', 'title', 'Dizer', 'on', 'area-tecnica', 'provision', 'dec-167:art-36:par-4')),
       current_date - n %% 300 + 700, 'termo de fomento ' || n || ': ponte sobre o rio', 1, repeat('0', 64), 0, 9, 0
  FROM generate_series(0, %(live)s - 1) AS n
"""
TASKS = """
INSERT INTO tasks (id, case_id, case_type, case_subject, decl, title, role, provision, status, offered_at, provisional,
                   search, version)
SELECT id || '.t1', id, type, subject, 'parceria.saldo-do-exercicio', 'Dizer se o saldo segue necessário',
       'area-tecnica', 'dec-167:art-36:par-4', 'ready', started_at, false, search, 1
  FROM cases WHERE id LIKE 'b%%'
"""
DEADLINES = """
INSERT INTO deadlines (id, case_id, case_type, decl, title, provision, term, anchor_of, due, announced, provisional,
                       status, on_lapse, opened_at)
SELECT id || '.d1', id, type, 'parceria.vigencia', 'vigência da parceria', 'dec-167:art-36:inc-VI',
       '{"nature": "validity", "counting": "material", "binds": "particular", "calendar": "mt-cuiaba"}'::jsonb
         || jsonb_build_object('anchor', started_on, 'budget',
              jsonb_build_object('unit', 'data_fixa', 'until', started_on + 700)),
       'eficácia', started_on + 700, started_on + 700, true, 'aberto', 'nada mais se libera', started_at
  FROM cases WHERE id LIKE 'b%%'
"""
FACTS = """
INSERT INTO facts (case_id, seq, kind, at, actor, act, data, prev_hash, hash)
SELECT id, 1, 'CaseStarted', started_at, 'u-bench', 'ato-1',
       jsonb_set(CAST(%(began)s AS jsonb), '{input,instrumento}', CAST(%(began)s AS jsonb) #> '{input,instrumento}'
         || jsonb_build_object('parte', parties[1], 'numero', 'Termo de Fomento ' || id, 'assinado_em', started_on - 5,
              'eficaz_desde', started_on)),
       repeat('0', 64), repeat('1', 64)
  FROM cases WHERE type = 'parceria'
UNION ALL
SELECT id, 2, 'Inscribed', started_at, 'u-bench', 'ato-2',
       jsonb_build_object('register', 'alteracao.situacao', 'title', 'alterações', 'state', 'aditada',
         'party', parties[1] || '/Termo de Fomento ' || id, 'state_title', 'Aditada', 'holds', true,
         'since', started_on + 10, 'until', NULL, 'details', jsonb_build_object('fim', started_on + 900)),
       repeat('1', 64), repeat('2', 64)
  FROM cases WHERE id LIKE 'b%%0' OR id LIKE 'b%%5'
UNION ALL
SELECT id, 1, 'CaseStarted', started_at, 'u-bench', 'ato-1', jsonb_build_object('input',
         jsonb_build_object('parceria', jsonb_build_object('parte', parties[1],
           'numero', 'Termo de Fomento b' || split_part(substr(id, 2), '.', 1)), 'numero', number %% 2 + 1,
           'inicio', started_on, 'fim', started_on + 89)),
       repeat('0', 64), repeat('1', 64)
  FROM cases WHERE id LIKE 'u%%'
UNION ALL
SELECT id, 2, 'TaskCompleted', started_at + interval '95 days', 'u-bench', 'ato-2',
       '{"decl": "contas-parciais.apresentacao", "outcome": "apresentadas"}', repeat('1', 64), repeat('2', 64)
  FROM cases WHERE type = 'contas-parciais'
"""
ENDED = """
INSERT INTO cases (id, type, year, number, subject, status, stage, outcome, started_on, started_at, started_by,
                   ended_at, policy, calendar, parties, public, search, last_seq, last_hash, fence_run, fence_len,
                   context_version)
SELECT 'e' || n, 'parceria', 2020, n + 1, 'Termo de Fomento e' || n || ': ponte sobre o rio', 'encerrado', 'execucao',
       'concluida', current_date - 700 - n %% 20, now() - (700 + n %% 20) * interval '1 day', 'u-bench', now(),
       'prudente', 'mt-cuiaba', ARRAY['org-' || n %% 500, 'u-bench'],
       jsonb_build_object('terminou_em', current_date - CASE WHEN n %% 10 < 3 THEN n %% 170 ELSE 200 + n %% 500 END),
       'termo de fomento e' || n || ': ponte sobre o rio', 1, repeat('0', 64), 0, 9, 0
  FROM generate_series(0, %(live)s / 3 - 1) AS n
"""
UNDER = """
INSERT INTO cases (id, type, year, number, subject, status, stage, outcome, started_on, started_at, started_by,
                   ended_at, policy, calendar, parties, public, search, last_seq, last_hash, fence_run, fence_len,
                   context_version)
SELECT 'u' || n || '.' || m, CASE WHEN m < 2 THEN 'contas-parciais' ELSE 'divulgacao-da-parceria' END, 2026,
       n * 3 + m + 1, 'Termo de Fomento b' || n, 'encerrado', 'analise', 'contas-parciais-aprovadas',
       current_date - n %% 300 + m * 90, now() - (n %% 300 - m * 90) * interval '1 day', 'u-bench', now(), 'prudente',
       'mt-cuiaba', ARRAY['org-' || n %% 500, 'u-bench'], CASE WHEN m < 2 THEN '{}'::jsonb ELSE CAST(%(team)s AS jsonb)
       END, 'termo de fomento b' || n, 1, repeat('0', 64), 0, 9, 0
  FROM generate_series(0, %(live)s - 1) AS n, generate_series(0, 2) AS m
"""
BOUND = """
INSERT INTO deadlines (id, case_id, case_type, decl, title, provision, term, anchor_of, due, provisional, status,
                       on_lapse, opened_at, closed_at)
SELECT c.id || '.' || d.decl, c.id, c.type, 'contas-parciais.' || d.decl, d.title, 'dec-167:art-84',
       jsonb_build_object('nature', 'administrative', 'binds', d.binds, 'calendar', 'mt-cuiaba', 'anchor',
         c.started_on, 'budget', jsonb_build_object('unit', 'dia', 'amount', 30)), 'fim do período',
       c.started_on + 30, true, 'cumprido-em-atraso', 'continua devido', c.started_at,
       c.started_at + interval '50 days'
  FROM cases c, (VALUES ('prazo', 'apresentação das contas parciais', 'particular'),
                        ('prazo-da-analise', 'análise das contas parciais', 'administracao')) AS d (decl, title, binds)
 WHERE c.type = 'contas-parciais'
"""
TEAM = {
    "exercicio": 2026, "equipe": [{"funcao": "Engenheira", "pessoas": 1, "remuneracao": "9.00", "previsto": "81.00"}],
}  # fmt: skip


class Foretold(NamedTuple):
    """What foretelling an act on every live partnership took: rows, seconds, and memory that the process grew by."""

    cases: int
    rows: int
    seconds: float
    grew_mb: float


class Engine(NamedTuple):
    """What real partnerships cost: starts, memory of worker and engine and disk for each, seconds until all of them
    had learned of an act (before and after the worker was killed), and until the killed worker answered again."""

    starts: Load
    live: int
    worker_kb: float
    temporal_kb: float
    disk_kb: float
    told: float
    restart: float
    told_cold: float


async def fill(database_url: str, live: int) -> None:
    """Fill a migrated database with so many live partnerships, and what stands beside them."""
    from activities.records.migrate import upgrade

    began = {"type": "parceria", "title": "Parceria em execução", "input": given(date(2026, 1, 5))}
    url = database_url.replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(url) as connection:
        values = {"live": live, "began": json.dumps(began), "team": json.dumps(TEAM)}
        for statement in (CASES, TASKS, DEADLINES, ENDED, UNDER, BOUND, FACTS):
            await connection.execute(statement.encode(), values)
        await connection.commit()
        await asyncio.to_thread(upgrade, database_url)
        await connection.set_autocommit(True)
        await connection.execute("VACUUM ANALYZE")


async def foretell(door: Door) -> Foretold:
    """Foretell another interval of partial accounts that reaches every partnership."""
    from api.services.changing import ParameterChange, preview

    change = ParameterChange(
        act="Portaria de medida", key=INTERVAL, value=60, since=local_date(door.now()), reaches_open=True
    )
    before, began, cases, found = memory_mb(os.getpid()), time.perf_counter(), 0, 0
    async for _, rows in preview(door, change):
        cases, found = cases + 1, found + len(rows)
    return Foretold(cases, found, time.perf_counter() - began, memory_mb(os.getpid()) - before)


async def measure_engine(stack: Stack, tokens: dict[str, str], live: int) -> Engine:
    """Start partnerships until there are so many, tell them all of an act, kill the worker, again.

    Raises RuntimeError when not all have learned of an act after `PATIENCE` and half a second for each.
    """
    port, home = stack.settings.http_port, Path(stack.settings.home)
    worker, temporal = (stack.children[name].pid for name in ("worker", "temporal"))
    assert worker is not None
    assert temporal is not None
    await _start(port, tokens["marta"], 4, 30, 8)
    before = memory_mb(worker), memory_mb(temporal), _disk_mb(home)
    starts = await _start(port, tokens["marta"], STARTERS, PATIENCE + live, live)
    after = memory_mb(worker), memory_mb(temporal), _disk_mb(home)
    worker_kb, temporal_kb, disk_kb = (
        (now - then) * 1024 / max(1, starts.done) for now, then in zip(after, before, strict=True)
    )
    told = await _tell(stack, tokens["ada"], 1, live)
    os.kill(worker, signal.SIGKILL)
    began = time.perf_counter()
    await _start(port, tokens["marta"], 1, 60, 1)
    restart = time.perf_counter() - began
    cold, count = await _tell(stack, tokens["ada"], 2, live), starts.done + 9
    return Engine(starts, count, worker_kb, temporal_kb, disk_kb, told, restart, cold)


def given(begun: date) -> dict[str, Any]:
    """A partnership of two years that had effect on a day, its one instalment at the end."""
    romans = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    clauses = [f"{ten}{one}" for ten in ("", "X") for one in romans if ten or one][:18]
    draft = {
        "clausulas": clauses, "plano_anexo": True, "valor_do_repasse": "1000.00", "empenho": "2026NE000123",
        "empenho_em": str(begun - timedelta(13)), "vigencia_em_meses": 24, "admite_prorrogacao": False,
        "devolucao_em_dias": 30, "aviso_de_rescisao_em_dias": 60, "titularidade": "sinfra",
        "compra_equipamentos": False,
    }  # fmt: skip
    instrument = {
        "numero": "Termo de Fomento 1/2026", "tipo": "termo-de-fomento", "objeto": "Ponte sobre o rio",
        "organizacao": "Instituto Medida", "parte": "org-ae9351af0d397d50", "assinado_em": str(begun - timedelta(5)),
        "eficaz_desde": str(begun), "plano_aprovado_em": str(begun - timedelta(30)), "minuta": draft,
        "gestores": [{"pessoa": "gil", "nome": "Gil Araújo"}],
        "comissao": [{"pessoa": "ana", "nome": "Ana Sá", "vinculo": "cargo-efetivo", "faz_visitas": True}],
    }  # fmt: skip
    parts = [{"numero": 1, "dia": str(begun + timedelta(690)), "valor": "1000.00"}]
    return {"instrumento": instrument, "parcelas": parts}


async def _start(port: int, token: str, clients: int, seconds: float, most: int) -> Load:
    begun, started = local_date(datetime.now(UTC)) - timedelta(40), 0
    wires = [Wire(port, token) for _ in range(clients)]

    def client(wire: Wire) -> Work:
        async def start() -> None:
            nonlocal started
            if started >= most:
                raise OutOfWork
            started += 1
            await wire.post("/api/v1/procedures", {"type": "parceria", "input": given(begun)}, uuid.uuid4().hex)

        return start

    try:
        return await drive([client(wire) for wire in wires], seconds)
    finally:
        for wire in wires:
            wire.close()


async def _tell(stack: Stack, token: str, day: int, live: int) -> float:
    """Seconds from an act on the calendar until every live case has learned of it."""
    wire = Wire(stack.settings.http_port, token)
    closed = date(local_date(datetime.now(UTC)).year + 1, 3, day)
    began = time.perf_counter()
    body = {"act": "Decreto de medida", "days": [{"day": closed.isoformat()}]}
    await wire.post("/api/v1/calendar/days", body, uuid.uuid4().hex)
    wire.close()
    url = stack.settings.database.replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        behind = b"SELECT count(*) FROM cases, context WHERE status = 'aberto' AND context_version < context.version"
        while (taken := time.perf_counter() - began) < PATIENCE + live / 2:
            if not await _counted(connection, behind):
                return taken
            await asyncio.sleep(0.1)
        left = await _counted(connection, behind)
    raise RuntimeError(f"{left} live cases did not learn of the act in {taken:.0f} s")


async def _counted(connection: psycopg.AsyncConnection[Any], counting: bytes) -> int:
    row = await (await connection.execute(counting)).fetchone()
    return int(row[0]) if row else 0


def _disk_mb(home: Path) -> float:
    return sum(one.stat().st_size for one in home.rglob("*") if one.is_file()) / 2**20
