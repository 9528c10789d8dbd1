"""What every template keeps to, read as text."""

import re
from pathlib import Path

import hatang

ROOMS = Path(hatang.__file__).parent
ATTRIBUTE = re.compile(r"""[\w:-]+=("[^"<>]*")""")
SHOWN = re.compile(r"\{\{ *([\w.]+) *\}\}")
# Whole numbers that grow above a thousand: keys of rows, versions of them, years.
GROWING = re.compile(r"(?:.*[._])?(?:pk|id|year|seen|version|revision)")


def test_a_number_in_an_attribute_is_written_without_points() -> None:
    wrong = []
    for path in ROOMS.glob("*/templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        for name in SHOWN.findall(" ".join(ATTRIBUTE.findall(text))):
            is_written = re.search(rf"\b{re.escape(name)}=[\w.]+\|unlocalize", text)
            if GROWING.fullmatch(name) and not is_written:
                wrong.append(f"{path.relative_to(ROOMS)}: {name}")
    assert wrong == []
