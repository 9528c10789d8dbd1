"""Word documents (docx): body order, merged cells, automatic numbers, footnotes, text boxes.

The parts are read straight from the package: python-docx leaves out footnotes, text boxes, content
controls and automatic numbers, and loads every picture.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from hatang.docparse.readers.blocks import MAX_COLUMNS, Block, Box, Grid, Paragraph, Row, Run, emit
from hatang.docparse.readers.numbering import Numbering, W, integer, value
from hatang.docparse.readers.package import DAMAGED, Package, parse_xml
from hatang.docparse.source import Source, SourceBuilder, Unreadable

ONLY_PICTURES = (
    "The document holds pictures but no words; send it as a scanned pdf so that it can be recognised."
)
NO_WORDS = "The document holds no words."

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", _M[1:-1].encode()),
)
_OFF = ("0", "false", "off", "none")
_WRAPPERS = {
    W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "hyperlink")
} | {
    W + "fldSimple",
    W + "dir",
    W + "bdo",
    _MC + "AlternateContent",
    _MC + "Choice",
    _M + "oMathPara",
    _M + "oMath",
}
_SYMBOLS = {
    "F0B7": "•",
    "F0A7": "▪",
    "F02D": "-",
    "F0B3": "≥",
    "F0A3": "≤",
    "F0B0": "°",
    "F0B1": "±",
    "F0B4": "×",
}


@dataclass(slots=True)
class _Style:
    bold: bool | None = None
    caps: bool | None = None
    number_id: str | None = None
    level: int | None = None
    borders: bool | None = None
    parent: str | None = None


@dataclass(slots=True)
class _Notes:
    """Footnotes and endnotes in the order in which the text refers to them."""

    bodies: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def mark(self, kind: str, note_id: str) -> str:
        """The printed mark of a note: its place in the order of first mention."""
        if (kind, note_id) not in self.bodies:
            return ""
        return f"[{self.numbers.setdefault((kind, note_id), len(self.numbers) + 1)}]"


def read_docx(data: bytes) -> Source:
    """Paragraphs, tables and footnotes of a Word document, tracked deletions left out.

    Raises:
        Unreadable: the package is broken, locked, or holds no words.
    """
    package = Package(data)
    name = main_part(package)
    root = _xml(package, name) if name else None
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise Unreadable(DAMAGED)
    reader = _Reader(package, name.rpartition("/")[0] if name else "word")
    builder = SourceBuilder()
    emit(builder, reader.blocks(body))
    emit(builder, reader.notes())
    source = builder.build()
    if not source.text.strip():
        has_pictures = any("/media/" in part for part in package.names)
        raise Unreadable(ONLY_PICTURES if has_pictures else NO_WORDS)
    return source


def main_part(package: Package) -> str | None:
    """The name of the part that holds the words, as the package's relations say."""
    relations = package.xml("_rels/.rels")
    for relation in relations.iter(_RELATION) if relations is not None else ():
        if str(relation.get("Type")).endswith("/officeDocument"):
            target = str(relation.get("Target")).lstrip("/")
            if target in package.names:
                return target
    return "word/document.xml" if "word/document.xml" in package.names else None


def _xml(package: Package, name: str) -> etree._Element | None:
    data = package.part(name)
    if data is None:
        return None
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    return parse_xml(data)


