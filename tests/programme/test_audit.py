"""The audit is written by the database and cannot be changed by the application."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection

from hatang.base.history import history_of
from hatang.base.roles import audit_tables, grant_application_role
from hatang.documents.models import Document
from hatang.programme.models import Obligation, Plan
from hatang.supervisor.addresses import APP_ROLE

TRACKED = {
    "accounts_groupmembershipevent",
    "accounts_unitaliasevent",
    "accounts_unitevent",
    "accounts_unitgroupevent",
    "accounts_unitsuccessorevent",
    "accounts_userevent",
    "documents_documentevent",
    "documents_documentversionevent",
    "programme_planevent",
    "programme_targetevent",
    "programme_taskevent",
    "programme_obligationevent",
}


@pytest.fixture
def as_application(transactional_db: None, embedded_postgres: Any) -> Iterator[Callable[[str], int]]:
    """Runs a statement in the test database as the role the served processes connect with."""
    if embedded_postgres is None:
        pytest.skip("the roles of an outside database are its owner's affair")
    assert grant_application_role(APP_ROLE)
    database = connection.settings_dict
    with psycopg.connect(
        host=database["HOST"], dbname=database["NAME"], user=APP_ROLE, autocommit=True
    ) as application:
        yield lambda statement: application.execute(statement).rowcount


def test_every_table_that_matters_is_tracked() -> None:
    assert set(audit_tables()) >= TRACKED


@pytest.mark.parametrize("table", sorted(TRACKED))
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET pgh_label = 'x'", "TRUNCATE {}"])
def test_the_application_cannot_change_the_audit(
    as_application: Callable[[str], int], table: str, statement: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_application(statement.format(table))


def test_what_the_application_changes_is_recorded_all_the_same(
    agencies: Any, publish: Callable[..., Plan], result: dict[str, Any], as_application: Callable[[str], int]
) -> None:
    plan = publish(result)
    n_before = len(history_of(plan))
    as_application("UPDATE programme_plan SET title = 'khác'")
    entries = history_of(plan)
    assert len(entries) == n_before + 1
    assert entries[-1].changes["title"][1] == "khác"


@pytest.mark.django_db
def test_a_row_that_is_deleted_leaves_its_last_words(
    agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]
) -> None:
    publish(result)
    obligation = Obligation.objects.all()[0]
    events = obligation.events  # type: ignore[attr-defined]
    pk = obligation.pk
    obligation.delete()
    assert events.model.objects.filter(pgh_obj_id=pk).order_by("pgh_id").last().pgh_label == "delete"


@pytest.mark.django_db(transaction=True)
def test_a_change_without_an_action_is_recorded_without_an_actor(
    agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]
) -> None:
    publish(result)
    document = Document.objects.get()
    Document.objects.update(place="Từ Sơn")
    last = history_of(document)[-1]
    assert (last.actor_id, last.changes) == (None, {"place": ["Bắc Ninh", "Từ Sơn"]})
