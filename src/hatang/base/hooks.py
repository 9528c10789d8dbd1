"""One signed call to a program outside: https, a public address, no redirects, few seconds."""

import hashlib
import hmac
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

from hatang.base.refusal import Refusal

# For one step of the network, and for the whole call [s].
STEP_SECONDS, WHOLE_SECONDS = 5, 10
# Addresses that carry one of IPv4 inside, which may lead anywhere.
_NAT64 = ipaddress.ip_network("64:ff9b::/32")


class NotTaken(Exception):
    """The program did not take it; `is_final` where it never will."""

    def __init__(self, words: str, *, is_final: bool = False) -> None:
        super().__init__(words)
        self.is_final = is_final


def checked_url(url: str, *, may_be_private: bool) -> SplitResult:
    """The parts of an address that may be called.

    Args:
        url: as it is typed.
        may_be_private: whether this house lets programs of its own network be told, without https too.

    Raises:
        Refusal: it is no address over https, or carries a name and password.
    """
    try:
        parts = urlsplit(url.strip())
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        parts, is_whole = SplitResult("", "", "", "", ""), False
    allowed = ("https", "http") if may_be_private else ("https",)
    if not is_whole or parts.scheme not in allowed or "@" in parts.netloc:
        raise Refusal(_("Enter an address that begins with https:// and holds no password."), field="url")
    return parts


def signature(secret: str, body: bytes) -> str:
    """The HMAC-SHA256 of a body, as its header carries it."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def post(url: str, body: bytes, headers: Mapping[str, str], *, may_be_private: bool) -> None:
    """Send a body and wait for the program to take it.

    The name is looked up once and called at the address that was looked at, so that it cannot lead inside
    the second time. What the program answers is not read.

    Raises:
        NotTaken: it was not reached, did not answer in time, or answered anything but "taken" (2xx).
    """
    try:
        parts = checked_url(url, may_be_private=may_be_private)
    except Refusal as refusal:
        raise NotTaken(refusal.sentence, is_final=True) from refusal
    address, port = _resolved(parts, may_be_private=may_be_private)
    connection = HTTPConnection(parts.hostname or "", port, timeout=STEP_SECONDS)
    # Who answers one letter a second is broken off as a whole.
    limit = Timer(WHOLE_SECONDS, lambda: _break_off(connection))
    limit.daemon = True
    limit.start()
    try:
        plain = socket.create_connection((address, port), timeout=STEP_SECONDS)
        connection.sock = plain
        if parts.scheme == "https":
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(
                plain, server_hostname=parts.hostname, do_handshake_on_connect=False
            )
            connection.sock.do_handshake()
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body=body, headers=dict(headers))
        status = connection.getresponse().status
    except (OSError, HTTPException, ValueError) as error:
        raise NotTaken(f"{type(error).__name__}: {error}") from error
    finally:
        limit.cancel()
        connection.close()
    if not 200 <= status < 300:
        raise NotTaken(f"HTTP {status}", is_final=status == 410)


def _resolved(parts: SplitResult, *, may_be_private: bool) -> tuple[str, int]:
    """The address of a name, and the port; every address it has must be a public one."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotTaken(f"{type(error).__name__}: {error}") from error
    addresses = [str(one[4][0]) for one in found]
    if not may_be_private and not all(_is_public(one) for one in addresses):
        raise NotTaken(_("The name leads to an address inside a network; this is not called."))
    return addresses[0], port


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    if isinstance(found, ipaddress.IPv6Address) and (found in _NAT64 or found.sixtofour or found.teredo):
        return False
    return found.is_global and not found.is_multicast


def _break_off(connection: HTTPConnection) -> None:
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