class _Reader:
    """Holds what one document's parts say about numbers, styles and notes while its body is read."""

    def __init__(self, package: Package, folder: str) -> None:
        self._numbering = Numbering(_optional(package, f"{folder}/numbering.xml"))
        self._styles, self._default = _read_styles(_optional(package, f"{folder}/styles.xml"))
        self._notes = _Notes()
        for kind in ("footnote", "endnote"):
            root = _optional(package, f"{folder}/{kind}s.xml")
            for note in root.iter(W + kind) if root is not None else ():
                if note.get(W + "type") in (None, "normal"):
                    self._notes.bodies[kind, str(note.get(W + "id"))] = note

    def blocks(self, parent: etree._Element) -> list[Block]:
        """The paragraphs and tables inside a body, a cell or a text box."""
        blocks: list[Block] = []
        unfinished: list[Run] = []
        for element in _children(parent):
            if element.tag == W + "tbl":
                blocks.append(self._grid(element))
            elif element.tag == W + "p":
                boxes: list[etree._Element] = []
                runs = unfinished + self._paragraph(element, boxes)
                # A tracked deletion of the paragraph mark joins it with the next one.
                unfinished = runs if element.find(f"{W}pPr/{W}rPr/{W}del") is not None else []
                if not unfinished:
                    blocks.append(Paragraph(runs))
                for content in boxes:
                    blocks.extend(self.blocks(content))
        return [*blocks, Paragraph(unfinished)] if unfinished else blocks

    def notes(self) -> list[Block]:
        """The notes the text referred to, each as "[n] words"."""
        paragraphs: list[Block] = []
        while len(paragraphs) < len(self._notes.numbers):  # a note may refer to a further one
            note = list(self._notes.numbers)[len(paragraphs)]
            words = " ".join(Box([block]).text for block in self.blocks(self._notes.bodies[note]))
            paragraphs.append(Paragraph([(f"[{len(paragraphs) + 1}] {words.strip()}", False)]))
        return paragraphs

    def _paragraph(self, element: etree._Element, boxes: list[etree._Element]) -> list[Run]:
        properties = element.find(W + "pPr")
        style_name = (value(properties, "pStyle") if properties is not None else None) or self._default
        style = self._style(style_name)
        runs = [run for child in _children(element) for run in self._runs(child, style, boxes)]
        if not any(text.strip() for text, _ in runs):
            return []
        label = self._label(properties, style_name, style)
        return [(label + " ", _first_weight(runs)), *runs] if label else runs

    def _label(self, properties: etree._Element | None, style_name: str | None, style: _Style) -> str:
        own = properties.find(W + "numPr") if properties is not None else None
        number_id = value(own, "numId") if own is not None else None
        level = value(own, "ilvl") if own is not None else None
        if number_id is None:
            number_id = style.number_id
            if number_id is None:
                return ""
            if level is None:
                level = str(style.level or self._numbering.level_of_style(number_id, style_name or ""))
        return "" if number_id == "0" else self._numbering.label(number_id, integer(level))

    def _runs(self, element: etree._Element, style: _Style, boxes: list[etree._Element]) -> Iterator[Run]:
        if element.tag == _M + "r":
            yield "".join(str(text.text or "") for text in element.iter(_M + "t")), False
            return
        if element.tag.startswith(_M):
            for child in element:
                if isinstance(child.tag, str):
                    yield from self._runs(child, style, boxes)
            return
        if element.tag != W + "r":
            return
        properties = element.find(W + "rPr")
        if _is_on(properties, "vanish"):
            return
        named = self._style(value(properties, "rStyle") if properties is not None else None)
        bold = _first(_flag(properties, "b"), named.bold, style.bold)
        text = "".join(self._piece(child, boxes) for child in element)
        if _first(_flag(properties, "caps"), named.caps, style.caps):
            text = text.upper()
        yield text, bold

    def _piece(self, child: etree._Element, boxes: list[etree._Element]) -> str:
        """What one element of a run prints."""
        tag = child.tag
        if tag == W + "t":
            return child.text or ""
        if tag in (W + "tab", W + "ptab"):
            return " "
        if tag in (W + "br", W + "cr"):
            return "\n"
        if tag == W + "noBreakHyphen":
            return "-"
        if tag == W + "sym":
            return _SYMBOLS.get(str(child.get(W + "char")).upper(), "")
        if tag in (W + "footnoteReference", W + "endnoteReference"):
            return self._notes.mark(tag.removeprefix(W).removesuffix("Reference"), str(child.get(W + "id")))
        if tag in (W + "drawing", W + "pict", W + "object", _MC + "AlternateContent"):
            boxes.extend(_text_boxes(child))
        return ""

    def _grid(self, table: etree._Element) -> Grid:
        """The table's cells at their places: gridSpan to the right, vMerge down."""
        grid = Grid(has_borders=self._has_borders(table))
        above: dict[int, Box] = {}  # the vertically merged cell that is open in a column
        for row in _rows(table):
            places: Row = [Box([]) for _ in range(_skipped(row, "gridBefore"))]
            still_open: dict[int, Box] = {}
            for cell in _cells(row):
                col = len(places)
                if col >= MAX_COLUMNS:
                    break
                properties = cell.find(W + "tcPr")
                merge = properties.find(W + "vMerge") if properties is not None else None
                n_cols = min(max(_span(properties), 1), MAX_COLUMNS - col)
                is_continued = merge is not None and merge.get(W + "val") != "restart" and col in above
                box = above[col] if is_continued else Box(self.blocks(cell), 1, n_cols)
                if is_continued:
                    box.n_rows += 1
                if merge is not None:
                    still_open[col] = box
                places.append(None if is_continued else box)
                places.extend([None] * (n_cols - 1))
            above = still_open
            places.extend(Box([]) for _ in range(_skipped(row, "gridAfter")))
            grid.rows.append(places)
        return grid

    def _has_borders(self, table: etree._Element) -> bool:
        properties = table.find(W + "tblPr")
        own = properties.find(W + "tblBorders") if properties is not None else None
        if own is not None and not _draws(own):
            own_says = False
        elif own is not None:
            return True
        else:
            own_says = bool(
                self._style(value(properties, "tblStyle") if properties is not None else None).borders
            )
        return own_says or any(_draws(borders) for borders in table.iter(W + "tcBorders"))

    def _style(self, name: str | None) -> _Style:
        """A style with what it inherits."""
        merged, seen = _Style(), 0
        while name in self._styles and seen < 20:
            style = self._styles[name]
            for key in ("bold", "caps", "number_id", "level", "borders"):
                if getattr(merged, key) is None:
                    setattr(merged, key, getattr(style, key))
            name, seen = style.parent, seen + 1
        return merged


