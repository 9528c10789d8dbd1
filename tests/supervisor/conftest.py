"""Homes and accounts for tests of the supervisor, whose PostgreSQL really writes to the disk."""

import os
import pickle
import pwd
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hatang.supervisor.home import Home
from hatang.supervisor.postgres import Postgres

ORDINARY = "nobody"


@pytest.fixture
def new_home(short_folder: Callable[[], Path]) -> Iterator[Home]:
    """An empty home; a server left in it is stopped."""
    home = Home(short_folder())
    yield home
    Postgres(home).stop()


def as_ordinary_user(work: Callable[[], Any]) -> Any:
    """Do the work as an account that is not root, in a child process when this one is root."""
    if os.geteuid() != 0:
        return work()
    account = pwd.getpwnam(ORDINARY)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.setgroups([])
        os.setresgid(account.pw_gid, account.pw_gid, account.pw_gid)
        os.setresuid(account.pw_uid, account.pw_uid, account.pw_uid)
        try:
            answer = ("done", work())
        except BaseException:
            answer = ("failed", traceback.format_exc())
        with os.fdopen(writing, "wb") as out:
            pickle.dump(answer, out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as source:
        state, result = pickle.load(source)
    os.waitpid(child, 0)
    assert state == "done", result
    return result


def own_by_ordinary_user(folder: Path) -> None:
    """Give a folder to the ordinary account."""
    if os.geteuid() == 0:
        account = pwd.getpwnam(ORDINARY)
        os.chown(folder, account.pw_uid, account.pw_gid)
