"""What a measurement found, as `bench/results/ROOM.json`: one shape for every room."""

import json
import os
import platform
import statistics
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).resolve().parent / "results"


def case(name: str, value: float, unit: str, better: str, n: int, notes: str, **peer: Any) -> dict[str, Any]:
    """One line of the results; `peer`, `peer_value` and `ratio` are given together or not at all."""
    empty = {"peer": None, "peer_value": None, "ratio": None}
    row = {"name": name, "value": round(value, 3), "unit": unit, "better": better}
    return {**row, **empty, **peer, "n": n, "notes": notes}


def machine() -> str:
    """What measured, in words."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{platform.machine()}, {os.cpu_count()} processors, {python}"


def write_results(room: str, cases: Sequence[dict[str, Any]]) -> None:
    """Write the cases of a room."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    report = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine(), "cases": cases}
    text = json.dumps(report, ensure_ascii=False, indent=1)
    (RESULTS / f"{room}.json").write_text(f"{text}\n", encoding="utf-8")


def p95(taken: Sequence[float]) -> float:
    """The time within which 95 of 100 were answered."""
    return statistics.quantiles(taken, n=20, method="inclusive")[-1] if len(taken) > 1 else taken[0]
