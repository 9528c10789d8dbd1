"""Plain text: find the encoding, keep the lines."""

import re

from hatang.docparse.normalise import is_syllable, normalise
from hatang.docparse.source import Source, SourceBuilder, Unreadable

UNKNOWN_ENCODING = "The text's character encoding is not known; save the file as UTF-8 and send it again."
NOT_TEXT = "The file is not a text and not a document of a known kind; send docx, pdf, txt, md or html."
EMPTY = "The file holds no words."

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# TCVN 5712:1993 (VN3), the encoding of the .VnTime fonts: letters of the bytes 0xA1..0xFE.
_TCVN3 = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệì",
    0xD8: "ỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_TCVN3_LETTERS = {first + step: char for first, chars in _TCVN3.items() for step, char in enumerate(chars)}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WORD = re.compile(r"[^\W\d_]+")


def read_text(data: bytes) -> Source:
    """The lines of a plain text; a form feed begins a page."""
    builder = SourceBuilder()
    pages = decode(data).split("\f")
    for page in pages:
        if len(pages) > 1:
            builder.page()
        builder.paragraph(page)
    source = builder.build()
    if not source.text.strip():
        raise Unreadable(EMPTY)
    return source


def decode(data: bytes) -> str:
    """The characters of a text in UTF-8, UTF-16 with its mark, or a legacy Vietnamese encoding.

    Raises:
        Unreadable: the bytes are no text, or no encoding makes Vietnamese words of them.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if b"\x00" in data:
        raise Unreadable(NOT_TEXT)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
        if not _is_slightly_broken(text):
            return _legacy(data)
    if len(_CONTROL.findall(text)) > len(text) // 100:
        raise Unreadable(NOT_TEXT)
    return text


def _is_slightly_broken(text: str) -> bool:
    """UTF-8 with a damaged character here and there (a file cut short): the rest is still sure."""
    lost = text.count("\ufffd")
    sound = sum(not char.isascii() for char in text) - lost
    return sound >= 20 and lost <= max(2, sound // 200)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(UNKNOWN_ENCODING) from error
    if len(_CONTROL.findall(text)) > len(text) // 100:
        raise Unreadable(NOT_TEXT)
    return text


def _legacy(data: bytes) -> str:
    """TCVN3 or windows-1258, whichever makes real syllables; neither is guessed at."""
    if len(_CONTROL.findall(data[:100_000].decode("latin-1"))) > 20:
        raise Unreadable(NOT_TEXT)
    best, text = max(
        ((_vietnamese_share(text), text) for text in (_tcvn3(data), _windows_1258(data))),
        key=lambda scored: scored[0],
    )
    if best < 0.9:
        raise Unreadable(UNKNOWN_ENCODING)
    return text


def _tcvn3(data: bytes) -> str:
    return data.decode("latin-1").translate(_TCVN3_LETTERS)


def _windows_1258(data: bytes) -> str:
    return normalise(data.decode("cp1258", errors="replace"))


def _vietnamese_share(text: str) -> float:
    """Share of the words with foreign letters that are Vietnamese syllables."""
    words = [word for word in _WORD.findall(text[:100_000]) if not word.isascii()]
    if len(words) < 5:
        return 0.0
    return sum(map(is_syllable, words)) / len(words)
