"""The whole house on one machine: PostgreSQL, migrations, web, worker, kept running until told to stop."""

import contextlib
import hashlib
import importlib.metadata
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from hatang.supervisor.addresses import is_embedded
from hatang.supervisor.failure import SupervisorError
from hatang.supervisor.home import Home
from hatang.supervisor.locks import FileLock
from hatang.supervisor.parts import Part
from hatang.supervisor.postgres import Postgres, PostgresUse

LOOK_SECONDS = 0.2
READY_SECONDS = 60.0
# Hosts a browser on this machine reaches as localhost.
_EVERYWHERE = ("127.0.0.1", "0.0.0.0")  # noqa: S104
# A page that asks the database for longer is given up, so that nobody's question outlives its reader.
WEB_STATEMENT_SECONDS = "60"

Say = Callable[[str], None]


@dataclass(frozen=True)
class Address:
    """Where the house is reached."""

    host: str = "127.0.0.1"
    port: int = 8000

    @property
    def url(self) -> str:
        """Address for a browser on this machine."""
        return f"http://{_as_written('localhost' if self.host in _EVERYWHERE else self.host)}:{self.port}"


def manage(*arguments: str) -> list[str]:
    """Command line of one of Django's management commands in a process of its own."""
    return [sys.executable, "-m", "hatang.cli", "manage", *arguments]


def upgrade_if_needed(home: Home, say: Say = lambda _words: None) -> None:
    """Upgrade the records unless this version did so already; a start then saves a second or two."""
    stamp = home.postgres / "upgraded"
    version = _version_of_records()
    if is_embedded() and stamp.exists() and stamp.read_text() == version:
        return
    say("Making the records ready; the first time this takes a minute or more …")
    upgrade_records()
    if is_embedded():
        # Beside the data, so that it goes when the data goes.
        stamp.write_text(version)


