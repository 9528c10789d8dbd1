"""The one port: /healthz beside Django."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from hatang.config import asgi, health


def ask(path: str, method: str = "GET") -> tuple[int, bytes]:
    """Status and body of a request through the one port's application."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"",
        "headers": [(b"host", b"localhost")], "server": ("localhost", 80), "client": ("127.0.0.1", 1),
        "scheme": "http", "http_version": "1.1", "root_path": "",
    }  # fmt: skip
    # In a thread: the browser tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, asgi.application(scope, receive, send)).result()
    status = next(message["status"] for message in sent if message["type"] == "http.response.start")
    return status, b"".join(message.get("body", b"") for message in sent)


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_last", (float("-inf"), {}))


def test_without_postgres_the_house_is_unwell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("HATANG_HOME", str(tmp_path))
    status, body = ask("/healthz")
    assert status == 503
    assert json.loads(body)["parts"] == {"web": "ok", "postgres": "does not answer", "worker": "unknown"}


def test_a_head_request_has_no_body(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("HATANG_HOME", str(tmp_path))
    assert ask("/healthz", "HEAD") == (503, b"")


@pytest.mark.django_db(transaction=True)
def test_all_else_goes_to_django() -> None:
    status, _ = ask("/van-ban/")
    assert status == 302


def test_an_address_that_only_begins_alike_is_djangos() -> None:
    assert all(not "/healthzzz".startswith(prefix + "/") for prefix, _ in asgi.APPLICATIONS)
