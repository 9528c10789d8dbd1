"""Gateway to the mail server that the settings name."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from django.conf import settings

TIMEOUT_SECONDS = 30


class ServerSilent(Exception):
    """The mail server cannot be reached, or does not let us in."""


class MailRefused(Exception):
    """The server does not take this mail: never (`is_final`), or not now."""

    def __init__(self, sentence: str, *, is_final: bool) -> None:
        super().__init__(sentence)
        self.is_final = is_final


@dataclass(frozen=True)
class Letter:
    """A mail as it goes out."""

    to: str
    subject: str
    text: str
    message_id: str
    written_at: datetime

    def message(self) -> EmailMessage:
        """Its headers and words."""
        message = EmailMessage()
        message["From"] = formataddr(("Hạ Tầng", settings.MAIL_SERVER["sender"]))
        message["To"] = self.to
        message["Subject"] = self.subject
        message["Date"] = format_datetime(self.written_at)
        message["Message-ID"] = self.message_id
        # Programs that answer mails by themselves leave this one alone (RFC 3834).
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(self.text)
        return message


def is_set() -> bool:
    """Whether the house has a mail server."""
    return bool(settings.MAIL_SERVER)


def sender_domain() -> str:
    """What follows the @ of the address we send from."""
    return str(settings.MAIL_SERVER["sender"]).rpartition("@")[2]


@contextmanager
def connected() -> Iterator[smtplib.SMTP]:
    """A connection to the mail server, encrypted and signed in where the settings say so.

    Raises:
        ServerSilent: nobody answers, encryption is not offered, or the password is wrong.
    """
    server = settings.MAIL_SERVER
    try:
        connection = _opened(server)
    except (OSError, smtplib.SMTPException) as error:
        raise ServerSilent(f"{server['host']}:{server['port']}: {error}") from error
    try:
        yield connection
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.quit()


# RFC 5321: the mail is larger than the server takes.
_TOO_LARGE = 552


def send(connection: smtplib.SMTP, letter: Letter) -> None:
    """Hand a mail to the server; when this returns, the server answers for it.

    Raises:
        MailRefused: the server does not take it.
        ServerSilent: the connection broke.
    """
    try:
        connection.send_message(letter.message(), from_addr=settings.MAIL_SERVER["sender"])
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise MailRefused(_words(code, said), is_final=code >= 500) from error
    except smtplib.SMTPSenderRefused as error:
        # Too large is about this mail; anything else is about us, and the mail waits until it is mended.
        if error.smtp_code == _TOO_LARGE:
            raise MailRefused(_words(error.smtp_code, error.smtp_error), is_final=True) from error
        raise ServerSilent(_words(error.smtp_code, error.smtp_error)) from error
    except smtplib.SMTPServerDisconnected as error:
        raise ServerSilent(str(error)) from error
    except smtplib.SMTPResponseException as error:
        raise MailRefused(
            _words(error.smtp_code, error.smtp_error), is_final=error.smtp_code >= 500
        ) from error
    except (smtplib.SMTPNotSupportedError, ValueError) as error:
        raise MailRefused(str(error), is_final=True) from error
    except OSError as error:
        raise ServerSilent(str(error)) from error


def _opened(server: dict[str, object]) -> smtplib.SMTP:
    host, port = str(server["host"]), int(str(server["port"]))
    context = ssl.create_default_context()
    connection: smtplib.SMTP
    if server["is_tls"]:
        connection = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=context)
    else:
        connection = smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
    try:
        if server["is_starttls"]:
            connection.starttls(context=context)
        if server["user"]:
            connection.login(str(server["user"]), str(server["password"]))
    except BaseException:
        connection.close()
        raise
    return connection


def _words(code: int, said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return f"{code} {text}"[:500]
