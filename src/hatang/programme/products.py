"""What the words of a product say it is.

Pure; the first rule that fits decides. Somebody may always say otherwise.
"""

import re

from hatang.docparse.normalise import fold

MOST_PRODUCTS = 20
_KINDS = (
    ("submission", r"to trinh"),
    ("resolution", r"nghi quyet"),
    ("decision", r"quyet dinh"),
    ("report", r"bao cao"),
    ("plan", r"ke hoach|chuong trinh|de an|lo trinh|phuong an"),
    ("data", r"du lieu|csdl|danh muc|bo chi so|ban do so"),
    ("system", r"phan mem|he thong|nen tang|ung dung|cong thong tin|app\b|trang thong tin"),
    ("works", r"cong trinh|\btram\b|\bcot\b|tuyen cap|ha tang|cong be|nha tram|trung tam du lieu"),
    (
        "document",
        r"van ban|chi thi|cong van|huong dan|quy che|quy dinh|thong bao|hop dong|bien ban|giay phep|ho so",
    ),
)
_BREAK = re.compile(r"[;\n]+|(?:^|\s)[-+•]\s+")


def products_of(text: str) -> list[str]:
    """The products that a cell or sentence names, each once, at most 20; they are set apart by semicolons,
    new lines or dashes."""
    parts = [" ".join(part.split()).strip(" .,;:-") for part in _BREAK.split(text)]
    return list(dict.fromkeys(part for part in parts if part))[:MOST_PRODUCTS]


def kind_of(text: str) -> str:
    """What a product is by its words: the kind whose word comes first; `other` where none does."""
    folded = fold(text)
    found = [(match.start(), kind) for kind, words in _KINDS if (match := re.search(words, folded))]
    return min(found, default=(0, "other"))[1]


def is_same_product(text: str, *others: str) -> bool:
    """Whether words name the same product as one of the others; accents, case and signs do not count."""
    key = _key(text)
    return any(_key(other) == key for other in others)


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text))) or text
