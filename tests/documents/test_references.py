"""How a document speaks of another one, and where the other one was issued."""

import pytest

from hatang.documents.references import (
    Level,
    Reference,
    Relation,
    is_national_resolution,
    level_of,
    references,
)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Căn cứ Quyết định số 1132/QĐ-TTg ngày 09/10/2024;", Relation.BASED_ON),
        ("Thực hiện Quyết định số 1132/QĐ–TTg của Thủ tướng", Relation.CARRIES_OUT),
        ("triển khai Kế hoạch số 1/KH-UBND và Quyết định số 1132/QĐ-TTg", Relation.CARRIES_OUT),
        ("Quyết định này thay thế Quyết định số 1132/QĐ-TTg.", Relation.REPLACES),
        ("Triển khai nhiệm vụ. Xem Quyết định số 1132/QĐ-TTg", Relation.MENTIONS),
        ("Căn cứ Luật;\n- Quyết định số 1132/QĐ-TTg", Relation.MENTIONS),
        ("Căn cứ Quyết định số 1132/QĐ-TTg; Thực hiện Quyết định số 1132/QĐ-TTg", Relation.CARRIES_OUT),
    ],
)
def test_the_words_before_a_mention_say_what_it_is(text: str, relation: Relation) -> None:
    assert references(text, ["1132/QĐ-TTg"])["1132/QĐ-TTG"].relation is relation


def test_every_mention_is_counted_and_what_the_text_lacks_is_one_mention() -> None:
    found = references("Theo số 5/KH-UBND, số 05/KH-UBND và số 5/KH–UBND", ["5/KH-UBND", "6/KH-UBND"])
    assert found == {
        "5/KH-UBND": Reference(Relation.BASED_ON, 3),
        "6/KH-UBND": Reference(Relation.MENTIONS, 1),
    }


@pytest.mark.parametrize(
    ("number", "level", "is_national"),
    [
        ("57-NQ/TW", Level.CENTRE, True),
        ("193/2025/QH15", Level.CENTRE, False),
        ("71/NQ-CP", Level.GOVERNMENT, True),
        ("1132/QĐ-TTg", Level.GOVERNMENT, False),
        ("12/2025/TT-BKHCN", Level.MINISTRY, False),
        ("94/KH-UBND", Level.PROVINCE, False),
        ("111-NQ/TU", Level.PROVINCE, False),
        ("15/NQ-HĐND", Level.PROVINCE, False),
        ("2754/SKHCN-BCVT", Level.DEPARTMENT, False),
    ],
)
def test_a_symbol_tells_the_level(number: str, level: Level, is_national: bool) -> None:
    assert (level_of(number), is_national_resolution(number)) == (level, is_national)
