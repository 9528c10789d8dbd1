"""Reads a file in a child process with limits, progress and a way to stop."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_TICK_SECONDS = 1.0


class NotReadable(Exception):
    """The file cannot be read; the message is one sentence for the person who sent it."""


class Stopped(Exception):
    """Somebody asked to stop the reading."""


@dataclass(frozen=True)
class Limits:
    """What reading one file may cost."""

    seconds: float = 1800.0
    cpu_seconds: int = 1800
    memory_mb: int = 4096


@dataclass(frozen=True)
class Reading:
    """What was understood of a file, as the contract's JSON."""

    text: str
    page_starts: list[int]
    result: dict[str, Any]


def read_file(
    path: Path, name: str, *, watch: Callable[[int, int], bool], limits: Limits | None = None
) -> Reading:
    """Read one file of the store under the name it was sent with.

    Args:
        path: where its bytes lie.
        name: its own name, which tells kinds of text apart.
        watch: called about once a second with (pages done, pages in all); true stops the reading.
        limits: time and memory it may take.
    Raises:
        NotReadable: it is broken, locked, of a wrong kind, or costs too much.
        Stopped: `watch` said so.
    """
    limits = limits or Limits()
    with TemporaryDirectory(prefix="hatang-read-") as folder:
        link = Path(folder) / (_plain_name(name))
        link.symlink_to(path.resolve())
        child = _start(link, limits)
        try:
            return _listen(child, watch, limits)
        finally:
            _end(child)


def _start(path: Path, limits: Limits) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "hatang.documents.reader", str(path)]
    return subprocess.Popen(
        [*command, str(limits.memory_mb), str(limits.cpu_seconds)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        # Its own group: tesseract, which it may start, is stopped with it. One thread each for the
        # numeric libraries, whose per-thread memory would count against the limit.
        start_new_session=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
    )


def _listen(child: "subprocess.Popen[bytes]", watch: Callable[[int, int], bool], limits: Limits) -> Reading:
    """Follow the child until it has said its last word."""
    deadline = time.monotonic() + limits.seconds
    pages = (0, 0)
    next_tick = 0.0
    for message in _messages(child):
        if message is not None and "pages" in message:
            pages = (message["pages"][0], message["pages"][1])
        elif message is not None and "unreadable" in message:
            raise NotReadable(message["unreadable"])
        elif message is not None:
            watch(*pages)
            return Reading(message["text"], message["page_starts"], message["result"])
        if time.monotonic() >= deadline:
            raise NotReadable("Reading the file took longer than one file may take.")
        if time.monotonic() >= next_tick:
            next_tick = time.monotonic() + _TICK_SECONDS
            if watch(*pages):
                raise Stopped
    raise NotReadable(_end_sentence(child.wait()))


def _messages(child: "subprocess.Popen[bytes]") -> Iterator[dict[str, Any] | None]:
    """Messages of the child, and None whenever it was silent for a moment."""
    assert child.stdout is not None  # noqa: S101 - asked for above
    handle = child.stdout.fileno()
    pending = bytearray()
    while True:
        ready, _, _ = select.select([handle], [], [], _TICK_SECONDS / 2)
        if not ready:
            yield None
            continue
        chunk = os.read(handle, 1 << 20)
        if not chunk:
            return
        pending += chunk
        while (cut := pending.find(b"\n")) >= 0:
            yield json.loads(bytes(pending[:cut]))
            del pending[: cut + 1]
        yield None


def _end_sentence(code: int) -> str:
    if -code in (signal.SIGXCPU, signal.SIGKILL):
        return "Reading the file took more time or memory than one file may take."
    return "The file is damaged or of a form that cannot be read."


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Stop the child and whatever it started."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    if child.stdout is not None:
        child.stdout.close()


def _plain_name(name: str) -> str:
    """The last part of a file name, short enough for any file system."""
    suffix = Path(name).suffix
    return "document" + (suffix if len(suffix) <= 10 and suffix.isascii() and "/" not in suffix else "")
