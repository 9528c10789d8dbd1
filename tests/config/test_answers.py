"""A slow reader holds no thread."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from a2wsgi import WSGIMiddleware

from hatang.config import answers, asgi

T = TypeVar("T")
LARGE = bytes(range(256)) * 4 * 4096


def run(work: Coroutine[Any, Any, T]) -> T:
    # In a thread: the browser tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def pages(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """A large file and a small page."""
    start("200 OK", [("Content-Type", "text/plain")])
    if environ["PATH_INFO"] == "/tep/":
        return [LARGE[at : at + 65536] for at in range(0, len(LARGE), 65536)]
    return [b"trang"]


async def ask(path: str, pause: float) -> tuple[int, bytes, float]:
    """Status, body and moment of the end, for a reader who waits before each piece."""
    got, status = b"", 0

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        nonlocal got, status
        await asyncio.sleep(pause)
        status = message.get("status", status)
        got += message.get("body", b"")

    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"",
        "headers": [(b"host", b"localhost")], "server": ("localhost", 80), "client": ("127.0.0.1", 1),
        "scheme": "http", "http_version": "1.1", "root_path": "",
    }  # fmt: skip
    await asgi.application(scope, receive, send)
    return status, got, asyncio.get_running_loop().time()


def test_a_page_is_answered_while_slow_readers_take_large_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "pages", WSGIMiddleware(pages, workers=2))  # type: ignore[arg-type]

    async def all_at_once() -> list[tuple[int, bytes, float]]:
        slow = [asyncio.create_task(ask("/tep/", 0.02)) for _ in range(6)]
        await asyncio.sleep(0.3)
        return [await ask("/", 0.0), *await asyncio.gather(*slow)]

    page, *files = run(all_at_once())
    assert page[:2] == (200, b"trang")
    assert all((status, body) == (200, LARGE) for status, body, _ in files)
    assert page[2] < min(end for _, _, end in files)


def test_a_reader_who_takes_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "pages", WSGIMiddleware(pages, workers=2))  # type: ignore[arg-type]
    monkeypatch.setattr(answers, "SILENCE_SECONDS", 0.05)

    async def silent() -> tuple[int, bytes, float]:
        return await asyncio.wait_for(ask("/tep/", 0.2), 3)

    assert run(silent())[1] == b""
