"""What is asked once within a look, and each time outside of one."""

from collections.abc import Callable
from itertools import count

import pytest
from django.test import Client

from hatang.base.looks import is_looking, once, one_look


def _counter() -> Callable[[], int]:
    numbers = count(1)
    return lambda: next(numbers)


def test_asks_each_time_outside_of_a_look() -> None:
    ask = _counter()
    assert [once("x", ask), once("x", ask)] == [1, 2]


def test_asks_each_question_once_within_a_look_and_anew_in_the_next() -> None:
    ask = _counter()
    with one_look():
        assert [once("x", ask), once("x", ask), once("y", ask)] == [1, 1, 2]
    with one_look():
        assert once("x", ask) == 3
    assert not is_looking()


@pytest.mark.django_db
def test_a_request_that_only_reads_is_one_look(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, bool] = {}

    def remember(request: object) -> str:
        seen[str(request.method)] = is_looking()  # type: ignore[attr-defined]
        return "vi"

    monkeypatch.setattr("hatang.config.middleware.chosen_language", remember)
    client.get("/dang-nhap/")
    client.post("/dang-nhap/", {})
    assert seen == {"GET": True, "POST": False}
