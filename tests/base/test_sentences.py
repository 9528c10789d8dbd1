"""Sentences of the document reader in Vietnamese."""

from django.utils import translation

from hatang.base.sentences import translated


def test_a_sentence_of_the_reader_is_said_in_vietnamese() -> None:
    with translation.override("vi"):
        assert translated("The file holds no words.") == "Tệp không có chữ nào."


def test_the_numbers_of_a_sentence_stay_in_their_order() -> None:
    with translation.override("vi"):
        said = translated("The file has 3000 pages; at most 2000 are read.")
    assert said == "Tệp có 3000 trang; chỉ đọc tối đa 2000 trang."


def test_an_unknown_sentence_is_said_as_it_is() -> None:
    with translation.override("vi"):
        assert translated("Nobody wrote 7 of these “#1”.") == "Nobody wrote 7 of these “#1”."


def test_english_readers_get_the_sentence_itself() -> None:
    with translation.override("en"):
        assert translated("The file has 3 pages; at most 2 are read.").startswith("The file has 3 pages")
