"""Mail goes out after the commit, over a real SMTP server; none is lost, a repeated one is the same one."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from hatang.base import smtp
from hatang.base.refusal import Refusal
from hatang.config import environment
from hatang.notices.actions import NoMailServer, queue_mail, send_next
from hatang.notices.jobs import send_mails
from hatang.notices.models import Mail


def write(at: datetime, **values: Any) -> Mail:
    usual = {
        "to": "can-bo@bacninh.vn",
        "subject": "Mời tham gia Hạ Tầng",
        "text": "Kính gửi đồng chí,\nđịa chỉ…",
    }
    return queue_mail(at=at, **{**usual, **values})


def child(words: str, port: int) -> "subprocess.Popen[bytes]":
    """A process of its own on the database of the tests, with a mail server."""
    told = connection.settings_dict
    address = f"postgresql://{told['USER']}@/{told['NAME']}?host={quote(str(told['HOST']), safe='')}"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hatang.config.settings",
        "HATANG_SMTP_URL": f"smtp://127.0.0.1:{port}?from=ha-tang@bacninh.vn",
        "DATABASE_URL": address,
    }
    script = f"import django, os, signal; django.setup()\n{words}"
    return subprocess.Popen([sys.executable, "-W", "ignore", "-c", script], env=environment)


@pytest.mark.django_db(transaction=True)
def test_a_mail_arrives_whole_and_its_words_are_wiped(
    mail_house: Any, at: datetime, run_jobs: Callable[[], None]
) -> None:
    mail = write(at)
    run_jobs()
    [letter] = mail_house.letters
    assert letter["Subject"] == "Mời tham gia Hạ Tầng"
    assert letter["To"] == "can-bo@bacninh.vn"
    assert letter["Message-ID"] == mail.message_id
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "ha-tang@bacninh.vn" in letter["From"]
    assert letter.get_content().split() == ["Kính", "gửi", "đồng", "chí,", "địa", "chỉ…"]
    mail.refresh_from_db()
    assert (mail.text, mail.n_tries) == ("", 1)
    assert mail.sent_at is not None
    run_jobs()
    assert len(mail_house.letters) == 1


@pytest.mark.django_db(transaction=True)
def test_a_mail_of_a_transaction_that_fails_never_was(
    mail_house: Any, at: datetime, run_jobs: Callable[[], None]
) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        write(at)
        raise RuntimeError
    run_jobs()
    assert not mail_house.letters
    assert not Mail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_between_commit_and_send_loses_no_mail(
    mail_house: Any, run_jobs: Callable[[], None]
) -> None:
    words = """
from hatang.base import clock
from hatang.notices.actions import queue_mail
queue_mail(to="can-bo@bacninh.vn", subject="Việc", text="Lời", at=clock.now())
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert child(words, mail_house.port).wait(60) == -signal.SIGKILL
    mail = Mail.objects.get()
    assert not mail_house.letters
    run_jobs()
    assert [letter["Message-ID"] for letter in mail_house.letters] == [mail.message_id]


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_between_send_and_commit_repeats_the_same_mail(
    mail_house: Any, at: datetime
) -> None:
    mail = write(at)
    sender = child("from hatang.notices.jobs import send_mails\nsend_mails()", mail_house.port)
    mail_house.victim = sender.pid
    assert sender.wait(60) == -signal.SIGKILL
    assert len(mail_house.letters) == 1
    mail.refresh_from_db()
    assert mail.sent_at is None
    send_mails()
    assert [letter["Message-ID"] for letter in mail_house.letters] == [mail.message_id] * 2
    send_mails()
    assert len(mail_house.letters) == 2


@pytest.mark.django_db(transaction=True)
def test_two_senders_send_a_mail_once(mail_house: Any, at: datetime) -> None:
    for n in range(10):
        write(at, subject=f"Thư {n}")
    words = "from hatang.notices.jobs import send_mails\nsend_mails()"
    senders = [child(words, mail_house.port) for _one in range(2)]
    assert [sender.wait(60) for sender in senders] == [0, 0]
    assert sorted(letter["Subject"] for letter in mail_house.letters) == [f"Thư {n}" for n in range(10)]


