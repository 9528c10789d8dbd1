"""Fixtures of the rooms: agencies with their names, parsed documents, and plans published from them."""

import copy
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hatang.accounts.actions import put_alias, put_group, put_members, put_unit
from hatang.accounts.models import Unit, UnitGroup
from hatang.documents.actions import keep_reading, start_run
from hatang.documents.models import DocumentFile, Extraction, ParseRun
from hatang.documents.reading import Reading
from hatang.programme.actions import publish_plan
from hatang.programme.models import Plan

MERGED_ON = date(2025, 7, 1)


@dataclass
class Agencies:
    """The units of these tests by code, and their groups."""

    units: dict[str, Unit]
    groups: dict[str, UnitGroup]


@pytest.fixture
def make_unit(db: None, at: datetime) -> Callable[..., Unit]:
    """Makes a unit."""

    def make(code: str, name: str, kind: str = "department", **more: Any) -> Unit:
        return put_unit(code=code, name=name, kind=kind, by=None, at=at, **more)

    return make


@pytest.fixture
def agencies(make_unit: Callable[..., Unit], at: datetime) -> Agencies:
    """A small province: its committee, departments, two communes, operators and three groups."""
    rows = [
        ("ubnd-tinh", "Ủy ban nhân dân tỉnh Bắc Ninh", "province", ""),
        ("skhcn", "Sở Khoa học và Công nghệ", "department", "SKHCN"),
        ("sxd", "Sở Xây dựng", "department", "SXD"),
        ("snnmt", "Sở Nông nghiệp và Môi trường", "department", ""),
        ("svhttdl", "Sở Văn hóa, Thể thao và Du lịch", "department", ""),
        ("sgddt", "Sở Giáo dục và Đào tạo", "department", ""),
        ("ca", "Công an tỉnh Bắc Ninh", "police", ""),
        ("ban-kcn", "Ban Quản lý các khu công nghiệp", "industrial_zones", ""),
        ("xa-09193", "Ủy ban nhân dân xã Yên Phong", "commune", ""),
        ("phuong-09253", "Ủy ban nhân dân phường Nhân Hòa", "commune", ""),
        ("vnpt", "VNPT Bắc Ninh", "operator", ""),
        ("viettel", "Viettel Bắc Ninh", "operator", ""),
    ]
    units = {code: make_unit(code, name, kind, short_name=short) for code, name, kind, short in rows}
    units["stttt"] = make_unit("stttt", "Sở Thông tin và Truyền thông", valid_to=MERGED_ON)
    groups = {
        code: put_group(code=code, name=name, by=None, at=at)
        for code, name in [
            ("so-nganh", "Các sở, ban, ngành"),
            ("xa-phuong", "UBND các xã, phường"),
            ("vien-thong", "Các doanh nghiệp viễn thông"),
        ]
    }
    communes = [units["xa-09193"], units["phuong-09253"]]
    put_members(group=groups["xa-phuong"], units=communes, valid_from=MERGED_ON, by=None, at=at)
    put_members(group=groups["vien-thong"], units=[units["vnpt"], units["viettel"]], by=None, at=at)
    put_alias(named=units["viettel"], text="Tập đoàn Viettel", by=None, at=at)
    return Agencies(units, groups)


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


@pytest.fixture
def publish(keep: Callable[..., Extraction], office: Any, at: datetime) -> Callable[..., Plan]:
    """Lets a new file say something and publishes what it says."""

    def run(said: dict[str, Any]) -> Plan:
        return publish_plan(version=keep(said).version, by=office, at=at)

    return run


@pytest.fixture
def make_row() -> Callable[..., dict[str, Any]]:
    """Makes a task as the parser gives it: path, text, and what differs from the usual one."""
    return task_row


@pytest.fixture
def n_queries(db: None) -> Callable[[Any, str], int]:
    """How many queries a page costs; it is asked for once before, because a first page notes the session."""

    def count(client: Any, address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    return count
