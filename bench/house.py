"""A house served for a measurement: on production settings, below a folder of its own."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BENCH = Path(__file__).resolve().parent
START_SECONDS = 300


class House:
    """A served house below a folder of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.address = f"http://localhost:{port}"
        self.port = port
        self.environment = {
            **os.environ,
            "HATANG_HOME": str(folder),
            "HATANG_ENV": "production",
            "HATANG_SECRET_KEY": "only-for-measuring-" + "x" * 40,
            "HATANG_ALLOWED_HOSTS": "localhost",
            "HATANG_ORIGINS": f"https://localhost:{port}",
            "HATANG_BEHIND_PROXY": "1",
        }
        self.environment.pop("DATABASE_URL", None)
        self.process: subprocess.Popen[bytes] | None = None

    def serve(self) -> None:
        """Start the house as `hatang serve` does, and wait until it answers."""
        command = [sys.executable, "-m", "hatang.cli", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=self.environment)
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > until or self.process.poll() is not None:
                raise RuntimeError("the house did not start")
            time.sleep(0.3)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def stop(self) -> None:
        """Stop the house and wait for it."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)

    def run(self, name: str, *arguments: str) -> str:
        """Run one of the files beside this one in a process of its own."""
        command = [sys.executable, str(BENCH / name), *arguments]
        done = subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout


@contextmanager
def served(port: int, keep: Path | None = None) -> Iterator[House]:
    """A house that is served as long as this lasts; its folder goes afterwards unless it is to be kept."""
    folder = keep or Path(tempfile.mkdtemp(prefix="hatang-bench-", dir="/tmp"))
    # PostgreSQL runs as another account where this one is root.
    folder.chmod(0o755)
    house = House(folder, port)
    try:
        house.serve()
        yield house
    finally:
        house.stop()
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def say(line: str) -> None:
    """A line for whoever waits."""
    sys.stderr.write(f"{line}\n")
