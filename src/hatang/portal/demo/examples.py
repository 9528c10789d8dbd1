"""The example documents, sent, read and published as any other document."""

import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from hatang.accounts.models import User
from hatang.base import clock
from hatang.documents.actions import read_again, upload_document
from hatang.documents.jobs import parse_file
from hatang.documents.models import RunState
from hatang.programme.actions import publish_plan

FOLDER = Path(str(files("hatang.portal") / "example"))
# Earlier documents first, so that citations find what they cite.
NAMES = [
    "ke-hoach-stttt-bac-giang-2022.pdf",
    "87-kh-ubnd-iot-2025-2030.txt",
    "94-kh-ubnd-ha-tang-so-2025-2030.docx",
    "cong-van-skhcn-nhiem-vu-2026.pdf",
    "ke-hoach-hop-tac-ubnd-viettel-2026.docx",
    "ke-hoach-skhcn-phan-cong-2026-ban-quet.pdf",
]


def load_examples(*, by: User, say: Callable[[str], None]) -> list[str]:
    """Send, read and publish the example documents; returns a line for each that could not be read."""
    unread = []
    for name in NAMES:
        sentence = _load_example(FOLDER / name, by=by, say=say)
        if sentence:
            unread.append(f"{name} was not read: {sentence}{_remedy()}")
    return unread


def _load_example(path: Path, *, by: User, say: Callable[[str], None]) -> str:
    """Load one document; returns the sentence that says why it could not be read, or nothing."""
    with path.open("rb") as file:
        sent = upload_document(
            chunks=iter(lambda: file.read(65536), b""), name=path.name, by=by, at=clock.now()
        )
    run = sent.run or read_again(file=sent.file, by=by, at=clock.now())
    if run.is_active:
        say(f"Reading {path.name} …")
        # Done here, so that the demo opens with its documents; the queued job finds nothing to do.
        parse_file(run.pk)
        run.refresh_from_db()
    if run.state != RunState.DONE:
        return run.error
    version = run.extraction.version
    # Somebody may have sent a newer wording since the demo was first started: that one is theirs to publish.
    if version.is_current and version.published_at is None:
        publish_plan(version=version, by=by, at=clock.now())
    return ""


def _remedy() -> str:
    """What to install when the scan cannot be read."""
    return (
        ""
        if shutil.which("tesseract")
        else " Install tesseract-ocr and tesseract-ocr-vie, then start the demo again."
    )
