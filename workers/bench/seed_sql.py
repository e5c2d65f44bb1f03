"""The statements of `workers.bench.seed`. Row `n` is the same in every run; dates lie around the day of the run."""

KINDS = """
CREATE TEMP TABLE kind ON COMMIT DROP AS
SELECT place - 1 AS k, count(*) OVER () AS kinds, one ->> 'type' AS type, one -> 'tasks' AS tasks,
       jsonb_array_length(one -> 'tasks') AS acts, one -> 'deadlines' AS deadlines,
       jsonb_array_length(one -> 'deadlines') AS terms,
       ARRAY(SELECT jsonb_array_elements_text(one -> 'stages')) AS stages
  FROM jsonb_array_elements(CAST(%(kinds)s AS jsonb)) WITH ORDINALITY AS each (one, place)
"""

ACTS = """
CREATE TEMP TABLE act ON COMMIT DROP AS
SELECT type, place - 1 AS j, one ->> 'decl' AS decl, one ->> 'title' AS title, one ->> 'role' AS role,
       one ->> 'provision' AS provision, one ->> 'outcome' AS outcome, one ->> 'folded' AS folded
  FROM kind, jsonb_array_elements(tasks) WITH ORDINALITY AS each (one, place)
"""

TERMS = """
CREATE TEMP TABLE term ON COMMIT DROP AS
SELECT type, place - 1 AS j, one ->> 'decl' AS decl, one ->> 'title' AS title, one ->> 'provision' AS provision,
       one ->> 'on_lapse' AS on_lapse, one ->> 'binds' AS binds, one - '{decl,title,provision,on_lapse}'::text[] AS rest
  FROM kind, jsonb_array_elements(deadlines) WITH ORDINALITY AS each (one, place)
"""

USERS = """
INSERT INTO users (id, login, name, roles, parties, active)
SELECT 'u' || n, 'login-' || n, 'Servidora ' || n,
       ARRAY[(ARRAY['area-tecnica', 'publicacao', 'secretario'])[n %% 3 + 1]], '{}', true
  FROM generate_series(0, %(users)s - 1) AS n
UNION ALL
SELECT 'e' || n, 'osc-' || n, 'Associação ' || n, ARRAY['osc'], ARRAY['osc-' || n], true
  FROM generate_series(0, %(users)s - 1) AS n
"""

# Half of the cases are open; they are spread over three years, and the rare word of a subject is in one of a thousand.
CASES = """
WITH words AS (
  SELECT ARRAY['Manutenção da estrada', 'Reforma da escola', 'Ponte sobre o rio', 'Feira do livro', 'Coleta seletiva']
         AS works,
         ARRAY['Cáceres', 'Sinop', 'Rondonópolis', 'Várzea Grande', 'Alta Floresta', 'Barra do Garças',
         'Tangará da Serra'] AS places,
         ARRAY['caceres', 'sinop', 'rondonopolis', 'varzea grande', 'alta floresta', 'barra do garcas',
         'tangara da serra'] AS folded_places, ARRAY['manutencao da estrada', 'reforma da escola', 'ponte sobre o rio',
         'feira do livro', 'coleta seletiva'] AS folded_works
), made AS (
  SELECT n, kind.*, n %% 2 = 0 AS open, now() - n * interval '15 minutes' AS started, n / kind.kinds + 1 AS number,
         works[n %% 5 + 1] || ' ' || n %% 997 || ' em ' || places[n %% 7 + 1] AS subject,
         folded_works[n %% 5 + 1] || ' ' || n %% 997 || ' em ' || folded_places[n %% 7 + 1] AS folded,
         current_date + (n * 7919 %% 200 - 5)::int AS due
    FROM generate_series(0, %(cases)s - 1) AS n JOIN kind ON kind.k = n %% kind.kinds, words
)
INSERT INTO cases (id, type, year, number, subject, status, stage, outcome, started_on, started_at, started_by,
                   ended_at, policy, calendar, parties, waits, next_due, search, last_seq, last_hash, fence_run,
                   fence_len, context_version)
SELECT 'c' || n, type, extract(year FROM started)::int, number, subject,
       CASE WHEN open THEN 'aberto' ELSE 'encerrado' END, stages[n %% cardinality(stages) + 1],
       CASE WHEN open THEN NULL ELSE 'concluido' END, started::date, started,
       'u' || n %% %(users)s, CASE WHEN open THEN NULL ELSE started + interval '30 days' END, 'prudente', 'mt-cuiaba',
       ARRAY['osc-' || n %% %(users)s],
       CASE WHEN open THEN jsonb_build_array(jsonb_build_object(
         'kind', 'task', 'decl', tasks #>> '{0,decl}', 'ref', 'c' || n || '.t0', 'title', tasks #>> '{0,title}',
         'on', tasks #>> '{0,role}', 'provision', tasks #>> '{0,provision}')) ELSE '[]' END,
       CASE WHEN open THEN due END, folded || ' ' || number || '/' || extract(year FROM started)::int, %(facts)s,
       repeat('0', 64), 0, 9, 0
  FROM made
"""

NUMBERS = "INSERT INTO case_numbers SELECT type, year, max(number) FROM cases GROUP BY type, year"

