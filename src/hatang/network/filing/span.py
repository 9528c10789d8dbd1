"""How large a rectangle the cells of a workbook span: two cells in far corners would fill the memory."""

import re

from hatang.docparse.readers.package import Package

# Quoted values may hold ">" themselves.
_TAG = re.compile(rb"""<(?:[\w.-]+:)?(row|c)(?=[\s/>])((?:[^>"']|"[^"]*"|'[^']*')*)""")
_REFERENCE = re.compile(rb"""(?:^|\s)r\s*=\s*["']\s*([A-Za-z]*)(\d+)""")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Other kinds of workbook, which a reader would fall back to.
OTHERS = frozenset({"xl/workbook.bin", "content.xml"})


def spanned_cells(package: Package) -> int:
    """How many cells the sheets of a workbook span, each from its first cell to its farthest.

    Every part is looked at, whatever its name, and no part's own word about its size is believed.

    Raises:
        Unreadable: a part is larger than it may be, or damaged.
    """
    return sum(_spanned(package.part(name) or b"") for name in package.names)


def is_hidden(package: Package) -> bool:
    """Whether parts are of an encoding or a kind in which cells cannot be counted."""
    if OTHERS & {name.lower() for name in package.names}:
        return True
    texts = (package.part(name) or b"" for name in package.names if name.lower().endswith((".xml", ".rels")))
    return any(text[:2] in _UTF16 or b"\x00" in text[:64] for text in texts)


def _spanned(part: bytes) -> int:
    row, column, rows, columns = 0, 0, 0, 0
    for tag in _TAG.finditer(part):
        found = _REFERENCE.search(tag[2])
        if tag[1] == b"row":
            row, column = int(found[2][:9]) if found else row + 1, 0
        elif found:
            row, column = max(row, int(found[2][:9])), _column(found[1])
        else:
            # A cell without a place stands beside the one before it.
            column += 1
        rows, columns = max(rows, row), max(columns, column)
    return rows * columns


def _column(letters: bytes) -> int:
    """The number of a column from its letters: A is 1."""
    number = 0
    for letter in letters[:6].upper():
        number = number * 26 + letter - 64
    return number
