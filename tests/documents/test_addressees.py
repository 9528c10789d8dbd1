"""Whom a document is sent to, as "Kính gửi" and "Nơi nhận" say it."""

import pytest

from hatang.documents.addressees import greeted, handling_marks, parted


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kính gửi: Sở Xây dựng.\n\nThực hiện", ["Sở Xây dựng"]),
        (
            "V/v báo cáo\nKính gửi:\n- Các Sở, ban, ngành tỉnh;\n\n- UBND các xã, phường;\n- VNPT.\nVề việc",
            ["Các Sở, ban, ngành tỉnh", "UBND các xã, phường", "VNPT"],
        ),
        ("Kính gửi: Sở Xây dựng; Sở Nội vụ", ["Sở Xây dựng", "Sở Nội vụ"]),
        ("Không có ai", []),
    ],
)
def test_the_greeting_names_whom_the_document_is_for(text: str, names: list[str]) -> None:
    assert greeted(text) == names


def test_notes_and_files_are_no_recipients() -> None:
    printed = [
        "Như Điều 3",
        "TT. Tỉnh ủy, HĐND tỉnh (b/c)",
        "Các Sở, ngành; UBND các xã",
        "Lưu: VT, KSTT",
        "",
    ]
    assert list(parted(printed)) == ["Tỉnh ủy, HĐND tỉnh", "Các Sở, ngành", "UBND các xã"]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("HỎA TỐC\nSố: 1/KH", ["HỎA TỐC"]),
        ("[Lưu hành nội bộ]\nKHẨN", ["LƯU HÀNH NỘI BỘ", "KHẨN"]),
        ("Tài liệu không phổ biến rộng rãi", []),
        ("x\n" * 60 + "KHẨN", []),
    ],
)
def test_marks_of_handling_stand_on_lines_of_their_own(text: str, marks: list[str]) -> None:
    assert handling_marks(text) == marks
