"""Connections to PostgreSQL. One URL (`postgresql+psycopg://`) serves the application and the migrations."""

from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

Sessions = async_sessionmaker[AsyncSession]

# A process that is frozen between two statements must not hold a case for ever: the server ends its transaction.
_SAFE = "-c idle_in_transaction_session_timeout=5000 -c lock_timeout=5000 -c timezone=UTC"
# Every statement reads few rows by an index, which is in memory or on a fast disk: starting helpers or compiling a plan
# would cost more than the statement.
_QUICK = "-c random_page_cost=1.1 -c max_parallel_workers_per_gather=0 -c jit=off"
_OPTIONS = f"{_SAFE} {_QUICK}"
_PLANNED_EACH_TIME = "-c plan_cache_mode=force_custom_plan"


def make_engine(
    url: str,
    pool_size: int = 10,
    *,
    pooled_by_pgbouncer: bool = False,
    autocommit: bool = False,
    planned_each_time: bool = False,
) -> AsyncEngine:
    """An engine for `url` with at most `pool_size` connections.

    With `autocommit` each statement stands alone, which spares two of three round trips; `transactional` gives the
    other kind of the same connections. With `planned_each_time` a statement is planned for the values it is asked with:
    lists need it, for a plan that is good for a rare word is bad for a frequent one.

    Behind pgbouncer in transaction mode set `pooled_by_pgbouncer`: no prepared statements and no session options (set
    `idle_in_transaction_session_timeout` and `lock_timeout` on the database role instead).
    """
    options = f"{_OPTIONS} {_PLANNED_EACH_TIME}" if planned_each_time else _OPTIONS
    arguments: dict[str, object] = {"prepare_threshold": None} if pooled_by_pgbouncer else {"options": options}
    arguments.setdefault("prepare_threshold", 0)
    return create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=10,
        pool_use_lifo=True,  # few warm connections, whose statements are prepared and planned already
        pool_recycle=1800,
        connect_args=arguments,
        isolation_level="AUTOCOMMIT" if autocommit else None,
        skip_autocommit_rollback=True,
    )


def transactional(engine: AsyncEngine) -> AsyncEngine:
    """The connections of `engine`, for statements that stand or fall together."""
    return engine.execution_options(isolation_level="READ COMMITTED")


def standing_alone(sessions: Sessions) -> AsyncEngine:
    """The connections of `sessions`, for statements that are committed one by one."""
    bind: AsyncEngine = sessions.kw["bind"]
    return bind.execution_options(isolation_level="AUTOCOMMIT")


def make_sessions(engine: AsyncEngine) -> Sessions:
    """The maker of sessions: nothing is written before a commit, and what was read stays readable after it."""
    return async_sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)
