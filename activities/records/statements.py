"""The statements by which a turn is written. Rows come as one JSON document, so that the text never varies."""

from sqlalchemy import TextClause, text

LOCK = text("""
SELECT c.last_seq, c.last_hash, c.fence_run, c.fence_len, c.year, c.number, c.recorded_at >= now() AS raced,
       (SELECT version FROM context WHERE id = 1) AS context_version
  FROM cases c WHERE c.id = :case_id FOR UPDATE OF c
""")

LOCK_NEW = text("SELECT pg_advisory_xact_lock(hashtextextended(:case_id, 0))")

NEXT_NUMBER = text("""
INSERT INTO case_numbers (type, year, last) VALUES (:type, :year, 1)
ON CONFLICT (type, year) DO UPDATE SET last = case_numbers.last + 1 RETURNING last
""")

NEW_CASE = text("""
INSERT INTO cases (id, type, year, number, subject, status, stage, started_on, started_at, started_by, ended_at,
                   parent, policy, calendar, search, last_seq, last_hash, fence_run, fence_len, context_version,
                   recorded_at)
VALUES (:id, :type, :year, :number, :subject, :status, :stage, :started_on, :started_at, :started_by, :ended_at,
        :parent, :policy, :calendar, '', 0, :last_hash, :fence_run, :fence_len, 0, '-infinity')
""")

KNOWN_FACTS = text("SELECT seq, prev_hash, hash FROM facts WHERE case_id = :case_id AND seq >= :first ORDER BY seq")

SET_ASIDE = text("""
WITH gone AS (DELETE FROM facts WHERE case_id = :case_id AND seq >= :cut RETURNING *),
stages_gone AS (DELETE FROM stage_visits WHERE case_id = :case_id AND seq >= :cut),
stage_again AS (
  UPDATE stage_visits SET left_at = NULL
   WHERE case_id = :case_id
     AND seq = (SELECT max(seq) FROM stage_visits WHERE case_id = :case_id AND seq < :cut)
     AND EXISTS (SELECT FROM facts WHERE case_id = :case_id AND seq >= :cut
                    AND (kind = 'CaseEnded' OR kind = 'StageEntered' AND data ? 'stage'))
),
comments_gone AS (DELETE FROM comments WHERE case_id = :case_id AND turn_seq >= :cut),
attachments_gone AS (DELETE FROM attachments WHERE case_id = :case_id AND turn_seq >= :cut),
notifications_gone AS (
  DELETE FROM notifications WHERE case_id = :case_id AND turn_seq >= :cut AND status <> 'delivered'
)
INSERT INTO facts_set_aside (case_id, seq, kind, at, actor, provision, act, data, prev_hash, hash, why, by_run, by_len)
SELECT case_id, seq, kind, at, actor, provision, act, data, prev_hash, hash, :why, :by_run, :by_len
  FROM gone ORDER BY seq
""")

