"""`hatang doctor`: what runs, where, and what is wrong."""

import importlib.metadata
import json
import os
import platform
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from typing import Any, Literal

import psycopg

from hatang import __version__
from hatang.supervisor import binaries
from hatang.supervisor.addresses import database_url, is_embedded, without_password
from hatang.supervisor.home import Home, current_home
from hatang.supervisor.house import is_served, state_file
from hatang.supervisor.postgres import Postgres

State = Literal["ok", "stopped", "missing", "wrong"]

# A mail is sent within a minute unless the server is silent or says "later".
_HANGING_MAILS = """
    SELECT count(*) FILTER (
               WHERE sent_at IS NULL AND given_up_at IS NULL AND created_at < now() - interval '15 minutes'
           ),
           count(*) FILTER (WHERE given_up_at > now() - interval '7 days')
    FROM notices_mail
"""


@dataclass(frozen=True)
class Finding:
    """What was found of one part or tool; `advice` says what to do about it."""

    name: str
    state: State
    version: str | None = None
    address: str | None = None
    advice: str | None = None


def run(*, as_json: bool) -> int:
    """Print the findings; gives 1 when something is wrong."""
    home = current_home()
    findings = [*_parts(home), *_tools()]
    is_well = not any(finding.state == "wrong" for finding in findings)
    report: dict[str, Any] = {
        "is_well": is_well,
        "version": __version__,
        "python": platform.python_version(),
        "home": str(home.path),
        "findings": [asdict(finding) for finding in findings],
    }
    if as_json:
        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    else:
        _show(report, findings)
    return 0 if is_well else 1


def _parts(home: Home) -> list[Finding]:
    served = is_served(home) if home.path.is_dir() else False
    return [_settings(), _postgres(home, served), *_served_parts(home, served), _mail(home), _disk(home)]


def _settings() -> Finding:
    from django.core.exceptions import ImproperlyConfigured

    version = importlib.metadata.version("django")
    try:
        importlib.import_module("hatang.config.settings")
    except ImproperlyConfigured as error:
        return Finding("settings", "wrong", version, advice=str(error))
    return Finding("settings", "ok", version, os.environ.get("HATANG_ENV") or "local")


def _postgres(home: Home, served: bool) -> Finding:
    url = database_url(home, "app")
    address = without_password(url)
    if is_embedded() and Postgres(home).pid() is None:
        try:
            version = binaries.version()
        except importlib.metadata.PackageNotFoundError:
            return Finding("postgres", "wrong", None, address, "Run `make setup`.")
        state: State = "wrong" if served else "stopped"
        return Finding("postgres", state, version, address, "`hatang serve` starts it.")
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            number = connection.info.server_version
    except psycopg.Error as error:
        return Finding("postgres", "wrong", None, address, str(error).strip().splitlines()[0])
    version = f"{number // 10000}.{number % 10000}"
    if number < 150000:
        return Finding("postgres", "wrong", version, address, "PostgreSQL 15 or newer is needed.")
    return Finding("postgres", "ok", version, address)


def _mail(home: Home) -> Finding:
    """Whether mail can be sent, and whether mails hang."""
    host = os.environ.get("HATANG_SMTP_URL", "").strip().rpartition("@")[2].partition("?")[0]
    if not host:
        return Finding("mail", "missing", advice="HATANG_SMTP_URL is not set: no mail is sent.")
    try:
        with psycopg.connect(database_url(home, "app"), connect_timeout=5) as connection:
            found = connection.execute(_HANGING_MAILS).fetchone()
    except psycopg.Error:
        return Finding("mail", "stopped", address=host, advice="The database does not say what waits.")
    n_waiting, n_given_up = found or (0, 0)
    if n_waiting:
        return Finding(
            "mail", "wrong", address=host, advice=f"{n_waiting} mails wait longer than they should."
        )
    said = f"{n_given_up} mails of the last week were given up." if n_given_up else None
    return Finding("mail", "ok", address=host, advice=said)


def _served_parts(home: Home, served: bool) -> list[Finding]:
    """Web and worker, as /healthz tells them."""
    if not served:
        advice = "`hatang serve` starts it."
        return [Finding(name, "stopped", advice=advice) for name in ("web", "worker")]
    try:
        url = str(json.loads(state_file(home).read_text())["url"])
    except (OSError, ValueError, KeyError):
        return [Finding("web", "stopped", advice="It is being started; ask again.")]
    answer = _healthz(url)
    if answer is None:
        return [
            Finding("web", "wrong", address=url, advice="The port does not answer; see the log of `serve`.")
        ]
    versions = {
        "web": importlib.metadata.version("granian"),
        "worker": importlib.metadata.version("procrastinate"),
    }
    return [
        Finding(name, "ok", version, url if name == "web" else None)
        if answer.get(name) == "ok"
        else Finding(name, "wrong", version, advice=f"It {answer.get(name, 'does not answer')}.")
        for name, version in versions.items()
    ]


def _healthz(url: str) -> dict[str, str] | None:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:  # noqa: S310 - our own address
            body = answer.read()
    except urllib.error.HTTPError as error:
        body = error.read()
    except OSError:
        return None
    try:
        return dict(json.loads(body)["parts"])
    except (ValueError, KeyError, TypeError):
        return None


def _disk(home: Home) -> Finding:
    place = next(folder for folder in (home.path, *home.path.parents) if folder.is_dir())
    free_gb = shutil.disk_usage(place).free / 1024**3
    if free_gb < 1:
        return Finding(
            "disk", "wrong", f"{free_gb:.1f} GB free", str(place), "Make room: less than 1 GB is free."
        )
    return Finding("disk", "ok", f"{free_gb:.0f} GB free", str(place))


def _tools() -> list[Finding]:
    """Programs of the system that some work needs."""
    return [_tesseract(), _chromium()]


def _tesseract() -> Finding:
    advice = "Scanned documents are not read; install tesseract-ocr and tesseract-ocr-vie."
    program = shutil.which("tesseract")
    if program is None:
        return Finding("tesseract", "missing", advice=advice)
    version = _first_line([program, "--version"]).removeprefix("tesseract ")
    languages = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False).stdout
    if "vie" not in languages.split():
        return Finding(
            "tesseract", "missing", version, program, "Vietnamese is missing: install tesseract-ocr-vie."
        )
    return Finding("tesseract", "ok", version, program)


def _chromium() -> Finding:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        program = shutil.which(name)
        if program:
            return Finding("chromium", "ok", _first_line([program, "--version"]), program)
    return Finding(
        "chromium", "missing", advice="Browser tests and screenshots are skipped; install chromium."
    )


def _first_line(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout or done.stderr).strip().split("\n", 1)[0]


def _show(report: dict[str, Any], findings: list[Finding]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    console.print(
        f"hatang {report['version']}, Python {report['python']}, home {report['home']}", markup=False
    )
    table = Table("part", "state", "version", "address", "advice", box=None)
    for finding in findings:
        table.add_row(
            finding.name, finding.state, finding.version or "", finding.address or "", finding.advice or ""
        )
    console.print(table)
