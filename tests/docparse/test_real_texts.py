"""The real documents, where they lie beside the checkout; figures against results made by hand."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hatang.docparse import parse, parse_text, to_json

SHARED = Path(__file__).resolve().parents[3] / "shared"
PLANS = SHARED / "plans"

pytestmark = pytest.mark.skipif(
    not PLANS.exists(), reason="the real documents do not lie beside this checkout"
)

COUNTS = {  # tasks and targets that a reader of each document counted
    "000_e54f68d3ade01375": (10, 1),
    "001_2c364c80eef2bbc2": (35, 12),
    "002_15b707ac752e8044": (10, 1),
    "003_0383aa2dd4bbce48": (40, 1),
}


@pytest.mark.parametrize("gold", sorted((SHARED / "gold").glob("*.json")), ids=lambda path: path.stem[:3])
def test_every_figure_is_at_least_095_and_097_overall(gold: Path, tmp_path: Path) -> None:
    predicted = tmp_path / "predicted.json"
    predicted.write_bytes(to_json(parse(PLANS / f"{gold.stem}.txt")))
    command = [sys.executable, str(SHARED / "tools/score_plan.py"), str(predicted), str(gold)]
    *_, lowest, _, overall = subprocess.run(
        command, capture_output=True, text=True, check=True
    ).stdout.split()

    assert float(lowest) >= 0.95
    assert float(overall) >= 0.97


@pytest.mark.parametrize("stem", sorted(COUNTS))
def test_the_counts_of_tasks_and_targets_hold(stem: str) -> None:
    parsed = parse(PLANS / f"{stem}.txt")

    assert (len(parsed.tasks), len(parsed.targets)) == COUNTS[stem]


def test_wrapped_rows_of_the_sector_plan_are_parted() -> None:
    rows = {
        task.path: task for task in parse(next(PLANS.glob("004*.txt"))).tasks if task.path.startswith("PL.")
    }

    assert len(rows) == 36
    assert rows["PL.1.25"].lead == ["Trung tâm CNTT&TT"]
    assert rows["PL.1.5"].text.endswith("cho cán bộ công chức viên chức")
    assert all(task.lead and task.due.kind != "none" for task in rows.values())


@pytest.mark.parametrize("path", sorted(PLANS.glob("more/*.txt")), ids=lambda path: path.stem[:2])
def test_every_span_of_other_provinces_documents_holds_its_words(path: Path) -> None:
    from hatang.docparse.normalise import normalise

    raw = path.read_text(encoding="utf-8")
    text = normalise(raw)
    parsed = parse_text(raw)

    assert json.loads(to_json(parsed))["document"]["kind"]
    for item in [*parsed.tasks, *parsed.targets]:
        words = "".join(text[start:end] for start, end, _ in item.spans["text"])
        printed = "".join(char for char in words if char.isalnum())
        assert (
            "".join(char for char in item.text if char.isalnum()) in printed
            or printed in item.text.replace(" ", "")
            or len(item.spans["text"]) > 1
        )
