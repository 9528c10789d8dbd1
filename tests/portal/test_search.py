"""Search over everything, without marks, by initials, and with typos."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Value
from django.test import Client

from hatang.accounts.models import User
from hatang.accounts.rules import initials_of, search_words
from hatang.base import clock
from hatang.base.words import Folded, pieces
from hatang.docparse.normalise import fold
from hatang.documents.models import Document, Extraction
from hatang.notices.actions import (
    Raised,
    change_comment,
    raise_obstacle,
    remove_comment,
    remove_evidence,
    write_comment,
)
from hatang.notices.actions.comments import version_of
from hatang.notices.models import Evidence
from hatang.notices.subjects import subject_of
from hatang.portal.searching import search
from hatang.programme.actions import Call, Concluded, add_conclusion, call_meeting, open_meeting, write_note
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


@pytest.mark.parametrize(
    "typed", ["%", "_", "'", '"', "\\", "x" * 5000, "%%%", "<script>alert(1)</script>", "1 1 99999999999"]
)
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
    with django_assert_max_num_queries(20):
        page = client.get("/tim-kiem/?tim=5g").content.decode()
    assert "139 trạm <mark>5G</mark>" in page
    assert client.get("/tim-kiem/").status_code == 200


def test_an_obstacle_is_found_by_its_words_and_its_units(
    plan: Plan, agencies: Any, make_user: Callable[..., User], reader: User
) -> None:
    officer = make_user("can-bo-so", "officer", agencies.units["skhcn"])
    due = clock.today() + timedelta(days=3)
    said = Raised("Thiếu mặt bằng", "Chưa bàn giao.", "", agencies.units["sxd"], due)
    raise_obstacle(said=said, mark=uuid4(), by=officer, at=clock.now())
    assert titles(reader, "mat bang")["obstacles"] == ["Thiếu mặt bằng"]
    assert titles(reader, "so xay dung")["obstacles"] == ["Thiếu mặt bằng"]
    assert titles(reader, "mat bagn")["obstacles"] == ["Thiếu mặt bằng"]


# --- what people say and add, meetings, groups and people


def found(user: User, typed: str, kind: str) -> list[str]:
    return titles(user, typed).get(kind, [])


@pytest.fixture
def task(plan: Plan) -> Any:
    """The first task of the plan."""
    return plan.tasks.order_by("ordinal")[0]


@pytest.fixture
def restrict(office: User, at: datetime) -> Callable[[], None]:
    """Lets only the audience and the office read the documents."""

    def run() -> None:
        said = {"audience_reason": "Chỉ nơi nhận", "audience_set_at": at, "audience_set_by": office}
        Document.objects.update(is_restricted=True, **said)

    return run


def test_a_comment_is_found_by_whoever_may_see_what_it_is_about(
    task: Any, office: User, reader: User, at: datetime, restrict: Callable[[], None]
) -> None:
    text = "Đã BÀN GIAO mặt bằng 12 vị trí; còn thiếu Đường điện."
    said = write_comment(subject=subject_of("task", task), text=text, mark=uuid4(), by=office, at=at)
    for typed in ("ban giao mat bang", "Bàn giao", "duong dien", "12 vị trí"):
        assert found(reader, typed, "comments") == [text]
    assert found(reader, "ban gaio mat bang", "comments") == [text]
    [kind] = [one for one in search(reader, "duong dien") if one.key == "comments"]
    assert kind.hits[0].address == f"/nhiem-vu/{task.pk}/#loi-{said.comment.pk}"
    assert "139 trạm 5G" in kind.hits[0].where
    change_comment(comment=said.comment, text="Xong rồi", seen=version_of(said.comment), by=office, at=at)
    assert found(reader, "mat bang", "comments") == []
    assert found(reader, "xong roi", "comments") == ["Xong rồi"]
    restrict()
    assert found(reader, "xong roi", "comments") == []
    assert found(office, "xong roi", "comments") == ["Xong rồi"]
    remove_comment(comment=said.comment, by=office, at=at)
    assert found(office, "xong roi", "comments") == []


def test_old_comments_and_those_behind_hidden_ones_are_found(
    task: Any,
    agencies: Any,
    office: User,
    reader: User,
    make_user: Callable[..., User],
    at: datetime,
    restrict: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    n_queries: Any,
    client: Client,
) -> None:
    officer = make_user("can-bo-so", "officer", agencies.units["skhcn"])
    due = clock.today() + timedelta(days=3)
    hindrance = Raised("Thiếu mặt bằng", "Chưa bàn giao.", "", agencies.units["sxd"], due)
    raised = raise_obstacle(said=hindrance, mark=uuid4(), by=officer, at=clock.now())
    about = subject_of("obstacle", getattr(raised, "obstacle", raised))
    for subject in (about, *[subject_of("task", task)] * 3):
        write_comment(subject=subject, text=f"Cột ăng ten {subject.title}", mark=uuid4(), by=office, at=at)
    client.force_login(reader)
    before = n_queries(client, "/tim-kiem/?tim=cot+ang+ten")
    for few in ("hatang.base.words.N_NEWEST", "hatang.portal.searching._MOST_LOOKED_AT"):
        monkeypatch.setattr(few, 2)
        assert len(found(reader, "cot ang ten", "comments")) == 4
    restrict()
    assert found(reader, "cot ang ten", "comments") == ["Cột ăng ten Thiếu mặt bằng"]
    assert n_queries(client, "/tim-kiem/?tim=cot+ang+ten") <= before + 1
    assert len(found(office, "cot ang ten", "comments")) == 4


def test_evidence_is_found_by_its_name_and_by_what_it_shows(
    task: Any, office: User, reader: User, at: datetime, restrict: Callable[[], None]
) -> None:
    subject = subject_of("task", task)
    kept = Evidence.objects.create(
        **subject.columns,
        sha256="0" * 64,
        name="Biên bản_nghiệm-thu.PDF",
        media_type="application/pdf",
        n_bytes=1,
        note="Trạm Yên Phong",
        added_by=office,
        added_at=at,
    )
    for typed in ("bien ban nghiem thu", "nghiệm thu yên phong", "bien bna nghiem thu"):
        assert found(reader, typed, "evidence") == ["Biên bản_nghiệm-thu.PDF · Trạm Yên Phong"]
    restrict()
    assert found(reader, "nghiem thu", "evidence") == []
    assert len(found(office, "nghiem thu", "evidence")) == 1
    remove_evidence(evidence=kept, reason="Nhầm", by=office, at=at)
    assert found(office, "nghiem thu", "evidence") == []


def test_meetings_and_what_they_concluded_are_found_by_whoever_works_there(
    agencies: Any, office: User, reader: User, make_user: Callable[..., User], at: datetime
) -> None:
    department = agencies.units["sxd"]
    call = Call(date(2026, 6, 8), None, "Hội trường tầng ba", "Giám đốc Sở", department)
    meeting = open_meeting(meeting=call_meeting(call=call, by=office, at=at), by=office, at=at)
    said = Concluded("Rà soát vị trí trạm ở Yên Phong", department, date(2026, 12, 31))
    add_conclusion(meeting=meeting, said=said, by=office, at=at)
    owner = make_user("can-bo-sxd", "officer", department)
    outsider = make_user("can-bo-vnpt", "officer", agencies.units["vnpt"])
    for typed in ("hoi truong tang ba", "giam doc so", "8/6/2026"):
        assert len(found(owner, typed, "meetings")) == 1, typed
    assert found(office, "ra soat vi tri", "conclusions") == [said.text]
    assert found(owner, "ra soat vi tir", "conclusions") == [said.text]
    for stranger in (outsider, reader):
        assert found(stranger, "hoi truong tang ba", "meetings") == []
        assert found(stranger, "8/6/2026", "meetings") == []
        assert found(stranger, "ra soat vi tri", "conclusions") == []


def test_what_was_said_in_a_meeting_is_found_by_whoever_may_see_it_and_what_it_is_about(
    agencies: Any,
    task: Any,
    office: User,
    reader: User,
    make_user: Callable[..., User],
    at: datetime,
    restrict: Callable[[], None],
    client: Client,
) -> None:
    owed = task.obligations.select_related("unit").first()
    owner, outsider = (make_user(unit.code, "officer", unit) for unit in (owed.unit, agencies.units["vnpt"]))
    call = Call(date(2026, 6, 8), None, "", "Giám đốc Sở", owed.unit)
    meeting = open_meeting(meeting=call_meeting(call=call, by=office, at=at), by=office, at=at)
    text = "Hứa trình Ủy ban trước tuần sau"
    write_note(meeting=meeting, about=owed, text=text, seen=0, by=office, at=at)
    for person in (office, owner):
        assert found(person, "hua trinh uy ban", "notes") == [text]
    for stranger in (outsider, reader):
        assert found(stranger, "hua trinh uy ban", "notes") == []
    [kind] = [one for one in search(owner, "hua trinh uy ban") if one.key == "notes"]
    client.force_login(owner)
    page = client.get(kind.hits[0].address).content.decode()
    assert f'id="{kind.hits[0].address.partition("#")[2]}"' in page and text in page
    restrict()
    assert found(owner, "hua trinh uy ban", "notes") == []
    assert found(office, "hua trinh uy ban", "notes") == [text]


def test_groups_are_found_by_everybody_and_people_by_those_who_manage_them(
    agencies: Any, administrator: User, office: User, reader: User, make_user: Callable[..., User]
) -> None:
    make_user("le-van-a", "officer", agencies.units["sxd"])
    assert found(reader, "ubnd xa phuong", "groups") == []
    assert found(reader, "cac xa phuong", "groups") == ["UBND các xã, phường"]
    assert found(reader, "doanh nghiep vien thogn", "groups") == ["Các doanh nghiệp viễn thông"]
    assert found(administrator, "le-van-a", "people") == ["Chức danh le-van-a (le-van-a)"]
    assert found(administrator, "chuc danh so xay dung", "people") == ["Chức danh le-van-a (le-van-a)"]
    for stranger in (office, reader):
        assert found(stranger, "le-van-a", "people") == []


def test_words_found_are_marked_with_their_marks_and_long_texts_are_cut(plan: Plan, reader: User) -> None:
    [hit] = next(kind for kind in search(reader, "tram khu cong") if kind.key == "tasks").hits
    assert [one.text for one in hit.pieces if one.is_match] == ["trạm", "khu", "công"]
    assert "".join(one.text for one in hit.pieces) == hit.title
    long = f"{'Mở đầu dài. ' * 40}Trạm số 5 ở đây. {'Kết thúc dài. ' * 40}"
    shown = pieces(long, ["tram"])
    assert [one.text for one in shown if one.is_match] == ["Trạm"]
    assert shown[0].text == "…"
    assert shown[-1].text.endswith("…")
    assert sum(len(one.text) for one in shown) < 260
    assert [one.text for one in pieces("Lắp trạmm", ["tram"], is_alike=True) if one.is_match] == ["trạmm"]
    assert [one.is_match for one in pieces("ab a", ["a"])] == [False, True]


@pytest.mark.parametrize(
    "text",
    ["Đường Ươm, ĐẶNG ữ", "e\u0302\u0301 tiê\u0301ng", "  a--b__c  ", "🙂 x", "94/KH-UBND", "", "ǅ Ω straße"],
)
def test_the_database_folds_as_the_application_does(text: str) -> None:
    with connection.cursor() as cursor:
        compiler = Extraction.objects.all().query.get_compiler("default")
        expression = Folded(Value(text)).resolve_expression()
        sql, parameters = compiler.compile(expression)
        cursor.execute(f"SELECT {sql}", parameters)
        assert cursor.fetchone() == (fold(text),)


def test_kinds_say_how_many_they_have_and_cost_the_same_for_many(
    plan: Plan,
    task: Any,
    office: User,
    administrator: User,
    client: Client,
    at: datetime,
    n_queries: Any,
) -> None:
    subject = subject_of("task", task)

    def say(n: int) -> None:
        for one in range(n):
            text = f"Ý kiến {one} về trạm 5G"
            write_comment(subject=subject, text=text, mark=uuid4(), by=office, at=at)

    say(9)
    client.force_login(administrator)
    before = n_queries(client, "/tim-kiem/?tim=tram+5g")
    say(20)
    assert n_queries(client, "/tim-kiem/?tim=tram+5g") == before
    [kind] = [one for one in search(administrator, "tram 5g") if one.key == "comments"]
    assert (kind.n, len(kind.hits), kind.is_more) == (29, 8, False)
    assert kind.hits[0].title == "Ý kiến 19 về trạm 5G"
    page = client.get("/tim-kiem/?tim=tram+5g").content.decode()
    assert "<mark>trạm</mark> <mark>5G</mark>" in page


def test_nothing_that_nearly_has_the_words_is_shown_beside_what_has_them(
    plan: Plan, agencies: Any, reader: User, make_user: Callable[..., User]
) -> None:
    officer = make_user("can-bo-so", "officer", agencies.units["skhcn"])
    due = clock.today() + timedelta(days=3)
    said = Raised("Lắp đặt thêm 139 tarm 5G", "Chưa bàn giao.", "", agencies.units["sxd"], due)
    raise_obstacle(said=said, mark=uuid4(), by=officer, at=clock.now())
    [only] = search(reader, "them 139 tarm 5g")
    assert (only.key, only.is_alike) == ("obstacles", False)
