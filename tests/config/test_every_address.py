"""Every address of the house asked by everybody: whoever may is let in, whoever may not learns nothing."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from hatang.accounts.models import User

from .addresses import (
    ANY_METHOD,
    ASKS,
    CALLS,
    OPEN_TO_STRANGERS,
    READS,
    WRITES,
    People,
    address_of,
    words_of,
)
from .conftest import signed_in
from .numbers import written_as_figures
from .world import World

# A number no row has, and no column of the database can hold.
NO_ROW = 99_999_999_999_999_999_999
# Neither of the unit a restricted plan is for, nor of those who see everything.
SHUT_OUT = ("outsider", "reader")
# Between them they are shown every form and every link.
READING_FORMS = ("administrator", "owner")
# The programme and the API have as many addresses as all the rest.
PARTS = ["api", "programme", "house"]


class Door:
    """Asks the house as one of several people; what a request changes is taken back."""

    def __init__(self, people: dict[str, User]) -> None:
        self._sessions = {
            name: signed_in(user).cookies["hatang_session"].value for name, user in people.items()
        }

    def ask(self, who: str, method: str, name: str, known: dict[str, Any], *, is_strict: bool = False) -> Any:
        """The answer to a person, or to the `stranger`, who has not signed in."""
        client = Client(enforce_csrf_checks=is_strict, raise_request_exception=False)
        if who != "stranger":
            client.cookies["hatang_session"] = self._sessions[who]
        with transaction.atomic():
            answer = client.generic(method, address_of(name, known), **_body(method, name, known))
            if answer.streaming:
                b"".join(answer.streaming_content)
            transaction.set_rollback(True)
        return answer


def _body(method: str, name: str, known: dict[str, Any]) -> dict[str, Any]:
    words = words_of(name, known)
    if method == "GET":
        return {"query_params": words}
    if name in ("api:upload_document", "api:submit_report", "api:number_draft"):
        data = encode_multipart(BOUNDARY, {**words, "file": SimpleUploadedFile("a.txt", b"Van ban")})
        return {"data": data, "content_type": MULTIPART_CONTENT}
    if name.startswith("api:"):
        return {"data": json.dumps(words), "content_type": "application/json"}
    return {"data": encode_multipart(BOUNDARY, words), "content_type": MULTIPART_CONTENT}


def requests_of(*parts: str) -> list[tuple[str, str, People]]:
    """Method, name and people of every address of some parts."""
    every = [
        *(("GET", name, people) for name, people in READS.items()),
        *(("POST", name, people) for name, people in WRITES.items()),
        *((method, name, people) for name, (method, people) in CALLS.items()),
    ]
    return [one for one in every if _part_of(one[1]) in parts]


def _part_of(name: str) -> str:
    room = name.partition(":")[0]
    return room if room in PARTS else "house"


def is_let_in(method: str, status: int) -> bool:
    """Whether an answer is about what was sent, and not about who sent it."""
    return status < 400 if method == "GET" else status < 500 and status not in (401, 403, 404, 405)


def test_every_address_is_in_the_table() -> None:
    assert set(ASKS) == {*READS, *WRITES, *CALLS}


@pytest.mark.django_db
@pytest.mark.usefixtures("late_keys", "quiet")
@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", PARTS)
def test_whoever_may_is_let_in_and_nobody_else_and_numbers_of_rows_are_no_figures(
    world: World, part: str
) -> None:
    door, wrong = Door(world.people), []
    for method, name, people in requests_of(part):
        for who in world.people:
            answer = door.ask(who, method, name, world.open)
            status = answer.status_code
            fits = is_let_in(method, status) if who in people else status in (403, 404)
            if not fits:
                wrong.append((method, name, who, status))
            if who in READING_FORMS:
                wrong += [(method, name, who, one) for one in written_as_figures(answer)]
        status = _strangers_answer(door, method, name, world)
        if status != "turned away":
            wrong.append((method, name, "stranger", status))
    assert wrong == []


def _strangers_answer(door: Door, method: str, name: str, world: World) -> str:
    answer = door.ask("stranger", method, name, world.open)
    if name in OPEN_TO_STRANGERS:
        is_right = answer.status_code in (200, 302, 404)
    elif name.startswith(("api:", "opendata:ogc", "opendata:tile")):
        is_right = answer.status_code == 401
    else:
        is_right = answer.status_code == 302 and answer["Location"].startswith("/dang-nhap/")
    return "turned away" if is_right else str(answer.status_code)


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet")
@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", PARTS)
def test_what_is_hidden_is_answered_as_what_does_not_exist(world: World, part: str) -> None:
    door, wrong = Door(world.people), []
    hidden = {**world.open, **world.hidden}
    for method, name, people in requests_of(part):
        keys = {key for key in ASKS[name] if key.endswith("_id")}
        nowhere = {**world.open, **{f"{name} {key}": NO_ROW for key in keys}}
        if keys:
            status = door.ask("administrator", method, name, nowhere).status_code
            if status not in (403, 404):
                wrong.append((method, name, "administrator", status))
        if not keys & set(world.hidden):
            continue
        for who in SHUT_OUT:
            said = [door.ask(who, method, name, known).status_code for known in (hidden, nowhere)]
            if said[0] != said[1] or said[0] not in (403, 404):
                wrong.append((method, name, who, said))
        if method == "GET" and "owner" in people:
            status = door.ask("owner", method, name, hidden).status_code
            if not is_let_in(method, status):
                wrong.append((method, name, "owner", status))
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet")
@pytest.mark.timeout(900)
def test_a_wrong_method_and_a_form_from_elsewhere_are_refused(world: World) -> None:
    door, wrong = Door(world.people), []
    for method, name, people in requests_of(*PARTS):
        if method != "GET" and people:
            status = door.ask("administrator", method, name, world.open, is_strict=True).status_code
            if status != 403:
                wrong.append((method, name, "without its token", status))
        other = _wrong_method(name)
        if other and name not in ANY_METHOD:
            status = door.ask("administrator", other, name, world.open).status_code
            if status != 405:
                wrong.append((other, name, "wrong method", status))
    assert wrong == []


def _wrong_method(name: str) -> str:
    """A method an address does not know; empty where a page takes both of a browser's."""
    if name.startswith("api:"):
        return "DELETE"
    if name in READS and name in WRITES:
        return ""
    return "POST" if name in READS else "GET"
