"""Checks the signatures of a kept PDF in a child process with limits of memory and time."""

import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hatang.reporting.rules.signing import Signature, Verdict, from_data, may_be_signed, overall

log = logging.getLogger(__name__)

MEMORY_MB = 2048
CPU_SECONDS = 30
WAIT_SECONDS = 60.0


@dataclass(frozen=True)
class Checked:
    """What the signatures of a file say together, and each of them."""

    verdict: Verdict
    signatures: Sequence[Signature] = ()


def check_signatures(path: Path, *, roots: Path, at: datetime) -> Checked:
    """Check the signatures of a PDF as they stand at a moment.

    Args:
        path: where its bytes lie; a file without a signature is told from these, without a child process.
        roots: folder of the certificates that are trusted; none are when it is missing.
        at: when; a certificate that has expired by then is said to.
    """
    if not may_be_signed(path.read_bytes()):
        return Checked(Verdict.NONE)
    command = [sys.executable, "-m", "hatang.reporting.signature_reader", str(path), str(roots)]
    try:
        done = subprocess.run(
            [*command, at.isoformat(), str(MEMORY_MB), str(CPU_SECONDS)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=WAIT_SECONDS,
        )
        if done.returncode:
            log.warning(
                "Signatures of %s were not checked: %s",
                path.name,
                done.stderr[-2000:].decode(errors="replace"),
            )
            return Checked(Verdict.UNREADABLE)
        found = from_data(json.loads(done.stdout))
    except (subprocess.TimeoutExpired, ValueError):
        return Checked(Verdict.UNREADABLE)
    return Checked(overall(found), found)
