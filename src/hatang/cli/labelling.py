"""`hatang labels export`: corrections of reviewers as labelled cases for whoever improves the parser."""

import sys
from pathlib import Path

from hatang.cli.django_door import rooms
from hatang.cli.ending import say


def export(out: Path | None) -> int:
    """Write one case a line, to a file or to standard output."""
    with rooms():
        from hatang.documents.labels import labelled_cases, to_lines

        data = to_lines(labelled_cases())
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        out.write_bytes(data)
        say(f"{len(data.splitlines())} cases written to {out}.")
    return 0
