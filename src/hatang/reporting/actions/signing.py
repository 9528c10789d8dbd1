"""The signed file of a report: kept, and its digital signatures checked."""

from datetime import datetime
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from hatang.base import filestore
from hatang.base.filestore import CHUNK_BYTES
from hatang.base.refusal import Refusal
from hatang.notices.file_types import PDF, file_type, fitting_name
from hatang.reporting.rules.signing import REFUSED, Verdict
from hatang.reporting.signatures import Checked, check_signatures


class BrokenSignature(Refusal):
    """The digital signature of the file does not hold: what was signed is not what the file says."""

    code = "broken_signature"


def keep_signed_file(*, file: IO[bytes], n_bytes: int, name: str) -> tuple[str, str]:
    """Keep the signed file of a report; gives its hash and name.

    Raises:
        FileTooLarge: it is larger than evidence may be.
        EmptyFile: it has no bytes.
        Refusal: it is no PDF by its content.
    """
    if n_bytes and file_type(file) is not PDF:
        raise Refusal(_("The signed report is a PDF file; this one is not, by its content."), field="file")
    chunks = iter(lambda: file.read(CHUNK_BYTES), b"")
    stored = filestore.store(chunks, max_bytes=settings.MAX_EVIDENCE_BYTES)
    return stored.sha256, fitting_name(name, PDF)


def checked_file(sha256: str, *, at: datetime) -> Checked:
    """What the digital signatures of a kept PDF say at a moment.

    Raises:
        BrokenSignature: one of them does not hold, or they cannot be checked.
        NotFound: the file is not in the store.
    """
    checked = check_signatures(filestore.path_of(sha256), roots=settings.TRUST_ROOTS, at=at)
    if checked.verdict not in REFUSED:
        return checked
    names = ", ".join(one.name for one in checked.signatures if one.verdict in REFUSED and one.name)
    raise BrokenSignature(_refused_words(checked.verdict) % {"who": names or _("unknown")}, field="file")


def _refused_words(verdict: Verdict) -> str:
    """Why a file is refused, and the way out; with the name of the signer."""
    if verdict is Verdict.CHANGED:
        return _(
            "The file was changed after %(who)s had signed it. Send the file as it was signed, or have"
            " what was changed signed again."
        )
    if verdict is Verdict.BROKEN:
        return _(
            "The digital signature (%(who)s) does not hold: the file is not what was signed. Fetch it once"
            " more from the document system as it was issued, or have it signed again."
        )
    return _(
        "The digital signature of the file cannot be checked: the file is damaged, locked or too large."
        " Send the file as it was issued, or a scan of the signed paper."
    )
