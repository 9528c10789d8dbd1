from collections.abc import Callable

from hatang.docparse.files import read_bytes
from hatang.docparse.source import Source

TEXT = """\
# KẾ HOẠCH
**Phát triển hạ tầng số**

## I. MỤC TIÊU
1. Phủ sóng **5G** đạt *100%* dân số \\- theo [Kế hoạch](https://example.org/a_b).
* Sở Xây dựng: rà_soát_vị_trí
- Sở Y tế

| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |
|----|:--------|---|--:|
| 1 | Xây dựng **kế hoạch** | - Sở A<br>- Sở B | 12/2026 |
| 2 | Báo cáo a\\|b | | Hằng năm |

---
Nơi nhận: như trên.
"""


def test_markup_goes_and_words_stay(lines: Callable[[Source], list[str]]) -> None:
    read = lines(read_bytes(TEXT.encode(), "a.md"))
    assert read[:3] == ["KẾ HOẠCH", "Phát triển hạ tầng số", "I. MỤC TIÊU"]
    assert "1. Phủ sóng 5G đạt 100% dân số - theo Kế hoạch." in read
    assert "- Sở Xây dựng: rà_soát_vị_trí" in read
    assert read[-1] == "Nơi nhận: như trên."


def test_bold_words_are_remembered(bold_words: Callable[[Source], list[str]]) -> None:
    assert bold_words(read_bytes(TEXT.encode(), "a.md"))[:4] == [
        "KẾ HOẠCH",
        "Phát triển hạ tầng số",
        "I. MỤC TIÊU",
        "5G",
    ]


def test_pipe_tables_become_tables_with_their_empty_cells(
    cells: Callable[..., dict[tuple[int, int], str]],
) -> None:
    table = cells(read_bytes(TEXT.encode(), "a.md"))
    assert table[0, 2] == "Cơ quan chủ trì"
    assert table[1, 1] == "Xây dựng kế hoạch"
    assert table[1, 2] == "- Sở A\n- Sở B"
    assert table[2, 1] == "Báo cáo a|b"
    assert table[2, 2] == ""
    assert table[2, 3] == "Hằng năm"


def test_bold_over_several_lines_is_followed(bold_words: Callable[[Source], list[str]]) -> None:
    assert bold_words(read_bytes("**ỦY BAN\nTỈNH A**\nthường".encode(), "a.md")) == ["ỦY BAN", "TỈNH A"]