# Every table of a turn in one statement. Its parts share one snapshot, so a task takes its date from the deadlines of
# the same document when they are there, and only otherwise from the table. All of them read `doc`: without it, nothing
# is written.
_WRITE = """,
new_facts AS (
  INSERT INTO facts (case_id, seq, kind, at, actor, provision, act, data, prev_hash, hash)
  SELECT :case_id, r.* FROM doc, jsonb_to_recordset(d -> 'facts') AS r (
    seq int, kind text, at timestamptz, actor text, provision text, act text, data jsonb, prev_hash text, hash text)
),
steps AS (
  SELECT r.seq, CASE r.kind WHEN 'CaseStarted' THEN '' WHEN 'StageEntered' THEN r.data ->> 'stage' END AS stage, r.at,
         lead(r.at) OVER (ORDER BY r.seq) AS left_at
    FROM doc, jsonb_to_recordset(d -> 'facts') AS r (seq int, kind text, at timestamptz, data jsonb)
   WHERE r.kind IN ('CaseStarted', 'CaseEnded') OR r.kind = 'StageEntered' AND r.data ? 'stage'
),
stage_left AS (
  UPDATE stage_visits SET left_at = (SELECT min(at) FROM steps)
   WHERE case_id = :case_id AND left_at IS NULL AND EXISTS (SELECT FROM steps)
),
stages_entered AS (
  INSERT INTO stage_visits (case_id, seq, case_type, stage, entered_at, left_at)
  SELECT :case_id, seq, :case_type, stage, at, left_at FROM steps
   WHERE stage IS NOT NULL AND (stage <> '' OR left_at IS DISTINCT FROM at)
),
told AS (
  SELECT r.* FROM doc, jsonb_to_recordset(d -> 'deadlines') AS r (
    id text, decl text, title text, provision text, term jsonb, anchor_of text, due date, announced date,
    provisional boolean, status text, remaining int, on_lapse text, party text, opened_at timestamptz,
    closed_at timestamptz, kept_because text, lapses_at timestamptz)
),
new_deadlines AS (
  INSERT INTO deadlines (id, case_id, case_type, decl, title, provision, term, anchor_of, due, announced, provisional,
                         status, remaining, on_lapse, party, opened_at, closed_at, kept_because, lapses_at)
  SELECT id, :case_id, :case_type, decl, title, provision, term, anchor_of, due, announced, provisional,
         status, remaining, on_lapse, party, opened_at, closed_at, kept_because, lapses_at FROM told
  ON CONFLICT (id) DO UPDATE SET
    title = excluded.title, provision = excluded.provision, term = excluded.term, anchor_of = excluded.anchor_of,
    due = excluded.due, announced = excluded.announced, provisional = excluded.provisional, status = excluded.status,
    remaining = excluded.remaining, on_lapse = excluded.on_lapse, party = excluded.party,
    opened_at = excluded.opened_at, closed_at = excluded.closed_at, kept_because = excluded.kept_because,
    lapses_at = excluded.lapses_at
),
asked AS (
  SELECT r.* FROM doc, jsonb_to_recordset(d -> 'tasks') AS r (
    id text, decl text, title text, role text, provision text, status text, party text, subject text, owner text,
    delegated_by text, excluded jsonb, offered_at timestamptz, deadline text, outcome text, closed_by text,
    closed_at timestamptz, about jsonb, search text)
),
new_tasks AS (
  INSERT INTO tasks (id, case_id, case_type, case_subject, decl, title, role, provision, status, party, subject, owner,
                     delegated_by, excluded, offered_at, deadline, due, provisional, outcome, closed_by, closed_at,
                     about, search, version)
  SELECT a.id, :case_id, :case_type, :case_subject, a.decl, a.title, a.role, a.provision, a.status, a.party, a.subject,
         a.owner, a.delegated_by, a.excluded, a.offered_at, a.deadline,
         CASE WHEN t.id IS NULL THEN k.due ELSE t.due END, coalesce(t.provisional, k.provisional, false),
         a.outcome, a.closed_by, a.closed_at, a.about, a.search, 1
    FROM asked a LEFT JOIN told t ON t.id = a.deadline LEFT JOIN deadlines k ON k.id = a.deadline
  ON CONFLICT (id) DO UPDATE SET
    case_subject = excluded.case_subject, title = excluded.title, role = excluded.role, status = excluded.status,
    party = excluded.party, subject = excluded.subject, owner = excluded.owner, delegated_by = excluded.delegated_by,
    excluded = excluded.excluded, offered_at = excluded.offered_at, deadline = excluded.deadline, due = excluded.due,
    provisional = excluded.provisional, outcome = excluded.outcome, closed_by = excluded.closed_by,
    closed_at = excluded.closed_at, about = excluded.about, search = excluded.search, version = tasks.version + 1
),
followed AS (
  UPDATE tasks SET due = told.due, provisional = told.provisional, version = version + 1 FROM told
   WHERE tasks.case_id = :case_id AND tasks.deadline = told.id AND tasks.status IN ('ready', 'reserved')
     AND (tasks.due IS DISTINCT FROM told.due OR tasks.provisional <> told.provisional)
     AND NOT EXISTS (SELECT FROM asked WHERE asked.id = tasks.id)
),
drafts_gone AS (
  DELETE FROM drafts USING asked WHERE drafts.task = asked.id AND asked.status NOT IN ('ready', 'reserved')
)
UPDATE cases SET
  subject = r.subject, status = r.status, stage = r.stage, outcome = r.outcome, started_on = r.started_on,
  started_at = r.started_at, ended_at = r.ended_at, policy = r.policy, calendar = r.calendar, parties = r.parties,
  public = r.public, waits = r.waits, events = r.events, impeded = r.impeded, next_due = r.next_due, search = r.search,
  organizations = r.organizations,
  last_seq = r.last_seq, last_hash = r.last_hash, fence_run = r.fence_run, fence_len = r.fence_len,
  context_version = r.context_version, recorded_at = clock_timestamp(),
  concerned = ARRAY(
    SELECT DISTINCT one FROM unnest(cases.concerned || ('u:' || cases.started_by)) AS one WHERE one IS NOT NULL
     UNION SELECT 'p:' || party FROM unnest(r.parties) AS party
     UNION SELECT one FROM asked, LATERAL (VALUES ('r:' || role), ('u:' || owner), ('u:' || closed_by)) AS to_ (one)
      WHERE one IS NOT NULL
     ORDER BY 1)
FROM doc, jsonb_to_record(d -> 'case') AS r (
  subject text, status text, stage text, outcome text, started_on date, started_at timestamptz, ended_at timestamptz,
  policy text, calendar text, parties text[], public jsonb, waits jsonb, events text[], impeded jsonb,
  organizations text[],
  next_due date, search text, last_seq int, last_hash text, fence_run int, fence_len int, context_version int)
WHERE cases.id = :case_id
RETURNING pg_notify('tramita_case', cases.id), pg_notify('tramita_moved', json_build_object(
    'case', cases.id, 'seq', cases.last_seq, 'to', (
      SELECT CASE WHEN count(*) <= 50 THEN coalesce(json_agg(one), '[]') END FROM (
        SELECT DISTINCT one FROM asked, LATERAL (VALUES ('r:' || role), ('u:' || owner)) AS to_ (one)
         WHERE one IS NOT NULL) AS each)
  )::text), (SELECT version FROM context WHERE id = 1) AS context_version
"""

