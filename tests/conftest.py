"""What every test stands on: a real PostgreSQL of its own, a store of its own, a clock that runs."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from emptying import empty_tables
from records import copy_records

from hatang.supervisor.addresses import DATABASE, OWNER_ROLE, is_embedded
from hatang.supervisor.home import Home
from hatang.supervisor.postgres import Postgres

pytest_plugins = ["rooms"]

# Tests can lose their database: nothing is awaited on the disk.
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def pytest_configure() -> None:
    """Settings that only make tests faster or quieter."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def short_folder() -> Iterator[Callable[[], Path]]:
    """Makes folders with a short path that other accounts can enter, and removes them at the end."""
    made: list[Path] = []

    def make() -> Path:
        folder = Path(tempfile.mkdtemp(prefix="hatang-test-", dir="/tmp"))
        folder.chmod(0o755)
        made.append(folder)
        return folder

    yield make
    for folder in made:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_folder(short_folder: Callable[[], Path]) -> Callable[[], Path]:
    """Makes homes with empty records."""

    def make() -> Path:
        folder = short_folder()
        if is_embedded():
            copy_records(folder)
        return folder

    return make


@pytest.fixture(scope="session")
def home(short_folder: Callable[[], Path]) -> Iterator[Home]:
    """The home of this run of the tests; processes started by tests find it in HATANG_HOME."""
    folder = short_folder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HATANG_HOME", str(folder))
        yield Home(folder)


@pytest.fixture(scope="session")
def embedded_postgres(home: Home) -> Iterator[Postgres | None]:
    """A running PostgreSQL below the home, unless DATABASE_URL names another one."""
    if not is_embedded():
        yield None
        return
    copy_records(home.path)
    postgres = Postgres(home, settings=UNSAFE)
    postgres.start(with_caller=True)
    with postgres._connect("postgres", "postgres") as connection:
        connection.execute(f"ALTER ROLE {OWNER_ROLE} CREATEDB")
        connection.execute(f"GRANT SET ON PARAMETER session_replication_role TO {OWNER_ROLE}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.test.TransactionTestCase._fixture_teardown", empty_tables)
        yield postgres
    postgres.stop()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(home: Home, embedded_postgres: Postgres | None) -> None:
    """Point Django at the embedded server, as the owner that may make the test database."""
    from django.db import connections

    if embedded_postgres is not None:
        settings = connections["default"].settings_dict
        settings.update(HOST=str(home.socket), USER=OWNER_ROLE)
        # Copied from the records of the house, so that only steps these do not have yet are run.
        settings["TEST"]["TEMPLATE"] = DATABASE


@pytest.fixture(autouse=True)
def own_files(home: Home, tmp_path: Path, settings: Any) -> None:
    """Every test has an empty file store and does not see a frozen clock of the caller."""
    settings.FILE_STORE = tmp_path / "files"
    os.environ.pop("HATANG_FREEZE", None)


@pytest.fixture(autouse=True)
def empty_queue(request: pytest.FixtureRequest) -> None:
    """A test that commits finds no job of another one; Django does not empty these tables itself."""
    mark = request.node.get_closest_marker("django_db")
    is_committing = mark is not None and bool(mark.kwargs.get("transaction"))
    if not is_committing and "transactional_db" not in request.fixturenames:
        return
    from django.db import connection

    request.getfixturevalue("transactional_db")
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture
def run_jobs(transactional_db: None) -> Callable[[], None]:
    """Runs the real worker until no job waits; the test must commit, so it has a transactional database."""
    from procrastinate.contrib.django import app

    def work() -> None:
        connector = app.connector.get_worker_connector()
        with app.replace_connector(connector) as worker:
            worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    def run() -> None:
        # In a thread: the browser tests leave a loop running in this one.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(work).result()

    return run


# --- people, by what they may do


@pytest.fixture
def at() -> datetime:
    """The moment of a test: eight in the morning of 01/6/2026 in Vietnam."""
    return datetime(2026, 6, 1, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def make_user(db: None, at: datetime) -> Callable[..., Any]:
    """Makes a person with a role, and a unit where one is given."""
    from hatang.accounts.actions import create_user

    def make(username: str, role: str, unit: Any = None) -> Any:
        return create_user(
            username=username,
            full_title=f"Chức danh {username}",
            password="mot-mat-khau-dai-2026",
            role=role,
            unit=unit,
            by=None,
            at=at,
        )

    return make


@pytest.fixture
def administrator(make_user: Callable[..., Any]) -> Any:
    """Administers the house."""
    return make_user("quan-tri", "administrator")


@pytest.fixture
def office(make_user: Callable[..., Any]) -> Any:
    """Works in the programme office."""
    return make_user("van-phong", "office")


@pytest.fixture
def reader(make_user: Callable[..., Any]) -> Any:
    """May read what is published."""
    return make_user("nguoi-doc", "reader")
