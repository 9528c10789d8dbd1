"""Every form of the house filled with 10,000 characters and with a script: a sentence, never a failure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve
from lxml import html

from .addresses import ASKS, READS, address_of
from .conftest import signed_in
from .world import World

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900), pytest.mark.usefixtures("quiet")]

SCRIPT = "<script>alert(1)</script>"
JUNK = {"a script": SCRIPT + '"><img src=x onerror=alert(1)>', "10,000 characters": "ă" * 10_000}
# What a browser lets somebody type words into; of the others the present value is sent.
TYPED = {"text", "search", "email", "url", "password", "date", "time", "number", "month"}


@dataclass
class Form:
    """A form of a page: where it goes, what it sends as it stands, and what is typed into it."""

    action: str
    kept: list[tuple[str, str]] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)

    @property
    def kind(self) -> tuple[str, ...]:
        """Forms of one view with the same fields are one form."""
        buttons = [value for name, value in self.kept if name in ("buoc", "viec", "quyet-dinh", "tinh-trang")]
        return (resolve(self.action.split("?")[0]).view_name, *sorted(self.typed), *buttons)


def forms_on(page: str, address: str) -> Iterator[Form]:
    """Forms that write, once for each of their named buttons."""
    for found in html.fromstring(page).iter("form"):
        if found.get("method", "get").lower() != "post":
            continue
        buttons = found.xpath(".//button[@name]") or [None]
        for button in buttons:
            form = Form((found.get("action") or address).split("#")[0])
            for one in found.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
                _read(form, one)
            if button is not None:
                form.kept.append((button.get("name"), button.get("value", "")))
            yield form


def _read(form: Form, one: Any) -> None:
    name, kind = one.get("name"), one.get("type", "text")
    if one.tag == "textarea" or (one.tag == "input" and kind in TYPED):
        form.typed.append(name)
    elif one.tag == "select":
        options = one.xpath(".//option/@value")
        form.kept.append((name, options[-1] if options else ""))
    elif kind not in ("file", "submit") and name != "csrfmiddlewaretoken":
        form.kept.append((name, one.get("value", "on")))


@pytest.mark.parametrize("who", ["owner", "administrator"])
def test_no_form_fails_and_no_script_comes_back(world: World, who: str) -> None:
    client = signed_in(world.people[who])
    client.raise_request_exception = False
    found: dict[tuple[str, ...], Form] = {}
    for address, page in _pages(client, world, who):
        found.update({one.kind: one for one in forms_on(page, address) if one.typed})
    wrong = [(kind[0], told) for kind, form in found.items() for told in _complaints(client, form)]
    assert wrong == []
    assert len(found) > 15
    assert {kind[0] for kind in found} <= set(ASKS)


def _pages(client: Client, world: World, who: str) -> Iterator[tuple[str, str]]:
    """Address and words of every page of ours that the person may open."""
    for name, people in READS.items():
        if who not in people or name.startswith(("api:", "account_", "mfa_", "openid")):
            continue
        address = address_of(name, world.open)
        page: Any = client.get(address)
        if page.streaming:
            b"".join(page.streaming_content)
        elif page.status_code == 200 and "text/html" in page.headers["Content-Type"]:
            words = page.content.decode()
            # A part of a page that has nothing to say.
            if words.strip():
                yield address, words


def _complaints(client: Client, form: Form) -> Iterator[str]:
    for words, junk in JUNK.items():
        sent = [*form.kept, *((name, junk) for name in form.typed)]
        with transaction.atomic():
            data: dict[str, list[str]] = {}
            for name, value in sent:
                data.setdefault(name, []).append(value)
            answer: Any = client.post(form.action, data)
            followed = client.get(answer["Location"]) if answer.status_code == 302 else answer
            transaction.set_rollback(True)
        if answer.status_code >= 500 or followed.status_code >= 500:
            yield f"{words}: {answer.status_code} {followed.status_code}"
        if SCRIPT in followed.content.decode():
            yield f"{words}: comes back as it was sent"
