"""Many work plans at once: pages over five thousand that run, of a hundred duties each; and the history of one.

The records are made inside PostgreSQL, as those of `workers.bench.seed`: their facts are not chained. One party is of
every plan, which is the dearest that its desk can be.
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from workers.bench.pages import FLOOR, Address

DUTIES = 100
MONTHS = 60
ADDRESSES = (
    Address("sgd", FLOOR),
    Address("sgd", "/tarefas?lista=para-assumir"),
    Address("sgd", "/tarefas?lista=para-assumir", True),
    Address("sgd", "/prazos"),
    Address("sgd", "/prazos?ver=lista"),
    Address("sgd", "/processos"),
    Address("sgd", "/processos/w0"),
    Address("sgd", "/processos/w0/cumprimento"),
    Address("sgd", "/processos/w0/relatorio"),
    Address("sgd", "/tarefas/w0.t99"),
    Address("marta", "/tarefas?lista=da-equipe"),
    Address("marta", "/prazos?ver=lista"),
    Address("marta", "/painel"),
    Address("marta", "/painel/tarefas"),
    Address("marta", "/painel/prazos"),
)

CASES = """
INSERT INTO cases (id, type, year, number, subject, status, stage, started_on, started_at, started_by, policy,
                   calendar, parties, concerned, waits, next_due, search, last_seq, last_hash, fence_run, fence_len,
                   context_version)
SELECT 'w' || n, 'plano-de-trabalho', extract(year FROM current_date)::int, n + 1, 'Plano de cooperação ' || n,
       'aberto', 'execucao', current_date - 300, now() - interval '300 days', 'u-bench', 'prudente', 'nacional',
       ARRAY['ORG', 'SGD_MGI'], ARRAY['p:ORG', 'p:SGD_MGI', 'r:participe', 'u:u-bench'],
       jsonb_build_array(jsonb_build_object('kind', 'task', 'decl', 'plano-de-trabalho.acao', 'ref', 'w' || n || '.t99',
         'title', 'Fazer', 'on', 'participe', 'provision', 'codigo-civil:art-132')),
       current_date - 5 + n %% 40, 'plano de cooperacao ' || n, 61, repeat('0', 64), 0, 9, 0
  FROM generate_series(0, %(plans)s - 1) AS n
"""

# Sixty of the hundred were done, one in six of them late; of the others five are over their date.
TASKS = """
INSERT INTO tasks (id, case_id, case_type, case_subject, decl, title, role, provision, status, party, subject,
                   offered_at, deadline, due, provisional, outcome, closed_by, closed_at, search, version)
SELECT 'w' || n || '.t' || t, 'w' || n, 'plano-de-trabalho', 'Plano de cooperação ' || n, 'plano-de-trabalho.acao',
       'Realizar a ação ' || t, 'participe', 'codigo-civil:art-132', CASE WHEN t < 60 THEN 'completed' ELSE 'ready' END,
       CASE t %% 2 WHEN 0 THEN 'ORG' ELSE 'SGD_MGI' END, 'A' || t || ' 1/5', now() - interval '290 days',
       'w' || n || '.d' || t, day, true, CASE WHEN t < 60 THEN 'cumprida' END, CASE WHEN t < 60 THEN 'u-bench' END,
       CASE WHEN t < 60 THEN (day + CASE WHEN t %% 6 = 0 THEN 3 ELSE -2 END)::timestamptz END,
       'realizar a acao ' || t || ' plano de cooperacao ' || n, 1
  FROM generate_series(0, %(plans)s - 1) AS n, generate_series(0, 99) AS t,
       LATERAL (SELECT current_date - 5 + CASE WHEN t < 60 THEN t * 4 - 260 ELSE (t - 60 + n) %% 40 END AS day) AS dated
"""

DEADLINES = """
INSERT INTO deadlines (id, case_id, case_type, decl, title, provision, term, anchor_of, due, provisional, status,
                       on_lapse, opened_at, closed_at)
SELECT deadline, case_id, case_type, 'plano-de-trabalho.acao.prazo', 'cumprimento da ação', provision,
       '{"budget": {"amount": 12, "unit": "mes"}, "nature": "cycle", "counting": "material", "binds": "administracao",
         "calendar": "nacional"}'::jsonb || jsonb_build_object('anchor', current_date - 300),
       'assinatura do acordo', due, true, CASE WHEN status = 'completed' THEN 'cumprido' ELSE 'aberto' END,
       'o cumprimento fica em atraso', offered_at, closed_at
  FROM tasks WHERE case_type = 'plano-de-trabalho' AND case_id LIKE 'w%%'
