"""Which known leader the words of a document mean: "Phó Chủ tịch UBND tỉnh …". It is only ever proposed."""

import re

from hatang.accounts.rules import name_key
from hatang.docparse.normalise import fold

_POSITION = re.compile(
    r"^(?:(?:cac )?(?:dong chi|d/c|ong|ba)\s+)?"
    r"((?:pho )?(?:bi thu|chu tich|giam doc|truong ban|chanh van phong|tong giam doc|cuc truong))\b"
)


def position_of(words: str) -> str:
    """The office held that the words begin with, folded: "pho chu tich"; empty where they name none."""
    found = _POSITION.match(fold(words).strip())
    return found.group(1) if found else ""


def is_meant(printed: str, title: str, *, is_of_the_issuer: bool) -> bool:
    """Whether printed words may mean whoever has a title: the same office, held in what the words name.

    Args:
        printed: as in the document, "Phó Chủ tịch UBND tỉnh phụ trách …".
        title: of a known person, "Phó Chủ tịch UBND tỉnh".
        is_of_the_issuer: whether the person belongs to the unit that issued the document.
    """
    position = position_of(printed)
    if not position or position_of(title) != position:
        return False
    place = name_key(" ".join(title.split()[len(position.split()) :]))
    return is_of_the_issuer or (bool(place) and place in name_key(printed))
