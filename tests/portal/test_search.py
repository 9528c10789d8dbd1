"""Search over everything, without marks, by initials, and with typos."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.accounts.rules import initials_of, search_words
from hatang.documents.models import Extraction
from hatang.portal.searching import search
from hatang.programme.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(agencies: object, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    result["tasks"][0]["text"] = "Lắp đặt thêm 139 trạm 5G tại các khu công nghiệp"
    return publish(result)


def titles(user: User, typed: str) -> dict[str, list[str]]:
    return {kind.key: [hit.title for hit in kind.hits] for kind in search(user, typed)}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("so kh cn", "so khoa hoc cong nghe"),
        ("SKHCN", "so khoa hoc cong nghe"),
        ("Sở KH&CN", "so khoa hoc cong nghe"),
        ("ubnd xã Yên Phong", "uy ban nhan dan xa yen phong"),
        ("tram 5g", "tram 5g"),
        ("s", "s"),
        ("", ""),
    ],
)
def test_abbreviations_are_written_out_however_they_are_typed(typed: str, words: str) -> None:
    assert " ".join(search_words(typed)) == words


def test_initials_leave_small_words_out() -> None:
    assert initials_of("Sở Khoa học và Công nghệ") == "skhcn"


@pytest.mark.parametrize("typed", ["tram 5g", "TRẠM 5G", "trạm 5G khu công nghiệp", "139 tram"])
def test_a_task_is_found_without_marks_and_case(plan: Plan, reader: User, typed: str) -> None:
    assert titles(reader, typed)["tasks"] == ["Lắp đặt thêm 139 trạm 5G tại các khu công nghiệp"]


@pytest.mark.parametrize(
    "typed", ["lap dta them 139 tram", "khu cong nghiep 139 tarm 5g", "lắp đăt thêm trạmm"]
)
def test_a_task_is_found_with_a_typo(plan: Plan, reader: User, typed: str) -> None:
    found = search(reader, typed)
    tasks = next(kind for kind in found if kind.key == "tasks")
    assert tasks.is_alike
    assert tasks.hits[0].title.startswith("Lắp đặt thêm 139 trạm")


@pytest.mark.parametrize("typed", ["so kh cn", "skhcn", "Sở KH&CN", "khoa hoc cong nge"])
def test_a_unit_is_found_by_initials_and_nearly(plan: Plan, reader: User, typed: str) -> None:
    assert titles(reader, typed)["units"][0] == "Sở Khoa học và Công nghệ"


def test_a_document_is_found_by_its_number(plan: Plan, reader: User) -> None:
    assert titles(reader, "94/kh-ubnd")["documents"] == ["Kế hoạch phát triển hạ tầng số"]


def test_nothing_is_found_that_may_not_be_read(
    agencies: object, keep: Callable[..., Extraction], result: dict[str, Any], office: User, reader: User
) -> None:
    keep(result)
    assert "documents" in titles(office, "ha tang so")
    assert titles(reader, "ha tang so") == {}


@pytest.mark.parametrize("typed", ["%", "_", "'", '"', "\\", "x" * 5000, "%%%", "<script>alert(1)</script>"])
def test_signs_of_the_database_and_long_words_find_nothing_and_harm_nothing(
    plan: Plan, reader: User, client: Client, typed: str
) -> None:
    client.force_login(reader)
    answer = client.get("/tim-kiem/", {"tim": typed})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_the_page_shows_what_was_found_with_few_queries(
    plan: Plan, reader: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(reader)
    client.get("/tim-kiem/")  # the first page of a session is noted
    with django_assert_max_num_queries(30):
        page = client.get("/tim-kiem/?tim=5g").content.decode()
    assert "139 trạm 5G" in page
    assert client.get("/tim-kiem/").status_code == 200


def test_an_obstacle_is_found_by_its_words_and_its_units(
    plan: Plan, agencies: Any, make_user: Callable[..., User], reader: User
) -> None:
    from datetime import timedelta
    from uuid import uuid4

    from hatang.base import clock
    from hatang.notices.actions import Raised, raise_obstacle

    officer = make_user("can-bo-so", "officer", agencies.units["skhcn"])
    due = clock.today() + timedelta(days=3)
    said = Raised("Thiếu mặt bằng", "Chưa bàn giao.", "", agencies.units["sxd"], due)
    raise_obstacle(said=said, mark=uuid4(), by=officer, at=clock.now())
    assert titles(reader, "mat bang")["obstacles"] == ["Thiếu mặt bằng"]
    assert titles(reader, "so xay dung")["obstacles"] == ["Thiếu mặt bằng"]
    assert titles(reader, "mat bagn")["obstacles"] == ["Thiếu mặt bằng"]
