"""When documents and their items are the same."""

from datetime import date
from typing import Any

import pytest

from hatang.documents.rules import (
    Item,
    identity_of,
    issued,
    item_keys,
    match_items,
    number_key,
    says_the_same,
    secrecy_mark,
)

HASH = "ab" * 32


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("94/KH-UBND", "94/KH-UBND"),
        (" 094 / kh – ubnd ", "94/KH-UBND"),
        ("07-KH/TU", "7-KH/TU"),
        ("1132/Q\u0110-TTg", "1132/QĐ-TTG"),
        ("193/2025/QH15", "193/2025/QH15"),
        (None, ""),
    ],
)
def test_a_number_forgets_what_means_nothing(printed: str | None, key: str) -> None:
    assert number_key(printed) == key


@pytest.mark.parametrize(
    ("printed", "day", "is_known"),
    [
        ("2025-10-06", date(2025, 10, 6), True),
        ("2026-01", date(2026, 1, 1), False),
        ("2026", date(2026, 1, 1), False),
        (None, None, True),
    ],
)
def test_a_blank_day_is_remembered_as_blank(printed: str | None, day: date | None, is_known: bool) -> None:
    assert issued(printed) == (day, is_known)


def test_number_issuer_and_year_make_a_document() -> None:
    info = {"number": "94/KH-UBND", "issuer": "UBND tỉnh", "date": "2025-10-06", "title": "A"}
    other_print = {**info, "number": "94/kh–ubnd", "title": "B", "date": "2025-10-07"}
    assert identity_of(info, HASH) == identity_of(other_print, HASH)
    assert identity_of(info, HASH).is_confirmed
    assert identity_of(info, HASH) != identity_of({**info, "date": "2024-10-06"}, HASH)
    assert identity_of(info, HASH) != identity_of({**info, "issuer": "UBND tỉnh Lạng Sơn"}, HASH)


def test_without_a_number_the_identity_is_a_guess_from_kind_issuer_title_and_date() -> None:
    info = {"kind": "plan", "number": None, "issuer": "Sở X", "date": "2026-01", "title": "Kế hoạch năm 2026"}
    assert not identity_of(info, HASH).is_confirmed
    assert identity_of(info, HASH) == identity_of({**info, "title": "KẾ HOẠCH năm 2026"}, HASH)
    for change in ({"kind": "letter"}, {"date": "2026-02"}, {"title": "Khác"}, {"issuer": "Sở Y"}):
        assert identity_of(info, HASH) != identity_of({**info, **change}, HASH)


def test_two_items_with_the_same_place_and_words_are_told_apart_by_their_order() -> None:
    keys = item_keys([Item("II.1", "Làm việc"), Item("II.1", "Làm việc"), Item("II.1", "làm việc.")])
    assert len(set(keys)) == 3


def test_a_reworded_item_at_its_place_and_a_moved_one_are_found_again() -> None:
    old = [
        Item("1", "Xây dựng kế hoạch phát triển trạm 5G giai đoạn 2025"),
        Item("2", "Ban hành quy định dùng chung hạ tầng"),
        Item("3", "Đào tạo cán bộ công nghệ thông tin"),
    ]
    new = [
        Item("1", "Xây dựng kế hoạch phát triển trạm 5G giai đoạn 2030"),
        Item("2", "Kiểm tra an toàn thông tin mạng hằng quý"),
        Item("4", "Ban hành quy định dùng chung hạ tầng"),
    ]
    assert match_items(old, new) == [(0, 0), (None, 1), (1, 2), (2, None)]


def test_no_item_is_paired_twice() -> None:
    old = [Item("1", "Báo cáo kết quả thực hiện")]
    new = [Item("1", "Báo cáo kết quả thực hiện"), Item("1", "Báo cáo kết quả thực hiện")]
    assert match_items(old, new) == [(0, 0), (None, 1)]
    assert match_items([], new) == [(None, 0), (None, 1)]
    assert match_items(old, []) == [(0, None)]