def _version_of_records() -> str:
    """What decides the shape of the records: our migrations and the packages that bring some."""
    digest = hashlib.sha256()
    for name in ("django", "django-allauth", "django-pghistory", "django-pgtrigger", "procrastinate"):
        digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    package = Path(__file__).resolve().parent.parent
    rights = package / "base" / "roles.py"
    for file in sorted([*package.glob("*/migrations/*.py"), rights]):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def upgrade_records() -> None:
    """Migrate as the owner and give the application's role its rights.

    Raises:
        SupervisorError: the migration failed.
    """
    done = subprocess.run(
        manage("upgrade", "--verbosity", "0"),
        env={**os.environ, "HATANG_DB_ROLE": "owner"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        raise SupervisorError(
            f"The database could not be upgraded: {lines[-1] if lines else 'no reason given'}"
        )
    sys.stderr.write(done.stderr)


def parts(address: Address) -> list[Part]:
    """The processes of the house beside PostgreSQL."""
    n_web = str(_whole_number("HATANG_WEB_PROCESSES", max(1, min(4, os.cpu_count() or 1))))
    _whole_number("HATANG_WEB_THREADS", 8)
    web = [sys.executable, "-m", "granian", "--interface", "asgi", "--host", address.host]
    web += ["--port", str(address.port), "--workers", n_web, "--respawn-failed-workers"]
    web += ["--log-level", "error", "--workers-kill-timeout", "8", "hatang.config.asgi:application"]
    worker = manage("procrastinate", "worker", "--concurrency", "2", "--shutdown-graceful-timeout", "8")
    settings = {"DJANGO_SETTINGS_MODULE": "hatang.config.settings", "HATANG_DB_ROLE": "app"}
    seconds = os.environ.get("HATANG_STATEMENT_SECONDS") or WEB_STATEMENT_SECONDS
    return [
        Part("web", web, {**settings, "HATANG_STATEMENT_SECONDS": seconds}),
        # Without PostgreSQL, which goes at the same moment, it would wait for ever; its jobs start again.
        Part("worker", worker, settings, orphan_signal=signal.SIGKILL),
    ]


def _whole_number(name: str, default: int) -> int:
    """A setting that the parts need; a wrong one would let them end and begin for ever."""
    value = os.environ.get(name, "").strip()
    if value and (not value.isdecimal() or int(value) < 1):
        raise SupervisorError(f"{name} is {value!r}; it must be a whole number of at least 1.")
    return int(value) if value else default


def _as_written(host: str) -> str:
    """A host as it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def check_port(address: Address) -> None:
    """Refuse a port that another program holds.

    Raises:
        SupervisorError: it cannot be listened on.
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as error:
            raise SupervisorError(
                f"Port {address.port} cannot be used ({error.strerror}); choose another one with --port."
            ) from error


class _ToldToStop(BaseException):
    """A signal came while the records were being made ready."""


class House:
    """The supervised processes of one home."""

    def __init__(self, home: Home, address: Address, say: Say) -> None:
        self.home = home
        self.address = address
        self.parts = parts(address)
        self._say = say
        # A plain flag: a lock of an Event would be waited for by the second of two signals, for ever.
        self._is_told_to_stop = False
        self._postgres: PostgresUse | None = None
        self._is_interruptible = False
        self._last_state = ""

    def serve(self, *, prepare: Callable[[], None] = lambda: None, ready: Callable[[], None]) -> None:
        """Start everything and keep it running until SIGTERM or SIGINT; nothing is left behind.

        Args:
            prepare: called with migrated records before the first page is served.
            ready: called once when every part answers.
        Raises:
            SupervisorError: another process serves this home, the port is taken, or a part cannot start.
        """
        with ExitStack() as stack:
            stack.enter_context(only_one(self.home))
            check_port(self.address)
            stack.enter_context(self._signals())
            self.home.make_secret_key()
            if is_embedded():
                self._postgres = stack.enter_context(PostgresUse(Postgres(self.home), with_caller=True))
            if not self._made_ready(prepare):
                return
            stack.callback(self._stop_parts)
            for part in self.parts:
                part.start()
            stack.enter_context(self._announced())
            self._keep(ready)

    def _made_ready(self, prepare: Callable[[], None]) -> bool:
        """Migrate and prepare; False when told to stop meanwhile."""
        self._is_interruptible = True
        try:
            upgrade_if_needed(self.home, self._say)
            prepare()
        except _ToldToStop:
            return False
        finally:
            self._is_interruptible = False
        return not self._is_told_to_stop

    def _keep(self, ready: Callable[[], None]) -> None:
        deadline = time.monotonic() + READY_SECONDS
        is_ready = False
        while not self._is_told_to_stop:
            self._keep_postgres()
            for part in self.parts:
                part.look(self._say)
            if not is_ready and is_healthy(self.address):
                is_ready = True
                ready()
            elif not is_ready and time.monotonic() > deadline:
                raise SupervisorError(
                    f"The house did not answer within {READY_SECONDS:g} s; see the lines above."
                )
            self._write_state()
            time.sleep(LOOK_SECONDS)

    def _keep_postgres(self) -> None:
        if self._postgres is not None and self._postgres.postgres.pid() is None:
            self._say("postgres ended; it starts again.")
            self._postgres.start()

    def _stop_parts(self) -> None:
        for part in self.parts:
            part.ask_to_stop()
        for part in self.parts:
            part.finish()

    @contextmanager
    def _signals(self) -> Iterator[None]:
        def stop(number: int, frame: object) -> None:
            self._is_told_to_stop = True
            if self._is_interruptible:
                self._is_interruptible = False
                raise _ToldToStop

        before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def _announced(self) -> Iterator[None]:
        """Say in a file who serves and where, for `hatang doctor`."""
        self._write_state()
        try:
            yield
        finally:
            state_file(self.home).unlink(missing_ok=True)

    def _write_state(self) -> None:
        processes = {part.name: {"pid": part.pid, "n_restarts": part.n_restarts} for part in self.parts}
        state = json.dumps({"pid": os.getpid(), "url": self.address.url, "parts": processes})
        if state != self._last_state:
            draft = state_file(self.home).with_suffix(".new")
            draft.write_text(state)
            draft.replace(state_file(self.home))
            self._last_state = state


def state_file(home: Home) -> Path:
    """File in which the serving process says where it serves."""
    return home.path / "serving.json"


@contextmanager
def only_one(home: Home) -> Iterator[None]:
    """Hold the right to serve a home.

    Raises:
        SupervisorError: another process has it.
    """
    lock = FileLock(home.path / "serve.lock")
    try:
        if not lock.try_take():
            where = ""
            with contextlib.suppress(OSError, ValueError, KeyError):
                where = f" at {json.loads(state_file(home).read_text())['url']}"
            raise SupervisorError(f"{home.path} is served already{where}.")
        yield
    finally:
        lock.close()


def is_healthy(address: Address) -> bool:
    """Whether every part answers, asked at the port."""
    try:
        with urllib.request.urlopen(f"http://{_reachable(address)}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _reachable(address: Address) -> str:
    host = "127.0.0.1" if address.host == "0.0.0.0" else address.host  # noqa: S104
    return f"{_as_written(host)}:{address.port}"


def is_served(home: Home) -> bool:
    """Whether some process serves this home now."""
    lock = FileLock(home.path / "serve.lock")
    try:
        return not lock.try_take()
    finally:
        lock.close()
