"""Who signs in the example, and whom its house trusts: an authority made for this house alone."""

from datetime import datetime
from functools import cache

from django.conf import settings

from hatang.portal.demo.signing import Identity, identity

SINCE = datetime.fromisoformat("2025-01-01T00:00+07:00")
UNTIL = datetime.fromisoformat("2031-01-01T00:00+07:00")


@cache
def known_signer(organisation: str) -> Identity:
    """Who signs for an agency of the example; a house with a trust of its own trusts who vouches for it.

    The key of the authority is gone when the programme ends: nobody can be vouched for by it later.
    """
    root = identity("CA thử nghiệm (ví dụ)", "Hạ Tầng (ví dụ)", since=SINCE, until=UNTIL)
    folder = settings.TRUST_ROOTS
    if folder == settings.HOME.path / "trust-roots":
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"vi-du-{root.certificate.serial_number:x}.pem").write_bytes(root.pem)
    return identity("Người ký (ví dụ)", organisation, since=SINCE, until=UNTIL, by=root)


@cache
def unknown_signer(organisation: str) -> Identity:
    """Who signs for an agency of the example with a certificate nobody vouches for."""
    return identity("Người ký (ví dụ)", organisation, since=SINCE, until=UNTIL)
