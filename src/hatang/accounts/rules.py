"""How printed names of agencies are folded before they are compared, and how devices are named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hatang.docparse.normalise import comparison_key, fold, normalise

_FIELDS = {
    "khcn": "khoa học công nghệ",
    "tttt": "thông tin truyền thông",
    "gdđt": "giáo dục đào tạo",
    "nnmt": "nông nghiệp môi trường",
    "nnptnt": "nông nghiệp phát triển nông thôn",
    "tnmt": "tài nguyên môi trường",
    "vhttdl": "văn hóa thể thao du lịch",
    "dttg": "dân tộc tôn giáo",
    "khđt": "kế hoạch đầu tư",
    "lđtbxh": "lao động thương binh xã hội",
    "gtvt": "giao thông vận tải",
    "xd": "xây dựng",
    "tc": "tài chính",
    "ct": "công thương",
    "yt": "y tế",
    "tp": "tư pháp",
    "nv": "nội vụ",
}
_WORDS = {
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "vp": "văn phòng",
    "bql": "ban quản lý",
    "kcn": "khu công nghiệp",
    "ccn": "cụm công nghiệp",
    "cđs": "chuyển đổi số",
    "bcvt": "bưu chính viễn thông",
    "cntt": "công nghệ thông tin",
    "đmst": "đổi mới sáng tạo",
    "dn": "doanh nghiệp",
    "gđ": "giám đốc",
    "tw": "trung ương",
    "mttq": "mặt trận tổ quốc",
}
_FILLERS = ("các", "những", "và", "của")

_INITIALS = re.compile(r"(?<![^\W_])([A-ZĐ]{1,6})\s*[&–-]\s*([A-ZĐ]{1,6})(?![^\W_])")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_COUNT = re.compile(r"^\s*(?:\d{1,4}|[-•+*])\s+")
_LETTERS = re.compile(r"[^\W_]+")


def name_key(printed: str) -> str:
    """Key under which two printed forms of an agency's name are the same one.

    Case, the place of tone marks, usual abbreviations, "các", "và" and punctuation do not count.
    """
    text = _BRACKETS.sub(" ", normalise(printed))
    previous = ""
    while previous != text:
        previous, text = text, _INITIALS.sub(r"\1\2", text)
    words = comparison_key(" ".join(_expanded(_COUNT.sub("", text)))).split()
    return " ".join(word for word in words if word not in _FILLER_KEYS)


def candidate_keys(printed: str, *, home: str = "") -> Iterator[str]:
    """Keys to try for a printed name, the most exact first.

    Args:
        printed: the name as it stands in the document.
        home: name of the province, so that "Sở X tỉnh <home>" and "Sở X" are one.
    """
    seen = set()
    key = name_key(printed)
    for candidate in (
        key,
        _without_home(key, home),
        _without_post(key),
        _without_post(_without_home(key, home)),
    ):
        if candidate and candidate not in seen:
            seen.add(candidate)
            yield candidate


def own_keys(name: str, *, home: str = "") -> Iterator[str]:
    """Keys under which a unit's own name is found, the most exact first."""
    key = name_key(name)
    yield key
    short = _without_home(key, home)
    if short not in (key, _PEOPLES_COMMITTEE):
        yield short
    if home and key.endswith(" " + name_key(home)):
        yield key.removesuffix(" " + name_key(home))
    if key.startswith(_COMMUNE_COMMITTEES):
        yield key.removeprefix(_PEOPLES_COMMITTEE + " ")


def search_words(typed: str) -> list[str]:
    """Folded words to look for in folded text, with usual abbreviations written out however they are typed.

    "so kh cn", "SKHCN" and "sở KH&CN" all give the words of the department's name.
    """
    tokens = fold(typed).split()
    words: list[str] = []
    at = 0
    while at < len(tokens):
        for n_tokens in (4, 3, 2, 1):
            joined = "".join(tokens[at : at + n_tokens])
            full = _FOLDED.get(joined) or (n_tokens == 1 and _department_of(joined))
            if full and at + n_tokens <= len(tokens):
                words += full
                at += n_tokens
                break
        else:
            words.append(tokens[at])
            at += 1
    return words


def initials_of(name: str) -> str:
    """First letters of the words of a name, folded, without the small words between them."""
    return "".join(word[0] for word in fold(name).split() if word not in _FOLDED_FILLERS)


def _department_of(joined: str) -> list[str]:
    field = _FOLDED.get(joined[1:], []) if joined.startswith("s") else []
    return ["so", *field] if field and len(joined) > 3 else []


def _expanded(text: str) -> Iterator[str]:
    """Words with the usual abbreviations written out."""
    after_department = False
    for word in _LETTERS.findall(text):
        low = word.lower()
        is_initials = word.isupper()
        if low in _FIELDS and (len(low) > 2 or (after_department and is_initials)):
            yield _FIELDS[low]
        elif is_initials and len(low) > 2 and low[0] == "s" and low[1:] in _FIELDS:
            yield "sở " + _FIELDS[low[1:]]
        else:
            yield _WORDS.get(low, low)
        after_department = low in ("sở", "bộ")


def _without_home(key: str, home: str) -> str:
    """Without "tỉnh" or "tỉnh <home>" at the end."""
    own = [f"{_PROVINCE} {name_key(home)}"] if home else []
    for ending in (*(f"{_ON_GROUND} {place}" for place in (*own, _PROVINCE)), *own, _PROVINCE):
        if key.endswith(" " + ending):
            return key.removesuffix(" " + ending)
    return key


def _without_post(key: str) -> str:
    """Without the post of the person who answers for the agency."""
    return _POSTS.sub("", key)


# Two letters alone mean too many things to write them out.
_FOLDED = {
    fold(short): fold(full).split() for short, full in {**_FIELDS, **_WORDS}.items() if len(fold(short)) > 2
}
_FOLDED_FILLERS = frozenset(fold(filler) for filler in _FILLERS)
_FILLER_KEYS = frozenset(comparison_key(filler) for filler in _FILLERS)
_PROVINCE = comparison_key("tỉnh")
_ON_GROUND = comparison_key("trên địa bàn")
_PEOPLES_COMMITTEE = name_key("Ủy ban nhân dân")
_COMMUNE_COMMITTEES = tuple(name_key(f"Ủy ban nhân dân {tier}") + " " for tier in ("xã", "phường", "đặc khu"))
_POSTS = re.compile(
    "^(?:"
    + "|".join(
        re.escape(comparison_key(post)) + " "
        for post in (
            "phó giám đốc",
            "giám đốc",
            "phó chủ tịch thường trực",
            "phó chủ tịch",
            "chủ tịch",
            "thủ trưởng",
            "lãnh đạo",
            "người đứng đầu",
        )
    )
    + ")"
)


@dataclass(frozen=True)
class Caller:
    """From which address and with which device a request came."""

    address: str
    user_agent: str

    @classmethod
    def of(cls, address: str, user_agent: str) -> "Caller":
        """A caller whose device fits into the records."""
        return cls(address[:45], user_agent.replace("\x00", "")[:300])


# The first that fits counts: every browser also names those it descends from.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """Browser and system of a User-Agent as a person calls them; its first word where it is no browser's."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    first = user_agent.split(" ", 1)[0][:40]
    return ", ".join(filter(None, (browser or first, system)))
