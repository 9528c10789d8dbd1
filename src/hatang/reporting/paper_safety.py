"""What a Word file from outside may hold: no macros, nothing embedded that runs, nothing fetched."""

import io
import re
import zipfile
import zlib
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from hatang.base.refusal import Refusal

MOST_UNPACKED = 60 * 1024 * 1024
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MACROS = ("vbaproject.bin", "vbadata.xml")
# Parts that are no XML: pictures, fonts, and the numbers behind a chart.
_NO_XML = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".bmp",
    ".tif",
    ".tiff",
    ".emf",
    ".wmf",
    ".ttf",
    ".odttf",
    ".xlsx",
    "/",
)
# Relationships of these kinds embed a program or another document, wherever it lies.
_EMBEDS = frozenset({"oleObject", "control", "aFChunk", "subDocument", "frame", "vbaProject"})
# Fields that fetch from elsewhere when Word opens the file.
_FETCHES = re.compile(r"\b(INCLUDEPICTURE|INCLUDETEXT|DDE|DDEAUTO|LINK)\b", re.IGNORECASE)


def look_inside(content: bytes) -> None:
    """Refuse what is no Word file, unpacks without end, has macros, or reaches outside.

    Raises:
        Refusal: the sentence says which.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = [one.filename.lower() for one in parts.infolist()]
            if sum(one.file_size for one in parts.infolist()) > MOST_UNPACKED:
                raise Refusal(_("The template is too large."), field="tep")
            if "word/document.xml" not in names:
                raise Refusal(_("The template is a Word file (.docx)."), field="tep")
            types = parts.read("[Content_Types].xml").decode("utf-8", "replace")
            if "macroenabled" in types.lower() or any(name.endswith(_MACROS) for name in names):
                raise Refusal(_("The template has macros; save it as .docx without them."), field="tep")
            for one in parts.infolist():
                if not one.filename.lower().endswith(_NO_XML):
                    _look_at(one.filename.lower(), parts.read(one))
    except (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, NotImplementedError, EOFError) as error:
        raise Refusal(_("The template is a Word file (.docx)."), field="tep") from error


def _look_at(name: str, content: bytes) -> None:
    """Refuse a part that is no plain XML, or that fetches or embeds."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        said = _("The template cannot be read: %(error)s") % {"error": name}
        raise Refusal(said, field="tep") from error
    is_outside = _reaches_outside(root) if name.endswith(".rels") else _fetches(root)
    info: Any = root.getroottree().docinfo
    if is_outside or info.doctype:
        raise Refusal(
            _("The template reaches outside: take its links and embedded objects away."), field="tep"
        )


def _reaches_outside(root: etree._Element) -> bool:
    """Whether a relationship embeds a program or fetches something; a link to click does not."""
    for one in root.iter("{*}Relationship"):
        kind = one.get("Type", "").rsplit("/", 1)[-1]
        is_external = one.get("TargetMode", "").strip().lower() == "external"
        if kind in _EMBEDS or (is_external and kind != "hyperlink"):
            return True
    return False


def _fetches(root: etree._Element) -> bool:
    """Whether a field fetches something; a code may be spread over runs, and none is made when filled in."""
    codes = []
    for one in root.iter(_W + "fldChar", _W + "instrText", _W + "fldSimple"):
        if one.tag == _W + "instrText":
            codes.append(one.text or "")
        else:
            codes.append(f"\n{one.get(_W + 'instr', '')}\n")
    said = "".join(codes)
    return bool(_FETCHES.search(said)) or "{{" in said or "{%" in said
