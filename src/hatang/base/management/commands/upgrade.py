"""Bring the database to this version: migrations, cache table, rights of the application's role."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from hatang.base.roles import grant_application_role


class Command(BaseCommand):
    """Run with HATANG_DB_ROLE=owner."""

    help = "Migrate the database and set the rights of the application's role."

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, then grant.

        Raises:
            CommandError: the records are from between two steps that this version has drawn together.
        """
        check_steps()
        call_command("migrate", verbosity=options["verbosity"], interactive=False)
        call_command("createcachetable", verbosity=options["verbosity"])
        if not grant_application_role(settings.APPLICATION_ROLE):
            self.stderr.write(
                "The application connects as the database's owner, so the database does not guard the audit; "
                "name a second role in DATABASE_URL and the owner in DATABASE_OWNER_URL."
            )


def check_steps() -> None:
    """Refuse records that have only a part of the steps drawn together here (ADR 0066).

    Raises:
        CommandError: some of them are applied and some are not.
    """
    # Not resolved into a graph: that is what these records would fail at, in words nobody can use.
    loader = MigrationLoader(connection, load=False)
    loader.load_disk()
    applied = set(MigrationRecorder(connection).applied_migrations())
    for (room, name), migration in loader.disk_migrations.items():
        done = applied & set(migration.replaces)
        if done and done != set(migration.replaces) and (room, name) not in applied:
            raise CommandError(
                f"The records of {room} are older than this version can lead on ({max(done)[1]}); "
                "start them once with version 9f14cb0, then with this one. Nothing was changed."
            )
