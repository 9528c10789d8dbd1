"""How the words of comments are read."""

import pytest

from hatang.notices.rules import mentioned_names, pieces, tidy


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nhờ @SKHCN và @can-bo-so.", ["skhcn", "can-bo-so"]),
        ("@skhcn @SKHCN", ["skhcn"]),
        ("ai@bacninh.gov.vn", []),
        ("https://a.vn/@ai", []),
        ("(@sxd), @xa-09193…", ["sxd", "xa-09193"]),
        ("@", []),
    ],
)
def test_names_after_an_at_sign_are_mentions_and_addresses_of_mail_are_not(
    text: str, names: list[str]
) -> None:
    assert mentioned_names(text) == names


def test_a_text_is_shown_in_pieces_that_together_are_the_text() -> None:
    text = "Xem https://bacninh.gov.vn/a?b=1. Hỏi @skhcn, @ai."
    found = list(pieces(text, frozenset({"skhcn"})))
    assert "".join(piece.text for piece in found) == text
    assert [piece.text for piece in found if piece.kind == "link"] == ["https://bacninh.gov.vn/a?b=1"]
    assert [piece.text for piece in found if piece.kind == "mention"] == ["@skhcn"]


def test_only_addresses_of_the_web_become_links() -> None:
    assert {piece.kind for piece in pieces("javascript:alert(1) data:text/html,x", frozenset())} == {"text"}


def test_line_ends_are_one_sort_and_the_zero_byte_goes() -> None:
    assert tidy(" a\r\nb\rc\x00 \n") == "a\nb\nc"
