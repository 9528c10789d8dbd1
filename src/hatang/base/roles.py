"""What the role the application connects with may do: everything but change the audit."""

from django.apps import apps
from django.db import connection, transaction
from pghistory.models import Context, Event
from psycopg import sql

# A trigger's function runs with its owner's rights, so the application needs none on the tables it fills.
_TRIGGER_FUNCTIONS = """
    SELECT DISTINCT p.oid::regprocedure::text
    FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND p.proname LIKE 'pgtrigger\\_%%'
    UNION
    SELECT p.oid::regprocedure::text FROM pg_proc p
    WHERE p.proname = '_pgh_attach_context' AND p.pronamespace = 'public'::regnamespace
"""

# Every audit trigger asks this function whether to keep silent; a setting of the session would say so.
_NEVER_SILENT = """
    CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN
    AS 'SELECT FALSE' LANGUAGE sql
"""


def audit_tables() -> list[str]:
    """Tables that only the audit triggers write."""
    events = {model._meta.db_table for model in apps.get_models() if issubclass(model, Event)}
    return sorted(events | {Context._meta.db_table})


def append_only_tables() -> list[str]:
    """Tables the application adds rows to and changes none in."""
    return sorted(
        model._meta.db_table for model in apps.get_models() if getattr(model, "is_append_only", False)
    )


@transaction.atomic
def grant_application_role(role: str) -> bool:
    """Give the role its rights anew, after every migration; False when it is the owner itself or unknown."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [role])
        if cursor.fetchone() is None:
            return False
        name = sql.Identifier(role)
        for statement in (
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
            "GRANT USAGE ON SCHEMA public TO {role}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        ):
            cursor.execute(sql.SQL(statement).format(role=name))
        for table in [*audit_tables(), "django_migrations"]:
            cursor.execute(
                sql.SQL("REVOKE INSERT, UPDATE, DELETE ON {} FROM {}").format(sql.Identifier(table), name)
            )
        for table in append_only_tables():
            cursor.execute(sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}").format(sql.Identifier(table), name))
        cursor.execute(_NEVER_SILENT)
        cursor.execute(_TRIGGER_FUNCTIONS)
        for (function,) in cursor.fetchall():
            # The name comes from the catalogue, quoted by it.
            cursor.execute(f"ALTER FUNCTION {function} SECURITY DEFINER SET search_path = public, pg_temp")
    return True
