"""Projects by a workbook: looked at first, taken over all or none, and nothing changes when it comes back."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hatang.accounts.models import User
from hatang.base.books import write_book
from hatang.planning.models import MoneyLine, Project
from hatang.planning.project_book import MONEY, PROJECTS, SHEETS

pytestmark = pytest.mark.django_db

AT = "/du-an/tep-excel/"
ROW = {
    "code": "XD-1",
    "title": "Cảm biến cầu",
    "unit": "sxd",
    "kind": "Dự án CNTT",
    "system_name": "Giám sát cầu",
}
LINE = {"code": "xd-1", "year": 2026, "source": "Ngân sách tỉnh", "estimate": "1.234,5", "allocated": 0.1}
GROUND = {"ground": "1/QĐ-UBND", "ground_on": date(2026, 1, 5)}


@pytest.fixture
def client(make_user: Callable[..., User], agencies: Any) -> Client:
    """A browser of an officer of the department of construction."""
    found = Client()
    owner = make_user("can-bo-so", "officer", agencies.units["sxd"])
    found.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    return found


def send(client: Client, data: bytes) -> str:
    """The page after a workbook was looked at."""
    answer = client.post(AT, {"tep": SimpleUploadedFile("du-an.xlsx", data)})
    return str(answer.content.decode())


def take(client: Client, page: str) -> Any:
    """Take over what a page shows."""
    fields = dict(re.findall(r'name="(xem-lai|thay)" value="([^"]*)"', page))
    return client.post(AT, fields)


def book(*projects: dict[str, Any], money: tuple[dict[str, Any], ...] = ()) -> bytes:
    return write_book(SHEETS, {PROJECTS.key: projects, MONEY.key: money})


def test_a_workbook_is_looked_at_taken_over_and_comes_back_as_it_went_out(client: Client) -> None:
    page = send(client, book(ROW, money=({**LINE, **GROUND},)))
    assert not Project.objects.exists()
    take(client, page)
    line = MoneyLine.objects.get()
    assert (line.project.code, line.estimate, line.allocated) == ("XD-1", 1_234_500_000, 100_000)
    assert line.ground == "1/QĐ-UBND"
    out = BytesIO(client.get(AT, {"tai": "du-lieu"}).content).read()
    assert 'name="xem-lai"' not in send(client, out)
    page = send(client, book({**ROW, "title": "Cảm biến cầu, hầm"}))
    Project.objects.update(system_name="Tên khác")
    assert take(client, page).status_code == 409
    assert Project.objects.get().title == "Cảm biến cầu"
    assert client.get(AT, {"tai": "mau"}).content[:2] == b"PK"


def test_one_fault_takes_nothing_and_says_its_place(client: Client) -> None:
    other = {**ROW, "code": "KH-1", "unit": "skhcn"}
    page = send(client, book(ROW, other, money=(LINE, {**LINE, **GROUND, "code": "KH-1"})))
    assert re.search(r">3<.*Mã đơn vị.*skhcn", page, re.DOTALL)
    assert re.search(r">2<.*Căn cứ.*căn cứ", page, re.DOTALL)
    assert page.count("<tr data-row>") == 2
    assert 'name="xem-lai"' not in page
    assert not Project.objects.exists()
