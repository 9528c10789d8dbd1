"""How fast the pages are for 20 people at once: list, board, home, search, task on production settings.

Serves a house of its own below a temporary folder, fills it (programme_fill.py), lets people work in a
process of its own (programme_load.py) and counts queries (programme_look.py), at one tenth of the size and
at the whole size: the tenth is the peer. Writes bench/results/programme.md.

    programme.py                 2,000 tasks, a quick look that writes nothing
    programme.py --full          20,000 tasks, 2,000 documents, 200,000 notes
"""

import argparse
import json
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BENCH = ROOT / "bench"
N_USERS = 20
AIM_MS = {"search": 150.0}
MOST_MS = 300.0
START_SECONDS = 300


class Bench:
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
        self.house: subprocess.Popen[bytes] | None = None

    def serve(self) -> None:
        """Start the house as `hatang serve` does, and wait until it answers."""
        command = [sys.executable, "-m", "hatang.cli", "serve", "--port", str(self.port)]
        self.house = subprocess.Popen(command, env=self.environment)
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > until or self.house.poll() is not None:
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
        if self.house is not None:
            self.house.send_signal(signal.SIGTERM)
            self.house.wait(60)

    def run(self, name: str, *arguments: str) -> str:
        """Run one of the files beside this one in a process of its own."""
        command = [sys.executable, str(BENCH / name), *arguments]
        done = subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout

    def measure(self, n_tasks: int, seconds: float) -> dict[str, Any]:
        """Fill up to a size, look at every page alone, then let everybody work."""
        begun = time.monotonic()
        self.run("programme_fill.py", str(n_tasks))
        say(f"{n_tasks} tasks there after {time.monotonic() - begun:.0f} s")
        looked = json.loads(self.run("programme_look.py"))
        ids = json.dumps(list(range(1, n_tasks + 1, 37)))
        worked = json.loads(self.run("programme_load.py", self.address, str(seconds), str(N_USERS), ids))
        mix = ", ".join(f"{name} {share} %" for name, share in worked["mix"].items())
        pages = by_page(worked["times"])
        return {"n_tasks": n_tasks, "looked": looked, "pages": pages, "seconds": seconds, "mix": mix}


def by_page(times: list[tuple[str, float, int]]) -> dict[str, dict[str, float]]:
    """Number, median, 95th percentile and failures of each page."""
    taken: dict[str, list[float]] = defaultdict(list)
    failed: dict[str, int] = defaultdict(int)
    for name, took, status in times:
        taken[name].append(took)
        # A reader's way to a task of a restricted plan ends at "not found", which is an answer.
        failed[name] += status >= 400 and not (name == "task" and status == 404)
    return {
        name: {
            "n": len(rows),
            "p50": statistics.median(rows),
            "p95": statistics.quantiles(rows, n=20, method="inclusive")[-1] if len(rows) > 1 else rows[0],
            "failed": failed[name],
        }
        for name, rows in sorted(taken.items())
    }


def report(small: dict[str, Any], large: dict[str, Any]) -> str:
    """The measurement in Markdown."""
    n_tasks, n_pages = large["n_tasks"], sum(page["n"] for page in large["pages"].values())
    machine = f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    lines = [
        "# The programme under load",
        "",
        f"`make bench-programme`, {datetime.now(UTC):%d/%m/%Y %H:%M} UTC; {machine}, load before it "
        f"{large['load']:.1f}. House, PostgreSQL and the {N_USERS} people share these processors.",
        "",
        f"{n_tasks:,} tasks, {n_tasks // 10:,} documents, {n_tasks * 10:,} notes; {N_USERS} people with "
        f"1 s between pages, {large['seconds']:.0f} s, {n_pages / large['seconds']:.1f} pages/s. "
        f"Mix: {large['mix']}. "
        "The peer is the same page at one tenth of the size in the same run.",
        "",
        "| Page | n | p50 [ms] | p95 [ms] | aim [ms] | reached | p95 at a tenth [ms] | ratio | failed |",
        "|---|---:|---:|---:|---:|---|---:|---:|---:|",
    ]
    for name, page in large["pages"].items():
        aim, before = AIM_MS.get(name, MOST_MS), small["pages"].get(name, {}).get("p95", 0.0)
        reached = "yes" if page["p95"] <= aim else f"no, by {page['p95'] - aim:.0f} ms"
        ratio = f"{page['p95'] / before:.1f}" if before else ""
        lines.append(
            f"| {name} | {page['n']} | {page['p50']:.0f} | {page['p95']:.0f} | {aim:.0f} | {reached} "
            f"| {before:.0f} | {ratio} | {page['failed']} |"
        )
    lines += [
        "",
        "Alone, without network: queries and median time of each page, the slowest of four roles.",
        "",
        "| Page | queries at a tenth | queries | constant | at a tenth [ms] | [ms] | ratio |",
        "|---|---:|---:|---|---:|---:|---:|",
    ]
    for name, roles in large["looked"].items():
        former = small["looked"][name]
        role = max(roles, key=lambda one: roles[one]["ms"])
        counts = [former[one]["n_queries"] for one in roles], [roles[one]["n_queries"] for one in roles]
        is_constant = "yes" if counts[0] == counts[1] else f"no: {counts[0]} → {counts[1]}"
        before, after = former[role]["ms"], roles[role]["ms"]
        lines.append(
            f"| {name} ({role}) | {former[role]['n_queries']} | {roles[role]['n_queries']} | {is_constant} "
            f"| {before:.0f} | {after:.0f} | {after / before:.1f} |"
        )
    return "\n".join([*lines, ""])


def say(line: str) -> None:
    """A line for whoever waits."""
    sys.stderr.write(f"{line}\n")


def main() -> int:
    """Measure at two sizes, print, and write the results of the whole size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--full", action="store_true", help="20,000 tasks; writes the results")
    parser.add_argument(
        "--tasks", type=int, default=0, help="another number of tasks, in thousands of its tenth"
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="how long people work at each size")
    parser.add_argument("--port", type=int, default=8197)
    parser.add_argument("--keep", type=Path, help="a home that stays, for a second look")
    chosen = parser.parse_args()
    n_tasks = chosen.tasks or (20_000 if chosen.full else 2_000)
    folder = chosen.keep or Path(tempfile.mkdtemp(prefix="hatang-bench-", dir="/tmp"))
    # PostgreSQL runs as another account where this one is root.
    folder.chmod(0o755)
    bench = Bench(folder, chosen.port)
    load = os.getloadavg()[0]
    try:
        bench.serve()
        small = bench.measure(n_tasks // 10, chosen.seconds / 2)
        large = {**bench.measure(n_tasks, chosen.seconds), "load": load}
    finally:
        bench.stop()
        if not chosen.keep:
            shutil.rmtree(folder, ignore_errors=True)
    text = report(small, large)
    print(text)
    if chosen.full:
        results = BENCH / "results/programme.md"
        results.parent.mkdir(exist_ok=True)
        results.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
