"""Files that arrive: their bytes are kept once, and a reading is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base import filestore
from hatang.base.history import action
from hatang.base.refusal import Refusal
from hatang.docparse.files import MEDIA_TYPES, recognise
from hatang.docparse.source import Unreadable
from hatang.documents.actions.runs import request_run
from hatang.documents.models import DocumentFile, ParseRun, RunState


class WrongFileType(Refusal):
    """The file is not a document that can be read."""

    code = "wrong_file_type"
    status = 415


@dataclass(frozen=True)
class Upload:
    """What became of a file that was sent: `is_new` is false when the house had the same bytes already."""

    file: DocumentFile
    run: ParseRun | None
    is_new: bool


def upload_document(*, chunks: Iterable[bytes], name: str, by: User, at: datetime) -> Upload:
    """Keep the original bytes of a document and have them read.

    The same bytes again give the file that is there; it is read again only if no reading succeeded or waits.

    Raises:
        FileTooLarge: more came than the limit; it was refused while it streamed.
        EmptyFile: nothing came.
        WrongFileType: the content is not of a kind that can be read.
    """
    stored = filestore.store(chunks)
    name = _clean_name(name)
    try:
        media_type = _media_type(stored.path, name)
    except WrongFileType:
        if stored.is_new:
            stored.path.unlink(missing_ok=True)
        raise
    return _register(stored=stored, name=name, media_type=media_type, by=by, at=at)


@action
def _register(*, stored: filestore.StoredFile, name: str, media_type: str, by: User, at: datetime) -> Upload:
    """Row and job of a file whose bytes lie in the store."""
    file, is_new = DocumentFile.objects.get_or_create(
        sha256=stored.sha256,
        defaults={
            "name": name,
            "media_type": media_type,
            "n_bytes": stored.size,
            "uploaded_at": at,
            "uploaded_by": by,
        },
    )
    file = DocumentFile.objects.select_for_update().get(pk=file.pk)
    last = file.runs.first()
    if last is not None and (last.is_active or last.state == RunState.DONE):
        return Upload(file=file, run=last, is_new=is_new)
    return Upload(file=file, run=request_run(file, by, at), is_new=is_new)


def _clean_name(name: str) -> str:
    """The last part of the name, without control characters, as long as a column holds."""
    last = PurePosixPath(name.replace("\\", "/")).name
    printable = "".join(character for character in last if character.isprintable()).strip()
    return printable[-255:] or "document"


def _media_type(path: Path, name: str) -> str:
    data = path.read_bytes()
    try:
        kind = recognise(data, name)
    except Unreadable as error:
        raise WrongFileType(_(str(error)), field="file") from error
    return _image_type(data) if kind == "image" else MEDIA_TYPES[kind]


def _image_type(data: bytes) -> str:
    if data.startswith(b"\x89PNG"):
        return "image/png"
    return "image/jpeg" if data.startswith(b"\xff\xd8") else "image/tiff"
