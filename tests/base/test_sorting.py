"""Vietnamese order of words."""

import pytest

from hatang.base.sorting import sort_key


@pytest.mark.parametrize(
    "ordered",
    [
        list("aăâbcdđeêghiklmnoôơpqrstuưvxy"),
        ["a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "ẳ", "ẵ", "ắ", "ặ", "â", "ầ", "ẩ", "ẫ", "ấ", "ậ", "b"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "man", "mành"],
        ["An", "An Bình", "An Hải", "Anh Sơn", "Ân Thi"],
        ["Cẩm Lý", "Cẩm Lý 2", "Cẩm Lý 10"],
        ["Đa Mai", "Đại Đồng", "Đại Sơn", "Đào Viên"],
        ["Duy Tiên", "Đa Mai", "Đông Anh", "Em"],
        ["Sở Khoa học và Công nghệ", "Sở Tài chính", "Sở Xây dựng", "Ủy ban nhân dân xã", "Văn phòng"],
    ],
)
def test_words_come_in_vietnamese_order(ordered: list[str]) -> None:
    keys = [sort_key(word) for word in ordered]
    assert keys == sorted(set(keys))


def test_letters_decide_before_tones() -> None:
    assert sort_key("mạ") < sort_key("man") < sort_key("màn")


def test_decomposed_and_composed_text_have_one_key() -> None:
    assert sort_key("Bắc Ninh") == sort_key("Bắc Ninh")


def test_case_and_punctuation_do_not_move_a_name() -> None:
    assert sort_key("BẮC NINH") == sort_key("Bắc  Ninh,") == sort_key("bắc-ninh")


def test_a_key_is_plain_ascii() -> None:
    assert sort_key("Ủy ban nhân dân phường Võ Cường, 北京 ß 12").isascii()
    assert sort_key("") == " "