# Tasks 0 and 1 of an open case are open; a third of these are with somebody. The others were done by somebody.
TASKS = """
WITH made AS (
  SELECT c.*, t, substr(c.id, 2)::int * 10 + t AS k, t < 2 AND c.status = 'aberto' AS open, act.decl, act.title,
         act.role, act.provision, act.outcome AS ends, act.folded
    FROM cases c JOIN kind USING (type) CROSS JOIN generate_series(0, 9) AS t
    JOIN act ON act.type = c.type AND act.j = (t + substr(c.id, 2)::int / 7) %% kind.acts
), owned AS (
  SELECT *, CASE WHEN NOT open OR k / 7 %% 3 = 0 THEN
           CASE k / 5 %% 5
                WHEN 0 THEN (CAST(%(people)s AS text[]))[k / 25 %% cardinality(CAST(%(people)s AS text[])) + 1]
                ELSE 'u' || k / 7 %% %(users)s END
         END AS owner FROM made
)
INSERT INTO tasks (id, case_id, case_type, case_subject, decl, title, role, provision, status, party, owner,
                   delegated_by, offered_at, deadline, due, provisional, outcome, closed_by, closed_at, search, version)
SELECT id || '.t' || t, id, type, subject, decl, title, role, provision,
       CASE WHEN NOT open THEN 'completed' WHEN owner IS NULL THEN 'ready' ELSE 'reserved' END,
       CASE WHEN role = 'osc' THEN parties[1] END, owner,
       CASE WHEN k %% 50 = 0 AND owner IS NOT NULL THEN 'u' || k %% %(users)s END, started_at + t * interval '1 hour',
       id || '.d' || t %% 5, CASE WHEN k %% 9 <> 0 THEN next_due + t END, k %% 10 = 0,
       CASE WHEN open THEN NULL ELSE ends END, CASE WHEN open THEN NULL ELSE owner END,
       CASE WHEN open THEN NULL ELSE started_at + t * interval '2 days' END,
       folded || ' ' || search, 1
  FROM owned
"""

DEADLINES = """
WITH made AS (
  SELECT c.*, d, d < 2 AND c.status = 'aberto' AS open, term.decl, term.title, term.provision, term.on_lapse,
         term.binds, term.rest
    FROM cases c JOIN kind USING (type) CROSS JOIN generate_series(0, 4) AS d
    JOIN term ON term.type = c.type AND term.j = (d + substr(c.id, 2)::int / 7) %% kind.terms
)
INSERT INTO deadlines (id, case_id, case_type, decl, title, provision, term, anchor_of, due, provisional, status,
                       on_lapse, party, opened_at, closed_at, remaining)
SELECT id || '.d' || d, id, type, decl, title, provision,
       jsonb_build_object('budget', '{"amount": 30, "unit": "dia"}'::jsonb, 'anchor', started_on, 'calendar', calendar)
         || rest,
       'protocolo', coalesce(next_due, started_on) + d * 3, d = 1,
       CASE WHEN NOT open THEN 'cumprido' WHEN substr(id, 2)::int %% 40 = 0 THEN 'suspenso' ELSE 'aberto' END,
       on_lapse, CASE WHEN binds = 'particular' THEN parties[1] END, started_at,
       CASE WHEN open THEN NULL ELSE started_at + interval '20 days' END,
       CASE WHEN open AND substr(id, 2)::int %% 40 = 0 THEN 12 END
  FROM made
"""

# One case in a hundred had a deadline counted again.
FACTS = """
INSERT INTO facts (case_id, seq, kind, at, actor, act, data, prev_hash, hash)
SELECT id, seq, CASE WHEN seq = 9 AND substr(id, 2)::int %% 100 = 0 THEN 'DeadlineRecounted' ELSE 'TaskCompleted' END,
       started_at + seq * interval '1 hour', started_by, 'ato-' || seq,
       CASE WHEN seq = 9 AND substr(id, 2)::int %% 100 = 0 THEN jsonb_build_object('deadline', id || '.d0')
            ELSE jsonb_build_object('task', id || '.t' || seq, 'title', 'Analisar a admissibilidade') END,
       repeat('0', 64), repeat('1', 64)
  FROM cases, generate_series(1, %(facts)s) AS seq
"""

# As the recording of turns keeps it.
CONCERNED = """
WITH each AS (
  SELECT id AS case_id, 'u:' || started_by AS one FROM cases
   UNION ALL SELECT id, 'p:' || party FROM cases, unnest(parties) AS party
   UNION ALL SELECT case_id, one FROM tasks, LATERAL (VALUES ('r:' || role), ('u:' || owner)) AS to_ (one)
), whom AS (
  SELECT case_id, array_agg(DISTINCT one ORDER BY one) AS all_of_them FROM each WHERE one IS NOT NULL GROUP BY case_id
)
UPDATE cases SET concerned = all_of_them FROM whom WHERE whom.case_id = cases.id
"""

VISITS = """
INSERT INTO stage_visits (case_id, seq, case_type, stage, entered_at, left_at)
SELECT id, 1, type, stage, started_at, ended_at FROM cases
"""
