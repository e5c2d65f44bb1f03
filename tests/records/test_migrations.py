"""The migrations: up, down, up again, together, and equal to the tables."""

import asyncio

import psycopg
import pytest

from activities.records import migrate

pytestmark = pytest.mark.engines


async def test_migrations_make_the_declared_tables(empty_database_url: str) -> None:
    assert not migrate.current_is_head(empty_database_url)
    migrate.upgrade(empty_database_url)
    assert migrate.current_is_head(empty_database_url)
    migrate.check(empty_database_url)


async def test_migrations_can_be_undone_and_redone(empty_database_url: str) -> None:
    migrate.upgrade(empty_database_url)
    migrate.downgrade(empty_database_url, "base")
    async with await psycopg.AsyncConnection.connect(empty_database_url.replace("+psycopg", "")) as connection:
        left = await connection.execute("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace")
        assert {name for (name,) in await left.fetchall()} <= {"alembic_version", "alembic_version_pkc"}
    migrate.upgrade(empty_database_url)
    assert migrate.current_is_head(empty_database_url)


async def test_processes_that_start_together_migrate_once(empty_database_url: str) -> None:
    await asyncio.gather(*(asyncio.to_thread(migrate.upgrade, empty_database_url) for _ in range(3)))
    assert migrate.current_is_head(empty_database_url)


async def test_text_search_does_without_the_right_to_make_extensions(empty_database_url: str) -> None:
    url = empty_database_url.replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute(f"REVOKE CREATE ON DATABASE {connection.info.dbname} FROM CURRENT_USER")
        migrate.upgrade(empty_database_url)
        found = await connection.execute("SELECT count(*) FROM pg_indexes WHERE indexname LIKE '%trgm'")
        assert await found.fetchone() == (0,)
    assert migrate.current_is_head(empty_database_url)
