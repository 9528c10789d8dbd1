"""`make demo` of a clean checkout as an ordinary user: it answers, shows its sign-in page, stops cleanly.

Run by `.ci/run`; as root it makes the account it needs.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PORT = int(os.environ.get("SMOKE_PORT", "8765"))
ACCOUNT = os.environ.get("SMOKE_ACCOUNT", "hatang-smoke")
START_SECONDS = 600
STOP_SECONDS = 40


class Failed(Exception):
    """What is wrong with the demo."""


def main() -> int:
    """Try the demo; gives the exit code."""
    folder = Path(tempfile.mkdtemp(prefix="hatang-smoke-"))
    folder.chmod(0o755)
    log = folder / "demo.log"
    demo: subprocess.Popen[bytes] | None = None
    try:
        account = ordinary_account()
        clone = make_clone(folder, account)
        demo = start(clone, account, log)
        wait_until_well(demo)
        look_at_sign_in_page()
        check_owner(clone)
        stop(demo, clone)
    except Failed as failure:
        print(f"{failure}\n--- the demo's last lines", file=sys.stderr)
        print(
            "\n".join(log.read_text(errors="replace").splitlines()[-40:]) if log.exists() else "",
            file=sys.stderr,
        )
        return 1
    finally:
        if demo is not None and demo.poll() is None:
            os.killpg(demo.pid, signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)
    print("The demo answers, shows its sign-in page, stops, and leaves nothing.", file=sys.stderr)
    return 0


def ordinary_account() -> pwd.struct_passwd:
    """The caller, or for root an account made for this."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        make = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        subprocess.run([*make, ACCOUNT], check=True)
        return pwd.getpwnam(ACCOUNT)


def as_account(account: pwd.struct_passwd) -> dict[str, Any]:
    """What `subprocess` needs to start a process as the account."""
    if os.geteuid() == account.pw_uid:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def make_clone(folder: Path, account: pwd.struct_passwd) -> Path:
    """A clean checkout that belongs to the account."""
    clone = folder / "clone"
    subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}/.git", "clone", "-q", str(ROOT), str(clone)], check=True
    )
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", f"{account.pw_uid}:{account.pw_gid}", str(folder)], check=True)
    return clone


def start(clone: Path, account: pwd.struct_passwd, log: Path) -> "subprocess.Popen[bytes]":
    """`make demo` in a group of its own."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("HATANG_", "DATABASE_"))
    }
    environment = {
        **kept,
        "HOME": str(clone.parent),
        "USER": account.pw_name,
        "PYTHON": reachable_python(account),
    }
    with log.open("wb") as out:
        return subprocess.Popen(
            ["make", "demo", f"PORT={PORT}"],
            cwd=clone,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            **as_account(account),
        )


def reachable_python(account: pwd.struct_passwd) -> str:
    """A Python the account may run; root's own one may lie below a closed folder."""
    for name in ("python3", "/usr/bin/python3", "python3.13", "python3.12", "python3.11"):
        program = shutil.which(name)
        test = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))"
        try:
            if (
                program
                and subprocess.run([program, "-c", test], check=False, **as_account(account)).returncode == 0
            ):
                return program
        except PermissionError:
            continue
    raise Failed("The ordinary account can run no Python of 3.11 or newer.")


def wait_until_well(demo: "subprocess.Popen[bytes]") -> None:
    """Wait for 200 of /healthz."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if demo.poll() is not None:
            raise Failed(f"The demo ended with code {demo.returncode} before it answered.")
        if fetch("/healthz")[0] == 200:
            return
        time.sleep(0.5)
    raise Failed(f"The demo did not answer within {START_SECONDS} s.")


def look_at_sign_in_page() -> None:
    """Whoever comes first sees the form, with its style."""
    status, page = fetch("/")
    if status != 200 or 'name="login"' not in page or 'name="password"' not in page:
        raise Failed(f"The first page is no sign-in form (status {status}).")
    styles = re.findall(r'/static/[^"]*\.css', page)
    if not styles or any(fetch(style)[0] != 200 for style in styles):
        raise Failed("The style of the sign-in page is not served.")


def check_owner(clone: Path) -> None:
    """The state was written by the ordinary account."""
    if (clone / "var").stat().st_uid == 0 and os.geteuid() == 0:
        raise Failed("The demo ran as root.")


def stop(demo: "subprocess.Popen[bytes]", clone: Path) -> None:
    """SIGTERM ends everything."""
    if not remains(clone):
        raise Failed("The processes of the demo were not found, so their end cannot be seen.")
    os.killpg(demo.pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while remains(clone) or demo.poll() is None:
        if time.monotonic() > deadline:
            raise Failed(f"Processes are left: {remains(clone)}")
        time.sleep(0.5)


def remains(clone: Path) -> list[str]:
    """Command lines of the processes that work in the clone or run its programs."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            folder = str((entry / "cwd").readlink())
        except OSError:
            continue
        if command and (str(clone) in command or folder.startswith(str(clone))):
            found.append(f"{entry.name} {command[:120]}")
    return found


def fetch(path: str) -> tuple[int, str]:
    """Status and text of an address of the demo."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, ""
    except OSError:
        return 0, ""


if __name__ == "__main__":
    sys.exit(main())
