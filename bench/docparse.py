"""How long a document takes: text in a warm process, growth over sizes, and pages of pdf a second.

Writes bench/results/docparse.json. The peer of pdf is pdfplumber alone extracting the same text:
what reading costs before anything is understood. Real texts are measured where they lie beside
the checkout, the example documents always.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber
from results import case, write_results

from hatang.docparse import parse, parse_text

ROOT = Path(__file__).resolve().parents[1]
PLANS = ROOT.parent / "shared/plans"
EXAMPLES = ROOT / "src/hatang/portal/example"
RUNS = 9


def median_ms(work: Callable[[], object], runs: int = RUNS) -> float:
    """Median processor time of several runs [ms], after one to warm up."""
    work()
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


def texts() -> list[dict[str, Any]]:
    """Each text once."""
    found = sorted(PLANS.glob("*.txt")) or sorted(EXAMPLES.glob("*.txt"))
    cases = []
    for path in found:
        text = path.read_text(encoding="utf-8")
        took = median_ms(lambda text=text: parse_text(text))
        notes = f"{len(text)} characters, warm, processor time"
        cases.append(case(f"text {path.stem[:3]}", took, "ms", "lower", RUNS, notes))
        cases.append(
            case(
                f"text {path.stem[:3]} per 40,000 characters",
                took * 40_000 / len(text),
                "ms",
                "lower",
                RUNS,
                notes,
            )
        )
    return cases


def growth() -> list[dict[str, Any]]:
    """Time per character of a text written again and again; 1 means it grows linearly."""
    found = sorted(PLANS.glob("003*.txt")) or sorted(EXAMPLES.glob("*.txt"))
    text = found[0].read_text(encoding="utf-8")
    small = median_ms(lambda: parse_text(text * 4), 5)
    times = max(1, 2_000_000 // len(text.encode()))
    large = median_ms(lambda: parse_text(text * times), 3)
    notes = f"{times}x the text of {len(text)} characters, against 4x"
    return [
        case("2 MB of text", large / 1000, "s", "lower", 3, notes),
        case("growth over size", (large / times) / (small / 4), "ratio", "lower", 3, notes),
    ]


def pages() -> list[dict[str, Any]]:
    """Pages of text pdf a second, against pdfplumber's bare text extraction."""
    cases = []
    for path in sorted(EXAMPLES.glob("*.pdf")):
        with pdfplumber.open(path) as pdf:
            n_pages = len(pdf.pages)
            if not any(page.chars for page in pdf.pages):
                continue
        ours = median_ms(lambda path=path: parse(path), 3)
        bare = median_ms(lambda path=path: extract(path), 3)
        ours_rate, bare_rate = n_pages / ours * 1000, n_pages / bare * 1000
        notes = f"{n_pages} pages; the peer only extracts text"
        peer = {
            "peer": "pdfplumber extract_text",
            "peer_value": round(bare_rate, 2),
            "ratio": round(ours_rate / bare_rate, 3),
        }
        cases.append(case(f"pdf {path.stem}", ours_rate, "pages/s", "higher", 3, notes, **peer))
    return cases


def extract(path: Path) -> list[str]:
    """The peer's work."""
    with pdfplumber.open(path) as pdf:
        return [page.extract_text() for page in pdf.pages]


def main() -> int:
    """Measure, print and write the results."""
    cases = [*texts(), *growth(), *pages()]
    write_results("docparse", cases)
    for row in cases:
        ratio = f"  ratio {row['ratio']}" if row["ratio"] else ""
        print(f"{row['name']:42s} {row['value']:10.3f} {row['unit']}{ratio}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
