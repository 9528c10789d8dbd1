"""`hatang parse`: one document in, its structure out; no Django, no database."""

import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from hatang import docparse
from hatang.cli.ending import CannotDoIt
from hatang.cli.progress import bar
from hatang.docparse.model import ParsedDocument, to_json
from hatang.docparse.source import Unreadable


def run(file: Path, *, as_json: bool, as_text: bool) -> None:
    """Read the file and print what was asked for.

    Raises:
        CannotDoIt: both forms were asked for, or the file cannot be read.
    """
    if as_json and as_text:
        raise CannotDoIt("Ask for --json or for --text, not for both.")
    try:
        with bar(file.name) as report:
            source, parsed = docparse.parse_file(file, progress=report)
    except Unreadable as error:
        raise CannotDoIt(f"{file}: {error}") from error
    if as_text:
        _write(source.text.encode())
    elif as_json:
        _write(to_json(parsed, indent=2) + b"\n")
    else:
        _show(parsed)


def _write(data: bytes) -> None:
    """Bytes as they are: the text is UTF-8 whatever the terminal says."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _show(parsed: ParsedDocument) -> None:
    """A summary for a person."""
    console = Console()
    info = parsed.document
    console.print(
        f"{info.kind}  {info.number or '-'}  {info.date or '-'}  {info.issuer or '-'}", markup=False
    )
    console.print(info.title or "", markup=False, style="bold")
    for name, rows in (("Targets", parsed.targets), ("Tasks", parsed.tasks)):
        table = Table("path", "text", "lead", "due", title=f"{name}: {len(rows)}", title_justify="left")
        for row in rows:
            table.add_row(row.path, _short(row.text), "; ".join(row.lead), row.due.text or "")
        console.print(table, markup=False)
    for warning in parsed.warnings:
        console.print(f"{warning.code}: {warning.message}", markup=False, style="yellow")


def _short(text: str, limit: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
