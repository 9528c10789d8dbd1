"""How fast the pages are for 20 people at once: list, board, home, search, task on production settings.

Serves a house of its own below a temporary folder, fills it (programme_fill.py), lets people work in a
process of its own (programme_load.py) and counts queries (programme_look.py), at one tenth of the size and
at the whole size: the tenth is the peer. Writes bench/results/programme.json
and, with the counts of queries, programme.md.

    programme.py                 2,000 tasks, a quick look that writes nothing
    programme.py --full          20,000 tasks, 2,000 documents, 200,000 notes
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from house import House, say, served
from results import RESULTS, case, machine, p95, write_results

N_USERS = 20
AIM_MS = {"search": 150.0}
MOST_MS = 300.0


def measure(house: House, n_tasks: int, seconds: float) -> dict[str, Any]:
    """Fill up to a size, look at every page alone, then let everybody work."""
    begun = time.monotonic()
    house.run("programme_fill.py", str(n_tasks))
    say(f"{n_tasks} tasks there after {time.monotonic() - begun:.0f} s")
    looked = json.loads(house.run("programme_look.py"))
    ids = json.dumps(list(range(1, n_tasks + 1, 37)))
    worked = json.loads(house.run("programme_load.py", house.address, str(seconds), str(N_USERS), ids))
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
            "p95": p95(rows),
            "failed": failed[name],
        }
        for name, rows in sorted(taken.items())
    }


def report(small: dict[str, Any], large: dict[str, Any]) -> str:
    """The measurement in Markdown."""
    n_tasks, n_pages = large["n_tasks"], sum(page["n"] for page in large["pages"].values())
    lines = [
        "# The programme under load",
        "",
        f"`make bench-programme`, {datetime.now(UTC):%d/%m/%Y %H:%M} UTC; {machine()}, load before it "
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


def cases_of(small: dict[str, Any], large: dict[str, Any]) -> list[dict[str, Any]]:
    """The measurement as cases: the 95th percentile of each page, beside that of a tenth of the size."""
    notes = (
        f"{large['n_tasks']} tasks, {N_USERS} people, 1 s between pages, {large['mix']}; production settings"
    )
    rows = []
    for name, page in large["pages"].items():
        before = small["pages"].get(name, {}).get("p95")
        peer = {"peer": "a tenth of the size", "peer_value": round(before, 3)} if before else {}
        ratio = {"ratio": round(before / page["p95"], 3)} if before else {}
        rows.append(case(f"{name} p95", page["p95"], "ms", "lower", page["n"], notes, **peer, **ratio))
    return rows


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
    load = os.getloadavg()[0]
    with served(chosen.port, chosen.keep) as house:
        small = measure(house, n_tasks // 10, chosen.seconds / 2)
        large = {**measure(house, n_tasks, chosen.seconds), "load": load}
    text = report(small, large)
    print(text)
    if chosen.full:
        write_results("programme", cases_of(small, large))
        (RESULTS / "programme.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
