"""A slow or silent sender holds no thread."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from django.conf import settings

from hatang.config import asgi, bodies

T = TypeVar("T")
MB = 1024 * 1024


def run(work: Coroutine[Any, Any, T]) -> T:
    # In a thread: the browser tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def scope_of(n_bytes: int, *headers: tuple[bytes, bytes]) -> dict[str, Any]:
    length = (b"content-length", str(n_bytes).encode())
    return {
        "type": "http", "method": "POST", "path": "/dang-nhap/",
        "raw_path": b"/dang-nhap/", "query_string": b"",
        "headers": [(b"host", b"localhost"), length, *headers], "server": ("localhost", 80),
        "client": ("127.0.0.1", 1), "scheme": "http", "http_version": "1.1", "root_path": "",
    }  # fmt: skip


class Sender:
    """Sends pieces of a body, and then nothing more where it is silent."""

    def __init__(self, *pieces: bytes, is_silent: bool = False, pause: float = 0.0) -> None:
        self.pieces, self.is_silent, self.pause = list(pieces), is_silent, pause
        self.n_asked = 0

    async def __call__(self) -> dict[str, Any]:
        self.n_asked += 1
        await asyncio.sleep(self.pause)
        if not self.pieces:
            await asyncio.sleep(3600)
        body = self.pieces.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(self.pieces) or self.is_silent}


async def read_through(sender: Sender, n_bytes: int, *headers: tuple[bytes, bytes]) -> bytes:
    read = b""
    async with bodies.gathered(scope_of(n_bytes, *headers), sender) as receive:
        while True:
            message = await receive()
            read += message["body"]
            if not message["more_body"]:
                return read


@pytest.mark.parametrize(
    "size", [1, bodies.MEMORY_BYTES - 1, bodies.MEMORY_BYTES, 3 * bodies.MEMORY_BYTES + 7]
)
def test_a_gathered_body_is_the_one_sent(size: int) -> None:
    body = bytes(number % 251 for number in range(size))
    sender = Sender(*(body[start : start + 65536] for start in range(0, size, 65536)))
    assert run(read_through(sender, size)) == body


def test_who_falls_silent_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SILENCE_SECONDS", 0.05)
    with pytest.raises(bodies.TooSlow):
        run(read_through(Sender(b"login=a", is_silent=True), 1000))


def test_who_trickles_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "GRACE_SECONDS", 0.2)
    with pytest.raises(bodies.TooSlow):
        run(read_through(Sender(*[b"a"] * 200, pause=0.02), 200))


def test_a_stranger_sends_small_forms_only() -> None:
    sender = Sender(b"a")
    with pytest.raises(bodies.NotSignedIn):
        run(read_through(sender, 2 * MB))
    assert sender.n_asked == 0
    assert run(read_through(Sender(b"a" * 2 * MB), 2 * MB, (b"cookie", b"sessionid=x"))) == b"a" * 2 * MB


def test_a_body_over_the_limit_is_left_to_be_refused_unread() -> None:
    sender = Sender(b"a")

    async def given() -> bool:
        async with bodies.gathered(scope_of(settings.MAX_UPLOAD_BYTES * 2), sender) as receive:
            return receive is sender

    assert run(given())
    assert sender.n_asked == 0


@pytest.mark.parametrize(("n_bytes", "status"), [(1000, 408), (2 * MB, 401)])
def test_a_refusal_is_said_without_a_thread(
    monkeypatch: pytest.MonkeyPatch, n_bytes: int, status: int
) -> None:
    monkeypatch.setattr(bodies, "SILENCE_SECONDS", 0.05)
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    monkeypatch.setattr(asgi, "pages", None)
    run(asgi.application(scope_of(n_bytes), Sender(b"login=a", is_silent=True), send))
    assert sent[0]["status"] == status
