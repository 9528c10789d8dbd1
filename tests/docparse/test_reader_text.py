import unicodedata
from pathlib import Path

import pytest

from hatang.docparse.files import read, read_bytes
from hatang.docparse.readers.text import decode
from hatang.docparse.source import Unreadable

SENTENCE = "Ủy ban nhân dân tỉnh giao Sở Khoa học và Công nghệ chủ trì nhiệm vụ chuyển đổi số."
TONES = "\u0300\u0301\u0303\u0309\u0323"


def windows_1258(text: str) -> bytes:
    """As Windows writes it: the letter, then its tone mark."""
    out = b""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        out += letter.encode("cp1258") + "".join(part for part in parts if part in TONES).encode("cp1258")
    return out


def test_lines_and_blank_lines_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("KẾ HOẠCH\n\n1. Một\n  2. Hai\n", encoding="utf-8")
    assert read(path).text == "KẾ HOẠCH\n\n1. Một\n  2. Hai\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_encodings_are_read(encoding: str) -> None:
    assert read_bytes(SENTENCE.encode(encoding), "a.txt").text.strip() == SENTENCE


def test_windows_1258_is_recognised_by_its_syllables() -> None:
    assert unicodedata.normalize("NFC", decode(windows_1258(SENTENCE))) == SENTENCE


def test_tcvn3_is_recognised_by_its_syllables() -> None:
    # "nhiệm vụ trọng tâm về hạ tầng số của tỉnh" in the bytes of the .VnTime fonts
    data = bytes.fromhex("6e6869d66d2076f4207472e46e672074a96d2076d22068b92074c76e672073e82063f1612074d86e68")
    assert decode(data) == "nhiệm vụ trọng tâm về hạ tầng số của tỉnh"


def test_an_unknown_encoding_is_said() -> None:
    with pytest.raises(Unreadable, match="encoding"):
        read_bytes("Příliš žluťoučký kůň úpěl ďábelské ódy".encode("cp1250"), "a.txt")


def test_a_text_cut_inside_a_letter_is_still_read() -> None:
    data = f"{SENTENCE}\n{SENTENCE}".encode()
    cut = data[: data.rindex("ố".encode()) + 1]
    assert read_bytes(cut, "a.txt").text.startswith(f"{SENTENCE}\n{SENTENCE[:-3]}")


def test_a_form_feed_begins_a_page() -> None:
    source = read_bytes("một\n\fhai\n".encode(), "a.txt")
    assert [source.text[start : start + 3] for start in source.page_starts] == ["một", "hai"]


def test_decomposed_letters_are_composed() -> None:
    assert read_bytes(unicodedata.normalize("NFD", SENTENCE).encode(), "a.txt").text.strip() == SENTENCE
