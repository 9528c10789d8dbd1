"""The database guards the audit from the application."""

from collections.abc import Iterator

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from pghistory.models import Event

from hatang.accounts.models import Unit, UnitKind
from hatang.base import roles
from hatang.supervisor.addresses import APP_ROLE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def application() -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """A connection with the rights a served page has."""
    if not roles.grant_application_role(APP_ROLE):
        pytest.skip("the outside database has no second role")
    at = connection.get_connection_params()
    with psycopg.connect(
        host=at.get("host"), port=at.get("port"), user=APP_ROLE, dbname=at["dbname"], autocommit=True
    ) as other:
        yield other


def tracked() -> list[tuple[str, str]]:
    """Tables with an audit: (its table, its event table)."""
    models = [model for model in apps.get_models() if issubclass(model, Event)]
    return [(model.pgh_tracked_model._meta.db_table, model._meta.db_table) for model in models]


def test_units_and_users_have_an_audit() -> None:
    assert {"accounts_unit", "accounts_user"} <= {table for table, _ in tracked()}


def test_the_application_reads_every_audit_and_changes_none(
    application: "psycopg.Connection[tuple[object, ...]]",
) -> None:
    for table in roles.audit_tables():
        application.execute(f"SELECT * FROM {table} LIMIT 1")
        for change in (
            f"DELETE FROM {table}",
            f"UPDATE {table} SET {'metadata' if table == 'pghistory_context' else 'pgh_label'} = NULL",
            f"INSERT INTO {table} DEFAULT VALUES",
            f"TRUNCATE {table}",
            f"DROP TABLE {table}",
            f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute(change)


def test_the_application_adds_to_what_is_append_only_and_changes_nothing(
    application: "psycopg.Connection[tuple[object, ...]]",
) -> None:
    assert roles.append_only_tables() == ["accounts_signinevent"]
    application.execute(
        "INSERT INTO accounts_signinevent (at, outcome, name, means, address, user_agent)"
        " VALUES (now(), 'wrong_password', 'ai', '', '', '')"
    )
    for change in ("UPDATE accounts_signinevent SET name = 'x'", "DELETE FROM accounts_signinevent"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute(change)


def test_the_application_cannot_switch_the_triggers_off(
    application: "psycopg.Connection[tuple[object, ...]]",
) -> None:
    for table, _ in tracked():
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute("SET session_replication_role = replica")


def test_the_application_cannot_tell_the_triggers_to_be_silent(
    application: "psycopg.Connection[tuple[object, ...]]",
) -> None:
    unit = Unit.objects.create(code="SXD", name="Sở Xây dựng", kind=UnitKind.DEPARTMENT)
    kept = apps.get_model("accounts", "UnitEvent").objects.filter(pgh_obj_id=unit.pk)
    before = kept.count()
    names = application.execute(
        "SELECT array_agg(tgname::text) FROM pg_trigger WHERE tgrelid = 'accounts_unit'::regclass"
    ).fetchone()
    assert names is not None
    application.execute("SELECT set_config('pgtrigger.ignore', %s::text[]::text, false)", [names[0]])
    application.execute("UPDATE accounts_unit SET name = 'Sở khác' WHERE id = %s", [unit.pk])
    assert kept.count() == before + 1


def test_a_change_by_the_application_is_kept_by_the_trigger(
    application: "psycopg.Connection[tuple[object, ...]]",
) -> None:
    unit = Unit.objects.create(code="SKHCN", name="Sở Khoa học và Công nghệ", kind=UnitKind.DEPARTMENT)
    application.execute("UPDATE accounts_unit SET short_name = 'Sở KH&CN' WHERE id = %s", [unit.pk])
    events = dict(tracked())["accounts_unit"]
    kept = application.execute(
        f"SELECT pgh_label FROM {events} WHERE pgh_obj_id = %s ORDER BY pgh_id", [unit.pk]
    ).fetchall()
    assert kept == [("insert",), ("update",)]
