"""What lists read from their address."""

from hatang.base.lists import choice, number, page_of, words


def test_words_lose_their_blanks_and_what_no_database_takes() -> None:
    assert words({"tim": "  cáp\x00 quang "}) == "cáp quang"
    assert len(words({"tim": "x" * 1000})) == 200


def test_a_choice_that_is_not_offered_is_none() -> None:
    assert choice({"loai": "plan"}, "loai", ["plan"]) == "plan"
    assert choice({"loai": "drop table"}, "loai", ["plan"]) == ""


def test_only_whole_numbers_are_numbers() -> None:
    said = {"12": 12, "-1": None, "x": None, "": None, "9" * 30: None, "²": None}
    assert {text: number({"n": text}, "n") for text in said} == said


def test_a_page_that_does_not_exist_gives_the_nearest_one() -> None:
    rows = list(range(120))
    assert page_of(rows, {"trang": "99"}).number == 3
    assert page_of(rows, {"trang": "x"}).number == 1
