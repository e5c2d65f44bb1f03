"""The embedded engines of the one-command mode: PostgreSQL, Temporal and the processes that live beside them."""
