"""One of everything, for the tests that ask every address and every form."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from hatang.accounts.models import User
from hatang.programme.models import Plan

from .world import Makers, World, build


@pytest.fixture
def world(
    publish: Callable[..., Plan],
    make_user: Callable[..., User],
    make_row: Callable[..., dict[str, Any]],
    result: dict[str, Any],
    agencies: Any,
    office: User,
    administrator: User,
    reader: User,
    at: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> World:
    """One of everything, on 01/6/2026."""
    monkeypatch.setenv("HATANG_FREEZE", "2026-06-01")
    return build(Makers(publish, make_user, make_row, result, agencies, office, administrator, reader, at))


@pytest.fixture
def late_keys(db: None) -> None:
    """New rows have numbers above a thousand, as in a house that has worked for a while; then undone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname, sequencename FROM pg_sequences")
        for schema, name in cursor.fetchall():
            cursor.execute(f'ALTER SEQUENCE "{schema}"."{name}" RESTART WITH 4321')


@pytest.fixture
def quiet() -> Iterator[None]:
    """Refusals are what is asked for: they are not written to the log."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def signed_in(user: User) -> Client:
    """A browser in which a person has signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
