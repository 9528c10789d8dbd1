"""Empty records of a house, made by its steps once and copied for every run that needs some."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from hatang.supervisor.locks import locked

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "records"

# Files that say what empty records are; a change of one of them has the records made anew.
_MADE_BY = (
    "uv.lock",
    "src/hatang/*/migrations/*.py",
    "src/hatang/base/*.py",
    "src/hatang/base/management/commands/*.py",
    "src/hatang/config/settings.py",
    "src/hatang/supervisor/*.py",
    "tests/records.py",
)

# What `hatang serve` does first with a new home; PostgreSQL goes when this is killed.
_MAKE = """
from hatang.supervisor.home import current_home
from hatang.supervisor.house import upgrade_if_needed
from hatang.supervisor.postgres import Postgres, PostgresUse
home = current_home()
home.make_secret_key()
with PostgresUse(Postgres(home), with_caller=True):
    upgrade_if_needed(home)
"""


def copy_records(to: Path) -> None:
    """Fill an empty folder, whose path other accounts can enter, as the home of a stopped house without data.

    The records are kept in the cache of pytest; workers that need them at once wait for the first one.
    """
    with locked(KEPT.with_suffix(".lock")):
        stamp = KEPT / "made-by"
        now = _fingerprint()
        if not stamp.exists() or stamp.read_text() != now:
            _make()
            stamp.write_text(now)
        _copy(KEPT / "home", to)


def _make() -> None:
    # Below /tmp: PostgreSQL runs as another account when this one is root, which may not enter this folder.
    draft = Path(tempfile.mkdtemp(prefix="hatang-test-", dir="/tmp"))
    try:
        draft.chmod(0o755)
        subprocess.run([sys.executable, "-c", _MAKE], env=_environment(draft), check=True)
        shutil.rmtree(KEPT, ignore_errors=True)
        (KEPT / "home").mkdir(parents=True)
        _copy(draft, KEPT / "home")
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _environment(home: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("HATANG_", "DATABASE_"))}
    return {**own, "HATANG_HOME": str(home)}


def _copy(source: Path, to: Path) -> None:
    # cp keeps the owner of PostgreSQL's data, which shutil does not.
    subprocess.run(["cp", "--archive", f"{source}/.", to], check=True)


def _fingerprint() -> str:
    digest = hashlib.sha256(f"{os.geteuid()} {sys.version}".encode())
    for pattern in _MADE_BY:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()
