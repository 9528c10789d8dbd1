"""Files kept by their content."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from hatang.base import filestore
from hatang.base.refusal import NotFound


def left_behind() -> list[Path]:
    root = Path(settings.FILE_STORE)
    return [path for path in root.rglob("*") if path.is_file()]


def test_a_stored_file_is_found_by_its_hash() -> None:
    kept = filestore.store([b"ke ", b"hoach"])
    assert kept.sha256 == hashlib.sha256(b"ke hoach").hexdigest()
    assert kept.size == 8
    assert kept.is_new
    with filestore.open_stored(kept.sha256) as stream:
        assert stream.read() == b"ke hoach"


def test_the_same_content_is_kept_once() -> None:
    first, second = filestore.store([b"x"]), filestore.store([b"x"])
    assert (first.is_new, second.is_new) == (True, False)
    assert len(left_behind()) == 1


def test_a_file_over_the_limit_is_refused_while_it_streams() -> None:
    asked = 0

    def endless() -> Iterator[bytes]:
        nonlocal asked
        while True:
            asked += 1
            yield b"x" * 100

    with pytest.raises(filestore.FileTooLarge):
        filestore.store(endless(), max_bytes=1000)
    assert asked == 11
    assert left_behind() == []


def test_an_empty_file_is_refused_and_leaves_nothing() -> None:
    with pytest.raises(filestore.EmptyFile):
        filestore.store([])
    assert left_behind() == []


def test_a_stream_that_breaks_leaves_nothing() -> None:
    def broken() -> Iterator[bytes]:
        yield b"begin"
        raise ConnectionError("gone")

    with pytest.raises(ConnectionError):
        filestore.store(broken())
    assert left_behind() == []


@pytest.mark.parametrize("sha256", ["0" * 64, "../../etc/passwd", ""])
def test_what_is_not_in_the_store_is_not_found(sha256: str) -> None:
    with pytest.raises(NotFound):
        filestore.path_of(sha256)


def test_a_stored_file_cannot_be_written_by_accident() -> None:
    kept = filestore.store([b"x"])
    assert kept.path.stat().st_mode & 0o222 == 0
