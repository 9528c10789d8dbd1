"""Numbers of rows and years stand in addresses and forms as 4321, never as 4.321 as people read figures."""

import re
from typing import Any

TAG = re.compile(r"<[a-z][^>]*>")
ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
# What only people read, and what a drawing is made of.
SAID = frozenset({"alt", "aria-label", "class", "content", "d", "placeholder", "points", "style", "title"})
GROUPED = re.compile(r"(?<![\d.,])\d{1,3}\.\d{3}(?![\d.,])")
YEAR = re.compile(r"(?<![\d.,])2\.0[2-4]\d(?![\d.,])")


def written_as_figures(answer: Any) -> list[str]:
    """What a page writes with a point between thousands although nobody reads it as a figure; years too."""
    if answer.streaming or not answer.headers.get("Content-Type", "").startswith("text/html"):
        return []
    page = answer.content.decode()
    attributes = (pair for tag in TAG.findall(page) for pair in ATTRIBUTE.findall(tag))
    found = {f"{name}={value}" for name, value in attributes if name not in SAID and GROUPED.search(value)}
    return [*sorted(found), *YEAR.findall(TAG.sub(" ", page))]
