"""Writes all example documents and their expected results: `python -m tools.examples`."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.examples.content import (
    assignment_2026,
    bac_giang_2022,
    cooperation_2026,
    letter_2026,
    plan_87,
    plan_94,
)
from tools.examples.model import Example
from tools.examples.write_docx import write_docx
from tools.examples.write_pdf import write_pdf
from tools.examples.write_scan import write_scan
from tools.examples.write_txt import write_txt

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "src/hatang/portal/example"
EXPECTED = ROOT / "tests/docparse/expected_examples"
PORTAL = {
    "title": "Kế hoạch 87/KH-UBND năm 2025 ứng dụng Internet vạn vật (IoT) tỉnh Bắc Ninh giai đoạn 2025-2030",
    "Số hiệu": "87/KH-UBND",
    "Loại văn bản": "Kế hoạch",
    "Ngày ban hành": "29/9/2025",
    "Tình trạng": "Chưa xác định",
}


def main() -> None:
    """Write every example document."""
    DOCUMENTS.mkdir(parents=True, exist_ok=True)
    EXPECTED.mkdir(parents=True, exist_ok=True)
    write_docx(plan_94.EXAMPLE, DOCUMENTS / f"{plan_94.EXAMPLE.name}.docx")
    write_docx(cooperation_2026.EXAMPLE, DOCUMENTS / f"{cooperation_2026.EXAMPLE.name}.docx")
    write_txt(plan_87.EXAMPLE, DOCUMENTS / f"{plan_87.EXAMPLE.name}.txt", PORTAL)
    write_pdf(letter_2026.EXAMPLE, DOCUMENTS / f"{letter_2026.EXAMPLE.name}.pdf")
    write_pdf(bac_giang_2022.EXAMPLE, DOCUMENTS / f"{bac_giang_2022.EXAMPLE.name}.pdf")
    with TemporaryDirectory() as folder:
        clean = Path(folder, "clean.pdf")
        write_pdf(assignment_2026.EXAMPLE, clean, size=13)
        write_scan(clean, DOCUMENTS / f"{assignment_2026.EXAMPLE.name}.pdf")
    for module in (plan_94, plan_87, letter_2026, cooperation_2026, assignment_2026, bac_giang_2022):
        write_expected(module.EXAMPLE)


def write_expected(example: Example) -> None:
    """Write what a reader must find in the example, as its author knows it."""
    document = example.expected["document"] | {"title": " ".join(example.title)}
    text = json.dumps(example.expected | {"document": document}, ensure_ascii=False, indent=1)
    (EXPECTED / f"{example.name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
