"""The child process that checks the signatures of one PDF, so that a hostile file harms nothing else.

`python -m hatang.reporting.signature_reader FILE ROOTS MOMENT MEMORY_MB CPU_SECONDS` writes a JSON list of
signatures, the first one made first. ROOTS is a folder of certificates; nobody on the network is asked,
neither for certificates nor whether one was revoked. It knows no Django.
"""

import json
import logging
import os
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from hatang.reporting.rules.signing import Signature, Verdict, as_data

_ENDINGS = (".pem", ".crt", ".cer", ".der")
_MOST_SIGNATURES = 50


def main(path: Path, roots: Path, moment: datetime, memory_mb: int, cpu_seconds: int) -> None:
    """Check within limits and write what was found."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
    logging.disable(logging.CRITICAL)
    out = os.dup(1)
    os.dup2(2, 1)  # a library that prints must not break the answer
    with path.open("rb") as file:
        said = json.dumps(as_data(signatures(file, roots, moment)), ensure_ascii=False).encode()
    while said:
        said = said[os.write(out, said) :]


def signatures(file: Any, roots: Path, moment: datetime) -> list[Signature]:
    """The signatures of an open PDF as they stand at a moment."""
    from pyhanko.pdf_utils.crypt import AuthStatus
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(file)
    if reader.encrypted and reader.decrypt(b"").status is AuthStatus.FAILED:
        return [Signature(Verdict.UNREADABLE)]
    try:
        found = reader.embedded_regular_signatures
    except MemoryError:
        raise
    except Exception:
        # The file can be read, and what stands in the place of a signature is none.
        return [Signature(Verdict.BROKEN)]
    if len(found) > _MOST_SIGNATURES:
        return [Signature(Verdict.UNREADABLE)]
    names = {one.field_name for one in found}
    return [_checked(one, names, _context(roots, moment)) for one in found]


def _context(roots: Path, moment: datetime) -> Any:
    """What is trusted at a moment: self-issued certificates of the folder; the others lead up to them."""
    from pyhanko_certvalidator import ValidationContext

    known = list(_certificates(roots))
    return ValidationContext(
        trust_roots=[one for one in known if one.issuer == one.subject],
        other_certs=[one for one in known if one.issuer != one.subject],
        moment=moment,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )


def _certificates(folder: Path) -> Iterator[Any]:
    from pyhanko.keys import load_certs_from_pemder

    load: Any = load_certs_from_pemder
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    for one in files:
        # What is no certificate is passed over: one wrong file must not make all signers unknown.
        if one.suffix.lower() in _ENDINGS:
            with suppress(ValueError, OSError):
                yield from load([str(one)])


def _checked(embedded: Any, names: set[str], context: Any) -> Signature:
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints

    try:
        # Seals of agencies are made with certificates for signing of either kind.
        usage = KeyUsageConstraints({"digital_signature", "non_repudiation"}, match_all_key_usages=False)
        status = validate_pdf_signature(embedded, context, key_usage_settings=usage)
        verdict = _verdict(status, names)
        covers_all = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
        stamp = status.timestamp_validity
        stamped_at = stamp.timestamp if stamp is not None and stamp.valid and stamp.trusted else None
        return Signature(verdict, covers_all=covers_all, stamped_at=_iso(stamped_at), **_signer(embedded))
    except MemoryError:
        raise
    except Exception:
        # Whatever a crafted signature breaks, it is no signature that holds.
        return Signature(Verdict.BROKEN, **_signer(embedded))


def _verdict(status: Any, names: set[str]) -> Verdict:
    from pyhanko.sign.ades.report import AdESIndeterminate

    if not (status.intact and status.valid):
        return Verdict.BROKEN
    if _is_changed(status, names):
        return Verdict.CHANGED
    if status.trusted:
        return Verdict.TRUSTED
    is_past = status.trust_problem_indic is AdESIndeterminate.OUT_OF_BOUNDS_NO_POE
    return Verdict.EXPIRED if is_past else Verdict.UNKNOWN


def _is_changed(status: Any, names: set[str]) -> bool:
    """Whether more than further signatures was added to the file; answers of a form are a change."""
    from pyhanko.sign.diff_analysis import ModificationLevel

    level = status.modification_level
    if level is None or level > ModificationLevel.FORM_FILLING or status.docmdp_ok is False:
        return True
    return bool(getattr(status.diff_result, "changed_form_fields", set()) - names)


def _signer(embedded: Any) -> dict[str, Any]:
    """Who signed, as the certificate says, and when, as the signer says."""
    try:
        holder, issuer = embedded.signer_cert.subject.native, embedded.signer_cert.issuer.native
        return {
            "name": _words(holder.get("common_name")),
            "organisation": _words(holder.get("organization_name")),
            "issuer": _words(issuer.get("common_name") or issuer.get("organization_name")),
            "serial": f"{embedded.signer_cert.serial_number:x}",
            "claimed_at": _iso(embedded.self_reported_timestamp),
        }
    except Exception:
        return {}


def _words(value: Any) -> str:
    """A name of a certificate, printable and short."""
    first = value[0] if isinstance(value, list) and value else value
    return "".join(sign for sign in str(first or "") if sign.isprintable())[:200]


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment is not None else ""


if __name__ == "__main__":
    place, folder, now, memory, seconds = sys.argv[1:6]
    main(Path(place), Path(folder), datetime.fromisoformat(now), int(memory), int(seconds))
