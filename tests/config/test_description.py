"""The API called as its own description allows, and as it does not: it never fails."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error

from hatang.accounts.actions import issue_token
from hatang.accounts.models import Scope, User
from hatang.base import clock
from hatang.config.api import api
from hatang.config.wsgi import application
from hatang.programme.models import Plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_call_limit", "one_connection")]

described = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
described.app = application


@pytest.fixture
def no_call_limit(settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = 1_000_000


@pytest.fixture
def one_connection() -> Iterator[None]:
    """As Django's test client does: a request does not close the connection the test's rows live in."""
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    yield
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)


@pytest.fixture
def bearer(office: User) -> dict[str, str]:
    """The header of a program of the programme office that may write."""
    _, secret = issue_token(name="Kiểm thử", scope=Scope.WRITE, n_days=30, by=office, at=clock.now())
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def plan(publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """Rows behind the addresses."""
    return publish(result)


@described.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_call_makes_the_api_fail(case: Case, bearer: dict[str, str], plan: Plan) -> None:
    case.call_and_validate(headers=bearer, checks=[not_a_server_error])


def test_the_description_names_every_room(client: Client, office: User) -> None:
    client.force_login(office)
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert {path.split("/")[3] for path in paths} >= {"units", "documents", "tasks", "targets", "obligations"}