def _optional(package: Package, name: str) -> etree._Element | None:
    """A part that helps but without which the words are still there."""
    try:
        return _xml(package, name)
    except Unreadable as error:
        if str(error) == DAMAGED:
            return None
        raise


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs, tables and runs in order, wrappers opened, deletions and second versions left out."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from _children(child)
        elif isinstance(child.tag, str):
            yield child


def _text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The outermost text boxes of a drawing; of two versions of it only the first."""
    for child in element:
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag != _MC + "Fallback":
            yield from _text_boxes(child)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in _children(table):
        if child.tag == W + "tr" and child.find(f"{W}trPr/{W}del") is None:
            yield child


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (child for child in _children(row) if child.tag == W + "tc")


def _span(properties: etree._Element | None) -> int:
    return integer(value(properties, "gridSpan"), 1) if properties is not None else 1


def _skipped(row: etree._Element, name: str) -> int:
    properties = row.find(W + "trPr")
    count = integer(value(properties, name)) if properties is not None else 0
    return min(max(count, 0), MAX_COLUMNS)


def _draws(borders: etree._Element) -> bool:
    return any(border.get(W + "val") not in (None, "nil", "none") for border in borders)


def _is_on(properties: etree._Element | None, name: str) -> bool:
    return bool(_flag(properties, name))


def _flag(properties: etree._Element | None, name: str) -> bool | None:
    item = properties.find(W + name) if properties is not None else None
    return None if item is None else item.get(W + "val") not in _OFF


def _first(*choices: bool | None) -> bool:
    return next((choice for choice in choices if choice is not None), False)


def _first_weight(runs: list[Run]) -> bool:
    return next((bold for text, bold in runs if text.strip()), False)


def _read_styles(root: etree._Element | None) -> tuple[dict[str | None, _Style], str | None]:
    styles: dict[str | None, _Style] = {}
    default = None
    for item in root.iter(W + "style") if root is not None else ():
        runs = item.find(W + "rPr")
        numbers = item.find(f"{W}pPr/{W}numPr")
        borders = item.find(f"{W}tblPr/{W}tblBorders")
        level = value(numbers, "ilvl") if numbers is not None else None
        styles[item.get(W + "styleId")] = _Style(
            bold=_flag(runs, "b"),
            caps=_flag(runs, "caps"),
            number_id=value(numbers, "numId") if numbers is not None else None,
            level=None if level is None else integer(level),
            borders=None if borders is None else _draws(borders),
            parent=value(item, "basedOn"),
        )
        if item.get(W + "type") == "paragraph" and item.get(W + "default") in ("1", "true"):
            default = item.get(W + "styleId")
    return styles, default
