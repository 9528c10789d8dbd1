"""A document as it is kept while people write in it: JSON, there and back, and what a form changes of it.

Blocks keep their places while a draft is written, so that two saves mean the same one: a paragraph of several
lines is several paragraphs in the document, an empty one is none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from hatang.base.charts import Chart, Series
from hatang.base.official import Block, Official, Say
from hatang.base.papers import Part, cell_words

Content = dict[str, Any]

# Letters of one text, and cells of a table that is written in by hand.
MOST_TEXT, MOST_CELLS = 20_000, 80
# What stands around the text, as its field and whether it is one name a line.
HEAD = {"subject": False, "addressed": True, "recipients": True, "signs": True}


def content_of(official: Official, plans: Iterable[int] = ()) -> Content:
    """The document as JSON, with the plans whose work it tells of."""
    said = {one.name: getattr(official, one.name) for one in fields(official) if one.name != "body"}
    lists = {name: list(said[name]) for name in ("signs", "addressed", "recipients")}
    body = [_kept(block) for block in official.body]
    return {**said, **lists, "on": official.on.isoformat(), "body": body, "plans": sorted(set(plans))}


def official_of(content: Content) -> Official:
    """The document that was kept, without paragraphs that say nothing."""
    said = {**content, "on": date.fromisoformat(content["on"])}
    said.pop("plans", None)
    return Official(**{**said, "body": [block for kept in content["body"] for block in _blocks(kept)]})


def changed(content: Content, typed: Mapping[str, str]) -> Content:
    """The document with what a form says; what it does not say stays.

    Args:
        content: as it was kept.
        typed: by the name of the place: a name of `HEAD`, `b-3` for a paragraph, `b-3-1-0` for a cell.
    """
    said = {**content, "body": [dict(block) for block in content["body"]]}
    for name, is_list in HEAD.items():
        if name in typed:
            lines = [line for one in _clean(typed[name]).splitlines() if (line := one.strip())]
            said[name] = lines if is_list else " ".join(lines)
    for place, block in enumerate(said["body"]):
        if "say" in block:
            block["say"] = _clean(typed.get(f"b-{place}", block["say"]))
        elif is_written_in(block):
            block["lines"] = [
                [_clean(typed.get(f"b-{place}-{row}-{n}", cell)) for n, cell in enumerate(line)]
                for row, line in enumerate(block["lines"])
            ]
    return said


def is_written_in(block: Mapping[str, Any]) -> bool:
    """Whether a block is a table small enough to be written in by hand."""
    return "lines" in block and sum(len(line) for line in block["lines"]) <= MOST_CELLS


def _kept(block: Block) -> dict[str, Any]:
    if isinstance(block, Say):
        return {"say": block.words, "is_bold": block.is_bold, "is_italic": block.is_italic}
    if isinstance(block, Chart):
        return {"chart": asdict(block)}
    lines = [[cell_words(cell) for cell in line] for line in block.lines]
    return {"heads": list(block.heads), "widths": list(block.widths), "lines": lines}


def _blocks(kept: Mapping[str, Any]) -> list[Block]:
    if "say" in kept:
        one = Say("", is_bold=kept["is_bold"], is_italic=kept["is_italic"])
        return [replace(one, words=line.strip()) for line in kept["say"].splitlines() if line.strip()]
    if "chart" in kept:
        said = kept["chart"]
        return [Chart(said["title"], said["labels"], [Series(**one) for one in said["series"]])]
    return [Part(kept["heads"], kept["widths"], kept["lines"])]


def _clean(words: str) -> str:
    return cell_words(words.replace("\r\n", "\n"))[:MOST_TEXT].strip()
