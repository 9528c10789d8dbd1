"""Words as they are probably meant."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache

from hatang.accounts.models import User
from hatang.portal.searching import search
from hatang.portal.spelling import corrected
from hatang.programme.models import Plan

pytestmark = pytest.mark.django_db

WORDS = "Lắp đặt camera giám sát giao thông"


@pytest.fixture
def plan(agencies: object, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    for task in result["tasks"][:2]:
        task["text"] = WORDS
    published = publish(result)
    cache.clear()
    return published


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("camra giam sat", "camera giam sat"),
        ("camera", "camera"),
        ("caemra", "camera"),
        ("cammera gima", "camera giam"),
        ("xyzxyz", "xyzxyz"),
        ("gi", "gi"),
    ],
)
def test_a_word_nobody_uses_is_replaced_by_the_nearest_in_use(plan: Plan, typed: str, meant: str) -> None:
    assert " ".join(corrected(typed.split())) == meant


def test_rows_with_the_meant_words_are_found_and_said_to_be_alike(plan: Plan, reader: User) -> None:
    tasks = next(kind for kind in search(reader, "camra giám sát") if kind.key == "tasks")
    assert tasks.is_alike
    assert {hit.title for hit in tasks.hits} == {WORDS}
    assert "camera" in [piece.text for piece in tasks.hits[0].pieces if piece.is_match]


def test_words_that_stand_there_are_not_taken_for_others(plan: Plan, reader: User) -> None:
    tasks = next(kind for kind in search(reader, "camera") if kind.key == "tasks")
    assert not tasks.is_alike
