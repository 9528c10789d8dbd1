"""Writes an example as a portal shows it: one cell a line, empty cells dropped, characters broken."""

import re
import unicodedata
from pathlib import Path

from tools.examples.content.names import MARK
from tools.examples.model import LEFT, Annex, Example, Para
from tools.examples.write_docx import MOTTO

DECOMPOSE_EVERY = 19
BROKEN_WORDS = {
    "Công nghệ, hoàn": "Công ngh  ệ, hoàn",
    "Quyết định số 1132": "Quyết đị  nh số 1132",
    "nền tảng thu nhận": "nền tả  ng thu nhận",
}


def write_txt(example: Example, path: Path, portal: dict[str, str]) -> None:
    """Write the example as UTF-8 text with the header of a legal portal before it."""
    lines = [MARK, *portal_header(example, portal), *letterhead(example)]
    for block in example.blocks:
        assert isinstance(block, Para)
        lines.append(re.sub(r"\[\^(\d+)\]", r" [\1]", block.text))
    lines += ["Nơi nhận:", *[f"- {text}" for text in example.recipients], *example.signature]
    for annex in example.annexes:
        lines += annex_lines(annex)
    lines += [f"[{number}] {text}" for number, text in example.footnotes.items()]
    path.write_text(damaged("\n".join(lines) + "\n"), encoding="utf-8")


def portal_header(example: Example, portal: dict[str, str]) -> list[str]:
    """The box of fields that a portal puts before the text."""
    return [
        portal["title"],
        *[line for key, value in portal.items() if key != "title" for line in (f"\t{key}", f"\t{value}", "")],
        "",
    ]


def letterhead(example: Example) -> list[str]:
    """The letterhead without its line of number, as portals print it."""
    return [
        *example.issuer,
        "-------",
        MOTTO[0],
        MOTTO[1],
        "---------------",
        f" {example.date_line}",
        example.kind_line,
        *example.title,
    ]


def annex_lines(annex: Annex) -> list[str]:
    """The annex with one cell a line; empty cells leave no trace."""
    lines = [MARK, annex.label, annex.title, annex.reference]
    for row in [*annex.table.header, *annex.table.rows]:
        lines += [cell for cell in row if cell and cell != LEFT]
    return lines


def damaged(text: str) -> str:
    """Break a few words and decompose every nineteenth accented one."""
    for whole, broken in BROKEN_WORDS.items():
        text = text.replace(whole, broken)
    seen = 0

    def decompose(match: re.Match[str]) -> str:
        nonlocal seen
        word = match[0]
        if word.isascii():
            return word
        seen += 1
        return unicodedata.normalize("NFD", word) if seen % DECOMPOSE_EVERY == 0 else word

    return re.sub(r"\w+", decompose, text)