@pytest.mark.django_db
def test_a_server_that_says_later_is_asked_again(mail_house: Any, at: datetime) -> None:
    mail = write(at)
    mail_house.answer = "451 Try again later"
    with smtp.connected() as server:
        assert send_next(connection=server, at=at)
        assert not send_next(connection=server, at=at + timedelta(seconds=59))
        mail_house.answer = "250 OK"
        assert send_next(connection=server, at=at + timedelta(minutes=1))
    mail.refresh_from_db()
    assert (mail.n_tries, mail.last_error) == (2, "")
    assert len(mail_house.letters) == 1


@pytest.mark.django_db
def test_a_mail_that_waits_too_long_is_given_up(mail_house: Any, at: datetime) -> None:
    mail = write(at)
    mail_house.answer = "451 Try again later"
    with smtp.connected() as server:
        assert send_next(connection=server, at=at + timedelta(days=3, seconds=1))
    mail.refresh_from_db()
    assert mail.given_up_at is not None
    assert (mail.text, mail.last_error) == ("", "451 Try again later")


@pytest.mark.django_db
def test_an_unknown_mailbox_is_given_up_and_the_next_mail_goes(mail_house: Any, at: datetime) -> None:
    lost = write(at, to="khong-co@bacninh.vn")
    write(at)
    with smtp.connected() as server:
        while send_next(connection=server, at=at):
            pass
    lost.refresh_from_db()
    assert lost.given_up_at == at
    assert "No such mailbox" in lost.last_error
    assert len(mail_house.letters) == 1


@pytest.mark.django_db
def test_a_silent_server_leaves_the_mails_waiting(
    mail_house: Any, at: datetime, settings: Any, caplog: Any
) -> None:
    mail = write(at)
    settings.MAIL_SERVER = {**settings.MAIL_SERVER, "port": 1}
    send_mails()
    assert "the mails wait" in caplog.text
    mail.refresh_from_db()
    assert (mail.sent_at, mail.given_up_at, mail.n_tries) == (None, None, 0)


@pytest.mark.django_db
def test_a_server_without_encryption_gets_nothing_where_it_is_asked_for(
    mail_house: Any, at: datetime, settings: Any
) -> None:
    write(at)
    settings.MAIL_SERVER = {**settings.MAIL_SERVER, "is_starttls": True}
    send_mails()
    assert not mail_house.letters


@pytest.mark.django_db
def test_without_a_mail_server_a_mail_is_refused(at: datetime) -> None:
    with pytest.raises(NoMailServer):
        write(at)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [{"to": "ai"}, {"to": "a@b.vn\nBcc: c@d.vn"}, {"to": "ấy@b.vn"}, {"subject": " "}, {"text": "\n"}],
)
def test_a_mail_to_nobody_or_about_nothing_is_refused(mail_house: Any, at: datetime, values: Any) -> None:
    with pytest.raises(Refusal):
        write(at, **values)


@pytest.mark.django_db
def test_a_line_end_in_a_subject_adds_no_header(mail_house: Any, at: datetime) -> None:
    write(at, subject="Việc\r\nBcc: c@d.vn")
    send_mails()
    [letter] = mail_house.letters
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Việc Bcc: c@d.vn"


def test_the_address_of_a_mail_server_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "smtp://ai%40bacninh.vn:m%3At@thu.bacninh.vn?starttls=1")
    server = environment.mail_server("X")
    assert (server["host"], server["port"], server["password"]) == ("thu.bacninh.vn", 587, "m:t")
    assert (server["sender"], server["is_starttls"], server["is_tls"]) == ("ai@bacninh.vn", True, False)
    monkeypatch.setenv("X", "smtps://thu.bacninh.vn")
    assert environment.mail_server("X")["port"] == 465
    monkeypatch.delenv("X")
    assert environment.mail_server("X") == {}


@pytest.mark.parametrize(
    "words",
    [
        "thu.bacninh.vn",
        "http://thu.bacninh.vn",
        "smtp://",
        "smtp://a.vn?starttls=yes",
        "smtps://a.vn?starttls=1",
        "smtp://a.vn?from=ai",
        "smtp://a.vn?timeout=1",
    ],
)
def test_a_wrong_address_of_a_mail_server_stops_the_start(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("X", words)
    with pytest.raises(ImproperlyConfigured):
        environment.mail_server("X")
