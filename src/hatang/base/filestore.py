"""Files kept by the hash of their content, each once, never changed."""

import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from hatang.base.refusal import NotFound, Refusal

CHUNK_BYTES = 256 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")


class FileTooLarge(Refusal):
    """The file is over the limit; it was refused while it streamed."""

    code = "file_too_large"
    status = 413


class EmptyFile(Refusal):
    """The file has no bytes."""

    code = "empty_file"


@dataclass(frozen=True)
class StoredFile:
    """Content that lies in the store."""

    sha256: str
    size: int
    path: Path
    is_new: bool


def store(chunks: Iterable[bytes], *, max_bytes: int | None = None) -> StoredFile:
    """Write a stream into the store; the same content is kept once.

    Raises:
        FileTooLarge: more than `max_bytes` came (the installation's limit by default); nothing is kept.
        EmptyFile: nothing came.
    """
    limit = settings.MAX_UPLOAD_BYTES if max_bytes is None else max_bytes
    root = _root()
    draft = NamedTemporaryFile(dir=root, prefix=".incoming-", delete=False)  # noqa: SIM115 - renamed below
    try:
        with draft:
            sha256, size = _copy(chunks, draft.file, limit)
        return _keep(Path(draft.name), sha256, size)
    finally:
        Path(draft.name).unlink(missing_ok=True)


def path_of(sha256: str) -> Path:
    """Where the content with this hash lies.

    Raises:
        NotFound: the store has no such content.
    """
    if not _SHA256.fullmatch(sha256):
        raise NotFound(_("The file is not in the store."))
    path = _place(sha256)
    if not path.is_file():
        raise NotFound(_("The file is not in the store."))
    return path


def open_stored(sha256: str) -> IO[bytes]:
    """The content with this hash, open for reading."""
    return path_of(sha256).open("rb")


def forget(sha256: str) -> None:
    """Take content out of the store for good, where it may not be kept."""
    path = path_of(sha256)
    path.unlink()
    _sync_folder(path.parent)


def _root() -> Path:
    root = Path(settings.FILE_STORE)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    return root


def _place(sha256: str) -> Path:
    return Path(settings.FILE_STORE) / sha256[:2] / sha256


def _copy(chunks: Iterable[bytes], target: IO[bytes], limit: int) -> tuple[str, int]:
    """Write chunks while hashing them, and put them on the disk."""
    digest = hashlib.sha256()
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            limit_mb = limit / 1024 / 1024
            raise FileTooLarge(_("The file is larger than the limit of %(mb)g MB.") % {"mb": limit_mb})
        digest.update(chunk)
        target.write(chunk)
    if size == 0:
        raise EmptyFile(_("The file is empty."))
    target.flush()
    os.fsync(target.fileno())
    return digest.hexdigest(), size


def _keep(draft: Path, sha256: str, size: int) -> StoredFile:
    """Give a finished draft its final name, and make the name last."""
    place = _place(sha256)
    if place.is_file():
        return StoredFile(sha256, size, place, is_new=False)
    place.parent.mkdir(exist_ok=True)
    draft.chmod(0o440)
    draft.replace(place)
    for folder in (place.parent, place.parent.parent):
        _sync_folder(folder)
    return StoredFile(sha256, size, place, is_new=True)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
