"""The page of a unit as a file."""

from collections.abc import Callable
from typing import Any

import opened
import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.programme.models import Plan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["xlsx", "csv", "docx", "pdf"])
def test_the_page_of_a_unit_is_a_file_with_all_its_tasks(
    agencies: Any,
    publish: Callable[..., Plan],
    result: dict[str, Any],
    make_row: Any,
    reader: User,
    client: Client,
    kind: str,
) -> None:
    # More than the page shows.
    result["tasks"] = [make_row(str(one), f"Việc thứ {one}.") for one in range(30)]
    result["tasks"][0]["lead"], result["tasks"][0]["support"] = ["Sở Xây dựng"], ["SKHCN"]
    publish(result)
    client.force_login(reader)
    answer = client.get(f"/don-vi/{agencies.units['skhcn'].pk}/?dinh-dang={kind}")
    if kind == "pdf":
        said = " ".join(opened.pages(answer))
    elif kind == "docx":
        _paragraphs, tables = opened.document(answer)
        said = " ".join(cell for table in tables for row in table for cell in row)
        assert [len(table) for table in tables[2:]] == [30, 2]
    elif kind == "xlsx":
        book = opened.workbook(answer)
        assert [row[2] for row in book["Nhiệm vụ phối hợp"][1:]] == ["Việc thứ 0."]
        said = " ".join(str(cell) for rows in book.values() for row in rows for cell in row)
    else:
        said = " ".join(cell for line in opened.lines(answer) for cell in line)
    assert all(f"Việc thứ {one}." in said for one in range(30))
    assert "skhcn" in said
