"""A published plan to speak about, and people of two units."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.test import Client

from hatang.accounts.models import User
from hatang.notices.subjects import Subject, subject_of
from hatang.programme.models import Obligation, Plan, Task


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """A plan of three tasks led by one department."""
    return publish(result)


@pytest.fixture
def task(plan: Plan) -> Task:
    """Its first task."""
    return plan.tasks.get(path="PL2.1.1")


@pytest.fixture
def obligation(task: Task) -> Obligation:
    """What the department owes for the first task."""
    return task.obligations.get()


@pytest.fixture
def subject(task: Task) -> Subject:
    """The first task, as something to speak about."""
    return subject_of("task", task)


@pytest.fixture
def owner(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of the unit that leads the task."""
    return make_user("can-bo-so", "officer", agencies.units["skhcn"])


@pytest.fixture
def colleague(make_user: Callable[..., User], agencies: Any) -> User:
    """Another officer of the same unit."""
    return make_user("dong-nghiep", "officer", agencies.units["skhcn"])


@pytest.fixture
def outsider(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of another unit."""
    return make_user("can-bo-khac", "officer", agencies.units["sxd"])


@dataclass
class MailHouse:
    """A mail server that keeps what it is sent; it can say no, and can kill who sends."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    answer: str = "250 OK"
    victim: int = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a mail, or answer otherwise."""
        if self.answer.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=default))
        if self.victim:
            os.kill(self.victim, signal.SIGKILL)
            self.victim = 0
        return self.answer

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Know everybody but one."""
        if address.startswith("khong-co@"):
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def mail_house(settings: Any) -> Iterator[MailHouse]:
    """A real SMTP server on this machine, which the settings name."""
    house = MailHouse()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        house.port = probe.getsockname()[1]
    controller = Controller(house, hostname="127.0.0.1", port=house.port)
    controller.start()
    settings.MAIL_SERVER = {
        "host": "127.0.0.1",
        "port": house.port,
        "user": "",
        "password": "",
        "is_tls": False,
        "is_starttls": False,
        "sender": "ha-tang@bacninh.vn",
    }
    yield house
    controller.stop()


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser in which a person has signed in."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make
