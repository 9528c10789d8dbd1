"""Markdown: headings, bold words and pipe tables; the markup characters do not reach the text."""

import re

from hatang.docparse.readers.blocks import Block, Box, Grid, Paragraph, Row, Run, emit
from hatang.docparse.readers.text import EMPTY, decode
from hatang.docparse.source import Source, SourceBuilder, Unreadable

_RULE = re.compile(r"\s{0,3}(?:[-*_]\s*){3,}")
_SEPARATOR = re.compile(r"\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_QUOTE = re.compile(r"\s{0,3}(?:>\s?)+")
_STAR_BULLET = re.compile(r"(\s*)\*\s+")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MARKS = re.compile(
    r"\\([\\`*_{}\[\]()#+\-.!|>~])"  # 1: escaped character
    r"|(\*\*\*|\*\*|___|__)"  # 2: bold
    r"|(\*|(?<![^\W_])_|_(?![^\W_])|`+|~~)"  # 3: markup without a weight
    r"|!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"  # 4: words of a link
)


def read_markdown(data: bytes) -> Source:
    """The words of a Markdown text; pipe tables become tables."""
    builder = SourceBuilder()
    emit(builder, blocks_of(decode(data)))
    source = builder.build()
    if not source.text.strip():
        raise Unreadable(EMPTY)
    return source


def blocks_of(text: str) -> list[Block]:
    """Paragraphs and tables of a Markdown text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    blocks: list[Block] = []
    index, is_bold = 0, False
    while index < len(lines):
        if _begins_table(lines, index):
            grid, index = _table(lines, index)
            blocks.append(grid)
            is_bold = False
            continue
        line = lines[index]
        index += 1
        if not line.strip() or _FENCE.match(line) or _RULE.fullmatch(line):
            is_bold = False
            continue
        paragraph, is_bold = _paragraph(line, is_bold)
        blocks.append(paragraph)
    return blocks


def _paragraph(line: str, is_bold: bool) -> tuple[Paragraph, bool]:
    """One line, whose bold words may have begun on the line before."""
    line = _QUOTE.sub("", line, count=1)
    heading = _HEADING.fullmatch(line)
    if heading:
        runs, _ = inline(heading.group(2))
        return Paragraph([(text, True) for text, _ in runs]), False
    line = _STAR_BULLET.sub(r"\1- ", line, count=1) if _STAR_BULLET.match(line) else line
    runs, is_bold = inline(line, is_bold)
    return Paragraph(runs), is_bold


def inline(text: str, is_bold: bool = False) -> tuple[list[Run], bool]:
    """The runs of a line without its markup, and whether bold goes on behind it."""
    runs: list[Run] = []
    position = 0
    for match in _MARKS.finditer(text):
        runs.append((text[position : match.start()], is_bold))
        position = match.end()
        escaped, strong, _, link = match.groups()
        if escaped is not None or link is not None:
            runs.append((escaped if escaped is not None else link, is_bold))
        elif strong is not None:
            is_bold = not is_bold
    runs.append((text[position:], is_bold))
    return [run for run in runs if run[0]], is_bold


def _begins_table(lines: list[str], index: int) -> bool:
    return (
        index + 1 < len(lines)
        and "|" in lines[index]
        and "|" in lines[index + 1]
        and _SEPARATOR.fullmatch(lines[index + 1]) is not None
        and len(_cells(lines[index])) > 1
    )


def _table(lines: list[str], index: int) -> tuple[Grid, int]:
    rows = [_cells(lines[index])]
    index += 2
    while index < len(lines) and "|" in lines[index] and lines[index].strip():
        if not _SEPARATOR.fullmatch(lines[index]):
            rows.append(_cells(lines[index]))
        index += 1
    width = max(len(row) for row in rows)
    return Grid([_row(row, width) for row in rows]), index


def _row(cells: list[str], width: int) -> Row:
    return [*map(_box, cells), *(Box([]) for _ in range(width - len(cells)))]


def _cells(line: str) -> list[str]:
    line = line.strip()
    line = line[1:] if line.startswith("|") else line
    line = line[:-1] if line.endswith("|") and not line.endswith("\\|") else line
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)]


def _box(cell: str) -> Box:
    paragraphs: list[Block] = []
    is_bold = False
    for line in _BREAK.split(cell):
        runs, is_bold = inline(line.strip(), is_bold)
        paragraphs.append(Paragraph(runs))
    return Box(paragraphs)
