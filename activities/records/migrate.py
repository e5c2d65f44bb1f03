"""Bringing a database to the tables of this version, safely when several processes start at once."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, pool

from activities.records import partnerships

_LOCK = 724_301

Action = Callable[[Config], object]


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration for these migrations, run on `connection`."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    made.set_main_option("path_separator", "os")
    made.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(hour).2d%%(minute).2d_%%(slug)s")
    made.attributes["connection"] = connection
    return made


def upgrade(database_url: str, revision: str = "head") -> None:
    """Bring the database at `database_url` up to `revision`, and what is derived from cases with it.

    Waits for another process that is doing the same.
    """

    def all_of_it(made: Config) -> None:
        command.upgrade(made, revision)
        if revision == "head":
            partnerships.fill(made.attributes["connection"])

    _run(database_url, all_of_it)


def downgrade(database_url: str, revision: str) -> None:
    """Take the database back to `revision` ("base": nothing of ours is left)."""
    _run(database_url, lambda made: command.downgrade(made, revision))


def check(database_url: str) -> None:
    """Raise `alembic.util.CommandError` when the tables declared here differ from those of the database."""
    _run(database_url, command.check)


def current_is_head(database_url: str) -> bool:
    """Whether the database has every migration of this version, and none that this version does not know."""
    heads = set(ScriptDirectory.from_config(config()).get_heads())
    engine = create_engine(database_url, poolclass=pool.NullPool)
    try:
        with engine.connect() as connection:
            return set(MigrationContext.configure(connection).get_current_heads()) == heads
    finally:
        engine.dispose()


def _run(database_url: str, action: Action) -> None:
    engine = create_engine(database_url, poolclass=pool.NullPool)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_lock({_LOCK})")
            connection.commit()
            try:
                action(config(connection))
                connection.commit()
            finally:
                connection.rollback()
                connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_LOCK})")
                connection.commit()
    finally:
        engine.dispose()
