"""The registry and the people of these tests."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.actions import issue_token
from hatang.accounts.models import Scope, Unit, User
from hatang.base import clock

from . import plant


@dataclass
class Registry:
    """Who works where: an officer of each operator, and somebody of the programme office."""

    operators: list[Unit]
    viettel: User
    vnpt: User
    office: User


@pytest.fixture
def registry(make_unit: Callable[..., Unit], make_user: Callable[..., Any], office: User) -> Registry:
    """Two operators with sites, cells and lines in two areas, and two places."""
    operators = [make_unit(code, code.upper(), "operator") for code in ("viettel", "vnpt")]
    commune, _ward = plant.areas()
    plant.places(commune)
    plant.sites(commune, operators)
    plant.routes(commune, operators)
    officers = [make_user(f"cv-{unit.code}", "officer", unit) for unit in operators]
    return Registry(operators, *officers, office)


def signed_in(user: User) -> Client:
    """A client with the session of a person."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def bearer(user: User) -> dict[str, str]:
    """The header of a program that may read as this person."""
    _token, secret = issue_token(name="QGIS", scope=Scope.READ, n_days=30, by=user, at=clock.now())
    return {"Authorization": f"Bearer {secret}"}
