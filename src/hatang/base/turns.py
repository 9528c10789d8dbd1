"""Turns: work that must not run beside its like, in whatever process."""

from django.db import connection


def wait_for_turn(name: str) -> None:
    """Wait until no other transaction does the work of this name; the end of this one passes the turn on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