WRITE = text("WITH doc AS (SELECT CAST(:doc AS jsonb) AS d)" + _WRITE)

# Locks the case and writes, if what is recorded of it still ends where the writer believes.
WRITE_AFTER = text(
    """
WITH doc AS (
  SELECT CAST(:doc AS jsonb) AS d FROM cases
   WHERE id = :case_id AND last_seq = :seq AND last_hash = :hash AND fence_run = :fence_run AND fence_len = :fence_len
     FOR UPDATE
)"""
    + _WRITE
)

WRITE_PAPERS = text("""
WITH doc AS (SELECT CAST(:doc AS jsonb) AS d),
new_drafts AS (
  INSERT INTO drafts (task, user_id, case_id, form, saved_at)
  SELECT r.task, r."user", :case_id, r.form, r.saved_at FROM doc, jsonb_to_recordset(d -> 'drafts') AS r (
    task text, "user" text, form jsonb, saved_at timestamptz)
  ON CONFLICT (task, user_id) DO UPDATE SET form = excluded.form, saved_at = excluded.saved_at
),
new_follow_ups AS (
  INSERT INTO follow_ups (user_id, task, case_id, until, note, set_at)
  SELECT r."user", r.task, :case_id, r."on", r.note, r.at FROM doc, jsonb_to_recordset(d -> 'follow_ups') AS r (
    task text, "user" text, "on" date, note text, at timestamptz) WHERE r."on" IS NOT NULL
  ON CONFLICT (user_id, task) DO UPDATE SET until = excluded.until, note = excluded.note, set_at = excluded.set_at
),
follow_ups_gone AS (
  DELETE FROM follow_ups USING doc, jsonb_to_recordset(d -> 'follow_ups') AS r (task text, "user" text, "on" date)
   WHERE r."on" IS NULL AND follow_ups.task = r.task AND follow_ups.user_id = r."user"
),
new_comments AS (
  INSERT INTO comments (case_id, act, task, user_id, text, at, turn_seq)
  SELECT :case_id, r.act, r.task, r."user", r.text, r.at, :turn_seq FROM doc, jsonb_to_recordset(d -> 'comments') AS r (
    act text, task text, "user" text, text text, at timestamptz)
  ON CONFLICT (case_id, act) DO UPDATE SET turn_seq = excluded.turn_seq, text = excluded.text, at = excluded.at
),
new_mentions AS (
  INSERT INTO mentions (case_id, act, user_id, task, at)
  SELECT :case_id, r.act, m.user_id, r.task, r.at
    FROM doc, jsonb_to_recordset(d -> 'comments') AS r (act text, task text, at timestamptz, mentions jsonb),
         jsonb_array_elements_text(coalesce(r.mentions, '[]')) AS m (user_id)
  ON CONFLICT (case_id, act, user_id) DO NOTHING
),
new_attachments AS (
  INSERT INTO attachments (case_id, document, task, title, media_type, size, sha256, public, attached_by, attached_at,
                           turn_seq)
  SELECT :case_id, r.id, r.task, r.title, r.media_type, r.size, r.sha256, r.public, r.attached_by, r.attached_at,
         :turn_seq
    FROM doc, jsonb_to_recordset(d -> 'documents') AS r (
      id text, task text, title text, media_type text, size int, sha256 text, public boolean, attached_by text,
      attached_at timestamptz)
  ON CONFLICT (case_id, document) DO UPDATE SET
    task = excluded.task, title = excluded.title, public = excluded.public, attached_by = excluded.attached_by,
    attached_at = excluded.attached_at, turn_seq = excluded.turn_seq
)
INSERT INTO notifications (key, case_id, kind, subject, body, to_role, to_user, to_party, task, at, turn_seq, "values")
SELECT r.key, :case_id, r.kind, r.subject, r.body, r.to_role, r.to_user, r.to_party, r.task, r.at, :turn_seq,
       coalesce(r."values", '{}')
  FROM doc, jsonb_to_recordset(d -> 'notifications') AS r (
    key text, kind text, subject text, body text, to_role text, to_user text, to_party text, task text, at timestamptz,
    "values" jsonb)
ON CONFLICT (key) DO NOTHING
""")

DROP_UNKNOWN: tuple[TextClause, ...] = (
    text("DELETE FROM drafts WHERE case_id = :case_id AND task <> ALL(:tasks)"),
    text("DELETE FROM follow_ups WHERE case_id = :case_id AND task <> ALL(:tasks)"),
    text("DELETE FROM tasks WHERE case_id = :case_id AND id <> ALL(:tasks)"),
    text("DELETE FROM deadlines WHERE case_id = :case_id AND id <> ALL(:deadlines)"),
)
