"""Word templates of an office in place of the house's own layout: what they may hold, checked and filled in.

A template is a Word file with names in double braces (`NAMES`); the same name in capitals gives the words in
capitals. The text of the document stands where `{{ noi_dung }}` stands, with its tables and charts.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import TemplateError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from hatang.base.official import Official, Say, add_body, write_official
from hatang.base.papers import Part, cell_words
from hatang.base.refusal import Refusal
from hatang.reporting.paper_safety import look_inside
from hatang.reporting.rules.paper_kinds import LETTERS, PaperKind

MOST_BYTES = 5 * 1024 * 1024
BODY = "noi_dung"
# What a template may name -> the words a document has for it; several lines stay several lines.
NAMES: dict[str, Callable[[Official], str]] = {
    "cap_tren": lambda one: one.above,
    "co_quan": lambda one: one.issuer,
    "so_ky_hieu": lambda one: one.number_words,
    "dia_danh_ngay": lambda one: one.place_words,
    "ten_loai": lambda one: one.kind,
    "trich_yeu": lambda one: one.subject,
    "kinh_gui": lambda one: "\n".join(one.addressed),
    "noi_nhan": lambda one: "\n".join(one.received_by),
    "nguoi_ky": lambda one: "\n".join(one.signs),
}
# Stands where the text comes; no document says it.
_PLACE = "[[noi-dung]]"
_FILTERS = ("upper", "lower", "title", "capitalize", "trim", "default")
# What reading and filling in a file that is no proper document raises.
_FAILS = (
    TemplateError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    RecursionError,
    etree.LxmlError,
    OpcError,
)


# What a template may be made of: names, conditions, a few filters. Nothing loops, calls or reckons.
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.If,
    nodes.CondExpr,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
    nodes.Const,
    nodes.Filter,
)


class _Sandbox(ImmutableSandboxedEnvironment):
    """An environment that refuses a template made of anything else."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.Node):
            if type(node) not in _ALLOWED:
                raise SecurityError(_("“%(kind)s” is not allowed") % {"kind": type(node).__name__})
        return tree


@dataclass(frozen=True)
class _Starting(Official):
    """The house's layout with names where the words of a document come."""

    @property
    def number_words(self) -> str:
        """The name of the line of the number."""
        return "{{ so_ky_hieu }}"

    @property
    def place_words(self) -> str:
        """The name of place and day."""
        return "{{ dia_danh_ngay }}"

    @property
    def received_by(self) -> list[str]:
        """The name of the recipients."""
        return ["{{ noi_nhan }}"]


def starting_template(*, is_letter: bool) -> bytes:
    """The house's own layout as a template to begin with."""
    official = _Starting(
        issuer="{{ co_quan }}",
        above="{{ cap_tren }}",
        symbol="",
        place="",
        on=date(2026, 1, 1),
        kind="" if is_letter else "{{ ten_loai }}",
        subject="{{ trich_yeu }}",
        addressed=["{{ kinh_gui }}"],
        body=[Say("{{ noi_dung }}")],
        signs=["{{ nguoi_ky }}"],
    )
    file = io.BytesIO()
    write_official(file, official)
    return file.getvalue()


def checked_template(content: bytes, example: Official) -> None:
    """Refuse a file that is no template: it is filled in once with an example.

    Raises:
        Refusal: it is no Word file or too large, has macros or links, names what is not known, has no place
            for the text, or cannot be filled in; the sentence says which.
    """
    look_inside(content)
    environment = _environment()
    try:
        named = DocxTemplate(io.BytesIO(content)).get_undeclared_template_variables(environment)
    except _FAILS as error:
        raise Refusal(_("The template cannot be read: %(error)s") % {"error": error}, field="tep") from error
    known = _words(example)
    if unknown := sorted(set(named) - set(known)):
        said = {"names": ", ".join(unknown), "known": ", ".join((*NAMES, BODY))}
        raise Refusal(
            _("The template names what is not known: %(names)s. Known: %(known)s.") % said, field="tep"
        )
    text = _text(filled_in(content, example))
    for words in (example.subject, "nội dung của ví dụ"):
        if words.lower() not in text.lower():
            raise Refusal(_("The template leaves out “%(words)s”.") % {"words": words}, field="tep")


def filled_in(content: bytes, official: Official) -> bytes:
    """A document in the layout of a template.

    Raises:
        Refusal: the template cannot be filled in, or has no place for the text.
    """
    template = DocxTemplate(io.BytesIO(content))
    try:
        template.render(_words(official), jinja_env=_environment(), autoescape=True)
        file = io.BytesIO()
        template.save(file)
        file.seek(0)
        document = Document(file)
    except _FAILS as error:
        raise Refusal(
            _("The template cannot be filled in: %(error)s") % {"error": error}, field="tep"
        ) from error
    place = next((one for one in document.paragraphs if _PLACE in one.text), None)
    if place is None:
        raise Refusal(
            _("The template has no place for the text: write {{ noi_dung }} in a paragraph of its own."),
            field="tep",
        )
    _put_body(document, place, official)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _put_body(document: Any, place: Any, official: Official) -> None:
    """Write the text at the end, then take it to its place."""
    before = set(document.element.body)
    add_body(document, official)
    for element in [one for one in document.element.body if one not in before]:
        place._p.addprevious(element)
    place._p.getparent().remove(place._p)


def _words(official: Official) -> dict[str, str]:
    said = {name: cell_words(words(official)) for name, words in NAMES.items()}
    capitals = {name.upper(): words.upper() for name, words in said.items()}
    return {**said, **capitals, BODY: _PLACE}


def _environment() -> _Sandbox:
    environment = _Sandbox(autoescape=True)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    return environment


def _text(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def example_of(kind: PaperKind) -> Official:
    """A small document of a kind, with which templates are tried."""
    return Official(
        issuer="Sở Khoa học và Công nghệ",
        above="Ủy ban nhân dân tỉnh",
        symbol="BC-SKHCN",
        place="Bắc Ninh",
        on=date(2026, 1, 6),
        kind="" if kind in LETTERS else "BÁO CÁO",
        subject="Kết quả thực hiện năm 2025 (ví dụ)",
        addressed=["Ủy ban nhân dân tỉnh"],
        body=[
            Say("Đây là nội dung của ví dụ."),
            Part(("TT", "Cơ quan, đơn vị"), (10, 90), [("1", "Sở Xây dựng & “VNPT” <1>")]),
        ],
        signs=["Giám đốc"],
    )
