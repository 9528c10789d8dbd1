"""HTML: what a reader of the page sees, in order; nothing is fetched, nothing is run."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml import html as lxml_html

from hatang.docparse.readers.blocks import MAX_COLUMNS, Block, Box, Grid, Paragraph, Row, Run, emit
from hatang.docparse.readers.text import EMPTY, decode
from hatang.docparse.source import Source, SourceBuilder, Unreadable

_UNSEEN = frozenset(
    (
        *("script", "style", "head", "title", "meta", "link", "noscript", "template", "iframe", "object"),
        *("embed", "svg", "math", "select", "button", "input", "textarea", "audio", "video", "canvas", "nav"),
    )
)
_BLOCKS = frozenset(
    (
        *(
            "p",
            "div",
            "section",
            "article",
            "main",
            "header",
            "footer",
            "aside",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
        ),
        *("h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "center", "form", "fieldset"),
        *("figure", "figcaption", "address", "hr", "body", "html", "td", "th", "caption"),
    )
)
_BOLD = frozenset(["b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"])
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_SPACE = re.compile(r"[^\S\xa0]+")
_LABELLED = re.compile(r"\s*(?:\d{1,3}(?:\.\d+)*[.)]|[a-zđ]\)|[-–+•]|[IVX]+\.)")
_DEPTH = 100  # deeper elements are flattened to their words


def read_html(data: bytes) -> Source:
    """The visible paragraphs and tables of a page."""
    try:
        root = lxml_html.document_fromstring(
            _characters(data),
            parser=lxml_html.HTMLParser(
                no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
            ),
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise Unreadable(EMPTY) from error
    builder = SourceBuilder()
    emit(builder, _Flow().blocks_of(root))
    source = builder.build()
    if not source.text.strip():
        raise Unreadable(EMPTY)
    return source


def _characters(data: bytes) -> str:
    """Decode by the mark, the declared charset, or what is plausible for Vietnamese."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = declared.group(1).decode("ascii", "replace").lower()
        if name in ("windows-1258", "cp1258"):
            return data.decode("cp1258", errors="replace").replace("\x00", "")
    # An XML declaration inside a decoded text makes lxml refuse it.
    return re.sub(r"^\s*<\?xml[^>]*>", "", decode(data))


class _Flow:
    """Walks one element and gathers its blocks; cells of tables get a walk of their own."""

    def __init__(self, depth: int = 0) -> None:
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.depth = depth

    def blocks_of(self, element: etree._Element) -> list[Block]:
        """Everything inside the element as paragraphs and tables."""
        self._walk(element, element.tag in _BOLD, False, self.depth)
        self._flush()
        return self.blocks

    def _walk(self, element: etree._Element, bold: bool, pre: bool, depth: int) -> None:
        if depth > _DEPTH:
            self._say(_words(element), bold, pre)
            return
        self._say(element.text, bold, pre)
        for child in element:
            if isinstance(child.tag, str) and not _is_hidden(child):
                self._element(child, bold, pre, depth + 1)
            self._say(child.tail, bold, pre)

    def _element(self, element: etree._Element, bold: bool, pre: bool, depth: int) -> None:
        tag = str(element.tag)
        if tag == "br":
            self.runs.append(("\n", bold))
        elif tag == "table":
            self._flush()
            self.blocks.append(_grid(element, depth))
        elif tag == "sup" and _words(element).strip().isdigit():
            self.runs.append((f"[{_words(element).strip()}]", bold))
        elif tag in _BLOCKS:
            self._flush()
            label = _label(element) if tag == "li" else ""
            if label:
                self.runs.append((label, bold))
            self._walk(element, _weight(element, bold), pre or tag == "pre", depth)
            self._flush()
        else:
            self._walk(element, _weight(element, bold), pre, depth)

    def _say(self, text: str | None, bold: bool, pre: bool) -> None:
        if text:
            self.runs.append((text if pre else _SPACE.sub(" ", text), bold))

    def _flush(self) -> None:
        if any(text.strip() for text, _ in self.runs):
            self.blocks.append(Paragraph(_trim_lines(self.runs)))
        self.runs = []


def _trim_lines(runs: list[Run]) -> list[Run]:
    """Drop the source's own spaces beside a forced line break."""
    trimmed: list[Run] = []
    for text, bold in runs:
        if trimmed and trimmed[-1][0].endswith("\n"):
            text = text.lstrip(" ")
        if text:
            trimmed.append((text, bold))
    return trimmed


def _words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _is_hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.tag in _UNSEEN or "display:none" in style or element.get("hidden") is not None


def _weight(element: etree._Element, bold: bool) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    if "font-weight:" in style:
        return re.search(r"font-weight:(?:bold|[6-9]00)", style) is not None
    return bold or element.tag in _BOLD


def _label(item: etree._Element) -> str:
    """The printed mark of a list item, unless its own words carry one."""
    if _LABELLED.match(_words(item)[:20]):
        return ""
    listing = item.getparent()
    if listing is None or listing.tag != "ol":
        return "- "
    first = listing.get("start") or ""
    number = (int(first) if re.fullmatch(r"\d{1,4}", first) else 1) + sum(
        1 for _ in item.itersiblings("li", preceding=True)
    )
    kind = listing.get("type") or "1"
    if kind in "aA" and number <= 26:
        letter = chr(ord("a") + number - 1)
        return f"{letter if kind == 'a' else letter.upper()}) "
    return f"{number}. "


def _grid(table: etree._Element, depth: int) -> Grid:
    """The table's cells at their places, spans resolved."""
    grid = Grid(has_borders=_has_borders(table))
    covered: dict[tuple[int, int], bool] = {}
    rows = list(_table_rows(table))
    for row_index, row in enumerate(rows):
        places: Row = []
        for cell in row:
            _pad(places, covered, row_index)
            if len(places) >= MAX_COLUMNS:
                break
            n_cols = min(_span(cell, "colspan"), MAX_COLUMNS - len(places))
            n_rows = min(_span(cell, "rowspan"), len(rows) - row_index)
            blocks = _Flow(depth).blocks_of(cell)
            for down in range(1, n_rows):
                covered.update({(row_index + down, len(places) + right): True for right in range(n_cols)})
            places.append(Box(blocks, n_rows, n_cols))
            places.extend([None] * (n_cols - 1))
        _pad(places, covered, row_index)
        grid.rows.append(places)
    return grid


def _pad(places: Row, covered: dict[tuple[int, int], bool], row_index: int) -> None:
    while covered.pop((row_index, len(places)), False):
        places.append(None)


def _table_rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    for child in table:
        if child.tag == "tr":
            yield [cell for cell in child if cell.tag in ("td", "th")]
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _table_rows(child)
        elif child.tag == "caption":
            yield [child]


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, int(value)) if re.fullmatch(r"\d{1,5}", value) else 1


def _has_borders(table: etree._Element) -> bool:
    if (table.get("border") or "0").strip() not in ("0", ""):
        return True
    styles = " ".join(item.get("style") or "" for item in [table, *islice(table.iter("td"), 6)])
    return re.search(r"border[\w-]*:\s*(?!none|0|medium none)", styles) is not None or bool(
        table.get("class")
    )
