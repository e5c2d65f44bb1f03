"""Runs the migrations on the connection that `activities.records.migrate` hands over."""

from typing import Any

from alembic import context

from activities.records.tables import METADATA

connection = context.config.attributes["connection"]


def include(_object: Any, name: str | None, kind: str, *_rest: Any) -> bool:
    """Leave out the indexes for text search: they exist only where the extension pg_trgm may be installed."""
    return not (kind == "index" and name is not None and name.endswith("_trgm"))


context.configure(
    connection=connection,
    target_metadata=METADATA,
    compare_type=True,
    compare_server_default=True,
    include_object=include,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
