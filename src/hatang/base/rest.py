"""Gateway to a system outside that speaks HTTP and JSON."""

from dataclasses import dataclass
from typing import Any

import msgspec
import urllib3
from django.utils.translation import gettext as _

from hatang.base.refusal import Refusal

_TIMEOUT = urllib3.Timeout(connect=5, read=30)
# Reading, and writing a whole state again, change nothing when repeated.
_RETRIES = urllib3.Retry(
    total=3,
    backoff_factor=0.5,
    status_forcelist=(429, 502, 503, 504),
    allowed_methods=("GET", "PUT"),
    raise_on_status=False,
)


class OutsideFailed(Refusal):
    """The system outside could not be reached, or refused."""

    code = "outside_failed"
    status = 502


@dataclass(frozen=True)
class RestGateway:
    """A system at an address, with the token it gave us."""

    address: str
    token: str = ""
    max_bytes: int = 20 * 1024 * 1024

    def get(self, path: str) -> bytes:
        """The body at a path.

        Raises:
            OutsideFailed: nobody answers, the answer is an error, or it is too long.
        """
        return self._send("GET", path)

    def put(self, path: str, body: Any) -> bytes:
        """Write a value as JSON to a path.

        Raises:
            OutsideFailed: nobody answers, or the answer is an error.
        """
        return self._send("PUT", path, msgspec.json.encode(body))

    def _send(self, method: str, path: str, body: bytes | None = None) -> bytes:
        url = f"{self.address.rstrip('/')}/{path.lstrip('/')}"
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        with urllib3.PoolManager(timeout=_TIMEOUT, retries=_RETRIES) as pool:
            try:
                answer = pool.request(
                    method, url, body=body, headers=headers, preload_content=False, redirect=False
                )
                data = answer.read(self.max_bytes + 1)
            except urllib3.exceptions.HTTPError as error:
                raise OutsideFailed(_("%(address)s does not answer.") % {"address": url}) from error
        if answer.status >= 300:
            said = {"address": url, "status": answer.status}
            raise OutsideFailed(_("%(address)s answered with status %(status)s.") % said)
        if len(data) > self.max_bytes:
            raise OutsideFailed(_("%(address)s sent more than can be taken.") % {"address": url})
        return data
