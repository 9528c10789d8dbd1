"""What a target or task is about: its words without what differs between two that say the same."""

import re

from hatang.docparse.normalise import fold

# Two targets in one measure are about the same thing from this likeness of their subjects on.
SAME_SUBJECT = 82.0
# Of a subject this short every word counts: "phu song" would be like everything.
LEAST_WORDS = 3
_FIGURES_AND_PLACES = re.compile(
    r"\b(?:\d+(?: \d+)*|dat|it nhat|toi thieu|tren|khong qua|tro len|phan dau|den nam|trong nam|nam|ty le|muc"
    r"|duoc|den voi|toi|cua toan tinh|cua tinh|tren dia ban(?: toan)?(?: tinh)?|di dong)\b"
)


def subject(text: str) -> str:
    """What a target is about: its folded words without figures, years and the province."""
    return " ".join(_FIGURES_AND_PLACES.sub(" ", fold(text)).split())