"""

FACTS = """
INSERT INTO facts (case_id, seq, kind, at, actor, act, data, prev_hash, hash)
SELECT 'w' || n, 1, 'CaseStarted', now() - interval '300 days', 'u-bench', 'ato-1',
       CAST(%(began)s AS jsonb), repeat('0', 64), repeat('1', 64)
  FROM generate_series(0, %(plans)s - 1) AS n
UNION ALL
SELECT case_id, 2 + substr(split_part(id, '.', 2), 2)::int, 'TaskCompleted', closed_at, 'u-bench', 'ato-' || id,
       jsonb_build_object('task', id, 'decl', decl, 'title', title, 'outcome', 'cumprida', 'party', party,
         'subject', subject, 'form', '{"descricao": "Feito no período.", "documento": "Ofício 1"}'::jsonb),
       repeat('0', 64), repeat('1', 64)
  FROM tasks WHERE status = 'completed' AND case_id LIKE 'w%%'
"""

SCENARIO = """
name: Um plano de cem deveres
procedure: plano-de-trabalho
start: 2026-03-02T09:00
started_by: um
persons:
  um: {{roles: [participe], parties: [SGD_MGI]}}
  outro: {{roles: [participe], parties: [ORG]}}
input: {{assinado_em: 2026-03-02, plano: {plan}}}
people:
  - task: plano-de-trabalho.acao
    after: 10d
    form: {{descricao: Feito no período e registrado., documento: Ofício 1}}
until: end
expect: {{outcome: vigencia-encerrada}}
"""


class Years(NamedTuple):
    """What a plan of a hundred duties left over five years: acts, facts, and the events of each run of its workflow."""

    acts: int
    facts: int
    runs: tuple[int, ...]
    seconds: float


async def fill(database_url: str, plans: int) -> None:
    """Fill a migrated database with so many running plans. About a minute for five thousand."""
    began = {"type": "plano-de-trabalho", "title": "Execução de plano de trabalho", "subject": "Plano de cooperação"}
    given = {"plano": plan(), "assinado_em": "2026-01-02"}
    parameters = {"plans": plans, "began": json.dumps({**began, "input": given})}
    url = database_url.replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(url) as connection:
        for statement in (CASES, TASKS, DEADLINES, FACTS):
            await connection.execute(statement.encode(), parameters)
        await connection.commit()
        await connection.set_autocommit(True)
        await connection.execute("VACUUM ANALYZE")


def plan() -> dict[str, Any]:
    """A plan of a hundred duties over five years: ten monthly, ten half-yearly, the rest yearly or once."""
    return {
        "id": "medida", "title": "Plano de cem deveres", "term": {"n": MONTHS, "unit": "months"},
        "parties": [{"id": "SGD_MGI", "name": "Secretaria de Governo"}, {"id": "ORG", "name": "Órgão parceiro"}],
        "axes": {"1": "Gestão", "2": "Capacitação"}, "actions": [_action(n) for n in range(DUTIES)],
    }  # fmt: skip


def _action(n: int) -> dict[str, Any]:
    every: dict[str, Any] = {"type": {0: "monthly", 5: "semiannual"}.get(n % 10, "annual")}
    if n % 10 > 5:
        every = {"type": "once-after-start", "n": n, "unit": "days"}
    return {
        "id": f"A{n}", "description": f"Realizar a ação {n}", "responsible": [("ORG", "SGD_MGI")[n % 2]],
        "deadline_text": "como o plano diz", "axes": [str(n % 2 + 1)], "recurrence": [every],
    }  # fmt: skip


async def years() -> Years:
    """Carry the plan out on the virtual clock, each act ten days after it opens. Raises RuntimeError if that fails."""
    from workers.simulation.run import simulated
    from workers.simulation.scenario import load

    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        file.write(SCENARIO.format(plan=json.dumps(plan(), ensure_ascii=False)))
        file.flush()
        before = time.perf_counter()
        async with simulated(load(Path(file.name))) as (run, client):
            seconds = time.perf_counter() - before
            lengths = await _runs(client, run.case)
    if run.failures or run.refused:
        raise RuntimeError(f"the plan went wrong: {run.failures or run.refused}")
    return Years(len(run.records.tasks), len(run.records.facts[run.case]), lengths, seconds)


async def _runs(client: Any, case: str) -> tuple[int, ...]:
    """How many events each run of the case left, the first run first."""
    run = (await client.get_workflow_handle(case).describe()).run_id
    lengths: list[int] = []
    while run:
        history = await client.get_workflow_handle(case, run_id=run).fetch_history()
        lengths.append(len(history.events))
        run = history.events[0].workflow_execution_started_event_attributes.continued_execution_run_id
    return tuple(reversed(lengths))