def test_a_scan_with_a_wrong_letter_says_the_same_and_another_deadline_does_not(
    result: dict[str, Any],
) -> None:
    scan = {**result, "tasks": [dict(row) for row in result["tasks"]]}
    scan["tasks"][0]["text"] = "Xây dựng kế hoach phát triển trạm 5G"
    assert says_the_same(result, scan)
    scan["tasks"][0]["due"] = {**scan["tasks"][0]["due"], "end": "2027-12-31"}
    assert not says_the_same(result, scan)
    assert not says_the_same(result, {**result, "tasks": result["tasks"][:2]})


@pytest.mark.parametrize(
    "change",
    [
        {"lead": ["Sở Tài chính"]},
        {"support": ["Công an tỉnh"]},
        {"direct": ["Chủ tịch UBND tỉnh"]},
        {"product": "Tờ trình"},
        {"due": {"kind": "by", "start": None, "end": "2026-06-30", "at": None, "before": True, "parts": []}},
        {"due": {"kind": "by", "end": "2026-06-30", "parts": [{"end": "2026-03-31"}]}},
        {"text": "Xây dựng kế hoạch phát triển 140 trạm 5G dùng chung tại các xã, phường còn vùng lõm sóng"},
    ],
)
def test_whatever_a_task_asks_makes_another_wording(change: dict[str, Any]) -> None:
    task = {
        "path": "I.1",
        "text": "Xây dựng kế hoạch phát triển 139 trạm 5G dùng chung tại các xã, phường còn vùng lõm sóng",
        "lead": ["Sở Khoa học và Công nghệ"],
        "support": [],
        "direct": [],
        "product": "Kế hoạch",
        "due": {"kind": "by", "start": None, "end": "2026-06-30", "at": None, "before": False, "parts": []},
    }
    assert says_the_same({"tasks": [task]}, {"tasks": [dict(task)]})
    assert not says_the_same({"tasks": [task]}, {"tasks": [{**task, **change}]})


@pytest.mark.parametrize(
    "change", [{"value": 85.0}, {"value_max": 90.0}, {"comparator": "="}, {"unit": "trạm"}]
)
def test_another_figure_of_a_target_makes_another_wording(change: dict[str, Any]) -> None:
    target = {
        "path": "II.1",
        "text": "Tỷ lệ dân số được phủ sóng 5G",
        "comparator": ">=",
        "value": 80.0,
        "unit": "%",
    }
    assert says_the_same({"targets": [target]}, {"targets": [dict(target)]})
    assert not says_the_same({"targets": [target]}, {"targets": [{**target, **change}]})


def test_files_that_name_nothing_are_documents_of_their_own() -> None:
    nothing = {"kind": "plan", "number": None, "issuer": None, "date": None, "title": None}
    assert identity_of(nothing, HASH) != identity_of(nothing, "cd" * 32)
    assert not identity_of(nothing, HASH).is_confirmed
    assert not says_the_same({"tasks": [], "targets": []}, {"tasks": [], "targets": []})


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("MẬT", "MẬT"),
        ("  TỐI   MẬT ", "TỐI MẬT"),
        ("| TUYỆT MẬT |", "TUYỆT MẬT"),
        ("Độ mật: Tối mật", "TỐI MẬT"),
        ("Mật", ""),
        ("BẢO MẬT", ""),
        ("bảo vệ bí mật nhà nước", ""),
        ("Tăng cường bảo mật", ""),
        ("MẬT ONG", ""),
        ("", ""),
    ],
)
def test_a_secrecy_mark_stands_on_a_line_of_its_own(line: str, mark: str) -> None:
    assert secrecy_mark(f"ỦY BAN NHÂN DÂN\nSố: 12/KH-UBND\n{line}\nKẾ HOẠCH") == mark


def test_the_word_far_from_the_letterhead_is_no_mark() -> None:
    assert secrecy_mark("\n".join(["Dòng"] * 80 + ["MẬT"])) == ""
