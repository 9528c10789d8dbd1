"""Where the state of one installation lies."""

import hashlib
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

# A unix socket's address is at most 107 bytes on Linux, ".s.PGSQL.5432" and the slash included.
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432.lock")
ROOT_HOME = Path("/var/lib/hatang")


@dataclass(frozen=True)
class Home:
    """The folder that holds everything an installation keeps."""

    path: Path

    @property
    def postgres(self) -> Path:
        """Folder of the embedded PostgreSQL: data, socket, log and lock."""
        return self.path / "postgres"

    @property
    def socket(self) -> Path:
        """Folder of PostgreSQL's unix socket, short enough for an address."""
        folder = self.postgres / "socket"
        if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
            return folder
        digest = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]
        return Path("/tmp") / f"hatang-{digest}"  # noqa: S108 - made 0700 and checked by its owner

    @property
    def files(self) -> Path:
        """Folder of the content-addressed file store."""
        return self.path / "files"

    @property
    def secret_key_file(self) -> Path:
        """File with this installation's signing key, made at the first start."""
        return self.path / "secret_key"

    @property
    def demo_mark(self) -> Path:
        """Empty file that says: what lies here is the example, it may be filled and thrown away."""
        return self.path / "demo"

    def secret_key(self) -> str | None:
        """The signing key of this installation, or None before its first start."""
        try:
            return self.secret_key_file.read_text().strip() or None
        except OSError:
            return None

    def make_secret_key(self) -> None:
        """Write a signing key once; two starters at once keep the first one's."""
        self.path.mkdir(parents=True, exist_ok=True)
        draft = self.path / f".secret_key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, self.secret_key_file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()


def current_home() -> Home:
    """The home named by HATANG_HOME, else `./var`, else root's folder when others cannot reach `./var`."""
    named = os.environ.get("HATANG_HOME")
    if named:
        return Home(Path(named).expanduser().absolute())
    here = Path("var").absolute()
    if os.geteuid() == 0 and not _others_can_enter(here.parent):
        return Home(ROOT_HOME)
    return Home(here)


def _others_can_enter(folder: Path) -> bool:
    """Whether an account that owns nothing here may pass through every folder down to this one."""
    return all(step.stat().st_mode & stat.S_IXOTH for step in (folder, *folder.parents))
