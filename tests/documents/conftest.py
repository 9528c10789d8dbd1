"""Results of the parser, written by hand, and documents made from them through the real actions."""

import copy
import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from hatang.documents.actions import keep_reading, start_run
from hatang.documents.models import DocumentFile, Extraction, ParseRun
from hatang.documents.reading import Reading

DUE = {
    "kind": "by",
    "start": None,
    "end": "2026-12-31",
    "at": None,
    "before": False,
    "text": "2026",
    "parts": [],
}


def task_row(path: str, text: str, **more: Any) -> dict[str, Any]:
    """A task as the parser gives it."""
    row = {
        "path": path,
        "text": text,
        "lead": ["Sở Khoa học và Công nghệ"],
        "support": [],
        "direct": [],
        "product": None,
        "due": copy.deepcopy(DUE),
        "note": None,
        "spans": {"text": [[0, 9, None]]},
        "confidence": {"text": 0.9},
        "gaps": [],
    }
    return {**row, **more}


RESULT: dict[str, Any] = {
    "document": {
        "kind": "plan",
        "number": "94/KH-UBND",
        "date": "2025-10-06",
        "place": "Bắc Ninh",
        "issuer": "Ủy ban nhân dân tỉnh Bắc Ninh",
        "title": "Kế hoạch phát triển hạ tầng số",
        "signatory": {"name": None, "position": "Phó Chủ tịch", "authority": "KT."},
        "recipients": [],
        "cites": [
            {"number": "1132/QĐ-TTg", "kind": "decision", "date": "2024-10-09", "issuer": None},
            {"number": "1132/QĐ–TTg", "kind": "decision", "date": "2024-10-09", "issuer": None},
            {"number": "17/KH-UBND", "kind": "plan", "date": None, "issuer": None},
        ],
    },
    "targets": [],
    "tasks": [
        task_row("PL2.1.1", "Xây dựng kế hoạch phát triển trạm 5G"),
        task_row("PL2.1.2", "Ban hành quy định dùng chung hạ tầng viễn thông"),
        task_row("PL2.2.1", "Triển khai nền tảng IoT dùng chung"),
    ],
    "sections": [{"path": "I", "title": "Mục tiêu", "span": [0, 8]}],
    "warnings": [{"code": "duplicate_number", "message": "Number 4 occurs twice.", "span": [0, 4]}],
}


@pytest.fixture
def result() -> dict[str, Any]:
    """A parsed plan with three tasks, free to be changed."""
    return copy.deepcopy(RESULT)


@pytest.fixture
def make_run(office: Any, at: datetime) -> Callable[..., ParseRun]:
    """Makes a file row with a waiting reading; each call is another file."""
    made = 0

    def make() -> ParseRun:
        nonlocal made
        made += 1
        file = DocumentFile.objects.create(
            sha256=hashlib.sha256(str(made).encode()).hexdigest(),
            name=f"van-ban-{made}.txt",
            media_type="text/plain",
            n_bytes=1,
            uploaded_at=at,
            uploaded_by=office,
        )
        return ParseRun.objects.create(file=file, requested_at=at, requested_by=office)

    return make


@pytest.fixture
def keep(make_run: Callable[..., ParseRun], at: datetime) -> Callable[..., Extraction]:
    """Lets a new file say something, as the job does after the parser."""

    def run(said: dict[str, Any], text: str = "Mục tiêu của kế hoạch") -> Extraction:
        started = start_run(run_id=make_run().pk, at=at)
        assert started is not None
        extraction = keep_reading(run=started, reading=Reading(text, [], copy.deepcopy(said)), at=at)
        assert extraction is not None
        return extraction

    return run
