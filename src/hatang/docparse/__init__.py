"""Official documents understood: files -> structure -> targets and tasks. Knows no Django."""

from hatang.docparse.model import ParsedDocument, to_json
from hatang.docparse.parse import parse, parse_file, parse_source, parse_text
from hatang.docparse.source import Source, Unreadable

__all__ = [
    "ParsedDocument",
    "Source",
    "Unreadable",
    "parse",
    "parse_file",
    "parse_source",
    "parse_text",
    "to_json",
]
