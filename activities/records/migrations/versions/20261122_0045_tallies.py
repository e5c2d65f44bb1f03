"""What the panel counts is kept counted, by triggers on tasks and deadlines; indexes for what stands still."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "20261122_0045"
down_revision: str | None = "20261121_2140"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

Column = sa.Column[Any]

OPEN_TASK = "status IN ('ready', 'reserved')"
CUIABA = "America/Cuiaba"

# What is added to each tally for the rows in `changed`, each of which counts `sign` times.
COUNTED = {
    "task_tallies": f"""
INSERT INTO task_tallies (decl, role, day, open, free, offered_s)
SELECT decl, role, sort_due, sum(sign), sum(CASE WHEN owner IS NULL THEN sign ELSE 0 END),
       sum(sign * CAST(extract(epoch FROM offered_at) AS bigint))
  FROM {{changed}} WHERE {OPEN_TASK} GROUP BY decl, role, sort_due
HAVING sum(sign) <> 0 OR sum(CASE WHEN owner IS NULL THEN sign ELSE 0 END) <> 0
    OR sum(sign * CAST(extract(epoch FROM offered_at) AS bigint)) <> 0
""",
    "asked_tallies": f"""
INSERT INTO asked_tallies (role, party, free, open)
SELECT role, coalesce(party, ''), owner IS NULL, sum(sign)
  FROM {{changed}} WHERE {OPEN_TASK} GROUP BY 1, 2, 3 HAVING sum(sign) <> 0
""",
    "due_tallies": """
INSERT INTO due_tallies (binds, suspended, day, open, provisional)
SELECT term ->> 'binds', status = 'suspenso', sort_due, sum(sign), sum(CASE WHEN provisional THEN sign ELSE 0 END)
  FROM {changed}
 WHERE status IN ('aberto', 'suspenso', 'vencido') AND closed_at IS NULL AND term ->> 'nature' <> 'minimum'
 GROUP BY 1, 2, 3 HAVING sum(sign) <> 0 OR sum(CASE WHEN provisional THEN sign ELSE 0 END) <> 0
""",
    "use_tallies": f"""
INSERT INTO use_tallies (decl, type, amount, unit, used, day, ended, met)
SELECT decl, case_type, coalesce(CAST(term #>> '{{{{budget,amount}}}}' AS int), 0),
       coalesce(term #>> '{{{{budget,unit}}}}', ''),
       CAST(closed_at AT TIME ZONE '{CUIABA}' AS date) - CAST(term ->> 'anchor' AS date),
       CAST(closed_at AT TIME ZONE '{CUIABA}' AS date), sum(sign),
       sum(CASE WHEN status = 'cumprido' THEN sign ELSE 0 END)
  FROM {{changed}} WHERE closed_at IS NOT NULL AND status <> 'cancelado' AND term ->> 'nature' <> 'minimum'
 GROUP BY 1, 2, 3, 4, 5, 6
HAVING sum(sign) <> 0 OR sum(CASE WHEN status = 'cumprido' THEN sign ELSE 0 END) <> 0
""",
}
KEPT_OF = {"tasks": ("task_tallies", "asked_tallies"), "deadlines": ("due_tallies", "use_tallies")}
CHANGED = {
    "insert": "(SELECT 1 AS sign, * FROM fresh) AS changed",
    "delete": "(SELECT -1 AS sign, * FROM stale) AS changed",
    "update": "(SELECT 1 AS sign, * FROM fresh UNION ALL SELECT -1, * FROM stale) AS changed",
}
SEEN = {"insert": "NEW TABLE AS fresh", "delete": "OLD TABLE AS stale"}
SEEN["update"] = f"{SEEN['delete']} {SEEN['insert']}"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _tables()
    _indexes()
    for table, tallies in KEPT_OF.items():
        # Nobody writes between the first count and the triggers.
        op.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        for tally in tallies:
            op.execute(COUNTED[tally].format(changed=f"(SELECT 1 AS sign, * FROM {table}) AS changed"))
        for event, changed in CHANGED.items():
            counts = "; ".join(COUNTED[tally].format(changed=changed) for tally in tallies)
            op.execute(
                f"CREATE FUNCTION tally_{table}_{event}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"BEGIN {counts}; RETURN NULL; END $$"
            )
            op.execute(
                f"CREATE TRIGGER tally_{event} AFTER {event} ON {table} REFERENCING {SEEN[event]} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION tally_{table}_{event}()"
            )


def _tables() -> None:
    _table("task_tallies", _text("decl"), _text("role"), _day(), _sum("open"), _sum("free"), _sum("offered_s"))
    _table("asked_tallies", _text("role"), _text("party"), _flag("free"), _sum("open"))
    _table("due_tallies", _text("binds"), _flag("suspended"), _day(), _sum("open"), _sum("provisional"))
    numbers = (sa.Column(name, sa.Integer(), nullable=False) for name in ("amount", "used"))
    names = (_text(name) for name in ("decl", "type", "unit"))
    _table("use_tallies", *names, *numbers, _day(), _sum("ended"), _sum("met"))
    op.create_index(op.f("ix_use_tallies_day"), "use_tallies", ["day"])


def _table(name: str, *columns: Column) -> None:
    id = sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False)
    settled: Column = sa.Column("settled", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    op.create_table(name, id, *columns, settled, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")))
    op.create_index(op.f(f"ix_{name}_new"), name, ["id"], postgresql_where=sa.text("NOT settled"))


def _text(name: str) -> Column:
    return sa.Column(name, sa.String(), nullable=False)


def _day() -> Column:
    return sa.Column("day", sa.Date(), nullable=False)


def _flag(name: str) -> Column:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _sum(name: str) -> Column:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _indexes() -> None:
    is_open, closed = sa.text(OPEN_TASK), sa.text("closed_at IS NOT NULL")
    asked: list[Any] = ["role", sa.text("COALESCE(party, '')"), sa.text("(owner IS NULL)"), "offered_at", "id"]
    barring = sa.text(f"{OPEN_TASK} AND excluded <> '[]'::jsonb")
    op.create_index(op.f("ix_tasks_open_decl_offered"), "tasks", ["decl", "offered_at"], postgresql_where=is_open)
    op.create_index(op.f("ix_tasks_open_asked"), "tasks", asked, postgresql_where=is_open)
    op.create_index(op.f("ix_tasks_open_barring"), "tasks", ["id"], postgresql_where=barring)
    op.create_index(op.f("ix_deadlines_closed_decl"), "deadlines", ["decl", "closed_at"], postgresql_where=closed)
    going = sa.text("status = 'aberto'")
    op.create_index(op.f("ix_deadlines_lapsing"), "deadlines", ["lapses_at"], postgresql_where=going)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table, tallies in KEPT_OF.items():
        for event in CHANGED:
            op.execute(f"DROP TRIGGER tally_{event} ON {table}")
            op.execute(f"DROP FUNCTION tally_{table}_{event}()")
        for tally in tallies:
            op.drop_table(tally)
    for name in ("ix_deadlines_lapsing", "ix_deadlines_closed_decl"):
        op.drop_index(op.f(name), "deadlines")
    for name in ("ix_tasks_open_barring", "ix_tasks_open_asked", "ix_tasks_open_decl_offered"):
        op.drop_index(op.f(name), "tasks")
