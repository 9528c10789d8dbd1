"""The page of an obstacle as a file."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import opened
import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base import clock
from hatang.notices.actions import Raised, raise_obstacle, take_obstacle_step
from hatang.notices.models import Obstacle

pytestmark = pytest.mark.django_db


@pytest.fixture
def obstacle(agencies: Any, owner: User, make_user: Callable[..., User]) -> Obstacle:
    """An answered obstacle."""
    due = clock.today() + timedelta(days=3)
    said = Raised("Thiếu mặt bằng", "Chưa bàn giao.", "Giao đất.", agencies.units["sxd"], due)
    found = raise_obstacle(said=said, mark=uuid4(), by=owner, at=clock.now())
    answerer = make_user("can-bo-sxd", "officer", agencies.units["sxd"])
    take_obstacle_step(
        obstacle=found, step="answer", words="Bàn giao ngày 15.", seen="open", by=answerer, at=clock.now()
    )
    return found


def test_the_page_of_an_obstacle_is_a_file(obstacle: Obstacle, reader: User, client: Client) -> None:
    client.force_login(reader)
    address = f"/vuong-mac/{obstacle.pk}/"
    assert "dinh-dang=docx" in client.get(address).content.decode()
    paragraphs, tables = opened.document(client.get(f"{address}?dinh-dang=docx"))
    assert "Chưa bàn giao." in paragraphs
    assert "Giao đất." in paragraphs
    assert tables[-1][1][-1] == "Bàn giao ngày 15."
    [page] = opened.pages(client.get(f"{address}?dinh-dang=pdf"))
    for words in ("Thiếu mặt bằng", "Chưa bàn giao.", "Sở Xây dựng", "Bàn giao ngày 15."):
        assert words in page
    said = [cell for line in opened.lines(client.get(f"{address}?dinh-dang=csv")) for cell in line]
    assert "Bàn giao ngày 15." in said
    rows = opened.workbook(client.get(f"{address}?dinh-dang=xlsx"))
    assert any("Chưa bàn giao." in row for sheet in rows.values() for row in sheet)


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/vuong-mac/", "Khó khăn, vướng mắc, kiến nghị"),
        ("/chuyen-tiep/", "Chuyển tiếp"),
        ("/van-ban/quan-he/", "Quan hệ giữa các văn bản"),
    ],
)
def test_lists_are_printed_under_the_name_of_their_page(
    obstacle: Obstacle, office: User, client: Client, address: str, title: str
) -> None:
    client.force_login(office)
    paragraphs, _tables = opened.document(client.get(f"{address}?dinh-dang=docx"))
    assert paragraphs[0] == title
    assert title in opened.pages(client.get(f"{address}?dinh-dang=pdf"))[0]
