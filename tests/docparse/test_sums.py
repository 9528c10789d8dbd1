"""Totals whose parts do not add up to them, in texts and in tables."""

from time import process_time

import pytest

from hatang.docparse import parse_text
from hatang.docparse.parse import parse_source
from hatang.docparse.source import Source, SourceBuilder
from hatang.docparse.sums import uneven_sums

LIST = """Tổng vốn: 7.080 tỷ đồng, trong đó:
1. Vốn ngân sách: 1.{last} tỷ đồng, bao gồm:
+ Hạ tầng khu A 285 tỷ đồng (trong đó 70 tỷ đồng đã bố trí)
+ Đường trục 173 tỷ đồng, đang điều chỉnh lên 208 tỷ đồng
+ Cụm B với tổng mức 787 tỷ đồng
2. Vốn ngoài ngân sách: 5.800 tỷ đồng.
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lắp mới 58 trạm (Trong đó: VNPT:\n25 trạm, Viettel: 34 trạm);", "59 58"),
        ("Lắp thêm 139 trạm BTS mới, gồm: VNPT 40 trạm, Viettel 60 trạm, MobiFone 38 trạm.", "138 139"),
        ("Năm 2027 lắp mới 139 trạm BTS 5G, trong đó: A 60 trạm, B 40 trạm, C 38 trạm.", "138 139"),
        (
            "12,5 tỷ đồng, bao gồm:\n- Tỉnh: 2,5 tỷ đồng;\n\n- Khác: 11 tỷ đồng.\n\nNơi nhận:\n- Như trên;",
            "13,5 12,5",
        ),
        ("Tổng 1.200,5 ha, bao gồm 700 ha và 500 ha. Năm 2026 làm 300 ha.", "1.200 1.200,5"),
        (LIST.format(last="290"), "1.245 1.290|7.090 7.080"),
    ],
)
def test_parts_that_do_not_add_up_are_found_with_their_places(text: str, found: str) -> None:
    said = uneven_sums(text)
    pairs = [one.split() for one in found.split("|")]
    assert {one.message for one in said} == {
        f"The parts add up to {added}, the total says {total}." for added, total in pairs
    }
    for one in said:
        total, *parts = [text[start:end] for start, end in one.places]
        assert total.split()[0] in one.message
        assert len(parts) >= 2
        assert one.span == (one.places[0][0], one.places[-1][1])


@pytest.mark.parametrize(
    "text",
    [
        "Lắp mới 58 trạm (Trong đó: VNPT: 25 trạm, Viettel: 33 trạm);",
        # Not all parts are promised, only one is named, or they are counted in something else.
        "Hiện có 87 trạm. Trong đó, có 28 trạm 5G và 20 trạm 4G.",
        "Có 87 trạm, gồm: 28 trạm 5G.",
        "Có 12 xã, gồm: 3 phường, 4 thị trấn.",
        "Trong 5 năm, gồm: 2 năm đầu, 1 năm sau.",
        # An amount that was changed: one way of adding fits. Brackets within an item are its own.
        LIST.format(last="280"),
        # The sentence ends before the other amounts.
        "Cấp 10 xe (gồm: 4 xe tải, 6 xe con). Mua thêm 3 xe, 5 xe.",
    ],
)
def test_what_adds_up_or_promises_nothing_is_left_alone(text: str) -> None:
    assert uneven_sums(text) == []


def test_long_white_space_and_open_brackets_cost_little() -> None:
    began = process_time()
    for text in ("5 trạm gồm:" + " \n" * 20_000, "5 trạm (gồm: " * 5_000, "5 trạm gồm: " + "\n\n" * 5_000):
        uneven_sums(text)
    assert process_time() - began < 3


def _table(*rows: str) -> Source:
    builder = SourceBuilder()
    builder.paragraph("Biểu giao chỉ tiêu")
    builder.table([[(cell.strip(), 1, 1) for cell in row.split("|")] for row in rows])
    return builder.build()


def _said(source: Source) -> list[str]:
    return [one.message for one in parse_source(source).warnings if one.code == "uneven_sum"]


HEAD = "TT | Doanh nghiệp | Tổng số | Quý I | Quý II | Tỷ lệ (%)"
ROWS = ("1 | VNPT | 40 | 15 | 25 | 29", "2 | Viettel | 60 | 20 | 40 | 43", "3 | MobiFone | 39 | - | 39 | 28")


def test_a_table_is_added_down_and_across() -> None:
    assert _said(_table(HEAD, *ROWS, " | Tổng cộng | 139 | 35 | 104 | 100")) == []
    assert _said(_table(HEAD, " | Tổng cộng | 139 | 35 | 104 | 100", *ROWS)) == []
    down = _table(HEAD, *ROWS, " | Tổng cộng | 140 | 35 | 105 | 100")
    assert _said(down) == [
        "The parts add up to 139, the total says 140.", "The parts add up to 104, the total says 105.",
    ]  # fmt: skip
    across = _table(HEAD, ROWS[0], "2 | Viettel | 60 | 20 | 41 | 43", ROWS[2], " | Cộng | 139 | 35 | 105 | 0")
    assert _said(across) == [
        "The parts add up to 61, the total says 60.", "The parts add up to 140, the total says 139.",
    ]  # fmt: skip


def test_upper_rows_several_totals_and_words_are_not_added_twice() -> None:
    head = "TT | Nội dung | Kinh phí (triệu đồng) | Ghi chú"
    first = ("I | Nền tảng | 300 | ", "1 | Máy chủ | 100 | ", "2 | Phần mềm | 200 | ")
    second = ("II | Đào tạo | 50 | ", "1 | Lớp tập huấn | 50 | 02 lớp")
    assert _said(_table(head, *first, *second, " | Tổng cộng | 350 | ")) == []
    assert _said(_table(head, *first[1:], " | Cộng | 300 | ", second[1], " | Tổng cộng | 350 | ")) == []
    assert len(_said(_table(head, *first, *second, " | Tổng cộng | 360 | "))) == 1
    # A company by that name is no total, and a column with words is not added.
    assert _said(_table(head, *first[1:], "3 | Tổng công ty | 5 | ")) == []
    assert _said(_table(head, "1 | A | 5 xe | ", "2 | B | 7 | ", " | Tổng cộng | 9 | ")) == []


def test_a_text_says_it_among_its_warnings() -> None:
    said = parse_text("Lắp 58 trạm (trong đó: VNPT: 25 trạm, Viettel: 34 trạm).").warnings
    assert [one.code for one in said if one.places] == ["uneven_sum"]
