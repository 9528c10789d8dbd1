"""Pages of a pdf as pictures, drawn in a child process so that a hostile file cannot take the caller down.

`python -m hatang.docparse.pictures FILE PAGE MEMORY_MB CPU_SECONDS` writes the number of pages on one line, then the
PNG of the page; PAGE counts from 1, and 0 only counts the pages.
"""

import os
import resource
import struct
import subprocess
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WIDTH_PIXELS = 1200
LONGEST_PIXELS = 4000
MEMORY_MB = 2048
CPU_SECONDS = 20
WAIT_SECONDS = 40.0


class NoPicture(Exception):
    """The file cannot be drawn: damaged, locked, without such a page, or too costly."""


@dataclass(frozen=True)
class Picture:
    """One page as PNG, and how many pages there are."""

    n_pages: int
    png: bytes


def draw_page(path: Path, page: int) -> Picture:
    """Draw a page of a pdf; page 0 only counts them.

    Raises:
        NoPicture: it cannot be drawn.
    """
    command = [sys.executable, "-m", "hatang.docparse.pictures", str(path), str(page)]
    try:
        done = subprocess.run(
            [*command, str(MEMORY_MB), str(CPU_SECONDS)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=WAIT_SECONDS,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise NoPicture("It took too long.") from error
    head, _line, png = done.stdout.partition(b"\n")
    if done.returncode != 0 or not head.isdigit():
        raise NoPicture("The file is damaged, locked, or has no such page.")
    return Picture(int(head), png)


def main(path: Path, page: int, memory_mb: int, cpu_seconds: int) -> None:
    """Draw within limits and write the picture."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    png = _png(_drawn(document[page - 1])) if page else b""
    sys.stdout.buffer.write(f"{len(document)}\n".encode() + png)


def _drawn(page: Any) -> Any:
    """Pixels of a page, shape (height, width, 3), as wide as a screen shows it."""
    width, height = page.get_size()
    scale = min(WIDTH_PIXELS / width, LONGEST_PIXELS / height)
    return page.render(scale=scale, rev_byteorder=True, may_draw_forms=False).to_numpy()[:, :, :3]


def _png(pixels: Any) -> bytes:
    """A PNG of 8-bit RGB pixels (ISO/IEC 15948): header, one compressed stream, end."""
    height, width, _colours = pixels.shape
    lines = b"".join(b"\x00" + line.tobytes() for line in pixels)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in parts)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:5]))
