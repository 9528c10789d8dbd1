"""A file is read in a child process that cannot hurt the worker."""

import os
import time
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from hatang.documents.reading import Limits, NotReadable, Reading, Stopped, read_file

PLAN = """ỦY BAN NHÂN DÂN
TỈNH BẮC NINH
Số: 12/KH-UBND
Bắc Ninh, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
Phát triển hạ tầng số năm 2026
I. NHIỆM VỤ
1. Xây dựng quy chế dùng chung hạ tầng viễn thông thụ động.
- Cơ quan chủ trì: Sở Khoa học và Công nghệ.
- Cơ quan phối hợp: Sở Xây dựng.
- Thời gian hoàn thành: Trước ngày 30/6/2026.
"""


def _never(done: int, total: int) -> bool:
    return False


def _pdf(path: Path, n_pages: int) -> Path:
    canvas = Canvas(str(path))
    for page in range(n_pages):
        for line in range(60):
            canvas.drawString(40, 820 - line * 13, f"Page {page} line {line} of a long document " * 2)
        canvas.showPage()
    canvas.save()
    return path


def test_a_text_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "stored"
    path.write_text(PLAN, encoding="utf-8")
    reading = read_file(path, "kế hoạch.txt", watch=_never)
    assert isinstance(reading, Reading)
    assert reading.result["document"]["number"] == "12/KH-UBND"
    assert reading.result["tasks"][0]["lead"] == ["Sở Khoa học và Công nghệ"]
    assert "viễn thông thụ động" in reading.text


def test_a_broken_file_ends_in_its_sentence(tmp_path: Path) -> None:
    path = tmp_path / "stored"
    path.write_bytes(b"%PDF-1.7 and then nothing of a pdf")
    with pytest.raises(NotReadable, match=r"^[A-Z].+\.$"):
        read_file(path, "x.pdf", watch=_never)


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def watch(done: int, total: int) -> bool:
        told.append((done, total))
        return False

    read_file(_pdf(tmp_path / "stored", 30), "x.pdf", watch=watch)
    assert told[-1] == (30, 30)


def test_a_reading_stops_within_moments_when_asked(tmp_path: Path) -> None:
    path = _pdf(tmp_path / "stored", 600)
    began = time.monotonic()
    with pytest.raises(Stopped):
        read_file(path, "x.pdf", watch=lambda done, total: total > 0)
    assert time.monotonic() - began < 15
    assert not _children()


def test_a_reading_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    path = _pdf(tmp_path / "stored", 600)
    with pytest.raises(NotReadable, match="longer"):
        read_file(path, "x.pdf", watch=_never, limits=Limits(seconds=1.0))
    assert not _children()


def test_a_reading_that_needs_too_much_memory_ends_and_not_the_worker(tmp_path: Path) -> None:
    path = _pdf(tmp_path / "stored", 30)
    with pytest.raises(NotReadable):
        read_file(path, "x.pdf", watch=_never, limits=Limits(memory_mb=120))


def test_a_file_name_cannot_leave_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "stored"
    path.write_text(PLAN, encoding="utf-8")
    for name in ("../../etc/passwd", "a/b.txt", "x." + "y" * 300, "", "\x00.txt", "tên.\n"):
        assert read_file(path, name, watch=_never).text


def _children() -> list[str]:
    """Readers that are still alive below this process."""
    own = []
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            status = (process / "stat").read_text().rpartition(")")[2].split()
            command = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if int(status[1]) == os.getpid() and b"documents.reader" in command and status[0] != "Z":
            own.append(process.name)
    return own
