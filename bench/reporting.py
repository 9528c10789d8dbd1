"""How fast reports are saved and submitted on the last evening, and whether any is lost or doubled.

Serves a house of its own, fills it with a campaign (reporting_fill.py), lets every unit write at once in a
process of its own (reporting_load.py) and looks at what arrived (reporting_look.py). The peer is the same
with a tenth of the units. Writes bench/results/reporting.json with --full.

    reporting.py                 20 units, a quick look that writes nothing
    reporting.py --full          200 units
"""

import argparse
import json
import statistics
import sys
import tempfile
from collections import defaultdict
from typing import Any

from house import say, served
from results import case, p95, write_results

AIM_MS = 500.0


def measure(port: int, n_units: int, think: float, n_saves: int) -> dict[str, Any]:
    """Everything for one number of units."""
    with served(port) as house:
        reports = house.run("reporting_fill.py", str(n_units))
        say(f"{n_units} units are asked")
        worked = json.loads(house.run("reporting_load.py", house.address, str(think), str(n_saves), reports))
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as sent:
            json.dump(worked["sent"], sent)
            sent.flush()
            worked["wrong"] = json.loads(house.run("reporting_look.py", sent.name))
    taken: dict[str, list[float]] = defaultdict(list)
    for name, took, _status in worked["times"]:
        taken[name].append(took)
    return {**worked, "taken": taken}


def main() -> int:
    """Measure at two sizes, print, write the results; 1 when a report is lost or doubled."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--full", action="store_true", help="200 units; writes the results")
    parser.add_argument("--think", type=float, default=8.0, help="seconds between two saves of a unit")
    parser.add_argument("--saves", type=int, default=6, help="how often a unit saves before it submits")
    parser.add_argument("--port", type=int, default=8198)
    chosen = parser.parse_args()
    n_units = 200 if chosen.full else 20
    small = measure(chosen.port, n_units // 10, chosen.think, chosen.saves)
    large = measure(chosen.port, n_units, chosen.think, chosen.saves)
    rate = len(large["times"]) / large["seconds"]
    notes = (
        f"{n_units} units at once, {chosen.think:g} s between saves, {chosen.saves} saves, approve, submit "
        f"with a PDF of 200 kB, one in five presses twice; {rate:.1f} requests/s; production settings"
    )
    cases = []
    for name, taken in large["taken"].items():
        before, now = p95(small["taken"][name]), p95(taken)
        peer = {
            "peer": "a tenth of the units",
            "peer_value": round(before, 3),
            "ratio": round(before / now, 3),
        }
        cases.append(case(f"{name} p95", now, "ms", "lower", len(taken), notes, **peer))
        aim = "reached" if now <= AIM_MS else f"missed by {now - AIM_MS:.0f} ms"
        print(
            f"{name:8s} n {len(taken):5d}  p50 {statistics.median(taken):6.0f} ms  p95 {now:6.0f} ms  {aim}"
        )
    wrong = [*large["trouble"], *large["wrong"]]
    cases.append(case("lost or doubled", len(large["wrong"]), "reports", "lower", n_units, notes))
    print(f"{rate:.1f} requests/s; lost or doubled: {len(large['wrong'])} of {n_units}")
    for line in wrong[:20]:
        print(line)
    if chosen.full:
        write_results("reporting", cases)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
