"""What is asked once within a look, and each time outside of one."""

from collections.abc import Callable
from itertools import count

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from hatang.accounts.models import Unit
from hatang.base.looks import is_looking, once, one_look, rows_once


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
def test_rows_within_a_look_are_those_of_the_first_question(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    here = Unit.objects.create(code="a", name="Sở A", kind="department")
    rows = Unit.objects.filter(code__in="ab")
    with one_look():
        assert list(rows_once("rows", lambda: rows)) == [here]
        Unit.objects.create(code="b", name="Sở B", kind="department")
        with django_assert_num_queries(0):
            assert list(rows_once("rows", lambda: rows)) == [here]
    assert len(rows_once("rows", lambda: rows)) == 2


@pytest.mark.django_db
def test_no_rows_make_no_question(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with one_look():
        rows_once("rows", lambda: Unit.objects.filter(code="none"))
        with django_assert_num_queries(0):
            assert not rows_once("rows", lambda: Unit.objects.all())
            assert not Unit.objects.filter(pk__in=rows_once("rows", lambda: Unit.objects.all()).values("pk"))


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
