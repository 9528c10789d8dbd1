"""Score the reader of documents against results made by hand, where those lie beside the checkout."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from hatang.docparse import parse, to_json

SHARED = Path(__file__).resolve().parents[2] / "shared"
LOWEST, OVERALL = 0.95, 0.97


def main() -> int:
    """Print every figure; 1 when one is under its bar, 0 when there is nothing to score."""
    golds = sorted((SHARED / "gold").glob("*.json"))
    scorer = SHARED / "tools/score_plan.py"
    if not golds or not scorer.exists():
        print("score: skipped, no hand-made results lie beside this checkout")
        return 0
    is_good = True
    for gold in golds:
        result = score(scorer, gold, SHARED / "plans" / f"{gold.stem}.txt")
        print(f"== {gold.stem}\n{result}")
        last = result.split()[-4:]  # lowest X overall Y
        is_good = is_good and float(last[1]) >= LOWEST and float(last[3]) >= OVERALL
    return 0 if is_good else 1


def score(scorer: Path, gold: Path, text: Path) -> str:
    """What the scorer says of our reading of one text."""
    with tempfile.NamedTemporaryFile(suffix=".json") as predicted:
        Path(predicted.name).write_bytes(to_json(parse(text)))
        json.loads(Path(predicted.name).read_bytes())
        done = subprocess.run(
            [sys.executable, str(scorer), predicted.name, str(gold)],
            capture_output=True,
            text=True,
            check=True,
        )
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
