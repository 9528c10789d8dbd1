"""The table of tasks as files: all four kinds say the same rows."""

import csv
import io
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base import sheets
from hatang.programme.models import Plan

pytestmark = pytest.mark.django_db

KINDS = ("xlsx", "csv", "docx", "pdf")


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """A plan with three tasks, the first one late."""
    result["tasks"][0]["due"]["end"] = "2026-05-31"
    return publish(result)


def _words(kind: str, file: bytes) -> str:
    if kind == "csv":
        return "\n".join(" ".join(row) for row in csv.reader(io.StringIO(file.decode("utf-8-sig"))))
    if kind == "xlsx":
        sheet: Any = openpyxl.load_workbook(io.BytesIO(file)).active
        return "\n".join(" ".join(str(cell) for cell in row) for row in sheet.values)
    if kind == "docx":
        rows = docx.Document(io.BytesIO(file)).tables[0].rows
        return "\n".join(" ".join(cell.text for cell in row.cells) for row in rows)
    document = pypdfium2.PdfDocument(file)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize("kind", KINDS)
def test_each_file_has_the_rows_the_filters_leave(
    client: Client, plan: Plan, reader: User, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setenv("HATANG_FREEZE", "2026-06-01")
    client.force_login(reader)
    answer: Any = client.get(f"/nhiem-vu/?tinh-trang=qua-han&dinh-dang={kind}")
    words = _words(kind, b"".join(answer.streaming_content))
    assert "Xây dựng kế hoạch phát triển trạm 5G" in words
    assert "Sở Khoa học và Công nghệ" in words
    assert "Đang thực hiện quá hạn" in words
    assert "Triển khai nền tảng IoT" not in words
    assert f"dinh-dang={kind}" in client.get("/nhiem-vu/").content.decode()


@pytest.mark.parametrize("address", ["/chi-tieu/", "/don-vi/", "/van-ban/", "/mau-thuan/", "/nhiem-vu/6-ro/"])
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_every_list_can_be_printed(client: Client, plan: Plan, office: User, address: str, kind: str) -> None:
    client.force_login(office)
    answer: Any = client.get(f"{address}?dinh-dang={kind}")
    assert answer.status_code == 200
    assert answer["Content-Type"] in sheets._MEDIA_TYPES.values()
    assert b"".join(answer.streaming_content)


def test_a_list_too_long_for_paper_is_told_on_a_page(
    client: Client, plan: Plan, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS_ON_PAPER", {"docx": 2, "pdf": 2})
    client.force_login(office)
    answer = client.get("/nhiem-vu/?dinh-dang=pdf")
    assert (answer.status_code, "nhiều nhất 2 dòng" in answer.content.decode()) == (400, True)
