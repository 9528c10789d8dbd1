"""The child process that reads one file, so that a hostile one cannot take the worker down.

`python -m hatang.documents.reader FILE MEMORY_MB CPU_SECONDS` writes one JSON object a line:
{"pages": [done, in all]} while it reads, and last {"unreadable": sentence} or
{"text": ..., "page_starts": [...], "result": {...}}. It knows no Django.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1


def main(path: Path, memory_mb: int, cpu_seconds: int) -> None:
    """Read the file within limits and write what was understood."""
    out = os.dup(1)
    os.dup2(2, 1)  # a library that prints must not break the lines
    _limit(memory_mb, cpu_seconds)
    try:
        _say(out, _read(path, out))
    except MemoryError:
        _say(out, {"unreadable": "The file needs more memory than one file may take."})


def _read(path: Path, out: int) -> dict[str, Any]:
    from hatang import docparse
    from hatang.docparse.model import to_json
    from hatang.docparse.source import Unreadable

    def progress(done: int, total: int) -> None:
        _say(out, {"pages": [done, total]})

    try:
        source, parsed = docparse.parse_file(path, progress=progress)
    except Unreadable as error:
        return {"unreadable": str(error)}
    return {
        "text": source.text,
        "page_starts": list(source.page_starts),
        "result": json.loads(to_json(parsed)),
    }


def _limit(memory_mb: int, cpu_seconds: int) -> None:
    """Bound memory and processor time, and end with the worker that started us."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _say(out: int, message: dict[str, Any]) -> None:
    line = json.dumps(message, ensure_ascii=False).encode() + b"\n"
    while line:
        line = line[os.write(out, line) :]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
