"""Which system account PostgreSQL runs as: it refuses to run as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hatang.supervisor.failure import SupervisorError

PREFERRED = ("hatang", "postgres")


@dataclass(frozen=True)
class ServerAccount:
    """The account the database server runs as."""

    name: str
    uid: int
    gid: int

    @property
    def is_caller(self) -> bool:
        """Whether this process runs as that account already."""
        return self.uid == os.geteuid()

    def popen_arguments(self) -> dict[str, Any]:
        """What `subprocess` needs to start a process as this account."""
        if self.is_caller:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, folder: Path) -> None:
        """Make the folder this account's own and close it to others."""
        if not self.is_caller:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)

    def check_can_reach(self, folder: Path) -> None:
        """Refuse a folder this account cannot get to; permissions above it are never widened.

        Raises:
            SupervisorError: a folder on the way is closed to the account.
        """
        if not self.can_reach(folder):
            raise SupervisorError(
                f"The account {self.name}, which runs PostgreSQL for root, cannot reach {folder}; "
                "set HATANG_HOME to a folder it can reach, such as /var/lib/hatang."
            )

    def can_reach(self, path: Path) -> bool:
        """Whether this account may enter every folder down to `path` and read it."""
        if self.is_caller:
            return os.access(path, os.R_OK | os.X_OK)
        test = ["test", "-r", str(path), "-a", "-x", str(path)]
        return subprocess.run(test, cwd="/", check=False, **self.popen_arguments()).returncode == 0


def server_account() -> ServerAccount:
    """The caller, or for root the account named by HATANG_SERVER_ACCOUNT, else `hatang`, else `postgres`.

    Raises:
        SupervisorError: root named an account that does not exist, or none could be made.
    """
    if os.geteuid() != 0:
        return _caller()
    named = os.environ.get("HATANG_SERVER_ACCOUNT")
    for name in (named,) if named else PREFERRED:
        try:
            return _account(name)
        except KeyError:
            continue
    if named:
        raise SupervisorError(f"There is no account {named}, which HATANG_SERVER_ACCOUNT names.")
    return _make_account(PREFERRED[0])


def _caller() -> ServerAccount:
    uid = os.geteuid()
    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError as error:
        raise SupervisorError(
            f"User number {uid} has no name in /etc/passwd; PostgreSQL needs one to start."
        ) from error
    return ServerAccount(name, uid, os.getegid())


def _account(name: str) -> ServerAccount:
    entry = pwd.getpwnam(name)
    return ServerAccount(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _make_account(name: str) -> ServerAccount:
    """Make a system account without a home or a shell, once."""
    make = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name]
    try:
        subprocess.run(make, check=True, capture_output=True)
        return _account(name)
    except (OSError, subprocess.CalledProcessError, KeyError) as error:
        raise SupervisorError(
            "PostgreSQL does not run as root and no account could be made for it; "
            "name one in HATANG_SERVER_ACCOUNT."
        ) from error
